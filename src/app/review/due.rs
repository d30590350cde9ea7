//! The last day for a decision, recomputed whenever the clock stood still.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::domain::application::Clarification;
use crate::domain::decision::{DecisionTerm, decision_due};
use crate::domain::ids::ApplicationId;
use crate::domain::scheme::Scheme;
use crate::domain::windows::Window;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, clarifications};

/// The herstelverzoeken of an application, the first first.
pub(super) fn requests(conn: &mut DbConn, region: &str, id: &ApplicationId) -> Result<Vec<Clarification>> {
    let rows = clarifications::of_application(conn, region, id.as_str())?;
    Ok(rows.iter().map(clarifications::life).collect::<Result<_, _>>()?)
}

/// Keep the last day for the decision, with the herstelverzoeken as they are now.
pub(super) fn recompute(conn: &mut DbConn, opened: &Opened) -> Result<()> {
    keep_due(conn, &opened.row, &opened.window, &opened.scheme)
}

/// The same for an application that nobody of the team has open; a draft has no such day yet.
pub(in crate::app) fn keep_due(
    conn: &mut DbConn,
    row: &ApplicationRow,
    window: &Window,
    scheme: &Scheme,
) -> Result<()> {
    let Some(received_at) = row.received_at.map(instant) else { return Ok(()) };
    let term = DecisionTerm {
        term: national::term(scheme.terms().decision)?,
        rule: scheme.remedy().rule(),
        extension: None,
    };
    let id: ApplicationId = types::id("applications", &row.id)?;
    let repairs = requests(conn, &row.region_id, &id)?;
    let repairs = repairs.iter().filter_map(Clarification::suspension);
    let calendar = national::calendar_of(conn, &row.region_id, TermOf::Region)?;
    let due = decision_due(received_at, window, &term, repairs, &calendar).map_err(Error::internal)?;
    Ok(applications::set_due(conn, &id, due.last_day)?)
}
