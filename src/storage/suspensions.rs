//! Suspensions of admissions, the running one and those that were.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::admissions::AdmissionRow;
use super::db::DbConn;
use super::schema::{admissions, suspensions};
use super::types::{self, AsText, BadRow, stored};
use crate::domain::admission::{Side, State, Suspension, SuspensionKind};
use crate::domain::ids::UserId;
use crate::domain::motivation::Motivation;

/// A suspension.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = suspensions)]
pub struct SuspensionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The admission.
    pub admission_id: String,
    /// How far it goes.
    pub kind: AsText<SuspensionKind>,
    /// Whose it is.
    pub side: AsText<Side>,
    /// First day.
    pub from_on: NaiveDate,
    /// The day on which the admission is active again.
    pub until: NaiveDate,
    /// Why, and on what ground.
    pub basis: String,
    /// Who imposed it.
    pub imposed_by: String,
    /// When.
    pub imposed_at: NaiveDateTime,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
    /// Who ended it; nobody where its last day came.
    pub ended_by: Option<String>,
}

/// Keep a new suspension of an admission that has none running.
///
/// # Errors
/// A unique violation where one runs.
pub fn insert(conn: &mut DbConn, row: &SuspensionRow) -> QueryResult<()> {
    diesel::insert_into(suspensions::table).values(row).execute(conn).map(drop)
}

/// The running suspension of an admission.
///
/// # Errors
/// What the database says, or a [`BadRow`] where the parts do not fit.
pub fn running(conn: &mut DbConn, admission: &AdmissionRow) -> QueryResult<Suspension> {
    let row: Option<SuspensionRow> = suspensions::table
        .filter(suspensions::region_id.eq(&admission.region_id))
        .filter(suspensions::admission_id.eq(&admission.id))
        .filter(suspensions::ended_at.is_null())
        .select(SuspensionRow::as_select())
        .first(conn)
        .optional()?;
    let bad = |what: &str| BadRow { table: "suspensions", id: admission.id.clone(), what: what.to_owned() };
    let row = row.ok_or_else(|| bad("none runs"))?;
    Ok(Suspension {
        kind: row.kind.0,
        from: row.from_on,
        until: row.until,
        basis: Motivation::parse(&row.basis).map_err(|_| bad("basis"))?,
        side: row.side.0,
        by: types::id("suspensions", &row.imposed_by)?,
    })
}

/// End the running suspension of an admission, if there is one.
///
/// # Errors
/// What the database says.
pub fn end(
    conn: &mut DbConn,
    admission: &AdmissionRow,
    by: Option<&UserId>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(
        suspensions::table
            .filter(suspensions::region_id.eq(&admission.region_id))
            .filter(suspensions::admission_id.eq(&admission.id))
            .filter(suspensions::ended_at.is_null()),
    )
    .set((suspensions::ended_at.eq(Some(stored(now))), suspensions::ended_by.eq(by.map(ToString::to_string))))
    .execute(conn)
    .map(drop)
}

/// Suspended admissions of all regions that are active again by this day: work for the runner.
///
/// # Errors
/// What the database says.
pub fn due_to_end(conn: &mut DbConn, today: NaiveDate) -> QueryResult<Vec<AdmissionRow>> {
    admissions::table
        .filter(admissions::state.eq(AsText(State::Suspended)))
        .filter(admissions::until.le(today))
        .order(admissions::id)
        .select(AdmissionRow::as_select())
        .load(conn)
}
