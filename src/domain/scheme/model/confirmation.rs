//! What who is admitted confirms every year.
//! May import: policy_code, scheme.

use chrono::{Datelike as _, NaiveDate};

use super::head::Standing;
use crate::policy_code::FactCode;
use crate::scheme::Span;

/// What who is admitted confirms every year, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyConfirmation {
    /// The month in which it begins, from 1.
    pub month: u32,
    /// The day of that month; there is one every year.
    pub day: u32,
    /// How long an aanbieder has.
    pub within: Span,
    /// Article of the contract that asks it.
    pub article: String,
    /// The questions, in the order in which they are asked.
    pub facts: Vec<FactCode>,
    /// How certain this is.
    pub standing: Standing,
}

impl YearlyConfirmation {
    /// The last day on or before this one on which a year's confirmation began.
    #[must_use]
    pub fn began(&self, today: NaiveDate) -> Option<NaiveDate> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        in_year(today.year()).filter(|day| *day <= today).or_else(|| in_year(today.year().checked_sub(1)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scheme::Status;

    fn from(month: u32, day: u32) -> YearlyConfirmation {
        YearlyConfirmation {
            month,
            day,
            within: Span::parse("6 weken").unwrap(),
            article: "art. 9".into(),
            facts: Vec::new(),
            standing: Standing { status: Status::Proposed, source: None },
        }
    }

    #[test]
    fn a_year_begins_on_its_day_and_lasts_until_the_next() {
        let began = |today: &str| from(11, 1).began(today.parse().unwrap()).unwrap().to_string();
        assert_eq!(began("2026-10-31"), "2025-11-01");
        assert_eq!(began("2026-11-01"), "2026-11-01");
        assert_eq!(began("2027-10-31"), "2026-11-01");
    }

    proptest! {
        #[test]
        fn every_day_belongs_to_one_year_that_began_within_366_days(
            month in 1u32..=12, day in 1u32..=28, number in 0i64..20_000,
        ) {
            let today = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(number);
            let began = from(month, day).began(today).unwrap();
            prop_assert!(began <= today && (today - began).num_days() < 366);
            prop_assert_eq!((began.month(), began.day()), (month, day));
            let tomorrow = from(month, day).began(today + chrono::TimeDelta::days(1)).unwrap();
            prop_assert!(tomorrow == began || tomorrow == today + chrono::TimeDelta::days(1));
        }
    }
}
