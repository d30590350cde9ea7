//! What takes two people: one enters it, another looks it up or reads it too, and from then on it counts (ADR 9).
//! May import: code, scheme, supply, windows.

use crate::code::Code;
use crate::scheme::{DayRuling, RegionSummer, WntYear};
use crate::supply::LotPlan;
use crate::windows::{DatesPlan, WindowPlan};

/// Something that two people lay down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaidDown {
    /// The maxima of the WNT of a year.
    WntYear(WntYear),
    /// What is said of a day: made equal to a feestdag, or not.
    Day(DayRuling),
    /// The summer holidays of a vakantieregio in a year.
    Summer(RegionSummer),
    /// A new window.
    Window(Box<WindowPlan>),
    /// Later dates of a window.
    Dates(Box<DatesPlan>),
    /// A lot closed or opened.
    Lot(Box<LotPlan>),
}

/// What kind of thing that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaidDownKind {
    /// [`LaidDown::WntYear`].
    WntYear,
    /// [`LaidDown::Day`].
    Day,
    /// [`LaidDown::Summer`].
    Summer,
    /// [`LaidDown::Window`].
    Window,
    /// [`LaidDown::Dates`].
    Dates,
    /// [`LaidDown::Lot`].
    Lot,
}

impl Code for LaidDownKind {
    const ALL: &'static [Self] =
        &[Self::WntYear, Self::Day, Self::Summer, Self::Window, Self::Dates, Self::Lot];

    fn code(self) -> &'static str {
        match self {
            Self::WntYear => "wnt_year",
            Self::Day => "day",
            Self::Summer => "summer",
            Self::Window => "window",
            Self::Dates => "dates",
            Self::Lot => "lot",
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
            Self::Summer(_) => LaidDownKind::Summer,
            Self::Window(_) => LaidDownKind::Window,
            Self::Dates(_) => LaidDownKind::Dates,
            Self::Lot(_) => LaidDownKind::Lot,
        }
    }

    /// The year, the day, the summer, the procedure, the window or the lot that it is about: `2027`, `2027-05-07`, `2027-noord`. Of one kind,
    /// one thing at a time waits about the same.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::WntYear(year) => year.year().to_string(),
            Self::Day(said) => said.day().to_string(),
            Self::Summer(one) => format!("{}-{}", one.year(), one.region().code()),
            Self::Window(plan) => plan.procedure.to_string(),
            Self::Dates(plan) => plan.window.to_string(),
            Self::Lot(plan) => format!("{}/{}/{}", plan.procedure, plan.lot.group, plan.lot.gemeente),
        }
    }

    /// Why it is right: where it was published, or the motivation.
    #[must_use]
    pub fn ground(&self) -> &str {
        match self {
            Self::WntYear(year) => year.source(),
            Self::Day(said) => said.source(),
            Self::Summer(one) => one.source(),
            Self::Window(plan) => plan.motivation.as_str(),
            Self::Dates(plan) => plan.motivation.as_str(),
            Self::Lot(plan) => plan.motivation.as_str(),
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
