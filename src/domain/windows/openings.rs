//! When one can apply for a lot: what its state is in each submission phase, and by when it must open again (B058).
//! May import: terms, windows.

use chrono::{DateTime, Months, NaiveDate, Utc};

use super::lots::{Entry, LotState, LotStates};
use super::phases::Phases;
use crate::terms::local_day;

/// Months within which one must be able to apply again (B058: at least once a year).
const MONTHS: Months = Months::new(12);

/// A part of a submission phase in which a lot keeps one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Its first moment.
    pub from: DateTime<Utc>,
    /// The first moment after it.
    pub until: DateTime<Utc>,
    /// What the lot is then; none before its first state counts.
    pub state: Option<LotState>,
}

/// A time in which nobody can apply although the lot is bought and not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The last day on which one could apply, or on which a closure excused it.
    pub since: NaiveDate,
    /// The last day on which it may open again: twelve months later.
    pub by: NaiveDate,
    /// The day on which it opens again; none where no window that is known does.
    pub opens: Option<NaiveDate>,
}

impl LotStates {
    /// The parts of these submission phases, in order of time, with what the lot is in each.
    #[must_use]
    pub fn openings(&self, phases: &[Phases]) -> Vec<Opening> {
        let mut all: Vec<Opening> =
            phases.iter().flat_map(|one| self.stretches(one.opens, one.closes)).collect();
        all.sort();
        all
    }

    /// Where one cannot apply for longer than twelve months, or could not if no window came after these, up to the last day
    /// of the contracts. What is closed, bought locally or not bought needs no window.
    #[must_use]
    pub fn gaps(&self, phases: &[Phases], last_day: NaiveDate) -> Vec<Gap> {
        let Some(first) = self.first() else { return Vec::new() };
        let end = phases.iter().map(|one| one.closes).max().map_or(first, |end| end.max(first));
        let excused = self.stretches(first, end).into_iter().filter(|one| !one.is_open());
        let open = self.openings(phases).into_iter().filter(Opening::is_open);
        let mut fine: Vec<Opening> = excused.chain(open).collect();
        fine.sort();
        let (mut gaps, mut since) = (Vec::new(), local_day(first));
        for one in fine {
            gaps.extend(gap(since, Some(local_day(one.from))));
            since = since.max(local_day(one.until));
        }
        // After the last window a closure excuses until it lapses; what is never bought again needs nothing.
        let next = self.open_from(end).and_then(|open| gap(since.max(local_day(open)), None));
        gaps.extend(next.filter(|one| one.by <= last_day));
        gaps
    }

    /// From one moment to another, cut where the state changes.
    fn stretches(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Opening> {
        let (mut all, mut at) = (Vec::new(), from);
        while at < until {
            let next = self.next(at).map_or(until, |(_, moment)| moment.min(until));
            all.push(Opening { from: at, until: next, state: self.at(at) });
            at = next;
        }
        all
    }

    /// The first moment from this one on at which one may apply as soon as a window is open, as it is known now.
    fn open_from(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut at = at;
        while !is_open(self.at(at)) {
            at = self.next(at)?.1;
        }
        Some(at)
    }
}

impl Opening {
    /// Can everyone apply then?
    #[must_use]
    pub fn is_open(&self) -> bool {
        is_open(self.state)
    }
}

fn is_open(state: Option<LotState>) -> bool {
    state.is_some_and(|state| state.may_apply() == Ok(Entry::Free))
}

/// The last day on which one must be able to apply again when one last could on this day.
pub(super) fn again_by(since: NaiveDate) -> Option<NaiveDate> {
    since.checked_add_months(MONTHS)
}

fn gap(since: NaiveDate, opens: Option<NaiveDate>) -> Option<Gap> {
    let by = again_by(since)?;
    opens.is_none_or(|day| day > by).then_some(Gap { since, by, opens })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{at, day, phases};
    use crate::windows::PublishedState;

    fn state(state: LotState, from: &str, review: Option<&str>) -> PublishedState {
        PublishedState { state, decided: at(from), from: at(from), review_on: review.map(day) }
    }

    fn states(all: impl IntoIterator<Item = PublishedState>) -> LotStates {
        LotStates::stored(all.into_iter().collect()).unwrap()
    }

    fn submission(opens: &str, closes: &str) -> Phases {
        Phases { opens: at(opens), closes: at(closes), ..phases() }
    }

    const FIRST: (&str, &str) = ("2026-03-02T08:00:00Z", "2026-04-30T15:00:00Z");
    const SECOND: (&str, &str) = ("2027-03-01T08:00:00Z", "2027-04-30T15:00:00Z");

    fn two_years() -> [Phases; 2] {
        [FIRST, SECOND].map(|(opens, closes)| submission(opens, closes))
    }

    #[test]
    fn a_lot_that_stays_open_has_an_opening_a_window_and_must_open_again_within_a_year() {
        let open = states([state(LotState::Open, "2026-01-01T08:00:00Z", None)]);
        let openings = open.openings(&two_years());
        assert_eq!(
            openings.iter().map(|one| (one.from, one.until)).collect::<Vec<_>>(),
            [(at(FIRST.0), at(FIRST.1)), (at(SECOND.0), at(SECOND.1))]
        );
        let next = Gap { since: day("2027-04-30"), by: day("2028-04-30"), opens: None };
        assert_eq!(open.gaps(&two_years(), day("2030-12-31")), [next]);
        assert_eq!(open.gaps(&two_years(), day("2028-04-29")), [], "the contracts are over by then");
        let never = Gap { since: day("2026-01-01"), by: day("2027-01-01"), opens: None };
        assert_eq!(open.gaps(&[], day("2030-12-31")), [never]);
    }

    #[test]
    fn a_window_that_comes_after_more_than_twelve_months_leaves_a_gap() {
        let open = states([state(LotState::Open, "2026-01-01T08:00:00Z", None)]);
        let late = [two_years()[0], submission("2027-05-03T07:00:00Z", "2027-06-30T15:00:00Z")];
        let gap = Gap { since: day("2026-04-30"), by: day("2027-04-30"), opens: Some(day("2027-05-03")) };
        assert_eq!(open.gaps(&late, day("2027-12-31")), [gap]);
    }

    #[test]
    fn a_closure_excuses_until_its_day_of_review() {
        let closed = states([
            state(LotState::Open, "2026-01-01T08:00:00Z", None),
            state(LotState::ClosedUnlessAddedValue, "2026-06-01T22:00:00Z", Some("2027-09-01")),
        ]);
        let found: Vec<_> =
            closed.openings(&two_years()).iter().map(|one| (one.state, one.is_open())).collect();
        assert_eq!(found, [(Some(LotState::Open), true), (Some(LotState::ClosedUnlessAddedValue), false)]);
        let next = Gap { since: day("2027-09-01"), by: day("2028-09-01"), opens: None };
        assert_eq!(closed.gaps(&two_years(), day("2030-12-31")), [next]);
    }

    #[test]
    fn what_nobody_buys_needs_no_window() {
        for never in [LotState::Local, LotState::NotBought, LotState::Later, LotState::ToBeDetermined] {
            let lot = states([state(never, "2026-01-01T08:00:00Z", None)]);
            assert_eq!(lot.gaps(&two_years(), day("2030-12-31")), [], "{never:?}");
        }
        assert_eq!(LotStates::default().gaps(&two_years(), day("2030-12-31")), []);
    }

    #[test]
    fn a_lot_that_is_reopened_while_one_may_submit_is_cut_in_two() {
        let lot = states([
            state(LotState::Closed, "2026-01-01T08:00:00Z", Some("2027-06-01")),
            state(LotState::OpenScarcity, "2026-03-15T08:00:00Z", None),
        ]);
        let found: Vec<_> = lot.openings(&two_years()[..1]).iter().map(|one| (one.from, one.state)).collect();
        assert_eq!(
            found,
            [
                (at(FIRST.0), Some(LotState::Closed)),
                (at("2026-03-15T08:00:00Z"), Some(LotState::OpenScarcity))
            ]
        );
    }

    proptest! {
        /// What `WindowPlan` lets through leaves no lot without a moment a year, whatever its states are.
        #[test]
        fn windows_within_twelve_months_of_each_other_leave_no_gap_before_the_last(
            waits in prop::collection::vec(1_u64..300, 1..6),
            closures in prop::collection::vec((1_u64..1_500, 30_u64..400), 0..4),
        ) {
            let start = day("2026-01-05");
            let noon = |day: NaiveDate| crate::terms::start_of_day(day).unwrap();
            let mut windows = Vec::new();
            let mut opens = start;
            for wait in waits {
                opens = opens + chrono::Days::new(wait);
                let closes = opens + chrono::Days::new(60);
                windows.push(Phases { opens: noon(opens), closes: noon(closes), ..phases() });
                opens = closes;
            }
            let mut all = vec![state(LotState::Open, "2026-01-04T23:00:00Z", None)];
            let mut closures = closures;
            closures.sort_unstable();
            for (after, length) in closures {
                let from = start + chrono::Days::new(after);
                all.push(PublishedState {
                    state: LotState::Closed,
                    decided: noon(from),
                    from: noon(from),
                    review_on: Some(from + chrono::Days::new(length)),
                });
            }
            let lot = states(all);
            for gap in lot.gaps(&windows, day("2040-12-31")) {
                prop_assert_eq!(gap.opens, None, "{:?}", gap);
                prop_assert_eq!(Some(gap.by), again_by(gap.since));
            }
        }
    }
}
