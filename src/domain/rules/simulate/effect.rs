//! What changes for whom: per lot who drops out and why, and what is left for clients.
//! May import: policy_code, scheme.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Applicant;
use super::table::{LotBits, Table};
use crate::policy_code::{LotKey, RequirementCode, TargetGroupCode};
use crate::scheme::Scheme;

/// What a changed regeling does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// SHA-256 of the regeling in force.
    pub in_force: String,
    /// SHA-256 of the changed one.
    pub changed: String,
    /// How many aanbieders were looked at.
    pub population: usize,
    /// How many drop out of at least one lot.
    pub dropping_out: usize,
    /// Per lot that somebody applies for, in order.
    pub lots: Vec<LotEffect>,
}

/// What happens in one lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotEffect {
    /// The lot.
    pub lot: LotKey,
    /// Outcomes under the regeling in force.
    pub before: Tally,
    /// Outcomes under the changed one.
    pub after: Tally,
    /// Who drops out: did not fail, and fails now.
    pub lost: Vec<Lost>,
    /// Who no longer fails: pseudonyms.
    pub gained: Vec<String>,
    /// Clients of the lot, when the regeling names them.
    pub clients: Option<i64>,
    /// Places of who drops out.
    pub places_lost: i64,
    /// Doelgroepen that nobody has places for any more.
    pub target_groups_lost: BTreeSet<TargetGroupCode>,
    /// Whether there were fewer aanbieders than the definition of *voldoende aanbod* in force asks.
    pub was_below_floor: bool,
    /// Whether fewer aanbieders are left than the changed definition asks.
    pub below_floor: bool,
}

/// How many of each outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Voldoet.
    pub met: usize,
    /// Voldoet niet.
    pub not_met: usize,
    /// Onbekend.
    pub unknown: usize,
    /// Beoordelen.
    pub judge: usize,
}

impl Tally {
    /// Who does not fail: some of them after what is still unknown or judged.
    #[must_use]
    pub fn left(&self) -> usize {
        self.met.saturating_add(self.unknown).saturating_add(self.judge)
    }
}

/// Who drops out of a lot, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The pseudonym.
    pub id: String,
    /// The eisen that it fails now, in the order of the regeling.
    pub because: Vec<RequirementCode>,
}

pub(super) fn effect(
    [in_force, changed]: [&Scheme; 2],
    before: &Table,
    after: &Table,
    population: &[Applicant],
) -> Effect {
    let keys: BTreeSet<&LotKey> = before.lots.keys().chain(after.lots.keys()).collect();
    let mut out = BTreeSet::new();
    let mut lots = Vec::new();
    for key in keys {
        let lot = of_lot(key, [in_force, changed], before, after, population);
        out.extend(lot.lost.iter().map(|one| one.id.clone()));
        lots.push(lot);
    }
    Effect {
        in_force: in_force.sha256().to_owned(),
        changed: changed.sha256().to_owned(),
        population: population.len(),
        dropping_out: out.len(),
        lots,
    }
}

fn of_lot(
    key: &LotKey,
    [in_force, changed]: [&Scheme; 2],
    before: &Table,
    after: &Table,
    population: &[Applicant],
) -> LotEffect {
    let admitted = |table: &Table| -> BTreeSet<usize> {
        let lot = table.lots.get(key);
        lot.map(|lot| lot.chosen.without(&lot.not_met).numbers().collect()).unwrap_or_default()
    };
    let (was, is) = (admitted(before), admitted(after));
    let name = |number: &usize| population.get(*number).map(|one| one.id.clone());
    let lost: Vec<usize> = was.difference(&is).copied().collect();
    let places = |numbers: &mut dyn Iterator<Item = &usize>| -> Vec<(Option<TargetGroupCode>, i64)> {
        numbers
            .filter_map(|number| population.get(*number))
            .flat_map(|one| one.lots.iter().filter(|choice| choice.lot == *key))
            .flat_map(|choice| choice.capacity.iter().map(|one| (one.target.clone(), one.places)))
            .filter(|(_, places)| *places > 0)
            .collect()
    };
    let served = |numbers: &BTreeSet<usize>| -> BTreeSet<TargetGroupCode> {
        places(&mut numbers.iter()).into_iter().filter_map(|(target, _)| target).collect()
    };
    let below = |scheme: &Scheme, standing: &BTreeSet<usize>| {
        let floor = scheme.sufficient().providers.and_then(|least| usize::try_from(least).ok());
        floor.is_some_and(|least| standing.len() < least)
    };
    let demand = changed.demand().iter().find(|one| one.group == key.group && one.gemeente == key.gemeente);
    LotEffect {
        lot: key.clone(),
        before: tally(before.lots.get(key)),
        after: tally(after.lots.get(key)),
        lost: lost
            .iter()
            .filter_map(|number| Some(Lost { id: name(number)?, because: after.failing(key, *number) }))
            .collect(),
        gained: is.difference(&was).filter_map(name).collect(),
        clients: demand.map(|one| one.clients),
        places_lost: places(&mut lost.iter()).iter().fold(0_i64, |sum, (_, more)| sum.saturating_add(*more)),
        target_groups_lost: served(&was).difference(&served(&is)).cloned().collect(),
        was_below_floor: below(in_force, &was),
        below_floor: below(changed, &is),
    }
}

fn tally(lot: Option<&LotBits>) -> Tally {
    let Some(lot) = lot else { return Tally::default() };
    let (not_met, unknown, judge) = (lot.not_met.count(), lot.unknown.count(), lot.judge.count());
    let open = not_met.saturating_add(unknown).saturating_add(judge);
    Tally { met: lot.chosen.count().saturating_sub(open), not_met, unknown, judge }
}
