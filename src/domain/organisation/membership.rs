//! The life of a person's place in an organisation: invited, active, ended.
//! May import: code, ids.

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::ids::UserId;

/// A person's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    /// Asked to join.
    Invited {
        /// By whom.
        by: UserId,
        /// The first moment the invitation no longer works.
        until: DateTime<Utc>,
    },
    /// Acts for the organisation.
    Active {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// No longer, or never did.
    Ended {
        /// Who ended it.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a membership is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Invited.
    Invited,
    /// Active.
    Active,
    /// Ended.
    Ended,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Invited, Self::Active, Self::Ended];

    fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Ended => "ended",
        }
    }
}

/// Who is left to manage the organisation when this member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// At least one other beheerder.
    AnotherBeheerder,
    /// Nobody.
    Nobody,
}

/// What can happen to a membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The person accepts.
    Accept,
    /// It ends.
    End {
        /// Who ends it: the person or a beheerder.
        by: UserId,
        /// Who is left.
        left: Left,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::End { .. } => "end",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/membership.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Invited, "accept", State::Active),
    (State::Invited, "end", State::Ended),
    (State::Active, "end", State::Ended),
];

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where it is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// The invitation no longer works.
    #[error("the invitation ended at {until}")]
    InvitationOver {
        /// Since when.
        until: DateTime<Utc>,
    },
    /// Nobody would be left to manage the organisation.
    #[error("nobody would be left to manage the organisation")]
    LastBeheerder,
}

impl Membership {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Invited { .. } => State::Invited,
            Self::Active { .. } => State::Active,
            Self::Ended { .. } => State::Ended,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        match command {
            Command::Accept => match self {
                Self::Invited { until, .. } if now >= until => Err(Refusal::InvitationOver { until }),
                Self::Invited { .. } => Ok(Self::Active { since: now }),
                Self::Active { .. } | Self::Ended { .. } => Err(Refusal::NotPossible { from, step }),
            },
            Command::End { by, left } => match (self, left) {
                (Self::Invited { .. }, Left::AnotherBeheerder | Left::Nobody)
                | (Self::Active { .. }, Left::AnotherBeheerder) => Ok(Self::Ended { by, at: now }),
                (Self::Active { .. }, Left::Nobody) => Err(Refusal::LastBeheerder),
                (Self::Ended { .. }, Left::AnotherBeheerder | Left::Nobody) => {
                    Err(Refusal::NotPossible { from, step })
                }
            },
        }
    }
}
