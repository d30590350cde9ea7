//! Admit, refuse or leave unhandled, and the grounds without which none can be proposed.
//! May import: code, ids, motivation, policy_code.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::{ClarificationId, MemberId};
use crate::motivation::Motivation;
use crate::policy_code::{ReasonCode, RequirementCode};

/// What is decided on one lot. Nobody is ranked (G1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every hard requirement is met: the aanbieder is admitted.
    Admit,
    /// At least one hard requirement is not met.
    Refuse,
    /// Not judged: what was asked to judge it did not come within the repair term (Awb art. 4:5, by analogy in the civil
    /// track).
    NotHandled,
}

impl Code for Outcome {
    const ALL: &'static [Self] = &[Self::Admit, Self::Refuse, Self::NotHandled];

    fn code(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Refuse => "refuse",
            Self::NotHandled => "not_handled",
        }
    }
}

/// One ground of a refusal: a hard requirement that is not met, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The requirement.
    pub requirement: RequirementCode,
    /// Who does not meet it, where that is one beside the penvoerder: only that one reads why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// Why it is not met, in the words of the assessor.
    pub motivation: Motivation,
    /// The published reason it falls under.
    pub reason: ReasonCode,
}

/// What a requirement can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Not meeting it means no admission.
    Hard,
    /// It can never ground a refusal.
    Advisory,
}

/// What a person found about one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Met.
    Met,
    /// Not met, with the grounds.
    NotMet {
        /// Why.
        motivation: Motivation,
        /// The published reason it falls under.
        reason: ReasonCode,
    },
    /// Not judged yet.
    Open,
}

/// One requirement of the lot with what was found about it: of what each must meet by itself one for each, and all must be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The requirement.
    pub requirement: RequirementCode,
    /// The own part of which member it is about; `None`: the penvoerder's, or all together.
    pub member: Option<MemberId>,
    /// Hard or advisory, as published.
    pub weight: Weight,
    /// What was found.
    pub judgement: Judgement,
}

/// An outcome with the grounds it needs. Made from findings or from unused terms only, so it cannot lack them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal(Grounds);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Grounds {
    Met,
    NotMet(Vec<Reason>),
    Unused,
}

/// Why an outcome cannot be proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutcomeRefusal {
    /// Nothing was assessed, so there is nothing to conclude.
    #[error("no requirement was assessed")]
    NothingAssessed,
    /// Admission with hard requirements that are not met.
    #[error("hard requirements are not met: {0:?}")]
    HardNotMet(Vec<RequirementCode>),
    /// Admission with hard requirements that nobody judged.
    #[error("hard requirements are open: {0:?}")]
    HardOpen(Vec<RequirementCode>),
    /// A refusal without a hard requirement that is not met.
    #[error("no hard requirement grounds the refusal")]
    NoHardReason,
    /// Leaving unhandled without a repair term that passed unused.
    #[error("no repair term passed unused")]
    NoUnusedTerm,
}

/// The requirements of these, each once.
pub(super) fn each_once<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<RequirementCode> {
    let mut codes: Vec<RequirementCode> = findings.map(|one| one.requirement.clone()).collect();
    codes.dedup();
    codes
}

impl Proposal {
    /// Propose admission.
    ///
    /// # Errors
    /// When a hard requirement is open or not met, or nothing was assessed.
    pub fn admit(findings: &[Finding]) -> Result<Self, OutcomeRefusal> {
        if findings.is_empty() {
            return Err(OutcomeRefusal::NothingAssessed);
        }
        let hard = |wanted: fn(&Judgement) -> bool| -> Vec<RequirementCode> {
            let those = findings.iter().filter(|one| one.weight == Weight::Hard && wanted(&one.judgement));
            each_once(those)
        };
        let not_met = hard(|judgement| matches!(judgement, Judgement::NotMet { .. }));
        if !not_met.is_empty() {
            return Err(OutcomeRefusal::HardNotMet(not_met));
        }
        let open = hard(|judgement| matches!(judgement, Judgement::Open));
        if open.is_empty() { Ok(Self(Grounds::Met)) } else { Err(OutcomeRefusal::HardOpen(open)) }
    }

    /// Propose refusal; the reasons are the hard requirements that are not met.
    ///
    /// # Errors
    /// When there is none: an advisory requirement never grounds a refusal.
    pub fn refuse(findings: &[Finding]) -> Result<Self, OutcomeRefusal> {
        let reasons = findings.iter().filter_map(|one| match (one.weight, &one.judgement) {
            (Weight::Hard, Judgement::NotMet { motivation, reason }) => Some(Reason {
                requirement: one.requirement.clone(),
                member: one.member.clone(),
                motivation: motivation.clone(),
                reason: reason.clone(),
            }),
            (Weight::Hard, Judgement::Met | Judgement::Open) | (Weight::Advisory, _) => None,
        });
        Self::stored(Outcome::Refuse, reasons.collect())
    }

    /// Propose to leave unhandled, because these requests for repair passed unused.
    ///
    /// # Errors
    /// When there is none: nobody is left unhandled without a chance to repair.
    pub fn leave_unhandled(unused: &BTreeSet<ClarificationId>) -> Result<Self, OutcomeRefusal> {
        if unused.is_empty() { Err(OutcomeRefusal::NoUnusedTerm) } else { Ok(Self(Grounds::Unused)) }
    }

    /// Read a proposal back from where it was kept. Only for what [`Proposal::admit`], [`Proposal::refuse`] or
    /// [`Proposal::leave_unhandled`] made.
    ///
    /// # Errors
    /// [`OutcomeRefusal::NoHardReason`] for a refusal without reasons, [`OutcomeRefusal::HardNotMet`] for another
    /// outcome with reasons against it.
    pub fn stored(outcome: Outcome, reasons: Vec<Reason>) -> Result<Self, OutcomeRefusal> {
        match (outcome, reasons.is_empty()) {
            (Outcome::Admit, true) => Ok(Self(Grounds::Met)),
            (Outcome::NotHandled, true) => Ok(Self(Grounds::Unused)),
            (Outcome::Admit | Outcome::NotHandled, false) => {
                Err(OutcomeRefusal::HardNotMet(reasons.into_iter().map(|one| one.requirement).collect()))
            }
            (Outcome::Refuse, true) => Err(OutcomeRefusal::NoHardReason),
            (Outcome::Refuse, false) => Ok(Self(Grounds::NotMet(reasons))),
        }
    }

    /// What is proposed.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self.0 {
            Grounds::Met => Outcome::Admit,
            Grounds::NotMet(_) => Outcome::Refuse,
            Grounds::Unused => Outcome::NotHandled,
        }
    }

    /// The requirements that are not met: at least one for a refusal, none for anything else.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match &self.0 {
            Grounds::Met | Grounds::Unused => &[],
            Grounds::NotMet(reasons) => reasons,
        }
    }
}
