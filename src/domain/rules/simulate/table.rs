//! Everybody in every lot under one regeling: the outcomes of each eis once, or once per place where they may differ.
//! May import: facts, policy_code, rules, scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::evaluate::due;
use super::super::measure::{Unit, number};
use super::super::outcome::Outcome;
use super::Shared;
use super::bits::Bits;
use super::everybody::Everybody;
use super::outcomes::Outcomes;
use super::population::{Chosen, Population};
use crate::policy_code::{LotKey, ProductCode, RequirementCode};
use crate::scheme::{CellState, Parameter, Requirement, Scheme};

/// Everybody in every lot.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    scheme: &'a Scheme,
    columns: Vec<Column>,
    pub(super) lots: BTreeMap<LotKey, LotBits<'a>>,
}

/// The outcomes of an eis, wherever they are the same.
#[derive(Debug, Clone)]
struct Column {
    /// Its place in the regeling.
    requirement: usize,
    outcomes: Outcomes,
}

/// One lot.
#[derive(Debug, Clone)]
pub(super) struct LotBits<'a> {
    /// Who applies for it.
    pub(super) chosen: Bits,
    /// Their outcomes in it; of others it says nothing.
    pub(super) outcomes: Outcomes,
    /// Per product who chose it, and what it asks: places in the columns.
    products: Vec<(&'a Bits, Rc<[usize]>)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(population: &'a Population<'a>, scheme: &'a Scheme, shared: &Shared<'a>) -> Self {
        let people = Everybody::new(population, scheme, shared);
        let counts = |one: &Requirement| one.hard && due(one.moment, shared.stage);
        let asked = scheme.requirements().iter().enumerate().filter(|(_, one)| counts(one));
        let asked =
            asked.map(|(place, one)| Asked::new(place, one, scheme, &population.judged_by_lot)).collect();
        let mut builder = Builder { people, asked, columns: Vec::new(), together: BTreeMap::new() };
        let mut lots = BTreeMap::new();
        for (gemeente, groups) in &population.lots {
            for (group, chosen) in groups {
                let key = LotKey { group: group.clone(), gemeente: gemeente.clone() };
                if let Some(lot) = builder.lot(&key, chosen) {
                    lots.insert(key, lot);
                }
            }
        }
        Self { scheme, columns: builder.columns, lots }
    }

    /// The outcome of an aanbieder in a lot; `None` when it does not apply for it.
    #[cfg(test)]
    pub(in crate::rules) fn outcome(&self, lot: &LotKey, number: usize) -> Option<Outcome> {
        let lot = self.lots.get(lot).filter(|lot| lot.chosen.contains(number))?;
        Some(lot.outcomes.of(number))
    }

    /// The eisen that an aanbieder fails in a lot, in the order of the regeling. Aanbieders are numbered from 0 as they were added.
    #[must_use]
    pub fn failing(&self, lot: &LotKey, number: usize) -> Vec<RequirementCode> {
        let places = self.lots.get(lot).map(|lot| self.failing_places(lot, number)).unwrap_or_default();
        self.codes(&places).cloned().collect()
    }

    /// Their places in the regeling.
    pub(super) fn failing_places(&self, lot: &LotBits<'_>, number: usize) -> BTreeSet<usize> {
        let chosen = lot.products.iter().filter(|(who, _)| who.contains(number));
        let asked = chosen.flat_map(|(_, asked)| asked.iter()).filter_map(|place| self.columns.get(*place));
        asked.filter(|one| !one.outcomes.standing.contains(number)).map(|one| one.requirement).collect()
    }

    pub(super) fn codes(&self, places: &BTreeSet<usize>) -> impl Iterator<Item = &'a RequirementCode> {
        let requirements = self.scheme.requirements();
        places.iter().filter_map(move |place| requirements.get(*place)).map(|one| &one.code)
    }
}

/// By what the outcomes of an eis may differ between lots: the lot itself, or the values of its parameters there.
type Place = (Option<LotKey>, Vec<Option<(Unit, i64)>>);

/// An eis that counts.
struct Asked<'a> {
    place: usize,
    requirement: &'a Requirement,
    by_lot: bool,
    parameters: Vec<&'a Parameter>,
    /// Its columns so far.
    made: BTreeMap<Place, usize>,
}

impl<'a> Asked<'a> {
    fn new(
        place: usize,
        requirement: &'a Requirement,
        scheme: &'a Scheme,
        judged_by_lot: &BTreeSet<RequirementCode>,
    ) -> Self {
        let by_lot = requirement.condition.depends_on_lot() || judged_by_lot.contains(&requirement.code);
        let parameters = requirement.condition.parameters();
        let parameters = parameters.iter().filter_map(|code| scheme.parameter(code)).collect();
        Self { place, requirement, by_lot, parameters, made: BTreeMap::new() }
    }
}

struct Builder<'a> {
    people: Everybody<'a>,
    asked: Vec<Asked<'a>>,
    columns: Vec<Column>,
    /// The outcomes of these columns together.
    together: BTreeMap<Rc<[usize]>, Rc<Outcomes>>,
}

impl<'a> Builder<'a> {
    /// A lot with the products that are in use there; `None` when there are none.
    fn lot(&mut self, key: &LotKey, chosen: &'a Chosen) -> Option<LotBits<'a>> {
        let in_use = chosen.products.iter().filter(|(product, _)| self.is_in_use(key, product));
        let in_use: Vec<(&'a ProductCode, &'a Bits)> = in_use.collect();
        let mut who = Bits::default();
        in_use.iter().for_each(|(_, bits)| who.join(bits));
        let mut outcomes: Option<Outcomes> = None;
        let mut products = Vec::with_capacity(in_use.len());
        for (product, bits) in in_use {
            let asked = self.asked(key, product, &who);
            let of_product = self.together(&asked);
            // Who did not choose the product is not asked what it asks.
            let others = Outcomes::same(&who.without(bits), Outcome::Met).any(&of_product);
            outcomes = Some(match outcomes {
                Some(before) => before.all(&others),
                None => others,
            });
            products.push((bits, asked));
        }
        Some(LotBits { chosen: who, outcomes: outcomes?, products })
    }

    fn is_in_use(&self, key: &LotKey, product: &ProductCode) -> bool {
        let scheme = self.people.scheme;
        scheme.product(product).is_some_and(|(group, _)| group.code == key.group)
            && scheme.cell(product, &key.gemeente) == Some(CellState::InUse)
    }

    /// What a product asks in a lot: places in the columns, each made once.
    fn asked(&mut self, key: &LotKey, product: &ProductCode, who: &Bits) -> Rc<[usize]> {
        let (people, columns) = (&self.people, &mut self.columns);
        let asked = self.asked.iter_mut();
        let here = asked.filter(|one| one.requirement.scope.covers(&key.group, product, &key.gemeente));
        here.map(|one| column(people, columns, one, key, who)).collect()
    }

    fn together(&mut self, asked: &Rc<[usize]>) -> Rc<Outcomes> {
        let (people, columns) = (&self.people, &self.columns);
        let make = || {
            let each = asked.iter().filter_map(|place| columns.get(*place));
            Rc::new(each.fold(people.met(), |all, one| all.all(&one.outcomes)))
        };
        Rc::clone(self.together.entry(Rc::clone(asked)).or_insert_with(make))
    }
}

/// The column of an eis in a lot: one that is there, or a new one.
fn column(
    people: &Everybody<'_>,
    columns: &mut Vec<Column>,
    asked: &mut Asked<'_>,
    lot: &LotKey,
    who: &Bits,
) -> usize {
    let on = people.on(asked.requirement);
    let value = |one: &&Parameter| number(&one.on(on, Some(lot))?.value);
    let place = (asked.by_lot.then(|| lot.clone()), asked.parameters.iter().map(value).collect());
    *asked.made.entry(place).or_insert_with(|| {
        let who = asked.by_lot.then_some(who);
        let outcomes = people.outcomes(asked.requirement, lot, who);
        columns.push(Column { requirement: asked.place, outcomes });
        columns.len().saturating_sub(1)
    })
}
