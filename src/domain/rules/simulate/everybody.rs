//! A condition evaluated for everybody at once: what is measured over columns of numbers, what depends on choices over bitsets, and every
//! other leaf by the evaluation of one aanbieder.
//! May import: policy_code, rules, scheme.

use chrono::NaiveDate;

use super::super::evaluate::in_use;
use super::super::input::{Input, LotChoice};
use super::super::leaf::{Leaf, places, unserved};
use super::super::measure::{Passing, measured, window_on};
use super::super::members::All;
use super::super::outcome::Outcome;
use super::bits::Bits;
use super::outcomes::Outcomes;
use super::population::{Chosen, Column, Population, Row};
use super::{Applicant, Shared};
use crate::policy_code::{LotKey, ProductCode, TargetGroupCode};
use crate::scheme::{CellState, Condition, FactTest, Operand, Requirement, Scheme, Test};

/// A population in the light of one regeling.
#[derive(Debug)]
pub(super) struct Everybody<'a> {
    pub(super) population: &'a Population<'a>,
    pub(super) scheme: &'a Scheme,
    shared: Shared<'a>,
    all: Bits,
}

/// An eis in a lot, for whoever it is asked of.
struct At<'b> {
    requirement: &'b Requirement,
    on: NaiveDate,
    lot: &'b LotKey,
    who: &'b Bits,
}

impl<'a> Everybody<'a> {
    pub(super) fn new(population: &'a Population<'a>, scheme: &'a Scheme, shared: &Shared<'a>) -> Self {
        Self { population, scheme, shared: *shared, all: Bits::everybody(population.len()) }
    }

    /// The day on which an eis must hold.
    pub(super) fn on(&self, requirement: &Requirement) -> NaiveDate {
        self.shared.dates.on(requirement.on)
    }

    /// Everybody meets nothing at all.
    pub(super) fn met(&self) -> Outcomes {
        Outcomes::same(&self.all, Outcome::Met)
    }

    /// The outcomes of an eis as it stands in a lot: of these, or of everybody.
    pub(super) fn outcomes(&self, requirement: &Requirement, lot: &LotKey, who: Option<&Bits>) -> Outcomes {
        let at = At { requirement, on: self.on(requirement), lot, who: who.unwrap_or(&self.all) };
        let mut outcomes = self.condition(&at, &requirement.condition);
        for (number, one) in &self.population.combinations {
            outcomes.set(*number, self.of_combination(one, requirement, lot));
        }
        outcomes
    }

    /// The outcome of one that does not offer alone, by everybody in it.
    fn of_combination(&self, one: &Applicant, requirement: &Requirement, lot: &LotKey) -> Outcome {
        let input = one.input(self.scheme, &self.shared);
        let chosen = in_use(&input).remove(lot);
        let elsewhere = || LotChoice { lot: lot.clone(), products: Vec::new(), capacity: Vec::new() };
        let lot = chosen.unwrap_or_else(elsewhere);
        All::new(&input, &one.others()).result(requirement, Some(&lot)).0.outcome
    }

    fn condition(&self, at: &At<'_>, tree: &Condition) -> Outcomes {
        match tree {
            Condition::All(parts) => {
                parts.iter().fold(self.met(), |all, part| all.all(&self.condition(at, part)))
            }
            Condition::Any(parts) => {
                let failing = Outcomes::same(&self.all, Outcome::NotMet);
                parts.iter().fold(failing, |any, part| any.any(&self.condition(at, part)))
            }
            Condition::IfThen { otherwise, then, .. } => {
                self.condition(at, otherwise).any(&self.condition(at, then))
            }
            Condition::Capacity { target, at_least } => self.capacity(at.lot, target.as_ref(), *at_least),
            Condition::Chosen { product, chosen } => self.chosen(at.lot, *chosen, |other| other == product),
            Condition::ChosenGroup { group, chosen } => self.chosen(at.lot, *chosen, |product| {
                self.scheme.product(product).is_some_and(|(of, _)| of.code == *group)
            }),
            Condition::Unserved => self.unserved(at.lot),
            leaf => self.measured(at, leaf).unwrap_or_else(|| self.one_by_one(at, leaf)),
        }
    }

    /// What is measured by a value of its own or of a parameter.
    fn measured(&self, at: &At<'_>, leaf: &Condition) -> Option<Outcomes> {
        let (fact, unit) = measured(self.scheme, leaf)?;
        let Condition::Fact(FactTest { test, .. }) = leaf else { return None };
        let column: &Column = self.population.columns.get(&(fact.clone(), unit))?;
        let bound = match test {
            Test::Compare { with: Operand::Literal(value), .. } => Some(value),
            Test::Compare { with: Operand::Parameter(code), .. } => {
                let found = self.scheme.parameter(code).and_then(|one| one.on(at.on, Some(at.lot)));
                found.map(|one| &one.value)
            }
            _ => None,
        };
        let on = window_on(self.shared.dates, test, at.on);
        Some(match Passing::of(test, bound, on) {
            Some(passing) => Outcomes::answered(&self.all, &column.answered(at.on), &column.passing(passing)),
            None => Outcomes::same(&self.all, Outcome::Unknown),
        })
    }

    fn capacity(&self, lot: &LotKey, target: Option<&TargetGroupCode>, at_least: i64) -> Outcomes {
        let stated = self.lot(lot).map_or(&[][..], |lot| lot.places.as_slice());
        let mut outcomes = Outcomes::same(&self.all, Outcome::Unknown);
        for of_one in stated.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((person, _)) = of_one.first() else { continue };
            let enough = places(of_one.iter().map(|(_, one)| one), target).map(|places| places >= at_least);
            outcomes.set(*person, Outcome::of_known(enough));
        }
        outcomes
    }

    fn unserved(&self, lot: &LotKey) -> Outcomes {
        let Some(published) = self.shared.supply.lot(lot) else {
            return Outcomes::same(&self.all, Outcome::Unknown);
        };
        let mut outcomes = Outcomes::same(&self.all, Outcome::NotMet);
        let stated = self.lot(lot).map_or(&[][..], |lot| lot.places.as_slice());
        for of_one in stated.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((person, _)) = of_one.first() else { continue };
            let found = unserved(of_one.iter().map(|(_, one)| one), published);
            outcomes.set(*person, Outcome::of(!found.is_empty()));
        }
        outcomes
    }

    /// Whether one of these products is chosen in the gemeente of the lot, and in use there.
    fn chosen(&self, lot: &LotKey, chosen: bool, meant: impl Fn(&ProductCode) -> bool) -> Outcomes {
        let in_use =
            |product: &ProductCode| self.scheme.cell(product, &lot.gemeente) == Some(CellState::InUse);
        let here = self.population.lots.get(&lot.gemeente).into_iter().flat_map(|lots| lots.values());
        let mut who = Bits::default();
        for (product, bits) in here.flat_map(|lot| &lot.products) {
            if meant(product) && in_use(product) {
                who.join(bits);
            }
        }
        let others = self.all.without(&who);
        Outcomes::same(if chosen { &who } else { &others }, Outcome::Met)
    }

    fn lot(&self, lot: &LotKey) -> Option<&Chosen> {
        self.population.lots.get(&lot.gemeente)?.get(&lot.group)
    }

    fn one_by_one(&self, at: &At<'_>, leaf: &Condition) -> Outcomes {
        let lot = LotChoice { lot: at.lot.clone(), products: Vec::new(), capacity: Vec::new() };
        let Shared { national, dates, stage, supply } = self.shared;
        let nothing = Row::default();
        let mut outcomes = Outcomes::same(&Bits::default(), Outcome::NotMet);
        for person in at.who.numbers() {
            let row = self.population.rows.get(person).and_then(Option::as_deref).unwrap_or(&nothing);
            let input = Input {
                scheme: self.scheme,
                national,
                facts: &row.facts,
                evidence: &row.evidence,
                accepted: &row.accepted,
                lots: &[],
                dates,
                stage,
                judgements: &row.judgements,
                closed: &[],
                supply,
            };
            outcomes.set(person, Leaf::new(&input, at.requirement, Some(&lot)).finding(leaf).outcome);
        }
        outcomes
    }
}
