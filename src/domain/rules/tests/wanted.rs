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
        closed: &[],
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

/// Everything in order, where this is asked instead of an extract.
fn asked(condition: &str) -> Story {
    Story::under("{bewijs: kvk}", condition)
        .no_papers("kvk")
        .no_papers("certificaat")
        .no_papers("klachtenregeling")
}

#[test]
fn of_a_paper_that_is_wanted_twice_only_what_does_instead_of_both() {
    let either = |one: &str, other: &str| format!("{{een_van: [{{bewijs: {one}}}, {{bewijs: {other}}}]}}");
    let other =
        format!("{{alle: [{}, {}]}}", either("kvk", "certificaat"), either("kvk", "klachtenregeling"));
    let wanted = wants("GES-01", &asked(&other));
    assert_eq!(wanted, ["certificaat or kvk", "klachtenregeling or kvk", "kvk"]);
    let twice = format!("{{alle: [{0}, {0}]}}", either("kvk", "certificaat"));
    assert_eq!(wants("GES-01", &asked(&twice)), ["certificaat or kvk", "kvk or certificaat"]);
}

#[test]
fn a_way_that_no_paper_can_open_wants_none() {
    let with =
        |way: &str| wants("GES-01", &asked(&format!("{{een_van: [{way}, {{bewijs: klachtenregeling}}]}}")));
    let both = ["klachtenregeling or kvk", "kvk or klachtenregeling"];
    assert_eq!(with("{alle: [{gegeven: starter, is: nee}, {bewijs: kvk}]}"), both);
    assert_eq!(with("{alle: [{gegeven: starter, is: ja}, {bewijs: kvk}]}"), ["klachtenregeling"]);
    assert_eq!(
        with("{als: {gegeven: starter, is: nee}, dan: {bewijs: kvk}}"),
        both,
        "only the paper is missing"
    );
    let neither = "{als: {gegeven: starter, is: nee}, dan: {alle: [{gegeven: omzet, minder_dan: \"€ 1\"}, {bewijs: kvk}]}}";
    assert_eq!(with(neither), ["klachtenregeling"]);
    let ways = "{een_van: [{alle: [{gegeven: starter, is: ja}, {bewijs: kvk}]}, {bewijs: certificaat}]}";
    assert_eq!(with(ways), ["certificaat or klachtenregeling", "klachtenregeling or certificaat"]);
}

#[test]
fn a_paper_is_wanted_when_one_of_the_lots_asks_it() {
    // More than 4 medewerkers in De Wolden, more than 10 in Meppel.
    let by_place = "{als: {gegeven: medewerkers, meer_dan: {parameter: toezicht_vanaf}}, dan: {bewijs: kvk}}";
    for (staff, expected) in [("4", &[][..]), ("5", &["kvk"]), ("11", &["kvk"])] {
        assert_eq!(wants("GES-01", &asked(by_place).with("medewerkers", staff)), expected, "{staff}");
    }
}

#[test]
fn an_eis_for_another_productgroep_wants_nothing() {
    assert!(wants("KWA-06", &Story::begun()).is_empty());
}
