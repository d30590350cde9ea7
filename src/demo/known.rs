//! What stood in the files of contracts that were taken over: the answers that the numbers of a regeling are about, so that another
//! number has an effect that can be shown.
//! May import: domain.

use super::dice::Dice;
use crate::domain::facts::FactValue;
use crate::domain::money::{BasisPoints, Cents};
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::{Condition, FactTest, Operand, Scheme, Test};

/// Somebody's answers: at least what is asked now, and in one of eight cases a starter.
pub fn of_somebody(scheme: &Scheme, dice: &mut Dice) -> Vec<(FactCode, FactValue)> {
    let about_numbers = scheme.requirements().iter().filter(|one| !one.condition.parameters().is_empty());
    let mut known: Vec<(FactCode, FactValue)> = Vec::new();
    for leaf in about_numbers.flat_map(|one| one.condition.leaves()) {
        let Condition::Fact(FactTest { fact, test: Test::Compare { with, .. } }) = leaf else { continue };
        let value = match with {
            Operand::Parameter(code) => {
                let least = scheme.parameter(code).and_then(|one| one.values.first());
                least.and_then(|one| above(&one.value, dice))
            }
            Operand::Literal(FactValue::YesNo(_)) => Some(FactValue::YesNo(dice.percent(12))),
            Operand::Literal(_) | Operand::Fact(_) => None,
        };
        let new = known.iter().all(|(other, _)| other != fact);
        if let Some(value) = value.filter(|value| new && fits(scheme, fact, value)) {
            known.push((fact.clone(), value));
        }
    }
    known
}

fn fits(scheme: &Scheme, fact: &FactCode, value: &FactValue) -> bool {
    scheme.fact(fact).is_some_and(|def| def.kind.admits(value))
}

/// From what is asked until two and a half times as much, in steps of a twentieth.
fn above(least: &FactValue, dice: &mut Dice) -> Option<FactValue> {
    let twentieths = dice.between(20, 50);
    let more = |number: i64| number.checked_mul(i64::from(twentieths))?.checked_div(20);
    Some(match least {
        FactValue::Whole(number) => FactValue::Whole(more(*number)?),
        FactValue::Money(amount) => FactValue::Money(Cents::new(more(amount.get())?)),
        FactValue::Percent(share) => {
            FactValue::Percent(BasisPoints::new(i32::try_from(more(i64::from(share.get()))?).ok()?))
        }
        _ => return None,
    })
}
