//! People with an account, and the one-time tokens sent to their mail address.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{one_time_tokens, users};
use super::types::stored;
use crate::domain::ids::{MembershipId, UserId};

/// A person with an account.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
pub struct UserRow {
    /// Identifier.
    pub id: String,
    /// Mail address as given.
    pub email: String,
    /// Mail address, folded: unique.
    pub email_key: String,
    /// Name as shown to colleagues.
    pub name: String,
    /// PHC string.
    pub password_hash: String,
    /// `unconfirmed`, `active` or `disabled`.
    pub state: String,
    /// When the account was made.
    pub created_at: NaiveDateTime,
}

/// Add an account.
///
/// # Errors
/// A unique violation where the mail address has one.
pub fn insert(conn: &mut DbConn, row: &UserRow) -> QueryResult<()> {
    diesel::insert_into(users::table).values(row).execute(conn).map(drop)
}

/// The account of a mail address.
///
/// # Errors
/// What the database says.
pub fn by_email(conn: &mut DbConn, email_key: &str) -> QueryResult<Option<UserRow>> {
    users::table.filter(users::email_key.eq(email_key)).select(UserRow::as_select()).first(conn).optional()
}

/// An account.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, id: &UserId) -> QueryResult<UserRow> {
    users::table.find(id.as_str()).select(UserRow::as_select()).first(conn)
}

/// Confirm, disable or re-enable an account.
///
/// # Errors
/// What the database says.
pub fn set_state(conn: &mut DbConn, id: &UserId, state: &str) -> QueryResult<()> {
    diesel::update(users::table.find(id.as_str())).set(users::state.eq(state)).execute(conn).map(drop)
}

/// Replace a password.
///
/// # Errors
/// What the database says.
pub fn set_password(conn: &mut DbConn, id: &UserId, hash: &str) -> QueryResult<()> {
    diesel::update(users::table.find(id.as_str())).set(users::password_hash.eq(hash)).execute(conn).map(drop)
}

/// Confirm an account whose mail address is proven, under the name and with the password its person chose.
///
/// # Errors
/// What the database says.
pub fn activate(conn: &mut DbConn, id: &UserId, name: &str, hash: &str) -> QueryResult<()> {
    diesel::update(users::table.find(id.as_str()))
        .set((users::name.eq(name), users::password_hash.eq(hash), users::state.eq("active")))
        .execute(conn)
        .map(drop)
}

/// A one-time token, of which only the hash is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = one_time_tokens)]
pub struct TokenRow {
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: String,
    /// Whose it is.
    pub user_id: String,
    /// `confirm_email`, `reset_password` or `invitation`.
    pub purpose: String,
    /// For an invitation: to which membership.
    pub membership_id: Option<String>,
    /// Until when.
    pub expires_at: NaiveDateTime,
    /// When it was used.
    pub used_at: Option<NaiveDateTime>,
}

/// Keep the hash of a token.
///
/// # Errors
/// What the database says.
pub fn insert_token(conn: &mut DbConn, row: &TokenRow) -> QueryResult<()> {
    diesel::insert_into(one_time_tokens::table).values(row).execute(conn).map(drop)
}

/// The unused, unexpired token with this hash.
///
/// # Errors
/// What the database says.
pub fn usable_token(
    conn: &mut DbConn,
    hash: &str,
    purpose: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<TokenRow>> {
    one_time_tokens::table
        .find(hash)
        .filter(one_time_tokens::purpose.eq(purpose))
        .filter(one_time_tokens::used_at.is_null())
        .filter(one_time_tokens::expires_at.gt(stored(now)))
        .select(TokenRow::as_select())
        .first(conn)
        .optional()
}

/// Use a token up; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn use_token(conn: &mut DbConn, hash: &str, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(one_time_tokens::table.find(hash).filter(one_time_tokens::used_at.is_null()))
        .set(one_time_tokens::used_at.eq(Some(stored(now))))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Use up every token of a person for a purpose: a newer one counts, or none is needed any more.
///
/// # Errors
/// What the database says.
pub fn use_tokens(conn: &mut DbConn, user: &UserId, purpose: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(
        one_time_tokens::table
            .filter(one_time_tokens::user_id.eq(user.as_str()))
            .filter(one_time_tokens::purpose.eq(purpose))
            .filter(one_time_tokens::used_at.is_null()),
    )
    .set(one_time_tokens::used_at.eq(Some(stored(now))))
    .execute(conn)
    .map(drop)
}

/// Use up the invitations to a membership: it ended, or a newer invitation was sent.
///
/// # Errors
/// What the database says.
pub fn use_invitations(conn: &mut DbConn, membership: &MembershipId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(
        one_time_tokens::table
            .filter(one_time_tokens::membership_id.eq(membership.as_str()))
            .filter(one_time_tokens::used_at.is_null()),
    )
    .set(one_time_tokens::used_at.eq(Some(stored(now))))
    .execute(conn)
    .map(drop)
}

/// The names of people, by their ids.
///
/// # Errors
/// What the database says.
pub fn names(conn: &mut DbConn, ids: &[&str]) -> QueryResult<Vec<(String, String)>> {
    users::table.filter(users::id.eq_any(ids)).select((users::id, users::name)).load(conn)
}
