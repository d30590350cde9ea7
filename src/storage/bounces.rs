//! Mails about letters that did not arrive, and when the letter was sent again.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{letter_bounces, letters, organisations};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{LetterId, UserId};

/// A mail about a letter that did not arrive.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = letter_bounces)]
pub struct BounceRow {
    /// The mail.
    pub mail_id: String,
    /// The region.
    pub region_id: String,
    /// The letter it told of.
    pub letter_id: String,
    /// Why, as the mail server or a person says.
    pub reason: String,
    /// Who noted it; none where the mail server refused the mail.
    pub noted_by: Option<String>,
    /// When.
    pub noted_at: NaiveDateTime,
    /// Who sent the letter again.
    pub again_by: Option<String>,
    /// When.
    pub again_at: Option<NaiveDateTime>,
}

/// A letter that did not arrive and was not sent again yet.
#[derive(Debug, Clone, Queryable)]
pub struct Missing {
    /// The letter.
    pub letter: String,
    /// Its number.
    pub number: String,
    /// To whom.
    pub organisation: String,
    /// Why it did not arrive.
    pub reason: String,
    /// Since when that is known.
    pub since: NaiveDateTime,
}

/// Note that a mail did not arrive; `false` when that was known.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, row: &BounceRow) -> QueryResult<bool> {
    let known = letter_bounces::table.find(&row.mail_id).select(letter_bounces::mail_id);
    if known.first::<String>(conn).optional()?.is_some() {
        return Ok(false);
    }
    diesel::insert_into(letter_bounces::table).values(row).execute(conn).map(|rows| rows == 1)
}

/// The letters of a region that did not arrive and were not sent again yet, the longest known first.
///
/// # Errors
/// What the database says.
pub fn missing(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<Missing>> {
    letter_bounces::table
        .inner_join(letters::table.inner_join(organisations::table))
        .filter(letter_bounces::region_id.eq(scope.key()))
        .filter(letter_bounces::again_at.is_null())
        .order((letter_bounces::noted_at, letter_bounces::mail_id))
        .select((
            letters::id,
            letters::number,
            organisations::name,
            letter_bounces::reason,
            letter_bounces::noted_at,
        ))
        .load(conn)
}

/// How many letters of a region did not arrive and were not sent again yet.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<i64> {
    letter_bounces::table
        .filter(letter_bounces::region_id.eq(scope.key()))
        .filter(letter_bounces::again_at.is_null())
        .count()
        .get_result(conn)
}

/// What did not arrive of a letter, the first first.
///
/// # Errors
/// What the database says.
pub fn of_letter(conn: &mut DbConn, scope: &RegionScope, letter: &LetterId) -> QueryResult<Vec<BounceRow>> {
    letter_bounces::table
        .filter(letter_bounces::region_id.eq(scope.key()))
        .filter(letter_bounces::letter_id.eq(letter.as_str()))
        .order((letter_bounces::noted_at, letter_bounces::mail_id))
        .select(BounceRow::as_select())
        .load(conn)
}

/// Note that the letter of a mail that did not arrive was sent again; `false` when it was before.
///
/// # Errors
/// What the database says.
pub fn sent_again(conn: &mut DbConn, mail: &str, by: &UserId, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(letter_bounces::table.find(mail).filter(letter_bounces::again_at.is_null()))
        .set((letter_bounces::again_by.eq(Some(by.as_str())), letter_bounces::again_at.eq(Some(stored(now)))))
        .execute(conn)
        .map(|rows| rows == 1)
}
