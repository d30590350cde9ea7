//! Second factors of people, and their recovery codes.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{recovery_codes, second_factors};
use super::types::stored;
use crate::domain::ids::{RecoveryCodeId, UserId};

/// A second factor.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = second_factors)]
pub struct SecondFactorRow {
    /// Whose.
    pub user_id: String,
    /// From this and the installation's key follows the secret.
    pub secret_id: String,
    /// The step of the last code that was taken.
    pub last_step: i64,
    /// Since when it is asked.
    pub set_up_at: NaiveDateTime,
    /// `to_show` until the person says that the recovery codes are kept, then `kept`.
    pub codes: String,
}

/// The second factor of a person.
///
/// # Errors
/// What the database says.
pub fn of(conn: &mut DbConn, user: &UserId) -> QueryResult<Option<SecondFactorRow>> {
    second_factors::table.find(user.as_str()).select(SecondFactorRow::as_select()).first(conn).optional()
}

/// Give a person a second factor.
///
/// # Errors
/// A unique violation where there is one.
pub fn insert(conn: &mut DbConn, row: &SecondFactorRow) -> QueryResult<()> {
    diesel::insert_into(second_factors::table).values(row).execute(conn).map(drop)
}

/// Take a second factor away, with its recovery codes. Whether there was one.
///
/// # Errors
/// What the database says.
pub fn delete(conn: &mut DbConn, user: &UserId) -> QueryResult<bool> {
    delete_codes(conn, user)?;
    diesel::delete(second_factors::table.find(user.as_str())).execute(conn).map(|count| count == 1)
}

/// Take the code of a step; false when that step or a later one was taken before, also by somebody at the same moment.
///
/// # Errors
/// What the database says.
pub fn take_step(conn: &mut DbConn, user: &UserId, step: i64) -> QueryResult<bool> {
    diesel::update(second_factors::table.find(user.as_str()).filter(second_factors::last_step.lt(step)))
        .set(second_factors::last_step.eq(step))
        .execute(conn)
        .map(|count| count == 1)
}

/// Note whether the recovery codes must still be shown.
///
/// # Errors
/// What the database says.
pub fn set_codes(conn: &mut DbConn, user: &UserId, codes: &str) -> QueryResult<()> {
    diesel::update(second_factors::table.find(user.as_str()))
        .set(second_factors::codes.eq(codes))
        .execute(conn)
        .map(drop)
}

/// Add a recovery code.
///
/// # Errors
/// What the database says.
pub fn insert_code(conn: &mut DbConn, id: &RecoveryCodeId, user: &UserId) -> QueryResult<()> {
    let none: Option<NaiveDateTime> = None;
    diesel::insert_into(recovery_codes::table)
        .values((
            recovery_codes::id.eq(id.as_str()),
            recovery_codes::user_id.eq(user.as_str()),
            recovery_codes::used_at.eq(none),
        ))
        .execute(conn)
        .map(drop)
}

/// Take every recovery code of a person away, used or not.
///
/// # Errors
/// What the database says.
pub fn delete_codes(conn: &mut DbConn, user: &UserId) -> QueryResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user.as_str())))
        .execute(conn)
        .map(drop)
}

/// The recovery codes of a person that can still be used, in the order in which they were made.
///
/// # Errors
/// What the database says.
pub fn unused_codes(conn: &mut DbConn, user: &UserId) -> QueryResult<Vec<String>> {
    recovery_codes::table
        .filter(recovery_codes::user_id.eq(user.as_str()))
        .filter(recovery_codes::used_at.is_null())
        .order(recovery_codes::id)
        .select(recovery_codes::id)
        .load(conn)
}

/// Use a recovery code up; false when somebody was first.
///
/// # Errors
/// What the database says.
pub fn use_code(conn: &mut DbConn, id: &RecoveryCodeId, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(recovery_codes::table.find(id.as_str()).filter(recovery_codes::used_at.is_null()))
        .set(recovery_codes::used_at.eq(Some(stored(now))))
        .execute(conn)
        .map(|count| count == 1)
}
