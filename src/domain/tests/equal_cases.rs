//! What makes two cases equal: everything that may count and nothing else.

use openhuis_domain::decision::{Given, Likeness};
use openhuis_domain::facts::{Fact, FactSet, FactValue, Provenance, Source};
use openhuis_domain::policy_code::{FactCode, TestPointCode};
use openhuis_domain::rules::{Outcome, TestAnswer};
use openhuis_domain::scheme::{Requirement, Scheme};

const DRENTHE: &str = include_str!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");

/// A requirement that looks at a yes or no.
fn asked(scheme: &Scheme) -> &Requirement {
    let looks = |one: &&Requirement| one.condition.facts().iter().any(|code| code.as_str() == "veroordeling");
    scheme.requirements().iter().find(looks).unwrap_or_else(|| panic!("no requirement asks it"))
}

fn fact(yes: bool, source: Source, day: &str) -> Fact {
    let as_of = day.parse().unwrap_or_else(|why| panic!("{day}: {why}"));
    let provenance = Provenance { source, as_of, valid_until: None, evidence: None };
    Fact { value: FactValue::YesNo(yes), provenance }
}

fn code<T, E: std::fmt::Debug>(parsed: Result<T, E>) -> T {
    parsed.unwrap_or_else(|why| panic!("{why:?}"))
}

fn answered(yes: bool) -> FactSet {
    let mut facts = FactSet::new();
    facts.set(code(FactCode::parse("veroordeling")), fact(yes, Source::Aanbieder, "2026-10-01"));
    facts
}

fn point(yes: bool) -> Vec<TestAnswer> {
    vec![TestAnswer { point: code(TestPointCode::parse("maatregelen")), yes }]
}

fn likeness(source: &str, facts: &FactSet, rules: Outcome, points: &[TestAnswer]) -> String {
    let scheme = code(Scheme::parse(source.as_bytes()));
    code(Likeness::of(&scheme, asked(&scheme), Given { facts, rules, points })).hex()
}

#[test]
fn who_it_is_when_and_what_nobody_asks_about_make_no_difference() {
    let usual = likeness(DRENTHE, &answered(false), Outcome::Met, &[]);
    let mut other = FactSet::new();
    other.set(FactCode::parse("veroordeling").unwrap(), fact(false, Source::Team, "2026-10-20"));
    other.set(FactCode::parse("iets_anders").unwrap(), fact(true, Source::Aanbieder, "2026-10-01"));
    assert_eq!(likeness(DRENTHE, &other, Outcome::Met, &[]), usual);
    let elsewhere = DRENTHE.replace("mb_per_bestand: 100", "mb_per_bestand: 50");
    assert_eq!(likeness(&elsewhere, &answered(false), Outcome::Met, &[]), usual);
}

#[test]
fn another_answer_outcome_of_the_rules_toetspunt_or_text_is_another_case() {
    let changed = DRENTHE.replace("terugkijken: 5 jaar", "terugkijken: 3 jaar");
    assert_ne!(changed, DRENTHE);
    let all = [
        likeness(DRENTHE, &answered(false), Outcome::Met, &[]),
        likeness(DRENTHE, &answered(true), Outcome::Met, &[]),
        likeness(DRENTHE, &answered(false), Outcome::Judge, &[]),
        likeness(DRENTHE, &answered(false), Outcome::Met, &point(true)),
        likeness(DRENTHE, &answered(false), Outcome::Met, &point(false)),
        likeness(&changed, &answered(false), Outcome::Met, &[]),
    ];
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), all.len());
}

#[test]
fn the_fingerprint_is_of_a_requirement() {
    let scheme = Scheme::parse(DRENTHE.as_bytes()).unwrap();
    let other = scheme.requirements().iter().find(|one| one.code != asked(&scheme).code).unwrap();
    let facts = FactSet::new();
    let given = Given { facts: &facts, rules: Outcome::Met, points: &[] };
    let of = |requirement| Likeness::of(&scheme, requirement, given).unwrap();
    assert_ne!(of(asked(&scheme)), of(other));
}
