//! An instroomvenster: its kind, whether it is sealed, and whether a submission is in time.
//! May import: std, chrono, thiserror, code, windows::phases.

use chrono::{DateTime, Days, Utc};
use serde::{Deserialize, Serialize};

use super::phases::{Minimums, Mistake, Phase, Phases};
use crate::code::Code;

/// The kind of window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// The first one of a procedure.
    Initial,
    /// The yearly one.
    Annual,
    /// An extra one because care is scarce; published to everyone, never by invitation.
    Scarcity,
}

impl Code for WindowKind {
    const ALL: &'static [Self] = &[Self::Initial, Self::Annual, Self::Scarcity];

    fn code(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Annual => "annual",
            Self::Scarcity => "scarcity",
        }
    }
}

/// When the team may read what was sent in (`verzegeld_tot_sluiting`, a published setting).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealing {
    /// As soon as it is in.
    Unsealed,
    /// After the close only.
    UntilClose,
}

impl Code for Sealing {
    const ALL: &'static [Self] = &[Self::Unsealed, Self::UntilClose];

    fn code(self) -> &'static str {
        match self {
            Self::Unsealed => "unsealed",
            Self::UntilClose => "until_close",
        }
    }
}

/// A window whose phases are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    kind: WindowKind,
    sealing: Sealing,
    phases: Phases,
    /// When the close took effect: from then on everything that was received before it is stored.
    closed: Option<DateTime<Utc>>,
}

/// Why a submission is not in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// Before the opening.
    #[error("received at {received_at}, before it opens at {opens}")]
    TooEarly {
        /// When it was received.
        received_at: DateTime<Utc>,
        /// When it opens.
        opens: DateTime<Utc>,
    },
    /// At or after the close.
    #[error("received at {received_at}, not before the close at {closes}")]
    TooLate {
        /// When it was received.
        received_at: DateTime<Utc>,
        /// When it closed.
        closes: DateTime<Utc>,
    },
}

/// Why the close does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotExtend {
    /// A published submission phase is never shortened.
    #[error("the new close is not later than {closes}")]
    NotLater {
        /// The close as it is.
        closes: DateTime<Utc>,
    },
    /// The later dates are the same, or one of them is earlier than it was.
    #[error("a date is earlier, or nothing changes")]
    NothingLater,
    /// The new close already passed.
    #[error("the new close lies in the past")]
    InThePast,
    /// With the new close the later phases are no longer in order.
    #[error("the later phases do not fit the new close")]
    LaterPhases(Mistake),
}

/// Days that must be left to submit after the rules of a running window changed.
pub const DAYS_AFTER_RECTIFICATION: u64 = 10;

/// Why a running window keeps its version of the regeling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotRectify {
    /// The last answers are out: who applies may count on what is published.
    #[error("its rules are frozen since {since}")]
    Frozen {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Enough days to submit would push the close behind a later phase.
    #[error("the close cannot move")]
    NoRoom(CannotExtend),
}

impl Window {
    /// A window, if its phases are in order and long enough.
    ///
    /// # Errors
    /// Every [`Mistake`] at once.
    pub fn new(
        kind: WindowKind,
        sealing: Sealing,
        phases: Phases,
        least: &Minimums,
    ) -> Result<Self, Vec<Mistake>> {
        let mistakes = phases.mistakes(least);
        if mistakes.is_empty() { Ok(Self { kind, sealing, phases, closed: None }) } else { Err(mistakes) }
    }

    /// The same window, with when its close took effect, if it did (docs/adr/0007).
    #[must_use]
    pub fn with_closed(self, closed: Option<DateTime<Utc>>) -> Self {
        Self { closed, ..self }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> WindowKind {
        self.kind
    }

    /// Whether it is sealed until the close.
    #[must_use]
    pub fn sealing(&self) -> Sealing {
        self.sealing
    }

    /// Its moments.
    #[must_use]
    pub fn phases(&self) -> &Phases {
        &self.phases
    }

    /// Which phase it is at a moment.
    #[must_use]
    pub fn phase_at(&self, now: DateTime<Utc>) -> Phase {
        self.phases.at(now)
    }

    /// Is something received at this moment in time? `received_at < closes` is in.
    ///
    /// # Errors
    /// [`NotAccepted`] with both times.
    pub fn accepts(&self, received_at: DateTime<Utc>) -> Result<(), NotAccepted> {
        let (opens, closes) = (self.phases.opens, self.phases.closes);
        if received_at < opens {
            return Err(NotAccepted::TooEarly { received_at, opens });
        }
        if received_at < closes { Ok(()) } else { Err(NotAccepted::TooLate { received_at, closes }) }
    }

    /// Must the team keep its eyes off what was sent in?
    #[must_use]
    pub fn is_sealed(&self, now: DateTime<Utc>) -> bool {
        match self.sealing {
            Sealing::Unsealed => false,
            Sealing::UntilClose => self.closed.is_none_or(|closed| now < closed),
        }
    }

    /// Give it another version of the regeling, by a published nota van inlichtingen: only until the last answers are out. Where
    /// fewer than [`DAYS_AFTER_RECTIFICATION`] are left to submit, the close moves by whole days.
    ///
    /// # Errors
    /// [`CannotRectify`] when it is frozen, or has no room for a later close.
    pub fn rectify(self, now: DateTime<Utc>) -> Result<Self, CannotRectify> {
        if now >= self.phases.answers_by || now >= self.phases.closes {
            return Err(CannotRectify::Frozen { since: self.phases.answers_by.min(self.phases.closes) });
        }
        let least = now.checked_add_days(Days::new(DAYS_AFTER_RECTIFICATION)).unwrap_or(self.phases.closes);
        // It is before the close now, so that many days at most bring it far enough.
        let later =
            |days| self.phases.closes.checked_add_days(Days::new(days)).filter(|closes| *closes >= least);
        match (0..=DAYS_AFTER_RECTIFICATION).find_map(later) {
            Some(closes) if closes > self.phases.closes => {
                self.extend(closes, now).map_err(CannotRectify::NoRoom)
            }
            Some(_) | None => Ok(self),
        }
    }

    /// Has the close passed without having taken effect? Then something that was received in time may still be on its way,
    /// and nothing may be fixed that it would change.
    #[must_use]
    pub fn is_closing(&self, now: DateTime<Utc>) -> bool {
        now >= self.phases.closes && self.closed.is_none_or(|closed| now < closed)
    }

    /// Move the close, for everyone. After a failure of the portal this also reopens a closed phase.
    ///
    /// # Errors
    /// [`CannotExtend`] when it is not later, already passed, or after the decisions are due.
    pub fn extend(self, closes: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, CannotExtend> {
        if closes == self.phases.closes {
            return Err(CannotExtend::NotLater { closes });
        }
        self.postpone(Phases { closes, ..self.phases }, now)
    }

    /// Give it later dates: a later close, later decisions, a later start. What comes before the close stays as it was published.
    ///
    /// # Errors
    /// [`CannotExtend`] when nothing becomes later, something becomes earlier, the new close already passed, or they are out of order.
    pub fn postpone(self, to: Phases, now: DateTime<Utc>) -> Result<Self, CannotExtend> {
        let Phases { closes, decisions_due, starts_on, .. } = to;
        let phases = Phases { closes, decisions_due, starts_on, ..self.phases };
        if closes < self.phases.closes {
            return Err(CannotExtend::NotLater { closes: self.phases.closes });
        }
        if phases == self.phases
            || decisions_due < self.phases.decisions_due
            || starts_on < self.phases.starts_on
        {
            return Err(CannotExtend::NothingLater);
        }
        let moves = closes > self.phases.closes;
        if moves && closes <= now {
            return Err(CannotExtend::InThePast);
        }
        let none = Minimums { publication_days: 0, after_answers_days: 0, submission_days: 0 };
        match phases.mistakes(&none).into_iter().next() {
            Some(mistake) => Err(CannotExtend::LaterPhases(mistake)),
            None => Ok(Self { phases, closed: if moves { None } else { self.closed }, ..self }),
        }
    }
}
