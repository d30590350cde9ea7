//! The life of a zienswijze: before a refusal on facts that differ from what the aanbieder gave, it may say what it thinks of them
//! (Awb 4:7, by analogy in the civil track). May import: code, ids, motivation.

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::ids::UserId;
use crate::motivation::Motivation;

/// When it was asked, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// When.
    pub at: DateTime<Utc>,
    /// The first moment that is too late.
    pub due: DateTime<Utc>,
}

/// What the aanbieder thinks, or what the team thinks of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// In words.
    pub text: Motivation,
}

/// One opportunity to be heard, about every lot of an application that it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hearing {
    /// Other lots wait for a proposal: everything is told in one letter.
    Preparing,
    /// The aanbieder may answer.
    Asked(Asked),
    /// It answered.
    Given {
        /// When it was asked.
        asked: Asked,
        /// The answer.
        given: Said,
    },
    /// The team said what it thinks of the answer.
    Weighed {
        /// When it was asked.
        asked: Asked,
        /// The answer.
        given: Said,
        /// What the team thinks of it.
        weighed: Said,
    },
}

/// Where it is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not asked yet.
    Preparing,
    /// Waiting for the aanbieder, until the term is over.
    Asked,
    /// Answered.
    Given,
    /// Weighed.
    Weighed,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Preparing, Self::Asked, Self::Given, Self::Weighed];

    fn code(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Weighed => "weighed",
        }
    }
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Every lot has its proposal: the letter goes out.
    Ask {
        /// The first moment that is too late.
        due: DateTime<Utc>,
    },
    /// The aanbieder answers.
    Give {
        /// Who.
        by: UserId,
        /// In words.
        text: Motivation,
    },
    /// The team says what it thinks of the answer.
    Weigh {
        /// Who.
        by: UserId,
        /// In words: the letter with the decision holds it.
        text: Motivation,
    },
}

impl Command {
    /// Its name, as drawn.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ask { .. } => "ask",
            Self::Give { .. } => "give",
            Self::Weigh { .. } => "weigh",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/hearing.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Preparing, "ask", State::Asked),
    (State::Asked, "give", State::Given),
    (State::Given, "weigh", State::Weighed),
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
    /// The term is over.
    #[error("answered at {at}, not before {due}")]
    TooLate {
        /// When the answer came.
        at: DateTime<Utc>,
        /// The first moment that was too late.
        due: DateTime<Utc>,
    },
}

/// Whether an aanbieder was heard before a second person agrees to a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The proposal rests on what the aanbieder gave.
    NotNeeded,
    /// It was not asked yet.
    NotAsked,
    /// It may answer until this moment.
    Until(DateTime<Utc>),
    /// It answered, and the team did not say what it thinks of that.
    Unweighed,
    /// It answered and that was weighed, or the term is over.
    Done,
}

/// Why nobody agrees yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHeard {
    /// The aanbieder was not asked.
    #[error("the aanbieder was not asked for its zienswijze")]
    NotAsked,
    /// Its term runs.
    #[error("the aanbieder can give its zienswijze until {0}")]
    Until(DateTime<Utc>),
    /// Nobody weighed what it said.
    #[error("nobody weighed the zienswijze")]
    Unweighed,
}

impl Heard {
    /// May a second person agree?
    ///
    /// # Errors
    /// [`NotHeard`].
    pub fn enough(self) -> Result<(), NotHeard> {
        match self {
            Self::NotNeeded | Self::Done => Ok(()),
            Self::NotAsked => Err(NotHeard::NotAsked),
            Self::Until(due) => Err(NotHeard::Until(due)),
            Self::Unweighed => Err(NotHeard::Unweighed),
        }
    }
}

impl Hearing {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Preparing => State::Preparing,
            Self::Asked(_) => State::Asked,
            Self::Given { .. } => State::Given,
            Self::Weighed { .. } => State::Weighed,
        }
    }

    /// Whether the aanbieder was heard at a moment. A term that passed unused is enough.
    #[must_use]
    pub fn heard(&self, now: DateTime<Utc>) -> Heard {
        match self {
            Self::Preparing => Heard::NotAsked,
            Self::Asked(asked) if now < asked.due => Heard::Until(asked.due),
            Self::Asked(_) | Self::Weighed { .. } => Heard::Done,
            Self::Given { .. } => Heard::Unweighed,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, at: DateTime<Utc>) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        match (self, command) {
            (Self::Preparing, Command::Ask { due }) => Ok(Self::Asked(Asked { at, due })),
            (Self::Asked(asked), Command::Give { .. }) if at >= asked.due => {
                Err(Refusal::TooLate { at, due: asked.due })
            }
            (Self::Asked(asked), Command::Give { by, text }) => {
                Ok(Self::Given { asked, given: Said { by, at, text } })
            }
            (Self::Given { asked, given }, Command::Weigh { by, text }) => {
                Ok(Self::Weighed { asked, given, weighed: Said { by, at, text } })
            }
            (Self::Preparing | Self::Asked(_) | Self::Given { .. } | Self::Weighed { .. }, _) => {
                Err(Refusal::NotPossible { from, step })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{at, because, drawing_list_and_code_agree, id};

    const ASKED: &str = "2026-11-02T10:00:00Z";
    const DUE: &str = "2026-11-16T23:00:00Z";

    fn asked() -> Asked {
        Asked { at: at(ASKED), due: at(DUE) }
    }

    fn said() -> Said {
        Said { by: id(1), at: at("2026-11-03T10:00:00Z"), text: because() }
    }

    fn all() -> [Hearing; 4] {
        [
            Hearing::Preparing,
            Hearing::Asked(asked()),
            Hearing::Given { asked: asked(), given: said() },
            Hearing::Weighed { asked: asked(), given: said(), weighed: said() },
        ]
    }

    fn commands() -> [Command; 3] {
        [
            Command::Ask { due: at(DUE) },
            Command::Give { by: id(1), text: because() },
            Command::Weigh { by: id(2), text: because() },
        ]
    }

    #[test]
    fn the_life_of_a_zienswijze_is_as_drawn() {
        let mut ran = BTreeSet::new();
        for one in all() {
            for command in commands() {
                let name = command.name();
                if let Ok(next) = one.clone().apply(command, at("2026-11-04T10:00:00Z")) {
                    ran.insert((one.state(), name, next.state()));
                }
            }
        }
        let page = include_str!("../../../docs/state-machines/hearing.md");
        drawing_list_and_code_agree(page, TRANSITIONS, &ran);
    }

    #[test]
    fn nobody_agrees_before_the_aanbieder_was_heard_or_let_its_term_pass() {
        let before = at(DUE) - chrono::TimeDelta::microseconds(1);
        let heard: Vec<_> = all().iter().map(|one| one.heard(before).enough()).collect();
        assert_eq!(
            heard,
            [Err(NotHeard::NotAsked), Err(NotHeard::Until(at(DUE))), Err(NotHeard::Unweighed), Ok(())]
        );
        assert_eq!(Hearing::Asked(asked()).heard(at(DUE)), Heard::Done);
        assert_eq!(
            all()[2].heard(at(DUE)),
            Heard::Unweighed,
            "what was said is weighed, also after the term"
        );
    }

    #[test]
    fn an_answer_after_the_term_is_too_late() {
        let give = || Command::Give { by: id(1), text: because() };
        let late = Hearing::Asked(asked()).apply(give(), at(DUE));
        assert_eq!(late, Err(Refusal::TooLate { at: at(DUE), due: at(DUE) }));
        let last = at(DUE) - chrono::TimeDelta::microseconds(1);
        assert!(Hearing::Asked(asked()).apply(give(), last).is_ok());
    }
}
