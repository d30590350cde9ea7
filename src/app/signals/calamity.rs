//! What an aanbieder must report at once: a calamiteit, or violence (Wmo 2015 art. 3.4 lid 1).
//! May import: app, auth, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};

use super::receive::{self, From, New, Reading};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::domain::admission::State;
use crate::domain::ids::{AdmissionId, Id, RegionId, SignalId};
use crate::domain::supervision::{Nature, Source};
use crate::domain::terms::local_day;
use crate::domain::words::signals as words;
use crate::storage::admissions::{self, AdmissionRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, regions, signals};

/// A report as a form gives it.
#[derive(Debug, Clone)]
pub struct Calamity {
    /// The admission it is about.
    pub admission: String,
    /// `calamity` or `violence`.
    pub nature: String,
    /// Where.
    pub location: String,
    /// When, or what is wrong with the date.
    pub on: Result<Option<NaiveDate>, String>,
    /// What happened.
    pub text: String,
    /// What was done since.
    pub done: String,
    /// Whom toezicht can ask.
    pub name: String,
    /// How to reach this person.
    pub contact: String,
}

/// An admission under which somebody is cared for now.
#[derive(Debug, Clone)]
pub struct Own {
    /// Identifier.
    pub id: String,
    /// Place of the region in addresses.
    pub slug: String,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
}

/// That something was reported.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The number by which people speak of it.
    pub number: String,
    /// When it was received.
    pub at: DateTime<Utc>,
    /// Place of the region in addresses.
    pub slug: String,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
}

const RUNS: [State; 2] = [State::Active, State::Suspended];

/// The admissions of an organisation about which it can report.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Own>> {
    let rows = admissions::running_own(conn, scope)?;
    let own = |(row, slug): (AdmissionRow, String)| Own {
        id: row.id,
        slug,
        group: row.product_group,
        gemeente: row.gemeente,
    };
    Ok(rows.into_iter().map(own).collect())
}

/// Take a report, and tell toezicht.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where a text points to a client; [`Error::Refused`] where nobody would read it.
pub fn calamity(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&OrgScope, &PublicUrl),
    told: &Calamity,
) -> Result<SignalId> {
    let mut form = Reading::on(local_day(ctx.now));
    let admission = admitted(conn, scope, &told.admission)?;
    if admission.is_none() {
        form.wrong("toelating", words::SAY_ADMISSION);
    }
    let nature = form.choice("waarover", (&told.nature, Nature::BY_PROVIDER), words::SAY_NATURE);
    let on = form.day("wanneer_day", told.on.clone(), words::SAY_WHEN);
    if told.on == Ok(None) {
        form.wrong("wanneer_day", words::SAY_WHEN);
    }
    let location = form.line("waar", &told.location);
    if location.as_ref().is_some_and(String::is_empty) {
        form.wrong("waar", words::SAY_WHERE);
    }
    let text = form.text("wat", &told.text, words::SAY_WHAT);
    let done = form.text("gedaan", &told.done, words::SAY_DONE);
    let (name, contact) = (form.contact("naam", &told.name), form.contact("bereikbaar", &told.contact));
    let read = (|| Some((admission?, nature?, location?, (text?, done?), (name?, contact?))))();
    let (admission, nature, location, (text, done), (name, contact)) = form.done(read)?;
    let region: RegionId = types::id("admissions", &admission.region_id)?;
    let region = access::for_system(region);
    let gemeenten = [admission.gemeente.clone()];
    let readers = receive::readers(conn, &region, (nature.discipline(), &gemeenten))?;
    if readers.is_empty() {
        return Err(Error::refused(words::NOBODY_READS));
    }
    let new = New {
        org: scope.org().clone(),
        source: Source::Provider,
        nature,
        discipline: nature.discipline(),
        gemeente: admission.gemeente,
        group: admission.product_group,
        location,
        on,
        text: text.as_str().to_owned(),
        done: done.as_str().to_owned(),
        request: None,
    };
    let from = From { user: ctx.actor.user.clone(), name, contact };
    let id = receive::receive(conn, ctx, &region, (new, Some(from)))?;
    receive::tell(conn, ctx, (&region, portal), (&id, &readers))?;
    Ok(id)
}

fn admitted(conn: &mut DbConn, scope: &OrgScope, id: &str) -> Result<Option<AdmissionRow>> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let id: AdmissionId = id;
    match admissions::find_own(conn, scope, &id) {
        Ok(row) => Ok(Some(row).filter(|row| RUNS.contains(&row.state.0))),
        Err(diesel::result::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// That an organisation reported something: never what became of it.
///
/// # Errors
/// [`Error::NotFound`] for what it did not report itself.
pub fn receipt(conn: &mut DbConn, scope: &OrgScope, id: &SignalId) -> Result<Receipt> {
    let (region, group, gemeente, at) = signals::receipt(conn, scope, id)?;
    let region = access::for_system(types::id("signals", &region)?);
    let slug = regions::find(conn, &region)?.slug;
    Ok(Receipt { number: super::number(id), at: instant(at), slug, group, gemeente })
}
