//! The applications of an organisation, and the windows in which it may begin one.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::answers::{Saved, answers_of};
use super::documents::{ToAccept, to_accept};
use super::evidence::{AskedKind, checklist};
use super::lots::{self, LotDraft};
use super::opened::Opened;
use crate::app::ctx::Ctx;

use crate::app::access;
use crate::app::error::Result;
use crate::app::policy;
use crate::domain::application::State;
use crate::domain::ids::{ApplicationId, WindowId};
use crate::domain::policy_code::FactCode;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::calendar::{self, WindowRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, applying, regions};

/// Where a window belongs, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowOrigin {
    /// Name of the region.
    pub region: String,
    /// The region's place in addresses.
    pub slug: String,
    /// Title of the procedure.
    pub procedure: String,
    /// Title of the window.
    pub title: String,
    /// When it closes.
    pub closes: DateTime<Utc>,
}

/// One application in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Identifier.
    pub id: ApplicationId,
    /// Number.
    pub number: String,
    /// Where it is.
    pub state: State,
    /// When what counts was received.
    pub received_at: Option<DateTime<Utc>>,
    /// In which window.
    pub window: WindowOrigin,
}

/// A window in which one may apply now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenWindow {
    /// Identifier.
    pub id: WindowId,
    /// Where it belongs.
    pub window: WindowOrigin,
    /// The running application of this organisation in it.
    pub running: Option<ApplicationId>,
}

/// The applications of an organisation, newest first.
///
/// # Errors
/// What the database says.
pub fn mine(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Overview>> {
    let rows: Vec<ApplicationRow> = applications::of_org(conn, scope)?;
    rows.into_iter()
        .map(|row| {
            let region = access::for_system(types::id("applications", &row.region_id)?);
            let window = calendar::window(conn, &region, &types::id("applications", &row.window_id)?)?;
            Ok(Overview {
                id: types::id("applications", &row.id)?,
                number: row.number,
                state: row.state.0,
                received_at: row.received_at.map(instant),
                window: origin(conn, &window)?,
            })
        })
        .collect()
}

/// The windows in which one may apply now, the first to close first.
///
/// # Errors
/// What the database says.
pub fn open_windows(conn: &mut DbConn, scope: &OrgScope, now: DateTime<Utc>) -> Result<Vec<OpenWindow>> {
    let rows = calendar::open_windows(conn, now)?;
    rows.into_iter()
        .filter(|row| scope.covers(&row.procedure_id))
        .map(|row| {
            let id: WindowId = types::id("windows", &row.id)?;
            let running = applying::running(conn, scope, &id)?;
            Ok(OpenWindow { window: origin(conn, &row)?, running, id })
        })
        .collect()
}

/// One published window, whether or not one may apply in it now: windows are public.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for one that is not published.
pub fn one_window(conn: &mut DbConn, id: &WindowId, now: DateTime<Utc>) -> Result<(WindowOrigin, bool)> {
    let row = applying::published_window(conn, id, now)?;
    let open = super::opened::window_of(&row)?.accepts(now).is_ok();
    Ok((origin(conn, &row)?, open))
}

/// What an organisation filled in of its own part of an application.
#[derive(Debug)]
pub struct Filling {
    /// The lots that the penvoerder chose.
    pub drafts: Vec<LotDraft>,
    /// Its answers.
    pub answers: BTreeMap<FactCode, Saved>,
    /// Its bewijsstukken, by kind.
    pub evidence: Vec<AskedKind>,
    /// The documents that it accepts.
    pub documents: Vec<ToAccept>,
}

/// What an organisation filled in of the part that it has open.
///
/// # Errors
/// What the database says.
pub fn filling(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, opened: &Opened) -> Result<Filling> {
    Ok(Filling {
        drafts: lots::chosen(conn, &opened.id)?,
        answers: answers_of(conn, opened)?,
        evidence: checklist(conn, ctx, scope, &opened.id)?.kinds,
        documents: to_accept(conn, opened, ctx.now)?,
    })
}

/// Why the window of an application closes when it does, in sentences.
///
/// # Errors
/// What the database says.
pub fn why_closes(conn: &mut DbConn, opened: &Opened, now: DateTime<Utc>) -> Result<Vec<String>> {
    let id = types::id("windows", &opened.window_row.id)?;
    Ok(policy::window(conn, &opened.region, &id, now)?.why_closes())
}

/// Where a window belongs.
pub(in crate::app) fn origin(conn: &mut DbConn, row: &WindowRow) -> Result<WindowOrigin> {
    let scope = access::for_system(types::id("windows", &row.region_id)?);
    let region = regions::find(conn, &scope)?;
    let procedure = regions::procedure(conn, &scope, &types::id("windows", &row.procedure_id)?)?;
    Ok(WindowOrigin {
        region: region.name,
        slug: region.slug,
        procedure: procedure.title,
        title: row.title.clone(),
        closes: instant(row.closes_at),
    })
}
