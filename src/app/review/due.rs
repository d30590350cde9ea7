//! The last day for a decision, recomputed whenever the clock stood still.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::domain::application::Clarification;
use crate::domain::decision::{DecisionTerm, decision_due};
use crate::domain::ids::ApplicationId;
use crate::storage::types::instant;
use crate::storage::{DbConn, applications, clarifications};

/// The herstelverzoeken of an application, the first first.
pub(super) fn requests(conn: &mut DbConn, region: &str, id: &ApplicationId) -> Result<Vec<Clarification>> {
    let rows = clarifications::of_application(conn, region, id.as_str())?;
    Ok(rows.iter().map(clarifications::life).collect::<Result<_, _>>()?)
}

/// Keep the last day for the decision, with the herstelverzoeken as they are now.
pub(super) fn recompute(conn: &mut DbConn, opened: &Opened) -> Result<()> {
    let Some(received_at) = opened.row.received_at.map(instant) else { return Ok(()) };
    let term = DecisionTerm {
        term: national::term(opened.scheme.terms().decision)?,
        rule: opened.scheme.remedy().rule(),
        extension: None,
    };
    let repairs = requests(conn, &opened.row.region_id, &opened.id)?;
    let repairs = repairs.iter().filter_map(Clarification::suspension);
    let calendar = national::calendar_of(conn, &opened.row.region_id, TermOf::Region)?;
    let due =
        decision_due(received_at, &opened.window, &term, repairs, &calendar).map_err(Error::internal)?;
    Ok(applications::set_due(conn, &opened.id, due.last_day)?)
}
