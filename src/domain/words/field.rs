//! What is wrong with a field of a form: short, and with what to do.
//! May import: facts, words.

use super::amounts::whole;
use super::requirement::value;
use crate::facts::{FactValue, FieldProblem};

/// The sentence beside the field.
#[must_use]
pub fn problem(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotYesNo => "Kies ja of nee.".into(),
        FieldProblem::NotWhole => "Vul een heel getal in, zoals 12.".into(),
        FieldProblem::NotMoney => "Vul een bedrag in euro's in, zoals 1.250,00.".into(),
        FieldProblem::NotPercent => "Vul een percentage in, zoals 22,5.".into(),
        FieldProblem::NotDay => "Vul een datum in die bestaat, zoals 15-12-2026.".into(),
        FieldProblem::NotAChoice => "Kies een antwoord uit de lijst.".into(),
        FieldProblem::Missing => "Vul dit ook in.".into(),
        FieldProblem::OutOfRange { min, max } => range(min.as_ref(), max.as_ref()),
        FieldProblem::Length { min, max, actual } => length(*min, *max, *actual),
    }
}

fn range(min: Option<&FactValue>, max: Option<&FactValue>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => {
            format!("Vul iets in van {} tot en met {}.", value(None, min), value(None, max))
        }
        (Some(min), None) => format!("Vul ten minste {} in.", value(None, min)),
        (None, Some(max)) => format!("Vul ten hoogste {} in.", value(None, max)),
        (None, None) => "Vul iets anders in.".into(),
    }
}

fn length(min: Option<i64>, max: Option<i64>, actual: i64) -> String {
    match (min, max) {
        (Some(min), _) if actual < min => {
            format!("Gebruik ten minste {} tekens. U hebt er nu {}.", whole(min), whole(actual))
        }
        (_, Some(max)) => {
            format!("Gebruik ten hoogste {} tekens. U hebt er nu {}.", whole(max), whole(actual))
        }
        _ => "Schrijf iets anders.".into(),
    }
}
