//! The steps of a dossier, and what may be known of it outside.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::testing::{at, day, drawing_list_and_code_agree, id};

const BEGAN: &str = "2026-11-02T10:00:00Z";
const FORM: &str = "2026-11-09T10:00:00Z";
const ADVICE: &str = "2026-11-10T10:00:00Z";

fn last() -> NaiveDate {
    day("2027-01-05")
}

fn asked() -> Bibob {
    Bibob::Asked(Asked { by: id(1), at: at(BEGAN) })
}

fn received() -> Bibob {
    asked().apply(Command::HandIn, at(FORM)).unwrap()
}

fn advising() -> Bibob {
    received().apply(Command::AskAdvice { last: last() }, at(ADVICE)).unwrap()
}

fn conclude(conclusion: Conclusion) -> Command {
    Command::Conclude { conclusion, by: id(1) }
}

fn stop(why: StopReason) -> Command {
    Command::Stop { why, by: id(1) }
}

#[test]
fn the_drawing_the_list_and_the_code_are_the_same_machine() {
    let now = at("2026-11-12T10:00:00Z");
    let extend = Command::Extend { last: day("2027-02-02") };
    let states = [
        asked(),
        received(),
        received().apply(Command::Research, now).unwrap(),
        advising(),
        advising().apply(extend.clone(), now).unwrap(),
        advising().apply(conclude(Conclusion::NoObjection), now).unwrap(),
        asked().apply(stop(StopReason::NoForm), now).unwrap(),
    ];
    let commands = [
        Command::HandIn,
        Command::Research,
        Command::AskAdvice { last: last() },
        extend,
        conclude(Conclusion::SeriousDanger),
        stop(StopReason::NotNeeded),
    ];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), now) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/bibob.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn nobody_looks_into_it_or_concludes_before_the_form_is_there() {
    let now = at(FORM);
    for command in
        [Command::Research, Command::AskAdvice { last: last() }, conclude(Conclusion::SeriousDanger)]
    {
        assert_eq!(asked().apply(command, now), Err(Refusal::NoForm));
    }
    let without_looking = received().apply(conclude(Conclusion::NoObjection), now);
    let refused = Refusal::NotPossible { from: State::FormReceived, step: "conclude" };
    assert_eq!(without_looking, Err(refused), "somebody looks into it first");
}

#[test]
fn the_term_for_advice_is_extended_once_and_in_time() {
    let extend = || Command::Extend { last: day("2027-02-02") };
    assert_eq!(
        advising().apply(extend(), at("2027-01-06T10:00:00Z")),
        Err(Refusal::TooLate { last: last() })
    );
    let longer = advising().apply(extend(), at("2027-01-05T22:59:59Z")).unwrap();
    assert_eq!(longer.suspension().unwrap().last(), day("2027-02-02"));
    assert_eq!(longer.apply(extend(), at(ADVICE)), Err(Refusal::ExtendedBefore));
    let too_early = Refusal::NotPossible { from: State::FormReceived, step: "extend" };
    assert_eq!(received().apply(extend(), at(FORM)), Err(too_early));
}

#[test]
fn the_term_for_the_decision_stands_still_while_advice_is_awaited_and_not_longer() {
    assert_eq!(asked().suspension(), None);
    assert_eq!(received().suspension(), None);
    let still = advising().suspension().unwrap();
    assert_eq!((still.first(), still.last()), (day("2026-11-11"), last()));
    let end = |moment: &str| advising().apply(conclude(Conclusion::NoObjection), at(moment)).unwrap();
    assert_eq!(end("2026-12-01T10:00:00Z").suspension().unwrap().last(), day("2026-12-01"));
    assert_eq!(end("2027-03-01T10:00:00Z").suspension().unwrap().last(), last(), "never past the maximum");
    assert_eq!(end(ADVICE).suspension(), None, "on the day itself nothing stood still");
    let own = received().apply(Command::Research, at(FORM)).unwrap();
    assert_eq!(own.suspension(), None, "own research stops no clock");
}

#[test]
fn outside_no_more_is_known_than_whether_it_gives_a_ground_to_refuse() {
    let now = at("2026-12-01T10:00:00Z");
    let grounds: Vec<Ground> =
        Conclusion::ALL.iter().map(|one| advising().apply(conclude(*one), now).unwrap().ground()).collect();
    assert_eq!(grounds, [Ground::Clear, Ground::Clear, Ground::MayRefuse]);
    assert_eq!(asked().apply(stop(StopReason::NoForm), now).unwrap().ground(), Ground::MayRefuse);
    assert_eq!(advising().apply(stop(StopReason::NotNeeded), now).unwrap().ground(), Ground::Clear);
    assert_eq!(advising().ground().allows_refusal(), Err(Refusal::NoGround));
    assert!(received().apply(stop(StopReason::NoForm), now).is_err(), "the form did come");
}

#[test]
fn an_officer_is_named_and_nobody_else_is_one() {
    let officers = Officers::new([id(1), id(2)]);
    assert_eq!(officers.admit(Some(&id(2))), Ok(id(2)));
    assert_eq!(officers.admit(Some(&id(3))), Err(Refusal::NotOfficer));
    assert_eq!(officers.admit(None), Err(Refusal::NotOfficer));
    assert_eq!(Officers::default().admit(Some(&id(1))), Err(Refusal::NotOfficer));
}

#[test]
fn a_decision_waits_exactly_while_a_dossier_runs() {
    let running: Vec<&str> = State::ALL.iter().filter(|one| one.runs()).map(|one| one.code()).collect();
    assert_eq!(running, ["asked", "form_received", "researching", "advising", "extended"]);
    assert_eq!(Waits::No.over(), Ok(()));
    assert_eq!(Waits::Yes.over(), Err(Running));
}
