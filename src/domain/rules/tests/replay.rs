//! What was stored is evaluated again to the same bytes, also after it was written down and read back.

use super::story::{Story, day};
use crate::facts::FactSet;
use crate::rules::{EvidenceFact, Input, LotChoice, Replay, ReplayError, VERDICT_VERSION, replay};
use crate::supply::SupplySnapshot;

fn replayed(story: &Story, stored: &[u8]) -> Result<Replay, ReplayError> {
    // Inputs as they come back from where they are kept.
    let facts: FactSet = serde_json::from_str(&serde_json::to_string(&story.facts()).unwrap()).unwrap();
    let evidence: Vec<EvidenceFact> =
        serde_json::from_str(&serde_json::to_string(&story.evidence).unwrap()).unwrap();
    let lots: Vec<LotChoice> = serde_json::from_str(&serde_json::to_string(&story.lots).unwrap()).unwrap();
    let input = Input {
        scheme: story.scheme,
        national: story.national,
        facts: &facts,
        evidence: &evidence,
        accepted: &story.accepted,
        lots: &lots,
        dates: story.dates,
        stage: story.stage,
        judgements: &story.judgements,
        closed: &[],
        supply: &SupplySnapshot::new(day(2026, 9, 1), Vec::new()),
    };
    replay(&input, &[], &story.lots[0].lot, stored)
}

/// What is kept with the decision on the first lot.
fn kept(story: &Story) -> Vec<u8> {
    story.verdict().only(&story.lots[0].lot).bytes().unwrap()
}

#[test]
fn stored_inputs_give_the_stored_bytes_again() {
    for story in [Story::complete(), Story::complete().with("solvabiliteit", "18 %"), Story::in_2025()] {
        let stored = kept(&story);
        assert_eq!(replayed(&story, &stored).unwrap(), Replay::Identical);
    }
}

#[test]
fn another_answer_is_found_and_its_requirement_named() {
    let stored = kept(&Story::complete());
    let Replay::Differs { requirements } =
        replayed(&Story::complete().with("solvabiliteit", "18 %"), &stored).unwrap()
    else {
        panic!("should differ")
    };
    assert_eq!(requirements.iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["GES-02"]);
}

#[test]
fn eisen_that_differ_are_named_in_the_order_of_the_regeling() {
    let stored = kept(&Story::complete());
    let other = Story::complete().with("omzet", "1").with("dividend_1", "90.000");
    let Replay::Differs { requirements } = replayed(&other, &stored).unwrap() else {
        panic!("should differ")
    };
    let codes: Vec<_> = requirements.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, ["GES-04", "GOV-04", "GES-11"]);
}

#[test]
fn other_bytes_for_the_same_verdict_are_not_identical() {
    let mut stored = kept(&Story::complete());
    stored.push(b' ');
    let found = replayed(&Story::complete(), &stored).unwrap();
    assert_eq!(found, Replay::Differs { requirements: Vec::new() });
}

#[test]
fn a_version_that_is_not_known_is_refused_and_not_guessed() {
    let later = format!("{{\"version\":{}}}", VERDICT_VERSION + 1);
    assert!(matches!(replayed(&Story::complete(), later.as_bytes()), Err(ReplayError::Version(_))));
    assert!(matches!(replayed(&Story::complete(), b"[]"), Err(ReplayError::Unreadable(_))));
}

#[test]
fn what_is_kept_of_a_lot_is_about_that_lot_only() {
    let story = Story::complete();
    let (whole, lot) = (story.verdict(), &story.lots[0].lot);
    let only = whole.only(lot);
    assert_eq!(only.lots.iter().map(|one| &one.lot).collect::<Vec<_>>(), [lot]);
    let of_both = [&whole, &only].map(|one| one.results_of(one.lot(lot).unwrap()).collect::<Vec<_>>());
    assert_eq!(of_both[0], of_both[1]);
    assert_eq!(only.results.len(), of_both[1].len());
}
