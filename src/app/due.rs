//! The last day for a decision: counted in one place, kept, and explained.
//! May import: app::{access, error, national}, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};

use super::access;
use super::error::{Error, Result};
use super::national::{self, TermOf};
use crate::domain::application::{Clarification, clarification};
use crate::domain::decision::{DecisionTerm, decision_due, revision_due};
use crate::domain::ids::ApplicationId;
use crate::domain::scheme::Scheme;
use crate::domain::terms::{Deadline, Suspension, Term, Unit, local_day};
use crate::domain::windows::{Sealing, Window};
use crate::domain::words::terms::{self as words, CountedFrom};
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, bibob, clarifications, extensions, revisions};

/// The herstelverzoeken of an application, the first first.
pub(super) fn requests(conn: &mut DbConn, region: &str, id: &ApplicationId) -> Result<Vec<Clarification>> {
    let rows = clarifications::of_application(conn, region, id.as_str())?;
    Ok(rows.iter().map(clarifications::life).collect::<Result<_, _>>()?)
}

/// The last day for the decision on what was received at a moment, with the herstelverzoeken as they are now.
fn count(
    conn: &mut DbConn,
    row: &ApplicationRow,
    received_at: DateTime<Utc>,
    window: &Window,
    scheme: &Scheme,
) -> Result<Deadline> {
    let id = types::id("applications", &row.id)?;
    let scope = access::for_system(types::id("applications", &row.region_id)?);
    let extended = extensions::of_application(conn, &scope, &id)?;
    let weeks = extended.map(|one| u16::try_from(one.weeks)).transpose().map_err(Error::internal)?;
    let term = DecisionTerm {
        term: national::term(scheme.terms().decision)?,
        rule: scheme.remedy().rule(),
        extension: weeks.map(|weeks| Term::new(weeks, Unit::Weeks)).transpose().map_err(Error::internal)?,
    };
    let repairs = requests(conn, &row.region_id, &id)?;
    let repairs = repairs.iter().filter_map(Clarification::suspension);
    let repairs = repairs.chain(awaiting_advice(conn, &scope, &id)?);
    let calendar = national::calendar_of(conn, &row.region_id, TermOf::Region)?;
    match reopened(conn, &scope, &id)? {
        Some(since) => {
            let since_then = repairs.filter(|one| one.first() > local_day(since));
            revision_due(since, &term, since_then, &calendar)
        }
        None => decision_due(received_at, window, &term, repairs, &calendar),
    }
    .map_err(Error::internal)
}

/// When what was decided was looked at again last, if it was.
fn reopened(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> Result<Option<DateTime<Utc>>> {
    let revisions = revisions::of_application(conn, scope, id)?;
    Ok(revisions.last().map(|one| instant(one.opened_at)))
}

/// Keep the last day for the decision on what was received at a moment.
pub(super) fn keep(
    conn: &mut DbConn,
    row: &ApplicationRow,
    received_at: DateTime<Utc>,
    window: &Window,
    scheme: &Scheme,
) -> Result<()> {
    let due = count(conn, row, received_at, window, scheme)?;
    Ok(applications::set_due(conn, &types::id("applications", &row.id)?, due.last_day)?)
}

/// Keep it anew, with what is known now; a draft has no such day yet.
pub(super) fn renew(conn: &mut DbConn, row: &ApplicationRow, window: &Window, scheme: &Scheme) -> Result<()> {
    let Some(received_at) = row.received_at.map(instant) else { return Ok(()) };
    keep(conn, row, received_at, window, scheme)
}

/// The days on which the term stood or stands still while advice under the Wet Bibob was awaited.
fn awaiting_advice(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> Result<Vec<Suspension>> {
    let dossiers = bibob::of_application(conn, scope, id)?;
    let lives = dossiers.iter().map(bibob::BibobRow::life).collect::<Result<Vec<_>, _>>()?;
    Ok(lives.into_iter().filter_map(|one| one.suspension()).collect())
}

/// Why the last day for the decision is the day that was kept, in sentences; none for a draft.
///
/// # Errors
/// What the database says.
pub fn why(conn: &mut DbConn, row: &ApplicationRow, window: &Window, scheme: &Scheme) -> Result<Vec<String>> {
    let (Some(received_at), Some(kept)) = (row.received_at.map(instant), row.decision_due_on) else {
        return Ok(Vec::new());
    };
    let scope = access::for_system(types::id("applications", &row.region_id)?);
    let revising = reopened(conn, &scope, &types::id("applications", &row.id)?)?.is_some();
    let from = match window.sealing() {
        _ if revising => CountedFrom::Revision,
        Sealing::Unsealed => CountedFrom::Receipt,
        Sealing::UntilClose => CountedFrom::Close,
    };
    Ok(words::why(from, &count(conn, row, received_at, window, scheme)?, kept))
}

/// Since when and until when at most the term of the decision stands still, while a herstelverzoek waits; nothing while none does.
///
/// # Errors
/// What the database says.
pub fn paused(conn: &mut DbConn, row: &ApplicationRow) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let asked = requests(conn, &row.region_id, &types::id("applications", &row.id)?)?;
    let open = asked.iter().filter(|one| one.state() == clarification::State::Asked);
    let still = open.filter_map(Clarification::suspension).map(|one| (one.first(), one.last()));
    Ok(still.reduce(|(first, last), (from, until)| (first.min(from), last.max(until))))
}

/// Since when and until when at most the term of the decision stands still for an investigation under the Wet Bibob, while one runs. That fact is
/// published to both sides; nothing else of the investigation is.
///
/// # Errors
/// What the database says.
pub fn paused_for_bibob(conn: &mut DbConn, row: &ApplicationRow) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let scope = access::for_system(types::id("applications", &row.region_id)?);
    let dossiers = bibob::of_application(conn, &scope, &types::id("applications", &row.id)?)?;
    let Some(running) = dossiers.iter().find(|one| one.state.0.runs()) else { return Ok(None) };
    Ok(running.life()?.suspension().map(|one| (one.first(), one.last())))
}
