//! The request to repair: what is missing or wrong, by when, and what it does to the term.
//! May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, LotName, Signatory};
use super::kind::LetterKind;
use crate::words::letters::repair as words;

/// What must be known to ask for repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairLetter {
    /// The outside.
    pub envelope: Envelope,
    /// What to repair. At least one item.
    pub items: Vec<RepairItem>,
    /// Last day to answer.
    pub last_day: NaiveDate,
    /// The day the facts must be about: repair shows only what was so already.
    pub reference_date: NaiveDate,
    /// Who asks.
    pub signatory: Signatory,
}

/// One thing to repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairItem {
    /// Permanent code of the requirement.
    pub code: String,
    /// Title of the requirement.
    pub title: String,
    /// The lots it matters for.
    pub lots: Vec<LotName>,
    /// What is the matter.
    pub defect: Defect,
    /// What we saw.
    pub observed: String,
    /// What we ask.
    pub request: String,
}

/// What is the matter with an answer or a bewijsstuk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// Onvolledig: something is missing.
    Incomplete,
    /// Onjuist: something is not right.
    Incorrect,
}

impl RepairLetter {
    /// The letter.
    ///
    /// # Errors
    /// [`LetterError::NothingToRepair`] when there is no item.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.items.is_empty() {
            return Err(LetterError::NothingToRepair);
        }
        let track = self.envelope.track;
        let mut blocks = words::opening(&self.envelope.procedure, self.items.len());
        for item in &self.items {
            blocks.extend(words::item(item));
        }
        blocks.extend(words::how(track, self.last_day, self.reference_date));
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks, remedies: Vec::new(), signature };
        let summary = words::summary(self.items.len(), self.last_day);
        let subject = words::subject(self.envelope.application());
        Ok(self.envelope.letter(LetterKind::Repair, subject, summary, body, Vec::new()))
    }
}
