//! The yearly plan of toezicht: whom it means to investigate, in which quarter, and how far that is. A plan decides nothing; who is in it for another
//! reason is investigated too. May import: code, supervision::investigation.

use chrono::{Datelike as _, Months, NaiveDate};

use super::investigation::State;
use crate::code::Code;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i32,
    number: u32,
}

/// The year is not one in which can be planned, or the number is not from 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a quarter")]
pub struct NotAQuarter;

impl Quarter {
    /// A quarter, counted from 1.
    ///
    /// # Errors
    /// [`NotAQuarter`].
    pub fn new(year: i32, number: u32) -> Result<Self, NotAQuarter> {
        let begins = (2000..=2999).contains(&year) && (1..=4).contains(&number);
        if begins { Ok(Self { year, number }) } else { Err(NotAQuarter) }
    }

    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// From 1 to 4.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// The first day that is no longer in it.
    #[must_use]
    pub fn end(self) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(self.year, (self.number - 1) * 3 + 1, 1)?;
        first.checked_add_months(Months::new(3))
    }
}

/// Why an aanbieder is in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Drawn in a sample.
    Sample,
    /// High in the order of risk.
    Order,
    /// To look again at what was found before.
    Again,
    /// Chosen by toezicht.
    Chosen,
}

impl Code for Origin {
    const ALL: &'static [Self] = &[Self::Sample, Self::Order, Self::Again, Self::Chosen];

    fn code(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Order => "order",
            Self::Again => "again",
            Self::Chosen => "chosen",
        }
    }
}

/// How far a line of the plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nothing was planned yet, and its quarter is not over.
    ToDo,
    /// Its quarter is over, and nothing was planned.
    Late,
    /// An investigation runs.
    Runs,
    /// There is a final report.
    Done,
    /// It was taken out.
    Dropped,
}

impl Code for Progress {
    const ALL: &'static [Self] = &[Self::ToDo, Self::Late, Self::Runs, Self::Done, Self::Dropped];

    fn code(self) -> &'static str {
        match self {
            Self::ToDo => "to_do",
            Self::Late => "late",
            Self::Runs => "runs",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// How far a line is on a day, with the investigations of the aanbieder by this toezicht with a visit in that year. What was cancelled counts for nothing.
#[must_use]
pub fn progress(quarter: Quarter, is_dropped: bool, investigations: &[State], today: NaiveDate) -> Progress {
    let is_final = |state: &State| matches!(state, State::Final | State::Published | State::Closed);
    let over = quarter.end().is_some_and(|end| today >= end);
    match () {
        () if is_dropped => Progress::Dropped,
        () if investigations.iter().any(is_final) => Progress::Done,
        () if investigations.iter().any(|state| *state != State::Cancelled) => Progress::Runs,
        () if over => Progress::Late,
        () => Progress::ToDo,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_quarter_ends_with_its_last_month() {
        let fourth = Quarter::of(day("2026-12-31"));
        assert_eq!((fourth.year(), fourth.number(), fourth.end()), (2026, 4, Some(day("2027-01-01"))));
        assert_eq!(Quarter::of(day("2027-01-01")), Quarter::new(2027, 1).unwrap());
        for (year, number) in [(2027, 0), (2027, 5), (1999, 1), (3000, 1)] {
            assert_eq!(Quarter::new(year, number), Err(NotAQuarter), "{year} {number}");
        }
    }

    #[test]
    fn a_line_is_done_by_a_final_report_and_late_when_its_quarter_is_over() {
        let first = Quarter::new(2027, 1).unwrap();
        let on = |states: &[State], today| progress(first, false, states, day(today));
        assert_eq!(on(&[], "2027-03-31"), Progress::ToDo);
        assert_eq!(on(&[], "2027-04-01"), Progress::Late);
        assert_eq!(
            on(&[State::Cancelled], "2027-04-01"),
            Progress::Late,
            "what was cancelled counts for nothing"
        );
        assert_eq!(on(&[State::Cancelled, State::Planned], "2027-05-01"), Progress::Runs);
        assert_eq!(on(&[State::Draft, State::Closed], "2027-05-01"), Progress::Done);
        assert_eq!(progress(first, true, &[State::Final], day("2027-05-01")), Progress::Dropped);
    }
}
