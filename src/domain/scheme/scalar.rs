//! What a scalar of a regeling means, once its key has given it a type. Nothing is guessed: a value is read whole or not at all.
//! May import: money, notation.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::money::{BasisPoints, Cents};
use crate::notation;

/// A length of time as a regeling states it. What a day is (Atw, working days) is decided in `terms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How many, at least 1.
    pub count: u32,
    /// Of what.
    pub unit: SpanUnit,
}

/// Unit of a [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanUnit {
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Span {
    /// `6 maanden`, `1 jaar`, `10 werkdagen`: as a regeling states it; at least 1, at most 1200.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        span(text)
    }

    /// Whole months, when the unit is months or years.
    #[must_use]
    pub fn months(self) -> Option<Months> {
        match self.unit {
            SpanUnit::Months => Some(Months::new(self.count)),
            SpanUnit::Years => self.count.checked_mul(12).map(Months::new),
            SpanUnit::Days | SpanUnit::WorkingDays | SpanUnit::Weeks => None,
        }
    }

    /// The day this long before another, clamped to the end of the month. Working days need a calendar: `None`.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            SpanUnit::Months | SpanUnit::Years => day.checked_sub_months(self.months()?),
            SpanUnit::Days => day.checked_sub_days(Days::new(u64::from(self.count))),
            SpanUnit::Weeks => day.checked_sub_days(Days::new(u64::from(self.count).checked_mul(7)?)),
            SpanUnit::WorkingDays => None,
        }
    }
}

pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    }
}

/// Digits only: a point would be read in two ways.
pub(crate) fn number(text: &str) -> Option<i64> {
    let fits = text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| notation::whole(text)).flatten()
}

pub(crate) fn money(text: &str) -> Option<Cents> {
    text.starts_with('€').then(|| notation::money(text)).flatten()
}

pub(crate) fn percent(text: &str) -> Option<BasisPoints> {
    text.ends_with('%').then(|| notation::percent(text)).flatten()
}

/// Between the years 1900 and 2199, so that windows around a day always exist.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    notation::iso_day(text).filter(|day| (1900..2200).contains(&day.year()))
}

pub(crate) fn span(text: &str) -> Option<Span> {
    let (count, unit) = text.split_once(' ')?;
    let count = u32::try_from(number(count)?).ok().filter(|count| (1..=1200).contains(count))?;
    let unit = match unit.trim() {
        "dag" | "dagen" => SpanUnit::Days,
        "werkdag" | "werkdagen" => SpanUnit::WorkingDays,
        "week" | "weken" => SpanUnit::Weeks,
        "maand" | "maanden" => SpanUnit::Months,
        "jaar" => SpanUnit::Years,
        _ => return None,
    };
    Some(Span { count, unit })
}

/// Starts with a letter; the rest of what a code may be is in `policy_code`.
pub(crate) fn code(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && plain && text.len() <= 60
}

pub(crate) fn gemeente_code(text: &str) -> bool {
    text.strip_prefix("GM")
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(crate) fn category(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn product_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(crate) fn slug(text: &str) -> bool {
    let parts_fit = text.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    });
    parts_fit && text.len() <= 60
}
