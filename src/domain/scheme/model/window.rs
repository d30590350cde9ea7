//! The pattern of windows that a regeling publishes, and the days of a window that follows it.
//! May import: scheme, terms, windows.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveTime};

use super::head::Standing;
use crate::scheme::{Span, SpanUnit};
use crate::terms::moment;
use crate::windows::{Minimums, Phases, WindowKind};

/// The pattern of windows. Windows themselves are calendar decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// Whether nobody reads applications before the close.
    pub sealed_until_close: bool,
    /// Per kind its least lengths.
    pub patterns: Vec<WindowPattern>,
}

impl Windows {
    /// The pattern of a kind; none where the regeling has no such windows.
    #[must_use]
    pub fn pattern(&self, kind: WindowKind) -> Option<&WindowPattern> {
        self.patterns.iter().find(|one| one.kind == kind)
    }
}

/// One kind of window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowPattern {
    /// The kind.
    pub kind: WindowKind,
    /// Least length of each phase.
    pub phases: PhaseLengths,
    /// How certain this is.
    pub standing: Standing,
}

/// Least length of each phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseLengths {
    /// Publication.
    pub publication: Span,
    /// Questions.
    pub questions: Span,
    /// Answers.
    pub answers: Span,
    /// Submission.
    pub submission: Span,
    /// Decisions.
    pub decision: Span,
}

/// Days between the last answers and the close, whatever the regeling says (domain.md: the last nota at least ten days before).
const AFTER_ANSWERS: u16 = 10;
/// Days between publication and opening of an extra window: everybody must hear of it, nobody is invited.
const SCARCITY_PUBLICATION: u16 = 14;
/// Days that decisions may be late by the length of the regeling: those that came on the last day are decided too.
const ROOM_FOR_DECISIONS: u64 = 7;
/// Days between the last decisions and the first of the month on which admissions start, at least: to sign.
const TO_SIGN: u64 = 28;
/// The hour at which submitting ends: when people are there to help.
const CLOSE: u32 = 17;

impl WindowPattern {
    /// The least lengths that a window of this kind must have.
    #[must_use]
    pub fn minimums(&self) -> Minimums {
        let days = |span: Span| u16::try_from(length(span)).unwrap_or(u16::MAX);
        let publication_days = days(self.phases.publication);
        Minimums {
            publication_days: match self.kind {
                WindowKind::Initial | WindowKind::Annual => publication_days,
                WindowKind::Scarcity => publication_days.max(SCARCITY_PUBLICATION),
            },
            after_answers_days: AFTER_ANSWERS,
            submission_days: days(self.phases.submission),
        }
    }

    /// Days from publication to opening: long enough to ask and answer questions too.
    #[must_use]
    pub fn days_before_opening(&self) -> u64 {
        let asking = length(self.phases.questions).saturating_add(length(self.phases.answers));
        u64::from(self.minimums().publication_days).max(asking)
    }

    /// A window that is published on a day and takes no longer than it must; it closes on the other day where that is later.
    /// `None` beyond the days that can be counted.
    #[must_use]
    pub fn phases_from(&self, publication: NaiveDate, closes: Option<NaiveDate>) -> Option<Phases> {
        let on = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days));
        let questions_until = on(publication, length(self.phases.questions))?;
        let answers_by = on(questions_until, length(self.phases.answers))?;
        let opens = on(publication, self.days_before_opening())?;
        let least = on(opens, length(self.phases.submission))?;
        let closes = closes.map_or(least, |later| later.max(least));
        let decisions_due = on(closes, length(self.phases.decision).saturating_add(ROOM_FOR_DECISIONS))?;
        let starts_on = on(decisions_due, TO_SIGN)?.with_day(1)?.checked_add_months(Months::new(1))?;
        Some(Phases {
            publication: Phases::begin_on(publication)?,
            questions_until: Phases::begin_on(questions_until)?,
            answers_by: Phases::begin_on(answers_by)?,
            opens: Phases::begin_on(opens)?,
            closes: moment(closes, NaiveTime::from_hms_opt(CLOSE, 0, 0)?).ok()?,
            decisions_due,
            starts_on,
        })
    }
}

/// A length in calendar days, rounded up.
fn length(span: Span) -> u64 {
    let count = u64::from(span.count);
    match span.unit {
        SpanUnit::Days => count,
        SpanUnit::WorkingDays => count.saturating_mul(2),
        SpanUnit::Weeks => count.saturating_mul(7),
        SpanUnit::Months => count.saturating_mul(31),
        SpanUnit::Years => count.saturating_mul(366),
    }
}
