//! The code by which an organisation whose contracts a region took over gets in: how long it works, and what becomes of it.
//! May import: code.

use chrono::{Days, NaiveDate};

use crate::code::Code;

/// How long a code works: post takes days, and somebody may be on holiday.
const WORKS_FOR: Days = Days::new(56);

/// Whether a code works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeState {
    /// It works until its last day.
    Open,
    /// Somebody used it, or another of the organisation: none works any more.
    Used,
    /// Another was made in its place.
    Replaced,
}

impl Code for CodeState {
    const ALL: &'static [Self] = &[Self::Open, Self::Used, Self::Replaced];

    fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Replaced => "replaced",
        }
    }
}

/// The last day of a code that is made today.
#[must_use]
pub fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(WORKS_FOR).unwrap_or(today)
}
