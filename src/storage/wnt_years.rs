//! The WNT maxima of a year as two people of a region lay them down.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{users, wnt_years};
use super::scope::RegionScope;
use super::types::{AsText, BadRow, stored};
use crate::domain::ids::{UserId, WntYearId};
use crate::domain::money::Cents;
use crate::domain::scheme::{Confirmation, WntYear};

/// A year as somebody entered it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = wnt_years)]
pub struct WntYearRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The year.
    pub year: i32,
    /// The maxima in eurocents, in the order of the classes, as JSON.
    pub maxima_json: String,
    /// Where they were published.
    pub source: String,
    /// Who entered them.
    pub entered_by: String,
    /// When.
    pub entered_at: NaiveDateTime,
    /// Whether they count.
    pub state: AsText<Confirmation>,
    /// Who confirmed them or took them back.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

impl WntYearRow {
    /// Somebody enters a year.
    #[must_use]
    pub fn entered(
        id: &WntYearId,
        scope: &RegionScope,
        year: &WntYear,
        by: &UserId,
        at: DateTime<Utc>,
    ) -> Self {
        let cents: Vec<i64> = year.maxima().map(|(_, amount)| amount.get()).collect();
        Self {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            year: year.year(),
            maxima_json: format!("{cents:?}"),
            source: year.source().to_owned(),
            entered_by: by.to_string(),
            entered_at: stored(at),
            state: AsText(Confirmation::Waiting),
            settled_by: None,
            settled_at: None,
        }
    }

    /// The year as the domain knows it.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn read(&self) -> QueryResult<WntYear> {
        let bad = |what: &str| BadRow { table: "wnt_years", id: self.id.clone(), what: what.to_owned() };
        let cents: [i64; 6] = serde_json::from_str(&self.maxima_json).map_err(|_| bad("maxima"))?;
        let year = WntYear::new(self.year, cents.map(Cents::new), self.source.clone());
        Ok(year.map_err(|_| bad("order"))?)
    }
}

/// Keep a year that somebody entered.
///
/// # Errors
/// What the database says, for one when another waits.
pub fn insert(conn: &mut DbConn, row: &WntYearRow) -> QueryResult<()> {
    diesel::insert_into(wnt_years::table).values(row).execute(conn).map(drop)
}

/// A year of the region that waits for a second person.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, id: &WntYearId) -> QueryResult<WntYearRow> {
    wnt_years::table
        .filter(wnt_years::region_id.eq(scope.key()).and(wnt_years::id.eq(id.as_str())))
        .filter(wnt_years::state.eq(AsText(Confirmation::Waiting)))
        .select(WntYearRow::as_select())
        .first(conn)
}

/// Say whether a year counts; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &WntYearId,
    state: Confirmation,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let row = wnt_years::table
        .filter(wnt_years::region_id.eq(scope.key()).and(wnt_years::id.eq(id.as_str())))
        .filter(wnt_years::state.eq(AsText(Confirmation::Waiting)));
    diesel::update(row)
        .set((
            wnt_years::state.eq(AsText(state)),
            wnt_years::settled_by.eq(Some(by.as_str())),
            wnt_years::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// What the region confirmed, the first first: of a year that was confirmed twice the later counts.
///
/// # Errors
/// What the database says.
pub fn confirmed(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<WntYearRow>> {
    wnt_years::table
        .filter(wnt_years::region_id.eq(scope.key()))
        .filter(wnt_years::state.eq(AsText(Confirmation::Confirmed)))
        .order((wnt_years::year, wnt_years::settled_at, wnt_years::id))
        .select(WntYearRow::as_select())
        .load(conn)
}

/// Everything that the region entered, the latest year first, each with the name of who entered it.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(WntYearRow, String)>> {
    wnt_years::table
        .inner_join(users::table.on(users::id.eq(wnt_years::entered_by)))
        .filter(wnt_years::region_id.eq(scope.key()))
        .order((wnt_years::year.desc(), wnt_years::entered_at.desc(), wnt_years::id))
        .select((WntYearRow::as_select(), users::name))
        .load(conn)
}
