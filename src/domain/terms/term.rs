//! A length of time as law and documents give it: days, weeks, months or working days.
//! May import: std, chrono, serde, code.

use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::code::Code;

/// In what a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months; a month without that day ends on its last one.
    Months,
    /// Days that are not Saturday, Sunday, feestdag or made equal to one.
    WorkingDays,
}

impl Code for Unit {
    const ALL: &'static [Self] = &[Self::Days, Self::Weeks, Self::Months, Self::WorkingDays];

    fn code(self) -> &'static str {
        match self {
            Self::Days => "d",
            Self::Weeks => "w",
            Self::Months => "m",
            Self::WorkingDays => "wd",
        }
    }
}

/// A term of 1 to [`Term::MAX`] days, weeks, months or working days, written as `20d`, `8w`, `6m` or `10wd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    count: u16,
    unit: Unit,
}

/// The text is no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a term: write a number from 1 to 4000 and d, w, m or wd, for example 8w")]
pub struct NotATerm;

impl Term {
    /// The largest count: more than ten years in days.
    pub const MAX: u16 = 4000;
    /// Four weeks: within which it is made known that an application is not handled (Awb art. 4:5 lid 4).
    pub const FOUR_WEEKS: Self = Self { count: 4, unit: Unit::Weeks };
    /// Six weeks: for a bezwaar, for deciding on it, and once more for deciding later (Awb arts. 6:7, 7:10).
    pub const SIX_WEEKS: Self = Self { count: 6, unit: Unit::Weeks };
    /// Twelve weeks: for deciding on a bezwaar about which an adviescommissie advises (Awb art. 7:10 lid 1).
    pub const TWELVE_WEEKS: Self = Self { count: 12, unit: Unit::Weeks };

    /// A term of `count` units.
    ///
    /// # Errors
    /// [`NotATerm`] when the count is zero or above [`Term::MAX`].
    pub fn new(count: u16, unit: Unit) -> Result<Self, NotATerm> {
        if (1..=Self::MAX).contains(&count) { Ok(Self { count, unit }) } else { Err(NotATerm) }
    }

    /// Read `20d`, `8w`, `6m` or `10wd`.
    ///
    /// # Errors
    /// [`NotATerm`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotATerm> {
        let place = text.find(|one: char| !one.is_ascii_digit()).ok_or(NotATerm)?;
        let (count, unit) = text.split_at_checked(place).ok_or(NotATerm)?;
        let unit = Unit::from_code(unit).ok_or(NotATerm)?;
        Self::new(count.parse().map_err(|_| NotATerm)?, unit)
    }

    /// How many units.
    #[must_use]
    pub fn count(self) -> u16 {
        self.count
    }

    /// In what it is counted.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The day this long after `day` by the plain calendar; for working days, ask the calendar instead.
    /// `None` at the end of time and for working days.
    pub(super) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Days => day.checked_add_days(Days::new(self.count.into())),
            Unit::Weeks => day.checked_add_days(Days::new(u64::from(self.count) * 7)),
            Unit::Months => day.checked_add_months(Months::new(self.count.into())),
            Unit::WorkingDays => None,
        }
    }

    /// Atw art. 4: a term of more than 90 days, 12 weeks or 3 months is long enough without help.
    pub(super) fn is_beyond_atw(self) -> bool {
        match self.unit {
            Unit::Days => self.count > 90,
            Unit::Weeks => self.count > 12,
            Unit::Months => self.count > 3,
            Unit::WorkingDays => false,
        }
    }

    /// Atw art. 2 is about terms of at least three days.
    pub(super) fn has_three_days(self) -> bool {
        match self.unit {
            Unit::Days => self.count >= 3,
            Unit::Weeks | Unit::Months => true,
            Unit::WorkingDays => false,
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.code())
    }
}
impl TryFrom<String> for Term {
    type Error = NotATerm;
    fn try_from(text: String) -> Result<Self, NotATerm> {
        Self::parse(&text)
    }
}
impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}
