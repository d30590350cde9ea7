//! What the rules found, in sentences: the outcome, why, and what would change it.
//! May import: code, facts, policy_code, rules, scheme, words.

use super::amounts::{euros, whole};
use super::dates::long_date;
use super::format::{list, within};
use super::requirement::{required, value};
use crate::code::Code;
use crate::facts::Source;
use crate::policy_code::FactCode;
use crate::rules::{
    About, Change, EvidenceState, Finding, Given, Observed, Outcome, RequirementResult, WntMissing, WntPerson,
};
use crate::scheme::{Operand, ReferenceDate, Scheme, Test, WntClass};

/// The words for an outcome.
#[must_use]
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "voldoet",
        Outcome::NotMet => "voldoet niet",
        Outcome::Unknown => "onbekend",
        Outcome::Judge => "beoordelen",
    }
}

/// Where a value comes from.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Aanbieder => "uw eigen opgave",
        Source::Register => "een openbaar register",
        Source::Team => "nagekeken door de regio",
    }
}

/// Why a requirement has its outcome, a sentence or two a finding.
#[must_use]
pub fn explanation(scheme: &Scheme, result: &RequirementResult) -> Vec<String> {
    result.findings.iter().map(|found| finding(scheme, found)).collect()
}

/// What would make this one requirement pass; never a promise of admission.
#[must_use]
pub fn changes(scheme: &Scheme, result: &RequirementResult) -> Vec<String> {
    result.changes.iter().map(|one| change(scheme, one)).collect()
}

/// The sentences for one finding.
#[must_use]
pub fn finding(scheme: &Scheme, finding: &Finding) -> String {
    match &finding.about {
        About::Fact { fact, observed, expired_on, test, other, .. } => {
            let required = needed(scheme, fact, test, other.as_ref());
            let asked = question(scheme, fact);
            match (observed, expired_on) {
                (None, _) => format!("U hebt ‘{asked}’ nog niet beantwoord. Nodig is {required}."),
                (Some(_), Some(last)) => {
                    format!(
                        "Uw antwoord op ‘{asked}’ gold tot en met {}. Geef het opnieuw.",
                        long_date(*last)
                    )
                }
                (Some(seen), None) if finding.outcome == Outcome::Unknown => {
                    format!(
                        "Uw antwoord op ‘{asked}’ is {}. Waarmee wij dat vergelijken, ontbreekt nog.",
                        shown(scheme, fact, seen)
                    )
                }
                (Some(seen), None) => format!(
                    "‘{asked}’ Nodig is {required}; u had {} ({}, {}).",
                    shown(scheme, fact, seen),
                    source(seen.source),
                    long_date(seen.as_of)
                ),
            }
        }
        About::NotApplicable { .. } => "Dit geldt niet voor u.".into(),
        About::Evidence { evidence, on, state } => {
            let title = scheme.evidence_def(evidence).map_or(evidence.as_str(), |def| def.title.as_str());
            format!("{title}: {}", evidence_state(state, &long_date(*on)))
        }
        About::Capacity { target, places, at_least } => {
            let title =
                target.as_ref().and_then(|target| scheme.target_group(target)).map(|one| within(&one.title));
            let whom = title.map_or_else(String::new, |title| format!(" voor {title}"));
            match places {
                None => format!(
                    "U hebt nog geen plaatsen{whom} opgegeven. Nodig is ten minste {}.",
                    whole(*at_least)
                ),
                Some(places) => {
                    format!(
                        "Plaatsen{whom}: nodig is ten minste {}; u had {}.",
                        whole(*at_least),
                        whole(*places)
                    )
                }
            }
        }
        About::Accepted { document, accepted } => {
            let title = scheme.document(document).map_or(document.as_str(), |def| def.title.as_str());
            let done = if *accepted {
                "U hebt dit document aanvaard"
            } else {
                "U hebt dit document nog niet aanvaard"
            };
            format!("{done}: {title}.")
        }
        About::Chosen { product, is_chosen, .. } => {
            let title = scheme.product(product).map_or(product.as_str(), |(_, one)| one.title.as_str());
            let done = if *is_chosen { "ook" } else { "niet" };
            format!("U meldt zich in deze gemeente {done} aan voor {title}.")
        }
        About::ComplyOrExplain { fact, given, explained, neither, open, .. } => {
            comply(scheme, fact, [explained, neither, open], finding.outcome) + &origin(given.as_ref())
        }
        About::WntNotApplicable => "U valt niet onder de Wet normering topinkomens.".into(),
        About::Wnt { year, class, given, persons } => pay(*year, *class, persons) + &origin(Some(given)),
        About::WntOpen { missing } => pay_open(scheme, missing),
        About::Exclusion { given, .. } => judged(scheme, finding) + &origin(given.as_ref()),
        About::Judgement { .. } => judged(scheme, finding),
    }
}

/// Where an answer comes from, as a sentence of its own.
fn origin(given: Option<&Given>) -> String {
    given.map_or_else(String::new, |given| {
        format!(" Bron: {}, {}.", source(given.source), long_date(given.as_of))
    })
}

fn needed(scheme: &Scheme, fact: &FactCode, test: &Test, other: Option<&Observed>) -> String {
    let plain = match (test, other) {
        (Test::Compare { comparator, with: Operand::Fact(_) }, Some(seen)) => {
            Test::Compare { comparator: *comparator, with: Operand::Literal(seen.value.clone()) }
        }
        (test, _) => test.clone(),
    };
    required(scheme, fact, &plain, ReferenceDate::Submission)
}

fn question(scheme: &Scheme, fact: &FactCode) -> String {
    scheme.fact(fact).map_or_else(|| fact.to_string(), |def| def.question.clone())
}

fn shown(scheme: &Scheme, fact: &FactCode, seen: &Observed) -> String {
    value(scheme.fact(fact).map(|def| &def.kind), &seen.value)
}

fn evidence_state(state: &EvidenceState, on: &str) -> String {
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

fn comply(scheme: &Scheme, fact: &FactCode, lists: [&Vec<String>; 3], outcome: Outcome) -> String {
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

fn pay(year: i32, class: WntClass, persons: &[WntPerson]) -> String {
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

fn pay_open(scheme: &Scheme, missing: &WntMissing) -> String {
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

fn judged(scheme: &Scheme, finding: &Finding) -> String {
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

fn change(scheme: &Scheme, change: &Change) -> String {
    match change {
        Change::Fact { fact, value: to } => {
            let kind = scheme.fact(fact).map(|def| &def.kind);
            match to {
                crate::facts::FactValue::PaidPersons(pay) => format!(
                    "Aan deze eis voldoet u als de bezoldiging over {} ten hoogste het maximum per persoon is.",
                    pay.year
                ),
                other => {
                    format!(
                        "Aan deze eis voldoet u met dit antwoord op ‘{}’: {}.",
                        question(scheme, fact),
                        value(kind, other)
                    )
                }
            }
        }
        Change::Evidence { evidence, issued_from, valid_until, .. } => {
            let title = scheme.evidence_def(evidence).map_or(evidence.as_str(), |def| def.title.as_str());
            let from = issued_from.map(|day| format!("van {} of later", long_date(day)));
            let until = valid_until.map(|day| format!("geldig tot en met {} of later", long_date(day)));
            let parts: Vec<String> = from.into_iter().chain(until).collect();
            format!("Aan deze eis voldoet u met een nieuw stuk ({title}), {}.", list(&parts, "en"))
        }
        Change::Places { target, places } => {
            let title =
                target.as_ref().and_then(|target| scheme.target_group(target)).map(|one| within(&one.title));
            let whom = title.map_or_else(String::new, |title| format!(" voor {title}"));
            format!("Aan deze eis voldoet u met ten minste {} plaatsen{whom}.", whole(*places))
        }
    }
}
