//! Measures by example, and every step there is.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::code::Code as _;
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::money::Cents;
use crate::policy_code::{NormCode, ProductCode};
use crate::scheme::{MeasureBasis, Span, Standing, Status};
use crate::supervision::Discipline;
use crate::supervision::investigation::{Location, Scope};
use crate::testing::{at, because, day, drawing_list_and_code_agree, id};

const NOW: &str = "2026-11-23T10:00:00Z";
const DUE: &str = "2026-12-08T23:00:00Z";

fn basis(kind: MeasureKind) -> MeasureBasis {
    MeasureBasis {
        kind,
        article: "art. 12.4".into(),
        longest: kind.lasts().then(|| Span::parse("6 maanden").unwrap()),
        running_clients: false,
        standing: Standing { status: Status::Proposed, source: None },
    }
}

fn wish(kind: MeasureKind) -> Wish {
    Wish {
        kind,
        until: kind.lasts().then(|| day("2027-02-01")),
        amount: (kind == MeasureKind::Recovery).then(|| Cents::new(125_000)),
        clients: Clients::AsTheyAre,
        motivation: because(),
        lighter: kind.burdens().then(because),
    }
}

fn planned(wish: Wish) -> Result<Plan, NoPlan> {
    let basis = basis(wish.kind);
    Plan::new(wish, Some(&basis), day("2026-11-23"))
}

fn advised() -> Measure {
    Measure::Advised(Advised { kind: MeasureKind::IntakeStop, done: Done { by: id(1), at: at(NOW) } })
}

fn propose(kind: MeasureKind) -> Command {
    Command::Propose { plan: planned(wish(kind)).unwrap(), due: at(DUE) }
}

fn decide() -> Command {
    Command::Decide { mandate: id(9), motivation: because() }
}

/// Advised by 1, proposed by 2, decided by 3 after the term.
fn in_force(kind: MeasureKind) -> Measure {
    let proposed = advised().apply(propose(kind), id(2), at(NOW)).unwrap();
    proposed.apply(decide(), id(3), at(DUE)).unwrap()
}

fn recheck() -> Command {
    Command::PlanRecheck { on: day("2027-03-01") }
}

fn in_every_state() -> Vec<Measure> {
    let step = |life: Measure, command: Command, by| {
        life.apply(command, id(by), at("2027-03-01T10:00:00Z")).unwrap()
    };
    let taken = in_force(MeasureKind::IntakeStop);
    let planned = step(taken.clone(), recheck(), 1);
    vec![
        advised(),
        advised().apply(propose(MeasureKind::Recommendation), id(2), at(NOW)).unwrap(),
        advised().apply(propose(MeasureKind::IntakeStop), id(2), at(NOW)).unwrap(),
        taken.clone(),
        planned.clone(),
        step(planned, Command::Close, 1),
        step(taken, Command::Lift, 3),
        step(advised(), Command::NotFollow, 2),
    ]
}

#[test]
fn the_drawing_of_the_life_is_the_life() {
    let commands = [
        propose(MeasureKind::Recommendation),
        propose(MeasureKind::Suspension),
        Command::GiveView { text: because() },
        decide(),
        Command::NotFollow,
        recheck(),
        Command::FallShort,
        Command::Close,
        Command::Lift,
    ];
    let mut ran = BTreeSet::new();
    for life in in_every_state() {
        for command in &commands {
            // Before the term for a zienswijze is over, and after it and after the last day of what was decided.
            for now in ["2026-11-24T10:00:00Z", "2026-12-20T10:00:00Z", "2027-02-20T10:00:00Z"] {
                if let Ok(next) = life.clone().apply(command.clone(), id(4), at(now)) {
                    ran.insert((life.state(), command.name(), next.state()));
                }
            }
        }
    }
    let page = include_str!("../../../../docs/state-machines/measure.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn who_advised_proposed_and_decides_are_three_people() {
    for (advisor, proposer, decider) in [(1, 1, 3), (1, 2, 1), (1, 2, 2)] {
        let life = Measure::Advised(Advised {
            kind: MeasureKind::Warning,
            done: Done { by: id(advisor), at: at(NOW) },
        });
        let taken = life
            .apply(propose(MeasureKind::Warning), id(proposer), at(NOW))
            .and_then(|life| life.apply(decide(), id(decider), at(DUE)));
        assert_eq!(taken, Err(Refusal::SamePerson), "{advisor} {proposer} {decider}");
    }
    // Nor does who proposed it take it back.
    let lifted = in_force(MeasureKind::Warning).apply(Command::Lift, id(2), at(DUE));
    assert_eq!(lifted, Err(Refusal::SamePerson));
}

#[test]
fn nothing_is_decided_while_the_aanbieder_can_still_be_heard() {
    let hearing = advised().apply(propose(MeasureKind::Warning), id(2), at(NOW)).unwrap();
    let early = hearing.clone().apply(decide(), id(3), at("2026-12-08T22:59:59Z"));
    assert_eq!(early, Err(Refusal::StillHeard { due: at(DUE) }));
    let view = || Command::GiveView { text: because() };
    let heard = hearing.clone().apply(view(), id(7), at("2026-12-01T10:00:00Z")).unwrap();
    assert_eq!(heard.clone().apply(view(), id(7), at("2026-12-01T11:00:00Z")), Err(Refusal::HeardAlready));
    let taken = heard.apply(decide(), id(3), at("2026-12-01T12:00:00Z")).unwrap();
    assert!(taken.view().is_some(), "what it said stays with what was decided");
    assert_eq!(hearing.apply(view(), id(7), at(DUE)), Err(Refusal::HeardAlready));
}

#[test]
fn what_the_overeenkomst_does_not_allow_cannot_be_proposed() {
    for kind in MeasureKind::ALL.iter().copied() {
        assert_eq!(Plan::new(wish(kind), None, day("2026-11-23")), Err(NoPlan::NoBasis(kind)));
        let other =
            basis(if kind == MeasureKind::Warning { MeasureKind::Ending } else { MeasureKind::Warning });
        assert_eq!(Plan::new(wish(kind), Some(&other), day("2026-11-23")), Err(NoPlan::NoBasis(kind)));
        assert!(planned(wish(kind)).is_ok(), "{kind:?}");
    }
}

#[test]
fn a_heavier_measure_says_why_a_lighter_one_does_not_do() {
    for kind in MeasureKind::ALL.iter().copied() {
        let silent = planned(Wish { lighter: None, ..wish(kind) });
        assert_eq!(silent.is_err(), kind > MeasureKind::Recommendation, "{kind:?}");
    }
}

#[test]
fn a_stop_ends_after_today_and_no_later_than_the_overeenkomst_allows() {
    let until =
        |text: &str| planned(Wish { until: Some(day(text)), ..wish(MeasureKind::IntakeStop) }).is_ok();
    for (text, fits) in
        [("2026-11-23", false), ("2026-11-24", true), ("2027-05-23", true), ("2027-05-24", false)]
    {
        assert_eq!(until(text), fits, "{text}");
    }
    assert_eq!(planned(Wish { until: None, ..wish(MeasureKind::IntakeStop) }), Err(NoPlan::NoDay));
    let warned = Wish { until: Some(day("2027-01-01")), ..wish(MeasureKind::Warning) };
    assert_eq!(planned(warned), Err(NoPlan::DayNotFor));
    let late = advised().apply(propose(MeasureKind::IntakeStop), id(2), at(NOW)).unwrap();
    let late = late.apply(decide(), id(3), at("2027-02-01T10:00:00Z"));
    assert_eq!(late, Err(Refusal::OverBefore { until: day("2027-02-01") }));
}

#[test]
fn money_is_claimed_back_in_cents_and_by_nothing_else() {
    let of = |kind, amount: Option<i64>| planned(Wish { amount: amount.map(Cents::new), ..wish(kind) });
    assert_eq!(of(MeasureKind::Recovery, None), Err(NoPlan::NoAmount));
    assert_eq!(of(MeasureKind::Recovery, Some(0)), Err(NoPlan::NoAmount));
    assert_eq!(of(MeasureKind::Warning, Some(100)), Err(NoPlan::AmountNotFor));
    assert!(of(MeasureKind::Recovery, Some(1)).is_ok());
}

#[test]
fn a_stop_that_still_holds_is_not_closed_by_toezicht_and_what_ended_is_not_lifted() {
    let planned = in_force(MeasureKind::IntakeStop).apply(recheck(), id(1), at(DUE)).unwrap();
    let early = planned.clone().apply(Command::Close, id(1), at("2027-01-31T10:00:00Z"));
    assert_eq!(early, Err(Refusal::StillRuns { until: day("2027-02-01") }));
    assert!(planned.apply(Command::Close, id(1), at("2027-02-01T10:00:00Z")).is_ok());
    let ended = in_force(MeasureKind::Ending).apply(Command::Lift, id(3), at(DUE));
    assert_eq!(ended, Err(Refusal::EndedForGood));
}

proptest! {
    #[test]
    fn no_three_hands_of_two_people_bring_a_measure_into_force(
        advisor in 1usize..4, proposer in 1usize..4, decider in 1usize..4, kind in 0usize..7,
    ) {
        let kind = MeasureKind::ALL[kind];
        let people: BTreeSet<usize> = [advisor, proposer, decider].into();
        let by = |n: usize| -> UserId { id(n) };
        let life = Measure::Advised(Advised { kind, done: Done { by: by(advisor), at: at(NOW) } });
        let taken = life
            .apply(propose(kind), by(proposer), at(NOW))
            .and_then(|life| life.apply(decide(), by(decider), at(DUE)));
        prop_assert_eq!(taken.is_ok(), people.len() == 3);
    }
}

fn reached(products: &[&str], gemeente: &str) -> Reached {
    Reached {
        products: products.iter().map(|code| ProductCode::parse(code).unwrap()).collect(),
        gemeente: GemeenteCode::parse(gemeente).unwrap(),
    }
}

fn written() -> Fact {
    Fact { location: "De Wijk".into(), text: "Niemand.".into(), source: "Bezoek".into(), finding: None }
}

fn found(discipline: Discipline, product: &str, gemeente: &str) -> Fact {
    let scope = Scope::new(
        [Location::parse("De Wijk").unwrap()].into(),
        [ProductCode::parse(product).unwrap()].into(),
        [GemeenteCode::parse(gemeente).unwrap()].into(),
    );
    let finding = FindingOf {
        investigation: id(7),
        discipline,
        norm: NormCode::parse("VEI-01").unwrap(),
        scope: scope.unwrap(),
    };
    Fact { finding: Some(finding), ..written() }
}

#[test]
fn a_measure_reaches_no_further_than_the_findings_it_rests_on() {
    let here = found(Discipline::Quality, "ib1", "GM1690");
    let places = [reached(&["ib1", "ib2"], "GM1690"), reached(&["db1"], "GM1690")];
    let hold = |facts: &[Fact], places: &[Reached]| carry(facts, Discipline::Quality, places);
    assert_eq!(hold(std::slice::from_ref(&here), &places[..1]), Ok(()), "one product of the group is enough");
    assert_eq!(hold(std::slice::from_ref(&here), &places), Err(NotCarried::TooWide));
    assert_eq!(hold(&[here.clone(), written()], &places), Ok(()), "what was written down is read by people");
    let elsewhere = found(Discipline::Quality, "ib1", "GM0118");
    assert_eq!(hold(&[here.clone(), elsewhere], &places[..1]), Err(NotCarried::Beside));
    let other = found(Discipline::Lawfulness, "ib1", "GM1690");
    assert_eq!(hold(&[here, other], &places[..1]), Err(NotCarried::OtherDiscipline));
    assert_eq!(hold(&[written()], &places), Ok(()));
}
