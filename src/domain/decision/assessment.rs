//! What a person says of one requirement, and how that and the rules together become findings for a proposal.
//! May import: code, decision::outcome, ids, policy_code, rules.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::outcome::{Finding, Judgement, Outcome, OutcomeRefusal, Weight};
use super::review::Advice;
use crate::code::Code;
use crate::ids::{AssessmentId, LotApplicationId, UserId};
use crate::policy_code::{LotKey, RequirementCode};
use crate::rules::{self, RequirementResult, TestAnswer};

/// Met or not met: what a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// Met.
    Met,
    /// Not met.
    NotMet,
}

impl Code for Said {
    const ALL: &'static [Self] = &[Self::Met, Self::NotMet];

    fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
        }
    }
}

/// One beoordeling. It is never changed: a later one revises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Identifier.
    pub id: AssessmentId,
    /// About which requirement.
    pub requirement: RequirementCode,
    /// For one lot, or for all.
    pub lot: Option<LotApplicationId>,
    /// What was found; never [`Judgement::Open`].
    pub judgement: Judgement,
    /// The answers on the toetspunten.
    pub points: Vec<TestAnswer>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The assessment that counts for a requirement of a lot: the last one about it, for this lot or for all.
#[must_use]
pub fn counting<'a>(
    assessments: &'a [Assessment],
    requirement: &RequirementCode,
    lot: &LotApplicationId,
) -> Option<&'a Assessment> {
    let about = |one: &&Assessment| {
        one.requirement == *requirement && one.lot.as_ref().is_none_or(|about| about == lot)
    };
    assessments.iter().filter(about).max_by_key(|one| (one.at, one.id.clone()))
}

/// The answers on toetspunten that count, per requirement and lot: what was said before a repair stays said until somebody revises it.
#[must_use]
pub fn judgements(assessments: &[Assessment], lots: &[(LotApplicationId, LotKey)]) -> Vec<rules::Judgement> {
    let requirements: BTreeSet<&RequirementCode> = assessments.iter().map(|one| &one.requirement).collect();
    let mut judged = Vec::new();
    for requirement in requirements {
        for (id, lot) in lots {
            let said = counting(assessments, requirement, id).filter(|said| !said.points.is_empty());
            judged.extend(said.map(|said| rules::Judgement {
                requirement: requirement.clone(),
                lot: Some(lot.clone()),
                answers: said.points.clone(),
            }));
        }
    }
    judged
}

/// What is found about every requirement of a lot: what a person said; else what the rules are sure of.
///
/// The rules alone settle only that a requirement is met. Whatever speaks against an aanbieder, a person looks at first.
#[must_use]
pub fn findings<'a>(
    results: impl IntoIterator<Item = &'a RequirementResult>,
    assessments: &[Assessment],
    lot: &LotApplicationId,
) -> Vec<Finding> {
    let finding = |result: &RequirementResult| Finding {
        requirement: result.code.clone(),
        weight: if result.counts { Weight::Hard } else { Weight::Advisory },
        judgement: match (counting(assessments, &result.code, lot), result.outcome) {
            (Some(said), _) => said.judgement.clone(),
            (None, rules::Outcome::Met) => Judgement::Met,
            (None, rules::Outcome::NotMet | rules::Outcome::Unknown | rules::Outcome::Judge) => {
                Judgement::Open
            }
        },
    };
    results.into_iter().map(finding).collect()
}

/// The hard requirements that nobody settled yet, if there are any.
#[must_use]
pub fn open_hard(findings: &[Finding]) -> Option<OutcomeRefusal> {
    let open = |one: &&Finding| one.weight == Weight::Hard && one.judgement == Judgement::Open;
    let codes: Vec<_> = findings.iter().filter(open).map(|one| one.requirement.clone()).collect();
    if codes.is_empty() { None } else { Some(OutcomeRefusal::HardOpen(codes)) }
}

/// What each assessor advises on a lot by what he said of its requirements. Who proposes advises by proposing.
#[must_use]
pub fn advices(
    assessments: &[Assessment],
    lot: &LotApplicationId,
    proposer: &UserId,
    proposed: Outcome,
    taken_up_at: DateTime<Utc>,
) -> Vec<Advice> {
    let about = |one: &&Assessment| one.lot.as_ref().is_none_or(|about| about == lot);
    let mut advices: Vec<Advice> = Vec::new();
    for one in assessments.iter().filter(about).filter(|one| one.by != *proposer) {
        let against = matches!(one.judgement, Judgement::NotMet { .. });
        match advices.iter_mut().find(|advice| advice.by == one.by) {
            Some(advice) => {
                advice.at = advice.at.max(one.at);
                if against {
                    advice.outcome = Outcome::Refuse;
                }
            }
            None => {
                let outcome = if against { Outcome::Refuse } else { Outcome::Admit };
                advices.push(Advice { by: one.by.clone(), outcome, at: one.at });
            }
        }
    }
    let own = assessments.iter().filter(about).filter(|one| one.by == *proposer).map(|one| one.at).max();
    advices.push(Advice { by: proposer.clone(), outcome: proposed, at: own.unwrap_or(taken_up_at) });
    advices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy_code::ReasonCode;
    use crate::testing::{at, because, id};

    fn said(n: usize, lot: Option<usize>, judgement: Judgement, by: usize, when: &str) -> Assessment {
        Assessment {
            id: id(n),
            requirement: RequirementCode::parse("GES-01").unwrap(),
            lot: lot.map(id),
            judgement,
            points: Vec::new(),
            by: id(by),
            at: at(when),
        }
    }

    fn against() -> Judgement {
        Judgement::NotMet { motivation: because(), reason: ReasonCode::parse("AFW-01").unwrap() }
    }

    #[test]
    fn the_last_word_about_a_lot_counts_and_a_word_about_another_lot_does_not() {
        let early = said(1, None, Judgement::Met, 1, "2026-10-01T10:00:00Z");
        let other = said(2, Some(8), against(), 1, "2026-10-03T10:00:00Z");
        let late = said(3, Some(7), against(), 1, "2026-10-02T10:00:00Z");
        let all = [early.clone(), other, late.clone()];
        let code = RequirementCode::parse("GES-01").unwrap();
        assert_eq!(counting(&all, &code, &id(7)), Some(&late));
        assert_eq!(counting(&all, &code, &id(9)), Some(&early));
        assert_eq!(counting(&all, &RequirementCode::parse("GES-02").unwrap(), &id(7)), None);
    }

    #[test]
    fn a_colleague_advises_by_the_worst_he_said() {
        let all = [
            said(1, None, Judgement::Met, 2, "2026-10-01T10:00:00Z"),
            said(2, Some(7), against(), 2, "2026-10-02T10:00:00Z"),
        ];
        let taken = at("2026-09-30T10:00:00Z");
        let advices = advices(&all, &id(7), &id(1), Outcome::Admit, taken);
        let colleague = Advice { by: id(2), outcome: Outcome::Refuse, at: at("2026-10-02T10:00:00Z") };
        assert_eq!(advices, [colleague, Advice { by: id(1), outcome: Outcome::Admit, at: taken }]);
    }
}
