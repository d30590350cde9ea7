//! Papers that expired while nobody answered the request for a newer one, for toezicht.
//! May import: app, domain, storage.

use chrono::{Days, NaiveDate};

use super::show;
use crate::app::error::Result;
use crate::domain::ids::OrgId;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::{DbConn, RegionScope, types};

/// What expired longer ago than this is left to who looks after the contracts.
const LOOK_BACK_DAYS: u64 = 366;

/// A paper that expired.
#[derive(Debug, Clone)]
pub struct Expired {
    /// Of whom.
    pub org: OrgId,
    /// The request that was not answered.
    pub request: String,
    /// The last day on which the paper was valid.
    pub on: NaiveDate,
    row: RequestRow,
}

impl Expired {
    /// What it is called in the regeling that asks it.
    ///
    /// # Errors
    /// What the database says.
    pub fn title(&self, conn: &mut DbConn) -> Result<String> {
        show::title(conn, &self.row)
    }
}

/// The papers of who is admitted in a region that expired before a day and of which no newer one was sent.
///
/// # Errors
/// What the database says.
pub fn expired(conn: &mut DbConn, scope: &RegionScope, today: NaiveDate) -> Result<Vec<Expired>> {
    let from = today.checked_sub_days(Days::new(LOOK_BACK_DAYS)).unwrap_or(today);
    let until = today.pred_opt().unwrap_or(today);
    let rows = kept::unanswered(conn, scope, from..=until)?;
    let expired = |row: RequestRow| {
        let org = types::id("evidence_requests", &row.org_id)?;
        Ok(Expired { org, request: row.id.clone(), on: row.due_on, row })
    };
    rows.into_iter().filter(RequestRow::is_renewal).map(expired).collect()
}
