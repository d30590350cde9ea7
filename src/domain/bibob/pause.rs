//! How long advice may take, as the regeling publishes it: eight weeks, and four more once (Wet Bibob art. 15). So long at most the term for the
//! decision stands still (art. 31). May import: terms.

use chrono::NaiveDate;

use crate::terms::{Calendar, Count, Deadline, OutOfRange, Rule, Term};

/// What the regeling publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Laid {
    /// How long advice takes at most.
    pub advice: Term,
    /// How much longer, once.
    pub extension: Term,
}

/// The last day for advice that is asked on a day. The term is one of a law, so the Algemene termijnenwet moves its end.
///
/// # Errors
/// [`OutOfRange`] beyond the year 9999.
pub fn last_day(
    asked: NaiveDate,
    laid: &Laid,
    extended: bool,
    calendar: &Calendar,
) -> Result<Deadline, OutOfRange> {
    let count = Count::new(asked, laid.advice, Rule::Atw);
    let count = if extended { count.extended_by(laid.extension) } else { count };
    count.deadline(calendar)
}
