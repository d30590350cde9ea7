//! Whether this node's clock keeps pace with the clock of the database, which all nodes share.
//! May import: app::{database, error}, clock, storage.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::database::Database;
use super::error::{Error, Result};
use crate::clock::Clock;

/// A change of the distance by more than this between two measurements is a jump.
const JUMP: TimeDelta = TimeDelta::milliseconds(100);
/// A question that took longer than this measures nothing: it is not known when in that time the database looked.
const QUICK: TimeDelta = TimeDelta::milliseconds(50);
/// Questions before a measurement is given up.
const TRIES: usize = 5;
/// A measurement counts this long: two may fail, the third may not.
const FRESH: TimeDelta = TimeDelta::minutes(3);

/// What is known of the distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// The database is a file of this machine: there is one clock.
    OneClock,
    /// Not measured yet, or too long ago.
    Nothing,
    /// As measured at a moment of this node's clock.
    Distance { offset: TimeDelta, at: DateTime<Utc>, jumped: bool },
}

/// The pace of this node. Copies share what is known.
#[derive(Debug, Clone)]
pub struct Pace(Arc<Mutex<Known>>);

/// Why a node must not take submissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfPace {
    /// Nothing was measured, or too long ago.
    #[error("the distance to the clock of the database is not known")]
    Unknown,
    /// The last two measurements differ.
    #[error("the clock of this node or of the database has jumped")]
    Jumped,
}

impl Pace {
    /// Of a node that has only its own clock.
    #[must_use]
    pub fn of_one_clock() -> Self {
        Self(Arc::new(Mutex::new(Known::OneClock)))
    }

    /// Of a node that must measure first.
    #[must_use]
    pub fn unknown() -> Self {
        Self(Arc::new(Mutex::new(Known::Nothing)))
    }

    /// Measure the distance, and let the clock follow it. Blocking.
    ///
    /// # Errors
    /// What the database says; [`Error::Unavailable`] when it answers too slowly to measure anything.
    pub fn measure(&self, database: &Database, clock: &Clock) -> Result<()> {
        for _ in 0..TRIES {
            let before = clock.of_this_node();
            let Some(theirs) = database.server_time()? else {
                *self.known() = Known::OneClock;
                return Ok(());
            };
            let after = clock.of_this_node();
            if after - before <= QUICK {
                self.note(theirs - (before + (after - before) / 2), after);
                self.let_follow(clock);
                return Ok(());
            }
        }
        Err(Error::Unavailable("the database answers too slowly to compare clocks".into()))
    }

    /// Note a distance that was measured at this moment of the node's clock.
    pub fn note(&self, offset: TimeDelta, at: DateTime<Utc>) {
        let mut known = self.known();
        let jumped = match *known {
            Known::Distance { offset: last, .. } => (offset - last).abs() > JUMP,
            Known::OneClock | Known::Nothing => false,
        };
        *known = Known::Distance { offset, at, jumped };
    }

    fn let_follow(&self, clock: &Clock) {
        if let Known::Distance { offset, .. } = *self.known() {
            clock.keep_offset(offset);
        }
    }

    /// Whether the clock can be relied on at this moment of the node's clock.
    ///
    /// # Errors
    /// [`OutOfPace`].
    pub fn check(&self, at: DateTime<Utc>) -> Result<(), OutOfPace> {
        match *self.known() {
            Known::OneClock => Ok(()),
            Known::Distance { jumped: true, .. } => Err(OutOfPace::Jumped),
            // A clock that was put back makes a measurement seem to lie ahead: that is a jump too.
            Known::Distance { at: measured, .. } if (at - measured).abs() <= FRESH => Ok(()),
            Known::Nothing | Known::Distance { .. } => Err(OutOfPace::Unknown),
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    #[test]
    fn a_node_that_measured_nothing_is_not_ready_and_one_with_one_clock_always_is() {
        assert_eq!(Pace::unknown().check(noon()), Err(OutOfPace::Unknown));
        assert_eq!(Pace::of_one_clock().check(noon()), Ok(()));
    }

    #[test]
    fn a_jump_of_more_than_100_ms_makes_a_node_unready_until_the_next_measurement_agrees() {
        let pace = Pace::unknown();
        let measure = |ms: i64| {
            pace.note(TimeDelta::milliseconds(ms), noon());
            pace.check(noon())
        };
        assert_eq!(measure(12), Ok(()));
        assert_eq!(measure(112), Ok(()));
        assert_eq!(measure(213), Err(OutOfPace::Jumped));
        assert_eq!(measure(210), Ok(()));
        assert_eq!(measure(-4_000), Err(OutOfPace::Jumped));
    }

    #[test]
    fn an_old_measurement_counts_no_more() {
        let pace = Pace::unknown();
        pace.note(TimeDelta::zero(), noon());
        assert_eq!(pace.check(noon() + TimeDelta::minutes(3)), Ok(()));
        assert_eq!(pace.check(noon() + TimeDelta::minutes(4)), Err(OutOfPace::Unknown));
        assert_eq!(pace.check(noon() - TimeDelta::hours(1)), Err(OutOfPace::Unknown));
    }
}
