//! The reminder that something of an aanmelding can still be answered, and until when.
//! May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, Signatory};
use super::kind::LetterKind;
use crate::words::letters::reminder as words;

/// What waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// A herstelverzoek: the eisen it is about, by code and title. At least one.
    Repair(Vec<(String, String)>),
    /// A zienswijze about a voornemen.
    Hearing,
}

/// What must be known to remind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderLetter {
    /// The outside.
    pub envelope: Envelope,
    /// Number of the letter in which it was asked, and its date.
    pub asked: (String, NaiveDate),
    /// What waits.
    pub awaited: Awaited,
    /// The last day for an answer.
    pub last_day: NaiveDate,
    /// Who says so.
    pub signatory: Signatory,
}

impl ReminderLetter {
    /// The letter. It gives no new term.
    ///
    /// # Errors
    /// [`LetterError::NothingToRepair`] where nothing waits.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if matches!(&self.awaited, Awaited::Repair(items) if items.is_empty()) {
            return Err(LetterError::NothingToRepair);
        }
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks: words::text(self), remedies: Vec::new(), signature };
        let subject = words::subject(self.envelope.application(), self.last_day);
        Ok(self.envelope.letter(LetterKind::Reminder, subject, words::summary(self), body, Vec::new()))
    }
}
