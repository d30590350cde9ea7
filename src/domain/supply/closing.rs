//! Closing a lot, keeping it closed and opening it: proposed by one person, published by another (B062, G7). No applicant is looked at: only the
//! supply that there is, by a definition that was published before.
//! May import: ids, motivation, policy_code, scheme, terms, windows.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::enough::{Judged, Measured};
use crate::ids::{ProcedureId, SchemeVersionId};
use crate::motivation::Motivation;
use crate::policy_code::LotKey;
use crate::scheme::Scheme;
use crate::terms::{local_day, start_of_day};
use crate::windows::{LotState, LotStates, NotAChange, Phases, PublishedState};

/// A closure is published at least so many days before it counts.
pub const NOTICE_DAYS: u64 = 28;
/// A closure is looked at again within so many months.
const REVIEW_MONTHS: u32 = 12;

/// What somebody proposes for one lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotPlan {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version of the regeling whose definition is used.
    pub scheme: SchemeVersionId,
    /// The lot.
    pub lot: LotKey,
    /// What is to become of it.
    pub change: LotChange,
    /// Why.
    pub motivation: Motivation,
}

/// What is to become of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotChange {
    /// There is enough: closed, but for who brings added value, where the regeling has grounds for it. Also to keep it closed.
    Close {
        /// The first day on which it counts.
        from: NaiveDate,
        /// The day on which it lapses, unless two people decide on it anew.
        review_on: NaiveDate,
    },
    /// Open from its publication on.
    Open,
    /// Open from its publication on, because care is scarce (B059).
    OpenForScarcity,
}

/// Why nothing can be decided so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// The regeling says nowhere when there is enough.
    #[error("the regeling has no measure of sufficient supply")]
    Undefined,
    /// There is not enough.
    #[error("not enough: {0:?}")]
    NotEnough(Vec<Measured>),
    /// What is not bought here cannot be closed or opened: that takes another regeling.
    #[error("the lot is not bought here")]
    NotBought,
    /// It is open already.
    #[error("the lot is open already")]
    IsOpen,
    /// Everybody must have time to apply before.
    #[error("before {earliest}")]
    TooSoon {
        /// The first day on which it may count.
        earliest: NaiveDate,
    },
    /// A submission phase is never made shorter.
    #[error("within a submission phase until {closes}")]
    WhileOpen {
        /// When the last phase around that day closes.
        closes: DateTime<Utc>,
    },
    /// A closure is for a time.
    #[error("the review is not between {earliest} and {latest}")]
    Review {
        /// The first day on which it may be looked at again.
        earliest: NaiveDate,
        /// The last.
        latest: NaiveDate,
    },
    /// It does not follow what was published before.
    #[error(transparent)]
    NotAChange(#[from] NotAChange),
    /// A day without a beginning: far outside the calendar.
    #[error("the day is outside the calendar")]
    OutOfRange,
}

/// The first day on which an open lot may close when that is published now: after the notice, and after every window that is published.
#[must_use]
pub fn first_closing_day(windows: &[Phases], now: DateTime<Utc>) -> Option<NaiveDate> {
    let notice = local_day(now).checked_add_days(Days::new(NOTICE_DAYS))?;
    let closes = windows.iter().map(|phases| local_day(phases.closes)).max();
    Some(closes.and_then(|day| day.succ_opt()).map_or(notice, |after| after.max(notice)))
}

/// The last day on which a closure from a day on may be looked at again.
#[must_use]
pub fn last_review_day(from: NaiveDate) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(REVIEW_MONTHS))
}

/// A lot as it is when something is decided on it.
#[derive(Debug, Clone, Copy)]
pub struct LotNow<'a> {
    /// The regeling in force.
    pub scheme: &'a Scheme,
    /// Its states so far.
    pub states: &'a LotStates,
    /// The phases of every window of the procedure.
    pub windows: &'a [Phases],
    /// Its supply, held against the definition.
    pub judged: &'a Judged,
}

impl LotPlan {
    /// The state of the lot, when it is published now.
    ///
    /// # Errors
    /// [`NotDecided`] says which rule it breaks.
    pub fn publish(&self, lot: &LotNow<'_>, now: DateTime<Utc>) -> Result<PublishedState, NotDecided> {
        let state = lot.states.at(now).unwrap_or(LotState::ToBeDetermined);
        if state.may_apply().is_err() && !state.is_closed() {
            return Err(NotDecided::NotBought);
        }
        let new = match self.change {
            LotChange::Close { from, review_on } => close(lot, from, review_on, now)?,
            LotChange::Open => open(lot, LotState::Open, now)?,
            LotChange::OpenForScarcity => open(lot, LotState::OpenScarcity, now)?,
        };
        lot.states.clone().change(new)?;
        Ok(new)
    }
}

/// Open at once; also what is announced to close then stays open.
fn open(lot: &LotNow<'_>, state: LotState, now: DateTime<Utc>) -> Result<PublishedState, NotDecided> {
    if lot.states.at(now) == Some(state) && lot.states.next(now).is_none() {
        return Err(NotDecided::IsOpen);
    }
    Ok(PublishedState { state, decided: now, from: now, review_on: None })
}

fn close(
    lot: &LotNow<'_>,
    from: NaiveDate,
    review_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<PublishedState, NotDecided> {
    let Judged { findings } = lot.judged;
    let missed: Vec<Measured> = findings.iter().filter(|one| !one.is_met()).cloned().collect();
    if !missed.is_empty() {
        return Err(NotDecided::NotEnough(missed));
    }
    if !lot.judged.is_enough() {
        return Err(NotDecided::Undefined);
    }
    // On the day of publication there is no whole day left: what stays closed counts from that moment itself.
    let begins = start_of_day(from).map_err(|_| NotDecided::OutOfRange)?.max(now);
    let stays_closed = lot.states.at(begins).is_some_and(LotState::is_closed);
    if !stays_closed {
        announced(lot.windows, from, begins, now)?;
    } else if from < local_day(now) {
        return Err(NotDecided::NotAChange(NotAChange::Retroactive));
    }
    let bounds = from.succ_opt().zip(last_review_day(from));
    let (earliest, latest) = bounds.ok_or(NotDecided::OutOfRange)?;
    if !(earliest..=latest).contains(&review_on) {
        return Err(NotDecided::Review { earliest, latest });
    }
    let wholly = lot.scheme.added_value().is_empty();
    let state = if wholly { LotState::Closed } else { LotState::ClosedUnlessAddedValue };
    Ok(PublishedState { state, decided: now, from: begins, review_on: Some(review_on) })
}

/// What is open closes only after a notice, and never while one can apply.
fn announced(
    windows: &[Phases],
    from: NaiveDate,
    begins: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), NotDecided> {
    if from < local_day(now) {
        return Err(NotDecided::NotAChange(NotAChange::Retroactive));
    }
    let earliest = local_day(now).checked_add_days(Days::new(NOTICE_DAYS)).ok_or(NotDecided::OutOfRange)?;
    if from < earliest {
        return Err(NotDecided::TooSoon { earliest });
    }
    let running = windows.iter().filter(|phases| phases.opens <= begins && begins < phases.closes);
    match running.map(|phases| phases.closes).max() {
        Some(closes) => Err(NotDecided::WhileOpen { closes }),
        None => Ok(()),
    }
}
