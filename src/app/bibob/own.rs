//! A Bibob dossier as the aanbieder knows it: that it is asked, which form, that it was received, and since when the term stands still.
//! May import: app, domain, storage.

use chrono::NaiveDate;
use serde::Serialize;

use super::{laid, refused};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::vault::{self, NewEvidence};
use crate::app::{access, apply, due};
use crate::domain::audit::Event;
use crate::domain::bibob::{Command, State};
use crate::domain::ids::ApplicationId;
use crate::storage::bibob::{self, BibobRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope};

/// What the aanbieder reads of it.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The number of the application.
    pub number: String,
    /// What the form is called.
    pub form: String,
    /// `asked`, `received` or `over`: never what comes of it.
    pub state: &'static str,
    /// When it was asked, RFC 3339.
    pub asked_at: String,
    /// When the form came, RFC 3339; empty before.
    pub form_at: String,
    /// How many files came. Not which: who reads along at the organisation need not know.
    pub files: usize,
    /// Since when and until when at most the term stands still.
    pub paused: Option<(NaiveDate, NaiveDate)>,
    /// Whether files can be handed in now.
    pub is_open: bool,
}

/// What the aanbieder was asked last about an application.
///
/// # Errors
/// [`Error::NotFound`] where nothing was asked, and for another organisation's.
pub fn own(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<Own> {
    let opened = apply::open(conn, scope, application)?;
    let row = bibob::asked_of(conn, scope, application)?;
    let def = laid(&opened.scheme)?;
    let state = row.state.0;
    Ok(Own {
        number: opened.row.number.clone(),
        form: def.form.clone(),
        state: match state {
            State::Asked => "asked",
            state if state.runs() => "received",
            _ => "over",
        },
        asked_at: instant(row.asked_at).to_rfc3339(),
        form_at: row.form_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
        files: bibob::files(conn, &region(&row)?, &row.id)?.len(),
        paused: due::paused_for_bibob(conn, &opened.row)?,
        is_open: matches!(state, State::Asked | State::FormReceived),
    })
}

/// Whether the aanbieder was asked for anything about an application, and has to do something now.
///
/// # Errors
/// What the database says.
pub fn was_asked(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<Option<bool>> {
    match bibob::asked_of(conn, scope, application) {
        Ok(row) => Ok(Some(row.state.0 == State::Asked)),
        Err(diesel::result::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn region(row: &BibobRow) -> Result<crate::storage::RegionScope> {
    Ok(access::for_system(types::id("bibob_dossiers", &row.region_id)?))
}

/// Hand in the form and what belongs to it.
///
/// # Errors
/// [`Error::NotFound`] where nothing was asked; [`Error::Refused`] once somebody looks into it.
pub fn hand_in(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    application: &ApplicationId,
    files: &[NewEvidence],
) -> Result<()> {
    let opened = apply::open(conn, scope, application)?;
    let row = bibob::asked_of(conn, scope, application)?;
    let next = row.life()?.apply(Command::HandIn, ctx.now).map_err(refused)?;
    for file in files {
        let evidence = vault::add(conn, ctx, scope, file)?;
        bibob::hand_in(conn, &row, &evidence, ctx.now)?;
    }
    if !bibob::step(conn, &row, &next)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(opened.region.region()).procedure(&opened.procedure).about(scope.org());
    let files = u32::try_from(files.len()).map_err(Error::internal)?;
    let event = Event::BibobHandedIn { subject: types::id("bibob_dossiers", &row.id)?, files };
    Ok(ctx.record(conn, &place, event)?)
}
