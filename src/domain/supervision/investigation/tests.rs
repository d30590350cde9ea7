//! Investigations, by example: what can happen, and what is refused by which rule.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::identifiers::GemeenteCode;
use crate::policy_code::{NormCode, ProductCode};
use crate::supervision::Discipline;
use crate::testing::{at, because, cases, drawing_list_and_code_agree, id};

const NOW: &str = "2026-11-20T09:00:00Z";
const DAY: &str = "2026-12-01T09:00:00Z";
const AFTER: &str = "2026-12-02T09:00:00Z";
const UNTIL: &str = "2026-12-16T23:00:00Z";
const LATE: &str = "2026-12-17T09:00:00Z";

fn norm(text: &str) -> NormCode {
    NormCode::parse(text).unwrap()
}

fn gemeente(text: &str) -> GemeenteCode {
    GemeenteCode::parse(text).unwrap()
}

fn scope(locations: &[&str], gemeenten: &[&str]) -> Scope {
    Scope::new(
        locations.iter().map(|text| Location::parse(text).unwrap()).collect(),
        [ProductCode::parse("02A03").unwrap()].into(),
        gemeenten.iter().map(|text| gemeente(text)).collect(),
    )
    .unwrap()
}

fn plan() -> Plan {
    Plan {
        discipline: Discipline::Quality,
        scope: scope(&["Dorpsstraat 1", "Brink 2"], &["GM1690", "GM0118"]),
        norms: [norm("VEI-01"), norm("VEI-02")].into(),
        visit_at: at(DAY),
    }
}

fn toezicht() -> By {
    By::Supervisor(id(1), Own::Region)
}

fn aanbieder() -> By {
    By::Provider(id(7))
}

fn finding(scope: Scope) -> Finding {
    Finding { outcome: Outcome::Partly, text: because(), scope }
}

fn findings(codes: &[&str]) -> BTreeMap<NormCode, Finding> {
    codes.iter().map(|code| (norm(code), finding(scope(&["Brink 2"], &["GM1690"])))).collect()
}

fn weighed(codes: &[&str]) -> BTreeMap<NormCode, Weighing> {
    codes.iter().map(|code| (norm(code), Weighing { why: because(), outcome: Outcome::Met })).collect()
}

fn said(codes: &[&str]) -> BTreeMap<NormCode, crate::motivation::Motivation> {
    codes.iter().map(|code| (norm(code), because())).collect()
}

/// Take these steps after each other, each by whose it is, at a moment at which it can be.
fn after(steps: &[(Command, &str)]) -> Result<Investigation, Refusal> {
    let mut life = Investigation::plan_one(plan(), &Own::Region, at(NOW))?;
    for (command, when) in steps {
        let by = if matches!(command, Command::Answer(_)) { aanbieder() } else { toezicht() };
        life = life.apply(command.clone(), &by, at(when))?;
    }
    Ok(life)
}

fn draft() -> (Command, &'static str) {
    (Command::Draft(findings(&["VEI-01", "VEI-02"])), AFTER)
}

fn heard() -> Vec<(Command, &'static str)> {
    vec![(Command::Begin, DAY), draft(), (Command::Hear(at(UNTIL)), AFTER)]
}

fn and(
    mut steps: Vec<(Command, &'static str)>,
    more: &[(Command, &'static str)],
) -> Vec<(Command, &'static str)> {
    steps.extend(more.iter().cloned());
    steps
}

fn in_every_state() -> Vec<Investigation> {
    let finish = (Command::Finish(BTreeMap::new()), LATE);
    [
        vec![],
        vec![(Command::Announce, NOW)],
        vec![(Command::Begin, DAY)],
        vec![(Command::Begin, DAY), draft()],
        heard(),
        and(heard(), &[(Command::Answer(said(&[])), AFTER)]),
        and(heard(), std::slice::from_ref(&finish)),
        and(heard(), &[finish.clone(), (Command::Publish, LATE)]),
        and(heard(), &[finish, (Command::Close, LATE)]),
        vec![(Command::Cancel(because()), NOW)],
    ]
    .iter()
    .map(|steps| after(steps).unwrap())
    .collect()
}

fn every_command() -> Vec<Command> {
    vec![
        Command::Move(at("2027-01-08T09:00:00Z")),
        Command::Announce,
        Command::Begin,
        Command::Draft(findings(&["VEI-01", "VEI-02"])),
        Command::Hear(at("2027-01-16T23:00:00Z")),
        Command::Answer(BTreeMap::new()),
        Command::Finish(BTreeMap::new()),
        Command::Publish,
        Command::Close,
        Command::Cancel(because()),
    ]
}

#[test]
fn the_drawing_the_list_and_the_code_are_the_same_machine() {
    let mut ran = BTreeSet::new();
    for life in in_every_state() {
        for command in every_command() {
            for (by, when) in [(toezicht(), NOW), (toezicht(), LATE), (aanbieder(), AFTER)] {
                if let Ok(next) = life.clone().apply(command.clone(), &by, at(when)) {
                    ran.insert((life.state(), command.name(), next.state()));
                }
            }
        }
    }
    let page = include_str!("../../../../docs/state-machines/investigation.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn a_scope_names_a_location_a_product_and_a_gemeente() {
    let (places, products) =
        (BTreeSet::from([Location::parse(" Brink  2 ").unwrap()]), plan().scope.products().clone());
    let towns = BTreeSet::from([gemeente("GM1690")]);
    let none = |places, products, towns| Scope::new(places, products, towns).unwrap_err();
    assert_eq!(none(BTreeSet::new(), products.clone(), towns.clone()), NoScope::Location);
    assert_eq!(none(places.clone(), BTreeSet::new(), towns), NoScope::Product);
    assert_eq!(none(places, products, BTreeSet::new()), NoScope::Gemeente);
    assert!(Location::parse(" \n").is_err() && Location::parse(&"a".repeat(201)).is_err());
}

#[test]
fn nobody_investigates_without_norms_in_the_past_or_outside_the_own_gemeenten() {
    let nothing = Plan { norms: BTreeSet::new(), ..plan() };
    assert_eq!(Investigation::plan_one(nothing, &Own::Region, at(NOW)), Err(Refusal::NoNorms));
    let past = Investigation::plan_one(plan(), &Own::Region, at(DAY));
    assert_eq!(past, Err(Refusal::InThePast(at(DAY))));
    let own = Own::Gemeenten([gemeente("GM1690")].into());
    let outside = Refusal::OutsideOwn(gemeente("GM0118"));
    assert_eq!(Investigation::plan_one(plan(), &own, at(NOW)), Err(outside.clone()));
    for life in in_every_state() {
        for command in every_command().into_iter().filter(|one| !matches!(one, Command::Answer(_))) {
            assert_eq!(
                life.clone().apply(command, &By::Supervisor(id(2), own.clone()), at(LATE)),
                Err(outside.clone())
            );
        }
    }
}

#[test]
fn what_was_announced_begins_on_its_day_and_what_was_not_begins_whenever() {
    let begin = (Command::Begin, NOW);
    assert_eq!(after(&[(Command::Announce, NOW), begin.clone()]), Err(Refusal::NotYet(at(DAY))));
    assert!(after(&[(Command::Announce, NOW), (Command::Begin, "2026-12-01T06:00:00Z")]).is_ok());
    let Ok(Investigation::Visit { announced: None, .. }) = after(&[begin]) else { panic!("unannounced") };
}

#[test]
fn a_draft_says_something_of_each_norm_and_nothing_beyond_the_scope() {
    let tell = |findings| after(&[(Command::Begin, DAY), (Command::Draft(findings), AFTER)]);
    assert_eq!(tell(findings(&["VEI-01"])), Err(Refusal::NothingFound(norm("VEI-02"))));
    let more = findings(&["VEI-01", "VEI-02", "REC-01"]);
    assert_eq!(tell(more), Err(Refusal::NotAsked(norm("REC-01"))));
    for wide in [scope(&["Elders 3"], &["GM1690"]), scope(&["Brink 2"], &["GM1701"])] {
        let mut wrong = findings(&["VEI-01", "VEI-02"]);
        wrong.insert(norm("VEI-02"), finding(wide));
        assert_eq!(tell(wrong), Err(Refusal::OutsideScope(norm("VEI-02"))));
    }
}

#[test]
fn nothing_is_final_while_the_aanbieder_can_still_answer() {
    let finish = Command::Finish(BTreeMap::new());
    let too_soon = Err(Refusal::Unanswered(at(UNTIL)));
    assert_eq!(after(&and(heard(), &[(finish.clone(), AFTER)])), too_soon);
    assert_eq!(after(&and(heard(), &[(Command::Close, LATE)])), too_soon);
    assert!(after(&and(heard(), &[(finish.clone(), UNTIL)])).is_ok(), "the term is over");
    let late = (Command::Answer(said(&["VEI-01"])), UNTIL);
    assert_eq!(after(&and(heard(), &[late])), Err(Refusal::TooLate(at(UNTIL))));
    let answered = and(heard(), &[(Command::Answer(said(&["VEI-01"])), AFTER)]);
    assert_eq!(after(&and(answered.clone(), &[(finish, AFTER)])), Err(Refusal::NotWeighed(norm("VEI-01"))));
    let done = after(&and(answered, &[(Command::Finish(weighed(&["VEI-01"])), AFTER)])).unwrap();
    let finals = done.finished().unwrap().findings();
    assert_eq!(finals[&norm("VEI-01")].outcome, Outcome::Met, "as weighed");
    assert_eq!(finals[&norm("VEI-02")].outcome, Outcome::Partly, "as found");
    assert!(finals[&norm("VEI-01")].heard.is_some() && finals[&norm("VEI-02")].heard.is_none());
}

#[test]
fn each_side_takes_its_own_steps() {
    let hearing = after(&heard()).unwrap();
    assert!(hearing.clone().apply(Command::Answer(said(&[])), &toezicht(), at(AFTER)).is_err());
    for command in every_command().into_iter().filter(|one| !matches!(one, Command::Answer(_))) {
        assert!(hearing.clone().apply(command, &aanbieder(), at(LATE)).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(256)))]

    #[test]
    fn no_finding_of_any_walk_goes_beyond_the_scope_and_none_is_final_unheard(
        steps in proptest::collection::vec((0..10_usize, 0..4_usize), 0..24),
    ) {
        let times = [NOW, AFTER, UNTIL, LATE];
        let mut life = Investigation::plan_one(plan(), &Own::Region, at(NOW)).unwrap();
        let (mut asked, mut answered) = (false, false);
        for (which, when) in steps {
            let command = every_command().swap_remove(which);
            let by = if matches!(command, Command::Answer(_)) { aanbieder() } else { toezicht() };
            if let Ok(next) = life.clone().apply(command, &by, at(times[when])) {
                asked |= next.state() == State::Hearing;
                answered |= next.state() == State::Answered;
                if let Some(done) = next.finished() {
                    prop_assert!(asked && (answered || done.laid_down.at >= at("2026-12-16T23:00:00Z")));
                    prop_assert!(done.findings().values().all(|one| plan().scope.covers(&one.scope)));
                }
                life = next;
            }
        }
    }
}
