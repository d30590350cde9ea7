//! What a form may send, and which field is named when it may not.

use super::*;
use crate::class::Class;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::FactCode;

fn def(kind: FactType) -> FactDef {
    FactDef {
        code: FactCode::parse("x").unwrap(),
        question: "?".into(),
        help: None,
        kind,
        class: Class::Intern,
        reusable: true,
    }
}

fn sent(pairs: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in pairs {
        fields.entry((*name).to_owned()).or_default().push((*value).to_owned());
    }
    fields
}

#[test]
fn an_answer_left_open_is_no_mistake() {
    assert_eq!(def(FactType::YesNo).from_form(&sent(&[("x", "  ")])), Ok(None));
    assert_eq!(def(FactType::PaidPersons).from_form(&sent(&[])), Ok(None));
}

#[test]
fn a_number_outside_its_bounds_says_what_the_bounds_are() {
    let kind = FactType::Percent(Range { min: Some(BasisPoints::new(0)), max: Some(BasisPoints::WHOLE) });
    assert_eq!(
        def(kind.clone()).from_form(&sent(&[("x", "22,5 %")])),
        Ok(Some(FactValue::Percent(BasisPoints::new(2_250))))
    );
    let errors = def(kind).from_form(&sent(&[("x", "120 %")])).unwrap_err();
    let expected = FieldProblem::OutOfRange {
        min: Some(FactValue::Percent(BasisPoints::new(0))),
        max: Some(FactValue::Percent(BasisPoints::WHOLE)),
    };
    assert_eq!(errors, [FieldError { field: "x".into(), problem: expected }]);
}

#[test]
fn an_explanation_that_is_too_short_is_named_by_its_own_field() {
    let rows = vec![Choice { code: "p1".into(), title: "Goede zorg".into() }];
    let kind = FactType::ComplyOrExplain { rows, min_explanation: 10 };
    let errors =
        def(kind).from_form(&sent(&[("x.p1", "uitgelegd"), ("x.p1.uitleg", "te kort")])).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].field, "x.p1.uitleg");
}

#[test]
fn a_text_is_read_as_people_see_it_and_counted_so() {
    let kind = FactType::Text(Range { min: Some(3), max: Some(8) });
    let read = |typed: &str| def(kind.clone()).from_form(&sent(&[("x", typed)]));
    let kept = Ok(Some(FactValue::Text("een\ntwee".into())));
    assert_eq!(read("een\r\ntwee"), kept, "a line end is one character");
    assert_eq!(read("een\r\n\u{202e}tw\u{200b}ee\u{7}"), kept, "and what nobody sees is none");
    assert_eq!(read(" \u{200b}\u{202e} "), Ok(None), "nothing was written");
    let long = FieldProblem::Length { min: Some(3), max: Some(8), actual: 9 };
    assert_eq!(read("een\ntwee!"), Err(vec![FieldError { field: "x".into(), problem: long }]));
}

#[test]
fn an_explanation_has_an_end_too() {
    let rows = vec![Choice { code: "p1".into(), title: "Goede zorg".into() }];
    let kind = FactType::ComplyOrExplain { rows, min_explanation: 10 };
    let read =
        |text: &str| def(kind.clone()).from_form(&sent(&[("x.p1", "uitgelegd"), ("x.p1.uitleg", text)]));
    assert!(read(&"u".repeat(10_000)).is_ok());
    let problem = FieldProblem::Length { min: Some(10), max: Some(10_000), actual: 10_001 };
    let field = "x.p1.uitleg".to_owned();
    assert_eq!(read(&"u".repeat(10_001)), Err(vec![FieldError { field, problem }]));
}

#[test]
fn a_person_is_read_whole_or_its_open_parts_are_named() {
    let complete = [
        ("x.jaar", "2025"),
        ("x.1.rol", "leidinggevend"),
        ("x.1.bezoldiging", "€ 120.000"),
        ("x.1.deeltijd", "80 %"),
        ("x.1.dagen", "365"),
        ("x.1.overgangsrecht", "nee"),
    ];
    let value = def(FactType::PaidPersons).from_form(&sent(&complete)).unwrap().unwrap();
    let FactValue::PaidPersons(pay) = value else { panic!("another type") };
    assert_eq!(pay.year, 2025);
    assert_eq!(pay.persons[0].pay, Cents::new(12_000_000));
    let errors = def(FactType::PaidPersons).from_form(&sent(&complete[..3])).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["x.1.deeltijd", "x.1.dagen", "x.1.overgangsrecht"]);
}

#[test]
fn only_codes_of_the_list_are_choices() {
    let list = vec![Choice { code: "a".into(), title: "A".into() }];
    let kind = FactType::Choices(list);
    assert_eq!(
        def(kind.clone()).from_form(&sent(&[("x", "a"), ("x", "a")])),
        Ok(Some(FactValue::Choices(["a".to_owned()].into())))
    );
    assert_eq!(def(kind).from_form(&sent(&[("x", "z")])).unwrap_err()[0].problem, FieldProblem::NotAChoice);
}
