//! The supply of an earlier day: months to look back over, and who was admitted when.
//! May import: chrono.

use std::fmt;

use chrono::{Datelike as _, Days, NaiveDate};

/// A month of the calendar: `2026-11`. Later ones sort later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Its first day.
    first: NaiveDate,
}

/// The text is no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month such as 2026-11")]
pub struct NotAMonth;

impl fmt::Display for Month {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.first.format("%Y-%m"))
    }
}

impl Month {
    /// Read `2026-11`.
    ///
    /// # Errors
    /// [`NotAMonth`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotAMonth> {
        let shaped = text.len() == 7 && text.bytes().all(|one| one.is_ascii_digit() || one == b'-');
        let first = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok();
        first.filter(|_| shaped).map(|first| Self { first }).ok_or(NotAMonth)
    }

    /// The month in which a day lies.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let next = self.first.checked_add_days(Days::new(31)).and_then(|day| day.with_day(1));
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first)
    }

    /// The month after it; none at the end of the calendar.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.last_day().succ_opt().map(Self::of)
    }
}

/// The months from one day up to and including another; none where that lies before it.
#[must_use]
pub fn months(from: NaiveDate, until: NaiveDate) -> Vec<Month> {
    let last = Month::of(until);
    std::iter::successors(Some(Month::of(from)), |month| month.next())
        .take_while(|month| *month <= last)
        .collect()
}

/// The time in which an aanbieder is admitted to a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Its first day.
    pub from: NaiveDate,
    /// The first day on which it is over; none where it runs.
    pub until: Option<NaiveDate>,
    /// When it took no new clients: from a day, up to the day on which it did again.
    pub stops: Vec<(NaiveDate, NaiveDate)>,
}

impl Stay {
    /// Whether it runs on a day.
    #[must_use]
    pub fn runs(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on < until)
    }

    /// Whether it runs on a day, and new clients are taken.
    #[must_use]
    pub fn takes_clients(&self, on: NaiveDate) -> bool {
        self.runs(on) && !self.stops.iter().any(|(from, until)| *from <= on && on < *until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_month_is_read_as_it_is_written_and_knows_its_days() {
        for (text, last) in [("2026-02", "2026-02-28"), ("2028-02", "2028-02-29"), ("2026-12", "2026-12-31")]
        {
            let month = Month::parse(text).unwrap();
            assert_eq!((month.to_string(), month.last_day()), (text.to_owned(), day(last)));
            assert_eq!((Month::of(day(last)), Month::of(month.first_day())), (month, month));
        }
        for wrong in ["", "2026", "2026-13", "2026-1", "2026-00", "26-01", "2026-011", "+026-01", "2026/01"] {
            assert_eq!(Month::parse(wrong), Err(NotAMonth), "{wrong}");
        }
    }

    #[test]
    fn ten_years_are_a_hundred_and_twenty_months_in_order() {
        let all = months(day("2026-01-15"), day("2035-12-01"));
        assert_eq!(all.len(), 120);
        assert!(all.is_sorted() && all[119].to_string() == "2035-12");
        assert!(months(day("2026-02-01"), day("2026-01-31")).is_empty());
    }

    #[test]
    fn somebody_counts_from_the_first_day_up_to_the_end_and_takes_no_clients_during_a_stop() {
        let stay = Stay {
            from: day("2026-01-01"),
            until: Some(day("2026-07-01")),
            stops: vec![(day("2026-03-01"), day("2026-04-01"))],
        };
        let seen = |on: &str| (stay.runs(day(on)), stay.takes_clients(day(on)));
        assert_eq!(seen("2025-12-31"), (false, false));
        assert_eq!(seen("2026-01-01"), (true, true));
        assert_eq!(seen("2026-03-01"), (true, false));
        assert_eq!(seen("2026-04-01"), (true, true));
        assert_eq!(seen("2026-06-30"), (true, true));
        assert_eq!(seen("2026-07-01"), (false, false));
    }
}
