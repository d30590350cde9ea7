//! When processes of the portal were at work.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::spells;
use super::types::{instant, stored};
use crate::domain::failure::Spell;
use crate::domain::ids::SpellId;

/// A process says for the first time, or after a silence, that it is at work.
///
/// # Errors
/// What the database says.
pub fn begin(conn: &mut DbConn, id: &SpellId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(spells::table)
        .values((
            spells::id.eq(id.as_str()),
            spells::from_at.eq(stored(now)),
            spells::until_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// It says so again.
///
/// # Errors
/// What the database says.
pub fn go_on(conn: &mut DbConn, id: &SpellId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(spells::table.find(id.as_str()))
        .set(spells::until_at.eq(stored(now)))
        .execute(conn)
        .map(drop)
}

/// Every spell that reaches into the time between two moments, and the last one before it.
///
/// # Errors
/// What the database says.
pub fn between(conn: &mut DbConn, from: DateTime<Utc>, until: DateTime<Utc>) -> QueryResult<Vec<Spell>> {
    let ends = (spells::from_at, spells::until_at);
    let before: Option<(NaiveDateTime, NaiveDateTime)> = spells::table
        .filter(spells::until_at.lt(stored(from)))
        .order((spells::until_at.desc(), spells::id))
        .select(ends)
        .first(conn)
        .optional()?;
    let within: Vec<(NaiveDateTime, NaiveDateTime)> = spells::table
        .filter(spells::until_at.ge(stored(from)))
        .filter(spells::from_at.le(stored(until)))
        .order((spells::from_at, spells::id))
        .select(ends)
        .load(conn)?;
    let spell = |(from, until)| Spell { from: instant(from), until: instant(until) };
    Ok(before.into_iter().chain(within).map(spell).collect())
}
