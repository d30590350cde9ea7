//! A combinatie, or an aanbieder with onderaannemers: each its own exclusion part, suitability together. What one of them declared
//! stays with that one; the others, the penvoerder too, see the outcome only.
//! May import: code, facts, policy_code, scheme.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::evaluate::{differs, evaluate_with, result};
use super::input::{EvidenceFact, Input, Judgement, LotChoice};
use super::number;
use super::outcome::Outcome;
use super::verdict::{About, Finding, MemberOutcome, RequirementResult, Verdict};
use crate::code::Code;
use crate::facts::{Fact, FactSet, FactValue};
use crate::policy_code::DocumentKindCode;
use crate::scheme::{Requirement, RequirementKind, Together};

/// One beside the penvoerder.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// What it is.
    pub role: MemberRole,
    /// Its answers.
    pub facts: &'a FactSet,
    /// Its bewijsstukken.
    pub evidence: &'a [EvidenceFact],
    /// The kinds of document that it accepted.
    pub accepted: &'a BTreeSet<DocumentKindCode>,
    /// What people judged about it.
    pub judgements: &'a [Judgement],
}

/// What one beside the penvoerder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// A combinant: answers for everything.
    Partner,
    /// An onderaannemer on whose means the application relies: it counts for suitability too.
    ReliedOn,
    /// Another onderaannemer: only its own exclusion part.
    Subcontractor,
}

impl Code for MemberRole {
    const ALL: &'static [Self] = &[Self::Partner, Self::ReliedOn, Self::Subcontractor];

    fn code(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::ReliedOn => "relied_on",
            Self::Subcontractor => "subcontractor",
        }
    }
}

impl MemberRole {
    /// Whether it must meet an eis by itself.
    #[must_use]
    pub fn meets_itself(self, requirement: &Requirement) -> bool {
        requirement.together == Together::Each
            && (self != Self::Subcontractor || requirement.kind == RequirementKind::Exclusion)
    }

    /// Whether what it has counts with what the others have for an eis.
    #[must_use]
    pub fn adds_to(self, requirement: &Requirement) -> bool {
        requirement.together == Together::Pooled && self != Self::Subcontractor
    }

    /// Whether an eis looks at what it declared or sent at all.
    #[must_use]
    pub fn is_asked(self, requirement: &Requirement) -> bool {
        self.meets_itself(requirement) || self.adds_to(requirement)
    }
}

/// What the rules say about all together, and what each sees of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a verdict that is not stored or shown is a bug"]
pub struct CombinationVerdict {
    /// The verdict on the application; of what each must meet by itself it holds outcomes only.
    pub verdict: Verdict,
    /// Per member, the penvoerder first, its own part: for that member and for the team.
    pub own: Vec<OwnPart>,
}

impl CombinationVerdict {
    /// The same, as far as a penvoerder may know it: of what each must meet by itself, whether it does so itself. The outcome of
    /// another would tell what that one declared.
    pub fn of_lead(self) -> Verdict {
        let Self { mut verdict, own } = self;
        let own = own.into_iter().next().map(|part| part.results).unwrap_or_default();
        for result in &mut verdict.results {
            if let Some(mine) = own.iter().find(|one| one.code == result.code && one.lot == result.lot) {
                result.clone_from(mine);
            }
        }
        verdict
    }
}

/// What one member must meet by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPart {
    /// From 1: the penvoerder, and then the others in the order of the application.
    pub number: usize,
    /// Its results, in the order of the regeling.
    pub results: Vec<RequirementResult>,
}

/// Evaluate an application of several. `input` is the penvoerder's; with nobody beside it this is
/// [`crate::rules::evaluate`].
pub fn evaluate_combination(input: &Input<'_>, others: &[Member<'_>]) -> CombinationVerdict {
    let all = All::new(input, others);
    let mut own: Vec<OwnPart> =
        (1..=all.each.len()).map(|number| OwnPart { number, results: Vec::new() }).collect();
    let by_lot = |requirement: &Requirement| all.each.iter().any(|one| differs(&one.input, requirement));
    let verdict = evaluate_with(input, by_lot, |requirement, lot| {
        let (result, each) = all.result(requirement, lot);
        for (number, found) in each {
            if let Some(part) = own.iter_mut().find(|part| part.number == number) {
                part.results.push(found);
            }
        }
        result
    });
    CombinationVerdict { verdict, own }
}

/// Everybody in an application, ready to be held against eisen.
pub(super) struct All<'a> {
    lead: Input<'a>,
    /// The answers and papers of all together.
    facts: FactSet,
    evidence: Vec<EvidenceFact>,
    /// The penvoerder first.
    each: Vec<Part<'a>>,
}

impl<'a> All<'a> {
    pub(super) fn new(input: &Input<'a>, others: &[Member<'a>]) -> Self {
        let adding = others.iter().filter(|one| one.role != MemberRole::Subcontractor);
        let evidence = std::iter::once(input.evidence).chain(adding.map(|one| one.evidence));
        let lead = Part { role: MemberRole::Partner, input: *input };
        Self {
            lead: *input,
            facts: pooled(input, others),
            evidence: evidence.flatten().cloned().collect(),
            each: std::iter::once(lead).chain(others.iter().map(|one| of_member(input, one))).collect(),
        }
    }

    /// What the rules say of an eis, and of each that must meet it by itself under its number.
    pub(super) fn result(
        &self,
        requirement: &Requirement,
        lot: Option<&LotChoice>,
    ) -> (RequirementResult, Vec<(usize, RequirementResult)>) {
        let single = || (result(&self.lead, requirement, lot), Vec::new());
        match requirement.together {
            Together::Lead => single(),
            Together::Pooled if self.each.len() == 1 => single(),
            Together::Pooled => {
                let together = Input { facts: &self.facts, evidence: &self.evidence, ..self.lead };
                let found = result(&together, requirement, lot);
                (RequirementResult { changes: Vec::new(), ..found }, Vec::new())
            }
            Together::Each => self.of_each(requirement, lot),
        }
    }

    /// What a member must meet by itself: the worst of all, with nothing but the outcomes.
    fn of_each(
        &self,
        requirement: &Requirement,
        lot: Option<&LotChoice>,
    ) -> (RequirementResult, Vec<(usize, RequirementResult)>) {
        let must = (1..).zip(&self.each).filter(|(_, part)| part.role.meets_itself(requirement));
        let own: Vec<_> =
            must.map(|(number, part)| (number, result(&part.input, requirement, lot))).collect();
        let shared = result(&self.lead, requirement, lot);
        if self.each.len() == 1 {
            return (shared, own);
        }
        let each =
            own.iter().map(|(number, found)| MemberOutcome { number: *number, outcome: found.outcome });
        let outcome = Outcome::all(own.iter().map(|(_, found)| found.outcome));
        let findings = vec![Finding { outcome, about: About::Members { each: each.collect() } }];
        let whole =
            RequirementResult { outcome, findings, evidence: BTreeSet::new(), changes: Vec::new(), ..shared };
        (whole, own)
    }
}

/// One of all, with the arguments as they are for it.
struct Part<'a> {
    role: MemberRole,
    input: Input<'a>,
}

fn of_member<'a>(input: &Input<'a>, member: &Member<'a>) -> Part<'a> {
    let Member { role, facts, evidence, accepted, judgements } = *member;
    Part { role, input: Input { facts, evidence, accepted, judgements, ..*input } }
}

/// The answers of all together: numbers and amounts added up, every other answer the penvoerder's. A sum counts only when every
/// combinant answered; an onderaannemer that did not answer adds nothing.
fn pooled(input: &Input<'_>, others: &[Member<'_>]) -> FactSet {
    let mut facts: BTreeMap<_, Fact> = BTreeMap::new();
    for (code, fact) in input.facts.iter() {
        let summed = matches!(fact.value, FactValue::Whole(_) | FactValue::Money(_));
        let mut sum = Some(fact.clone());
        for other in others.iter().filter(|one| summed && one.role != MemberRole::Subcontractor) {
            sum = match other.facts.get(code) {
                Some(more) => sum.and_then(|sum| add(&sum, more)),
                None if other.role == MemberRole::Partner => None,
                None => sum,
            };
        }
        if let Some(sum) = sum {
            facts.insert(code.clone(), sum);
        }
    }
    facts.into_iter().collect()
}

/// Two answers as one; it counts as long as both do.
fn add(one: &Fact, other: &Fact) -> Option<Fact> {
    let mut provenance = one.provenance.clone();
    let last = |fact: &Fact| fact.provenance.valid_until;
    provenance.valid_until = [last(one), last(other)].into_iter().flatten().min();
    Some(Fact { value: number::add(&one.value, &other.value)?, provenance })
}
