//! The one place that asks what time it is. Everyone else is told.
//! May import: chrono, std.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

#[cfg(all(feature = "test-clock", not(debug_assertions)))]
compile_error!(
    "the feature test-clock lets a file decide what time it is: it is for tests, never for a release build"
);

/// A source of time in whole microseconds, the finest both databases keep.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    /// What is added to what the source says, in microseconds: the distance to the clock of the database, which several
    /// nodes share.
    offset: Arc<AtomicI64>,
}

#[derive(Debug, Clone)]
enum Source {
    System,
    /// The system's time plus a fixed distance.
    Shifted(TimeDelta),
    /// Stands still until [`Clock::set`]; microseconds since 1970.
    Fixed(Arc<AtomicI64>),
    #[cfg(feature = "test-clock")]
    File(file::FileClock),
}

impl Clock {
    fn of(source: Source) -> Self {
        Self { source, offset: Arc::default() }
    }

    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    /// A clock that reads `start` now and runs on from there: the demo on another date.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self::of(Source::Shifted(start - system_now()))
    }

    /// A clock that stands still at `at`.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::of(Source::Fixed(Arc::new(AtomicI64::new(at.timestamp_micros()))))
    }

    /// A clock that reads microseconds since 1970 from a file that a test rewrites.
    ///
    /// # Errors
    /// When the file cannot be read or holds no whole number.
    #[cfg(feature = "test-clock")]
    pub fn file(path: std::path::PathBuf) -> std::io::Result<Self> {
        file::FileClock::open(path).map(|clock| Self::of(Source::File(clock)))
    }

    /// Move a fixed clock. Other clocks obey nobody: the answer is then `false`.
    pub fn set(&self, at: DateTime<Utc>) -> bool {
        match &self.source {
            Source::Fixed(micros) => {
                micros.store(at.timestamp_micros(), Ordering::SeqCst);
                true
            }
            _ => false,
        }
    }

    /// Whether this is the machine's own clock, which may run apart from that of other machines.
    #[must_use]
    pub fn is_the_machines(&self) -> bool {
        matches!(self.source, Source::System)
    }

    /// The moment now, truncated to microseconds.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.of_this_node() + TimeDelta::microseconds(self.offset.load(Ordering::SeqCst))
    }

    /// From now on this is added to what the source says; copies follow.
    pub fn keep_offset(&self, offset: TimeDelta) {
        self.offset.store(offset.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
    }

    /// What the source says, without what is added to it.
    #[must_use]
    pub fn of_this_node(&self) -> DateTime<Utc> {
        let at = match &self.source {
            Source::System => system_now(),
            Source::Shifted(distance) => system_now() + *distance,
            Source::Fixed(micros) => from_micros(micros.load(Ordering::SeqCst)),
            #[cfg(feature = "test-clock")]
            Source::File(clock) => from_micros(clock.micros()),
        };
        at.trunc_subsecs(6)
    }
}

fn from_micros(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(feature = "test-clock")]
mod file {
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    /// A file of microseconds. While a test replaces the file, the last value read holds.
    #[derive(Debug, Clone)]
    pub(super) struct FileClock {
        path: PathBuf,
        last: Arc<AtomicI64>,
    }

    impl FileClock {
        pub(super) fn open(path: PathBuf) -> std::io::Result<Self> {
            let first = std::fs::read_to_string(&path)?;
            let micros = first
                .trim()
                .parse()
                .map_err(|_| std::io::Error::new(std::io::ErrorKind::InvalidData, "not a whole number"))?;
            Ok(Self { path, last: Arc::new(AtomicI64::new(micros)) })
        }

        pub(super) fn micros(&self) -> i64 {
            if let Ok(text) = std::fs::read_to_string(&self.path)
                && let Ok(micros) = text.trim().parse()
            {
                self.last.store(micros, Ordering::SeqCst);
            }
            self.last.load(Ordering::SeqCst)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_comes_in_whole_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1000, 0);
    }

    #[test]
    fn a_fixed_clock_stands_still_until_it_is_set_and_its_copies_follow() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = Clock::fixed(noon);
        let copy = clock.clone();
        assert_eq!(copy.now(), noon);
        assert!(clock.set(noon + TimeDelta::days(1)));
        assert_eq!(copy.now(), noon + TimeDelta::days(1));
    }

    #[test]
    fn an_offset_moves_a_clock_and_its_copies_but_not_its_source() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = Clock::fixed(noon);
        let copy = clock.clone();
        clock.keep_offset(TimeDelta::milliseconds(-40));
        assert_eq!(copy.now(), noon - TimeDelta::milliseconds(40));
        assert_eq!(copy.of_this_node(), noon);
    }

    #[test]
    fn only_a_fixed_clock_can_be_set() {
        assert!(!Clock::system().set(DateTime::UNIX_EPOCH));
    }

    #[test]
    fn a_clock_started_elsewhere_runs_on() {
        let start = DateTime::from_timestamp(1_000_000_000, 0).unwrap();
        let gone = Clock::starting_at(start).now() - start;
        assert!(gone >= TimeDelta::zero() && gone < TimeDelta::minutes(1));
    }
}
