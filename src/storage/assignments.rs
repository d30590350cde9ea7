//! Who took an application, and who declared not to be free to judge an aanbieder.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{assignments, memberships};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{ApplicationId, OrgId, UserId};

/// Somebody's part in an application.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = assignments)]
pub struct AssignmentRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// Who.
    pub user_id: String,
    /// `assessor` or `conflict`.
    pub kind: String,
    /// To whom, for a conflict.
    pub org_id: Option<String>,
    /// What was said about it.
    pub note: String,
    /// When.
    pub at: NaiveDateTime,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
}

/// Add somebody's part.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &AssignmentRow) -> QueryResult<()> {
    diesel::insert_into(assignments::table).values(row).execute(conn).map(drop)
}

/// End the work of whoever had this application.
///
/// # Errors
/// What the database says.
pub fn end(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(
        assignments::table
            .filter(assignments::region_id.eq(scope.key()))
            .filter(assignments::application_id.eq(application.as_str()))
            .filter(assignments::kind.eq("assessor"))
            .filter(assignments::ended_at.is_null()),
    )
    .set(assignments::ended_at.eq(Some(stored(now))))
    .execute(conn)
    .map(drop)
}

/// Is this person tied to any of these organisations: declared here, or at work for one of them?
///
/// # Errors
/// What the database says.
pub fn tied(conn: &mut DbConn, scope: &RegionScope, orgs: &[OrgId], user: &UserId) -> QueryResult<bool> {
    let orgs: Vec<&str> = orgs.iter().map(|org| org.as_str()).collect();
    let declared = assignments::table
        .filter(assignments::region_id.eq(scope.key()))
        .filter(assignments::user_id.eq(user.as_str()))
        .filter(assignments::kind.eq("conflict"))
        .filter(assignments::ended_at.is_null())
        .filter(assignments::org_id.eq_any(orgs.clone()));
    let works_there = memberships::table
        .filter(memberships::user_id.eq(user.as_str()))
        .filter(memberships::state.eq("active"))
        .filter(memberships::org_id.eq_any(orgs));
    diesel::select(exists(declared).or(exists(works_there))).get_result(conn)
}
