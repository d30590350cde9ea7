//! Calendar decisions of a procedure: its windows, and the state of each lot through time. Public reading.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{lot_states, regions, windows};
use super::scope::RegionScope;
use super::types::{AsText, instant, stored};
use crate::domain::ids::{ProcedureId, SchemeVersionId, WindowId};
use crate::domain::windows::{LotState, Phases, WindowKind};

/// An instroomvenster.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = windows)]
pub struct WindowRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The one scheme version it uses.
    pub scheme_version_id: String,
    /// Kind.
    pub kind: AsText<WindowKind>,
    /// Title on screens.
    pub title: String,
    /// Why it is there, and why then.
    pub motivation: String,
    /// Whether the team sees nothing before the close.
    pub sealed: bool,
    /// Publication.
    pub published_at: NaiveDateTime,
    /// End of the questions phase.
    pub questions_until: NaiveDateTime,
    /// When the answers are there.
    pub answers_at: NaiveDateTime,
    /// From when submitting is possible.
    pub opens_at: NaiveDateTime,
    /// The first instant that is too late.
    pub closes_at: NaiveDateTime,
    /// Last day for decisions.
    pub decisions_due_on: NaiveDate,
    /// First day of admissions.
    pub starts_on: NaiveDate,
    /// When the close took effect: from then on everything that was received before it is stored.
    pub closed_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

impl WindowRow {
    /// Its phases.
    #[must_use]
    pub fn phases(&self) -> Phases {
        Phases {
            publication: instant(self.published_at),
            questions_until: instant(self.questions_until),
            answers_by: instant(self.answers_at),
            opens: instant(self.opens_at),
            closes: instant(self.closes_at),
            decisions_due: self.decisions_due_on,
            starts_on: self.starts_on,
        }
    }
}

/// Add a window.
///
/// # Errors
/// What the database says.
pub fn insert_window(conn: &mut DbConn, row: &WindowRow) -> QueryResult<()> {
    diesel::insert_into(windows::table).values(row).execute(conn).map(drop)
}

/// One published window of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn window(conn: &mut DbConn, scope: &RegionScope, id: &WindowId) -> QueryResult<WindowRow> {
    windows::table
        .find(id.as_str())
        .filter(windows::region_id.eq(scope.key()))
        .select(WindowRow::as_select())
        .first(conn)
}

/// Give a window another version of the regeling, and maybe a later close; `false` when somebody changed it since it was read.
///
/// # Errors
/// What the database says.
pub fn rectify(
    conn: &mut DbConn,
    row: &WindowRow,
    version: &SchemeVersionId,
    closes: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::update(windows::table.find(&row.id).filter(windows::version.eq(row.version)))
        .set((
            windows::scheme_version_id.eq(version.as_str()),
            windows::closes_at.eq(stored(closes)),
            windows::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Give a window later dates; `reopened` when a close that took effect does not count any more. `false` when somebody changed it since it was
/// read.
///
/// # Errors
/// What the database says.
pub fn postpone(conn: &mut DbConn, row: &WindowRow, to: &Phases, reopened: bool) -> QueryResult<bool> {
    let closed_at = row.closed_at.filter(|_| !reopened);
    diesel::update(windows::table.find(&row.id).filter(windows::version.eq(row.version)))
        .set((
            windows::closes_at.eq(stored(to.closes)),
            windows::decisions_due_on.eq(to.decisions_due),
            windows::starts_on.eq(to.starts_on),
            windows::closed_at.eq(closed_at),
            windows::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// A window whose close is due: work for the runner.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn to_close(conn: &mut DbConn, id: &WindowId) -> QueryResult<WindowRow> {
    windows::table.find(id.as_str()).select(WindowRow::as_select()).first(conn)
}

/// Note that the close of a window took effect; `false` when it had, or when the window changed since `row` was read.
///
/// # Errors
/// What the database says.
pub fn close(conn: &mut DbConn, row: &WindowRow, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(
        windows::table
            .find(&row.id)
            .filter(windows::version.eq(row.version))
            .filter(windows::closed_at.is_null()),
    )
    .set((windows::closed_at.eq(Some(stored(now))), windows::version.eq(row.version + 1)))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// The windows of a region that are published and not yet decided on: open and coming ones, the first to close first.
///
/// # Errors
/// What the database says.
pub fn current_windows(
    conn: &mut DbConn,
    scope: &RegionScope,
    now: DateTime<Utc>,
) -> QueryResult<Vec<WindowRow>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::published_at.le(stored(now)))
        .filter(windows::closes_at.gt(stored(now)))
        .order((windows::closes_at, windows::id))
        .select(WindowRow::as_select())
        .load(conn)
}

/// The windows of all regions in which one may submit now, the first to close first; regions by their place in addresses.
///
/// # Errors
/// What the database says.
pub fn open_windows(conn: &mut DbConn, now: DateTime<Utc>) -> QueryResult<Vec<WindowRow>> {
    windows::table
        .inner_join(regions::table)
        .filter(windows::opens_at.le(stored(now)))
        .filter(windows::closes_at.gt(stored(now)))
        .order((windows::closes_at, regions::slug, windows::id))
        .select(WindowRow::as_select())
        .load(conn)
}

/// The windows of all regions that are public and have not closed, the first to close first: about these one may have something to ask.
///
/// # Errors
/// What the database says.
pub fn public_windows(conn: &mut DbConn, now: DateTime<Utc>) -> QueryResult<Vec<WindowRow>> {
    windows::table
        .inner_join(regions::table)
        .filter(windows::published_at.le(stored(now)))
        .filter(windows::closes_at.gt(stored(now)))
        .order((windows::closes_at, regions::slug, windows::id))
        .select(WindowRow::as_select())
        .load(conn)
}

/// Every published window of a procedure, newest first.
///
/// # Errors
/// What the database says.
pub fn windows_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<WindowRow>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::procedure_id.eq(procedure.as_str()))
        .filter(windows::published_at.le(stored(now)))
        .order((windows::closes_at.desc(), windows::id))
        .select(WindowRow::as_select())
        .load(conn)
}

/// Every window of a procedure, also those that are not published yet, the last to close first. Not for the public.
///
/// # Errors
/// What the database says.
pub fn every_window_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<WindowRow>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::procedure_id.eq(procedure.as_str()))
        .order((windows::closes_at.desc(), windows::id))
        .select(WindowRow::as_select())
        .load(conn)
}

/// A decision on the state of a lot.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lot_states)]
pub struct LotStateRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// The state.
    pub state: AsText<LotState>,
    /// From when it counts.
    pub effective_from: NaiveDateTime,
    /// Why.
    pub motivation: String,
    /// When a closure is looked at again.
    pub review_on: Option<NaiveDate>,
    /// The supply on which it was decided, measure by measure, as JSON; none where no figures were asked.
    pub figures_json: Option<String>,
    /// Who decided.
    pub decided_by: String,
    /// Who confirmed: another person.
    pub confirmed_by: String,
    /// When.
    pub decided_at: NaiveDateTime,
}

/// Add a decision on a lot.
///
/// # Errors
/// What the database says.
pub fn insert_lot_state(conn: &mut DbConn, row: &LotStateRow) -> QueryResult<()> {
    diesel::insert_into(lot_states::table).values(row).execute(conn).map(drop)
}

/// Every decision on the lots of a procedure, per lot in the order in which they were made.
///
/// # Errors
/// What the database says.
pub fn lot_states_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<LotStateRow>> {
    lot_states::table
        .filter(lot_states::region_id.eq(scope.key()))
        .filter(lot_states::procedure_id.eq(procedure.as_str()))
        .order((lot_states::product_group, lot_states::gemeente))
        .then_order_by((lot_states::decided_at, lot_states::effective_from, lot_states::id))
        .select(LotStateRow::as_select())
        .load(conn)
}
