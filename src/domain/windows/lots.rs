//! The state of a lot through time: a list that only grows, so no closure reaches back.
//! May import: std, chrono, thiserror, code.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::code::Code;

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

/// The states of one lot, each from its effective instant until the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LotStates(Vec<(DateTime<Utc>, LotState)>);

/// Why a state cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAChange {
    /// It would work backwards.
    #[error("effective before it is published")]
    Retroactive,
    /// A later state is already there.
    #[error("a state with effect from {latest} is already there")]
    BeforeLatest {
        /// From when that one works.
        latest: DateTime<Utc>,
    },
}

impl LotStates {
    /// The states as stored, oldest first.
    ///
    /// # Errors
    /// [`NotAChange::BeforeLatest`] when they are not strictly ascending.
    pub fn stored(states: Vec<(DateTime<Utc>, LotState)>) -> Result<Self, NotAChange> {
        let mut latest: Option<DateTime<Utc>> = None;
        for (effective, _) in &states {
            if let Some(latest) = latest.filter(|latest| effective <= latest) {
                return Err(NotAChange::BeforeLatest { latest });
            }
            latest = Some(*effective);
        }
        Ok(Self(states))
    }

    /// Add a state: never with effect before it is published (G7), never before the latest one.
    ///
    /// # Errors
    /// [`NotAChange`] says which of the two.
    pub fn change(
        mut self,
        state: LotState,
        effective: DateTime<Utc>,
        published: DateTime<Utc>,
    ) -> Result<Self, NotAChange> {
        if effective < published {
            return Err(NotAChange::Retroactive);
        }
        if let Some((latest, _)) = self.0.last().filter(|(latest, _)| effective <= *latest) {
            return Err(NotAChange::BeforeLatest { latest: *latest });
        }
        self.0.push((effective, state));
        Ok(self)
    }

    /// The state at a moment; a new state works from its effective instant itself. None before the first.
    #[must_use]
    pub fn at(&self, instant: DateTime<Utc>) -> Option<LotState> {
        self.0.iter().rev().find(|(effective, _)| *effective <= instant).map(|(_, state)| *state)
    }

    /// May an application received at this moment ask for the lot? Later closures do not matter (G8).
    ///
    /// # Errors
    /// [`NoEntry`] says why not.
    pub fn entry(&self, received_at: DateTime<Utc>) -> Result<Entry, NoEntry> {
        self.at(received_at).ok_or(NoEntry::Unknown)?.may_apply()
    }
}
