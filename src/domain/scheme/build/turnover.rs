//! A demand of turnover: the comparison, or for starters something else; with a caution where it is out of proportion (D70, D71, Q14).
//! May import: facts, money, scheme.

use super::{Build, read};
use crate::facts::{FactType, FactValue};
use crate::money::Cents;
use crate::scheme::caution::{Caution, Warning};
use crate::scheme::condition::{Comparator, Condition, FactTest, Operand, Test};
use crate::scheme::tree::Node;

impl Build {
    /// Enough turnover, or what a starter shows instead.
    pub(super) fn turnover(&mut self, node: &Node) -> Option<Condition> {
        let money = |kind: &FactType| matches!(kind, FactType::Money(_));
        let fact = self.typed(node.get("omzet")?, "bedrag", false, money)?;
        let kind = self.fact(fact.as_str())?.kind.clone();
        let with = self.operand(node.get("ten_minste")?, &kind, fact.as_str())?;
        self.proportion(node, &with);
        let enough =
            Condition::Fact(FactTest { fact, test: Test::Compare { comparator: Comparator::AtLeast, with } });
        let Some(starters) = node.get("starters") else {
            self.caution(node, Warning::NoStarters);
            return Some(enough);
        };
        let instead = self.condition(starters, false)?;
        Some(Condition::Any(vec![enough, instead]))
    }

    fn proportion(&mut self, node: &Node, with: &Operand) {
        let amount =
            |value: &FactValue| if let FactValue::Money(amount) = value { Some(*amount) } else { None };
        let minima: Vec<Cents> = match with {
            Operand::Literal(value) => amount(value).into_iter().collect(),
            Operand::Parameter(code) => {
                let named = self.parameters.iter().filter(|one| one.code == *code);
                named.flat_map(|one| &one.values).filter_map(|one| amount(&one.value)).collect()
            }
            Operand::Fact(_) => Vec::new(),
        };
        let Some(expected) = read::money(node, "verwachte_jaarwaarde") else {
            return self.caution(node, Warning::NoExpectedValue);
        };
        let Some(minimum) = minima.into_iter().max() else { return };
        if expected.checked_mul(3).is_some_and(|triple| minimum > triple) {
            self.caution(node, Warning::AboveTriple { minimum, expected });
        } else if minimum > expected {
            self.caution(node, Warning::AboveYear { minimum, expected });
        }
    }

    fn caution(&mut self, node: &Node, warning: Warning) {
        self.cautions.push(Caution { place: node.place, warning });
    }
}
