//! The letter, by post, with the code by which an aanbieder whose contracts were taken over gets in. May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::Envelope;
use super::kind::LetterKind;
use crate::words::letters::taken_over as words;

/// What must be known to send an aanbieder the code for its place in the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOverLetter {
    /// The outside.
    pub envelope: Envelope,
    /// KvK number of the organisation.
    pub kvk: String,
    /// The lots of its contracts, in words.
    pub lots: Vec<String>,
    /// The code, as to be typed.
    pub code: String,
    /// Last day the code works.
    pub valid_until: NaiveDate,
    /// Address of the page where it is typed.
    pub page: String,
}

impl TakenOverLetter {
    /// The letter.
    #[must_use]
    pub fn compose(&self) -> LetterContent {
        let name = &self.envelope.addressee.organisation;
        let mut blocks = words::opening(name, &self.envelope.sender.region, &self.lots);
        blocks.extend(words::code((&self.code, &self.kvk), self.valid_until, &self.page));
        blocks.extend(words::questions(&self.envelope.sender.contact));
        let body = Section { blocks, remedies: Vec::new(), signature: None };
        let summary = words::summary(self.valid_until);
        self.envelope.letter(LetterKind::TakenOver, words::subject(), summary, body, Vec::new())
    }
}
