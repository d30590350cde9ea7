//! What somebody tried to send in and the portal did not take.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{organisations, refused_attempts, users};
use super::scope::{OrgScope, RegionScope};
use super::types::AsText;
use crate::domain::failure::Cause;
use crate::domain::ids::{ApplicationId, AttemptId, WindowId};

/// An attempt.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = refused_attempts)]
pub struct AttemptRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The window.
    pub window_id: String,
    /// The application.
    pub application_id: String,
    /// Whose it is.
    pub org_id: String,
    /// Who tried.
    pub user_id: String,
    /// When its last byte had arrived.
    pub received_at: NaiveDateTime,
    /// Why it was not taken.
    pub cause: AsText<Cause>,
    /// SHA-256 of the answers in the form that was sent.
    pub sent_sha256: String,
    /// SHA-256 of what stood filled in then; none where it was changed before this was recorded.
    pub filled_sha256: Option<String>,
    /// When it was recorded: later, where the database did not answer.
    pub recorded_at: NaiveDateTime,
}

/// Keep an attempt.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &AttemptRow) -> QueryResult<()> {
    diesel::insert_into(refused_attempts::table).values(row).execute(conn).map(drop)
}

/// The attempts about an application, the last first, at most so many.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
    most: i64,
) -> QueryResult<Vec<AttemptRow>> {
    refused_attempts::table
        .filter(refused_attempts::org_id.eq(scope.key()))
        .filter(refused_attempts::application_id.eq(application.as_str()))
        .order((refused_attempts::received_at.desc(), refused_attempts::id))
        .limit(most)
        .select(AttemptRow::as_select())
        .load(conn)
}

/// One attempt about an application, with the name of who tried.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
    id: &AttemptId,
) -> QueryResult<(AttemptRow, String)> {
    refused_attempts::table
        .inner_join(users::table)
        .filter(refused_attempts::id.eq(id.as_str()).and(refused_attempts::org_id.eq(scope.key())))
        .filter(refused_attempts::application_id.eq(application.as_str()))
        .select((AttemptRow::as_select(), users::name))
        .first(conn)
}

/// The attempts in a window, the first first, each with the name of the aanbieder.
///
/// # Errors
/// What the database says.
pub fn of_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
) -> QueryResult<Vec<(AttemptRow, String)>> {
    refused_attempts::table
        .inner_join(organisations::table)
        .filter(refused_attempts::region_id.eq(scope.key()))
        .filter(refused_attempts::window_id.eq(window.as_str()))
        .order((refused_attempts::received_at, refused_attempts::id))
        .select((AttemptRow::as_select(), organisations::name))
        .load(conn)
}
