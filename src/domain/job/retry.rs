//! When work that failed is tried again: soon at first, then less and less often, and after more than a day never.
//! May import: std, chrono.

use chrono::TimeDelta;

/// After this many attempts the work is left to a person.
pub const MAX_ATTEMPTS: u32 = 12;

/// The first wait, in seconds. Every next one is three times as long.
const FIRST_WAIT: i64 = 15;

/// No wait is longer than this many seconds: six hours.
const LONGEST_WAIT: i64 = 6 * 3600;

/// What to do with work that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Try again when this time has passed.
    After(TimeDelta),
    /// Stop, and show it to a person.
    GiveUp,
}

/// What to do after the `attempts`-th attempt failed (the first is 1).
#[must_use]
pub fn after_failure(attempts: u32) -> Retry {
    if attempts >= MAX_ATTEMPTS {
        return Retry::GiveUp;
    }
    let factor = 3_i64.checked_pow(attempts.saturating_sub(1)).unwrap_or(i64::MAX);
    Retry::After(TimeDelta::seconds(FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(attempts: u32) -> Option<i64> {
        match after_failure(attempts) {
            Retry::After(wait) => Some(wait.num_seconds()),
            Retry::GiveUp => None,
        }
    }

    #[test]
    fn waits_grow_from_a_quarter_of_a_minute_to_six_hours_and_then_stop() {
        let waits: Vec<_> = (1..).map_while(wait).collect();
        assert_eq!(waits, [15, 45, 135, 405, 1215, 3645, 10_935, 21_600, 21_600, 21_600, 21_600]);
        assert_eq!(wait(MAX_ATTEMPTS), None);
        assert_eq!(wait(u32::MAX), None);
        assert_eq!(wait(0), Some(15));
    }

    #[test]
    fn everything_is_tried_for_more_than_a_day() {
        let total: i64 = (1..).map_while(wait).sum();
        assert!(total > 24 * 3600 && total < 36 * 3600);
    }
}
