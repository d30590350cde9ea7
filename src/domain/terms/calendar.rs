//! Which days count as working days: everything but Saturdays, Sundays, feestdagen and the days made equal to them.
//! May import: std, chrono, terms::feestdag.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::feestdag::Feestdag;

/// The days made equal to a feestdag by koninklijk besluit (Atw art. 3 lid 3). The feestdagen themselves are computed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    equal_days: BTreeMap<NaiveDate, EqualDay>,
}

/// A day made equal to a feestdag.
#[derive(Debug, Clone, PartialEq, Eq)]
struct EqualDay {
    name: String,
    confirmed: bool,
}

/// Why a day is not a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestDay {
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
    /// A feestdag of Atw art. 3 lid 1 or 2.
    Feestdag(Feestdag),
    /// Made equal to one by koninklijk besluit.
    Equal {
        /// The name the table gives it.
        name: String,
        /// Whether two people looked it up.
        confirmed: bool,
    },
}

impl EqualDay {
    fn rest(&self) -> RestDay {
        RestDay::Equal { name: self.name.clone(), confirmed: self.confirmed }
    }
}

impl Calendar {
    /// A calendar with these days made equal to a feestdag, each with its name.
    #[must_use]
    pub fn new(equal_days: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        Self::default().with(equal_days, true)
    }

    /// The same calendar with days that may be made equal to a feestdag: nobody confirmed them.
    #[must_use]
    pub fn with_unconfirmed(self, equal_days: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        self.with(equal_days, false)
    }

    fn with(mut self, days: impl IntoIterator<Item = (NaiveDate, String)>, confirmed: bool) -> Self {
        self.equal_days.extend(days.into_iter().map(|(day, name)| (day, EqualDay { name, confirmed })));
        self
    }

    /// The calendar for who may not be late by a doubtful day: one that nobody confirmed is a day like any other.
    #[must_use]
    pub fn without_unconfirmed(mut self) -> Self {
        self.equal_days.retain(|_, day| day.confirmed);
        self
    }

    /// Why this day is not a working day; `None` when it is one.
    #[must_use]
    pub fn rest_day(&self, day: NaiveDate) -> Option<RestDay> {
        match day.weekday() {
            Weekday::Sat => Some(RestDay::Saturday),
            Weekday::Sun => Some(RestDay::Sunday),
            _ => Feestdag::on(day)
                .map(RestDay::Feestdag)
                .or_else(|| self.equal_days.get(&day).map(EqualDay::rest)),
        }
    }

    /// Whether offices work on this day.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.rest_day(day).is_none()
    }

    /// This day if it is a working day, else the next one that is. `None` at the end of time.
    #[must_use]
    pub fn working_day_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        day.iter_days().find(|day| self.is_working_day(*day))
    }

    /// The `count`-th working day after this day. `None` at the end of time.
    #[must_use]
    pub fn working_days_after(&self, day: NaiveDate, count: u16) -> Option<NaiveDate> {
        let mut last = day;
        for _ in 0..count {
            last = self.working_day_from(last.succ_opt()?)?;
        }
        Some(last)
    }

    /// How many working days there are after `from`, up to and including `until`.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, until: NaiveDate) -> usize {
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= until)
            .filter(|day| self.is_working_day(*day))
            .count()
    }
}
