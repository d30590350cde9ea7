//! Changes of the text: only what is meant differs, comments stay, and a change that breaks something is refused whole.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{MIJOV, SAMPLE};
use crate::facts::FactValue;
use crate::money::BasisPoints;
use crate::policy_code::PolicyCode;
use crate::scheme::{Edit, NotEdited, Scheme, Scope, compare, edit};
use crate::words::comparison::told;

fn mijov() -> &'static str {
    std::str::from_utf8(MIJOV).unwrap()
}

fn in_gemeenten(codes: &[&str]) -> Scope {
    let gemeenten = codes.iter().map(|code| crate::identifiers::GemeenteCode::parse(code).unwrap()).collect();
    Scope { gemeenten, ..Scope::default() }
}

fn number(code: &str, from: &str, places: &[&str], value: FactValue) -> Edit {
    Edit::Number {
        parameter: PolicyCode::parse(code).unwrap(),
        from: from.parse().unwrap(),
        scope: in_gemeenten(places),
        value,
    }
}

/// The lines that are gone and those that are new.
fn lines<'a>(old: &'a str, new: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let gone = old.lines().filter(|line| !new.lines().any(|other| other == *line)).collect();
    let fresh = new.lines().filter(|line| !old.lines().any(|other| other == *line)).collect();
    (gone, fresh)
}

fn sentences(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (Scheme::parse(old.as_bytes()).unwrap(), Scheme::parse(new.as_bytes()).unwrap());
    told(&old, &new, &compare(&old, &new)).into_iter().flat_map(|one| one.lines).collect()
}

#[test]
fn a_number_for_one_gemeente_adds_a_value_and_leaves_every_other_line() {
    let change = number(
        "solvabiliteit_minimum",
        "2027-01-01",
        &["GM0200"],
        FactValue::Percent(BasisPoints::new(2_550)),
    );
    let text = edit(mijov(), &change).unwrap();
    let (gone, fresh) = lines(mijov(), &text);
    assert!(gone.is_empty(), "{gone:?}");
    assert_eq!(
        fresh,
        [
            "      - vanaf: 2027-01-01",
            "        bereik:",
            "          gemeenten: [GM0200]",
            "        waarde: 25,5 %"
        ]
    );
    assert_eq!(text.matches('#').count(), mijov().matches('#').count(), "comments stay");
    assert_eq!(
        sentences(mijov(), &text),
        ["In Apeldoorn vanaf 1 januari 2027: van 20,0\u{a0}% naar 25,5\u{a0}%."]
    );
}

#[test]
fn the_same_day_and_place_again_takes_the_place_of_the_value() {
    let to = |value| {
        number(
            "solvabiliteit_minimum",
            "2027-01-01",
            &["GM0200"],
            FactValue::Percent(BasisPoints::new(value)),
        )
    };
    let once = edit(mijov(), &to(2_500)).unwrap();
    let twice = edit(&once, &to(3_000)).unwrap();
    assert_eq!(lines(&once, &twice), (vec!["        waarde: 25,0 %"], vec!["        waarde: 30,0 %"]));
    assert_eq!(edit(&once, &to(2_500)).unwrap(), once);
}

#[test]
fn a_gemeente_leaves_a_value_that_it_shared_for_the_same_day() {
    let shared = number(
        "solvabiliteit_minimum",
        "2027-01-01",
        &["GM0200", "GM0301"],
        FactValue::Percent(BasisPoints::new(2_500)),
    );
    let own = number(
        "solvabiliteit_minimum",
        "2027-01-01",
        &["GM0301"],
        FactValue::Percent(BasisPoints::new(2_200)),
    );
    let text = edit(&edit(mijov(), &shared).unwrap(), &own).unwrap();
    assert_eq!(
        sentences(mijov(), &text),
        [
            "In Apeldoorn vanaf 1 januari 2027: van 20,0\u{a0}% naar 25,0\u{a0}%.",
            "In Zutphen vanaf 1 januari 2027: van 20,0\u{a0}% naar 22,0\u{a0}%."
        ]
    );
    let gone = number(
        "solvabiliteit_minimum",
        "2027-01-01",
        &["GM0200"],
        FactValue::Percent(BasisPoints::new(2_200)),
    );
    let text = edit(&edit(&text, &gone).unwrap(), &shared).unwrap();
    assert_eq!(text.matches("vanaf: 2027-01-01").count(), 1, "{text}");
}

#[test]
fn the_places_of_an_eis_and_the_definition_of_enough_are_changed_line_by_line() {
    let change =
        Edit::Places { requirement: PolicyCode::parse("GES-06").unwrap(), scope: in_gemeenten(&["GM0200"]) };
    let text = edit(mijov(), &change).unwrap();
    assert_eq!(sentences(mijov(), &text).len(), 1);
    assert!(sentences(mijov(), &text)[0].contains("Wordt: in Apeldoorn."), "{:?}", sentences(mijov(), &text));
    let everywhere =
        Edit::Places { requirement: PolicyCode::parse("GES-06").unwrap(), scope: Scope::default() };
    assert!(sentences(mijov(), &edit(mijov(), &everywhere).unwrap())[0].contains("Wordt: overal."));
    let scheme = Scheme::parse(MIJOV).unwrap();
    let mut enough = scheme.sufficient().clone();
    enough.providers = Some(5);
    let text = edit(mijov(), &Edit::Sufficient(enough.clone())).unwrap();
    assert_eq!(lines(mijov(), &text), (vec!["  aanbieders: 3"], vec!["  aanbieders: 5"]));
    enough.waiting = None;
    enough.every_target_group = false;
    let read = Scheme::parse(edit(mijov(), &Edit::Sufficient(enough.clone())).unwrap().as_bytes()).unwrap();
    assert_eq!(read.sufficient(), &enough);
}

#[test]
fn what_is_not_there_or_would_break_something_is_refused_whole() {
    let nothing = number("bestaat_niet", "2027-01-01", &[], FactValue::Whole(3));
    assert_eq!(edit(mijov(), &nothing), Err(NotEdited::Unknown));
    let yes = number("solvabiliteit_minimum", "2027-01-01", &[], FactValue::YesNo(true));
    assert_eq!(edit(mijov(), &yes), Err(NotEdited::Unknown));
    let money = number("toezicht_vanaf", "2027-01-01", &[], FactValue::Percent(BasisPoints::new(1)));
    assert!(matches!(edit(SAMPLE, &money), Err(NotEdited::Broken(_))));
    let elsewhere = number("toezicht_vanaf", "2027-01-01", &["GM0363"], FactValue::Whole(3));
    assert!(matches!(edit(SAMPLE, &elsewhere), Err(NotEdited::Broken(_))), "a gemeente of another region");
    assert!(matches!(edit("formaat: iets", &nothing), Err(NotEdited::Broken(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(60)))]

    #[test]
    fn whatever_number_is_written_is_read_back(points in 0i32..=10_000, day in 0i64..3_000, all in any::<bool>()) {
        let from = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap() + chrono::TimeDelta::days(day);
        let value = FactValue::Percent(BasisPoints::new(points));
        let shipped = Scheme::parse(MIJOV).unwrap();
        let places: &[&str] = if all { &[] } else { &["GM0200"] };
        for source in [mijov().to_owned(), mijov().replace('\n', "\r\n")] {
            let text = edit(&source, &number("solvabiliteit_minimum", &from.to_string(), places, value.clone())).unwrap();
            let scheme = Scheme::parse(text.as_bytes()).unwrap();
            let parameter = &scheme.parameters()[0];
            let written = parameter.values.iter().find(|one| one.from == from && one.scope == in_gemeenten(places));
            prop_assert_eq!(written.map(|one| one.value.clone()), Some(value.clone()));
            prop_assert_eq!(scheme.requirements(), shipped.requirements());
        }
    }
}
