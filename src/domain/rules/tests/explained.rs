//! What a result says beside its outcome: about which lot, by which answers and by which papers.

use super::story::{Story, code, id};
use crate::rules::{About, Finding, Outcome};

fn findings(story: &Story, requirement: &str) -> Vec<Finding> {
    story.result(requirement).findings
}

/// The answers that a result is about, with what was found of each.
fn told(story: &Story, requirement: &str) -> Vec<(String, Outcome)> {
    let of_fact = |finding: &Finding| match &finding.about {
        About::Fact { fact, .. } => (fact.to_string(), finding.outcome),
        other => panic!("not about an answer: {other:?}"),
    };
    findings(story, requirement).iter().map(of_fact).collect()
}

#[test]
fn what_cannot_differ_between_lots_is_evaluated_once_for_all() {
    let story = Story::complete();
    assert_eq!(story.lots_of("UIT-02"), [None]);
    assert_eq!(story.lots_of("UTV-03"), [None], "judged for all lots");
    assert_eq!(story.lots_of("GOV-04"), [None], "a parameter with one value for all places");
}

#[test]
fn a_judgement_for_a_lot_sets_no_other_requirement_apart() {
    let mut story = Story::complete();
    story.judgements[0].lot = Some(story.lots[0].lot.clone());
    assert_eq!(story.lots_of("UTV-03").len(), 2);
    assert_eq!(story.lots_of("UIT-02"), [None]);
}

#[test]
fn of_alternatives_only_the_ways_that_were_taken_are_told() {
    assert_eq!(told(&Story::complete(), "GES-04"), [("omzet".to_owned(), Outcome::Met)]);
}

#[test]
fn of_alternatives_that_all_fail_every_way_is_told() {
    let ways = told(&Story::complete().with("omzet", "10.000"), "GES-04");
    let expected = [("omzet", Outcome::NotMet), ("starter", Outcome::NotMet), ("medewerkers", Outcome::Met)];
    assert_eq!(ways, expected.map(|(fact, outcome)| (fact.to_owned(), outcome)));
}

#[test]
fn a_condition_that_may_not_apply_tells_which_answer_is_missing() {
    let story = Story::complete().no_papers("klachtenregeling").without("medewerkers");
    assert_eq!(told(&story, "GES-06"), [("medewerkers".to_owned(), Outcome::Unknown)]);
}

#[test]
fn a_condition_that_is_met_anyway_tells_by_what_and_asks_nothing_more() {
    let found = findings(&Story::complete().without("medewerkers"), "GES-06");
    assert!(
        matches!(found.as_slice(), [Finding { outcome: Outcome::Met, about: About::Evidence { .. } }]),
        "{found:?}"
    );
}

#[test]
fn a_paper_that_carries_an_answer_is_named_wherever_the_answer_counts() {
    let uses =
        |fact, requirement| Story::complete().carried(fact, 5).result(requirement).evidence.contains(&id(5));
    assert!(uses("solvabiliteit", "GES-02"), "an answer");
    assert!(uses("medewerkers", "GES-05"), "the answer that it is compared with");
    assert!(uses("dividend_2", "GOV-04"), "a part of a sum");
    assert!(uses("medewerkers", "GES-06"), "why a requirement does not apply");
    assert!(!uses("omzet", "GES-02"), "an answer to another question");
}

#[test]
fn a_judgement_tells_which_points_are_still_open() {
    let mut story = Story::complete();
    let points = |story: &Story| match findings(story, "UTV-03").remove(0).about {
        About::Judgement { answers, open } => (answers.len(), open.len()),
        other => panic!("not a judgement: {other:?}"),
    };
    assert_eq!(points(&story), (1, 0));
    story.judgements.clear();
    assert_eq!(points(&story), (0, 1));
}

#[test]
fn an_answer_of_which_the_time_is_over_tells_since_when() {
    let mut story = Story::complete();
    let last = story.dates.submission.pred_opt().unwrap();
    story.expire("solvabiliteit", last);
    let found = findings(&story, "GES-02").remove(0).about;
    let About::Fact { fact, expired_on, observed, .. } = found else { panic!("not about an answer") };
    assert_eq!((fact, expired_on), (code("solvabiliteit"), Some(last)));
    assert!(observed.is_some(), "what was said is still shown");
}
