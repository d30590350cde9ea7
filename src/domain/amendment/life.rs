//! The life of a wijziging. Why it is wanted is said before anybody knows what it would do, and stays said.
//! May import: code, digest, ids, motivation.

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::digest::Digest;
use crate::ids::{SchemeVersionId, SimulationId, UserId};
use crate::motivation::Motivation;

/// A wijziging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// It is being worked at.
    Draft(Draft),
    /// It waits for another person.
    Proposed(Proposed),
    /// It is a version of the regeling.
    Published {
        /// What was proposed.
        proposed: Proposed,
        /// Who published it: not who proposed it.
        by: UserId,
        /// The version.
        version: SchemeVersionId,
    },
    /// It was thrown away.
    Discarded,
}

/// What is being worked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// SHA-256 of the text.
    pub text: Digest,
    /// Why it is wanted, once that was said.
    pub motivation: Option<Motivation>,
    /// The last time it was worked out, if it was.
    pub trial: Option<Trial>,
}

/// One working out of what a text would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Which.
    pub simulation: SimulationId,
    /// Of which text.
    pub text: Digest,
}

/// What waits for another person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// SHA-256 of the text.
    pub text: Digest,
    /// Why it is wanted.
    pub motivation: Motivation,
    /// What it does: worked out over this very text.
    pub trial: Trial,
    /// What the proposer says about the effect.
    pub note: Motivation,
    /// From when it is to count.
    pub effective: DateTime<Utc>,
    /// Who proposes.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where a wijziging is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Worked at.
    Draft,
    /// Waiting for another person.
    Proposed,
    /// A version of the regeling.
    Published,
    /// Thrown away.
    Discarded,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Draft, Self::Proposed, Self::Published, Self::Discarded];

    fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }
}

/// What can happen to a wijziging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Another text.
    Change {
        /// Its SHA-256.
        text: Digest,
    },
    /// Say why it is wanted.
    Motivate(Motivation),
    /// Keep what it would do.
    Simulate {
        /// Under this identifier.
        simulation: SimulationId,
    },
    /// Propose it.
    Propose {
        /// What there is to say about the effect.
        note: Motivation,
        /// From when it is to count.
        effective: DateTime<Utc>,
        /// Who.
        by: UserId,
    },
    /// Give it back to be worked at.
    SendBack,
    /// Publish it.
    Publish {
        /// As this version.
        version: SchemeVersionId,
        /// Who.
        by: UserId,
    },
    /// Throw it away.
    Discard,
}

impl Command {
    /// Its name, as drawn.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Change { .. } => "change",
            Self::Motivate(_) => "motivate",
            Self::Simulate { .. } => "simulate",
            Self::Propose { .. } => "propose",
            Self::SendBack => "send_back",
            Self::Publish { .. } => "publish",
            Self::Discard => "discard",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/amendment.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Draft, "change", State::Draft),
    (State::Draft, "motivate", State::Draft),
    (State::Draft, "simulate", State::Draft),
    (State::Draft, "propose", State::Proposed),
    (State::Draft, "discard", State::Discarded),
    (State::Proposed, "send_back", State::Draft),
    (State::Proposed, "publish", State::Published),
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
    /// Why it is wanted is said before anybody knows what it would do.
    #[error("nobody said yet why it is wanted")]
    MotivationFirst,
    /// What it does is known: the reason can no longer be fitted to it.
    #[error("it was worked out already, so the motivation stays")]
    MotivationStays,
    /// What is proposed was not worked out as it is now.
    #[error("this text was not worked out yet")]
    SimulateFirst,
    /// A version counts from a coming moment on.
    #[error("it would count from {effective} on, which is not in the future")]
    NotInTheFuture {
        /// From when it would count.
        effective: DateTime<Utc>,
    },
    /// Who proposes does not publish.
    #[error("the proposer does not publish")]
    SamePerson,
}

impl Amendment {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Draft(_) => State::Draft,
            Self::Proposed(_) => State::Proposed,
            Self::Published { .. } => State::Published,
            Self::Discarded => State::Discarded,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Draft(draft) => draft.apply(command, at),
            Self::Proposed(proposed) => proposed.apply(command, at),
            Self::Published { .. } | Self::Discarded => {
                Err(Refusal::NotPossible { from: self.state(), step: command.name() })
            }
        }
    }
}

impl Draft {
    fn apply(self, command: Command, at: DateTime<Utc>) -> Result<Amendment, Refusal> {
        match command {
            Command::Change { text } => Ok(Amendment::Draft(Self { text, ..self })),
            Command::Motivate(_) if self.trial.is_some() => Err(Refusal::MotivationStays),
            Command::Motivate(motivation) => {
                Ok(Amendment::Draft(Self { motivation: Some(motivation), ..self }))
            }
            Command::Simulate { .. } if self.motivation.is_none() => Err(Refusal::MotivationFirst),
            Command::Simulate { simulation } => {
                let trial = Some(Trial { simulation, text: self.text });
                Ok(Amendment::Draft(Self { trial, ..self }))
            }
            Command::Propose { note, effective, by } => {
                let motivation = self.motivation.ok_or(Refusal::MotivationFirst)?;
                let text = self.text;
                let trial = self.trial.filter(|trial| trial.text == text).ok_or(Refusal::SimulateFirst)?;
                future(effective, at)?;
                Ok(Amendment::Proposed(Proposed { text, motivation, trial, note, effective, by, at }))
            }
            Command::Discard => Ok(Amendment::Discarded),
            Command::SendBack | Command::Publish { .. } => {
                Err(Refusal::NotPossible { from: State::Draft, step: command.name() })
            }
        }
    }
}

impl Proposed {
    fn apply(self, command: Command, at: DateTime<Utc>) -> Result<Amendment, Refusal> {
        match command {
            Command::SendBack => Ok(Amendment::Draft(Draft {
                text: self.text,
                motivation: Some(self.motivation),
                trial: Some(self.trial),
            })),
            Command::Publish { by, .. } if by == self.by => Err(Refusal::SamePerson),
            Command::Publish { version, by } => {
                future(self.effective, at)?;
                Ok(Amendment::Published { proposed: self, by, version })
            }
            Command::Change { .. }
            | Command::Motivate(_)
            | Command::Simulate { .. }
            | Command::Propose { .. }
            | Command::Discard => Err(Refusal::NotPossible { from: State::Proposed, step: command.name() }),
        }
    }
}

fn future(effective: DateTime<Utc>, at: DateTime<Utc>) -> Result<(), Refusal> {
    if effective > at { Ok(()) } else { Err(Refusal::NotInTheFuture { effective }) }
}
