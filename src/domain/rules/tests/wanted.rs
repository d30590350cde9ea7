//! Which papers are asked for, with the answers so far.

use super::story::{Story, day};
use crate::rules::{Input, wanted};
use crate::supply::SupplySnapshot;

/// What an eis wants: each kind, with what does instead of it.
fn wants(code: &str, story: &Story) -> Vec<String> {
    let (facts, supply) = (story.facts(), SupplySnapshot::new(day(2026, 9, 1), Vec::new()));
    let input = Input {
        scheme: story.scheme,
        national: story.national,
        facts: &facts,
        evidence: &story.evidence,
        accepted: &story.accepted,
        lots: &story.lots,
        dates: story.dates,
        stage: story.stage,
        judgements: &story.judgements,
        supply: &supply,
    };
    let said = wanted(&input)
        .into_iter()
        .filter(|one| one.by.as_str() == code)
        .map(|one| one.instead.iter().fold(one.kind.to_string(), |text, other| format!("{text} or {other}")));
    said.collect()
}

#[test]
fn where_one_of_two_papers_is_enough_each_is_wanted_instead_of_the_other() {
    let story = Story::begun();
    assert_eq!(wants("GES-02", &story), ["gva or vog_rechtspersoon", "vog_rechtspersoon or gva"]);
}

#[test]
fn with_one_of_them_sent_the_other_is_wanted_no_more() {
    let mut story = Story::begun();
    story.add_paper("vog_rechtspersoon", 1, Some(day(2026, 6, 1)), None);
    assert_eq!(wants("GES-02", &story), ["vog_rechtspersoon"]);
}

#[test]
fn what_an_answer_makes_superfluous_is_not_wanted() {
    let starter = |text| Story::begun().with("startende_organisatie", text);
    assert_eq!(wants("GES-16", &starter("nee")), ["jaarrekening"]);
    assert_eq!(
        wants("GES-16", &starter("ja")),
        ["jaarrekening or openingsbalans", "openingsbalans or jaarrekening"]
    );
    let form = |text| Story::begun().with("rechtsvorm", text);
    assert!(wants("GOV-05", &form("eenmanszaak")).is_empty());
    assert_eq!(wants("GOV-05", &form("stichting")), ["ubo_uittreksel"]);
    assert!(wants("GOV-05", &Story::begun()).is_empty(), "nobody knows yet");
}

#[test]
fn an_answer_that_falls_short_does_not_make_the_paper_beside_it_superfluous() {
    let story = Story::begun().with("verzekerd_per_aanspraak", "1");
    assert_eq!(wants("GES-05", &story), ["polis_aansprakelijkheid"]);
}

#[test]
fn an_eis_for_another_productgroep_wants_nothing() {
    assert!(wants("KWA-06", &Story::begun()).is_empty());
}
