//! The confirmation that an aanmelding, or some of its lots, was withdrawn.
//! May import: letter's own parts, words.

use chrono::{DateTime, Utc};

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, LotName};
use super::kind::LetterKind;
use crate::words::letters::withdrawal as words;

/// What must be known to confirm a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalLetter {
    /// The outside.
    pub envelope: Envelope,
    /// When it was withdrawn.
    pub withdrawn_at: DateTime<Utc>,
    /// The lots withdrawn. At least one.
    pub withdrawn: Vec<LotName>,
    /// The lots that are still handled.
    pub remaining: Vec<LotName>,
}

impl WithdrawalLetter {
    /// The letter. It is not signed: it states what the applicant did.
    ///
    /// # Errors
    /// [`LetterError::NoLots`] when nothing was withdrawn.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.withdrawn.is_empty() {
            return Err(LetterError::NoLots);
        }
        let track = self.envelope.track;
        let mut blocks = words::opening(&self.envelope.procedure, self.withdrawn_at);
        blocks.extend(words::withdrawn(&self.withdrawn)?);
        blocks.extend(words::remaining(track, &self.remaining)?);
        blocks.extend(words::again());
        let body = Section { blocks, remedies: Vec::new(), signature: None };
        let summary = words::summary(track, self.withdrawn_at, self.remaining.len());
        let subject = words::subject(self.envelope.application(), self.remaining.is_empty());
        Ok(self.envelope.letter(LetterKind::WithdrawalConfirmed, subject, summary, body, Vec::new()))
    }
}
