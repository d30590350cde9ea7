//! Pay of topfunctionarissen against the national maximum of the last closed year. A maximum that is missing or not confirmed
//! gives *onbekend*; it never falls back to another year and never refuses.
//! May import: facts, money, policy_code, scheme.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::leaf::{Leaf, given};
use super::outcome::Outcome;
use super::verdict::{About, Finding, WntMissing, WntPerson};
use crate::code::Code;
use crate::facts::{FactValue, PaidPerson, PersonRole};
use crate::money::{BasisPoints, Cents};
use crate::scheme::{Condition, NationalTables, ReferenceDate, Requirement, Scheme, WntClass, WntTest};

pub(super) fn finding(leaf: &Leaf<'_>, test: &WntTest) -> Finding {
    match tested(leaf, test) {
        Ok(finding) => finding,
        Err(missing) => Finding { outcome: Outcome::Unknown, about: About::WntOpen { missing } },
    }
}

fn tested(leaf: &Leaf<'_>, test: &WntTest) -> Result<Finding, WntMissing> {
    let value = |code| leaf.current(code).map(|fact| &fact.value);
    match value(&test.applies) {
        Some(FactValue::YesNo(false)) => {
            return Ok(Finding { outcome: Outcome::Met, about: About::WntNotApplicable });
        }
        Some(FactValue::YesNo(true)) => {}
        _ => return Err(WntMissing::Fact { fact: test.applies.clone() }),
    }
    let class = match value(&test.class) {
        Some(FactValue::Choice(code)) => WntClass::from_code(code),
        _ => None,
    };
    let class = class.ok_or_else(|| WntMissing::Fact { fact: test.class.clone() })?;
    let Some((FactValue::PaidPersons(pay), given)) =
        leaf.current(&test.persons).map(|fact| (&fact.value, given(fact)))
    else {
        return Err(WntMissing::Fact { fact: test.persons.clone() });
    };
    let needed = closed_year(leaf.on);
    if pay.year != needed {
        return Err(WntMissing::Year { given: pay.year, needed });
    }
    if pay.persons.is_empty() {
        return Err(WntMissing::Fact { fact: test.persons.clone() });
    }
    let mut persons = Vec::with_capacity(pay.persons.len());
    for (number, person) in (1..).zip(&pay.persons) {
        let maximum = maximum(leaf.input.national, needed, class, person)?;
        let outcome = if person.pay <= maximum {
            Outcome::Met
        } else if person.transitional {
            Outcome::judged(&test.points, &leaf.answers)
        } else {
            Outcome::NotMet
        };
        persons.push(WntPerson { number, role: person.role, pay: person.pay, maximum, outcome });
    }
    let outcome = Outcome::all(persons.iter().map(|one| one.outcome));
    Ok(Finding { outcome, about: About::Wnt { year: needed, class, given, persons } })
}

/// The boekjaar that is closed on a day: the one before.
fn closed_year(on: NaiveDate) -> i32 {
    on.year().saturating_sub(1)
}

/// The years whose maxima an evaluation can need, when the days of reference lie within these.
#[must_use]
pub fn wnt_years(
    scheme: &Scheme,
    days: impl Fn(ReferenceDate) -> RangeInclusive<NaiveDate>,
) -> BTreeSet<i32> {
    let is_wnt = |requirement: &&Requirement| {
        requirement.condition.leaves().into_iter().any(|leaf| matches!(leaf, Condition::Wnt(_)))
    };
    let stretches = scheme.requirements().iter().filter(is_wnt).map(|requirement| days(requirement.on));
    stretches.flat_map(|days| closed_year(*days.start())..=closed_year(*days.end())).collect()
}

/// Class maximum × share of the role × part-time factor × days in office, rounded down to a cent.
fn maximum(
    national: &NationalTables,
    year: i32,
    class: WntClass,
    person: &PaidPerson,
) -> Result<Cents, WntMissing> {
    let unconfirmed = || WntMissing::Maximum { year, class };
    let whole = national.wnt_maximum(year, class).ok_or_else(unconfirmed)?;
    let share = match person.role {
        PersonRole::Leidinggevend => BasisPoints::WHOLE,
        PersonRole::ToezichtVoorzitter => national.supervision_share(true).ok_or(WntMissing::Share)?,
        PersonRole::ToezichtLid => national.supervision_share(false).ok_or(WntMissing::Share)?,
    };
    let of_year = i128::from(NaiveDate::from_ymd_opt(year, 12, 31).ok_or_else(unconfirmed)?.ordinal());
    let scale =
        i128::from(BasisPoints::WHOLE.get()).checked_pow(2).and_then(|scale| scale.checked_mul(of_year));
    let amount = i128::from(whole.get())
        .checked_mul(i128::from(share.get()))
        .and_then(|amount| amount.checked_mul(i128::from(person.part_time.get())))
        .and_then(|amount| amount.checked_mul(i128::from(person.days).min(of_year)))
        .zip(scale)
        .and_then(|(amount, scale)| amount.checked_div(scale))
        .and_then(|cents| i64::try_from(cents).ok());
    amount.map(Cents::new).ok_or_else(unconfirmed)
}
