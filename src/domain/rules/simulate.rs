//! What-if: everybody under a changed regeling beside everybody under the one in force, before anyone adopts it.
//!
//! What is measured is evaluated over columns of numbers, and each eis once for everybody, or once per place where it may differ, into
//! bitsets; lots with the same eisen share them. The outcomes are those of [`crate::rules::evaluate`] case by case, without the explanation,
//! which is made when a person reads one. A combinatie is held against each eis as [`crate::rules::evaluate_combination`] does it: there are
//! few of them. May import: facts, policy_code, scheme, supply.

mod bits;
mod effect;
mod everybody;
mod fictional;
mod kept;
mod names;
mod outcomes;
mod population;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::input::{EvidenceFact, Input, Judgement, LotChoice, ReferenceDates, Stage};
use super::members::{CombinationVerdict, Member, MemberRole, evaluate_combination};
use super::outcome::Outcome;
use super::verdict::RequirementResult;
use crate::facts::FactSet;
use crate::policy_code::{DocumentKindCode, RequirementCode};
use crate::scheme::{AppliesTo, NationalTables, Scheme};
use crate::supply::SupplySnapshot;
pub use effect::{Effect, Lost, LotEffect, Tally};
pub use fictional::fictional;
pub use kept::{Kept, NotKept};
pub use population::Population;
pub use table::Table;

/// One aanbieder in a what-if: a pseudonym with what a dossier holds, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// The pseudonym; one per aanbieder.
    pub id: String,
    /// Its answers.
    pub facts: FactSet,
    /// Its bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// The kinds of document that it accepted.
    pub accepted: BTreeSet<DocumentKindCode>,
    /// For which lots and products, with which capacity.
    pub lots: Vec<LotChoice>,
    /// What people judged.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// Who take part beside it, in the order of the application.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Beside>,
}

/// One that takes part in what an aanbieder offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The pseudonym, as of an aanbieder.
    pub id: String,
    /// What it is.
    pub role: MemberRole,
    /// Its answers.
    pub facts: FactSet,
    /// Its bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// The kinds of document that it accepted.
    pub accepted: BTreeSet<DocumentKindCode>,
}

/// What is the same for all.
#[derive(Debug, Clone, Copy)]
pub struct Shared<'a> {
    /// National numbers.
    pub national: &'a NationalTables,
    /// The days that the procedure names.
    pub dates: ReferenceDates,
    /// How far the procedure is.
    pub stage: Stage,
    /// The supply that was published.
    pub supply: &'a SupplySnapshot,
}

impl Applicant {
    /// The arguments of [`crate::rules::evaluate`] for this one.
    #[must_use]
    pub fn input<'a>(&'a self, scheme: &'a Scheme, shared: &Shared<'a>) -> Input<'a> {
        Input {
            scheme,
            national: shared.national,
            facts: &self.facts,
            evidence: &self.evidence,
            accepted: &self.accepted,
            lots: &self.lots,
            dates: shared.dates,
            stage: shared.stage,
            judgements: &self.judgements,
            // Who is held against another regeling was let in: nothing is closed to it.
            closed: &[],
            supply: shared.supply,
        }
    }

    /// Those beside it, as the rules take them.
    fn others(&self) -> Vec<Member<'_>> {
        let others = self.members.iter().map(|one| Member {
            role: one.role,
            facts: &one.facts,
            evidence: &one.evidence,
            accepted: &one.accepted,
            judgements: &[],
        });
        others.collect()
    }

    /// What the rules say of it, with who takes part beside it.
    pub fn verdict(&self, scheme: &Scheme, shared: &Shared<'_>) -> CombinationVerdict {
        evaluate_combination(&self.input(scheme, shared), &self.others())
    }

    /// The eisen for running admissions that are not met, by the pseudonym of whom that is asked.
    fn lacking(&self, scheme: &Scheme, shared: &Shared<'_>) -> BTreeMap<String, BTreeSet<RequirementCode>> {
        let running = |code: &RequirementCode| {
            scheme.requirement(code).is_some_and(|one| one.applies_to != AppliesTo::New)
        };
        let open = |results: Vec<RequirementResult>| -> BTreeSet<RequirementCode> {
            let open = results.into_iter().filter(|one| one.outcome != Outcome::Met && running(&one.code));
            open.map(|one| one.code).collect()
        };
        let mut each = self.verdict(scheme, shared);
        // The penvoerder's own part comes first.
        let own = each.own.iter_mut().skip(1).map(|part| std::mem::take(&mut part.results));
        let own: Vec<_> = own.collect();
        let mut lacking = BTreeMap::from([(self.id.clone(), open(each.of_lead().results))]);
        lacking.extend(self.members.iter().zip(own).map(|(one, results)| (one.id.clone(), open(results))));
        lacking
    }
}

/// The eisen for running admissions that a changed regeling newly asks of somebody, by the pseudonym of whom it asks them: by what is known
/// it does not meet them, and did, or was not asked, under the regeling in force. Of a combinatie each is asked what it must meet by
/// itself, and the penvoerder what all must meet together.
#[must_use]
pub fn newly_asked(
    in_force: &Scheme,
    changed: &Scheme,
    applicant: &Applicant,
    shared: &Shared<'_>,
) -> BTreeMap<String, BTreeSet<RequirementCode>> {
    let (before, after) = (applicant.lacking(in_force, shared), applicant.lacking(changed, shared));
    let newly = after.into_iter().map(|(id, codes)| {
        let known = before.get(&id);
        let new = codes.into_iter().filter(|code| known.is_none_or(|known| !known.contains(code)));
        (id, new.collect::<BTreeSet<_>>())
    });
    newly.filter(|(_, codes)| !codes.is_empty()).collect()
}

/// What a changed regeling does to a population, lot by lot, in order.
#[must_use]
pub fn simulate(
    in_force: &Scheme,
    changed: &Scheme,
    applicants: impl IntoIterator<Item = Applicant>,
    shared: &Shared<'_>,
) -> Effect {
    let mut population = Population::new(in_force, changed);
    population.extend(applicants);
    population.effect(shared)
}
