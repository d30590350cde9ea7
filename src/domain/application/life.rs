//! The life of an application, from draft to decided; each state has exactly its data.
//! May import: code, decision, ids, application::dossier, application::lot, organisation, windows.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::dossier::{Assessing, OpenRequests, State, Submission};
use super::lot;
use crate::code::Code;
use crate::decision::Outcome;
use crate::ids::{ClarificationId, UserId};
use crate::organisation::claim;
use crate::windows::{NotAccepted, Window};

/// One aanmelding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Application {
    /// Nog niet ingediend: nobody of the team sees it.
    Draft {
        /// Who began it.
        by: UserId,
        /// When.
        since: DateTime<Utc>,
    },
    /// Submitted; may be replaced or withdrawn until the close.
    Submitted(Submission),
    /// The team works on it.
    InAssessment(Assessing),
    /// The aanbieder was asked to repair something.
    ClarificationAsked {
        /// The work so far.
        assessing: Assessing,
        /// What was asked.
        open: OpenRequests,
    },
    /// Every lot has a proposal.
    Assessed {
        /// The work so far.
        assessing: Assessing,
        /// When it was complete.
        at: DateTime<Utc>,
    },
    /// Every lot is decided.
    Decided {
        /// What was decided on.
        submission: Submission,
        /// When the last lot was decided.
        at: DateTime<Utc>,
    },
    /// Taken back by the aanbieder.
    Withdrawn {
        /// What had been sent in, if anything.
        submission: Option<Submission>,
        /// Who took it back.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Left unhandled, after an unused repair term only: every lot that is left was decided so.
    NotHandled {
        /// What had been sent in.
        submission: Submission,
        /// The requests that were not answered; at least one.
        unused: BTreeSet<ClarificationId>,
        /// When the last lot was decided.
        at: DateTime<Utc>,
    },
}

/// What can happen to an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Send in, or replace what was sent in. `at` is the moment of receipt.
    Submit {
        /// Who submits.
        by: UserId,
        /// Where the lots are: at least one must be left, and none decided.
        lots: Vec<lot::State>,
    },
    /// Take it back.
    Withdraw {
        /// Who takes it back.
        by: UserId,
        /// Where the lots are: none may be decided.
        lots: Vec<lot::State>,
    },
    /// Begin the assessment.
    TakeUp {
        /// The assessor.
        by: UserId,
        /// The organisation's claim: it must be verified.
        claim: claim::State,
    },
    /// Ask the aanbieder to repair something.
    Ask {
        /// The request.
        clarification: ClarificationId,
        /// Until when.
        due: DateTime<Utc>,
    },
    /// A request was answered, or taken back by the team.
    Settle {
        /// The request.
        clarification: ClarificationId,
    },
    /// The term of a request passed unused.
    Expire {
        /// The request.
        clarification: ClarificationId,
    },
    /// Every lot has a proposal.
    Finish {
        /// Where the lots are.
        lots: Vec<lot::State>,
    },
    /// Back to the assessment, because a lot was returned.
    Reopen,
    /// Look again at what was decided on some lots.
    Revise {
        /// Who says so.
        by: UserId,
    },
    /// Every lot is decided.
    Decide {
        /// Where the lots are, with what was decided on each.
        lots: Vec<(lot::State, Option<Outcome>)>,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submit { .. } => "submit",
            Self::Withdraw { .. } => "withdraw",
            Self::TakeUp { .. } => "take_up",
            Self::Ask { .. } => "ask",
            Self::Settle { .. } => "settle",
            Self::Expire { .. } => "expire",
            Self::Finish { .. } => "finish",
            Self::Reopen => "reopen",
            Self::Revise { .. } => "revise",
            Self::Decide { .. } => "decide",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/application.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Draft, "submit", State::Submitted),
    (State::Submitted, "submit", State::Submitted),
    (State::InAssessment, "submit", State::Submitted),
    (State::ClarificationAsked, "submit", State::Submitted),
    (State::Assessed, "submit", State::Submitted),
    (State::Draft, "withdraw", State::Withdrawn),
    (State::Submitted, "withdraw", State::Withdrawn),
    (State::InAssessment, "withdraw", State::Withdrawn),
    (State::ClarificationAsked, "withdraw", State::Withdrawn),
    (State::Assessed, "withdraw", State::Withdrawn),
    (State::Submitted, "take_up", State::InAssessment),
    (State::InAssessment, "ask", State::ClarificationAsked),
    (State::ClarificationAsked, "ask", State::ClarificationAsked),
    (State::ClarificationAsked, "settle", State::ClarificationAsked),
    (State::ClarificationAsked, "settle", State::InAssessment),
    (State::ClarificationAsked, "expire", State::ClarificationAsked),
    (State::ClarificationAsked, "expire", State::InAssessment),
    (State::InAssessment, "finish", State::Assessed),
    (State::Assessed, "reopen", State::InAssessment),
    (State::Assessed, "decide", State::Decided),
    (State::Assessed, "decide", State::NotHandled),
    (State::Decided, "revise", State::InAssessment),
    (State::NotHandled, "revise", State::InAssessment),
];

/// Why a step is not taken.
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
    /// Received before the opening or not before the close.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// Taking back is possible until the close.
    #[error("asked at {asked_at}, not before the close at {closes}")]
    TooLateToWithdraw {
        /// When it was asked.
        asked_at: DateTime<Utc>,
        /// When the window closed.
        closes: DateTime<Utc>,
    },
    /// A submission that was received later is already there, and that one counts.
    #[error("a submission received at {latest} is already there")]
    Overtaken {
        /// When that one was received.
        latest: DateTime<Utc>,
    },
    /// The window is sealed until the close.
    #[error("sealed until {closes}")]
    Sealed {
        /// When it closes.
        closes: DateTime<Utc>,
    },
    /// The organisation is not verified.
    #[error("the organisation is not verified")]
    NotVerified,
    /// This request is already open.
    #[error("this request is already open")]
    AlreadyAsked,
    /// There is no such open request.
    #[error("there is no such open request")]
    UnknownRequest,
    /// The term would end before it starts.
    #[error("the term ends before it starts")]
    DueInThePast,
    /// The term of the request still runs.
    #[error("the term runs until {due}")]
    TermRuns {
        /// Until when.
        due: DateTime<Utc>,
    },
    /// A lot is not far enough.
    #[error("lots are not ready: {count}")]
    LotsNotReady {
        /// How many are not.
        count: usize,
    },
    /// A lot is decided: what it was decided on cannot be replaced or taken back.
    #[error("a lot is already decided")]
    LotDecided,
    /// No lot was chosen, or every lot was withdrawn.
    #[error("no lot is left")]
    NoLotLeft,
    /// Leaving unhandled needs a repair term that passed unused.
    #[error("no repair term passed unused")]
    NoUnusedTerm,
}

impl Application {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Draft { .. } => State::Draft,
            Self::Submitted(_) => State::Submitted,
            Self::InAssessment(_) => State::InAssessment,
            Self::ClarificationAsked { .. } => State::ClarificationAsked,
            Self::Assessed { .. } => State::Assessed,
            Self::Decided { .. } => State::Decided,
            Self::Withdrawn { .. } => State::Withdrawn,
            Self::NotHandled { .. } => State::NotHandled,
        }
    }

    /// What was sent in and counts, if anything was.
    #[must_use]
    pub fn submission(&self) -> Option<&Submission> {
        match self {
            Self::Draft { .. } => None,
            Self::Submitted(submission)
            | Self::Decided { submission, .. }
            | Self::NotHandled { submission, .. } => Some(submission),
            Self::InAssessment(assessing)
            | Self::ClarificationAsked { assessing, .. }
            | Self::Assessed { assessing, .. } => Some(&assessing.submission),
            Self::Withdrawn { submission, .. } => submission.as_ref(),
        }
    }

    /// The requests for repair whose term passed unused, since it was taken up.
    #[must_use]
    pub fn unused(&self) -> &BTreeSet<ClarificationId> {
        static NONE: BTreeSet<ClarificationId> = BTreeSet::new();
        match self {
            Self::InAssessment(assessing)
            | Self::ClarificationAsked { assessing, .. }
            | Self::Assessed { assessing, .. } => &assessing.unused,
            Self::NotHandled { unused, .. } => unused,
            Self::Draft { .. } | Self::Submitted(_) | Self::Decided { .. } | Self::Withdrawn { .. } => &NONE,
        }
    }

    /// Must the team keep its eyes off it? What was never submitted stays closed for ever.
    #[must_use]
    pub fn is_sealed(&self, now: DateTime<Utc>, window: &Window) -> bool {
        self.submission().is_none() || window.is_sealed(now)
    }

    /// Take one step. `at` is now; for a submission it is the moment its last byte arrived.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, at: DateTime<Utc>, window: &Window) -> Result<Self, Refusal> {
        match command {
            Command::Submit { by, lots } => self.submit(by, &lots, at, window),
            Command::Withdraw { by, lots } => self.withdraw(by, &lots, at, window),
            Command::TakeUp { by, claim } => self.take_up(by, claim, at, window),
            Command::Ask { clarification, due } => self.ask(clarification, due, at),
            Command::Settle { clarification } => self.settle(&clarification),
            Command::Expire { clarification } => self.expire(clarification, at),
            Command::Finish { lots } => self.finish(&lots, at),
            Command::Reopen => self.reopen(),
            Command::Revise { by } => self.revise(by, at),
            Command::Decide { lots } => self.decide(&lots, at),
        }
    }
}
