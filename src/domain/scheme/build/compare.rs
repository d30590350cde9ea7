//! Comparisons, typed: a gegeven, a count or a sum against a literal, another gegeven or a parameter.
//! May import: code, facts, policy_code, scheme.

use std::collections::BTreeSet;

use super::asking::literal;
use super::{Build, read};
use crate::code::Code;
use crate::facts::{Comply, FactDef, FactType, PersonRole, Range};
use crate::policy_code::{FactCode, ParameterCode};
use crate::scheme::condition::{Comparator, FactTest, Measure, NumberTest, Operand, Test};
use crate::scheme::problem::{ConditionProblem, ParameterProblem, Problem};
use crate::scheme::scalar::{self, Span};
use crate::scheme::tree::{Member, Node};

impl Build {
    pub(super) fn fact_test(&mut self, node: &Node, negated: bool) -> Option<FactTest> {
        let place = node.get("gegeven")?.place;
        let test = self.one_comparison(node, &["gegeven", "op"])?;
        let def = self.fact(node.text_of("gegeven")?)?.clone();
        if def.class.is_restricted() {
            let fact = def.code.to_string();
            self.add(place, Problem::Condition(ConditionProblem::Restricted { fact }));
        }
        if !goes_with(&test.key, &def.kind) || (node.get("op").is_some() && test.key != "niet_ouder_dan") {
            let (fact, comparison) = (def.code.to_string(), test.key.clone());
            self.add(test.place, Problem::Condition(ConditionProblem::NotForType { fact, comparison }));
            return None;
        }
        let test = self.test(node, test, &def)?;
        Some(FactTest { fact: def.code, test: if negated { test.negated() } else { test } })
    }

    fn test(&mut self, node: &Node, member: &Member, def: &FactDef) -> Option<Test> {
        let value = &member.node;
        match member.key.as_str() {
            "een_van" => Some(Test::OneOf { codes: self.codes(value.items(), def)?, inside: true }),
            "bevat" => {
                Some(Test::Contains { codes: self.codes(std::slice::from_ref(value), def)?, all: true })
            }
            "bevat_alle" => Some(Test::Contains { codes: self.codes(value.items(), def)?, all: true }),
            "niet_ouder_dan" => {
                let than = scalar::span(value.text()?)?;
                self.window_unit(value, than);
                let on = match node.get("op") {
                    None => None,
                    Some(_) => Some(read::word(node, "op", read::REFERENCE_DATES)?),
                };
                Some(Test::NotOlder { than, on, inside: true })
            }
            "geldig_op" => {
                Some(Test::ValidOn { on: read::word(node, "geldig_op", read::REFERENCE_DATES)?, valid: true })
            }
            key => {
                let comparator = comparator(key)?;
                Some(Test::Compare { comparator, with: self.operand(value, &def.kind, def.code.as_str())? })
            }
        }
    }

    /// Windows are counted in months or years: that is how papers state them, and how the clamp works.
    pub(super) fn window_unit(&mut self, node: &Node, span: Span) {
        if span.months().is_none() {
            self.add(node.place, Problem::Condition(ConditionProblem::WindowUnit));
        }
    }

    /// What something of this type and name is compared with.
    pub(super) fn operand(&mut self, node: &Node, kind: &FactType, name: &str) -> Option<Operand> {
        let same = |other: &FactType| std::mem::discriminant(other) == std::mem::discriminant(kind);
        if let Some(other) = node.get("gegeven") {
            return self.typed(other, type_word(kind), false, same).map(Operand::Fact);
        }
        if let Some(named) = node.get("parameter") {
            return self.parameter_of(named, kind, name).map(Operand::Parameter);
        }
        let value = literal(kind, node.text()?);
        if value.is_none() {
            self.wrong_literal(node, name);
        }
        value.map(Operand::Literal)
    }

    /// A parameter of this type, none of whose values lies outside what it is compared with.
    fn parameter_of(&mut self, node: &Node, kind: &FactType, name: &str) -> Option<ParameterCode> {
        let parameter = self.parameters.iter().find(|one| Some(one.code.as_str()) == node.text())?.clone();
        let code = parameter.code.to_string();
        if std::mem::discriminant(&parameter.kind) != std::mem::discriminant(kind) {
            let needed = type_word(kind);
            self.add(node.place, Problem::Parameter(ParameterProblem::WrongType { code, needed }));
        } else if !parameter.values.iter().all(|one| kind.admits(&one.value)) {
            let with = name.to_owned();
            self.add(node.place, Problem::Parameter(ParameterProblem::Outside { code, with }));
        }
        Some(parameter.code)
    }

    /// A count or a sum with its comparison.
    pub(super) fn number(&mut self, node: &Node, form: &'static str, negated: bool) -> Option<NumberTest> {
        let member = self.one_comparison(node, &[form, "van"])?;
        let comparator = comparator(&member.key)?;
        let (of, kind) = if form == "aantal" { self.count(node)? } else { self.sum(node)? };
        let with = self.operand(&member.node, &kind, form)?;
        Some(NumberTest { of, comparator: if negated { comparator.negated() } else { comparator }, with })
    }

    fn count(&mut self, node: &Node) -> Option<(Measure, FactType)> {
        let countable = |kind: &FactType| {
            matches!(kind, FactType::Choices(_) | FactType::ComplyOrExplain { .. } | FactType::PaidPersons)
        };
        let fact = self.typed(node.get("aantal")?, "keuzes", false, countable)?;
        let kind = self.fact(fact.as_str())?.kind.clone();
        let of = self.only(node, |code| match &kind {
            FactType::ComplyOrExplain { .. } => Comply::CODES.contains(&code),
            FactType::PaidPersons => PersonRole::from_code(code).is_some(),
            list => list.title_of(code).is_some(),
        })?;
        Some((Measure::Count { fact, of }, FactType::Whole(Range { min: Some(0), max: None })))
    }

    fn sum(&mut self, node: &Node) -> Option<(Measure, FactType)> {
        let items = node.items_of("som");
        let first = self.fact(items.first()?.text()?)?.kind.clone();
        let kind = match first {
            FactType::Whole(_) => FactType::Whole(Range::open()),
            FactType::Percent(_) => FactType::Percent(Range::open()),
            _ => FactType::Money(Range::open()),
        };
        let fits = |one: &FactType| match one {
            FactType::PaidPersons => matches!(kind, FactType::Money(_)),
            other => std::mem::discriminant(other) == std::mem::discriminant(&kind),
        };
        let needed = type_word(&kind);
        let facts: Vec<FactCode> =
            items.iter().filter_map(|item| self.typed(item, needed, false, fits)).collect();
        let persons = facts.iter().any(|fact| {
            self.fact(fact.as_str()).is_some_and(|def| matches!(def.kind, FactType::PaidPersons))
        });
        let of = self.only(node, |code| persons && PersonRole::from_code(code).is_some())?;
        (facts.len() == items.len()).then_some((Measure::Sum { facts, of }, kind))
    }

    /// The codes of `van`; nothing said is all.
    fn only(&mut self, node: &Node, fits: impl Fn(&str) -> bool) -> Option<BTreeSet<String>> {
        let mut codes = BTreeSet::new();
        for item in node.items_of("van") {
            let text = item.text()?;
            if !fits(text) {
                self.wrong_literal(item, "van");
            }
            codes.insert(text.to_owned());
        }
        Some(codes)
    }

    fn codes(&mut self, items: &[Node], def: &FactDef) -> Option<BTreeSet<String>> {
        let mut codes = BTreeSet::new();
        for item in items {
            let text = item.text()?;
            if def.kind.title_of(text).is_none() {
                self.wrong_literal(item, def.code.as_str());
            }
            codes.insert(text.to_owned());
        }
        Some(codes)
    }

    fn wrong_literal(&mut self, node: &Node, fact: &str) {
        let fact = fact.to_owned();
        self.add(node.place, Problem::Condition(ConditionProblem::WrongLiteral { fact }));
    }

    /// The one comparison beside these keys.
    fn one_comparison<'a>(&mut self, node: &'a Node, beside: &[&str]) -> Option<&'a Member> {
        let mut tests = node.members().iter().filter(|member| !beside.contains(&member.key.as_str()));
        let Some(first) = tests.next() else {
            self.add(node.place, Problem::Condition(ConditionProblem::NoComparison));
            return None;
        };
        if let Some(second) = tests.next() {
            self.add(second.place, Problem::Condition(ConditionProblem::ManyComparisons));
            return None;
        }
        Some(first)
    }
}

fn comparator(key: &str) -> Option<Comparator> {
    Some(match key {
        "is" => Comparator::Equal,
        "is_niet" => Comparator::NotEqual,
        "ten_minste" => Comparator::AtLeast,
        "ten_hoogste" => Comparator::AtMost,
        "meer_dan" => Comparator::MoreThan,
        "minder_dan" => Comparator::LessThan,
        _ => return None,
    })
}

fn goes_with(key: &str, kind: &FactType) -> bool {
    match kind {
        FactType::YesNo => ["is", "is_niet"].contains(&key),
        FactType::Choice(_) => ["is", "is_niet", "een_van"].contains(&key),
        FactType::Choices(_) => ["bevat", "bevat_alle"].contains(&key),
        FactType::Whole(_) | FactType::Money(_) | FactType::Percent(_) => comparator(key).is_some(),
        FactType::Day(_) => comparator(key).is_some() || ["niet_ouder_dan", "geldig_op"].contains(&key),
        FactType::Text(_) | FactType::ComplyOrExplain { .. } | FactType::PaidPersons => false,
    }
}

fn type_word(kind: &FactType) -> &'static str {
    match kind {
        FactType::YesNo => "ja_nee",
        FactType::Whole(_) => "geheel_getal",
        FactType::Money(_) => "bedrag",
        FactType::Percent(_) => "procent",
        FactType::Day(_) => "datum",
        FactType::Choice(_) => "keuze",
        FactType::Choices(_) => "keuzes",
        FactType::Text(_) => "tekst",
        FactType::ComplyOrExplain { .. } => "pas_toe_of_leg_uit",
        FactType::PaidPersons => "personen_met_bezoldiging",
    }
}
