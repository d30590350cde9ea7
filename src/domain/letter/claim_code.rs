//! The letter, by post, with the code that verifies a registration. May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::Envelope;
use super::kind::LetterKind;
use crate::words::letters::claim_code as words;

/// What must be known to send a claim code to the address in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimCodeLetter {
    /// The outside.
    pub envelope: Envelope,
    /// KvK number of the organisation.
    pub kvk: String,
    /// The code, as to be typed.
    pub code: String,
    /// Last day the code works.
    pub valid_until: NaiveDate,
    /// Address of the portal.
    pub portal: String,
}

impl ClaimCodeLetter {
    /// The letter.
    #[must_use]
    pub fn compose(&self) -> LetterContent {
        let name = &self.envelope.addressee.organisation;
        let mut blocks = words::opening(name, &self.kvk, &self.envelope.sender.region);
        blocks.extend(words::code(&self.code, self.valid_until, &self.portal));
        blocks.extend(words::not_you(&self.envelope.sender.contact));
        let body = Section { blocks, remedies: Vec::new(), signature: None };
        let summary = words::summary(self.valid_until);
        self.envelope.letter(LetterKind::ClaimCode, words::subject(), summary, body, Vec::new())
    }
}
