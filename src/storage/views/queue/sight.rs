//! What a team sees of its region at a moment: its windows, and which of them are sealed.
//! May import: diesel, storage.

use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;

use crate::storage::db::{DbConn, directly};
use crate::storage::schema::windows;
use crate::storage::scope::RegionScope;
use crate::storage::types::stored;

/// A window of the region.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Window {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// It has opened.
    pub is_open: bool,
    /// Nobody may look into it yet.
    pub is_sealed: bool,
}

/// What a team sees of its region at a moment.
#[derive(Debug, Clone)]
pub struct Sight<'a> {
    pub(super) scope: &'a RegionScope,
    today: NaiveDate,
    /// Its windows, the last to close first.
    pub windows: Vec<Window>,
}

impl<'a> Sight<'a> {
    /// What is seen at `now`, on the Dutch day `today`.
    ///
    /// # Errors
    /// What the database says.
    pub fn new(
        conn: &mut DbConn,
        scope: &'a RegionScope,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> QueryResult<Self> {
        let now = stored(now);
        let unclosed = windows::closed_at.is_null().or(windows::closed_at.gt(Some(now)));
        let all = windows::table
            .filter(windows::region_id.eq(scope.key()))
            .order((windows::closes_at.desc(), windows::id))
            .select((
                windows::id,
                windows::title,
                windows::opens_at.le(now),
                windows::sealed.and(unclosed.assume_not_null()),
            ));
        Ok(Self { scope, today, windows: directly!(conn => all.load(conn))? })
    }

    pub(super) fn sealed(&self) -> impl Iterator<Item = String> + '_ {
        self.windows.iter().filter(|window| window.is_sealed).map(|window| window.id.clone())
    }

    /// Days as the column that sorts has them: today, and the last one within seven days.
    pub(super) fn week(&self) -> (String, String) {
        let last = self.today.checked_add_days(Days::new(7)).unwrap_or(self.today);
        (key(self.today), key(last))
    }
}

fn key(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
