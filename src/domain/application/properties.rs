//! Random days at the office: whatever people try, in whatever order, the promises of domain.md §6.1 hold.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::admission::Admission;
use crate::decision::{
    self, Advice, Decision, Finding, GrantKind, Groups, Hands, Judgement, MandateGrant, MandateTerm, Outcome,
    Panel, People, Proposal, ReviewPlan, Weight,
};
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::letter::RemedyTrack;
use crate::organisation::claim;
use crate::policy_code::{GroupCode, ReasonCode, RequirementCode};
use crate::testing::{at, because, day, id, window};
use crate::windows::{Sealing, Window};

#[derive(Debug, Clone, Copy)]
enum Try {
    Submit,
    Withdraw,
    TakeUp,
    Ask,
    Settle,
    Expire,
    Finish,
    Reopen,
    Decide,
    Advise(Outcome),
    Propose(Outcome),
    Countersign,
    SendBack,
    Sign,
    Return,
    WithdrawLot,
    Wait,
}

/// What somebody tries: which person, on which lot, how many hours later.
type Attempt = (Try, usize, usize, i64);

fn any_attempt() -> impl Strategy<Value = Attempt> {
    let outcome = prop_oneof![3 => Just(Outcome::Admit), 1 => Just(Outcome::Refuse)];
    let proposed = prop_oneof![2 => outcome.clone(), 1 => Just(Outcome::NotHandled)];
    let what = prop_oneof![
        3 => Just(Try::Submit),
        1 => Just(Try::Withdraw),
        6 => Just(Try::TakeUp),
        1 => Just(Try::Ask),
        2 => Just(Try::Settle),
        2 => Just(Try::Expire),
        4 => Just(Try::Finish),
        1 => Just(Try::Reopen),
        4 => Just(Try::Decide),
        5 => outcome.prop_map(Try::Advise),
        8 => proposed.prop_map(Try::Propose),
        8 => Just(Try::Countersign),
        1 => Just(Try::SendBack),
        8 => Just(Try::Sign),
        1 => Just(Try::Return),
        1 => Just(Try::WithdrawLot),
        1 => Just(Try::Wait),
    ];
    (what, 0_usize..5, 0_usize..2, 0_i64..20)
}

/// One application with two lots, and everything that happened to it.
struct Office {
    now: DateTime<Utc>,
    window: Window,
    plan: ReviewPlan,
    application: Application,
    lots: [LotApplication; 2],
    advices: [Vec<Advice>; 2],
    hands: Hands,
    visited: std::collections::BTreeSet<State>,
}

fn findings(outcome: Outcome) -> Vec<Finding> {
    let requirement = RequirementCode::parse("EIS-1").unwrap();
    let reason = ReasonCode::parse("verlopen").unwrap();
    let judgement = match outcome {
        Outcome::Admit => Judgement::Met,
        Outcome::Refuse | Outcome::NotHandled => Judgement::NotMet { motivation: because(), reason },
    };
    vec![Finding { requirement, member: None, weight: Weight::Hard, judgement }]
}

/// A proposal with its grounds; none to leave unhandled what was not asked to be repaired.
fn proposal(outcome: Outcome, application: &Application) -> Option<Proposal> {
    match outcome {
        Outcome::Admit => Proposal::admit(&findings(outcome)).ok(),
        Outcome::Refuse => Proposal::refuse(&findings(outcome)).ok(),
        Outcome::NotHandled => match application {
            Application::InAssessment(assessing) => Proposal::leave_unhandled(&assessing.unused).ok(),
            _ => None,
        },
    }
}

/// Where a lot is, and what was proposed or decided on it.
fn decided(lot: &LotApplication) -> (lot::State, Option<Outcome>) {
    let outcome = match lot {
        LotApplication::With(decision) => Some(decision.proposed().proposal.outcome()),
        LotApplication::Untouched | LotApplication::Reopened { .. } | LotApplication::Withdrawn { .. } => {
            None
        }
    };
    (lot.state(), outcome)
}

impl Office {
    fn new(people: People) -> Self {
        Self {
            now: at("2026-09-25T08:00:00Z"),
            window: window(Sealing::Unsealed),
            plan: ReviewPlan { panel: Panel::One, people },
            application: Application::Draft { by: id(9), since: at("2026-08-25T08:00:00Z") },
            lots: [LotApplication::Untouched, LotApplication::Untouched],
            advices: [Vec::new(), Vec::new()],
            hands: Hands::default(),
            visited: std::collections::BTreeSet::new(),
        }
    }

    fn lot_states(&self) -> Vec<lot::State> {
        self.lots.iter().map(LotApplication::state).collect()
    }

    fn command(&self, what: Try, who: &UserId) -> Option<Command> {
        let (by, lots) = (who.clone(), self.lot_states());
        Some(match what {
            Try::Submit => Command::Submit { by, lots },
            Try::Withdraw => Command::Withdraw { by, lots },
            Try::TakeUp => Command::TakeUp { by, claim: claim::State::Verified },
            Try::Ask => Command::Ask { clarification: id(1), due: self.now + TimeDelta::days(1) },
            Try::Settle => Command::Settle { clarification: id(1) },
            Try::Expire => Command::Expire { clarification: id(1) },
            Try::Finish => Command::Finish { lots },
            Try::Reopen => Command::Reopen,
            Try::Decide => Command::Decide { lots: self.lots.iter().map(decided).collect() },
            Try::Advise(_)
            | Try::Propose(_)
            | Try::Countersign
            | Try::SendBack
            | Try::Sign
            | Try::Return
            | Try::WithdrawLot
            | Try::Wait => return None,
        })
    }

    fn lot_command(&self, what: Try, who: &UserId, lot: usize) -> Option<lot::Command> {
        let by = who.clone();
        let motivation = because();
        let grant = MandateGrant {
            id: id(1),
            holder: by.clone(),
            gemeente: GemeenteCode::parse("GM0109").unwrap(),
            groups: Groups::All,
            term: MandateTerm::new(day("2026-01-01"), None).unwrap(),
            kind: GrantKind::Volmacht,
        };
        let step = match what {
            Try::Propose(outcome) => {
                let (proposal, advices) = (proposal(outcome, &self.application)?, self.advices[lot].clone());
                let unequal = Vec::new();
                return Some(lot::Command::Propose { by, decision: id(lot), proposal, advices, unequal });
            }
            Try::WithdrawLot => return Some(lot::Command::Withdraw { by }),
            Try::Countersign => decision::Command::Countersign { by },
            Try::SendBack => decision::Command::SendBack { by, motivation },
            Try::Sign => decision::Command::Sign { by, grant },
            Try::Return => decision::Command::Return { by, motivation },
            _ => return None,
        };
        Some(lot::Command::Decision(step))
    }

    fn apply_to_lot(&mut self, command: lot::Command, lot: usize) -> bool {
        let around = lot::Around {
            application: self.application.state(),
            window: &self.window,
            decision: decision::Around {
                plan: &self.plan,
                hands: &self.hands,
                gemeente: &GemeenteCode::parse("GM0109").unwrap(),
                group: &GroupCode::parse("ib").unwrap(),
                track: RemedyTrack::Civiel,
                heard: decision::hearing::Heard::NotNeeded,
                waits: crate::bibob::Waits::No,
            },
        };
        match self.lots[lot].clone().apply(command, self.now, &around) {
            Ok(next) => {
                self.lots[lot] = next;
                true
            }
            Err(_) => false,
        }
    }

    fn attempt(&mut self, (what, who, lot, hours): Attempt) {
        self.now += TimeDelta::hours(hours);
        let who: UserId = id(who);
        if let Some(command) = self.command(what, &who) {
            let replaces = matches!(what, Try::Submit);
            if let Ok(next) = self.application.clone().apply(command, self.now, &self.window) {
                self.application = next;
                for lot in 0..if replaces { 2 } else { 0 } {
                    self.apply_to_lot(lot::Command::Replace { by: who.clone() }, lot);
                }
            }
        }
        if let Some(command) = self.lot_command(what, &who, lot)
            && self.apply_to_lot(command, lot)
        {
            match what {
                Try::Propose(_) => self.hands.assessors.insert(who.clone()),
                Try::Countersign => self.hands.countersigners.insert(who.clone()),
                Try::Sign => self.hands.signers.insert(who.clone()),
                _ => true,
            };
        }
        if let Try::Advise(outcome) = what
            && self.application.state() == State::InAssessment
            && self.hands.may_assess(&who).is_ok()
        {
            self.advices[lot].push(Advice { by: who.clone(), outcome, at: self.now });
            self.hands.assessors.insert(who);
        }
        self.visited.insert(self.application.state());
    }

    fn promises(&self, before: &[LotApplication; 2], was: State) {
        let Hands { assessors, countersigners, signers, earlier: _ } = &self.hands;
        assert!(assessors.is_disjoint(countersigners) && assessors.is_disjoint(signers));
        assert!(self.plan.people == People::Two || countersigners.is_disjoint(signers));
        if let Some(submission) = self.application.submission() {
            assert!(self.window.accepts(submission.received_at).is_ok());
        }
        if let Application::NotHandled { unused, .. } = &self.application {
            assert!(!unused.is_empty(), "left unhandled without a chance to repair");
            let left = self.lots.iter().map(decided).filter(|(state, _)| *state != lot::State::Withdrawn);
            assert!(left.into_iter().all(|lot| lot == (lot::State::Decided, Some(Outcome::NotHandled))));
        }
        for (now, before) in self.lots.iter().zip(before) {
            match before {
                LotApplication::Withdrawn { .. } | LotApplication::With(Decision::Signed { .. }) => {
                    assert_eq!(now, before, "what is withdrawn or decided stays so");
                }
                LotApplication::Untouched | LotApplication::Reopened { .. } | LotApplication::With(_) => {}
            }
            if let LotApplication::With(Decision::Signed { proposed, countersigned, signed }) = now {
                assert_ne!(proposed.by, countersigned.by, "the proposer never countersigns");
                assert_ne!(proposed.by, signed.by);
                assert_eq!(
                    proposed.proposal.outcome() == Outcome::Refuse,
                    !proposed.proposal.reasons().is_empty()
                );
                if now != before {
                    assert!([State::InAssessment, State::Assessed].contains(&was), "no decision in {was:?}");
                }
            }
            let admitted = Admission::granted(now, day("2027-01-01"));
            assert_eq!(
                admitted.is_ok(),
                matches!(now, LotApplication::With(Decision::Signed { proposed, .. })
                if proposed.proposal.outcome() == Outcome::Admit)
            );
        }
    }
}

fn a_day_at_the_office(people: People, attempts: Vec<Attempt>) -> Office {
    let mut office = Office::new(people);
    for attempt in attempts {
        let (before, was) = (office.lots.clone(), office.application.state());
        office.attempt(attempt);
        office.promises(&before, was);
    }
    office
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(400)))]

    #[test]
    fn whatever_people_try_the_promises_hold(
        two in any::<bool>(), attempts in proptest::collection::vec(any_attempt(), 0..150),
    ) {
        a_day_at_the_office(if two { People::Two } else { People::Three }, attempts);
    }
}

#[test]
fn these_days_at_the_office_visit_every_state() {
    let mut runner = TestRunner::deterministic();
    let days = proptest::collection::vec(any_attempt(), 150);
    let mut visited = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let attempts = days.new_tree(&mut runner).unwrap().current();
        visited.extend(a_day_at_the_office(People::Two, attempts).visited);
    }
    use crate::code::Code;
    let missed: Vec<&State> =
        State::ALL.iter().filter(|state| **state != State::Draft && !visited.contains(state)).collect();
    assert!(missed.is_empty(), "never seen: {missed:?}");
}
