//! Who may read Bibob dossiers of a region, and how long those are kept.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{bibob_officers, bibob_retentions, users};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{BibobOfficerId, UserId};

/// That somebody is an officer, or was.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = bibob_officers)]
pub struct OfficerRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Who.
    pub user_id: String,
    /// Who said so.
    pub named_by: String,
    /// When.
    pub named_at: NaiveDateTime,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// When.
    pub ended_at: Option<NaiveDateTime>,
}

/// How long dossiers are kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = bibob_retentions)]
pub struct RetentionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Years after a dossier ended.
    pub years: i32,
    /// Why so long.
    pub reason: String,
    /// Who said so.
    pub set_by: String,
    /// When.
    pub set_at: NaiveDateTime,
}

/// Name an officer.
///
/// # Errors
/// A unique violation for who is one already.
pub fn insert(conn: &mut DbConn, row: &OfficerRow) -> QueryResult<()> {
    diesel::insert_into(bibob_officers::table).values(row).execute(conn).map(drop)
}

/// The officers of a region by now, by name.
///
/// # Errors
/// What the database says.
pub fn running(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(OfficerRow, String)>> {
    bibob_officers::table
        .inner_join(users::table.on(users::id.eq(bibob_officers::user_id)))
        .filter(bibob_officers::region_id.eq(scope.key()))
        .filter(bibob_officers::ended_at.is_null())
        .order((users::name, users::id))
        .select((OfficerRow::as_select(), users::name))
        .load(conn)
}

/// End that somebody is an officer; `None` when it had ended, else who it was.
///
/// # Errors
/// What the database says.
pub fn end(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &BibobOfficerId,
    (by, now): (&UserId, DateTime<Utc>),
) -> QueryResult<Option<String>> {
    let row = bibob_officers::table
        .find(id.as_str())
        .filter(bibob_officers::region_id.eq(scope.key()))
        .filter(bibob_officers::ended_at.is_null());
    let user: Option<String> = row.select(bibob_officers::user_id).first(conn).optional()?;
    diesel::update(row)
        .set((
            bibob_officers::ended_by.eq(Some(by.to_string())),
            bibob_officers::ended_at.eq(Some(stored(now))),
        ))
        .execute(conn)?;
    Ok(user)
}

/// Say how long dossiers are kept.
///
/// # Errors
/// What the database says.
pub fn keep_for(conn: &mut DbConn, row: &RetentionRow) -> QueryResult<()> {
    diesel::insert_into(bibob_retentions::table).values(row).execute(conn).map(drop)
}

/// How long dossiers of a region are kept; none where nobody said so.
///
/// # Errors
/// What the database says.
pub fn retention(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Option<RetentionRow>> {
    bibob_retentions::table
        .filter(bibob_retentions::region_id.eq(scope.key()))
        .order((bibob_retentions::set_at.desc(), bibob_retentions::id.desc()))
        .select(RetentionRow::as_select())
        .first(conn)
        .optional()
}
