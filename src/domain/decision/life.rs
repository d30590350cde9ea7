//! The life of one proposed decision on a lot: proposed, countersigned, signed, or sent back. Then it never changes.
//! May import: bibob, code, decision::{hearing, mandate, outcome, review}, identifiers, ids, letter, motivation, policy_code.

use chrono::{DateTime, Utc};

use super::hearing::{Heard, NotHeard};
use super::mandate::{MandateGrant, MandateRefusal};
use super::outcome::{Outcome, Proposal};
use super::review::{Advice, Hands, PanelRefusal, ReviewPlan, SamePerson};
use crate::bibob::{self, Waits};
use crate::code::Code;
use crate::identifiers::GemeenteCode;
use crate::ids::{DecisionId, MandateId, UserId};
use crate::letter::RemedyTrack;
use crate::motivation::Motivation;
use crate::policy_code::{GroupCode, RequirementCode};

/// An outcome with who proposed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The decision this becomes when it is signed.
    pub decision: DecisionId,
    /// Admit, or refuse with reasons.
    pub proposal: Proposal,
    /// The assessor who proposes.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// The decision in whose place it comes, where one is revised.
    pub revises: Option<DecisionId>,
}

/// Who agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countersigned {
    /// The countersigner.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The decision maker.
    pub by: UserId,
    /// Under which mandaat or volmacht.
    pub mandate: MandateId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why it goes no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The countersigner or the decision maker does not agree.
    NotAgreed(Motivation),
    /// The aanbieder replaced or took back what it was about.
    Overtaken,
}

/// Who sent it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Why,
}

/// One decision, from its proposal on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Waiting for a second person.
    Proposed(Proposed),
    /// Waiting for the decision maker.
    Countersigned {
        /// The proposal.
        proposed: Proposed,
        /// Who agreed.
        countersigned: Countersigned,
    },
    /// Taken.
    Signed {
        /// The proposal.
        proposed: Proposed,
        /// Who agreed.
        countersigned: Countersigned,
        /// Who decided.
        signed: Signed,
    },
    /// Never taken.
    Returned {
        /// The proposal.
        proposed: Proposed,
        /// Who agreed, if somebody had by then.
        countersigned: Option<Countersigned>,
        /// Who sent it back, and why.
        returned: Returned,
    },
}

/// Where a decision is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waiting for a second person.
    Proposed,
    /// Waiting for the decision maker.
    Countersigned,
    /// Taken.
    Signed,
    /// Sent back.
    Returned,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Proposed, Self::Countersigned, Self::Signed, Self::Returned];

    fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Countersigned => "countersigned",
            Self::Signed => "signed",
            Self::Returned => "returned",
        }
    }
}

/// What is around the decision: the plan, the people who assessed, the lot and the track.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The published review plan.
    pub plan: &'a ReviewPlan,
    /// Everyone who acted on any lot of the application.
    pub hands: &'a Hands,
    /// The gemeente of the lot.
    pub gemeente: &'a GemeenteCode,
    /// The product group of the lot.
    pub group: &'a GroupCode,
    /// The track of the procedure.
    pub track: RemedyTrack,
    /// Whether the aanbieder was heard about what it did not give itself.
    pub heard: Heard,
    /// Whether it has to wait for a Bibob dossier.
    pub waits: Waits,
}

/// What can happen to a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A second person agrees.
    Countersign {
        /// The second person.
        by: UserId,
    },
    /// A second person does not agree.
    SendBack {
        /// The second person.
        by: UserId,
        /// Why.
        motivation: Motivation,
    },
    /// The decision maker decides.
    Sign {
        /// The decision maker.
        by: UserId,
        /// The mandaat or volmacht it is signed under.
        grant: MandateGrant,
    },
    /// The decision maker does not sign.
    Return {
        /// The decision maker.
        by: UserId,
        /// Why.
        motivation: Motivation,
    },
    /// The aanbieder replaced or took back what it is about.
    Overtake {
        /// The person of the aanbieder.
        by: UserId,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Countersign { .. } => "countersign",
            Self::SendBack { .. } => "send_back",
            Self::Sign { .. } => "sign",
            Self::Return { .. } => "return",
            Self::Overtake { .. } => "overtake",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/decision.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Proposed, "countersign", State::Countersigned),
    (State::Proposed, "send_back", State::Returned),
    (State::Countersigned, "sign", State::Signed),
    (State::Countersigned, "return", State::Returned),
    (State::Proposed, "overtake", State::Returned),
    (State::Countersigned, "overtake", State::Returned),
];

/// Why a decision is not proposed, or a step not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where it is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// Two tasks by one person.
    #[error(transparent)]
    SamePerson(#[from] SamePerson),
    /// The panel is not ready for it.
    #[error(transparent)]
    Panel(#[from] PanelRefusal),
    /// The grant does not cover it.
    #[error(transparent)]
    Mandate(#[from] MandateRefusal),
    /// An equal case was judged otherwise on these requirements, and nobody said why.
    #[error("equal cases were judged otherwise on {0:?}")]
    Unequal(Vec<RequirementCode>),
    /// The aanbieder was not heard.
    #[error(transparent)]
    NotHeard(#[from] NotHeard),
    /// A Bibob dossier runs.
    #[error(transparent)]
    Waits(#[from] bibob::Running),
    /// Another outcome than the one sent back, or the aanbieder sent in something new, and nobody assessed again.
    #[error("this needs a new assessment")]
    NeedsNewAssessment,
}

impl Decision {
    /// Propose a decision on a lot. `before` is what was last proposed and sent back, if anything was; `unequal` are the
    /// requirements on which it must first be explained why an equal case was judged otherwise.
    ///
    /// # Errors
    /// [`Refusal`] when the panel is not ready, the assessment is older than what was sent back, or something is not explained.
    pub fn propose(
        proposed: Proposed,
        (advices, unequal): (&[Advice], Vec<RequirementCode>),
        around: &Around<'_>,
        before: Option<(Outcome, &Returned)>,
    ) -> Result<Self, Refusal> {
        around.waits.over()?;
        around.hands.may_assess(&proposed.by)?;
        let outcome = proposed.proposal.outcome();
        if outcome == Outcome::NotHandled {
            // Its ground is a term that passed unused: nobody assessed, so there is no panel to ask.
            return Ok(Self::Proposed(proposed));
        }
        if let Some((earlier, returned)) = before {
            let same_will_do = match returned.why {
                Why::NotAgreed(_) => earlier == outcome,
                Why::Overtaken => false,
            };
            let renewed = advices.iter().any(|one| one.by == proposed.by && one.at > returned.at);
            if !same_will_do && !renewed {
                return Err(Refusal::NeedsNewAssessment);
            }
        }
        around.plan.may_propose(advices, &proposed.by, outcome)?;
        if !unequal.is_empty() {
            return Err(Refusal::Unequal(unequal));
        }
        Ok(Self::Proposed(proposed))
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Proposed(_) => State::Proposed,
            Self::Countersigned { .. } => State::Countersigned,
            Self::Signed { .. } => State::Signed,
            Self::Returned { .. } => State::Returned,
        }
    }

    /// What was proposed, and by whom.
    #[must_use]
    pub fn proposed(&self) -> &Proposed {
        match self {
            Self::Proposed(proposed)
            | Self::Countersigned { proposed, .. }
            | Self::Signed { proposed, .. }
            | Self::Returned { proposed, .. } => proposed,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, at: DateTime<Utc>, around: &Around<'_>) -> Result<Self, Refusal> {
        match command {
            Command::Countersign { by } => self.countersign(by, at, around),
            Command::SendBack { by, motivation } => self.send_back(by, motivation, at, around),
            Command::Sign { by, grant } => self.sign(by, &grant, at, around),
            Command::Return { by, motivation } => self.give_back(by, motivation, at, around),
            Command::Overtake { by } => self.overtake(by, at),
        }
    }
}
