//! The life of one lot of an application: what is proposed and decided on it, or that it was taken back.
//! May import: application::dossier, code, decision, ids, policy_code, windows.

use chrono::{DateTime, Utc};

use super::dossier;
use crate::code::Code;
use crate::decision::{self, Advice, Decision, Proposal};
use crate::ids::{DecisionId, UserId};
use crate::policy_code::RequirementCode;
use crate::windows::Window;

/// One lot of an application. Its latest decision tells how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LotApplication {
    /// Nobody proposed anything.
    Untouched,
    /// The latest decision, taken or not.
    With(Decision),
    /// What was decided is looked at again. Until a new decision is signed, the old one holds.
    Reopened {
        /// What was decided.
        revises: DecisionId,
    },
    /// Taken back by the aanbieder.
    Withdrawn {
        /// Who took it back.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a lot is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing lies before a second person or a decision maker.
    Pending,
    /// An outcome is proposed.
    Proposed,
    /// A second person agrees.
    Countersigned,
    /// Decided.
    Decided,
    /// Decided, and looked at again: nothing lies before a second person or a decision maker.
    Reopened,
    /// Taken back.
    Withdrawn,
}

impl Code for State {
    const ALL: &'static [Self] =
        &[Self::Pending, Self::Proposed, Self::Countersigned, Self::Decided, Self::Reopened, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Proposed => "proposed",
            Self::Countersigned => "countersigned",
            Self::Decided => "decided",
            Self::Reopened => "reopened",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl State {
    /// Whether it waits for a proposal.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        match self {
            Self::Pending | Self::Reopened => true,
            Self::Proposed | Self::Countersigned | Self::Decided | Self::Withdrawn => false,
        }
    }
}

/// What a step must know of what is around the lot.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Where the application is.
    pub application: dossier::State,
    /// The window it was sent in for.
    pub window: &'a Window,
    /// Plan, people, lot and track.
    pub decision: decision::Around<'a>,
}

/// What can happen to one lot of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Propose an outcome.
    Propose {
        /// The assessor or moderator.
        by: UserId,
        /// The decision this becomes.
        decision: DecisionId,
        /// The outcome with its grounds.
        proposal: Proposal,
        /// What everyone advised on this lot.
        advices: Vec<Advice>,
        /// The requirements on which an equal case was judged otherwise and nobody explained why.
        unequal: Vec<RequirementCode>,
    },
    /// A step of the latest decision.
    Decision(decision::Command),
    /// Look again at what was decided.
    Revise,
    /// The aanbieder takes this lot back.
    Withdraw {
        /// Who takes it back.
        by: UserId,
    },
    /// The aanbieder replaced the application: what was proposed on the earlier one goes no further.
    Replace {
        /// Who replaced it.
        by: UserId,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Propose { .. } => "propose",
            Self::Decision(command) => command.name(),
            Self::Revise => "revise",
            Self::Withdraw { .. } => "withdraw",
            Self::Replace { .. } => "replace",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/lot.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Pending, "propose", State::Proposed),
    (State::Proposed, "countersign", State::Countersigned),
    (State::Proposed, "send_back", State::Pending),
    (State::Countersigned, "sign", State::Decided),
    (State::Countersigned, "return", State::Pending),
    (State::Decided, "revise", State::Reopened),
    (State::Reopened, "propose", State::Proposed),
    (State::Proposed, "send_back", State::Reopened),
    (State::Countersigned, "return", State::Reopened),
    (State::Pending, "withdraw", State::Withdrawn),
    (State::Proposed, "withdraw", State::Withdrawn),
    (State::Countersigned, "withdraw", State::Withdrawn),
    (State::Pending, "replace", State::Pending),
    (State::Proposed, "replace", State::Pending),
    (State::Countersigned, "replace", State::Pending),
];

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where the lot is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// The application is not where lots are handled: not taken up, a repair request is open, or it is over.
    #[error("the application is `{}`", .0.code())]
    Application(dossier::State),
    /// The decision itself says no.
    #[error(transparent)]
    Decision(#[from] decision::Refusal),
    /// The window has just closed, and what was received in time may still be on its way.
    #[error("the close at {closes} has not taken effect yet")]
    Closing {
        /// When the window closed.
        closes: DateTime<Utc>,
    },
    /// Taking back is possible until the close.
    #[error("asked at {asked_at}, not before the close at {closes}")]
    TooLateToWithdraw {
        /// When it was asked.
        asked_at: DateTime<Utc>,
        /// When the window closed.
        closes: DateTime<Utc>,
    },
}

impl LotApplication {
    /// The decision that is revised, where one is.
    #[must_use]
    pub fn revises(&self) -> Option<&DecisionId> {
        match self {
            Self::Reopened { revises } => Some(revises),
            Self::With(decision) => decision.proposed().revises.as_ref(),
            Self::Untouched | Self::Withdrawn { .. } => None,
        }
    }

    /// Where it is. A decision that was sent back leaves the lot as it was before.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Untouched => State::Pending,
            Self::With(decision) => match decision.state() {
                decision::State::Returned if decision.proposed().revises.is_some() => State::Reopened,
                decision::State::Returned => State::Pending,
                decision::State::Proposed => State::Proposed,
                decision::State::Countersigned => State::Countersigned,
                decision::State::Signed => State::Decided,
            },
            Self::Reopened { .. } => State::Reopened,
            Self::Withdrawn { .. } => State::Withdrawn,
        }
    }

    /// Take one step. After a withdrawal a decision that was still open is overtaken too: the caller keeps it.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, at: DateTime<Utc>, around: &Around<'_>) -> Result<Self, Refusal> {
        match command {
            Command::Propose { by, decision, proposal, advices, unequal } => {
                let revises = self.revises().cloned();
                let proposed = decision::Proposed { decision, proposal, by, at, revises };
                self.propose(proposed, (&advices, unequal), around)
            }
            Command::Decision(command) => self.decide(command, at, around),
            Command::Revise => self.revise(around),
            Command::Withdraw { by } => self.withdraw(by, at, around),
            Command::Replace { by } => self.replace(by, at, around),
        }
    }
}
