//! What two people of a region lay down beside what comes with the portal: one enters it, another looks it up too (ADR 9).
//! May import: code, scheme::{equal_days, wnt_year}.

use super::equal_days::DayRuling;
use super::wnt_year::WntYear;
use crate::code::Code;

/// Something national that a region lays down itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaidDown {
    /// The maxima of the WNT of a year.
    WntYear(WntYear),
    /// What is said of a day: made equal to a feestdag, or not.
    Day(DayRuling),
}

/// What kind of thing that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaidDownKind {
    /// [`LaidDown::WntYear`].
    WntYear,
    /// [`LaidDown::Day`].
    Day,
}

impl Code for LaidDownKind {
    const ALL: &'static [Self] = &[Self::WntYear, Self::Day];

    fn code(self) -> &'static str {
        match self {
            Self::WntYear => "wnt_year",
            Self::Day => "day",
        }
    }
}

impl LaidDown {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> LaidDownKind {
        match self {
            Self::WntYear(_) => LaidDownKind::WntYear,
            Self::Day(_) => LaidDownKind::Day,
        }
    }

    /// The year or the day that it is about: `2027`, `2027-05-07`. Of one kind, one thing at a time waits about the same.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::WntYear(year) => year.year().to_string(),
            Self::Day(said) => said.day().to_string(),
        }
    }

    /// Where it was published.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::WntYear(year) => year.source(),
            Self::Day(said) => said.source(),
        }
    }
}

/// Whether what somebody entered counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirmation {
    /// A colleague must look it up too.
    Waiting,
    /// Two people found the same.
    Confirmed,
    /// It was a mistake.
    Withdrawn,
}

impl Code for Confirmation {
    const ALL: &'static [Self] = &[Self::Waiting, Self::Confirmed, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }
}
