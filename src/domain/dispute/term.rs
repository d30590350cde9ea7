//! The terms around a dispute: until when one may go to the judge or the college, whether it came in within that term, and until when the
//! team has for it. May import: dispute::kind, terms.

use chrono::{Days, NaiveDate};

use super::kind::{Kind, Matter};
use crate::terms::{Calendar, Count, Deadline, OutOfRange, Rule, Term};

/// The last day of the remedy against what was made known on a day, explained: twenty calendar days in the civil track (a contractual
/// vervaltermijn), six weeks for a bezwaar (Awb 6:7, 6:8), as the regeling published them. The letters tell the same day.
///
/// # Errors
/// [`OutOfRange`] when the day lies beyond the year 9999.
pub fn remedy_deadline(
    made_known: NaiveDate,
    published: Term,
    rule: Rule,
    calendar: &Calendar,
) -> Result<Deadline, OutOfRange> {
    Count::new(made_known, published, rule).deadline(calendar)
}

/// How a dispute came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The day on which it was received; for a kort geding the day of the dagvaarding.
    pub received_on: NaiveDate,
    /// The day of the postmark, where it came by post.
    pub posted_on: Option<NaiveDate>,
}

impl Arrival {
    /// Received on a day, not by post.
    #[must_use]
    pub fn on(received_on: NaiveDate) -> Self {
        Self { received_on, posted_on: None }
    }

    /// Whether it came in within the term. A bezwaar that was posted before the end is in time when it is there within a week after it
    /// (Awb 6:9 lid 2); a klacht or a dagvaarding must be there itself.
    #[must_use]
    pub fn in_time(&self, kind: Kind, last_day: NaiveDate) -> bool {
        let by_post = || {
            let week_later = last_day.checked_add_days(Days::new(7));
            self.posted_on.is_some_and(|day| day <= last_day)
                && week_later.is_some_and(|until| self.received_on <= until)
        };
        self.received_on <= last_day || (kind == Kind::Bezwaar && by_post())
    }
}

/// Until when the team has for a dispute, explained; nothing where no law or document says so.
///
/// A bezwaar: six weeks, or twelve with an adviescommissie, from the end of the term for making it, and six more once that was told
/// (Awb 7:10). One that came in after that term is counted from the day on which it came in. A klacht has no term of its own: it is of use
/// until the aanbieder cannot go to the judge any more, and it gives no extra time for that, so `remedy` itself is its deadline. The date of
/// a kort geding is set by the judge.
///
/// # Errors
/// [`OutOfRange`] when the day lies beyond the year 9999.
pub fn handling_due(
    matter: &Matter,
    arrival: &Arrival,
    remedy: &Deadline,
    extended: bool,
    calendar: &Calendar,
) -> Result<Option<Deadline>, OutOfRange> {
    let in_time = arrival.in_time(matter.kind(), remedy.last_day);
    match matter {
        Matter::Klacht => Ok(in_time.then(|| remedy.clone())),
        Matter::KortGeding(_) => Ok(None),
        Matter::Bezwaar { committee } => {
            let from = if in_time { remedy.last_day } else { arrival.received_on };
            let term = if *committee { Term::TWELVE_WEEKS } else { Term::SIX_WEEKS };
            let count = Count::new(from, term, Rule::Atw);
            let count = if extended { count.extended_by(Term::SIX_WEEKS) } else { count };
            count.deadline(calendar).map(Some)
        }
    }
}
