//! Who follows a procedure by mail, without an account.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::followers;
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::ProcedureId;

/// A follower.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = followers)]
pub struct FollowerRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// Mail address as given.
    pub email: String,
    /// The same, folded.
    pub email_key: String,
    /// SHA-256 of the token in the links of its mails.
    pub token_hash: String,
    /// `asked`, `confirmed` or `ended`.
    pub state: String,
    /// When it was asked.
    pub created_at: NaiveDateTime,
}

/// The confirmed followers of a procedure.
///
/// # Errors
/// What the database says.
pub fn confirmed(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<FollowerRow>> {
    followers::table
        .filter(followers::region_id.eq(scope.key()))
        .filter(followers::procedure_id.eq(procedure.as_str()))
        .filter(followers::state.eq("confirmed"))
        .order(followers::id)
        .select(FollowerRow::as_select())
        .load(conn)
}

/// The follower of a procedure with this mail address.
///
/// # Errors
/// What the database says.
pub fn by_email(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    email_key: &str,
) -> QueryResult<Option<FollowerRow>> {
    followers::table
        .filter(followers::region_id.eq(scope.key()))
        .filter(followers::procedure_id.eq(procedure.as_str()))
        .filter(followers::email_key.eq(email_key))
        .select(FollowerRow::as_select())
        .first(conn)
        .optional()
}

/// The follower behind a link in a mail.
///
/// # Errors
/// What the database says.
pub fn by_token(
    conn: &mut DbConn,
    scope: &RegionScope,
    token_hash: &str,
) -> QueryResult<Option<FollowerRow>> {
    followers::table
        .filter(followers::region_id.eq(scope.key()))
        .filter(followers::token_hash.eq(token_hash))
        .select(FollowerRow::as_select())
        .first(conn)
        .optional()
}

/// Add a follower.
///
/// # Errors
/// A unique violation where the address follows already.
pub fn insert(conn: &mut DbConn, row: &FollowerRow) -> QueryResult<()> {
    diesel::insert_into(followers::table).values(row).execute(conn).map(drop)
}

/// Confirm, end, or ask again.
///
/// # Errors
/// What the database says.
pub fn set_state(conn: &mut DbConn, id: &str, state: &str, token_hash: &str) -> QueryResult<()> {
    diesel::update(followers::table.find(id))
        .set((followers::state.eq(state), followers::token_hash.eq(token_hash)))
        .execute(conn)
        .map(drop)
}

/// The follower with this identifier, as the links to stop carry it.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<Option<FollowerRow>> {
    followers::table
        .find(id)
        .filter(followers::region_id.eq(scope.key()))
        .select(FollowerRow::as_select())
        .first(conn)
        .optional()
}

/// Note that it was asked anew, with another token.
///
/// # Errors
/// What the database says.
pub fn ask_again(conn: &mut DbConn, id: &str, token_hash: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(followers::table.find(id))
        .set((
            followers::state.eq("asked"),
            followers::token_hash.eq(token_hash),
            followers::created_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// Forget an address. Who stops leaves nothing behind.
///
/// # Errors
/// What the database says.
pub fn forget(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<()> {
    diesel::delete(followers::table.find(id).filter(followers::region_id.eq(scope.key())))
        .execute(conn)
        .map(drop)
}

/// Forget at most this many requests that nobody confirmed, the oldest first; how many were forgotten.
///
/// # Errors
/// What the database says.
pub fn forget_unconfirmed(conn: &mut DbConn, before: DateTime<Utc>, most: i64) -> QueryResult<usize> {
    let old: Vec<String> = followers::table
        .filter(followers::state.eq("asked"))
        .filter(followers::created_at.le(stored(before)))
        .order((followers::created_at, followers::id))
        .limit(most)
        .select(followers::id)
        .load(conn)?;
    diesel::delete(followers::table.filter(followers::id.eq_any(old))).execute(conn)
}
