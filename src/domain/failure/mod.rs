//! What is known of a failure of the portal around a close: when it was not there, who tried in vain, and whom to tell. It is evidence, and
//! never limits who may use the time that everybody gets.
//! May import: std, chrono, serde, code, ids.

mod evidence;
mod login;
mod outage;

pub use evidence::{Evidence, Refused, Touched};
pub use login::{LAST_HOURS, LoginAttempt, locked_out};
pub use outage::{BEAT_SECONDS, Outage, SILENCE_SECONDS, Spell, outages};

use serde::{Deserialize, Serialize};

use crate::code::Code;

/// Why the portal did not take what somebody sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It was received at or after the close.
    TooLate,
    /// The node did not know precisely what time it was.
    ClockUnknown,
    /// The database or the disk did not answer, or not in time.
    OutOfOrder,
    /// A mistake of ours.
    Fault,
}

impl Code for Cause {
    const ALL: &'static [Self] = &[Self::TooLate, Self::ClockUnknown, Self::OutOfOrder, Self::Fault];

    fn code(self) -> &'static str {
        match self {
            Self::TooLate => "too_late",
            Self::ClockUnknown => "clock_unknown",
            Self::OutOfOrder => "out_of_order",
            Self::Fault => "fault",
        }
    }
}
