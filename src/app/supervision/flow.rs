//! Who came in and who left, quarter by quarter, and which lots closed: figures of the own gemeenten, without names.
//! May import: domain, storage, app.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::app::error::Result;
use crate::domain::windows::LotState;
use crate::storage::types::instant;
use crate::storage::views::flow;
use crate::storage::views::supervision::Area;
use crate::storage::{DbConn, regions};

/// Quarters that are shown: five years.
const QUARTERS: usize = 20;
/// Lots that opened or closed that are shown.
const TURNS: i64 = 50;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    /// The quarter of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }
}

/// What happened in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub quarter: Quarter,
    /// Admissions that began.
    pub began: i64,
    /// Admissions of which the last day was in it.
    pub ended: i64,
    /// Admissions that ran at its end, or run today where it is not over.
    pub running: i64,
}

/// A lot that opened or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// What it became.
    pub state: LotState,
    /// From when.
    pub from: DateTime<Utc>,
    /// Why.
    pub motivation: String,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The last quarters in which there was anything, the newest first.
    pub quarters: Vec<Moved>,
    /// The last lots that opened or closed, the newest first.
    pub turns: Vec<Turn>,
}

/// The figures of an area up to today.
///
/// # Errors
/// What the database says.
pub fn figures(conn: &mut DbConn, area: &Area, today: NaiveDate) -> Result<Flow> {
    let gemeenten = match area.gemeenten.as_slice() {
        [] => regions::gemeenten_of(conn, &area.scope)?.into_iter().map(|one| one.code).collect(),
        own => own.to_vec(),
    };
    let starts = flow::starts(conn, &area.scope, &gemeenten)?;
    let ends = flow::ends(conn, &area.scope, &gemeenten)?;
    let turn = |one: flow::Turn| Turn {
        group: one.group,
        gemeente: one.gemeente,
        state: one.state.0,
        from: instant(one.from),
        motivation: one.motivation,
    };
    let turns = flow::turns(conn, &area.scope, &gemeenten, TURNS)?.into_iter().map(turn).collect();
    Ok(Flow { quarters: quarters(&starts, &ends, today), turns })
}

/// Every quarter from the first start to today; one in which nothing happened too.
fn quarters(starts: &[(NaiveDate, i64)], ends: &[(NaiveDate, i64)], today: NaiveDate) -> Vec<Moved> {
    let mut by: BTreeMap<Quarter, (i64, i64)> = BTreeMap::new();
    for (day, count) in starts.iter().filter(|(day, _)| *day <= today) {
        by.entry(Quarter::of(*day)).or_default().0 += count;
    }
    for (day, count) in ends.iter().filter(|(day, _)| *day < today) {
        by.entry(Quarter::of(*day)).or_default().1 += count;
    }
    let Some(first) = by.keys().next().copied() else { return Vec::new() };
    let (mut at, last, mut running) = (first, Quarter::of(today), 0);
    let mut all = Vec::new();
    while at <= last {
        let (began, ended) = by.get(&at).copied().unwrap_or_default();
        running += began - ended;
        all.push(Moved { quarter: at, began, ended, running });
        at = if at.number == 4 {
            Quarter { year: at.year + 1, number: 1 }
        } else {
            Quarter { number: at.number + 1, ..at }
        };
    }
    all.reverse();
    all.truncate(QUARTERS);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn who_came_and_who_left_is_told_of_each_quarter_also_of_a_quiet_one() {
        let starts = [(day("2025-01-01"), 40), (day("2025-08-01"), 2), (day("2027-01-01"), 9)];
        let ends = [(day("2025-03-31"), 1), (day("2025-12-31"), 3)];
        let told = quarters(&starts, &ends, day("2026-02-01"));
        let figures =
            told.iter().map(|one| (one.quarter.year, one.quarter.number, one.began, one.ended, one.running));
        let expected = [
            (2026, 1, 0, 0, 38),
            (2025, 4, 0, 3, 38),
            (2025, 3, 2, 0, 41),
            (2025, 2, 0, 0, 39),
            (2025, 1, 40, 1, 39),
        ];
        assert_eq!(figures.collect::<Vec<_>>(), expected);
        assert!(quarters(&[], &[], day("2026-02-01")).is_empty());
    }
}
