//! The life of a wijziging: as drawn, motivated before it is worked out, and never published by who proposed it.

use std::collections::BTreeSet;

use super::*;
use crate::digest::Digest;
use crate::testing::{at, because, drawing_list_and_code_agree, id};

const NOW: &str = "2026-11-22T10:00:00Z";
const LATER: &str = "2027-01-01T00:00:00Z";

fn text(of: &str) -> Digest {
    Digest::of(of.as_bytes())
}

fn begun() -> Amendment {
    Amendment::Draft(Draft { text: text("een"), motivation: None, trial: None })
}

fn propose(by: usize, effective: &str) -> Command {
    Command::Propose { note: because(), effective: at(effective), by: id(by) }
}

fn publish(by: usize) -> Command {
    Command::Publish { version: id(7), by: id(by) }
}

fn simulate() -> Command {
    Command::Simulate { simulation: id(5) }
}

fn walk(commands: &[Command]) -> Result<Amendment, Refusal> {
    commands.iter().try_fold(begun(), |amendment, command| amendment.apply(command.clone(), at(NOW)))
}

#[test]
fn the_life_of_a_wijziging_is_as_drawn() {
    let proposed = walk(&[Command::Motivate(because()), simulate(), propose(1, LATER)]).unwrap();
    let states = [
        begun(),
        walk(&[Command::Motivate(because())]).unwrap(),
        walk(&[Command::Motivate(because()), simulate()]).unwrap(),
        proposed.clone(),
        proposed.apply(publish(2), at(NOW)).unwrap(),
        Amendment::Discarded,
    ];
    let commands = [
        Command::Change { text: text("twee") },
        Command::Motivate(because()),
        simulate(),
        propose(1, LATER),
        Command::SendBack,
        publish(2),
        Command::Discard,
    ];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), at(NOW)) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/amendment.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn why_is_said_before_the_effect_is_known_and_stays_said() {
    assert_eq!(walk(&[simulate()]), Err(Refusal::MotivationFirst));
    assert_eq!(walk(&[propose(1, LATER)]), Err(Refusal::MotivationFirst));
    let worked_out = [Command::Motivate(because()), simulate(), Command::Motivate(because())];
    assert_eq!(walk(&worked_out), Err(Refusal::MotivationStays));
    assert!(walk(&[Command::Motivate(because()), Command::Motivate(because())]).is_ok());
}

#[test]
fn what_is_proposed_was_worked_out_as_it_is() {
    assert_eq!(walk(&[Command::Motivate(because()), propose(1, LATER)]), Err(Refusal::SimulateFirst));
    let changed = Command::Change { text: text("twee") };
    let after = [Command::Motivate(because()), simulate(), changed.clone(), propose(1, LATER)];
    assert_eq!(walk(&after), Err(Refusal::SimulateFirst));
    assert!(walk(&[Command::Motivate(because()), changed, simulate(), propose(1, LATER)]).is_ok());
}

#[test]
fn it_takes_two_people_and_a_coming_moment() {
    let ready = [Command::Motivate(because()), simulate()];
    let effective = at(NOW);
    assert_eq!(
        walk(&[&ready[..], &[propose(1, NOW)]].concat()),
        Err(Refusal::NotInTheFuture { effective }),
        "the moment itself has begun"
    );
    let proposed = walk(&[&ready[..], &[propose(1, LATER)]].concat()).unwrap();
    assert_eq!(proposed.clone().apply(publish(1), at(NOW)), Err(Refusal::SamePerson));
    let effective = at(LATER);
    assert_eq!(
        proposed.clone().apply(publish(2), effective),
        Err(Refusal::NotInTheFuture { effective }),
        "it waited too long"
    );
    assert_eq!(proposed.apply(publish(2), at(NOW)).unwrap().state(), State::Published);
}

#[test]
fn who_gets_it_back_keeps_the_reason_and_what_was_worked_out() {
    let ready = [Command::Motivate(because()), simulate()];
    let before = walk(&ready).unwrap();
    assert_eq!(walk(&[&ready[..], &[propose(1, LATER), Command::SendBack]].concat()), Ok(before));
}
