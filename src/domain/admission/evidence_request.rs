//! A request for evidence to an aanbieder that is admitted already, because a new version of the regeling says so of running
//! admissions, something is due after the start, or a bewijsstuk soon expires. Whatever comes of it, it never ends an admission. May import: code, ids, motivation.

use crate::code::Code;
use crate::ids::UserId;
use crate::motivation::Motivation;

/// One request, about one eis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceRequest {
    /// The aanbieder is to send something.
    Asked {
        /// What was lacking in what it sent before.
        lacking: Option<Motivation>,
    },
    /// The contractmanager is to look at what was sent.
    Answered {
        /// Who sent it.
        by: UserId,
    },
    /// It is in order.
    Accepted {
        /// Who looked at it.
        by: UserId,
    },
    /// Nothing is asked any more.
    Dropped {
        /// Who says so.
        by: UserId,
        /// Why.
        why: Motivation,
    },
}

/// Where a request is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestState {
    /// Waits for the aanbieder.
    Asked,
    /// Waits for the contractmanager.
    Answered,
    /// In order.
    Accepted,
    /// Nothing is asked any more.
    Dropped,
}

impl RequestState {
    /// Somebody still has to do something.
    pub const OPEN: [Self; 2] = [Self::Asked, Self::Answered];
}

impl Code for RequestState {
    const ALL: &'static [Self] = &[Self::Asked, Self::Answered, Self::Accepted, Self::Dropped];

    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Accepted => "accepted",
            Self::Dropped => "dropped",
        }
    }
}

/// What can happen to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestCommand {
    /// The aanbieder sends something.
    Answer {
        /// Who.
        by: UserId,
    },
    /// The contractmanager finds it in order.
    Accept {
        /// Who.
        by: UserId,
    },
    /// Something is lacking: the aanbieder is to send more.
    GiveBack {
        /// What.
        lacking: Motivation,
    },
    /// Nothing is asked any more.
    Drop {
        /// Who says so.
        by: UserId,
        /// Why.
        why: Motivation,
    },
}

impl RequestCommand {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Accept { .. } => "accept",
            Self::GiveBack { .. } => "give_back",
            Self::Drop { .. } => "drop",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/evidence_request.md`.
pub const REQUEST_TRANSITIONS: &[(RequestState, &str, RequestState)] = &[
    (RequestState::Asked, "answer", RequestState::Answered),
    (RequestState::Asked, "drop", RequestState::Dropped),
    (RequestState::Answered, "accept", RequestState::Accepted),
    (RequestState::Answered, "give_back", RequestState::Asked),
    (RequestState::Answered, "drop", RequestState::Dropped),
];

/// Not from this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{step}` is not possible from `{}`", from.code())]
pub struct NotNow {
    /// Where it is.
    pub from: RequestState,
    /// What was asked.
    pub step: &'static str,
}

impl EvidenceRequest {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> RequestState {
        match self {
            Self::Asked { .. } => RequestState::Asked,
            Self::Answered { .. } => RequestState::Answered,
            Self::Accepted { .. } => RequestState::Accepted,
            Self::Dropped { .. } => RequestState::Dropped,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`NotNow`] when it is not possible from here.
    pub fn apply(self, command: RequestCommand) -> Result<Self, NotNow> {
        let no = NotNow { from: self.state(), step: command.name() };
        match (self, command) {
            (Self::Asked { .. }, RequestCommand::Answer { by }) => Ok(Self::Answered { by }),
            (Self::Answered { .. }, RequestCommand::Accept { by }) => Ok(Self::Accepted { by }),
            (Self::Answered { .. }, RequestCommand::GiveBack { lacking }) => {
                Ok(Self::Asked { lacking: Some(lacking) })
            }
            (Self::Asked { .. } | Self::Answered { .. }, RequestCommand::Drop { by, why }) => {
                Ok(Self::Dropped { by, why })
            }
            (Self::Asked { .. }, RequestCommand::Accept { .. } | RequestCommand::GiveBack { .. })
            | (Self::Answered { .. }, RequestCommand::Answer { .. })
            | (Self::Accepted { .. } | Self::Dropped { .. }, _) => Err(no),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{because, drawing_list_and_code_agree, id};

    #[test]
    fn the_drawing_the_list_and_the_code_are_the_same_machine() {
        let (by, why) = (id(1), because());
        let states = [
            EvidenceRequest::Asked { lacking: None },
            EvidenceRequest::Answered { by: id(1) },
            EvidenceRequest::Accepted { by: id(1) },
            EvidenceRequest::Dropped { by: id(1), why: because() },
        ];
        let commands = [
            RequestCommand::Answer { by: id(1) },
            RequestCommand::Accept { by: id(1) },
            RequestCommand::GiveBack { lacking: because() },
            RequestCommand::Drop { by, why },
        ];
        let mut ran = BTreeSet::new();
        for state in &states {
            for command in &commands {
                if let Ok(next) = state.clone().apply(command.clone()) {
                    ran.insert((state.state(), command.name(), next.state()));
                }
            }
        }
        let page = include_str!("../../../docs/state-machines/evidence_request.md");
        drawing_list_and_code_agree(page, REQUEST_TRANSITIONS, &ran);
    }
}
