//! What the rules found, in sentences: the outcome, why, and what would change it.
//! May import: code, facts, policy_code, rules, scheme, words.

mod about;

use about::{
    answered, capacity, comply, evidence_state, judged, members, needed, origin, pay, pay_open, question,
    whom,
};

pub use about::{class_words, evidence_stands};

use super::amounts::whole;
use super::dates::long_date;
use super::format::list;
use super::numbers::found;
use super::requirement::value;
use crate::facts::Source;
use crate::policy_code::FactCode;
use crate::rules::{About, Change, Finding, Outcome, RequirementResult};
use crate::scheme::Scheme;

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
        About::Fact { fact, observed, expired_on, test, other, parameter, .. } => {
            let needed = needed(scheme, fact, test, other.as_ref(), parameter.as_ref());
            answered(scheme, fact, observed.as_ref(), *expired_on, &needed, finding.outcome)
        }
        About::Number { of, parts, value, comparator, needed, .. } => {
            let open: Vec<&FactCode> =
                parts.iter().filter(|part| part.observed.is_none()).map(|part| &part.fact).collect();
            found(scheme, of, &open, value.as_ref(), *comparator, needed.as_ref())
        }
        About::Members { each } => members(each),
        About::NotApplicable { .. } => "Dit geldt niet voor u.".into(),
        About::Evidence { evidence, on, state } => {
            let title = scheme.evidence_def(evidence).map_or(evidence.as_str(), |def| def.title.as_str());
            format!("{title}: {}", evidence_state(state, &long_date(*on)))
        }
        About::Capacity { target, places, at_least } => {
            capacity(&whom(scheme, target.as_ref()), *places, *at_least)
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
        About::ChosenGroup { group, is_chosen, .. } => {
            let title = scheme.group(group).map_or(group.as_str(), |one| one.title.as_str());
            let done = if *is_chosen { "ook" } else { "niet" };
            format!("U meldt zich in deze gemeente {done} aan voor een product van {title}.")
        }
        About::ClosedLot { closed: true } => "Dit perceel was gesloten voor wie niets toevoegt.".into(),
        About::ClosedLot { closed: false } => "Dit perceel was gewoon open.".into(),
        About::Unserved { published, unserved } => about::unserved(scheme, *published, unserved),
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
            let whom = whom(scheme, target.as_ref());
            format!("Aan deze eis voldoet u met ten minste {} plaatsen{whom}.", whole(*places))
        }
    }
}
