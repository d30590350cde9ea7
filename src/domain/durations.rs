//! How long something took, of many together: the steps from receipt to letter, medians and percentiles in whole days.
//! May import: std, chrono, code, terms.

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::terms::local_day;

/// Below this many nothing is told to the public (DESIGN 13).
pub const FEW: usize = 5;

/// A part of the way from receipt to letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// From receipt until somebody took it up.
    Taken,
    /// From there to the first judgement.
    FirstJudged,
    /// The days on which the aanbieder was asked to repair something.
    Repair,
    /// From the first judgement to the proposal, repair included.
    Proposed,
    /// From the proposal until a second person agreed.
    Countersigned,
    /// From there to the signature.
    Decided,
    /// From the signature until the letter left.
    Told,
    /// From receipt to the signature.
    Whole,
}

impl Code for Step {
    const ALL: &'static [Self] = &[
        Self::Taken,
        Self::FirstJudged,
        Self::Repair,
        Self::Proposed,
        Self::Countersigned,
        Self::Decided,
        Self::Told,
        Self::Whole,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::FirstJudged => "first_judged",
            Self::Repair => "repair",
            Self::Proposed => "proposed",
            Self::Countersigned => "countersigned",
            Self::Decided => "decided",
            Self::Told => "told",
            Self::Whole => "whole",
        }
    }
}

/// From when until when something was open.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

/// What happened to one lot of an application, as far as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// When the application was received.
    pub received: DateTime<Utc>,
    /// When somebody took it up.
    pub taken: Option<DateTime<Utc>>,
    /// When somebody first judged something of it.
    pub judged: Option<DateTime<Utc>>,
    /// When repair was asked and when that was settled, of each request that was; in any order.
    pub repairs: Vec<Span>,
    /// When the proposal that counts was made.
    pub proposed: Option<DateTime<Utc>>,
    /// When a second person agreed.
    pub countersigned: Option<DateTime<Utc>>,
    /// When it was signed.
    pub decided: Option<DateTime<Utc>>,
    /// When its letter left.
    pub told: Option<DateTime<Utc>>,
}

impl Course {
    /// How many days of the Dutch calendar a step took; none where it is not done, or was skipped.
    #[must_use]
    pub fn days(&self, step: Step) -> Option<u32> {
        let between = |from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>| days(from?, to?);
        match step {
            Step::Taken => between(Some(self.received), self.taken),
            Step::FirstJudged => between(self.taken, self.judged),
            Step::Repair => self.repaired(),
            Step::Proposed => between(self.judged.or(self.taken), self.proposed),
            Step::Countersigned => between(self.proposed, self.countersigned),
            Step::Decided => between(self.countersigned, self.decided),
            Step::Told => between(self.decided, self.told),
            Step::Whole => between(Some(self.received), self.decided),
        }
    }

    /// The days on which at least one request was open: requests that ran together count once.
    fn repaired(&self) -> Option<u32> {
        let mut times = self.repairs.clone();
        times.sort_unstable();
        let mut spans: Vec<Span> = Vec::new();
        for (from, to) in times {
            match spans.last_mut().filter(|(_, until)| from <= *until) {
                Some((_, until)) => *until = (*until).max(to),
                None => spans.push((from, to)),
            }
        }
        let all = spans.iter().filter_map(|(from, to)| days(*from, *to));
        (!spans.is_empty()).then(|| all.fold(0, u32::saturating_add))
    }
}

/// From one day of the Dutch calendar to another.
fn days(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<u32> {
    u32::try_from(local_day(to).signed_duration_since(local_day(from)).num_days()).ok()
}

/// Durations in whole days, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Durations(Vec<u32>);

impl Durations {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Half took at most this long.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        self.percentile(50)
    }

    /// By nearest rank: the least duration that at least this share of all did not exceed. None of nothing.
    #[must_use]
    pub fn percentile(&self, percent: u8) -> Option<u32> {
        let share = u64::from(percent.min(100));
        let count = u64::try_from(self.0.len()).ok()?;
        let rank = share.saturating_mul(count).div_ceil(100).max(1);
        self.0.get(usize::try_from(rank.saturating_sub(1)).ok()?).copied()
    }
}

impl FromIterator<u32> for Durations {
    fn from_iter<T: IntoIterator<Item = u32>>(days: T) -> Self {
        let mut days: Vec<u32> = days.into_iter().collect();
        days.sort_unstable();
        Self(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(days: &[u32]) -> Durations {
        days.iter().copied().collect()
    }

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        // The textbook row: 15, 20, 35, 40, 50.
        let row = of(&[50, 20, 15, 40, 35]);
        let told = [5, 30, 40, 50, 100].map(|percent| row.percentile(percent));
        assert_eq!(told, [15, 20, 20, 35, 50].map(Some));
        assert_eq!(of(&[1, 2]).median(), Some(1));
        assert_eq!(of(&[7]).percentile(95), Some(7));
        assert_eq!(of(&[]).median(), None);
        assert_eq!(of(&(1..=100).collect::<Vec<_>>()).percentile(95), Some(95));
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_those_of_the_dutch_calendar_and_repairs_that_run_together_count_once() {
        let course = Course {
            received: at("2026-11-01T22:59:00Z"),
            taken: Some(at("2026-11-01T23:01:00Z")),
            judged: Some(at("2026-11-04T10:00:00Z")),
            repairs: vec![
                (at("2026-11-12T10:00:00Z"), at("2026-11-14T10:00:00Z")),
                (at("2026-11-05T10:00:00Z"), at("2026-11-09T10:00:00Z")),
                (at("2026-11-06T10:00:00Z"), at("2026-11-10T10:00:00Z")),
            ],
            proposed: Some(at("2026-11-16T10:00:00Z")),
            countersigned: Some(at("2026-11-16T12:00:00Z")),
            decided: Some(at("2026-11-20T12:00:00Z")),
            told: None,
        };
        let told = Step::ALL.iter().map(|step| course.days(*step)).collect::<Vec<_>>();
        assert_eq!(told, [Some(1), Some(2), Some(7), Some(12), Some(0), Some(4), None, Some(19)]);
        let none = Course { repairs: Vec::new(), ..course };
        assert_eq!(none.days(Step::Repair), None, "nothing was asked: that is not zero days");
    }

    proptest! {
        #[test]
        fn a_percentile_is_one_of_them_that_enough_did_not_exceed_and_one_less_would_not_do(
            days in proptest::collection::vec(0_u32..400, 1..80), percent in 1_u8..=100,
        ) {
            let found = of(&days).percentile(percent).unwrap();
            let at_most = |most: u32| days.iter().filter(|one| **one <= most).count() * 100;
            prop_assert!(days.contains(&found));
            prop_assert!(at_most(found) >= usize::from(percent) * days.len());
            if let Some(less) = days.iter().copied().filter(|one| *one < found).max() {
                prop_assert!(at_most(less) < usize::from(percent) * days.len());
            }
        }

        #[test]
        fn a_higher_percentile_is_no_shorter(days in proptest::collection::vec(0_u32..400, 1..80), low in 0_u8..=100, high in 0_u8..=100) {
            let row = of(&days);
            prop_assert!(low > high || row.percentile(low) <= row.percentile(high));
        }
    }
}
