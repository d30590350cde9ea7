//! Conditions: typed against the gegevens they read; `niet` is pushed down to the comparisons.
//! May import: facts, policy_code, scheme.

use std::collections::BTreeSet;

use super::asking::{literal, only_wnt_classes};
use super::{Build, read};
use crate::facts::{FactDef, FactType};
use crate::policy_code::FactCode;
use crate::scheme::check::form_of;
use crate::scheme::condition::{Comparator, Condition, ExclusionTest, FactTest, Operand, Test, WntTest};
use crate::scheme::problem::{ConditionProblem, Problem};
use crate::scheme::scalar::{self, Span, SpanUnit};
use crate::scheme::tree::{Member, Node};

/// Where a condition stands: only comparisons may stand below `niet` and `als`.
#[derive(Clone, Copy)]
struct Below {
    negated: bool,
    comparisons_only: bool,
}

impl Build {
    /// Read a condition, or its negation.
    pub(super) fn condition(&mut self, node: &Node, negated: bool) -> Option<Condition> {
        self.form(node, Below { negated, comparisons_only: negated })
    }

    fn form(&mut self, node: &Node, below: Below) -> Option<Condition> {
        let form = form_of(node)?.keys.first()?.name;
        match form {
            "gekozen" => read::name(node, "gekozen")
                .map(|product| Condition::Chosen { product, chosen: !below.negated }),
            "gegeven" => self.fact_test(node, below.negated).map(Condition::Fact),
            "alle" | "een_van" => {
                let items = node.get(form)?.items();
                let parts = self.each(items, |build, item| build.form(item, below));
                let whole = parts.len() == items.len() && !parts.is_empty();
                let all = (form == "alle") != below.negated;
                whole.then_some(if all { Condition::All(parts) } else { Condition::Any(parts) })
            }
            "niet" => self.form(node.get("niet")?, Below { negated: !below.negated, comparisons_only: true }),
            "als" => self.if_then(node, below),
            leaf => {
                if below.comparisons_only {
                    self.add(node.place, Problem::Condition(ConditionProblem::Negated { form: leaf }));
                }
                self.leaf(node, leaf)
            }
        }
    }

    fn if_then(&mut self, node: &Node, below: Below) -> Option<Condition> {
        let premise = self.form(node.get("als")?, Below { negated: false, comparisons_only: true });
        let otherwise = self.form(node.get("als")?, Below { negated: true, comparisons_only: true });
        let then = self.form(node.get("dan")?, below);
        if below.negated {
            return Some(Condition::All(vec![premise?, then?]));
        }
        Some(Condition::IfThen {
            premise: Box::new(premise?),
            otherwise: Box::new(otherwise?),
            then: Box::new(then?),
        })
    }

    fn leaf(&mut self, node: &Node, form: &str) -> Option<Condition> {
        match form {
            "bewijs" => read::name(node, "bewijs").map(Condition::Evidence),
            "aanvaard" => read::name(node, "aanvaard").map(Condition::Accepted),
            "capaciteit" => Some(Condition::Capacity {
                target: match node.get("doelgroep") {
                    None => None,
                    Some(_) => Some(read::name(node, "doelgroep")?),
                },
                at_least: read::number(node, "capaciteit")?,
            }),
            "beoordeling" => {
                if node.get("beoordeling")?.items().is_empty() {
                    self.add(node.place, Problem::Condition(ConditionProblem::NoTestPoints));
                }
                read::test_points(node, "beoordeling").map(Condition::Judgement)
            }
            "pas_toe_of_leg_uit" => {
                let table = |kind: &FactType| matches!(kind, FactType::ComplyOrExplain { .. });
                let fact = self.typed(node.get("pas_toe_of_leg_uit")?, "pas_toe_of_leg_uit", false, table)?;
                Some(Condition::ComplyOrExplain { fact, points: read::test_points(node, "toetspunten")? })
            }
            "wnt" => self.wnt(node).map(Condition::Wnt),
            "uitsluiting" => self.exclusion(node).map(Condition::Exclusion),
            _ => None,
        }
    }

    fn wnt(&mut self, node: &Node) -> Option<WntTest> {
        let persons = self.typed(node.get("wnt")?, "personen_met_bezoldiging", false, |kind| {
            matches!(kind, FactType::PaidPersons)
        });
        let applies =
            self.typed(node.get("valt_eronder")?, "ja_nee", false, |kind| matches!(kind, FactType::YesNo));
        let class =
            self.typed(node.get("klasse")?, "keuze", false, |kind| matches!(kind, FactType::Choice(_)));
        let wrong = class
            .as_ref()
            .and_then(|class| self.fact(class.as_str()))
            .filter(|def| !only_wnt_classes(&def.kind));
        if let Some(fact) = wrong.map(|def| def.code.to_string()) {
            self.add(node.get("klasse")?.place, Problem::Condition(ConditionProblem::NotWntClasses { fact }));
        }
        let points = read::test_points(node, "toetspunten");
        Some(WntTest { persons: persons?, applies: applies?, class: class?, points: points? })
    }

    fn exclusion(&mut self, node: &Node) -> Option<ExclusionTest> {
        let declared =
            self.typed(node.get("uitsluiting")?, "ja_nee", true, |kind| matches!(kind, FactType::YesNo));
        let date = self.typed(node.get("datum")?, "datum", true, |kind| matches!(kind, FactType::Day(_)));
        let words = |kind: &FactType| matches!(kind, FactType::Text(_) | FactType::Choice(_));
        let nature = self.typed(node.get("aard")?, "tekst", true, words);
        let measures = self.typed(node.get("maatregelen")?, "tekst", true, words);
        let look_back = read::span(node, "terugkijken")?;
        if look_back.unit != SpanUnit::Years || ![3, 5].contains(&look_back.count) {
            self.add(node.get("terugkijken")?.place, Problem::Condition(ConditionProblem::LookBack));
        }
        let points = read::test_points(node, "toetspunten");
        Some(ExclusionTest {
            declared: declared?,
            date: date?,
            nature: nature?,
            measures: measures?,
            look_back,
            points: points?,
        })
    }

    /// The code of a gegeven that must have a type; one of a closed class only where that is allowed.
    pub(super) fn typed(
        &mut self,
        node: &Node,
        needed: &'static str,
        restricted_too: bool,
        fits: impl Fn(&FactType) -> bool,
    ) -> Option<FactCode> {
        let def = self.fact(node.text()?)?.clone();
        let fact = def.code.to_string();
        if !fits(&def.kind) {
            self.add(node.place, Problem::Condition(ConditionProblem::WrongType { fact, needed }));
        } else if def.class.is_restricted() && !restricted_too {
            self.add(node.place, Problem::Condition(ConditionProblem::Restricted { fact }));
        }
        Some(def.code)
    }

    fn fact_test(&mut self, node: &Node, negated: bool) -> Option<FactTest> {
        let place = node.get("gegeven")?.place;
        let tests: Vec<&Member> = node
            .members()
            .iter()
            .filter(|member| !["gegeven", "op"].contains(&member.key.as_str()))
            .collect();
        let test = match tests.as_slice() {
            [] => {
                self.add(node.place, Problem::Condition(ConditionProblem::NoComparison));
                return None;
            }
            [one] => *one,
            [_, second, ..] => {
                self.add(second.place, Problem::Condition(ConditionProblem::ManyComparisons));
                return None;
            }
        };
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
                Some(Test::Compare { comparator, with: self.operand(value, def)? })
            }
        }
    }

    /// Windows are counted in months or years: that is how papers state them, and how the clamp works.
    pub(super) fn window_unit(&mut self, node: &Node, span: Span) {
        if span.months().is_none() {
            self.add(node.place, Problem::Condition(ConditionProblem::WindowUnit));
        }
    }

    fn operand(&mut self, node: &Node, def: &FactDef) -> Option<Operand> {
        if let Some(other) = node.get("gegeven") {
            let same = |kind: &FactType| std::mem::discriminant(kind) == std::mem::discriminant(&def.kind);
            return self.typed(other, type_word(&def.kind), false, same).map(Operand::Fact);
        }
        let value = literal(&def.kind, node.text()?);
        if value.is_none() {
            self.wrong_literal(node, def);
        }
        value.map(Operand::Literal)
    }

    fn codes(&mut self, items: &[Node], def: &FactDef) -> Option<BTreeSet<String>> {
        let mut codes = BTreeSet::new();
        for item in items {
            let text = item.text()?;
            if def.kind.title_of(text).is_none() {
                self.wrong_literal(item, def);
            }
            codes.insert(text.to_owned());
        }
        Some(codes)
    }

    fn wrong_literal(&mut self, node: &Node, def: &FactDef) {
        let fact = def.code.to_string();
        self.add(node.place, Problem::Condition(ConditionProblem::WrongLiteral { fact }));
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
