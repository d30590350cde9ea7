//! Why a dispute is not registered or does not change.
//! May import: code, decision, dispute::{kind, life}.

use chrono::{DateTime, NaiveDate, Utc};

use super::kind::Kind;
use super::life::State;
use crate::code::Code as _;
use crate::decision::SamePerson;

/// Why a dispute is not registered or does not change.
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
    /// This kind belongs to the other track.
    #[error("`{}` is no remedy of this procedure", .0.code())]
    OtherTrack(Kind),
    /// What it is about was not made known.
    #[error("the decision was not made known")]
    NotMadeKnown,
    /// It would be there before the decision was.
    #[error("received on {received_on}, before {made_known}")]
    BeforeMadeKnown {
        /// When it was received.
        received_on: NaiveDate,
        /// When the decision was made known.
        made_known: NaiveDate,
    },
    /// The day is not there yet.
    #[error("{0} is not there yet")]
    InTheFuture(NaiveDate),
    /// It was posted after it was received.
    #[error("posted after it was received")]
    PostedLater,
    /// A bezwaar goes to one college.
    #[error("a bezwaar is about decisions of one college")]
    OneCollege,
    /// One of the same kind about the same runs.
    #[error("a `{}` about this runs", .0.code())]
    Runs(Kind),
    /// It came in after the term, and nobody says why or why it is taken up.
    #[error("after {last_day}, and it is not said why")]
    SayWhyLate {
        /// The last day of the term.
        last_day: NaiveDate,
    },
    /// Who had a hand in the decision treats it.
    #[error("who had a hand in the decision does not treat a dispute about it")]
    HadAHand,
    /// The zitting is not to come.
    #[error("the moment {0} is not to come")]
    HearingInThePast(DateTime<Utc>),
    /// The zitting was not held.
    #[error("the zitting begins at {0} only")]
    HearingToCome(DateTime<Utc>),
    /// A judge decides after a zitting.
    #[error("a kort geding is not decided without a zitting")]
    NoHearing,
    /// The zitting of a kort geding needs the rolnummer.
    #[error("no rolnummer")]
    NoRoll,
    /// Only a bezwaar has a term that can be made longer.
    #[error("only the term of a bezwaar can be extended")]
    NotExtendable,
    /// It was made longer before.
    #[error("it was extended before")]
    ExtendedBefore,
    /// The term is over.
    #[error("the term ended on {0}")]
    TermOver(NaiveDate),
    /// The outcome would be there before the dispute was.
    #[error("decided on {on}, before {received_on}")]
    DecidedBeforeReceived {
        /// The day of the outcome.
        on: NaiveDate,
        /// The day on which it was received.
        received_on: NaiveDate,
    },
}

impl From<SamePerson> for Refusal {
    fn from(_: SamePerson) -> Self {
        Self::HadAHand
    }
}
