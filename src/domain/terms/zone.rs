//! What a day and a time of day mean in the Netherlands, also in the two nights in which the clock changes.
//! May import: std, chrono, chrono-tz.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Amsterdam;

/// A time on the clock that is not exactly one moment: it is skipped in spring, or comes twice in autumn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOneMoment {
    /// The clock jumps over it.
    #[error("the clock skips {0}")]
    Skipped(NaiveDateTime),
    /// The clock shows it twice.
    #[error("the clock shows {0} twice")]
    Twice(NaiveDateTime),
}

/// The moment at which Dutch clocks show this time on this day.
///
/// # Errors
/// [`NotOneMoment`] in the hour that is skipped or doubled: who sets a term chooses another time.
pub fn moment(day: NaiveDate, time: NaiveTime) -> Result<DateTime<Utc>, NotOneMoment> {
    let wall = day.and_time(time);
    match Amsterdam.from_local_datetime(&wall) {
        LocalResult::Single(one) => Ok(one.to_utc()),
        LocalResult::None => Err(NotOneMoment::Skipped(wall)),
        LocalResult::Ambiguous(..) => Err(NotOneMoment::Twice(wall)),
    }
}

/// The moment at which a Dutch day starts.
///
/// # Errors
/// [`NotOneMoment`] on the few days before 1978 on which midnight itself was skipped or doubled.
pub fn start_of_day(day: NaiveDate) -> Result<DateTime<Utc>, NotOneMoment> {
    moment(day, NaiveTime::MIN)
}

/// The first moment after a Dutch day: what arrives before it arrives on that day, also at 23:59:59.999999.
///
/// # Errors
/// As [`start_of_day`] of the next day.
pub fn end_of_day(day: NaiveDate) -> Result<DateTime<Utc>, NotOneMoment> {
    let next = day.succ_opt().ok_or(NotOneMoment::Skipped(day.and_time(NaiveTime::MIN)))?;
    start_of_day(next)
}

/// What Dutch calendar and clock show at this moment.
#[must_use]
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Amsterdam).naive_local()
}

/// The Dutch calendar day of this moment.
#[must_use]
pub fn local_day(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}
