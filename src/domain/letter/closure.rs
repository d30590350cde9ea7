//! The letter that a lot closes, or stays closed: to who is admitted to it and to whose aanmelding for it is handled.
//! May import: letter's own parts, words.

use chrono::{DateTime, NaiveDate, Utc};

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, LotName, Signatory};
use super::kind::LetterKind;
use crate::words::letters::closure as words;

/// What a closure is to who gets the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// It is admitted to the lot.
    Admitted,
    /// Its aanmelding for the lot is handled.
    Applies,
}

/// What must be known to tell of a closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The lot.
    pub lot: LotName,
    /// From when.
    pub from: DateTime<Utc>,
    /// Whether it was closed until now too.
    pub stays_closed: bool,
    /// The day on which the closure lapses unless it is decided again.
    pub review_on: NaiveDate,
    /// Whether who has added value can still apply.
    pub unless_added_value: bool,
    /// Why.
    pub motivation: String,
    /// What it is to the receiver.
    pub touched: Touched,
    /// Who says so.
    pub signatory: Signatory,
}

impl ClosureLetter {
    /// The letter. It decides nothing about the receiver.
    ///
    /// # Errors
    /// [`LetterError`] never, while a table of one row is right.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        let track = self.envelope.track;
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks: words::text(self)?, remedies: Vec::new(), signature };
        let subject = words::subject(&self.lot.in_words(), self.stays_closed);
        Ok(self.envelope.letter(LetterKind::Closure, subject, words::summary(track, self), body, Vec::new()))
    }
}
