//! When a question is taken, when a nota can be published, and whether the answers are late.
//! May import: chrono, windows.

use chrono::{DateTime, TimeDelta, Utc};

use crate::windows::{DAYS_AFTER_RECTIFICATION, Phases};

/// Why a question is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The window is not public yet.
    #[error("questions are taken from {from}")]
    TooEarly {
        /// From when.
        from: DateTime<Utc>,
    },
    /// The phase for questions is over.
    #[error("questions were taken until {until}")]
    TooLate {
        /// The first moment that was too late.
        until: DateTime<Utc>,
        /// When the last answers are out.
        answers: DateTime<Utc>,
    },
}

/// Whether a question received at a moment is taken.
///
/// # Errors
/// [`NotTaken`] says until or from when.
pub fn may_ask(phases: &Phases, received: DateTime<Utc>) -> Result<(), NotTaken> {
    if phases.takes_questions(received) {
        Ok(())
    } else if received < phases.publication {
        Err(NotTaken::TooEarly { from: phases.publication })
    } else {
        Err(NotTaken::TooLate { until: phases.questions_until, answers: phases.answers_by })
    }
}

/// One answer of a nota, as far as it must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the nota.
    pub seq: u16,
    /// Whether somebody asked it: then the question must be told too.
    pub asked: bool,
    /// Whether there is a question that everybody may read.
    pub question: bool,
    /// Whether there is an answer.
    pub answer: bool,
}

/// Why a nota is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// The window is not public yet: nobody could read it.
    #[error("the window is public from {from}")]
    WindowNotPublic {
        /// From when.
        from: DateTime<Utc>,
    },
    /// The window closed: nobody can do anything with the answers.
    #[error("the window closed at {closed}")]
    WindowClosed {
        /// When.
        closed: DateTime<Utc>,
    },
    /// Nothing stands in it.
    #[error("the nota holds no answer")]
    Empty,
    /// An answer is missing.
    #[error("number {0} has no answer")]
    Unanswered(u16),
    /// A question was asked, and there is no text of it that everybody may read.
    #[error("number {0} has no question for everybody")]
    NoQuestion(u16),
}

/// Whether a nota can be published now.
///
/// # Errors
/// The first [`NotReady`] that holds.
pub fn ready(phases: &Phases, entries: &[Entry], now: DateTime<Utc>) -> Result<(), NotReady> {
    if now < phases.publication {
        return Err(NotReady::WindowNotPublic { from: phases.publication });
    }
    if now >= phases.closes {
        return Err(NotReady::WindowClosed { closed: phases.closes });
    }
    if entries.is_empty() {
        return Err(NotReady::Empty);
    }
    entries.iter().try_for_each(|one| {
        if one.asked && !one.question {
            Err(NotReady::NoQuestion(one.seq))
        } else if !one.answer {
            Err(NotReady::Unanswered(one.seq))
        } else {
            Ok(())
        }
    })
}

/// How answers are late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateAnswers {
    /// The day on which they were promised has passed.
    Overdue {
        /// When they were due.
        due: DateTime<Utc>,
    },
    /// Fewer days are left to submit than everybody needs to use an answer.
    CloseToTheEnd {
        /// The close.
        closes: DateTime<Utc>,
    },
}

/// Whether answers that come now are late; the worse of the two.
#[must_use]
pub fn late(phases: &Phases, now: DateTime<Utc>) -> Option<LateAnswers> {
    let days = i64::try_from(DAYS_AFTER_RECTIFICATION).unwrap_or_default();
    if now >= phases.closes {
        None
    } else if now + TimeDelta::days(days) > phases.closes {
        Some(LateAnswers::CloseToTheEnd { closes: phases.closes })
    } else if now >= phases.answers_by {
        Some(LateAnswers::Overdue { due: phases.answers_by })
    } else {
        None
    }
}
