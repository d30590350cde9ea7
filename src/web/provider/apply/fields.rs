//! One form engine for all questions of a regeling: from a definition and an answer to the fields on a page, and back.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::apply::{self, Asked, Saved};
use crate::domain::code::Code as _;
use crate::domain::facts::{Choice, FactDef, FactType, Fields, PersonRole};
use crate::domain::words::{apply as words, dates::long_date, field as sentences, verdict};
use crate::web::date_parts::DateParts;
use crate::web::forms::{Fault, Form};

/// How many topfunctionarissen a page has room for beyond those that are filled in.
const ROOM: usize = 2;

/// A question as its page shows it.
#[derive(Debug, Serialize)]
pub struct Question {
    /// Its code: the name of its field.
    pub code: String,
    /// Which fields it has.
    pub kind: &'static str,
    /// The question.
    pub label: String,
    /// Help with it.
    pub help: String,
    /// It hangs on a yes to the question before.
    pub follows: bool,
    /// Where the answer was taken over from, in a sentence; empty once it was said anew.
    pub taken_over: String,
    /// What was typed in its one field.
    pub value: String,
    /// The boxes that are ticked.
    pub values: Vec<String>,
    /// The parts of a date.
    pub date: DateParts,
    /// What can be chosen.
    pub options: Vec<Labelled>,
    /// The rows of a table.
    pub rows: Vec<Row>,
    /// Topfunctionarissen.
    pub persons: Vec<Person>,
    /// What is wrong with its one field.
    pub error: String,
}

/// Something to choose.
#[derive(Debug, Serialize)]
pub struct Labelled {
    value: String,
    label: String,
}

/// One principle of a comply-or-explain table.
#[derive(Debug, Serialize)]
pub struct Row {
    id: String,
    label: String,
    value: String,
    text: String,
    error: String,
}

/// One topfunctionaris.
#[derive(Debug, Serialize)]
pub struct Person {
    id: String,
    number: usize,
    typed: BTreeMap<&'static str, String>,
    error: BTreeMap<&'static str, String>,
}

const PARTS: [&str; 5] = ["rol", "bezoldiging", "deeltijd", "dagen", "overgangsrecht"];

impl Question {
    /// A question with what was answered.
    #[must_use]
    pub fn new(asked: &Asked<'_>, saved: Option<&Saved>) -> Self {
        let def = asked.def;
        let code = def.code.as_str();
        let typed = match saved {
            None => Fields::new(),
            Some(Saved::Value { value, .. }) => apply::fields_of(code, value),
            Some(Saved::Raw(typed)) => typed.clone(),
        };
        let errors: BTreeMap<String, String> = saved
            .map(|saved| apply::mistakes(def, saved))
            .unwrap_or_default()
            .into_iter()
            .map(|one| (one.field, sentences::problem(&one.problem)))
            .collect();
        let value = first(&typed, code);
        Self {
            kind: kind(&def.kind),
            label: def.question.clone(),
            help: def.help.clone().unwrap_or_default(),
            follows: asked.follows.is_some(),
            taken_over: taken_over(saved),
            values: typed.get(code).cloned().unwrap_or_default(),
            date: parts(&value),
            options: options(&def.kind),
            rows: rows(def, &typed, &errors),
            persons: persons(def, &typed, &errors),
            error: errors.get(code).cloned().unwrap_or_default(),
            code: code.to_owned(),
            value,
        }
    }

    /// What is wrong, with where on the page.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        let mut note = |field: String, text: &str| {
            if !text.is_empty() {
                found.push(Fault { field, text: text.to_owned() });
            }
        };
        let own = if self.kind == "date" { format!("{}_day", self.code) } else { self.code.clone() };
        note(own, &self.error);
        for row in &self.rows {
            note(format!("{}.uitleg", row.id), &row.error);
        }
        for person in &self.persons {
            for (part, text) in &person.error {
                note(format!("{}.{part}", person.id), text);
            }
        }
        found
    }
}

fn kind(kind: &FactType) -> &'static str {
    match kind {
        FactType::YesNo => "yes_no",
        FactType::Whole(_) => "whole",
        FactType::Money(_) => "money",
        FactType::Percent(_) => "percent",
        FactType::Day(_) => "date",
        FactType::Choice(_) => "choice",
        FactType::Choices(_) => "choices",
        FactType::Text(_) => "text",
        FactType::ComplyOrExplain { .. } => "comply",
        FactType::PaidPersons => "persons",
    }
}

fn first(typed: &Fields, name: &str) -> String {
    typed.get(name).and_then(|values| values.first()).cloned().unwrap_or_default()
}

fn taken_over(saved: Option<&Saved>) -> String {
    match saved {
        Some(Saved::Value { taken_over: Some(from), .. }) => {
            words::taken_over(verdict::source(from.source), &long_date(from.as_of))
        }
        _ => String::new(),
    }
}

fn parts(text: &str) -> DateParts {
    let mut parts = text.splitn(3, '-').map(str::to_owned);
    DateParts {
        day: parts.next().unwrap_or_default(),
        month: parts.next().unwrap_or_default(),
        year: parts.next().unwrap_or_default(),
    }
}

fn options(kind: &FactType) -> Vec<Labelled> {
    match kind {
        FactType::Choice(list) | FactType::Choices(list) => list.iter().map(labelled).collect(),
        _ => Vec::new(),
    }
}

fn labelled(choice: &Choice) -> Labelled {
    Labelled { value: choice.code.clone(), label: choice.title.clone() }
}

fn rows(def: &FactDef, typed: &Fields, errors: &BTreeMap<String, String>) -> Vec<Row> {
    let FactType::ComplyOrExplain { rows, .. } = &def.kind else { return Vec::new() };
    let row = |row: &Choice| {
        let id = format!("{}.{}", def.code, row.code);
        let text = format!("{id}.uitleg");
        Row {
            label: row.title.clone(),
            value: first(typed, &id),
            error: errors.get(&text).or_else(|| errors.get(&id)).cloned().unwrap_or_default(),
            text: first(typed, &text),
            id,
        }
    };
    rows.iter().map(row).collect()
}

fn persons(def: &FactDef, typed: &Fields, errors: &BTreeMap<String, String>) -> Vec<Person> {
    if def.kind != FactType::PaidPersons {
        return Vec::new();
    }
    let person = |number: usize| {
        let id = format!("{}.{number}", def.code);
        let of = |part: &'static str| format!("{id}.{part}");
        Person {
            number,
            typed: PARTS.iter().map(|part| (*part, first(typed, &of(part)))).collect(),
            error: PARTS.iter().filter_map(|part| Some((*part, errors.get(&of(part))?.clone()))).collect(),
            id,
        }
    };
    let filled = (1..=50).filter(|number| {
        PARTS.iter().any(|part| !first(typed, &format!("{}.{number}.{part}", def.code)).is_empty())
    });
    let last: usize = filled.max().unwrap_or(0);
    let mut shown: Vec<Person> = (1..=last.saturating_add(ROOM)).map(person).collect();
    if let Some(one) = shown.first_mut() {
        // The year stands once, above the persons.
        one.typed.insert("jaar", first(typed, &format!("{}.jaar", def.code)));
        if let Some(error) = errors.get(&format!("{}.jaar", def.code)) {
            one.error.insert("jaar", error.clone());
        }
    }
    shown
}

/// The roles of topfunctionarissen, by code.
#[must_use]
pub fn roles() -> Vec<Labelled> {
    let words = |role: &PersonRole| match role {
        PersonRole::Leidinggevend => words::ROLE_LEADING,
        PersonRole::ToezichtVoorzitter => words::ROLE_CHAIR,
        PersonRole::ToezichtLid => words::ROLE_MEMBER,
    };
    let none = Labelled { value: String::new(), label: words::ROLE_NONE.to_owned() };
    let roles = PersonRole::ALL
        .iter()
        .map(|role| Labelled { value: role.code().to_owned(), label: words(role).to_owned() });
    std::iter::once(none).chain(roles).collect()
}

/// What a form sent for these questions, as the questions read it: the parts of a date together.
#[must_use]
pub fn sent<'a>(form: &Form, defs: impl Iterator<Item = &'a FactDef>) -> Fields {
    let mut fields = Fields::new();
    for def in defs {
        let code = def.code.as_str();
        match &def.kind {
            FactType::Day(_) => {
                let part = |name: &str| form.text(&format!("{code}_{name}")).to_owned();
                let parts = [part("day"), part("month"), part("year")];
                if parts.iter().any(|part| !part.is_empty()) {
                    fields.insert(code.to_owned(), vec![parts.join("-")]);
                }
            }
            FactType::ComplyOrExplain { .. } | FactType::PaidPersons => {
                let prefix = format!("{code}.");
                for (rest, value) in form.under(&prefix) {
                    fields.entry(format!("{prefix}{rest}")).or_default().push(value.to_owned());
                }
            }
            _ => {
                let values: Vec<String> = form.all(code).map(str::to_owned).collect();
                if !values.is_empty() {
                    fields.insert(code.to_owned(), values);
                }
            }
        }
    }
    fields
}
