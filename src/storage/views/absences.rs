//! Who of a team is away, by name.
//! May import: diesel, storage.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;

use crate::storage::db::{DbConn, directly};
use crate::storage::schema::{absences, users};
use crate::storage::scope::RegionScope;

/// Somebody who is away today.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Absent {
    /// The name.
    pub name: String,
    /// The last day.
    pub until: NaiveDate,
}

/// Who is away on a day.
///
/// # Errors
/// What the database says.
pub fn absent(conn: &mut DbConn, scope: &RegionScope, on: NaiveDate) -> QueryResult<Vec<Absent>> {
    let query = absences::table
        .inner_join(users::table.on(users::id.eq(absences::user_id)))
        .filter(absences::region_id.eq(scope.key()))
        .filter(absences::until_on.ge(on))
        .filter(absences::from_on.le(on))
        .filter(absences::ended_at.is_null())
        .order((absences::from_on, absences::id))
        .select((users::name, absences::until_on));
    directly!(conn => query.load(conn))
}
