//! The phases of a window: their order, their least lengths, and which one it is now.
//! May import: std, chrono, serde, thiserror, code, terms.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::terms::{local_day, moment};

/// The moments of a window. An end is the first moment that is out: `received_at < closes` is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phases {
    /// The documents are published.
    pub publication: DateTime<Utc>,
    /// Questions are taken until here.
    pub questions_until: DateTime<Utc>,
    /// The last nota van inlichtingen is out by now.
    pub answers_by: DateTime<Utc>,
    /// Submitting is possible from here.
    pub opens: DateTime<Utc>,
    /// Submitting is possible until here.
    pub closes: DateTime<Utc>,
    /// Last day on which decisions are announced.
    pub decisions_due: NaiveDate,
    /// First day of the admissions.
    pub starts_on: NaiveDate,
}

/// Least lengths, from the pattern in the regeling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimums {
    /// Between publication and opening, in days.
    pub publication_days: u16,
    /// Between the last answers and the close, in days.
    pub after_answers_days: u16,
    /// Of the submission phase, in days.
    pub submission_days: u16,
}

/// What is wrong with the phases of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// Questions end before the publication.
    #[error("questions end before the publication")]
    QuestionsBeforePublication,
    /// Answers are due before questions end.
    #[error("answers are due before questions end")]
    AnswersBeforeQuestions,
    /// It opens before the publication.
    #[error("it opens before the publication")]
    OpensBeforePublication,
    /// It closes before or when it opens.
    #[error("it closes before it opens")]
    ClosesBeforeOpening,
    /// Decisions are due before the close.
    #[error("decisions are due before the close")]
    DecisionsBeforeClose,
    /// Admissions start before decisions are due.
    #[error("admissions start before decisions are due")]
    StartsBeforeDecisions,
    /// Published too short before the opening.
    #[error("fewer than {least} days between publication and opening")]
    PublishedTooLate {
        /// Least number of days.
        least: u16,
    },
    /// Answers too short before the close.
    #[error("fewer than {least} days between answers and close")]
    AnsweredTooLate {
        /// Least number of days.
        least: u16,
    },
    /// The submission phase is too short.
    #[error("the submission phase is shorter than {least} days")]
    SubmissionTooShort {
        /// Least number of days.
        least: u16,
    },
}

/// Which phase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Not published yet.
    Unpublished,
    /// Questions may be asked; submitting is not yet possible.
    Questions,
    /// Answers are being written; submitting is not yet possible.
    Answers,
    /// Everything is answered; waiting for the opening.
    Waiting,
    /// One may submit.
    Submission,
    /// Closed; decisions are being made.
    Deciding,
    /// The start date has come.
    Started,
}

impl Code for Phase {
    const ALL: &'static [Self] = &[
        Self::Unpublished,
        Self::Questions,
        Self::Answers,
        Self::Waiting,
        Self::Submission,
        Self::Deciding,
        Self::Started,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Questions => "questions",
            Self::Answers => "answers",
            Self::Waiting => "waiting",
            Self::Submission => "submission",
            Self::Deciding => "deciding",
            Self::Started => "started",
        }
    }
}

/// The hour at which phases begin: when people are there to help.
const BEGIN: u32 = 9;

impl Phases {
    /// When a phase that begins on a day begins; `None` beyond the days that can be counted.
    #[must_use]
    pub fn begin_on(day: NaiveDate) -> Option<DateTime<Utc>> {
        moment(day, NaiveTime::from_hms_opt(BEGIN, 0, 0)?).ok()
    }

    /// Everything that is wrong with the order or the lengths; empty when nothing is.
    #[must_use]
    pub fn mistakes(&self, least: &Minimums) -> Vec<Mistake> {
        let shorter = |from: DateTime<Utc>, to: DateTime<Utc>, days: u16| {
            to.signed_duration_since(from) < TimeDelta::days(i64::from(days))
        };
        let close = local_day(self.closes);
        // Whole days: it does not matter at which hour of its day something is published.
        let public_for = local_day(self.opens).signed_duration_since(local_day(self.publication));
        let checks = [
            (self.questions_until < self.publication, Mistake::QuestionsBeforePublication),
            (self.answers_by < self.questions_until, Mistake::AnswersBeforeQuestions),
            (self.opens < self.publication, Mistake::OpensBeforePublication),
            (self.closes <= self.opens, Mistake::ClosesBeforeOpening),
            (self.decisions_due < close, Mistake::DecisionsBeforeClose),
            (self.starts_on < self.decisions_due, Mistake::StartsBeforeDecisions),
            (
                public_for < TimeDelta::days(i64::from(least.publication_days)),
                Mistake::PublishedTooLate { least: least.publication_days },
            ),
            (
                shorter(self.answers_by, self.closes, least.after_answers_days),
                Mistake::AnsweredTooLate { least: least.after_answers_days },
            ),
            (
                shorter(self.opens, self.closes, least.submission_days),
                Mistake::SubmissionTooShort { least: least.submission_days },
            ),
        ];
        checks.into_iter().filter_map(|(wrong, mistake)| wrong.then_some(mistake)).collect()
    }

    /// The days on which one may submit, in the Netherlands.
    #[must_use]
    pub fn submission_days(&self) -> RangeInclusive<NaiveDate> {
        // The end is the first moment that is out: a close at midnight leaves the day before as the last one.
        let last = self.closes.checked_sub_signed(TimeDelta::microseconds(1)).unwrap_or(self.closes);
        local_day(self.opens)..=local_day(last)
    }

    /// Which phase it is at a moment. Submitting goes before questions where they overlap.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Phase {
        if now < self.publication {
            Phase::Unpublished
        } else if now >= self.closes {
            if local_day(now) >= self.starts_on { Phase::Started } else { Phase::Deciding }
        } else if now >= self.opens {
            Phase::Submission
        } else if now < self.questions_until {
            Phase::Questions
        } else if now < self.answers_by {
            Phase::Answers
        } else {
            Phase::Waiting
        }
    }

    /// May questions be asked now? Also while one may submit.
    #[must_use]
    pub fn takes_questions(&self, now: DateTime<Utc>) -> bool {
        self.publication <= now && now < self.questions_until
    }
}
