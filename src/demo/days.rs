//! The days of the demo, all counted from the day it is shown on.
//! May import: domain.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};

use super::DemoError;
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::windows::{Minimums, Phases, WindowKind};

/// When the story of the demo begins, in days before today.
const FOUNDED: u64 = 260;
/// When the aanbieders come whose dossiers are told, in days before today; the first window is over then.
const SETTLED: u64 = 120;
/// Since when the window is open, in days before today.
pub const OPEN_SINCE: u64 = 57;
/// How long the window stays open at least, in days after today.
const OPEN_FOR: u64 = 14;

/// The days of the demo.
#[derive(Debug, Clone, Copy)]
pub struct DemoDays {
    today: NaiveDate,
}

impl DemoDays {
    /// The days around a moment.
    #[must_use]
    pub fn around(now: DateTime<Utc>) -> Self {
        Self { today: local_day(now) }
    }

    /// The day this many days before the day it is shown on.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn before_today(&self, days: u64) -> Result<NaiveDate, DemoError> {
        back(self.today, days)
    }

    /// The day this many days after the day it is shown on.
    ///
    /// # Errors
    /// When the calendar does not reach so far.
    pub fn after_today(&self, days: u64) -> Result<NaiveDate, DemoError> {
        on(self.today, days)
    }

    /// Nine o'clock, this many days before today.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn ago(&self, days: u64) -> Result<DateTime<Utc>, DemoError> {
        at_nine(self.before_today(days)?)
    }

    /// Nine o'clock on the last working day that lies at least so many days before today.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn at_work(&self, days: u64) -> Result<DateTime<Utc>, DemoError> {
        let day = self.before_today(days)?;
        at_nine(back(day, u64::from(day.weekday().num_days_from_monday().saturating_sub(4)))?)
    }

    /// The first moment of the story.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn founded(&self) -> Result<DateTime<Utc>, DemoError> {
        self.ago(FOUNDED)
    }

    /// The moment on which most aanbieders come.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn settled(&self) -> Result<DateTime<Utc>, DemoError> {
        self.ago(SETTLED)
    }

    /// Since when contracts that are taken over run.
    ///
    /// # Errors
    /// When the calendar does not go back so far.
    pub fn contracts_since(&self, scheme: &Scheme) -> Result<NaiveDate, DemoError> {
        Ok(scheme.term().from.min(local_day(self.settled()?)))
    }

    /// The phases of the first window, which is over today, and what the regeling asks of them.
    ///
    /// # Errors
    /// When the regeling has no first window, or the calendar does not reach so far.
    pub fn first(&self, scheme: &Scheme) -> Result<(Phases, Minimums), DemoError> {
        let pattern = scheme.windows().pattern(WindowKind::Initial).ok_or(DemoError::Calendar)?;
        let phases = pattern.phases_from(self.before_today(FOUNDED)?, None);
        Ok((phases.ok_or(DemoError::Calendar)?, pattern.minimums()))
    }

    /// The phases of the annual window that is open today, and what the regeling asks of them.
    ///
    /// # Errors
    /// When the regeling has no annual window, or the calendar does not reach so far.
    pub fn annual(&self, scheme: &Scheme) -> Result<(Phases, Minimums), DemoError> {
        let pattern = scheme.windows().pattern(WindowKind::Annual).ok_or(DemoError::Calendar)?;
        let publication = back(self.before_today(OPEN_SINCE)?, pattern.days_before_opening())?;
        let phases = pattern.phases_from(publication, Some(on(self.today, OPEN_FOR)?));
        Ok((phases.ok_or(DemoError::Calendar)?, pattern.minimums()))
    }
}

fn at_nine(day: NaiveDate) -> Result<DateTime<Utc>, DemoError> {
    Phases::begin_on(day).ok_or(DemoError::Calendar)
}

fn on(day: NaiveDate, days: u64) -> Result<NaiveDate, DemoError> {
    day.checked_add_days(Days::new(days)).ok_or(DemoError::Calendar)
}

fn back(day: NaiveDate, days: u64) -> Result<NaiveDate, DemoError> {
    day.checked_sub_days(Days::new(days)).ok_or(DemoError::Calendar)
}
