//! The receipt: what arrived, and when. May import: letter's own parts, words.

use chrono::{DateTime, NaiveDate, Utc};

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, LotName};
use super::kind::LetterKind;
use crate::rules::MemberRole;
use crate::words::letters::receipt as words;

/// What must be known to confirm that an aanmelding was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The moment the last byte had arrived.
    pub received_at: DateTime<Utc>,
    /// The lots applied for.
    pub lots: Vec<LotName>,
    /// The files as they arrived.
    pub files: Vec<ReceivedFile>,
    /// Who take part beside who sent it in.
    pub members: Vec<ReceivedMember>,
    /// Version of the regeling under which was submitted.
    pub scheme_version: String,
    /// SHA-256 of that version, in hexadecimal.
    pub scheme_sha256: String,
    /// The last day to decide, when it is known.
    pub decision_due: Option<NaiveDate>,
    /// The public key by which the proof from the log is checked, as a line of `vkey`; none before the log was signed for the first time.
    pub log_key: Option<String>,
}

/// One that takes part, as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedMember {
    /// Its name, as the penvoerder gave it.
    pub name: String,
    /// What it is.
    pub role: MemberRole,
    /// When it signed its own part; an onderaannemer on whom nothing relies need not have.
    pub signed_at: Option<DateTime<Utc>>,
}

/// A file as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// Its name, as the sender gave it.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl ReceiptLetter {
    /// The letter. It is not signed: it states what the portal received and decides nothing.
    ///
    /// # Errors
    /// [`LetterError::NoLots`] when nothing was applied for.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.lots.is_empty() {
            return Err(LetterError::NoLots);
        }
        let track = self.envelope.track;
        let number = self.envelope.application();
        let mut blocks = words::opening(&self.envelope.procedure);
        blocks.extend(words::what_arrived(
            number,
            self.received_at,
            &self.scheme_version,
            &self.scheme_sha256,
        ));
        blocks.extend(words::lots(&self.lots)?);
        blocks.extend(words::files(&self.files)?);
        blocks.extend(words::members(&self.members)?);
        blocks.extend(self.log_key.iter().flat_map(|key| words::log(key)));
        blocks.extend(words::next(track, self.decision_due));
        let body = Section { blocks, remedies: Vec::new(), signature: None };
        let summary = words::summary(track, self.received_at, self.decision_due);
        Ok(self.envelope.letter(LetterKind::Receipt, words::subject(number), summary, body, Vec::new()))
    }
}
