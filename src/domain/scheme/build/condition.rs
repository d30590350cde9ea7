//! Conditions: typed against the gegevens they read; `niet` is pushed down to the comparisons.
//! May import: facts, policy_code, scheme.

use super::asking::only_wnt_classes;
use super::{Build, read};
use crate::facts::FactType;
use crate::policy_code::FactCode;
use crate::scheme::check::form_of;
use crate::scheme::condition::{Condition, ExclusionTest, WntTest};
use crate::scheme::model::AddedValue;
use crate::scheme::problem::{ConditionProblem, Problem};
use crate::scheme::scalar::SpanUnit;
use crate::scheme::tree::Node;

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
            "gekozen_groep" => read::name(node, "gekozen_groep")
                .map(|group| Condition::ChosenGroup { group, chosen: !below.negated }),
            "aantal" | "som" => self.number(node, form, below.negated).map(Condition::Number),
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
            "omzet" => self.turnover(node),
            "wnt" => self.wnt(node).map(Condition::Wnt),
            "uitsluiting" => self.exclusion(node).map(Condition::Exclusion),
            "geen_plek_voor" => Some(Condition::Unserved),
            "toegevoegde_waarde" => self.brings_added_value(node),
            _ => None,
        }
    }

    /// Where the lot is closed without it, at least one ground of the list: claimed, with what must hold beside the claim.
    fn brings_added_value(&mut self, node: &Node) -> Option<Condition> {
        let grounds: Vec<Condition> = self.grounds.iter().map(AddedValue::holds).collect();
        if grounds.is_empty() {
            self.add(node.place, Problem::Condition(ConditionProblem::NoGrounds));
            return None;
        }
        Some(Condition::IfThen {
            premise: Box::new(Condition::ClosedLot { closed: true }),
            otherwise: Box::new(Condition::ClosedLot { closed: false }),
            then: Box::new(Condition::Any(grounds)),
        })
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
}
