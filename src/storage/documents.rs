//! The inkoopdocumenten of a procedure: versioned, hashed, public.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::blobs::BlobRow;
use super::db::DbConn;
use super::schema::{blobs, documents};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{DocumentId, ProcedureId};

/// One version of a document.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = documents)]
pub struct DocumentRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// Kind, a code of the scheme.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Version, as people name it.
    pub version: String,
    /// Content address.
    pub sha256: String,
    /// File name for who downloads it.
    pub file_name: String,
    /// Who published it.
    pub published_by: String,
    /// When.
    pub published_at: NaiveDateTime,
    /// The version it replaces.
    pub replaces: Option<String>,
}

/// A version with the file behind it.
pub type Published = (DocumentRow, BlobRow);

/// Add a version.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &DocumentRow) -> QueryResult<()> {
    diesel::insert_into(documents::table).values(row).execute(conn).map(drop)
}

/// Every published version of a procedure's documents, by kind, newest first.
///
/// # Errors
/// What the database says.
pub fn published(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Published>> {
    documents::table
        .inner_join(blobs::table)
        .filter(documents::region_id.eq(scope.key()))
        .filter(documents::procedure_id.eq(procedure.as_str()))
        .filter(documents::published_at.le(stored(now)))
        .order((documents::kind, documents::published_at.desc(), documents::id))
        .select((DocumentRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// The versions in force: of each kind the newest that is published.
///
/// # Errors
/// What the database says.
pub fn in_force(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Published>> {
    let mut all = published(conn, scope, procedure, now)?;
    all.dedup_by(|later, first| later.0.kind == first.0.kind);
    Ok(all)
}

/// One published version of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &DocumentId,
    now: DateTime<Utc>,
) -> QueryResult<Published> {
    documents::table
        .inner_join(blobs::table)
        .filter(documents::id.eq(id.as_str()))
        .filter(documents::region_id.eq(scope.key()))
        .filter(documents::published_at.le(stored(now)))
        .select((DocumentRow::as_select(), BlobRow::as_select()))
        .first(conn)
}
