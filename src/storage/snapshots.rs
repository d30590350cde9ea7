//! What was sent in, each time: canonical bytes that never change, and the receipt that was made of them.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::RegionScope;
use super::db::DbConn;
use super::schema::{application_snapshots, applications};
use super::scope::OrgScope;
use crate::domain::ids::{ApplicationId, SnapshotId};

/// One submission.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_snapshots)]
pub struct SnapshotRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// 1, 2, …
    pub seq: i32,
    /// When its last byte had arrived.
    pub received_at: NaiveDateTime,
    /// Who sent it in.
    pub submitted_by: String,
    /// Canonical JSON.
    pub content: Vec<u8>,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the scheme, hexadecimal.
    pub scheme_sha256: String,
    /// Content address of the receipt, once it was made.
    pub receipt_sha256: Option<String>,
}

/// Keep a submission.
///
/// # Errors
/// A unique violation where the application has this number already.
pub fn insert(conn: &mut DbConn, row: &SnapshotRow) -> QueryResult<()> {
    diesel::insert_into(application_snapshots::table).values(row).execute(conn).map(drop)
}

/// Every submission of an application, newest first.
///
/// # Errors
/// What the database says.
pub fn of_application(conn: &mut DbConn, application: &ApplicationId) -> QueryResult<Vec<SnapshotRow>> {
    application_snapshots::table
        .filter(application_snapshots::application_id.eq(application.as_str()))
        .order(application_snapshots::seq.desc())
        .select(SnapshotRow::as_select())
        .load(conn)
}

/// The submission of an application that counts: the last one.
///
/// # Errors
/// `NotFound` where nothing was sent in, or what the database says.
pub fn last(conn: &mut DbConn, application: &ApplicationId) -> QueryResult<SnapshotRow> {
    application_snapshots::table
        .filter(application_snapshots::application_id.eq(application.as_str()))
        .order(application_snapshots::seq.desc())
        .select(SnapshotRow::as_select())
        .first(conn)
}

/// One submission of an organisation.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &OrgScope, id: &SnapshotId) -> QueryResult<SnapshotRow> {
    application_snapshots::table
        .inner_join(applications::table)
        .filter(application_snapshots::id.eq(id.as_str()))
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .select(SnapshotRow::as_select())
        .first(conn)
}

/// One submission of a region; nothing where it is not kept any more.
///
/// # Errors
/// What the database says.
pub fn in_region(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<Option<SnapshotRow>> {
    application_snapshots::table
        .find(id)
        .filter(application_snapshots::region_id.eq(scope.key()))
        .select(SnapshotRow::as_select())
        .first(conn)
        .optional()
}

/// The submission behind a job, with whose it is.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn for_receipt(conn: &mut DbConn, id: &SnapshotId) -> QueryResult<(SnapshotRow, String)> {
    application_snapshots::table
        .inner_join(applications::table)
        .filter(application_snapshots::id.eq(id.as_str()))
        .select((SnapshotRow::as_select(), applications::org_id))
        .first(conn)
}

/// Note the receipt that was made; the first one stays.
///
/// # Errors
/// What the database says.
pub fn set_receipt(conn: &mut DbConn, id: &SnapshotId, sha256: &str) -> QueryResult<()> {
    diesel::update(
        application_snapshots::table
            .find(id.as_str())
            .filter(application_snapshots::receipt_sha256.is_null()),
    )
    .set(application_snapshots::receipt_sha256.eq(Some(sha256)))
    .execute(conn)
    .map(drop)
}
