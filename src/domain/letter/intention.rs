//! The letter about a voornemen: a refusal that rests on something else than the aanbieder gave, and until when it can say what it
//! thinks of that (Awb 4:7, by analogy in the civil track). May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::decision::FailedRequirement;
use super::envelope::{Envelope, LetterError, LotName, Signatory};
use super::kind::LetterKind;
use crate::words::letters::intention as words;

/// What must be known to tell of a voornemen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentionLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The lots that would be refused. At least one.
    pub lots: Vec<Intended>,
    /// Last day for a zienswijze.
    pub last_day: NaiveDate,
    /// Who tells.
    pub signatory: Signatory,
}

/// A lot that would be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intended {
    /// The lot.
    pub lot: LotName,
    /// Each requirement that would ground it, with what it rests on that the aanbieder did not give; empty where it gave that itself.
    pub grounds: Vec<(FailedRequirement, String)>,
}

impl IntentionLetter {
    /// The letter.
    ///
    /// # Errors
    /// [`LetterError::NoLots`] when it is about nothing; [`LetterError::RefusalWithoutGround`].
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.lots.is_empty() {
            return Err(LetterError::NoLots);
        }
        if let Some(one) = self.lots.iter().find(|one| one.grounds.is_empty()) {
            return Err(LetterError::RefusalWithoutGround(one.lot.in_words()));
        }
        let track = self.envelope.track;
        let mut blocks = words::opening(track, &self.envelope.procedure);
        for one in &self.lots {
            blocks.extend(words::lot(one));
        }
        blocks.extend(words::how(track, self.last_day));
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks, remedies: Vec::new(), signature };
        let subject = words::subject(self.envelope.application());
        let summary = words::summary(self.last_day);
        Ok(self.envelope.letter(LetterKind::Intention, subject, summary, body, Vec::new()))
    }
}
