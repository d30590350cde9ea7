//! Days on which people of a team are away.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::absences;
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::AbsenceId;

/// Days on which somebody is away.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = absences)]
pub struct AbsenceRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Who.
    pub user_id: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub until_on: NaiveDate,
    /// To whom the open work goes; to nobody where there is none.
    pub substitute_id: Option<String>,
    /// Who said so.
    pub recorded_by: String,
    /// When.
    pub recorded_at: NaiveDateTime,
    /// When the open work was handed over.
    pub handed_over_at: Option<NaiveDateTime>,
    /// When it was taken back.
    pub ended_at: Option<NaiveDateTime>,
}

/// Add days.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &AbsenceRow) -> QueryResult<()> {
    diesel::insert_into(absences::table).values(row).execute(conn).map(drop)
}

/// One of a region that was not taken back.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &AbsenceId) -> QueryResult<AbsenceRow> {
    absences::table
        .find(id.as_str())
        .filter(absences::region_id.eq(scope.key()))
        .filter(absences::ended_at.is_null())
        .select(AbsenceRow::as_select())
        .first(conn)
}

/// Those that are not over on a day, what begins first on top.
///
/// # Errors
/// What the database says.
pub fn coming(conn: &mut DbConn, scope: &RegionScope, today: NaiveDate) -> QueryResult<Vec<AbsenceRow>> {
    absences::table
        .filter(absences::region_id.eq(scope.key()))
        .filter(absences::until_on.ge(today))
        .filter(absences::ended_at.is_null())
        .order((absences::from_on, absences::id))
        .select(AbsenceRow::as_select())
        .load(conn)
}

/// Those in which a day lies.
///
/// # Errors
/// What the database says.
pub fn away(conn: &mut DbConn, scope: &RegionScope, on: NaiveDate) -> QueryResult<Vec<AbsenceRow>> {
    let coming = coming(conn, scope, on)?;
    Ok(coming.into_iter().filter(|row| row.from_on <= on).collect())
}

/// Note that the open work was handed over.
///
/// # Errors
/// What the database says.
pub fn set_handed_over(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &AbsenceId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(absences::table.find(id.as_str()).filter(absences::region_id.eq(scope.key())))
        .set(absences::handed_over_at.eq(Some(stored(now))))
        .execute(conn)
        .map(drop)
}

/// Take days back; whether they were there.
///
/// # Errors
/// What the database says.
pub fn end(conn: &mut DbConn, scope: &RegionScope, id: &AbsenceId, now: DateTime<Utc>) -> QueryResult<bool> {
    let row = absences::table.find(id.as_str()).filter(absences::region_id.eq(scope.key()));
    diesel::update(row.filter(absences::ended_at.is_null()))
        .set(absences::ended_at.eq(Some(stored(now))))
        .execute(conn)
        .map(|count| count == 1)
}
