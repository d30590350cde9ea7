//! A comparison made ready: the numbers that pass it. One answer is held against it, or a column with those of everybody.
//! May import: facts, policy_code, scheme.

use chrono::{Datelike, NaiveDate};

use super::input::ReferenceDates;
use crate::facts::FactValue;
use crate::policy_code::FactCode;
use crate::scheme::{Comparator, Condition, FactTest, Operand, Scheme, Test};

/// What an answer counts in: numbers of different units are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    YesNo,
    Whole,
    Cents,
    BasisPoints,
    Day,
}

/// An answer as a number; `None` when it is none. No comes before yes, and a day is counted from the beginning of the calendar.
pub(super) fn number(value: &FactValue) -> Option<(Unit, i64)> {
    Some(match value {
        FactValue::YesNo(yes) => (Unit::YesNo, i64::from(*yes)),
        FactValue::Whole(number) => (Unit::Whole, *number),
        FactValue::Money(amount) => (Unit::Cents, amount.get()),
        FactValue::Percent(share) => (Unit::BasisPoints, i64::from(share.get())),
        FactValue::Day(day) => (Unit::Day, day_number(*day)),
        _ => return None,
    })
}

fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The numbers that pass: those from one to another, or all but those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passing {
    pub(super) unit: Unit,
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) inside: bool,
}

impl Passing {
    /// What passes a test; `None` when it does not measure, or when there is nothing to measure by.
    pub(super) fn of(test: &Test, bound: Option<&FactValue>, on: NaiveDate) -> Option<Self> {
        let days = |from, to, inside| Some(Self { unit: Unit::Day, from, to, inside });
        match test {
            Test::Compare { comparator, .. } => Self::compared(*comparator, bound?),
            Test::NotOlder { than, inside, .. } => {
                days(day_number(than.before(on)?), day_number(on), *inside)
            }
            Test::ValidOn { valid, .. } => days(day_number(on), i64::MAX, *valid),
            Test::OneOf { .. } | Test::Contains { .. } => None,
        }
    }

    /// What passes a comparison with a number.
    pub(super) fn compared(comparator: Comparator, bound: &FactValue) -> Option<Self> {
        let (unit, bound) = number(bound)?;
        let (from, to, inside) = match comparator {
            Comparator::Equal => (bound, bound, true),
            Comparator::NotEqual => (bound, bound, false),
            Comparator::AtLeast => (bound, i64::MAX, true),
            Comparator::LessThan => (bound, i64::MAX, false),
            Comparator::AtMost => (i64::MIN, bound, true),
            Comparator::MoreThan => (i64::MIN, bound, false),
        };
        Some(Self { unit, from, to, inside })
    }

    /// Whether an answer passes; `None` when it counts in something else.
    pub(super) fn has(&self, value: &FactValue) -> Option<bool> {
        let (unit, number) = number(value)?;
        (unit == self.unit).then(|| (self.from..=self.to).contains(&number) == self.inside)
    }
}

/// The question that a leaf measures by a value of its own or of a parameter, and in what.
pub(super) fn measured<'a>(scheme: &Scheme, leaf: &'a Condition) -> Option<(&'a FactCode, Unit)> {
    let Condition::Fact(FactTest { fact, test }) = leaf else { return None };
    let unit = match test {
        Test::Compare { with: Operand::Literal(value), .. } => number(value)?.0,
        Test::Compare { with: Operand::Parameter(code), .. } => {
            number(&scheme.parameter(code)?.values.first()?.value)?.0
        }
        Test::NotOlder { .. } | Test::ValidOn { .. } => Unit::Day,
        Test::Compare { with: Operand::Fact(_), .. } | Test::OneOf { .. } | Test::Contains { .. } => {
            return None;
        }
    };
    Some((fact, unit))
}

/// The day by which a date window is measured: its own, or that of the eis.
pub(super) fn window_on(dates: ReferenceDates, test: &Test, of_requirement: NaiveDate) -> NaiveDate {
    match test {
        Test::NotOlder { on: Some(named), .. } | Test::ValidOn { on: named, .. } => dates.on(*named),
        _ => of_requirement,
    }
}
