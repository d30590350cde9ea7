//! What-if: everybody under a changed regeling beside everybody under the one in force, before anyone adopts it.
//!
//! What is measured is evaluated over columns of numbers, and each eis once for everybody, or once per place where it may differ, into
//! bitsets; lots with the same eisen share them. The outcomes are those of [`crate::rules::evaluate`] case by case, without the explanation,
//! which is made when a person reads one. May import: facts, policy_code, scheme, supply.

mod bits;
mod effect;
mod everybody;
mod fictional;
mod kept;
mod names;
mod outcomes;
mod population;
mod table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::evaluate::evaluate;
use super::input::{EvidenceFact, Input, Judgement, LotChoice, ReferenceDates, Stage};
use super::outcome::Outcome;
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
    /// The arguments of [`evaluate`] for this one.
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
            supply: shared.supply,
        }
    }
}

/// The eisen for running admissions that a changed regeling newly asks of somebody: by what is known it does not meet them, and did, or
/// was not asked, under the regeling in force.
#[must_use]
pub fn newly_asked(
    in_force: &Scheme,
    changed: &Scheme,
    applicant: &Applicant,
    shared: &Shared<'_>,
) -> BTreeSet<RequirementCode> {
    let open = |scheme: &Scheme| {
        let verdict = evaluate(&applicant.input(scheme, shared));
        let lacking = verdict.results.into_iter().filter(|result| result.outcome != Outcome::Met);
        let codes: BTreeSet<RequirementCode> = lacking.map(|result| result.code).collect();
        let running = scheme.requirements().iter().filter(|one| one.applies_to != AppliesTo::New);
        running.map(|one| one.code.clone()).filter(|code| codes.contains(code)).collect::<BTreeSet<_>>()
    };
    open(changed).difference(&open(in_force)).cloned().collect()
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
