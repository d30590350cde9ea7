//! What is on disk, by content address.
//! May import: diesel, domain.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::blobs;
use super::types::stored;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = blobs)]
pub struct BlobRow {
    /// Content address: SHA-256, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Media type, found from the content.
    pub media_type: String,
    /// `own` for what we made; else what the inspection found, or `waiting`.
    pub inspection: String,
    /// The inspection in words.
    pub inspection_note: String,
    /// Pages, where known.
    pub pages: i32,
}

/// Know a file that is durable on disk; the same content is known once.
///
/// # Errors
/// What the database says.
pub fn know(
    conn: &mut DbConn,
    sha256: &str,
    size: i64,
    media_type: &str,
    own: bool,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let known: bool = diesel::select(diesel::dsl::exists(blobs::table.find(sha256))).get_result(conn)?;
    if known {
        return Ok(());
    }
    diesel::insert_into(blobs::table)
        .values((
            blobs::sha256.eq(sha256),
            blobs::size.eq(size),
            blobs::media_type.eq(media_type),
            blobs::inspection.eq(if own { "own" } else { "waiting" }),
            blobs::stored_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// A stored file.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, sha256: &str) -> QueryResult<BlobRow> {
    blobs::table.find(sha256).select(BlobRow::as_select()).first(conn)
}

/// Is this content address known?
///
/// # Errors
/// What the database says.
pub fn is_known(conn: &mut DbConn, sha256: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(blobs::table.find(sha256))).get_result(conn)
}

/// Note what the inspection found.
///
/// # Errors
/// What the database says.
pub fn inspected(conn: &mut DbConn, sha256: &str, found: &str, note: &str, pages: i32) -> QueryResult<()> {
    diesel::update(blobs::table.find(sha256).filter(blobs::inspection.eq("waiting")))
        .set((blobs::inspection.eq(found), blobs::inspection_note.eq(note), blobs::pages.eq(pages)))
        .execute(conn)
        .map(drop)
}
