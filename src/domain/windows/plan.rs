//! What one person plans in the calendar and another publishes: a new window, or later dates of one that is published.
//! May import: code, ids, motivation, terms, windows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::openings::again_by;
use super::phases::{Minimums, Mistake, Phases};
use super::window::{CannotExtend, Sealing, Window, WindowKind};
use crate::ids::{ProcedureId, SchemeVersionId, WindowId};
use crate::motivation::Motivation;
use crate::terms::local_day;

/// A window that somebody plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlan {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The one version of the regeling that it uses.
    pub scheme: SchemeVersionId,
    /// Kind.
    pub kind: WindowKind,
    /// Title on screens.
    pub title: String,
    /// Whether the team sees nothing before the close.
    pub sealing: Sealing,
    /// Its phases.
    pub phases: Phases,
    /// Why it is there, and why then.
    pub motivation: Motivation,
}

/// What gives occasion to later dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The region needs more time, or gives it.
    #[default]
    Planning,
    /// The portal failed in the submission phase: everybody gets more time.
    Failure,
}

/// Later dates for a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatesPlan {
    /// The window.
    pub window: WindowId,
    /// Its phases as they were published.
    pub was: Phases,
    /// What they become.
    pub phases: Phases,
    /// What gives occasion to it. Plans of before it was asked were for no failure.
    #[serde(default)]
    pub occasion: Occasion,
    /// Why.
    pub motivation: Motivation,
}

impl DatesPlan {
    /// The window with these dates. After a failure the close itself becomes later, for everybody, also when it had passed.
    ///
    /// # Errors
    /// [`CannotExtend`] says why not.
    pub fn postpone(&self, window: Window, now: DateTime<Utc>) -> Result<Window, CannotExtend> {
        let closes = window.phases().closes;
        match self.occasion {
            Occasion::Failure if self.phases.closes <= closes => Err(CannotExtend::NotLater { closes }),
            Occasion::Failure | Occasion::Planning => window.postpone(self.phases, now),
        }
    }
}

/// Why a window cannot be planned so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPlanned {
    /// Its phases are out of order, or too short.
    #[error("its phases: {0:?}")]
    Phases(Vec<Mistake>),
    /// It would be published before it is laid down.
    #[error("published before {now}")]
    PublishedBefore {
        /// The moment now.
        now: DateTime<Utc>,
    },
    /// One must be able to apply at least once in twelve months (B058).
    #[error("nobody can apply between the last close and {latest}")]
    NotOnceAYear {
        /// The last day on which it may open.
        latest: NaiveDate,
    },
}

impl WindowPlan {
    /// The window, when it may be published now: never before this moment, in order, long enough, and not more than twelve months after the
    /// close before it, where that can still be. `closes` are those of the other windows of the procedure.
    ///
    /// # Errors
    /// [`NotPlanned`] says why not.
    pub fn window(
        &self,
        least: &Minimums,
        closes: &[DateTime<Utc>],
        now: DateTime<Utc>,
    ) -> Result<Window, NotPlanned> {
        if local_day(self.phases.publication) < local_day(now) {
            return Err(NotPlanned::PublishedBefore { now });
        }
        // Planned for this morning and published this afternoon.
        let phases = Phases { publication: self.phases.publication.max(now), ..self.phases };
        let window = Window::new(self.kind, self.sealing, phases, least).map_err(NotPlanned::Phases)?;
        match latest_opening(closes, phases.opens) {
            Some(latest) if local_day(phases.opens) > latest && latest >= local_day(now) => {
                Err(NotPlanned::NotOnceAYear { latest })
            }
            Some(_) | None => Ok(window),
        }
    }
}

/// The last day on which a window that opens then may open after the closes before it: twelve months after the last one.
fn latest_opening(closes: &[DateTime<Utc>], opens: DateTime<Utc>) -> Option<NaiveDate> {
    let before = closes.iter().filter(|close| **close <= opens).max()?;
    again_by(local_day(*before))
}
