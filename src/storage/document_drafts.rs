//! Documents that are ready to be published, until somebody confirms them or throws them away.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::blobs::BlobRow;
use super::db::DbConn;
use super::schema::{blobs, document_drafts};
use super::scope::RegionScope;
use crate::domain::ids::{DocumentId, ProcedureId};

/// A document that is ready.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = document_drafts)]
pub struct DraftRow {
    /// Identifier; the document gets the same.
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
    /// Who prepared it.
    pub prepared_by: String,
    /// When.
    pub prepared_at: NaiveDateTime,
}

/// Add one.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &DraftRow) -> QueryResult<()> {
    diesel::insert_into(document_drafts::table).values(row).execute(conn).map(drop)
}

/// What is ready in a procedure, the oldest first.
///
/// # Errors
/// What the database says.
pub fn of_procedure(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<DraftRow>> {
    document_drafts::table
        .filter(document_drafts::region_id.eq(scope.key()))
        .filter(document_drafts::procedure_id.eq(procedure.as_str()))
        .order((document_drafts::prepared_at, document_drafts::id))
        .select(DraftRow::as_select())
        .load(conn)
}

/// One of a region, with its file.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &DocumentId) -> QueryResult<(DraftRow, BlobRow)> {
    document_drafts::table
        .inner_join(blobs::table)
        .filter(document_drafts::id.eq(id.as_str()))
        .filter(document_drafts::region_id.eq(scope.key()))
        .select((DraftRow::as_select(), BlobRow::as_select()))
        .first(conn)
}

/// It was published or thrown away; `false` when it was gone.
///
/// # Errors
/// What the database says.
pub fn remove(conn: &mut DbConn, scope: &RegionScope, id: &DocumentId) -> QueryResult<bool> {
    diesel::delete(
        document_drafts::table.find(id.as_str()).filter(document_drafts::region_id.eq(scope.key())),
    )
    .execute(conn)
    .map(|rows| rows == 1)
}
