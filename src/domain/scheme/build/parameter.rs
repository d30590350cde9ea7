//! Parameters: their values typed, each place and day once, and none missing where an eis needs it.
//! May import: facts, policy_code, scheme.

use super::asking::literal;
use super::{Build, read};
use crate::facts::{FactType, Range};
use crate::policy_code::LotKey;
use crate::scheme::model::{Gemeente, Parameter, ParameterValue, ProductGroup, Requirement, Scope};
use crate::scheme::problem::{ParameterProblem, Problem};
use crate::scheme::tree::Node;

impl Build {
    pub(super) fn parameter(&mut self, node: &Node) -> Option<Parameter> {
        let kind = match node.text_of("type")? {
            "geheel_getal" => FactType::Whole(Range::open()),
            "bedrag" => FactType::Money(Range::open()),
            "procent" => FactType::Percent(Range::open()),
            "datum" => FactType::Day(Range::open()),
            _ => return None,
        };
        let items = node.items_of("waarden");
        let values = self.each(items, |build, item| build.parameter_value(item, &kind));
        for (place, later) in values.iter().enumerate() {
            let twice = values.iter().take(place).any(|earlier| same_place(earlier, later));
            if let (true, Some(item)) = (twice && values.len() == items.len(), items.get(place)) {
                self.add(item.place, Problem::Parameter(ParameterProblem::Twice));
            }
        }
        Some(Parameter {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            kind,
            values,
            standing: read::standing(node),
        })
    }

    fn parameter_value(&mut self, node: &Node, kind: &FactType) -> Option<ParameterValue> {
        let written = node.get("waarde")?;
        let value = literal(kind, written.text()?);
        if value.is_none() {
            self.add(written.place, Problem::Parameter(ParameterProblem::WrongValue));
        }
        let scope = node.get("bereik").map_or_else(Scope::default, |scope| Scope {
            groups: read::names(scope, "productgroepen"),
            products: Vec::new(),
            gemeenten: read::names(scope, "gemeenten"),
        });
        Some(ParameterValue { from: read::date(node, "vanaf")?, scope, value: value? })
    }

    /// Every parameter of an eis has a value, from the day on which the eis holds, in every lot where it holds.
    pub(super) fn parameters_reach(
        &mut self,
        node: &Node,
        requirement: &Requirement,
        groups: &[ProductGroup],
        gemeenten: &[Gemeente],
    ) {
        let Some(place) = node.get("voorwaarde").map(|node| node.place) else { return };
        for code in requirement.condition.parameters() {
            let Some(parameter) = self.parameters.iter().find(|one| one.code == code) else { continue };
            let open = gemeenten.iter().find(|gemeente| {
                let covered = groups.iter().filter(|group| {
                    let covers = |product| requirement.scope.covers(&group.code, product, &gemeente.code);
                    group.products.iter().any(|product| covers(&product.code))
                });
                covered.into_iter().any(|group| {
                    let lot = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
                    parameter.on(requirement.since, Some(&lot)).is_none()
                })
            });
            if let Some(gemeente) = open {
                let (code, gemeente) = (code.to_string(), gemeente.code.to_string());
                self.add(place, Problem::Parameter(ParameterProblem::Open { code, gemeente }));
            }
        }
    }
}

/// Whether two values could both be meant, for the same day in the same lot.
fn same_place(one: &ParameterValue, other: &ParameterValue) -> bool {
    fn meet<T: PartialEq>(some: &[T], others: &[T]) -> bool {
        some.is_empty() || others.is_empty() || some.iter().any(|item| others.contains(item))
    }
    one.from == other.from
        && one.is_general() == other.is_general()
        && meet(&one.scope.groups, &other.scope.groups)
        && meet(&one.scope.gemeenten, &other.scope.gemeenten)
}
