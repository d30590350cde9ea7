//! Answers as they come from a form, read into typed values; every mistake names its field. The words for them are in `words`.
//! May import: code, money, policy_code, notation, text.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Choice, FactDef, FactType, Range};
use super::value::{Comply, FactValue, PaidPerson, PaidPersons, PersonRole};
use crate::code::Code;
use crate::notation;
use crate::text::multi_line;

/// The most characters of an explanation; the regeling only says how many it has at least.
const LONGEST_EXPLANATION: i64 = 10_000;

/// What a form sent: per field name the values, in order. A plain question has its code as field name; a table has
/// `CODE.ROW` and `CODE.ROW.uitleg`; persons have `CODE.jaar` and `CODE.1.rol`, `.bezoldiging`, `.deeltijd`, `.dagen`, `.overgangsrecht`.
pub type Fields = BTreeMap<String, Vec<String>>;

/// One mistake in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Neither yes nor no.
    NotYesNo,
    /// No whole number.
    NotWhole,
    /// No amount.
    NotMoney,
    /// No percentage.
    NotPercent,
    /// No existing day.
    NotDay,
    /// Not one of the choices.
    NotAChoice,
    /// Below the least or above the greatest value.
    OutOfRange {
        /// Least value.
        min: Option<FactValue>,
        /// Greatest value.
        max: Option<FactValue>,
    },
    /// A text of another length, in characters.
    Length {
        /// Least length.
        min: Option<i64>,
        /// Greatest length.
        max: Option<i64>,
        /// Length of what was typed.
        actual: i64,
    },
    /// A part of a table or person that is needed beside the parts that were given.
    Missing,
}

impl FactDef {
    /// Read the answer to this question; `None` when nothing was filled in.
    ///
    /// # Errors
    /// Every field of this question that cannot be read, by name.
    pub fn from_form(&self, fields: &Fields) -> Result<Option<FactValue>, Vec<FieldError>> {
        let code = self.code.as_str();
        match &self.kind {
            FactType::Choices(list) => choices(code, list, fields),
            FactType::ComplyOrExplain { rows, min_explanation } => {
                comply(code, rows, *min_explanation, fields)
            }
            FactType::PaidPersons => persons(code, fields),
            kind => {
                let text = filled(fields, code).filter(|text| !written(text).is_empty());
                let Some(text) = text else { return Ok(None) };
                single(kind, text)
                    .map(Some)
                    .map_err(|problem| vec![FieldError { field: code.to_owned(), problem }])
            }
        }
    }
}

fn filled<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(|values| values.first()).map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn single(kind: &FactType, text: &str) -> Result<FactValue, FieldProblem> {
    match kind {
        FactType::YesNo => yes_no(text).map(FactValue::YesNo).ok_or(FieldProblem::NotYesNo),
        FactType::Whole(range) => {
            let number = notation::whole(text).ok_or(FieldProblem::NotWhole)?;
            within(range, number, FactValue::Whole)
        }
        FactType::Money(range) => {
            within(range, notation::money(text).ok_or(FieldProblem::NotMoney)?, FactValue::Money)
        }
        FactType::Percent(range) => {
            within(range, notation::percent(text).ok_or(FieldProblem::NotPercent)?, FactValue::Percent)
        }
        FactType::Day(range) => {
            within(range, notation::day(text).ok_or(FieldProblem::NotDay)?, FactValue::Day)
        }
        FactType::Text(range) => {
            let text = written(text);
            let actual = length(&text);
            if range.holds(&actual) {
                Ok(FactValue::Text(text))
            } else {
                Err(FieldProblem::Length { min: range.min, max: range.max, actual })
            }
        }
        FactType::Choice(list) | FactType::Choices(list) | FactType::ComplyOrExplain { rows: list, .. } => {
            known(list, text).map(FactValue::Choice).ok_or(FieldProblem::NotAChoice)
        }
        FactType::PaidPersons => Err(FieldProblem::Missing),
    }
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    }
}

/// A text as people read it: a line end counts once, and what cannot be seen or turns the direction is no part of it.
fn written(text: &str) -> String {
    multi_line(text, usize::MAX).unwrap_or_else(|_| text.to_owned())
}

fn length(text: &str) -> i64 {
    i64::try_from(text.trim().chars().count()).unwrap_or(i64::MAX)
}

fn known(list: &[Choice], text: &str) -> Option<String> {
    list.iter().any(|one| one.code == text).then(|| text.to_owned())
}

fn within<T: PartialOrd + Copy>(
    range: &Range<T>,
    value: T,
    wrap: fn(T) -> FactValue,
) -> Result<FactValue, FieldProblem> {
    if range.holds(&value) {
        Ok(wrap(value))
    } else {
        Err(FieldProblem::OutOfRange { min: range.min.map(wrap), max: range.max.map(wrap) })
    }
}

fn choices(code: &str, list: &[Choice], fields: &Fields) -> Result<Option<FactValue>, Vec<FieldError>> {
    let sent: BTreeSet<&str> =
        fields.get(code).into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect();
    if sent.is_empty() {
        return Ok(None);
    }
    let chosen: Option<BTreeSet<String>> = sent.into_iter().map(|text| known(list, text)).collect();
    match chosen {
        Some(codes) => Ok(Some(FactValue::Choices(codes))),
        None => Err(vec![FieldError { field: code.to_owned(), problem: FieldProblem::NotAChoice }]),
    }
}

/// Rows that were left open are absent from the value: the rules then say what is missing.
fn comply(
    code: &str,
    rows: &[Choice],
    least: i64,
    fields: &Fields,
) -> Result<Option<FactValue>, Vec<FieldError>> {
    let (mut answers, mut errors) = (BTreeMap::new(), Vec::new());
    for row in rows {
        let field = format!("{code}.{}", row.code);
        let Some(answer) = filled(fields, &field) else { continue };
        match answer {
            "toegepast" => answers.insert(row.code.clone(), Comply::Applied),
            "niet" => answers.insert(row.code.clone(), Comply::Neither),
            "uitgelegd" => {
                let field = format!("{field}.uitleg");
                let text = written(filled(fields, &field).unwrap_or_default());
                let actual = length(&text);
                let most = LONGEST_EXPLANATION.max(least);
                if !(least..=most).contains(&actual) {
                    let (min, max) = (Some(least), Some(most));
                    let problem = FieldProblem::Length { min, max, actual };
                    errors.push(FieldError { field, problem });
                }
                answers.insert(row.code.clone(), Comply::Explained(text))
            }
            _ => {
                errors.push(FieldError { field, problem: FieldProblem::NotAChoice });
                None
            }
        };
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok((!answers.is_empty()).then_some(FactValue::ComplyOrExplain(answers)))
}

const PERSON_PARTS: [&str; 5] = ["rol", "bezoldiging", "deeltijd", "dagen", "overgangsrecht"];
const MOST_PERSONS: usize = 50;

fn persons(code: &str, fields: &Fields) -> Result<Option<FactValue>, Vec<FieldError>> {
    let (mut list, mut errors) = (Vec::new(), Vec::new());
    for number in 1..=MOST_PERSONS {
        let prefix = format!("{code}.{number}");
        if PERSON_PARTS.iter().all(|part| filled(fields, &format!("{prefix}.{part}")).is_none()) {
            continue;
        }
        list.extend(person(&prefix, fields, &mut errors));
    }
    let year_field = format!("{code}.jaar");
    let year = match filled(fields, &year_field) {
        None if list.is_empty() && errors.is_empty() => return Ok(None),
        None => Err(FieldProblem::Missing),
        Some(text) => whole_within(text, 2000, 2100)
            .and_then(|year| i32::try_from(year).map_err(|_| FieldProblem::NotWhole)),
    };
    match year {
        Ok(year) if errors.is_empty() => {
            Ok(Some(FactValue::PaidPersons(PaidPersons { year, persons: list })))
        }
        Ok(_) => Err(errors),
        Err(problem) => {
            errors.push(FieldError { field: year_field, problem });
            Err(errors)
        }
    }
}

fn person(prefix: &str, fields: &Fields, errors: &mut Vec<FieldError>) -> Option<PaidPerson> {
    let role = part(prefix, "rol", fields, errors, |text| {
        PersonRole::from_code(text).ok_or(FieldProblem::NotAChoice)
    });
    let pay = part(prefix, "bezoldiging", fields, errors, |text| {
        let pay = notation::money(text).ok_or(FieldProblem::NotMoney)?;
        let range = Range { min: Some(crate::money::Cents::new(0)), max: None };
        within(&range, pay, FactValue::Money).map(|_| pay)
    });
    let part_time = part(prefix, "deeltijd", fields, errors, |text| {
        let share = notation::percent(text).ok_or(FieldProblem::NotPercent)?;
        let range = Range {
            min: Some(crate::money::BasisPoints::new(1)),
            max: Some(crate::money::BasisPoints::WHOLE),
        };
        within(&range, share, FactValue::Percent).map(|_| share)
    });
    let days = part(prefix, "dagen", fields, errors, |text| {
        whole_within(text, 1, 366).and_then(|days| u16::try_from(days).map_err(|_| FieldProblem::NotWhole))
    });
    let transitional =
        part(prefix, "overgangsrecht", fields, errors, |text| yes_no(text).ok_or(FieldProblem::NotYesNo));
    Some(PaidPerson {
        role: role?,
        pay: pay?,
        part_time: part_time?,
        days: days?,
        transitional: transitional?,
    })
}

fn whole_within(text: &str, min: i64, max: i64) -> Result<i64, FieldProblem> {
    let number = notation::whole(text).ok_or(FieldProblem::NotWhole)?;
    within(&Range { min: Some(min), max: Some(max) }, number, FactValue::Whole).map(|_| number)
}

fn part<T>(
    prefix: &str,
    name: &str,
    fields: &Fields,
    errors: &mut Vec<FieldError>,
    read: impl FnOnce(&str) -> Result<T, FieldProblem>,
) -> Option<T> {
    let field = format!("{prefix}.{name}");
    match filled(fields, &field).ok_or(FieldProblem::Missing).and_then(read) {
        Ok(value) => Some(value),
        Err(problem) => {
            errors.push(FieldError { field, problem });
            None
        }
    }
}

#[cfg(test)]
mod tests;
