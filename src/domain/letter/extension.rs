//! The letter that the decision comes later: why, and by when (Awb 4:14, by analogy in the civil track).
//! May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, Signatory};
use super::kind::LetterKind;
use crate::words::letters::extension as words;

/// What must be known to say that the decision comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The last day until now.
    pub before: NaiveDate,
    /// The last day from now on.
    pub until: NaiveDate,
    /// How many weeks longer.
    pub weeks: u16,
    /// Why.
    pub motivation: String,
    /// Who says so.
    pub signatory: Signatory,
}

impl ExtensionLetter {
    /// The letter.
    #[must_use]
    pub fn compose(&self) -> LetterContent {
        let track = self.envelope.track;
        let blocks = words::text(
            track,
            &self.envelope.procedure,
            (self.before, self.until),
            self.weeks,
            &self.motivation,
        );
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks, remedies: Vec::new(), signature };
        let subject = words::subject(track, self.envelope.application());
        let summary = words::summary(track, self.until);
        self.envelope.letter(LetterKind::Extension, subject, summary, body, Vec::new())
    }
}
