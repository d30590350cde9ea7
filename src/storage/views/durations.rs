//! When each step of an application and its lots was taken: narrow rows, so that ten years of a region are read at once.
//! May import: diesel, domain, storage.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::dsl::min;
use diesel::prelude::*;

use crate::domain::application::State;
use crate::domain::decision;
use crate::domain::ids::WindowId;
use crate::storage::db::DbConn;
use crate::storage::schema::{
    applications, assessments, clarifications, decisions, letter_decisions, letters, lot_applications,
    windows,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};

/// A window with something in it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Window {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
}

/// The windows of a region that have opened and are not sealed, the last to close first.
///
/// # Errors
/// What the database says.
pub fn windows(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> QueryResult<Vec<Window>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::opens_at.le(stored(now)))
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((windows::closes_at.desc(), windows::id))
        .select((windows::id, windows::title))
        .load(conn)
}

/// An application that was sent in and not taken back.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Received {
    /// The application.
    pub id: String,
    /// Its window.
    pub window: String,
    /// Where it is.
    pub state: AsText<State>,
    /// When it was received.
    pub received_at: Option<NaiveDateTime>,
    /// When somebody took it up.
    pub taken_up_at: Option<NaiveDateTime>,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
}

/// The applications of these windows.
///
/// # Errors
/// What the database says.
pub fn received(conn: &mut DbConn, scope: &RegionScope, of: &[WindowId]) -> QueryResult<Vec<Received>> {
    applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq_any(ids(of)))
        .filter(applications::state.ne_all([State::Draft, State::Withdrawn].map(AsText)))
        .select((
            applications::id,
            applications::window_id,
            applications::state,
            applications::received_at,
            applications::taken_up_at,
            applications::decision_due_on,
        ))
        .load(conn)
}

/// When somebody first judged something of each application.
///
/// # Errors
/// What the database says.
pub fn first_judged(
    conn: &mut DbConn,
    scope: &RegionScope,
    of: &[WindowId],
) -> QueryResult<Vec<(String, Option<NaiveDateTime>)>> {
    assessments::table
        .inner_join(applications::table)
        .filter(assessments::region_id.eq(scope.key()))
        .filter(applications::window_id.eq_any(ids(of)))
        .group_by(assessments::application_id)
        .select((assessments::application_id, min(assessments::assessed_at)))
        .load(conn)
}

/// When repair was asked of an application, and when that was settled.
///
/// # Errors
/// What the database says.
pub fn repairs(
    conn: &mut DbConn,
    scope: &RegionScope,
    of: &[WindowId],
) -> QueryResult<Vec<(String, NaiveDateTime, Option<NaiveDateTime>)>> {
    clarifications::table
        .inner_join(applications::table)
        .filter(clarifications::region_id.eq(scope.key()))
        .filter(clarifications::state.ne("withdrawn"))
        .filter(applications::window_id.eq_any(ids(of)))
        .select((clarifications::application_id, clarifications::asked_at, clarifications::settled_at))
        .load(conn)
}

/// A lot that was not taken back: lot, application and gemeente.
///
/// # Errors
/// What the database says.
pub fn lots(
    conn: &mut DbConn,
    scope: &RegionScope,
    of: &[WindowId],
) -> QueryResult<Vec<(String, String, String)>> {
    lot_applications::table
        .inner_join(applications::table)
        .filter(lot_applications::region_id.eq(scope.key()))
        .filter(lot_applications::state.ne("withdrawn"))
        .filter(applications::window_id.eq_any(ids(of)))
        .filter(applications::state.ne_all([State::Draft, State::Withdrawn].map(AsText)))
        .select((lot_applications::id, lot_applications::application_id, lot_applications::gemeente))
        .load(conn)
}

/// The steps of a decision that was not returned and revises none.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Decided {
    /// The lot.
    pub lot: String,
    /// When it was proposed.
    pub proposed_at: NaiveDateTime,
    /// When a second person agreed.
    pub countersigned_at: Option<NaiveDateTime>,
    /// When it was signed.
    pub signed_at: Option<NaiveDateTime>,
}

/// The decisions on the lots of these windows; of each lot at most one.
///
/// # Errors
/// What the database says.
pub fn decided(conn: &mut DbConn, scope: &RegionScope, of: &[WindowId]) -> QueryResult<Vec<Decided>> {
    decisions::table
        .inner_join(lot_applications::table.inner_join(applications::table))
        .filter(decisions::region_id.eq(scope.key()))
        .filter(decisions::state.ne(AsText(decision::State::Returned)))
        .filter(decisions::revises.is_null())
        .filter(applications::window_id.eq_any(ids(of)))
        .select((
            decisions::lot_application_id,
            decisions::proposed_at,
            decisions::countersigned_at,
            decisions::signed_at,
        ))
        .load(conn)
}

/// When the letter about each lot left.
///
/// # Errors
/// What the database says.
pub fn told(
    conn: &mut DbConn,
    scope: &RegionScope,
    of: &[WindowId],
) -> QueryResult<Vec<(String, Option<NaiveDateTime>)>> {
    letter_decisions::table
        .inner_join(letters::table)
        .inner_join(decisions::table.inner_join(lot_applications::table.inner_join(applications::table)))
        .filter(letter_decisions::region_id.eq(scope.key()))
        .filter(letters::dispatched_at.is_not_null())
        .filter(applications::window_id.eq_any(ids(of)))
        .group_by(decisions::lot_application_id)
        .select((decisions::lot_application_id, min(letters::dispatched_at)))
        .load(conn)
}

fn ids(windows: &[WindowId]) -> Vec<&str> {
    windows.iter().map(|id| id.as_str()).collect()
}
