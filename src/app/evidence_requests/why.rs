//! Why evidence is asked until the day that was kept, in sentences.
//! May import: app, domain, storage.

use crate::app::error::Result;
use crate::app::national::{self, TermOf};
use crate::app::schemes::Version;
use crate::domain::scheme::{AppliesTo, Moment};
use crate::domain::terms::local_day;
use crate::domain::words::terms::{self as words, CountedFrom};
use crate::storage::DbConn;
use crate::storage::evidence_requests::RequestRow;
use crate::storage::types::instant;

/// Why the last day of a request is the day that was kept: a paper expires, the transition of a new version ends, or the time after the start
/// of an admission is over.
pub(super) fn why(conn: &mut DbConn, row: &RequestRow, version: &Version) -> Result<Vec<String>> {
    if row.is_renewal() {
        return Ok(vec![words::expires(row.due_on)]);
    }
    let Some(requirement) = super::show::requirement(&version.scheme, &row.requirement) else {
        return Ok(Vec::new());
    };
    let (from, day, span) = match (&requirement.applies_to, &requirement.moment) {
        (AppliesTo::Running { transition, .. }, _) => {
            (CountedFrom::Version, local_day(version.effective_from), *transition)
        }
        (AppliesTo::New, Moment::AfterStart(within)) => {
            (CountedFrom::Start, local_day(instant(row.asked_at)), *within)
        }
        (AppliesTo::New, _) => return Ok(Vec::new()),
    };
    let calendar = national::calendar_of(conn, &row.region_id, TermOf::Provider)?;
    let deadline = national::deadline(day, span, version.scheme.remedy().rule(), &calendar)?;
    Ok(words::why(from, &deadline, row.due_on))
}
