//! The life of one herstelverzoek: asked, then answered, expired or taken back; once per requirement of the penvoerder and of each member.
//! May import: code, ids, motivation, policy_code, terms.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::{MemberId, UserId};
use crate::motivation::Motivation;
use crate::policy_code::RequirementCode;
use crate::terms::{Suspension, local_day};

/// What is wrong with what was sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something is missing (onvolledig).
    Incomplete,
    /// Something is plainly mistaken (onjuist).
    Incorrect,
}

impl Code for Kind {
    const ALL: &'static [Self] = &[Self::Incomplete, Self::Incorrect];

    fn code(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Incorrect => "incorrect",
        }
    }
}

/// Why it may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// The one opportunity that everyone has.
    First,
    /// Once more, because the team made this fault.
    FaultOfTheTeam(Motivation),
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// About which requirement.
    pub requirement: RequirementCode,
    /// To which member, about its own part; `None`: to the penvoerder.
    pub member: Option<MemberId>,
    /// Missing or mistaken.
    pub kind: Kind,
    /// The field or piece of evidence it is about: the form jumps there.
    pub anchor: String,
    /// What must be repaired, in plain words.
    pub question: Motivation,
    /// First, or again.
    pub occasion: Occasion,
    /// Who asks.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// The first moment that is too late.
    pub due: DateTime<Utc>,
}

/// One herstelverzoek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clarification {
    /// Waiting for the aanbieder.
    Asked(Request),
    /// Answered in time.
    Answered {
        /// What was asked.
        request: Request,
        /// Who answered.
        by: UserId,
        /// When the answer was received.
        at: DateTime<Utc>,
    },
    /// The term passed unused.
    Expired {
        /// What was asked.
        request: Request,
    },
    /// Taken back by the team.
    Withdrawn {
        /// What was asked.
        request: Request,
        /// Who took it back.
        by: UserId,
        /// Why.
        motivation: Motivation,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a request is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waiting.
    Asked,
    /// Answered.
    Answered,
    /// Passed unused.
    Expired,
    /// Taken back.
    Withdrawn,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Asked, Self::Answered, Self::Expired, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What can happen to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The aanbieder answers.
    Answer {
        /// Who.
        by: UserId,
    },
    /// The term has passed.
    Expire,
    /// The team takes it back.
    Withdraw {
        /// Who.
        by: UserId,
        /// Why.
        motivation: Motivation,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Expire => "expire",
            Self::Withdraw { .. } => "withdraw",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/clarification.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Asked, "answer", State::Answered),
    (State::Asked, "expire", State::Expired),
    (State::Asked, "withdraw", State::Withdrawn),
];

/// Why a request is not made or does not change.
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
    /// The regeling says this requirement cannot be repaired.
    #[error("requirement {0} cannot be repaired")]
    NotRepairable(RequirementCode),
    /// Repair of this requirement was offered before.
    #[error("repair of requirement {0} was offered before")]
    OfferedBefore(RequirementCode),
    /// The term would end before it starts.
    #[error("the term ends before it starts")]
    DueInThePast,
    /// The answer came too late.
    #[error("answered at {at}, not before {due}")]
    TooLate {
        /// When it was received.
        at: DateTime<Utc>,
        /// The first moment that was too late.
        due: DateTime<Utc>,
    },
    /// The term still runs.
    #[error("the term runs until {due}")]
    TermRuns {
        /// Until when.
        due: DateTime<Utc>,
    },
}

impl Clarification {
    /// Ask for repair. `repairable` is what the regeling says of the requirement; `earlier` are the requests
    /// made before on the same application. One that the team took back does not count.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn ask(request: Request, repairable: bool, earlier: &[Self]) -> Result<Self, Refusal> {
        if !repairable {
            return Err(Refusal::NotRepairable(request.requirement));
        }
        if request.due <= request.at {
            return Err(Refusal::DueInThePast);
        }
        let counts = |one: &&Self| match one {
            Self::Asked(_) | Self::Answered { .. } | Self::Expired { .. } => true,
            Self::Withdrawn { .. } => false,
        };
        let same = |one: &&Self| {
            one.request().requirement == request.requirement && one.request().member == request.member
        };
        let mut offered = earlier.iter().filter(counts).filter(same);
        match &request.occasion {
            Occasion::First if offered.next().is_some() => Err(Refusal::OfferedBefore(request.requirement)),
            Occasion::FaultOfTheTeam(_) if offered.any(|one| one.state() == State::Asked) => {
                Err(Refusal::OfferedBefore(request.requirement))
            }
            Occasion::First | Occasion::FaultOfTheTeam(_) => Ok(Self::Asked(request)),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Asked(_) => State::Asked,
            Self::Answered { .. } => State::Answered,
            Self::Expired { .. } => State::Expired,
            Self::Withdrawn { .. } => State::Withdrawn,
        }
    }

    /// What was asked.
    #[must_use]
    pub fn request(&self) -> &Request {
        match self {
            Self::Asked(request)
            | Self::Answered { request, .. }
            | Self::Expired { request }
            | Self::Withdrawn { request, .. } => request,
        }
    }

    /// The days on which the term of the decision stands still (Awb art. 4:15): from the day after the request up to
    /// and including the day of the answer, or the last day of the term. An open request counts with its whole term.
    #[must_use]
    pub fn suspension(&self) -> Option<Suspension> {
        let first = local_day(self.request().at).succ_opt()?;
        let last = match self {
            Self::Answered { at, .. } | Self::Withdrawn { at, .. } => *at,
            Self::Asked(request) | Self::Expired { request } => {
                request.due.checked_sub_signed(TimeDelta::microseconds(1))?
            }
        };
        Suspension::new(first, local_day(last))
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        let request = match self {
            Self::Asked(request) => request,
            Self::Answered { .. } | Self::Expired { .. } | Self::Withdrawn { .. } => {
                return Err(Refusal::NotPossible { from, step });
            }
        };
        let due = request.due;
        match command {
            Command::Answer { .. } if now >= due => Err(Refusal::TooLate { at: now, due }),
            Command::Answer { by } => Ok(Self::Answered { request, by, at: now }),
            Command::Expire if now < due => Err(Refusal::TermRuns { due }),
            Command::Expire => Ok(Self::Expired { request }),
            Command::Withdraw { by, motivation } => Ok(Self::Withdrawn { request, by, motivation, at: now }),
        }
    }
}
