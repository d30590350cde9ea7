//! Lists of beheer about policy: the versions of a regeling with who published them.
//! May import: diesel, domain, storage.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::ids::ProcedureId;
use crate::storage::db::DbConn;
use crate::storage::schema::{scheme_versions, users};
use crate::storage::scope::RegionScope;

/// A version of a regeling, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Identifier.
    pub id: String,
    /// 1, 2, …
    pub seq: i32,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    /// Why this version.
    pub motivation: String,
    /// When it was published.
    pub published_at: NaiveDateTime,
    /// From when it counts.
    pub effective_from: NaiveDateTime,
    /// Who published it.
    pub published_by: String,
    /// Who confirmed it.
    pub confirmed_by: String,
}

type Row = (String, i32, String, String, NaiveDateTime, NaiveDateTime, String, String);

/// The versions of a procedure's regeling, the newest first.
///
/// # Errors
/// What the database says.
pub fn versions(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<VersionLine>> {
    let (publisher, confirmer) = diesel::alias!(users as publisher, users as confirmer);
    let rows: Vec<Row> = scheme_versions::table
        .inner_join(publisher.on(publisher.field(users::id).eq(scheme_versions::published_by)))
        .inner_join(confirmer.on(confirmer.field(users::id).eq(scheme_versions::confirmed_by)))
        .filter(scheme_versions::region_id.eq(scope.key()))
        .filter(scheme_versions::procedure_id.eq(procedure.as_str()))
        .order(scheme_versions::seq.desc())
        .select((
            scheme_versions::id,
            scheme_versions::seq,
            scheme_versions::sha256,
            scheme_versions::motivation,
            scheme_versions::published_at,
            scheme_versions::effective_from,
            publisher.field(users::name),
            confirmer.field(users::name),
        ))
        .load(conn)?;
    let line = |(id, seq, sha256, motivation, published_at, effective_from, published_by, confirmed_by)| {
        VersionLine { id, seq, sha256, motivation, published_at, effective_from, published_by, confirmed_by }
    };
    Ok(rows.into_iter().map(line).collect())
}
