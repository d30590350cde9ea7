//! Verdaging: that the decision on an application comes later, once, and why.
//! May import: diesel, domain.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::extensions;
use super::scope::RegionScope;
use crate::domain::ids::ApplicationId;

/// An extension of the term for a decision.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = extensions)]
pub struct ExtensionRow {
    /// Of which application.
    pub application_id: String,
    /// The region.
    pub region_id: String,
    /// How many weeks longer.
    pub weeks: i32,
    /// Why.
    pub motivation: String,
    /// The last day before.
    pub before: NaiveDate,
    /// Who extended it.
    pub extended_by: String,
    /// When.
    pub extended_at: NaiveDateTime,
}

/// Extend a term.
///
/// # Errors
/// A unique violation where it was extended before.
pub fn insert(conn: &mut DbConn, row: &ExtensionRow) -> QueryResult<()> {
    diesel::insert_into(extensions::table).values(row).execute(conn).map(drop)
}

/// The extension of the term of an application, if there was one.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Option<ExtensionRow>> {
    extensions::table
        .find(application.as_str())
        .filter(extensions::region_id.eq(scope.key()))
        .select(ExtensionRow::as_select())
        .first(conn)
        .optional()
}
