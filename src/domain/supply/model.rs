//! Ten years of a region, thrown: windows are planned and postponed, a lot closes and opens, and people apply all the while. Whatever is
//! tried and in whatever order, nobody who was in is put out afterwards, and nothing that was published becomes worse.

use std::sync::LazyLock;

use chrono::{DateTime, Days, TimeDelta, Utc};
use proptest::prelude::*;

use super::tests::{is_enough, lot, scheme};
use super::{LotChange, LotNow, LotPlan, NOTICE_DAYS};
use crate::scheme::Scheme;
use crate::terms::{local_day, start_of_day};
use crate::testing::{at, because, id};
use crate::windows::{
    DatesPlan, Entry, LotState, LotStates, Minimums, NoEntry, Occasion, Phases, PublishedState, Sealing,
    Window, WindowKind, WindowPlan,
};

static SCHEME: LazyLock<Scheme> = LazyLock::new(scheme);

/// What somebody tries.
#[derive(Debug, Clone)]
enum Try {
    /// A window of so many days that opens so many days from now.
    Window { opens: i64, lasts: i64 },
    /// Later dates for one of the windows, by hours; after a failure or not.
    Postpone { which: usize, hours: i64, failed: bool },
    /// Close the lot so many days from now, for so many days.
    Close { after: i64, lasts: i64 },
    /// Open it.
    Open { scarce: bool },
    /// Apply in whatever window is there.
    Apply,
}

fn tries() -> impl Strategy<Value = Vec<(i64, Try)>> {
    let one = prop_oneof![
        (0_i64..400, 1_i64..90).prop_map(|(opens, lasts)| Try::Window { opens, lasts }),
        (0_usize..12, -200_i64..2_000, any::<bool>()).prop_map(|(which, hours, failed)| Try::Postpone {
            which,
            hours,
            failed
        }),
        (-5_i64..200, -5_i64..420).prop_map(|(after, lasts)| Try::Close { after, lasts }),
        any::<bool>().prop_map(|scarce| Try::Open { scarce }),
        Just(Try::Apply),
        Just(Try::Apply),
    ];
    // Hours between one try and the next: some eighty tries fill ten years.
    proptest::collection::vec((1_i64..2_200, one), 20..80)
}

/// Somebody who applied, and how the lot could be applied for then.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Applied {
    window: usize,
    at: DateTime<Utc>,
    entry: Result<Entry, NoEntry>,
}

struct Region {
    now: DateTime<Utc>,
    windows: Vec<Window>,
    first_closes: Vec<DateTime<Utc>>,
    states: LotStates,
    applied: Vec<Applied>,
}

impl Region {
    fn new() -> Self {
        let now = at("2026-01-01T08:00:00Z");
        let open = PublishedState { state: LotState::Open, decided: now, from: now, review_on: None };
        let states = LotStates::default().change(open).unwrap();
        let (windows, first_closes, applied) = (Vec::new(), Vec::new(), Vec::new());
        Self { now, windows, first_closes, states, applied }
    }

    fn phases(&self) -> Vec<Phases> {
        self.windows.iter().map(|window| *window.phases()).collect()
    }

    fn attempt(&mut self, what: &Try) {
        match *what {
            Try::Window { opens, lasts } => self.plan(opens, lasts),
            Try::Postpone { which, hours, failed } => self.postpone(which, hours, failed),
            Try::Close { after, lasts } => self.close(after, lasts),
            Try::Open { scarce } => {
                let change = if scarce { LotChange::OpenForScarcity } else { LotChange::Open };
                if let Some(new) = self.decide(change) {
                    self.states = self.states.clone().change(new).unwrap();
                    assert!(self.states.entry(self.now) == Ok(Entry::Free), "who opens a lot has it open");
                }
            }
            Try::Apply => {
                for (number, window) in self.windows.iter().enumerate() {
                    if window.accepts(self.now).is_ok() {
                        let entry = self.states.entry(self.now);
                        self.applied.push(Applied { window: number, at: self.now, entry });
                    }
                }
            }
        }
    }

    fn plan(&mut self, opens: i64, lasts: i64) {
        let opens = self.now + TimeDelta::days(opens);
        let closes = opens + TimeDelta::days(lasts);
        let day = |days: u64| local_day(closes).checked_add_days(Days::new(days)).unwrap();
        let plan = WindowPlan {
            procedure: id(1),
            scheme: id(2),
            kind: WindowKind::Annual,
            title: "Instroom".to_owned(),
            sealing: Sealing::Unsealed,
            phases: Phases {
                publication: self.now,
                questions_until: self.now,
                answers_by: self.now,
                opens,
                closes,
                decisions_due: day(60),
                starts_on: day(90),
            },
            motivation: because(),
        };
        let least = Minimums { publication_days: 14, after_answers_days: 10, submission_days: 14 };
        let others: Vec<_> = self.windows.iter().map(|window| window.phases().closes).collect();
        if let Ok(window) = plan.window(&least, &others, self.now) {
            assert!(opens - self.now >= TimeDelta::days(13) && lasts >= 14, "everybody has time");
            self.first_closes.push(closes);
            self.windows.push(window);
        }
    }

    fn postpone(&mut self, which: usize, hours: i64, failed: bool) {
        let Some(window) = self.windows.get(which).cloned() else { return };
        let was = *window.phases();
        let later = |day: chrono::NaiveDate| day.checked_add_days(Days::new(90)).unwrap();
        let plan = DatesPlan {
            window: id(3),
            was,
            phases: Phases {
                closes: was.closes + TimeDelta::hours(hours),
                decisions_due: later(was.decisions_due),
                starts_on: later(was.starts_on),
                ..was
            },
            occasion: if failed { Occasion::Failure } else { Occasion::Planning },
            motivation: because(),
        };
        if let Ok(window) = plan.postpone(window, self.now) {
            self.windows[which] = window;
        }
    }

    fn close(&mut self, after: i64, lasts: i64) {
        let from = local_day(self.now) + TimeDelta::days(after);
        let Some(new) = self.decide(LotChange::Close { from, review_on: from + TimeDelta::days(lasts) })
        else {
            return;
        };
        let kept_closed = self.states.at(new.from).is_some_and(LotState::is_closed);
        let running = |phases: &Phases| phases.opens <= new.from && new.from < phases.closes;
        assert!(kept_closed || !self.phases().iter().any(running), "never within a submission phase");
        let notice = Days::new(NOTICE_DAYS);
        let earliest = start_of_day(local_day(self.now).checked_add_days(notice).unwrap()).unwrap();
        assert!(new.from >= self.now && (kept_closed || new.from >= earliest), "never at once or backwards");
        assert!(new.review_on.is_some_and(|day| day <= from + TimeDelta::days(366)), "never for ever");
        self.states = self.states.clone().change(new).unwrap();
    }

    fn decide(&self, change: LotChange) -> Option<PublishedState> {
        let plan = LotPlan { procedure: id(1), scheme: id(2), lot: lot(), change, motivation: because() };
        let (windows, judged) = (self.phases(), is_enough());
        let now = LotNow { scheme: &SCHEME, states: &self.states, windows: &windows, judged: &judged };
        plan.publish(&now, self.now).ok()
    }

    /// What must hold after whatever was tried.
    fn holds(&self) {
        for one in &self.applied {
            assert_eq!(self.windows[one.window].accepts(one.at), Ok(()), "who was in time stays in time");
            assert_eq!(self.states.entry(one.at), one.entry, "and is handled under the state of then");
        }
        for (window, first) in self.windows.iter().zip(&self.first_closes) {
            assert!(window.phases().closes >= *first, "a published phase is never made shorter");
        }
        let year = self.now + TimeDelta::days(28 + 366 + 1);
        let last = self.states.at(year + TimeDelta::days(200));
        assert_eq!(
            last.map(|state| state.may_apply()),
            Some(Ok(Entry::Free)),
            "no closure outlives its review"
        );
    }
}

proptest! {
    // Each case is ten years: a hundredth of what other properties get.
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(1_500) / 100))]

    #[test]
    fn ten_years_of_whatever_is_tried_put_nobody_out_who_was_in(tries in tries()) {
        let mut region = Region::new();
        for (hours, what) in &tries {
            region.now += TimeDelta::hours(*hours);
            region.attempt(what);
            region.holds();
        }
        // Whoever is looked at first, everybody gets the same answer.
        let again = |one: &Applied| Applied { entry: region.states.entry(one.at), ..one.clone() };
        let mut backwards: Vec<Applied> = region.applied.iter().rev().map(again).collect();
        backwards.reverse();
        prop_assert_eq!(backwards, region.applied);
    }
}

#[test]
fn the_model_reaches_what_it_is_about() {
    let mut region = Region::new();
    let steps = [
        (24, Try::Window { opens: 20, lasts: 30 }),
        (24, Try::Close { after: 60, lasts: 300 }),
        (24 * 25, Try::Apply),
        (24 * 10, Try::Postpone { which: 0, hours: 100, failed: true }),
        (24 * 40, Try::Window { opens: 20, lasts: 30 }),
        (24 * 22, Try::Apply),
        (24, Try::Open { scarce: true }),
        (1, Try::Apply),
    ];
    for (hours, what) in steps {
        region.now += TimeDelta::hours(hours);
        region.attempt(&what);
        region.holds();
    }
    let entries: Vec<_> = region.applied.iter().map(|one| one.entry).collect();
    assert_eq!(entries, [Ok(Entry::Free), Ok(Entry::WithAddedValue), Ok(Entry::Free)]);
}
