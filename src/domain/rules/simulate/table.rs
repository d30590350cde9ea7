//! Every aanbieder in every lot under one regeling: per eis three bitsets, and per lot what its products ask.
//! May import: facts, policy_code, scheme.

use std::collections::BTreeMap;

use super::super::evaluate::{condition, due, in_use};
use super::super::input::{Input, LotChoice};
use super::super::leaf::Leaf;
use super::super::outcome::Outcome;
use super::bits::Bits;
use super::{Applicant, Shared};
use crate::facts::FactValue;
use crate::policy_code::{LotKey, ProductCode, RequirementCode};
use crate::scheme::{Requirement, Scheme};

/// Who does not meet, or not yet; whoever is in none of them meets.
#[derive(Debug, Clone)]
struct Column {
    requirement: RequirementCode,
    not_met: Bits,
    unknown: Bits,
    judge: Bits,
}

/// One lot.
#[derive(Debug, Clone)]
pub(in crate::rules) struct LotBits {
    /// Who applies for it.
    pub(super) chosen: Bits,
    /// Who fails, and of the others whose outcome is unknown, or left to a person.
    pub(super) not_met: Bits,
    pub(super) unknown: Bits,
    pub(super) judge: Bits,
    /// Per product who chose it, and what it asks: places in the columns.
    products: Vec<(Bits, Vec<usize>)>,
}

/// Every aanbieder in every lot.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Table {
    columns: Vec<Column>,
    pub(super) lots: BTreeMap<LotKey, LotBits>,
}

/// What makes a column: the eis, and where it may differ the lot or the values of its parameters there.
type ColumnKey = (usize, Option<LotKey>, Vec<Option<FactValue>>);

struct Builder<'a> {
    scheme: &'a Scheme,
    inputs: Vec<Input<'a>>,
    chosen: Vec<BTreeMap<LotKey, LotChoice>>,
    columns: Vec<Column>,
    made: Vec<(ColumnKey, usize)>,
}

impl Table {
    pub(in crate::rules) fn new(scheme: &Scheme, population: &[Applicant], shared: &Shared<'_>) -> Self {
        let inputs: Vec<Input<'_>> = population.iter().map(|one| one.input(scheme, shared)).collect();
        let chosen = inputs.iter().map(in_use).collect();
        let mut builder = Builder { scheme, inputs, chosen, columns: Vec::new(), made: Vec::new() };
        let lots = builder.lots();
        Self { columns: builder.columns, lots }
    }

    /// The outcome of an aanbieder in a lot; `None` when it does not apply for it.
    #[cfg(test)]
    pub(in crate::rules) fn outcome(&self, lot: &LotKey, number: usize) -> Option<Outcome> {
        let lot = self.lots.get(lot).filter(|lot| lot.chosen.contains(number))?;
        let sets =
            [(&lot.not_met, Outcome::NotMet), (&lot.unknown, Outcome::Unknown), (&lot.judge, Outcome::Judge)];
        Some(
            sets.into_iter()
                .find(|(set, _)| set.contains(number))
                .map_or(Outcome::Met, |(_, outcome)| outcome),
        )
    }

    /// The eisen that an aanbieder fails in a lot, in the order of the regeling.
    pub(super) fn failing(&self, lot: &LotKey, number: usize) -> Vec<RequirementCode> {
        let products = self.lots.get(lot).map_or(&[][..], |lot| lot.products.as_slice());
        let asked =
            products.iter().filter(|(chosen, _)| chosen.contains(number)).flat_map(|(_, asked)| asked);
        let mut places: Vec<usize> = asked.copied().collect();
        places.sort_unstable();
        places.dedup();
        let columns = places.into_iter().filter_map(|place| self.columns.get(place));
        let mut codes: Vec<RequirementCode> = columns
            .filter(|column| column.not_met.contains(number))
            .map(|column| column.requirement.clone())
            .collect();
        codes.dedup();
        codes
    }
}

impl<'a> Builder<'a> {
    fn lots(&mut self) -> BTreeMap<LotKey, LotBits> {
        let mut keys: BTreeMap<LotKey, BTreeMap<ProductCode, Bits>> = BTreeMap::new();
        for (number, lots) in self.chosen.iter().enumerate() {
            for (key, choice) in lots {
                let products = keys.entry(key.clone()).or_default();
                for product in &choice.products {
                    let size = self.inputs.len();
                    products.entry(product.clone()).or_insert_with(|| Bits::none(size)).insert(number);
                }
            }
        }
        keys.into_iter().map(|(key, products)| (key.clone(), self.lot(&key, products))).collect()
    }

    fn lot(&mut self, key: &LotKey, chosen: BTreeMap<ProductCode, Bits>) -> LotBits {
        let none = Bits::none(self.inputs.len());
        let mut lot = LotBits {
            chosen: none.clone(),
            not_met: none.clone(),
            unknown: none.clone(),
            judge: none,
            products: Vec::new(),
        };
        for (product, who) in chosen {
            let asked = self.asked(key, &product);
            lot.chosen.join(&who);
            for column in asked.iter().filter_map(|place| self.columns.get(*place)) {
                lot.not_met.join_both(&column.not_met, &who);
                lot.unknown.join_both(&column.unknown, &who);
                lot.judge.join_both(&column.judge, &who);
            }
            lot.products.push((who, asked));
        }
        lot.unknown = lot.unknown.without(&lot.not_met);
        lot.judge = lot.judge.without(&lot.not_met).without(&lot.unknown);
        lot
    }

    /// What counts for a product in a lot: places in the columns, each made once.
    fn asked(&mut self, key: &LotKey, product: &ProductCode) -> Vec<usize> {
        let scheme = self.scheme;
        let Some(stage) = self.inputs.first().map(|input| input.stage) else { return Vec::new() };
        let counts = |one: &Requirement| {
            one.hard && due(one.moment, stage) && one.scope.covers(&key.group, product, &key.gemeente)
        };
        let asked = scheme.requirements().iter().enumerate().filter(|(_, one)| counts(one));
        asked.map(|(place, one)| self.column(place, one, key)).collect()
    }

    fn column(&mut self, place: usize, requirement: &'a Requirement, lot: &LotKey) -> usize {
        let name = (place, self.where_it_differs(requirement, lot), self.parameters(requirement, lot));
        if let Some((_, made)) = self.made.iter().find(|(other, _)| *other == name) {
            return *made;
        }
        let none = Bits::none(self.inputs.len());
        let code = requirement.code.clone();
        let mut column =
            Column { requirement: code, not_met: none.clone(), unknown: none.clone(), judge: none };
        for (number, (input, lots)) in self.inputs.iter().zip(&self.chosen).enumerate() {
            // Who does not apply here still needs a lot for its parameters; its bits are never read.
            let Some(choice) = lots.get(lot).or_else(|| lots.values().next()) else { continue };
            let at = LotChoice { lot: lot.clone(), ..choice.clone() };
            let leaf = Leaf::new(input, requirement, Some(&at));
            match condition(&leaf, &requirement.condition).0 {
                Outcome::NotMet => column.not_met.insert(number),
                Outcome::Unknown => column.unknown.insert(number),
                Outcome::Judge => column.judge.insert(number),
                Outcome::Met => {}
            }
        }
        let made = self.columns.len();
        self.columns.push(column);
        self.made.push((name, made));
        made
    }

    /// The lot, when more than the values of parameters may differ there.
    fn where_it_differs(&self, requirement: &Requirement, lot: &LotKey) -> Option<LotKey> {
        let judged = |input: &Input<'_>| {
            input.judgements.iter().any(|one| one.requirement == requirement.code && one.lot.is_some())
        };
        let by_lot = requirement.condition.depends_on_lot() || self.inputs.iter().any(judged);
        by_lot.then(|| lot.clone())
    }

    /// The values that the parameters of an eis have in a lot.
    fn parameters(&self, requirement: &Requirement, lot: &LotKey) -> Vec<Option<FactValue>> {
        let Some(on) = self.inputs.first().map(|input| input.dates.on(requirement.on)) else {
            return Vec::new();
        };
        let value = |code| Some(self.scheme.parameter(code)?.on(on, Some(lot))?.value.clone());
        requirement.condition.parameters().iter().map(value).collect()
    }
}
