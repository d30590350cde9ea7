//! What an application carries in its states, and the names of those states.
//! May import: code, ids.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::ids::{ClarificationId, UserId};

/// What was sent in and counts: the last one received before the close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Who submitted.
    pub by: UserId,
    /// When its last byte arrived.
    pub received_at: DateTime<Utc>,
    /// First, second, … submission of this application, from 1.
    pub seq: u32,
}

/// An application that the team works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessing {
    /// What counts.
    pub submission: Submission,
    /// Who took it up.
    pub taken_up_by: UserId,
    /// When.
    pub since: DateTime<Utc>,
    /// Repair requests whose term passed unused.
    pub unused: BTreeSet<ClarificationId>,
}

/// The unanswered repair requests with the moment each is due. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequests(BTreeMap<ClarificationId, DateTime<Utc>>);

impl OpenRequests {
    /// One request.
    #[must_use]
    pub fn one(clarification: ClarificationId, due: DateTime<Utc>) -> Self {
        Self(BTreeMap::from([(clarification, due)]))
    }

    /// These requests, unless there are none.
    #[must_use]
    pub fn stored(requests: BTreeMap<ClarificationId, DateTime<Utc>>) -> Option<Self> {
        if requests.is_empty() { None } else { Some(Self(requests)) }
    }

    /// When this request is due, if it is open.
    #[must_use]
    pub fn due(&self, clarification: &ClarificationId) -> Option<DateTime<Utc>> {
        self.0.get(clarification).copied()
    }

    /// The requests with their due moments.
    pub fn iter(&self) -> impl Iterator<Item = (&ClarificationId, &DateTime<Utc>)> {
        self.0.iter()
    }

    pub(super) fn with(mut self, clarification: ClarificationId, due: DateTime<Utc>) -> Self {
        self.0.insert(clarification, due);
        self
    }

    pub(super) fn without(mut self, clarification: &ClarificationId) -> Option<Self> {
        self.0.remove(clarification);
        Self::stored(self.0)
    }
}

/// Where an application is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not submitted.
    Draft,
    /// Submitted.
    Submitted,
    /// The team works on it.
    InAssessment,
    /// The aanbieder has something to repair or explain.
    ClarificationAsked,
    /// Every lot has a proposal.
    Assessed,
    /// Every lot is decided.
    Decided,
    /// Taken back by the aanbieder.
    Withdrawn,
    /// Left unhandled after an unused repair term (buiten behandeling, Awb art. 4:5).
    NotHandled,
}

impl State {
    /// Whether the team has something to do; the database has a column of its own for it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::InAssessment | Self::ClarificationAsked | Self::Assessed)
    }
}

impl Code for State {
    const ALL: &'static [Self] = &[
        Self::Draft,
        Self::Submitted,
        Self::InAssessment,
        Self::ClarificationAsked,
        Self::Assessed,
        Self::Decided,
        Self::Withdrawn,
        Self::NotHandled,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InAssessment => "in_assessment",
            Self::ClarificationAsked => "clarification_asked",
            Self::Assessed => "assessed",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
            Self::NotHandled => "not_handled",
        }
    }
}
