//! What one finding of the rules is about, in sentences.
//! May import: code, facts, policy_code, rules, scheme, words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::amounts::{euros, whole};
use super::super::dates::long_date;
use super::super::format::{list, sentence, within};
use super::super::requirement::{required, value};
use super::{outcome, source};
use crate::code::Code;
use crate::policy_code::{FactCode, TargetGroupCode};
use crate::rules::{
    About, AppliedParameter, EvidenceState, Finding, Given, MemberOutcome, Observed, Outcome, WntMissing,
    WntPerson,
};
use crate::scheme::{Operand, ReferenceDate, Scheme, Test, WntClass};

/// Where an answer comes from, as a sentence of its own.
pub(super) fn origin(given: Option<&Given>) -> String {
    given.map_or_else(String::new, |given| {
        format!(" Bron: {}, {}.", source(given.source), long_date(given.as_of))
    })
}

pub(super) fn needed(
    scheme: &Scheme,
    fact: &FactCode,
    test: &Test,
    other: Option<&Observed>,
    parameter: Option<&AppliedParameter>,
) -> String {
    let known = other.map(|seen| &seen.value).or(parameter.map(|one| &one.value));
    let plain = match (test, known) {
        (Test::Compare { comparator, with: Operand::Fact(_) | Operand::Parameter(_) }, Some(value)) => {
            Test::Compare { comparator: *comparator, with: Operand::Literal(value.clone()) }
        }
        (test, _) => test.clone(),
    };
    required(scheme, fact, &plain, ReferenceDate::Submission)
}

/// What each of a combinatie gives, without what was found.
pub(super) fn members(each: &[MemberOutcome]) -> String {
    let one = |one: &MemberOutcome| {
        let who =
            if one.number == 1 { "de penvoerder".to_owned() } else { format!("deelnemer {}", one.number) };
        format!("{who}: {}", outcome(one.outcome))
    };
    format!(
        "Ieder moet hier zelf aan voldoen. {}.",
        sentence(&each.iter().map(one).collect::<Vec<_>>().join("; "))
    )
}

/// An answer beside what was needed.
pub(super) fn answered(
    scheme: &Scheme,
    fact: &FactCode,
    observed: Option<&Observed>,
    expired_on: Option<NaiveDate>,
    needed: &str,
    outcome: Outcome,
) -> String {
    let asked = question(scheme, fact);
    match (observed, expired_on) {
        (None, _) => format!("U hebt ‘{asked}’ nog niet beantwoord. Nodig is {needed}."),
        (Some(_), Some(last)) => {
            format!("Uw antwoord op ‘{asked}’ gold tot en met {}. Geef het opnieuw.", long_date(last))
        }
        (Some(seen), None) if outcome == Outcome::Unknown => format!(
            "Uw antwoord op ‘{asked}’ is {}. Waarmee wij dat vergelijken, ontbreekt nog.",
            shown(scheme, fact, seen)
        ),
        (Some(seen), None) => format!(
            "‘{asked}’ Nodig is {needed}; u had {} ({}, {}).",
            shown(scheme, fact, seen),
            source(seen.source),
            long_date(seen.as_of)
        ),
    }
}

/// Places beside what was needed.
pub(super) fn capacity(whom: &str, places: Option<i64>, at_least: i64) -> String {
    let needed = whole(at_least);
    match places {
        None => format!("U hebt nog geen plaatsen{whom} opgegeven. Nodig is ten minste {needed}."),
        Some(places) => format!("Plaatsen{whom}: nodig is ten minste {needed}; u had {}.", whole(places)),
    }
}

/// For which doelgroepen places are offered of which the published supply has none free.
pub(super) fn unserved(
    scheme: &Scheme,
    published: Option<NaiveDate>,
    unserved: &BTreeSet<TargetGroupCode>,
) -> String {
    let Some(on) = published.map(long_date) else {
        return "Het aanbod in dit perceel is nog niet gepubliceerd.".into();
    };
    let titles: Vec<String> =
        unserved.iter().filter_map(|one| scheme.target_group(one)).map(|one| within(&one.title)).collect();
    if titles.is_empty() {
        return format!(
            "Voor elke doelgroep waarvoor u plaatsen biedt, was op {on} al plek vrij in dit perceel."
        );
    }
    format!(
        "U biedt plaatsen voor {}. Daarvoor was op {on} nergens in dit perceel plek vrij.",
        list(&titles, "en")
    )
}

/// For which doelgroep, within a sentence; nothing where it is about all.
pub(super) fn whom(scheme: &Scheme, target: Option<&TargetGroupCode>) -> String {
    let title = target.and_then(|target| scheme.target_group(target)).map(|one| within(&one.title));
    title.map_or_else(String::new, |title| format!(" voor {title}"))
}

pub(super) fn question(scheme: &Scheme, fact: &FactCode) -> String {
    scheme.fact(fact).map_or_else(|| fact.to_string(), |def| def.question.clone())
}

fn shown(scheme: &Scheme, fact: &FactCode, seen: &Observed) -> String {
    value(scheme.fact(fact).map(|def| &def.kind), &seen.value)
}

/// How a bewijsstuk stands, as a sentence of its own.
#[must_use]
pub fn evidence_stands(state: &EvidenceState, on: NaiveDate) -> String {
    sentence(&evidence_state(state, &long_date(on)))
}

pub(super) fn evidence_state(state: &EvidenceState, on: &str) -> String {
    match state {
        EvidenceState::Missing => "dit bewijsstuk ontbreekt nog.".into(),
        EvidenceState::Valid { .. } => format!("geldig op {on}."),
        EvidenceState::TooOld { issued_on, from, .. } => format!(
            "te oud. Nodig is een stuk van {} of later; u had een stuk van {}.",
            long_date(*from),
            long_date(*issued_on)
        ),
        EvidenceState::Expired { expired_on, .. } => {
            format!(
                "verlopen. Nodig is een stuk dat geldig is op {on}; het uwe was geldig tot en met {}.",
                long_date(*expired_on)
            )
        }
        EvidenceState::NoDate { .. } => "de datum van dit stuk ontbreekt nog.".into(),
        EvidenceState::Equivalent { answers, .. } if answers.is_empty() => {
            "u levert iets gelijkwaardigs. Wij beoordelen of het hetzelfde aantoont.".into()
        }
        EvidenceState::Equivalent { .. } => "u levert iets gelijkwaardigs. Wij hebben dat beoordeeld.".into(),
        EvidenceState::NoEquivalent { .. } => "iets anders dan dit stuk kan hier niet.".into(),
    }
}

pub(super) fn comply(scheme: &Scheme, fact: &FactCode, lists: [&Vec<String>; 3], outcome: Outcome) -> String {
    let kind = scheme.fact(fact).map(|def| &def.kind);
    let title = |code: &String| kind.and_then(|kind| kind.title_of(code)).unwrap_or(code).to_owned();
    let named = |codes: &[String]| list(&codes.iter().map(title).collect::<Vec<_>>(), "en");
    let [explained, neither, open] = lists;
    let mut parts = Vec::new();
    if !neither.is_empty() {
        parts.push(format!("U past dit niet toe en legt het niet uit: {}.", named(neither)));
    }
    if !open.is_empty() {
        parts.push(format!("Uw antwoord ontbreekt nog bij: {}.", named(open)));
    }
    if !explained.is_empty() {
        let then = if outcome == Outcome::Judge { " Wij beoordelen uw uitleg." } else { "" };
        parts.push(format!("U legt uit waarom u dit niet toepast: {}.{then}", named(explained)));
    }
    if parts.is_empty() { "U past alle onderdelen toe.".into() } else { parts.join(" ") }
}

pub(super) fn pay(year: i32, class: WntClass, persons: &[WntPerson]) -> String {
    let each = persons.iter().map(|one| {
        format!(
            "topfunctionaris {}: het maximum is {}; u gaf {} op ({})",
            one.number,
            euros(one.maximum),
            euros(one.pay),
            outcome(one.outcome)
        )
    });
    format!("Bezoldiging over {year}, {}: {}.", class_words(class), each.collect::<Vec<_>>().join("; "))
}

/// How a WNT class is called.
#[must_use]
pub fn class_words(class: WntClass) -> String {
    match class {
        WntClass::General => "algemeen maximum".into(),
        other => format!("klasse {}", other.code().to_uppercase()),
    }
}

pub(super) fn pay_open(scheme: &Scheme, missing: &WntMissing) -> String {
    match missing {
        WntMissing::Fact { fact } => format!("U hebt ‘{}’ nog niet beantwoord.", question(scheme, fact)),
        WntMissing::Year { given, needed } => {
            format!(
                "U gaf de bezoldiging over {given} op; nodig is die over {needed}, het laatst afgesloten jaar."
            )
        }
        WntMissing::Maximum { year, class } => format!(
            "Onbekend: landelijk bedrag Wet normering topinkomens {year}, {}, is niet vastgesteld. U hoeft niets te doen.",
            class_words(*class)
        ),
        WntMissing::Share => {
            "Onbekend: landelijk percentage voor toezichthouders is niet vastgesteld. U hoeft niets te doen."
                .into()
        }
    }
}

pub(super) fn judged(scheme: &Scheme, finding: &Finding) -> String {
    match &finding.about {
        About::Exclusion { fact, declared: None, .. } => {
            format!("U hebt ‘{}’ nog niet beantwoord.", question(scheme, fact))
        }
        About::Exclusion { declared: Some(false), .. } => "U verklaart dat dit niet voor u geldt.".into(),
        About::Exclusion { missing, .. } if !missing.is_empty() => {
            let open: Vec<String> =
                missing.iter().map(|fact| format!("‘{}’", question(scheme, fact))).collect();
            format!("U verklaart ja. Beantwoord ook: {}.", list(&open, "en"))
        }
        About::Exclusion { date: Some(date), look_back_from, .. } => {
            let inside = if date >= look_back_from { "binnen" } else { "buiten" };
            let then = by_person(finding.outcome);
            format!(
                "U verklaart ja. Het was op {}, {inside} de termijn die op {} begint. {then}",
                long_date(*date),
                long_date(*look_back_from)
            )
        }
        _ => by_person(finding.outcome).into(),
    }
}

fn by_person(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "Wij hebben dit beoordeeld: het voldoet.",
        Outcome::NotMet => "Wij hebben dit beoordeeld: het voldoet niet.",
        Outcome::Judge | Outcome::Unknown => "Een mens beoordeelt dit.",
    }
}
