//! Proposals that wait for a second person, in the order of their deadlines.
//! May import: diesel, domain, storage.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::decision::{Outcome, State};
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, decisions, lot_applications, users, windows};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};

/// The most proposals one page shows.
const SHOWN: i64 = 100;

/// A proposal that waits.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Proposal {
    /// The decision it becomes.
    pub id: String,
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The aanbieder's name.
    pub name: String,
    /// Productgroep.
    pub group: String,
    /// Gemeente.
    pub gemeente: String,
    /// Admit or refuse.
    pub outcome: AsText<Outcome>,
    /// Who proposed.
    pub proposed_by: String,
    /// The name of who proposed.
    pub proposer: String,
    /// When.
    pub proposed_at: NaiveDateTime,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
    /// The regeling, for its words.
    pub scheme_version: String,
}

/// The proposals of a region that wait for a second person, the first deadline first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> QueryResult<Vec<Proposal>> {
    decisions::table
        .inner_join(lot_applications::table.inner_join(applications::table.inner_join(windows::table)))
        .inner_join(users::table.on(users::id.eq(decisions::proposed_by)))
        .filter(decisions::region_id.eq(scope.key()))
        .filter(decisions::state.eq(AsText(State::Proposed)))
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((applications::due_key, applications::id, lot_applications::id))
        .limit(SHOWN)
        .select((
            decisions::id,
            applications::id,
            applications::number,
            applications::org_name,
            lot_applications::product_group,
            lot_applications::gemeente,
            decisions::outcome,
            decisions::proposed_by,
            users::name,
            decisions::proposed_at,
            applications::decision_due_on,
            applications::scheme_version_id,
        ))
        .load(conn)
}
