//! The state of a lot through time: a list that only grows, so no closure reaches back.
//! May import: code, terms.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::terms::start_of_day;

/// Whether a lot can be applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotState {
    /// Open.
    Open,
    /// Open because care is scarce.
    OpenScarcity,
    /// Closed, unless the aanbieder meets a published ground of added value.
    ClosedUnlessAddedValue,
    /// Closed.
    Closed,
    /// Bought by the gemeente itself.
    Local,
    /// Not bought.
    NotBought,
    /// Later in the term.
    Later,
    /// To be determined.
    ToBeDetermined,
}

impl Code for LotState {
    const ALL: &'static [Self] = &[
        Self::Open,
        Self::OpenScarcity,
        Self::ClosedUnlessAddedValue,
        Self::Closed,
        Self::Local,
        Self::NotBought,
        Self::Later,
        Self::ToBeDetermined,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OpenScarcity => "open_scarcity",
            Self::ClosedUnlessAddedValue => "closed_unless_added_value",
            Self::Closed => "closed",
            Self::Local => "local",
            Self::NotBought => "not_bought",
            Self::Later => "later",
            Self::ToBeDetermined => "to_be_determined",
        }
    }
}

/// How one may apply for a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Like everyone.
    Free,
    /// Naming at least one published ground of added value.
    WithAddedValue,
}

/// Why one may not apply for a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEntry {
    /// Closed by a published decision.
    #[error("the lot is closed")]
    Closed,
    /// The gemeente buys it itself.
    #[error("the gemeente buys this itself")]
    Local,
    /// Nobody buys it.
    #[error("the gemeente does not buy this")]
    NotBought,
    /// It comes later.
    #[error("the gemeente buys this later")]
    Later,
    /// The gemeente has not decided yet.
    #[error("the gemeente has not decided on this")]
    ToBeDetermined,
    /// The lot had no state yet at that moment.
    #[error("the lot did not exist yet")]
    Unknown,
}

impl LotState {
    /// Closed by a decision that must be looked at again.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closed | Self::ClosedUnlessAddedValue)
    }

    /// May one apply for a lot in this state?
    ///
    /// # Errors
    /// [`NoEntry`] says why not.
    pub fn may_apply(self) -> Result<Entry, NoEntry> {
        match self {
            Self::Open | Self::OpenScarcity => Ok(Entry::Free),
            Self::ClosedUnlessAddedValue => Ok(Entry::WithAddedValue),
            Self::Closed => Err(NoEntry::Closed),
            Self::Local => Err(NoEntry::Local),
            Self::NotBought => Err(NoEntry::NotBought),
            Self::Later => Err(NoEntry::Later),
            Self::ToBeDetermined => Err(NoEntry::ToBeDetermined),
        }
    }
}

/// A state that was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedState {
    /// The state.
    pub state: LotState,
    /// When it was decided.
    pub decided: DateTime<Utc>,
    /// From when it counts.
    pub from: DateTime<Utc>,
    /// The day on which a closure is looked at again: it lapses then, unless a new decision takes its place (G7).
    pub review_on: Option<NaiveDate>,
}

impl PublishedState {
    /// When a closure lapses: at the beginning of its day of review.
    #[must_use]
    pub fn lapses(&self) -> Option<DateTime<Utc>> {
        self.review_on.filter(|_| self.state.is_closed()).and_then(|day| start_of_day(day).ok())
    }

    /// The state at a moment from which it counts.
    fn at(&self, instant: DateTime<Utc>) -> LotState {
        if self.lapses().is_some_and(|end| end <= instant) { LotState::Open } else { self.state }
    }
}

/// The states of one lot. Of those that count at a moment the one that was decided last holds: so a later decision also takes back what was
/// announced and does not count yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LotStates(Vec<PublishedState>);

/// Why a state cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAChange {
    /// It would work backwards.
    #[error("effective before it is published")]
    Retroactive,
    /// Something was decided at that moment or later.
    #[error("a state that was decided at {latest} is already there")]
    BeforeLatest {
        /// When that one was decided.
        latest: DateTime<Utc>,
    },
}

impl LotStates {
    /// The states as stored, in the order in which they were decided.
    ///
    /// # Errors
    /// [`NotAChange::BeforeLatest`] when they are not in that order.
    pub fn stored(states: Vec<PublishedState>) -> Result<Self, NotAChange> {
        let add = |sofar: Self, one| sofar.follow(one);
        states.into_iter().try_fold(Self::default(), add)
    }

    fn follow(mut self, new: PublishedState) -> Result<Self, NotAChange> {
        let latest = self.0.last().map(|last| last.decided).filter(|latest| new.decided < *latest);
        if let Some(latest) = latest {
            return Err(NotAChange::BeforeLatest { latest });
        }
        self.0.push(new);
        Ok(self)
    }

    /// Add a state: never with effect before it is decided (G7), never before the latest decision.
    ///
    /// # Errors
    /// [`NotAChange`] says which of the two.
    pub fn change(self, new: PublishedState) -> Result<Self, NotAChange> {
        if new.from < new.decided { Err(NotAChange::Retroactive) } else { self.follow(new) }
    }

    /// From when the lot has a state at all.
    #[must_use]
    pub fn first(&self) -> Option<DateTime<Utc>> {
        self.0.iter().map(|one| one.from).min()
    }

    /// The state at a moment; a new state works from its effective instant itself. None before the first.
    #[must_use]
    pub fn at(&self, instant: DateTime<Utc>) -> Option<LotState> {
        self.published(instant).map(|one| one.at(instant))
    }

    /// What was decided last that counts at a moment; it may have lapsed by then.
    #[must_use]
    pub fn published(&self, instant: DateTime<Utc>) -> Option<&PublishedState> {
        self.0.iter().rev().find(|one| one.from <= instant)
    }

    /// The next change after a moment, as it is known now: a published one, or the lapse of a closure.
    #[must_use]
    pub fn next(&self, instant: DateTime<Utc>) -> Option<(LotState, DateTime<Utc>)> {
        let now = self.at(instant);
        let moments = self.0.iter().flat_map(|one| [Some(one.from), one.lapses()]).flatten();
        let later = moments.filter(|moment| *moment > instant);
        let changes = later.filter_map(|moment| Some((self.at(moment)?, moment)));
        changes.filter(|(state, _)| Some(*state) != now).min_by_key(|(_, moment)| *moment)
    }

    /// Every change that is published, in order of time, also those to come: from when, to what, and what was decided. Of a closure that lapsed
    /// the decision is that to close.
    #[must_use]
    pub fn changes(&self) -> Vec<(DateTime<Utc>, LotState, &PublishedState)> {
        let mut moments: Vec<DateTime<Utc>> =
            self.0.iter().flat_map(|one| [Some(one.from), one.lapses()]).flatten().collect();
        moments.sort();
        let all = moments.into_iter().filter_map(|at| Some((at, self.at(at)?, self.published(at)?)));
        let mut changes: Vec<(DateTime<Utc>, LotState, &PublishedState)> = Vec::new();
        for change in all {
            // A closure that is kept is a decision of its own, with its own reasons.
            let same =
                |last: &&(_, LotState, &PublishedState)| last.1 == change.1 && std::ptr::eq(last.2, change.2);
            if changes.last().filter(same).is_none() {
                changes.push(change);
            }
        }
        changes
    }

    /// May an application received at this moment ask for the lot? Later closures do not matter (G8).
    ///
    /// # Errors
    /// [`NoEntry`] says why not.
    pub fn entry(&self, received_at: DateTime<Utc>) -> Result<Entry, NoEntry> {
        self.at(received_at).ok_or(NoEntry::Unknown)?.may_apply()
    }
}
