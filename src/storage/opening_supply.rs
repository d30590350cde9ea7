//! The supply that was published when a window opened. Nothing here changes a row: the guards refuse it.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::opening_supply;
use super::scope::RegionScope;
use crate::domain::ids::WindowId;

/// The supply of a procedure, as it stood when a window opened.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = opening_supply)]
pub struct OpeningRow {
    /// The window.
    pub window_id: String,
    /// The region.
    pub region_id: String,
    /// The snapshot, canonical.
    pub content: String,
    /// When it was taken.
    pub taken_at: NaiveDateTime,
}

/// Keep what was taken.
///
/// # Errors
/// What the database says; a second one for the same window is refused.
pub fn insert(conn: &mut DbConn, row: &OpeningRow) -> QueryResult<()> {
    diesel::insert_into(opening_supply::table).values(row).execute(conn).map(drop)
}

/// What was published when a window opened; none while it has not.
///
/// # Errors
/// What the database says.
pub fn of_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
) -> QueryResult<Option<OpeningRow>> {
    opening_supply::table
        .find(window.as_str())
        .filter(opening_supply::region_id.eq(scope.key()))
        .select(OpeningRow::as_select())
        .first(conn)
        .optional()
}
