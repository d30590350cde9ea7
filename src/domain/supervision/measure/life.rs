//! The life of a measure: a toezichthouder advises, a contractmanager proposes, the aanbieder is heard, somebody with a mandate decides, and toezicht
//! looks again. May import: code, ids, motivation, supervision::measure.

use chrono::{DateTime, NaiveDate, Utc};

use super::kind::MeasureKind;
use super::plan::Plan;
use crate::code::Code;
use crate::ids::{MandateId, UserId};
use crate::motivation::Motivation;
use crate::terms::local_day;

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// An advice, as it was given: its facts are final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advised {
    /// What is advised.
    pub kind: MeasureKind,
    /// By which toezichthouder.
    pub done: Done,
}

/// A proposal of a contractmanager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What is proposed.
    pub plan: Plan,
    /// By whom.
    pub done: Done,
}

/// What the aanbieder says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// In its words.
    pub text: Motivation,
    /// Who of the aanbieder.
    pub done: Done,
}

/// A measure that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What was advised.
    pub advised: Advised,
    /// What was proposed.
    pub proposed: Proposed,
    /// What the aanbieder said.
    pub view: Option<View>,
    /// Under which mandate.
    pub mandate: MandateId,
    /// Why, and what was made of what the aanbieder said.
    pub motivation: Motivation,
    /// Who decided.
    pub done: Done,
}

/// A measure against who is admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A contractmanager must say what to do with it.
    Advised(Advised),
    /// It burdens nobody, and waits for who decides.
    Proposed {
        /// The advice.
        advised: Advised,
        /// The proposal.
        proposed: Proposed,
    },
    /// The aanbieder is heard.
    Hearing {
        /// The advice.
        advised: Advised,
        /// The proposal.
        proposed: Proposed,
        /// The first moment that is too late.
        due: DateTime<Utc>,
        /// What it said.
        view: Option<View>,
    },
    /// It was decided.
    InForce(Taken),
    /// Toezicht looks again on a day.
    RecheckPlanned {
        /// What was decided.
        taken: Taken,
        /// That day.
        on: NaiveDate,
    },
    /// Toezicht looked again, and it is well.
    Closed {
        /// What was decided.
        taken: Taken,
        /// Who looked again.
        done: Done,
    },
    /// It was taken back before its time.
    Lifted {
        /// What was decided.
        taken: Taken,
        /// Who took it back.
        done: Done,
    },
    /// It does not come to it; the reason stands with the step.
    NotFollowed {
        /// The advice.
        advised: Advised,
        /// What was proposed, where it came so far.
        proposed: Option<Proposed>,
        /// What the aanbieder said.
        view: Option<View>,
        /// Who said no.
        done: Done,
    },
}

/// Where a measure is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waits for a contractmanager.
    Advised,
    /// Waits for who decides.
    Proposed,
    /// The aanbieder is heard.
    Hearing,
    /// Decided.
    InForce,
    /// Toezicht looks again.
    RecheckPlanned,
    /// Over, and well.
    Closed,
    /// Taken back.
    Lifted,
    /// It does not come to it.
    NotFollowed,
}

impl Code for State {
    const ALL: &'static [Self] = &[
        Self::Advised,
        Self::Proposed,
        Self::Hearing,
        Self::InForce,
        Self::RecheckPlanned,
        Self::Closed,
        Self::Lifted,
        Self::NotFollowed,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Advised => "advised",
            Self::Proposed => "proposed",
            Self::Hearing => "hearing",
            Self::InForce => "in_force",
            Self::RecheckPlanned => "recheck_planned",
            Self::Closed => "closed",
            Self::Lifted => "lifted",
            Self::NotFollowed => "not_followed",
        }
    }
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A contractmanager proposes; what burdens the aanbieder is put to it first.
    Propose {
        /// What.
        plan: Plan,
        /// The first moment at which it is too late to say something of it.
        due: DateTime<Utc>,
    },
    /// The aanbieder says what it thinks.
    GiveView {
        /// In its words.
        text: Motivation,
    },
    /// Somebody with a mandate decides.
    Decide {
        /// Which mandate.
        mandate: MandateId,
        /// Why, and what was made of what the aanbieder said.
        motivation: Motivation,
    },
    /// It does not come to it.
    NotFollow,
    /// Toezicht plans to look again, or on another day.
    PlanRecheck {
        /// On which day.
        on: NaiveDate,
    },
    /// Toezicht looked again, and it is not well: the measure stays as it is.
    FallShort,
    /// Toezicht looked again, and it is well.
    Close,
    /// Who decides takes it back.
    Lift,
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Propose { .. } => "propose",
            Self::GiveView { .. } => "give_view",
            Self::Decide { .. } => "decide",
            Self::NotFollow => "not_follow",
            Self::PlanRecheck { .. } => "plan_recheck",
            Self::FallShort => "fall_short",
            Self::Close => "close",
            Self::Lift => "lift",
        }
    }
}

/// Why a step is refused.
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
    /// Who advised, who proposed and who decides are three people.
    #[error("this person had another part in it")]
    SamePerson,
    /// The aanbieder can still say what it thinks.
    #[error("the aanbieder is heard until {due}")]
    StillHeard {
        /// The first moment that is too late.
        due: DateTime<Utc>,
    },
    /// It is too late to say something, or it was said.
    #[error("the aanbieder was heard")]
    HeardAlready,
    /// The day on which it would be over has come before it was decided.
    #[error("it would be over on {until}")]
    OverBefore {
        /// That day.
        until: NaiveDate,
    },
    /// Toezicht looks again from today on.
    #[error("the day to look again lies behind us")]
    RecheckPast,
    /// It still holds: only who decides takes it back.
    #[error("it holds until {until}")]
    StillRuns {
        /// The day on which it is over.
        until: NaiveDate,
    },
    /// An admission that ended does not come back.
    #[error("what has ended is not lifted")]
    EndedForGood,
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/measure.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Advised, "propose", State::Proposed),
    (State::Advised, "propose", State::Hearing),
    (State::Advised, "not_follow", State::NotFollowed),
    (State::Proposed, "decide", State::InForce),
    (State::Proposed, "not_follow", State::NotFollowed),
    (State::Hearing, "give_view", State::Hearing),
    (State::Hearing, "decide", State::InForce),
    (State::Hearing, "not_follow", State::NotFollowed),
    (State::InForce, "plan_recheck", State::RecheckPlanned),
    (State::InForce, "lift", State::Lifted),
    (State::RecheckPlanned, "plan_recheck", State::RecheckPlanned),
    (State::RecheckPlanned, "fall_short", State::InForce),
    (State::RecheckPlanned, "close", State::Closed),
    (State::RecheckPlanned, "lift", State::Lifted),
];

impl Measure {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Advised(_) => State::Advised,
            Self::Proposed { .. } => State::Proposed,
            Self::Hearing { .. } => State::Hearing,
            Self::InForce(_) => State::InForce,
            Self::RecheckPlanned { .. } => State::RecheckPlanned,
            Self::Closed { .. } => State::Closed,
            Self::Lifted { .. } => State::Lifted,
            Self::NotFollowed { .. } => State::NotFollowed,
        }
    }

    /// What was decided, once it was.
    #[must_use]
    pub fn taken(&self) -> Option<&Taken> {
        match self {
            Self::InForce(taken)
            | Self::RecheckPlanned { taken, .. }
            | Self::Closed { taken, .. }
            | Self::Lifted { taken, .. } => Some(taken),
            Self::Advised(_) | Self::Proposed { .. } | Self::Hearing { .. } | Self::NotFollowed { .. } => {
                None
            }
        }
    }

    /// What was proposed, once it was.
    #[must_use]
    pub fn proposed(&self) -> Option<&Proposed> {
        match self {
            Self::Proposed { proposed, .. } | Self::Hearing { proposed, .. } => Some(proposed),
            Self::NotFollowed { proposed, .. } => proposed.as_ref(),
            _ => self.taken().map(|taken| &taken.proposed),
        }
    }

    /// What was advised.
    #[must_use]
    pub fn advised(&self) -> &Advised {
        match self {
            Self::Advised(advised)
            | Self::Proposed { advised, .. }
            | Self::Hearing { advised, .. }
            | Self::NotFollowed { advised, .. } => advised,
            Self::InForce(taken)
            | Self::RecheckPlanned { taken, .. }
            | Self::Closed { taken, .. }
            | Self::Lifted { taken, .. } => &taken.advised,
        }
    }

    /// What the aanbieder said of it.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        match self {
            Self::Hearing { view, .. } | Self::NotFollowed { view, .. } => view.as_ref(),
            _ => self.taken().and_then(|taken| taken.view.as_ref()),
        }
    }
}

impl Taken {
    /// The day until which an admission stands still by it, where it does.
    #[must_use]
    pub fn holds_until(&self) -> Option<NaiveDate> {
        let wish = self.proposed.plan.wish();
        wish.until.filter(|_| wish.kind.touches_admission())
    }

    /// Whether the admission stands still on a day.
    #[must_use]
    pub fn holds_on(&self, now: DateTime<Utc>) -> bool {
        self.holds_until().is_some_and(|until| local_day(now) < until)
    }
}
