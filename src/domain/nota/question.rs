//! The life of a question about a window: asked, taken into an answer with others, and answered when the nota is published.
//! May import: code, ids, motivation.

use crate::code::Code;
use crate::ids::NotaItemId;
use crate::motivation::Motivation;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Nobody worked at it yet.
    Asked,
    /// The team works at an answer, maybe to several questions at once.
    Grouped {
        /// The answer.
        item: NotaItemId,
    },
    /// The answer was published to everybody.
    Answered {
        /// The answer.
        item: NotaItemId,
    },
    /// It gets no answer in a nota.
    Declined {
        /// Why not.
        reason: Motivation,
    },
    /// Who asked took it back.
    Withdrawn,
}

/// Where a question is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Asked.
    Asked,
    /// Taken into an answer that is being written.
    Grouped,
    /// Answered.
    Answered,
    /// Not answered in a nota.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Code for State {
    const ALL: &'static [Self] =
        &[Self::Asked, Self::Grouped, Self::Answered, Self::Declined, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Grouped => "grouped",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What can happen to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Take it into an answer.
    Group {
        /// The answer.
        item: NotaItemId,
    },
    /// Take it out of the answer again.
    Ungroup,
    /// The nota with its answer is published.
    Publish,
    /// It gets no answer in a nota.
    Decline {
        /// Why not: who asked reads this.
        reason: Motivation,
    },
    /// Who asked takes it back.
    Withdraw,
}

impl Command {
    /// Its name, as drawn.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Group { .. } => "group",
            Self::Ungroup => "ungroup",
            Self::Publish => "publish",
            Self::Decline { .. } => "decline",
            Self::Withdraw => "withdraw",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/question.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Asked, "group", State::Grouped),
    (State::Asked, "decline", State::Declined),
    (State::Asked, "withdraw", State::Withdrawn),
    (State::Grouped, "group", State::Grouped),
    (State::Grouped, "ungroup", State::Asked),
    (State::Grouped, "publish", State::Answered),
];

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{step}` is not possible from `{}`", from.code())]
pub struct Refusal {
    /// Where it is.
    pub from: State,
    /// What was asked.
    pub step: &'static str,
}

impl Question {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Asked => State::Asked,
            Self::Grouped { .. } => State::Grouped,
            Self::Answered { .. } => State::Answered,
            Self::Declined { .. } => State::Declined,
            Self::Withdrawn => State::Withdrawn,
        }
    }

    /// The answer it is taken into, or was answered by.
    #[must_use]
    pub fn item(&self) -> Option<&NotaItemId> {
        match self {
            Self::Grouped { item } | Self::Answered { item } => Some(item),
            Self::Asked | Self::Declined { .. } | Self::Withdrawn => None,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says from where.
    pub fn apply(self, command: Command) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        match (self, command) {
            (Self::Asked | Self::Grouped { .. }, Command::Group { item }) => Ok(Self::Grouped { item }),
            (Self::Grouped { .. }, Command::Ungroup) => Ok(Self::Asked),
            (Self::Grouped { item }, Command::Publish) => Ok(Self::Answered { item }),
            (Self::Asked, Command::Decline { reason }) => Ok(Self::Declined { reason }),
            (Self::Asked, Command::Withdraw) => Ok(Self::Withdrawn),
            (Self::Asked, Command::Ungroup | Command::Publish)
            | (Self::Grouped { .. }, Command::Decline { .. } | Command::Withdraw)
            | (Self::Answered { .. } | Self::Declined { .. } | Self::Withdrawn, _) => {
                Err(Refusal { from, step })
            }
        }
    }
}
