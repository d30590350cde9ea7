//! What two people of a region say of days: made equal to a feestdag, or not.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{equal_days, users};
use super::scope::RegionScope;
use super::types::{AsText, BadRow, stored};
use crate::domain::ids::{EqualDayId, UserId};
use crate::domain::scheme::{Confirmation, DayRuling, Ruling};

/// What somebody said of a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = equal_days)]
pub struct EqualDayRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The day.
    pub day: NaiveDate,
    /// What it is called; empty where it is said to be a day like any other.
    pub name: String,
    /// Where it was published.
    pub source: String,
    /// Who said it.
    pub entered_by: String,
    /// When.
    pub entered_at: NaiveDateTime,
    /// Whether it counts.
    pub state: AsText<Confirmation>,
    /// Who confirmed it or took it back.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

impl EqualDayRow {
    /// Somebody says something of a day.
    #[must_use]
    pub fn entered(
        id: &EqualDayId,
        scope: &RegionScope,
        said: &DayRuling,
        by: &UserId,
        at: DateTime<Utc>,
    ) -> Self {
        let name = match said.ruling() {
            Ruling::Equal { name } => name.clone(),
            Ruling::NotEqual => String::new(),
        };
        Self {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            day: said.day(),
            name,
            source: said.source().to_owned(),
            entered_by: by.to_string(),
            entered_at: stored(at),
            state: AsText(Confirmation::Waiting),
            settled_by: None,
            settled_at: None,
        }
    }

    /// What was said, as the domain knows it.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn read(&self) -> QueryResult<DayRuling> {
        let ruling = match self.name.as_str() {
            "" => Ruling::NotEqual,
            name => Ruling::Equal { name: name.to_owned() },
        };
        let bad = |_| BadRow { table: "equal_days", id: self.id.clone(), what: "day".to_owned() };
        Ok(DayRuling::new(self.day, ruling, self.source.clone()).map_err(bad)?)
    }
}

/// Keep what somebody said.
///
/// # Errors
/// What the database says, for a day of which something waits.
pub fn insert(conn: &mut DbConn, row: &EqualDayRow) -> QueryResult<()> {
    diesel::insert_into(equal_days::table).values(row).execute(conn).map(drop)
}

/// What waits for a second person.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, id: &EqualDayId) -> QueryResult<EqualDayRow> {
    equal_days::table
        .filter(equal_days::region_id.eq(scope.key()).and(equal_days::id.eq(id.as_str())))
        .filter(equal_days::state.eq(AsText(Confirmation::Waiting)))
        .select(EqualDayRow::as_select())
        .first(conn)
}

/// Say whether it counts; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &EqualDayId,
    state: Confirmation,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let row = equal_days::table
        .filter(equal_days::region_id.eq(scope.key()).and(equal_days::id.eq(id.as_str())))
        .filter(equal_days::state.eq(AsText(Confirmation::Waiting)));
    diesel::update(row)
        .set((
            equal_days::state.eq(AsText(state)),
            equal_days::settled_by.eq(Some(by.as_str())),
            equal_days::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// What the region confirmed, the first first: of a day the last counts.
///
/// # Errors
/// What the database says.
pub fn confirmed(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<EqualDayRow>> {
    equal_days::table
        .filter(equal_days::region_id.eq(scope.key()))
        .filter(equal_days::state.eq(AsText(Confirmation::Confirmed)))
        .order((equal_days::settled_at, equal_days::id))
        .select(EqualDayRow::as_select())
        .load(conn)
}

/// What waits in the region, the first day first, each with the name of who said it.
///
/// # Errors
/// What the database says.
pub fn all_waiting(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(EqualDayRow, String)>> {
    equal_days::table
        .inner_join(users::table.on(users::id.eq(equal_days::entered_by)))
        .filter(equal_days::region_id.eq(scope.key()))
        .filter(equal_days::state.eq(AsText(Confirmation::Waiting)))
        .order((equal_days::day, equal_days::id))
        .select((EqualDayRow::as_select(), users::name))
        .load(conn)
}
