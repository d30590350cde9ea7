//! What was known of a failure when everybody got more time because of it.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::failures;
use super::scope::RegionScope;
use super::types::BadRow;
use crate::domain::failure::Evidence;
use crate::domain::ids::WindowId;

/// A failure as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = failures)]
pub struct FailureRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The window.
    pub window_id: String,
    /// What was known, as canonical JSON.
    pub content: Vec<u8>,
    /// When everybody got more time.
    pub recorded_at: NaiveDateTime,
}

impl FailureRow {
    /// What was known.
    ///
    /// # Errors
    /// A [`BadRow`] where it cannot be read.
    pub fn read(&self) -> QueryResult<Evidence> {
        let read = serde_json::from_slice(&self.content);
        read.map_err(|why| BadRow { table: "failures", id: self.id.clone(), what: why.to_string() }.into())
    }
}

/// Keep a failure.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &FailureRow) -> QueryResult<()> {
    diesel::insert_into(failures::table).values(row).execute(conn).map(drop)
}

/// The failures of a window, the first first.
///
/// # Errors
/// What the database says.
pub fn of_window(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Vec<FailureRow>> {
    failures::table
        .filter(failures::region_id.eq(scope.key()))
        .filter(failures::window_id.eq(window.as_str()))
        .order((failures::recorded_at, failures::id))
        .select(FailureRow::as_select())
        .load(conn)
}
