//! The life of a signal: received, and triaged by a toezichthouder with a reason. What a toezichthouder put away can be taken up again.
//! May import: code, ids, terms, supervision.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::discipline::Discipline;
use crate::code::Code;
use crate::ids::UserId;
use crate::terms::local_day;

/// A signal is watched at most this long before somebody looks again.
pub const LONGEST_WATCH_DAYS: i64 = 366;

/// Who triaged, and when. The reason stands with the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triaged {
    /// The toezichthouder.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Outside the own toezicht, who goes on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receiver {
    /// Inspectie Gezondheidszorg en Jeugd.
    Inspectorate,
    /// Politie or Openbaar Ministerie.
    Police,
    /// Another toezichthouder: of another gemeente or law.
    OtherSupervisor,
    /// The gemeente itself: its complaints, its consulenten.
    Gemeente,
}

impl Code for Receiver {
    const ALL: &'static [Self] = &[Self::Inspectorate, Self::Police, Self::OtherSupervisor, Self::Gemeente];

    fn code(self) -> &'static str {
        match self {
            Self::Inspectorate => "inspectorate",
            Self::Police => "police",
            Self::OtherSupervisor => "other_supervisor",
            Self::Gemeente => "gemeente",
        }
    }
}

/// A signal, as far as its life goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// Nobody triaged it since.
    Received {
        /// Since when it waits: it came in, was handed over or was taken up again.
        since: DateTime<Utc>,
    },
    /// An investigation is needed.
    ToInvestigate(Triaged),
    /// Somebody looks again, at the latest on a day.
    Watched {
        /// That day.
        until: NaiveDate,
        /// By whom.
        triaged: Triaged,
    },
    /// Somebody outside goes on with it.
    PassedOn {
        /// Who.
        to: Receiver,
        /// By whom.
        triaged: Triaged,
    },
    /// Nothing is done with it.
    Dismissed(Triaged),
}

/// Where a signal is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waits for triage.
    Received,
    /// An investigation is needed.
    ToInvestigate,
    /// Watched until a day.
    Watched,
    /// Somebody outside goes on with it.
    PassedOn,
    /// Nothing is done with it.
    Dismissed,
}

impl State {
    /// Whether toezicht still has something to do with it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::ToInvestigate | Self::Watched)
    }
}

impl Code for State {
    const ALL: &'static [Self] =
        &[Self::Received, Self::ToInvestigate, Self::Watched, Self::PassedOn, Self::Dismissed];

    fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::ToInvestigate => "to_investigate",
            Self::Watched => "watched",
            Self::PassedOn => "passed_on",
            Self::Dismissed => "dismissed",
        }
    }
}

/// What a toezichthouder makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// It asks for an investigation.
    Investigate,
    /// It is watched until a day.
    Watch {
        /// The day on which somebody looks again.
        until: NaiveDate,
    },
    /// Somebody outside goes on with it.
    PassOn {
        /// Who.
        to: Receiver,
    },
    /// Nothing needs doing.
    Dismiss,
    /// It is for the other discipline, which triages it anew.
    HandOver {
        /// The discipline it comes from.
        from: Discipline,
    },
    /// It was put away too soon.
    Reopen,
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Investigate => "investigate",
            Self::Watch { .. } => "watch",
            Self::PassOn { .. } => "pass_on",
            Self::Dismiss => "dismiss",
            Self::HandOver { .. } => "hand_over",
            Self::Reopen => "reopen",
        }
    }
}

/// Why a step is refused.
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
    /// A signal is watched from tomorrow on, for at most [`LONGEST_WATCH_DAYS`].
    #[error("the day to look again is not from {first} to {last}")]
    NotADayToWatch {
        /// The first day that can be.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/signal.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Received, "investigate", State::ToInvestigate),
    (State::Received, "watch", State::Watched),
    (State::Received, "pass_on", State::PassedOn),
    (State::Received, "dismiss", State::Dismissed),
    (State::Received, "hand_over", State::Received),
    (State::Watched, "investigate", State::ToInvestigate),
    (State::Watched, "watch", State::Watched),
    (State::Watched, "pass_on", State::PassedOn),
    (State::Watched, "dismiss", State::Dismissed),
    (State::Watched, "hand_over", State::Received),
    (State::ToInvestigate, "reopen", State::Received),
    (State::PassedOn, "reopen", State::Received),
    (State::Dismissed, "reopen", State::Received),
];

impl Signal {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Received { .. } => State::Received,
            Self::ToInvestigate(_) => State::ToInvestigate,
            Self::Watched { .. } => State::Watched,
            Self::PassedOn { .. } => State::PassedOn,
            Self::Dismissed(_) => State::Dismissed,
        }
    }

    /// Take one step, by a toezichthouder.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: &Command, by: UserId, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let waits = matches!(self, Self::Received { .. } | Self::Watched { .. });
        if waits == matches!(command, Command::Reopen) {
            return Err(Refusal::NotPossible { from: self.state(), step: command.name() });
        }
        let triaged = Triaged { by, at: now };
        Ok(match *command {
            Command::Investigate => Self::ToInvestigate(triaged),
            Command::Watch { until } => Self::Watched { until: day_to_watch(until, now)?, triaged },
            Command::PassOn { to } => Self::PassedOn { to, triaged },
            Command::Dismiss => Self::Dismissed(triaged),
            Command::HandOver { .. } | Command::Reopen => Self::Received { since: now },
        })
    }
}

fn day_to_watch(until: NaiveDate, now: DateTime<Utc>) -> Result<NaiveDate, Refusal> {
    let (first, last) = (TimeDelta::days(1), TimeDelta::days(LONGEST_WATCH_DAYS));
    let (first, last) = (local_day(now) + first, local_day(now) + last);
    if (first..=last).contains(&until) { Ok(until) } else { Err(Refusal::NotADayToWatch { first, last }) }
}
