//! On which day a decision is due: from receipt, or from the close where the window is sealed (DESIGN §5).
//! May import: letter, terms, windows.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::letter::RemedyTrack;
use crate::terms::{Calendar, Count, Deadline, OutOfRange, Rule, Suspension, Term, local_day};
use crate::windows::{Sealing, Window};

/// The term for decisions, as published in the regeling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionTerm {
    /// How long (usually 8 weeks, Awb art. 4:13 or by analogy).
    pub term: Term,
    /// Whether the Algemene termijnenwet applies, by law or by declaration.
    pub rule: Rule,
    /// How long the one motivated extension is, once it was given.
    pub extension: Option<Term>,
}

/// The last day for the decision, explained. Repair requests make the clock stand still (Awb art. 4:15).
///
/// # Errors
/// [`OutOfRange`] when the day lies beyond the year 9999.
pub fn decision_due(
    received_at: DateTime<Utc>,
    window: &Window,
    term: &DecisionTerm,
    repairs: impl IntoIterator<Item = Suspension>,
    calendar: &Calendar,
) -> Result<Deadline, OutOfRange> {
    let from = match window.sealing() {
        Sealing::Unsealed => received_at,
        // The last moment that was in: a close at midnight belongs to the day before.
        Sealing::UntilClose => {
            window.phases().closes.checked_sub_signed(TimeDelta::microseconds(1)).ok_or(OutOfRange)?
        }
    };
    let count = Count::new(local_day(from), term.term, term.rule).suspended(repairs);
    let count = match term.extension {
        Some(extension) => count.extended_by(extension),
        None => count,
    };
    count.deadline(calendar)
}

/// The last day for a new decision, where one is looked at again: the same term, from the day on which that began.
///
/// # Errors
/// [`OutOfRange`] when the day lies beyond the year 9999.
pub fn revision_due(
    reopened_at: DateTime<Utc>,
    term: &DecisionTerm,
    repairs: impl IntoIterator<Item = Suspension>,
    calendar: &Calendar,
) -> Result<Deadline, OutOfRange> {
    Count::new(local_day(reopened_at), term.term, term.rule).suspended(repairs).deadline(calendar)
}

/// The last day on which it can be made known that an application is not handled, counted from the last day of the term
/// for repair that passed unused: four weeks (Awb art. 4:5 lid 4). The civil track has no such term.
///
/// # Errors
/// [`OutOfRange`] when the day lies beyond the year 9999.
pub fn unhandled_until(
    last_day: NaiveDate,
    track: RemedyTrack,
    calendar: &Calendar,
) -> Result<Option<Deadline>, OutOfRange> {
    match track {
        RemedyTrack::Civiel => Ok(None),
        RemedyTrack::Awb => Count::new(last_day, Term::FOUR_WEEKS, Rule::Atw).deadline(calendar).map(Some),
    }
}
