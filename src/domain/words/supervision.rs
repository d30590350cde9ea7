//! Answers in full, as somebody reads them who checks them: every part of an answer on a line of its own.
//! May import: facts, words.

use super::amounts::{euros, percent};
use super::requirement::value;
use super::roles::person_role;
use crate::facts::{Comply, FactType, FactValue, PaidPerson, Source};

/// Above the picture of how many admissions ran at the end of each quarter.
pub const RUNNING: &str = "Lopende toelatingen per kwartaal";

/// A quarter of a year.
#[must_use]
pub fn quarter(year: i32, number: u32) -> String {
    format!("{number}e kwartaal {year}")
}

/// Who or what an answer comes from.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Aanbieder => "Opgave van de aanbieder",
        Source::Register => "Openbaar register",
        Source::Team => "Gecontroleerd door het team",
    }
}

/// An answer; never without a line.
#[must_use]
pub fn answer(kind: Option<&FactType>, given: &FactValue) -> Vec<String> {
    let lines: Vec<String> = match given {
        FactValue::ComplyOrExplain(rows) => rows
            .iter()
            .map(|(code, answer)| {
                let title = kind.and_then(|kind| kind.title_of(code)).unwrap_or(code);
                format!("{title}: {}", comply(answer))
            })
            .collect(),
        FactValue::PaidPersons(pay) => {
            (1..).zip(&pay.persons).map(|(number, one)| person(number, pay.year, one)).collect()
        }
        other => vec![value(kind, other)],
    };
    if lines.is_empty() { vec![value(kind, given)] } else { lines }
}

fn comply(answer: &Comply) -> String {
    match answer {
        Comply::Applied => "toegepast".into(),
        Comply::Explained(text) => format!("niet toegepast, met deze uitleg: {text}"),
        Comply::Neither => "niet toegepast en niet uitgelegd".into(),
    }
}

fn person(number: usize, year: i32, one: &PaidPerson) -> String {
    let role = person_role(one.role);
    let extra = if one.transitional { ", met overgangsrecht" } else { "" };
    format!(
        "Persoon {number}, {role}: {} in {year}, {} van een volle baan, {} dagen{extra}",
        euros(one.pay),
        percent(one.part_time),
        one.days
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{PaidPersons, PersonRole};
    use crate::money::{BasisPoints, Cents};

    #[test]
    fn each_part_of_an_answer_is_a_line() {
        let rows =
            [("p1".to_owned(), Comply::Applied), ("p2".to_owned(), Comply::Explained("te klein".into()))];
        let lines = answer(None, &FactValue::ComplyOrExplain(rows.into()));
        assert_eq!(lines, ["p1: toegepast", "p2: niet toegepast, met deze uitleg: te klein"]);
        let person = PaidPerson {
            role: PersonRole::ToezichtLid,
            pay: Cents::new(1_000_000),
            part_time: BasisPoints::new(5_000),
            days: 365,
            transitional: false,
        };
        let pay = FactValue::PaidPersons(PaidPersons { year: 2025, persons: vec![person] });
        let line = &answer(None, &pay)[0];
        assert!(line.starts_with("Persoon 1, lid intern toezicht: ") && line.contains("in 2025"), "{line}");
        assert_eq!(answer(None, &FactValue::YesNo(true)), ["ja"]);
    }
}
