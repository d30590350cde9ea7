//! The facts: the same numbers for every engine, around what the requirements ask.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use openhuis_domain::facts::{Fact, FactSet, FactValue, Provenance, Source};
use openhuis_domain::money::{BasisPoints, Cents};
use openhuis_domain::policy_code::{FactCode, LotKey};
use openhuis_domain::rules::{Applicant, LotChoice, ReferenceDates};

use crate::regeling::{RULES, START, Size, gemeente, group, product};

/// The answers of one aanbieder, in the order of the rules.
pub type Row = [i64; 12];

/// Numbers that look like chance and are the same each time.
pub fn rows(count: usize) -> Vec<Row> {
    let mut state = 42_u64;
    let mut below = |bound: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap_or(0) % bound
    };
    (0..count)
        .map(|_| {
            [
                below(200_000_000),
                below(2_000_000_000),
                below(20_000),
                below(80_000),
                below(80),
                i64::from(below(10) > 0),
                START - 200 + below(1_800),
                START - 220 + below(221),
                below(12),
                below(7_000),
                below(1_000),
                i64::from(below(20) == 0),
            ]
        })
        .collect()
}

/// Everything on 1 January 2027.
pub fn dates() -> ReferenceDates {
    let day = day(START);
    ReferenceDates { submission: day, close: day, start: day }
}

fn day(number: i64) -> NaiveDate {
    NaiveDate::default() + Days::new(u64::try_from(number - 719_163).unwrap_or(0))
}

/// An aanbieder with these answers and no lots yet.
pub fn applicant(number: usize, row: &Row) -> Applicant {
    let provenance = Provenance {
        source: Source::Aanbieder,
        as_of: dates().submission,
        valid_until: None,
        evidence: None,
    };
    let fact = |(rule, answer): (&crate::regeling::Rule, &i64)| {
        let value = match rule.kind {
            "bedrag" => FactValue::Money(Cents::new(*answer)),
            "procent" => FactValue::Percent(BasisPoints::new(i32::try_from(*answer).unwrap_or(0))),
            "ja_nee" => FactValue::YesNo(*answer == 1),
            "datum" => FactValue::Day(day(*answer)),
            _ => FactValue::Whole(*answer),
        };
        (code::<FactCode>(rule.fact), Fact { value, provenance: provenance.clone() })
    };
    Applicant {
        id: format!("aanbieder-{number}"),
        facts: RULES.iter().zip(row).map(fact).collect::<FactSet>(),
        evidence: Vec::new(),
        accepted: BTreeSet::new(),
        lots: Vec::new(),
        judgements: Vec::new(),
        members: Vec::new(),
    }
}

/// Every product in every gemeente.
pub fn everywhere(size: Size) -> Vec<LotChoice> {
    let lots = (0..size.gemeenten).flat_map(|place| (0..size.groups).map(move |number| (place, number)));
    lots.map(|(place, number)| LotChoice {
        lot: lot(place, number),
        products: (0..size.products).map(|one| code(&product(number, one))).collect(),
        capacity: Vec::new(),
    })
    .collect()
}

pub fn lot(place: usize, number: usize) -> LotKey {
    let gemeente = gemeente(place).try_into().unwrap_or_else(|_| panic!("no gemeente"));
    LotKey { group: code(&group(number)), gemeente }
}

fn code<C: TryFrom<String>>(text: &str) -> C {
    C::try_from(text.to_owned()).unwrap_or_else(|_| panic!("not a code: {text}"))
}
