//! What changes for whom: per lot who drops out and why, and what is left for clients.
//! May import: policy_code, scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Shared;
use super::bits::Bits;
use super::population::Population;
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
    pub gained: Vec<Arc<str>>,
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
    /// The pseudonym; it stands in many lots, and there once.
    pub id: Arc<str>,
    /// The eisen that it fails now, in the order of the regeling.
    pub because: Arc<[RequirementCode]>,
}

impl Population<'_> {
    /// What the changed regeling does to these, lot by lot, in order.
    #[must_use]
    pub fn effect(&self, shared: &Shared<'_>) -> Effect {
        let (before, after) = (self.before(shared), self.after(shared));
        let keys: BTreeSet<&LotKey> = before.lots.keys().chain(after.lots.keys()).collect();
        let mut builder = Builder {
            population: self,
            after: &after,
            out: Bits::default(),
            names: BTreeMap::new(),
            reasons: BTreeMap::new(),
        };
        let lots = keys.into_iter().map(|key| builder.lot(key, before.lots.get(key))).collect();
        Effect {
            in_force: self.in_force.sha256().to_owned(),
            changed: self.changed.sha256().to_owned(),
            population: self.len(),
            dropping_out: builder.out.count(),
            lots,
        }
    }
}

struct Builder<'a> {
    population: &'a Population<'a>,
    after: &'a Table<'a>,
    /// Who drops out of a lot.
    out: Bits,
    /// The pseudonyms that were told: who drops out does so in many lots.
    names: BTreeMap<usize, Arc<str>>,
    /// The codes of eisen by their places: many fail the same.
    reasons: BTreeMap<BTreeSet<usize>, Arc<[RequirementCode]>>,
}

impl Builder<'_> {
    fn lot(&mut self, key: &LotKey, before: Option<&LotBits<'_>>) -> LotEffect {
        let Population { in_force, changed, .. } = self.population;
        let after = self.after.lots.get(key);
        let admitted = |lot: Option<&LotBits<'_>>| {
            lot.map(|lot| lot.chosen.and(&lot.outcomes.standing)).unwrap_or_default()
        };
        let (was, is) = (admitted(before), admitted(after));
        let lost = was.without(&is);
        self.out.join(&lost);
        let chosen = self.population.lots.get(&key.gemeente).and_then(|lots| lots.get(&key.group));
        let stated = chosen.map_or(&[][..], |chosen| chosen.places.as_slice());
        let places = |who: &Bits| {
            let stated = stated.iter().filter(|(person, one)| one.places > 0 && who.contains(*person));
            stated.map(|(_, one)| one).collect::<Vec<_>>()
        };
        let served = |who: &Bits| -> BTreeSet<TargetGroupCode> {
            places(who).into_iter().filter_map(|one| one.target.clone()).collect()
        };
        let below = |scheme: &Scheme, standing: &Bits| {
            let floor = scheme.sufficient().providers.and_then(|least| usize::try_from(least).ok());
            floor.is_some_and(|least| standing.count() < least)
        };
        let demand =
            changed.demand().iter().find(|one| one.group == key.group && one.gemeente == key.gemeente);
        LotEffect {
            lot: key.clone(),
            before: tally(before),
            after: tally(after),
            lost: lost.numbers().filter_map(|number| self.lost(after, number)).collect(),
            gained: is.without(&was).numbers().filter_map(|number| self.name(number)).collect(),
            clients: demand.map(|one| one.clients),
            places_lost: places(&lost).iter().fold(0_i64, |sum, one| sum.saturating_add(one.places)),
            target_groups_lost: served(&was).difference(&served(&is)).cloned().collect(),
            was_below_floor: below(in_force, &was),
            below_floor: below(changed, &is),
        }
    }

    fn name(&mut self, number: usize) -> Option<Arc<str>> {
        if let Some(known) = self.names.get(&number) {
            return Some(Arc::clone(known));
        }
        let name: Arc<str> = self.population.ids.get(number)?.into();
        self.names.insert(number, Arc::clone(&name));
        Some(name)
    }

    /// Who drops out, and why: in a lot that is no longer there, for no eis.
    fn lost(&mut self, after: Option<&LotBits<'_>>, number: usize) -> Option<Lost> {
        let places = after.map(|lot| self.after.failing_places(lot, number)).unwrap_or_default();
        let because = match self.reasons.get(&places) {
            Some(known) => Arc::clone(known),
            None => {
                let codes: Arc<[RequirementCode]> = self.after.codes(&places).cloned().collect();
                self.reasons.insert(places, Arc::clone(&codes));
                codes
            }
        };
        Some(Lost { id: self.name(number)?, because })
    }
}

fn tally(lot: Option<&LotBits<'_>>) -> Tally {
    let Some(LotBits { chosen, outcomes, .. }) = lot else { return Tally::default() };
    let [met, known, standing] =
        [&outcomes.met, &outcomes.known, &outcomes.standing].map(|set| chosen.and(set).count());
    Tally {
        met,
        judge: known.saturating_sub(met),
        unknown: standing.saturating_sub(known),
        not_met: chosen.count().saturating_sub(standing),
    }
}
