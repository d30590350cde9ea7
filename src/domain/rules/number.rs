//! Numbers: what a comparison is made with, and counts and sums of answers.
//! May import: code, facts, money, policy_code, scheme.

use super::leaf::{Leaf, observed};
use super::measure::Passing;
use super::outcome::Outcome;
use super::verdict::{About, AppliedParameter, Finding, NumberPart, Observed};
use crate::code::Code;
use crate::facts::{FactValue, PaidPersons};
use crate::money::{BasisPoints, Cents};
use crate::policy_code::FactCode;
use crate::scheme::{Measure, NumberTest, Operand};

/// What a comparison is made with, and where that comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    /// The value; `None` when an answer or a parameter is missing.
    pub(super) value: Option<FactValue>,
    /// When it is another gegeven.
    pub(super) other: Option<Observed>,
    /// When it is a parameter.
    pub(super) parameter: Option<AppliedParameter>,
}

pub(super) fn bound(leaf: &Leaf<'_>, with: &Operand) -> Bound {
    match with {
        Operand::Literal(value) => Bound { value: Some(value.clone()), ..Bound::default() },
        Operand::Fact(code) => {
            let other = leaf.current(code).map(observed);
            Bound { value: other.as_ref().map(|seen| seen.value.clone()), other, parameter: None }
        }
        Operand::Parameter(code) => {
            let lot = leaf.lot.map(|lot| &lot.lot);
            let found = leaf.input.scheme.parameter(code).and_then(|one| one.on(leaf.on, lot));
            let parameter = found.map(|one| AppliedParameter { value: one.value.clone(), from: one.from });
            Bound { value: found.map(|one| one.value.clone()), other: None, parameter }
        }
    }
}

pub(super) fn finding(leaf: &Leaf<'_>, test: &NumberTest) -> Finding {
    let part =
        |fact: &FactCode| NumberPart { fact: fact.clone(), observed: leaf.current(fact).map(observed) };
    let value = measure(leaf, &test.of);
    let bound = bound(leaf, &test.with);
    let passing = bound.value.as_ref().and_then(|bound| Passing::compared(test.comparator, bound));
    let passes = value.as_ref().zip(passing).and_then(|(value, passing)| passing.has(value));
    let about = About::Number {
        of: test.of.clone(),
        parts: test.of.facts().iter().map(part).collect(),
        value,
        comparator: test.comparator,
        with: test.with.clone(),
        needed: bound.value,
        parameter: bound.parameter,
    };
    Finding { outcome: Outcome::of_known(passes), about }
}

/// The number, when every answer is there and it can be counted with.
fn measure(leaf: &Leaf<'_>, of: &Measure) -> Option<FactValue> {
    match of {
        Measure::Count { fact, of } => {
            let meant = |code: &str| of.is_empty() || of.contains(code);
            let count = match &leaf.current(fact)?.value {
                FactValue::Choices(chosen) => chosen.iter().filter(|code| meant(code)).count(),
                FactValue::ComplyOrExplain(rows) => {
                    rows.values().filter(|answer| meant(answer.code())).count()
                }
                FactValue::PaidPersons(pay) => {
                    pay.persons.iter().filter(|person| meant(person.role.code())).count()
                }
                _ => return None,
            };
            i64::try_from(count).ok().map(FactValue::Whole)
        }
        Measure::Sum { facts, of } => {
            let mut sum: Option<FactValue> = None;
            for code in facts {
                let value = match &leaf.current(code)?.value {
                    FactValue::PaidPersons(pay) => FactValue::Money(pay_of(pay, of)?),
                    plain => plain.clone(),
                };
                sum = Some(match sum {
                    None => value,
                    Some(sum) => add(&sum, &value)?,
                });
            }
            sum
        }
    }
}

fn pay_of(pay: &PaidPersons, of: &std::collections::BTreeSet<String>) -> Option<Cents> {
    let meant = pay.persons.iter().filter(|person| of.is_empty() || of.contains(person.role.code()));
    meant.map(|person| person.pay).try_fold(Cents::new(0), Cents::checked_add)
}

/// Two values of one type together; `None` for what cannot be added up, or is too large.
pub(super) fn add(one: &FactValue, other: &FactValue) -> Option<FactValue> {
    Some(match (one, other) {
        (FactValue::Whole(one), FactValue::Whole(other)) => FactValue::Whole(one.checked_add(*other)?),
        (FactValue::Money(one), FactValue::Money(other)) => FactValue::Money(one.checked_add(*other)?),
        (FactValue::Percent(one), FactValue::Percent(other)) => FactValue::Percent(one.checked_add(*other)?),
        _ => return None,
    })
}

/// How much must be added to the first to get the second.
pub(super) fn difference(from: &FactValue, to: &FactValue) -> Option<FactValue> {
    let negative = match from {
        FactValue::Whole(number) => FactValue::Whole(number.checked_neg()?),
        FactValue::Money(amount) => FactValue::Money(Cents::new(0).checked_sub(*amount)?),
        FactValue::Percent(share) => FactValue::Percent(BasisPoints::new(0).checked_sub(*share)?),
        _ => return None,
    };
    add(to, &negative)
}
