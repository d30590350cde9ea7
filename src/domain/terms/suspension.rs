//! Days on which a term stands still, because the other side has to do something first (Awb art. 4:15).
//! May import: std, chrono.

use chrono::NaiveDate;

/// A run of days on which the term stood still, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspension {
    first: NaiveDate,
    last: NaiveDate,
}

impl Suspension {
    /// From the first day that does not count up to and including the last. `None` when the last is before the first.
    #[must_use]
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The part of it that comes after a day.
    pub(super) fn after(self, day: NaiveDate) -> Option<Self> {
        Self::new(self.first.max(day.succ_opt()?), self.last)
    }

    /// The first day that does not count.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day that does not count.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days it took.
    #[must_use]
    pub fn days(self) -> u64 {
        u64::try_from(self.last.signed_duration_since(self.first).num_days()).unwrap_or(0).saturating_add(1)
    }
}

/// The same days, in order, without a day that is in twice: two repairs at the same time stop the clock once.
pub(super) fn merged(mut all: Vec<Suspension>) -> Vec<Suspension> {
    all.sort_unstable();
    let mut runs: Vec<Suspension> = Vec::new();
    for one in all {
        match runs.last_mut() {
            Some(before) if one.first <= before.last => before.last = before.last.max(one.last),
            _ => runs.push(one),
        }
    }
    runs
}
