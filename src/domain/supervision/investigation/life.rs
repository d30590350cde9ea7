//! Where an investigation can be, and what is known there.
//! May import: code, ids, motivation, policy_code, supervision.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::finding::{FinalFinding, Finding, Weighing};
use super::scope::Scope;
use crate::code::Code;
use crate::ids::UserId;
use crate::motivation::Motivation;
use crate::policy_code::NormCode;
use crate::supervision::Discipline;

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// By which toezicht.
    pub discipline: Discipline,
    /// Where.
    pub scope: Scope,
    /// The norms: at least one.
    pub norms: BTreeSet<NormCode>,
    /// When the visit begins.
    pub visit_at: DateTime<Utc>,
}

/// The draft: of each norm what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// By norm.
    pub findings: BTreeMap<NormCode, Finding>,
    /// Who wrote it.
    pub written: Step,
}

/// The draft lies before the aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Who sent it.
    pub asked: Step,
    /// The first moment that is too late to answer.
    pub until: DateTime<Utc>,
}

/// What the aanbieder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Beside which findings; none where it has nothing to say.
    pub texts: BTreeMap<NormCode, Motivation>,
    /// Who answered.
    pub given: Step,
}

/// The final report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The draft.
    pub report: Report,
    /// What the aanbieder said; nothing where its term passed.
    pub reply: Option<Reply>,
    /// What was made of each text.
    pub weighed: BTreeMap<NormCode, Weighing>,
    /// Who laid it down.
    pub laid_down: Step,
}

impl Finished {
    /// The findings as they stand in the final report.
    #[must_use]
    pub fn findings(&self) -> BTreeMap<NormCode, FinalFinding> {
        let of = |(code, one): (&NormCode, &Finding)| {
            let weighed = self.weighed.get(code);
            let text = self.reply.as_ref().and_then(|reply| reply.texts.get(code));
            let finding = FinalFinding {
                outcome: weighed.map_or(one.outcome, |one| one.outcome),
                text: one.text.clone(),
                scope: one.scope.clone(),
                heard: text.cloned().zip(weighed.cloned()),
            };
            (code.clone(), finding)
        };
        self.report.findings.iter().map(of).collect()
    }
}

/// One investigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Investigation {
    /// It will be; the aanbieder does not know.
    Planned(Plan),
    /// The aanbieder knows.
    Announced(Plan, Step),
    /// Toezicht is there, or has been, and notes what it sees.
    Visit {
        /// What was planned.
        plan: Plan,
        /// Whether it was announced.
        announced: Option<Step>,
        /// Who began.
        began: Step,
    },
    /// What was found is written down; only toezicht reads it.
    Draft(Plan, Report),
    /// The aanbieder reads the draft, and may answer until its term ends.
    Hearing(Plan, Report, Heard),
    /// The aanbieder answered.
    Answered(Plan, Report, Heard, Reply),
    /// The final report.
    Final(Plan, Finished),
    /// Everybody can read it.
    Published(Plan, Finished, Step),
    /// Nothing is left to do.
    Closed(Plan, Finished, Step),
    /// It does not go on.
    Cancelled {
        /// What was planned.
        plan: Plan,
        /// Why.
        why: Motivation,
        /// By whom.
        step: Step,
    },
}

/// Where an investigation is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It will be; the aanbieder does not know.
    Planned,
    /// The aanbieder knows.
    Announced,
    /// Toezicht is there, or has been.
    Visit,
    /// What was found is written down.
    Draft,
    /// The aanbieder may answer.
    Hearing,
    /// The aanbieder answered.
    Answered,
    /// The final report.
    Final,
    /// Everybody can read it.
    Published,
    /// Nothing is left to do.
    Closed,
    /// It does not go on.
    Cancelled,
}

impl State {
    /// Whether there is still something to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether the aanbieder reads the report, as a draft or as it became.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Hearing | Self::Answered | Self::Final | Self::Published | Self::Closed)
    }
}

impl Code for State {
    const ALL: &'static [Self] = &[
        Self::Planned,
        Self::Announced,
        Self::Visit,
        Self::Draft,
        Self::Hearing,
        Self::Answered,
        Self::Final,
        Self::Published,
        Self::Closed,
        Self::Cancelled,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Announced => "announced",
            Self::Visit => "visit",
            Self::Draft => "draft",
            Self::Hearing => "hearing",
            Self::Answered => "answered",
            Self::Final => "final",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/investigation.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Planned, "move", State::Planned),
    (State::Planned, "announce", State::Announced),
    (State::Planned, "begin", State::Visit),
    (State::Planned, "cancel", State::Cancelled),
    (State::Announced, "move", State::Announced),
    (State::Announced, "begin", State::Visit),
    (State::Announced, "cancel", State::Cancelled),
    (State::Visit, "draft", State::Draft),
    (State::Visit, "cancel", State::Cancelled),
    (State::Draft, "draft", State::Draft),
    (State::Draft, "hear", State::Hearing),
    (State::Draft, "cancel", State::Cancelled),
    (State::Hearing, "answer", State::Answered),
    (State::Hearing, "finish", State::Final),
    (State::Answered, "finish", State::Final),
    (State::Final, "publish", State::Published),
    (State::Final, "close", State::Closed),
    (State::Published, "close", State::Closed),
];

impl Investigation {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Planned(_) => State::Planned,
            Self::Announced(..) => State::Announced,
            Self::Visit { .. } => State::Visit,
            Self::Draft(..) => State::Draft,
            Self::Hearing(..) => State::Hearing,
            Self::Answered(..) => State::Answered,
            Self::Final(..) => State::Final,
            Self::Published(..) => State::Published,
            Self::Closed(..) => State::Closed,
            Self::Cancelled { .. } => State::Cancelled,
        }
    }

    /// What was planned.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        match self {
            Self::Planned(plan)
            | Self::Announced(plan, _)
            | Self::Visit { plan, .. }
            | Self::Draft(plan, _)
            | Self::Hearing(plan, ..)
            | Self::Answered(plan, ..)
            | Self::Final(plan, _)
            | Self::Published(plan, ..)
            | Self::Closed(plan, ..)
            | Self::Cancelled { plan, .. } => plan,
        }
    }

    /// The final report, where there is one.
    #[must_use]
    pub fn finished(&self) -> Option<&Finished> {
        match self {
            Self::Final(_, done) | Self::Published(_, done, _) | Self::Closed(_, done, _) => Some(done),
            _ => None,
        }
    }
}
