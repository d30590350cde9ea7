//! The evidence vault of an organisation.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::blobs::BlobRow;
use super::db::DbConn;
use super::schema::{blobs, evidence};
use super::scope::OrgScope;
use super::types::{AsText, stored};
use crate::domain::class::Class;
use crate::domain::ids::EvidenceId;

/// A bewijsstuk.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    /// Identifier.
    pub id: String,
    /// Whose vault.
    pub org_id: String,
    /// Kind, a code of a scheme; the same code means the same in every region.
    pub kind: String,
    /// Class.
    pub class: AsText<Class>,
    /// Content address.
    pub sha256: String,
    /// The file's own name, cleaned.
    pub file_name: String,
    /// Day of issue, where known.
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity, where the paper names one.
    pub expires_on: Option<NaiveDate>,
    /// The organisation's own note.
    pub note: String,
    /// `present`, `withdrawn` or `erased`.
    pub state: String,
    /// Who uploaded it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: NaiveDateTime,
    /// When it was withdrawn or erased.
    pub ended_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// What was handed in for a Bibob dossier is in no vault: whose it is does not get it back, describe it or send it along.
const APART: AsText<Class> = AsText(Class::Bibob);

/// A bewijsstuk with the file behind it.
pub type Stored = (EvidenceRow, BlobRow);

/// Add a bewijsstuk.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &EvidenceRow) -> QueryResult<()> {
    diesel::insert_into(evidence::table).values(row).execute(conn).map(drop)
}

/// What is in the vault now, newest first within its kind.
///
/// # Errors
/// What the database says.
pub fn present(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Stored>> {
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::org_id.eq(scope.key()))
        .filter(evidence::state.eq("present"))
        .filter(evidence::class.ne(APART))
        .order((evidence::kind, evidence::uploaded_at.desc(), evidence::id))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// One bewijsstuk of an organisation, also when it was withdrawn.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &OrgScope, id: &EvidenceId) -> QueryResult<Stored> {
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::id.eq(id.as_str()))
        .filter(evidence::org_id.eq(scope.key()))
        .filter(evidence::class.ne(APART))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .first(conn)
}

/// What may be changed of a bewijsstuk: how it is described, never what it is.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = evidence, treat_none_as_null = true)]
pub struct Description {
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity.
    pub expires_on: Option<NaiveDate>,
    /// Note.
    pub note: String,
}

/// Describe a bewijsstuk again; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the database says.
pub fn describe(
    conn: &mut DbConn,
    scope: &OrgScope,
    id: &EvidenceId,
    seen: i64,
    description: &Description,
) -> QueryResult<bool> {
    diesel::update(
        evidence::table
            .find(id.as_str())
            .filter(evidence::org_id.eq(scope.key()))
            .filter(evidence::class.ne(APART))
            .filter(evidence::state.eq("present"))
            .filter(evidence::version.eq(seen)),
    )
    .set((description, evidence::version.eq(seen + 1)))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// Take a bewijsstuk out of the vault; what was sent in keeps it. `false` when it was not there any more.
///
/// # Errors
/// What the database says.
pub fn withdraw(
    conn: &mut DbConn,
    scope: &OrgScope,
    id: &EvidenceId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::update(
        evidence::table
            .find(id.as_str())
            .filter(evidence::org_id.eq(scope.key()))
            .filter(evidence::class.ne(APART))
            .filter(evidence::state.eq("present")),
    )
    .set((
        evidence::state.eq("withdrawn"),
        evidence::ended_at.eq(Some(stored(now))),
        evidence::version.eq(evidence::version + 1),
    ))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// The bewijsstuk behind a job, whoever's it is.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn for_inspection(conn: &mut DbConn, id: &EvidenceId) -> QueryResult<Stored> {
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::id.eq(id.as_str()))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .first(conn)
}
