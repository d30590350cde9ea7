//! From a value back to what somebody would have typed: a form is shown filled in, in the notation that it reads.
//! May import: domain.

use crate::domain::code::Code as _;
use crate::domain::facts::{Comply, FactValue, Fields, PaidPersons};
use crate::domain::money::{BasisPoints, Cents};

/// The fields of a question with this value, as its form sends them.
#[must_use]
pub fn fields_of(code: &str, value: &FactValue) -> Fields {
    let one = |text: String| Fields::from([(code.to_owned(), vec![text])]);
    match value {
        FactValue::YesNo(yes) => one(yes_no(*yes).to_owned()),
        FactValue::Whole(number) => one(number.to_string()),
        FactValue::Money(amount) => one(money(*amount)),
        FactValue::Percent(share) => one(percent(*share)),
        FactValue::Day(day) => one(day.format("%-d-%-m-%Y").to_string()),
        FactValue::Choice(text) | FactValue::Text(text) => one(text.clone()),
        FactValue::Choices(codes) => Fields::from([(code.to_owned(), codes.iter().cloned().collect())]),
        FactValue::ComplyOrExplain(rows) => {
            let mut fields = Fields::new();
            for (row, answer) in rows {
                let name = format!("{code}.{row}");
                let word = match answer {
                    Comply::Applied => "toegepast",
                    Comply::Neither => "niet",
                    Comply::Explained(text) => {
                        fields.insert(format!("{name}.uitleg"), vec![text.clone()]);
                        "uitgelegd"
                    }
                };
                fields.insert(name, vec![word.to_owned()]);
            }
            fields
        }
        FactValue::PaidPersons(pay) => persons(code, pay),
    }
}

fn persons(code: &str, pay: &PaidPersons) -> Fields {
    let mut fields = Fields::from([(format!("{code}.jaar"), vec![pay.year.to_string()])]);
    for (number, person) in (1..).zip(&pay.persons) {
        for (part, text) in [
            ("rol", person.role.code().to_owned()),
            ("bezoldiging", money(person.pay)),
            ("deeltijd", percent(person.part_time)),
            ("dagen", person.days.to_string()),
            ("overgangsrecht", yes_no(person.transitional).to_owned()),
        ] {
            fields.insert(format!("{code}.{number}.{part}"), vec![text]);
        }
    }
    fields
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nee" }
}

fn money(amount: Cents) -> String {
    hundredths(amount.get())
}

fn percent(share: BasisPoints) -> String {
    hundredths(i64::from(share.get()))
}

/// A number of hundredths with a comma: `1250,00`.
fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    let (whole, rest) = (size.checked_div(100).unwrap_or(0), size.checked_rem(100).unwrap_or(0));
    format!("{sign}{whole},{rest:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::class::Class;
    use crate::domain::facts::{Choice, FactDef, FactType, PaidPerson, PersonRole, Range};
    use crate::domain::policy_code::PolicyCode;

    fn def(kind: FactType) -> FactDef {
        FactDef {
            code: PolicyCode::parse("vraag").unwrap(),
            question: "Vraag?".into(),
            help: None,
            kind,
            class: Class::Intern,
            reusable: true,
        }
    }

    #[test]
    fn what_is_shown_filled_in_reads_as_the_same_value() {
        let list = || {
            vec![
                Choice { code: "a".into(), title: "A".into() },
                Choice { code: "b".into(), title: "B".into() },
            ]
        };
        let person = PaidPerson {
            role: PersonRole::ToezichtLid,
            pay: Cents::new(1_234_567),
            part_time: BasisPoints::new(5_050),
            days: 365,
            transitional: true,
        };
        let answers =
            [("a".to_owned(), Comply::Explained("klein team".into())), ("b".to_owned(), Comply::Neither)];
        for (kind, value) in [
            (FactType::YesNo, FactValue::YesNo(false)),
            (FactType::Whole(Range::open()), FactValue::Whole(-12)),
            (FactType::Money(Range::open()), FactValue::Money(Cents::new(-1_205))),
            (FactType::Percent(Range::open()), FactValue::Percent(BasisPoints::new(2_005))),
            (FactType::Day(Range::open()), FactValue::Day("2026-12-05".parse().unwrap())),
            (FactType::Choice(list()), FactValue::Choice("b".into())),
            (FactType::Choices(list()), FactValue::Choices(["a".to_owned(), "b".to_owned()].into())),
            (FactType::Text(Range::open()), FactValue::Text("Wij".into())),
            (
                FactType::ComplyOrExplain { rows: list(), min_explanation: 5 },
                FactValue::ComplyOrExplain(answers.into()),
            ),
            (
                FactType::PaidPersons,
                FactValue::PaidPersons(PaidPersons { year: 2025, persons: vec![person] }),
            ),
        ] {
            let fields = fields_of("vraag", &value);
            assert_eq!(def(kind).from_form(&fields), Ok(Some(value)), "{fields:?}");
        }
    }
}
