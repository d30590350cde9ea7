//! What a person says of one requirement, and how that and the rules together become findings for a proposal.
//! May import: code, decision::outcome, ids, motivation, policy_code, rules.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::outcome::{Finding, Judgement, Outcome, OutcomeRefusal, Weight, each_once};
use super::review::Advice;
use crate::code::Code;
use crate::ids::{AssessmentId, LotApplicationId, MemberId, UserId};
use crate::motivation::Motivation;
use crate::policy_code::{LotKey, RequirementCode};
use crate::rules::{self, About, RequirementResult, TestAnswer};

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
    /// About the own part of which member; `None`: the penvoerder's, or all together.
    pub member: Option<MemberId>,
    /// For one lot, or for all.
    pub lot: Option<LotApplicationId>,
    /// What was found; never [`Judgement::Open`].
    pub judgement: Judgement,
    /// The answers on the toetspunten.
    pub points: Vec<TestAnswer>,
    /// What it rests on that differs from what the aanbieder gave; with none it rests on that alone.
    pub differs: Option<Motivation>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The assessment that counts for a requirement of a lot: the last one about it and about whose part it is, for this lot or for all.
#[must_use]
pub(super) fn counting<'a>(
    assessments: &'a [Assessment],
    (requirement, member): (&RequirementCode, Option<&MemberId>),
    lot: &LotApplicationId,
) -> Option<&'a Assessment> {
    let about = |one: &&Assessment| {
        one.requirement == *requirement
            && one.member.as_ref() == member
            && one.lot.as_ref().is_none_or(|about| about == lot)
    };
    assessments.iter().filter(about).max_by_key(|one| (one.at, one.id.clone()))
}

/// The answers on toetspunten that count, per requirement, whose part it is about, and lot: what was said before a repair stays said until somebody revises it.
#[must_use]
pub fn judgements(assessments: &[Assessment], lots: &[(LotApplicationId, LotKey)]) -> Vec<rules::Judgement> {
    let judged_of: BTreeSet<(&RequirementCode, Option<&MemberId>)> =
        assessments.iter().map(|one| (&one.requirement, one.member.as_ref())).collect();
    let mut judged = Vec::new();
    for (requirement, member) in judged_of {
        for (id, lot) in lots {
            let said =
                counting(assessments, (requirement, member), id).filter(|said| !said.points.is_empty());
            judged.extend(said.map(|said| rules::Judgement {
                requirement: requirement.clone(),
                member: member.cloned(),
                lot: Some(lot.clone()),
                answers: said.points.clone(),
            }));
        }
    }
    judged
}

/// What people said of an application, and whose part that can be about.
#[derive(Debug, Clone, Copy)]
pub struct Assessed<'a> {
    /// Everything that was said.
    pub said: &'a [Assessment],
    /// Who signed beside the penvoerder, in the order in which the rules number them from 2.
    pub members: &'a [MemberId],
}

/// One that a result is about, with what the rules and a person said of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The member; `None`: the penvoerder, or all together.
    pub member: Option<&'a MemberId>,
    /// What the rules say.
    pub rules: rules::Outcome,
    /// What a person said that counts.
    pub said: Option<&'a Assessment>,
}

impl Subject<'_> {
    /// What a person said; else what the rules are sure of. The rules alone settle only that a requirement is met: whatever speaks
    /// against an aanbieder, a person looks at first.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        match (self.said, self.rules) {
            (Some(said), _) => said.judgement.clone(),
            (None, rules::Outcome::Met) => Judgement::Met,
            (None, rules::Outcome::NotMet | rules::Outcome::Unknown | rules::Outcome::Judge) => {
                Judgement::Open
            }
        }
    }
}

impl<'a> Assessed<'a> {
    /// Whom a result is about: of what each must meet by itself each of them, else all together.
    #[must_use]
    pub fn subjects(&self, result: &RequirementResult, lot: &LotApplicationId) -> Vec<Subject<'a>> {
        let of =
            |member, rules| Subject { member, rules, said: counting(self.said, (&result.code, member), lot) };
        let each = result.findings.iter().find_map(|finding| match &finding.about {
            About::Members { each } => Some(each),
            _ => None,
        });
        let Some(each) = each else { return vec![of(None, result.outcome)] };
        let (lead, others): (Vec<_>, Vec<_>) = each.iter().partition(|one| one.number <= LEAD);
        let lead = lead.into_iter().map(|one| of(None, one.outcome));
        let others = others.into_iter().filter_map(|one| {
            let member = self.members.get(one.number.checked_sub(LEAD + 1)?)?;
            Some(of(Some(member), one.outcome))
        });
        lead.chain(others).collect()
    }

    /// What is found about every requirement of a lot. What each must meet by itself is met when each does.
    #[must_use]
    pub fn findings<'r>(
        &self,
        results: impl IntoIterator<Item = &'r RequirementResult>,
        lot: &LotApplicationId,
    ) -> Vec<Finding> {
        let of = |result: &RequirementResult| {
            let weight = if result.counts { Weight::Hard } else { Weight::Advisory };
            let finding = |one: Subject<'_>| Finding {
                requirement: result.code.clone(),
                member: one.member.cloned(),
                weight,
                judgement: one.judgement(),
            };
            self.subjects(result, lot).into_iter().map(finding).collect::<Vec<_>>()
        };
        results.into_iter().flat_map(of).collect()
    }
}

/// The number of the penvoerder in what the rules say.
const LEAD: usize = 1;

impl Subject<'_> {
    /// What it is refused on that the aanbieder did not give itself, where that is so.
    #[must_use]
    pub fn refused_on(&self) -> Option<&Motivation> {
        let said = self.said.filter(|said| matches!(said.judgement, Judgement::NotMet { .. }))?;
        said.differs.as_ref()
    }
}

/// The hard requirements that nobody settled yet, if there are any.
#[must_use]
pub fn open_hard(findings: &[Finding]) -> Option<OutcomeRefusal> {
    let open = |one: &&Finding| one.weight == Weight::Hard && one.judgement == Judgement::Open;
    let codes = each_once(findings.iter().filter(open));
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
    use crate::decision::Proposal;
    use crate::policy_code::ReasonCode;
    use crate::rules::MemberOutcome;
    use crate::scheme::{Moment, RequirementKind};
    use crate::testing::{at, because, id};

    fn said(n: usize, lot: Option<usize>, judgement: Judgement, by: usize, when: &str) -> Assessment {
        Assessment {
            id: id(n),
            requirement: RequirementCode::parse("GES-01").unwrap(),
            member: None,
            lot: lot.map(id),
            judgement,
            points: Vec::new(),
            differs: None,
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
        assert_eq!(counting(&all, (&code, None), &id(7)), Some(&late));
        assert_eq!(counting(&all, (&code, None), &id(9)), Some(&early));
        assert_eq!(counting(&all, (&RequirementCode::parse("GES-02").unwrap(), None), &id(7)), None);
        assert_eq!(counting(&all, (&code, Some(&id(3))), &id(7)), None, "nobody judged this member");
    }

    /// What two must meet by themselves, the penvoerder and one that goes to a person.
    fn of_each() -> RequirementResult {
        let each = vec![
            MemberOutcome { number: 1, outcome: rules::Outcome::Met },
            MemberOutcome { number: 2, outcome: rules::Outcome::Judge },
        ];
        RequirementResult {
            code: RequirementCode::parse("GES-01").unwrap(),
            title: "Uitsluiting".to_owned(),
            ground: "§ 1".to_owned(),
            kind: RequirementKind::Exclusion,
            hard: true,
            due: Moment::Application,
            counts: true,
            since: at("2026-01-01T10:00:00Z").date_naive(),
            on: at("2026-10-01T10:00:00Z").date_naive(),
            lot: None,
            outcome: rules::Outcome::Judge,
            findings: vec![rules::Finding { outcome: rules::Outcome::Judge, about: About::Members { each } }],
            evidence: BTreeSet::new(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn each_of_a_combinatie_is_judged_by_itself_and_the_whole_is_met_when_each_is() {
        let (members, result) = ([id(3)], of_each());
        let found = |said: &[Assessment]| Assessed { said, members: &members }.findings([&result], &id(7));
        let about = |member: usize, judgement| Assessment {
            member: Some(id(member)),
            ..said(1, None, judgement, 1, "2026-10-01T10:00:00Z")
        };
        let of_lead = [said(1, None, Judgement::Met, 1, "2026-10-01T10:00:00Z")];
        for open in [&[][..], &of_lead, &[about(4, Judgement::Met)]] {
            assert_eq!(Proposal::admit(&found(open)), Err(open_hard(&found(open)).unwrap()));
        }
        assert!(Proposal::admit(&found(&[about(3, Judgement::Met)])).is_ok());
        let refused = Proposal::refuse(&found(&[about(3, against())])).unwrap();
        assert_eq!(refused.reasons()[0].member, Some(id(3)));
    }

    #[test]
    fn the_answers_about_one_are_none_about_another() {
        let yes = TestAnswer { point: crate::policy_code::TestPointCode::parse("p1").unwrap(), yes: true };
        let of = |member: Option<usize>, n: usize| Assessment {
            member: member.map(id),
            points: vec![yes.clone()],
            ..said(n, None, Judgement::Met, 1, "2026-10-01T10:00:00Z")
        };
        let key = LotKey {
            group: crate::policy_code::GroupCode::parse("ib").unwrap(),
            gemeente: crate::identifiers::GemeenteCode::parse("GM0109").unwrap(),
        };
        let lots = [(id(7), key)];
        let judged = judgements(&[of(None, 1), of(Some(3), 2)], &lots);
        assert_eq!(judged.iter().map(|one| one.member.clone()).collect::<Vec<_>>(), [None, Some(id(3))]);
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
