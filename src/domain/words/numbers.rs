//! Counts, sums and parameters in sentences.
//! May import: code, facts, policy_code, scheme, words.

use super::dates::long_date;
use super::format::list;
use super::requirement::{comparison, question, value};
use super::roles::person_role;
use crate::code::Code;
use crate::facts::{FactType, FactValue, PersonRole, Range};
use crate::policy_code::{FactCode, ParameterCode};
use crate::scheme::{Comparator, Measure, NumberTest, Operand, Parameter, ParameterValue, Scheme, Scope};

/// What a parameter is called within a sentence: its value where it has only one, and its title where it has several.
#[must_use]
pub fn parameter(scheme: &Scheme, code: &ParameterCode) -> String {
    match scheme.parameter(code) {
        Some(Parameter { kind, values, .. }) if one_for_all(values) => {
            values.first().map_or_else(String::new, |one| value(Some(kind), &one.value))
        }
        Some(one) => format!("‘{}’", one.title),
        None => code.to_string(),
    }
}

fn one_for_all(values: &[ParameterValue]) -> bool {
    matches!(values, [one] if one.is_general())
}

/// What a parameter is, where and from when: a sentence per value; nothing where [`parameter`] says it all.
#[must_use]
pub fn parameter_values(scheme: &Scheme, code: &ParameterCode) -> Vec<String> {
    let Some(parameter) = scheme.parameter(code).filter(|one| !one_for_all(&one.values)) else {
        return Vec::new();
    };
    let sentence = |one: &ParameterValue| {
        format!(
            "‘{}’ is {} vanaf {}{}.",
            parameter.title,
            value(Some(&parameter.kind), &one.value),
            long_date(one.from),
            places(scheme, &one.scope)
        )
    };
    parameter.values.iter().map(sentence).collect()
}

/// Where something holds, after a sentence; nothing when everywhere.
#[must_use]
pub fn places(scheme: &Scheme, scope: &Scope) -> String {
    let gemeenten: Vec<String> = scope
        .gemeenten
        .iter()
        .map(|code| scheme.gemeente(code).map_or_else(|| code.to_string(), |one| one.name.clone()))
        .collect();
    let groups = scope
        .groups
        .iter()
        .map(|code| scheme.group(code).map_or_else(|| code.to_string(), |one| one.title.clone()));
    let products = scope
        .products
        .iter()
        .map(|code| scheme.product(code).map_or_else(|| code.to_string(), |(_, one)| one.title.clone()));
    let what: Vec<String> = groups.chain(products).collect();
    let within = if gemeenten.is_empty() { String::new() } else { format!(" in {}", list(&gemeenten, "en")) };
    let only = if what.is_empty() { String::new() } else { format!(" voor {}", list(&what, "en")) };
    within + &only
}

/// The text of a count or a sum.
#[must_use]
pub fn number(scheme: &Scheme, test: &NumberTest) -> String {
    let with = match &test.with {
        Operand::Literal(literal) => value(None, literal),
        Operand::Fact(other) => format!("uw antwoord op ‘{}’", question(scheme, other)),
        Operand::Parameter(code) => parameter(scheme, code),
    };
    format!("{} is {}.", measure(scheme, &test.of), compared(test.comparator, &with))
}

/// A comparison with something that was already put into words.
#[must_use]
pub fn compared(comparator: Comparator, with: &str) -> String {
    let number = FactType::Whole(Range::open());
    format!("{}{with}", comparison(comparator, Some(&number)))
}

/// What is counted or added up, at the start of a sentence.
#[must_use]
pub fn measure(scheme: &Scheme, of: &Measure) -> String {
    match of {
        Measure::Count { fact, of } => {
            let kind = scheme.fact(fact).map(|def| &def.kind);
            let what = match kind {
                Some(FactType::PaidPersons) => "topfunctionarissen",
                Some(FactType::ComplyOrExplain { .. }) => "onderdelen",
                _ => "gekozen antwoorden",
            };
            let only = of.iter().map(|code| name_of(kind, code)).collect::<Vec<_>>();
            let which = if only.is_empty() { String::new() } else { format!(" ({})", list(&only, "of")) };
            format!("Het aantal {what}{which} bij ‘{}’", question(scheme, fact))
        }
        Measure::Sum { facts, of } => {
            let asked: Vec<String> =
                facts.iter().map(|fact| format!("‘{}’", question(scheme, fact))).collect();
            let only = of.iter().map(|code| name_of(Some(&FactType::PaidPersons), code)).collect::<Vec<_>>();
            let which =
                if only.is_empty() { String::new() } else { format!(" (alleen {})", list(&only, "en")) };
            format!("De som van uw antwoorden op {}{which}", list(&asked, "en"))
        }
    }
}

fn name_of(kind: Option<&FactType>, code: &str) -> String {
    match kind {
        Some(FactType::PaidPersons) => {
            PersonRole::from_code(code).map_or_else(|| code.to_owned(), |role| person_role(role).to_owned())
        }
        kind => kind.and_then(|kind| kind.title_of(code)).unwrap_or(code).to_owned(),
    }
}

/// A count or a sum beside what was needed.
#[must_use]
pub fn found(
    scheme: &Scheme,
    of: &Measure,
    open: &[&FactCode],
    value_now: Option<&FactValue>,
    comparator: Comparator,
    needed: Option<&FactValue>,
) -> String {
    let what = measure(scheme, of);
    if !open.is_empty() {
        let asked: Vec<String> = open.iter().map(|fact| format!("‘{}’", question(scheme, fact))).collect();
        return format!("U hebt nog niet beantwoord: {}.", list(&asked, "en"));
    }
    match (value_now, needed) {
        (Some(now), Some(needed)) => format!(
            "{what}: nodig is {}; u had {}.",
            compared(comparator, &value(None, needed)),
            value(None, now)
        ),
        (Some(now), None) => {
            format!("{what} is {}. Waarmee wij dat vergelijken, ontbreekt nog.", value(None, now))
        }
        (None, _) => format!("{what} kunnen wij niet uitrekenen. Wij kijken ernaar."),
    }
}
