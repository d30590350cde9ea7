//! The forms that were handled already: a repeat gets the same answer.
//! May import: diesel, domain.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::idempotency;
use super::types::stored;

/// What was answered to an earlier sending of the same form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = idempotency)]
pub struct Answered {
    /// SHA-256 of the form that was sent then.
    pub body_hash: String,
    /// Where its sender was sent to.
    pub location: String,
}

/// The earlier answer to this form, if there was one.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut DbConn, user: &str, route: &str, once: &str) -> QueryResult<Option<Answered>> {
    idempotency::table.find((user, route, once)).select(Answered::as_select()).first(conn).optional()
}

/// Keep an answer, in the transaction of what it answers.
///
/// # Errors
/// What the database says.
pub fn keep(
    conn: &mut DbConn,
    (user, route, once): (&str, &str, &str),
    answered: &Answered,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(idempotency::table)
        .values((
            idempotency::user_id.eq(user),
            idempotency::route.eq(route),
            idempotency::once.eq(once),
            idempotency::body_hash.eq(&answered.body_hash),
            idempotency::location.eq(&answered.location),
            idempotency::at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// Forget answers from before an instant; how many.
///
/// # Errors
/// What the database says.
pub fn forget_before(conn: &mut DbConn, instant: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(idempotency::table.filter(idempotency::at.lt(stored(instant)))).execute(conn)
}
