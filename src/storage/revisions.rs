//! Revisions: why what was decided on a lot is looked at again.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::revisions;
use super::scope::RegionScope;
use super::types::AsText;
use crate::domain::decision::Cause;
use crate::domain::ids::ApplicationId;

/// A revision of one decision.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = revisions)]
pub struct RevisionRow {
    /// The decision that is looked at again.
    pub decision_id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// What led to it.
    pub cause: AsText<Cause>,
    /// Why.
    pub motivation: String,
    /// Who said so.
    pub opened_by: String,
    /// When.
    pub opened_at: NaiveDateTime,
}

/// Look at a decision again.
///
/// # Errors
/// A unique violation where that was done before.
pub fn insert(conn: &mut DbConn, row: &RevisionRow) -> QueryResult<()> {
    diesel::insert_into(revisions::table).values(row).execute(conn).map(drop)
}

/// The revisions of decisions on an application, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<RevisionRow>> {
    revisions::table
        .filter(revisions::region_id.eq(scope.key()))
        .filter(revisions::application_id.eq(application.as_str()))
        .order((revisions::opened_at, revisions::decision_id))
        .select(RevisionRow::as_select())
        .load(conn)
}
