//! The life of a registration: a claim until it is verified. One KvK number has at most one verified claim.
//! May import: code, ids, motivation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::UserId;
use crate::motivation::Motivation;

/// How it was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A code, sent by post to the address in the trade register.
    PostedCode,
    /// The team compared it with the extract from the trade register.
    Extract,
    /// The region took over the contract that runs with it: who signed that is known.
    Contract,
}

impl Code for Proof {
    const ALL: &'static [Self] = &[Self::PostedCode, Self::Extract, Self::Contract];

    fn code(self) -> &'static str {
        match self {
            Self::PostedCode => "posted_code",
            Self::Extract => "extract",
            Self::Contract => "contract",
        }
    }
}

/// A claim to be an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody checked it: it may fill in and submit.
    Unverified,
    /// It is who it says.
    Verified {
        /// How that was established.
        proof: Proof,
        /// Who entered the code, or who compared.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// It is not.
    Rejected {
        /// Why.
        motivation: Motivation,
        /// Who decided that.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a claim is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not checked.
    Unverified,
    /// Verified.
    Verified,
    /// Rejected.
    Rejected,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Unverified, Self::Verified, Self::Rejected];

    fn code(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }
}

/// What can happen to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Accept it.
    Verify {
        /// How it was established.
        proof: Proof,
        /// Who entered the code, or who compared.
        by: UserId,
        /// Where the other claims with the same KvK number are.
        others: Vec<State>,
    },
    /// Refuse it.
    Reject {
        /// Why.
        motivation: Motivation,
        /// Who.
        by: UserId,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Verify { .. } => "verify",
            Self::Reject { .. } => "reject",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/claim.md`.
pub const TRANSITIONS: &[(State, &str, State)] =
    &[(State::Unverified, "verify", State::Verified), (State::Unverified, "reject", State::Rejected)];

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
    /// Another claim with this KvK number is verified.
    #[error("another claim with this KvK number is verified")]
    OtherIsVerified,
}

impl Claim {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Unverified => State::Unverified,
            Self::Verified { .. } => State::Verified,
            Self::Rejected { .. } => State::Rejected,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Unverified => match command {
                Command::Verify { others, .. } if others.contains(&State::Verified) => {
                    Err(Refusal::OtherIsVerified)
                }
                Command::Verify { proof, by, .. } => Ok(Self::Verified { proof, by, at }),
                Command::Reject { motivation, by } => Ok(Self::Rejected { motivation, by, at }),
            },
            Self::Verified { .. } | Self::Rejected { .. } => {
                Err(Refusal::NotPossible { from: self.state(), step: command.name() })
            }
        }
    }
}
