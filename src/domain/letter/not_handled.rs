//! The letter that an aanmelding is not handled further, after an unused repair term.
//! May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{Annex, LetterContent, Section};
use super::decision::GemeentePart;
use super::envelope::{Envelope, LetterError, LotName, Signatory};
use super::kind::LetterKind;
use crate::words::letters::not_handled as words;

/// What must be known to stop handling an aanmelding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotHandledLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The day repair was asked for.
    pub asked_on: NaiveDate,
    /// The last day to answer, now past.
    pub last_day: NaiveDate,
    /// What is still missing, in words.
    pub missing: Vec<String>,
    /// Why the aanmelding cannot be judged without it, in the words of the assessor.
    pub motivation: String,
    /// Article, or paragraph of a published document.
    pub ground: String,
    /// The lots, with the remedy and the signer of each gemeente.
    pub parts: Vec<GemeentePart<LotName>>,
    /// Who signs the covering letter when several gemeenten decide.
    pub covering: Signatory,
}

impl NotHandledLetter {
    /// The letter. One gemeente decides in the letter itself; several each in an annex of their own.
    ///
    /// # Errors
    /// [`LetterError`] when there is no lot, nothing is missing, a remedy is of the other track, or somebody signs
    /// without power.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.parts.is_empty() || self.parts.iter().any(|part| part.lots.is_empty()) {
            return Err(LetterError::NoLots);
        }
        if self.missing.is_empty() {
            return Err(LetterError::NothingToRepair);
        }
        let track = self.envelope.track;
        let lots: Vec<LotName> = self.parts.iter().flat_map(|part| part.lots.clone()).collect();
        let mut blocks = words::opening(track, &self.envelope.procedure);
        blocks.extend(words::reasons(
            self.asked_on,
            self.last_day,
            &self.missing,
            &self.motivation,
            &self.ground,
        ));
        blocks.extend(words::lots(track, &lots)?);
        blocks.extend(words::again());
        let (body, annexes) = match self.parts.as_slice() {
            [only] => (Section { blocks, ..self.section(only)? }, Vec::new()),
            several => {
                let signature = Some(self.covering.informing(&self.envelope.sender));
                (Section { blocks, remedies: Vec::new(), signature }, self.annexes(several)?)
            }
        };
        let subject = words::subject(self.envelope.application());
        let summary = words::summary(track, self.last_day);
        Ok(self.envelope.letter(LetterKind::NotHandled, subject, summary, body, annexes))
    }

    fn annexes(&self, parts: &[GemeentePart<LotName>]) -> Result<Vec<Annex>, LetterError> {
        parts
            .iter()
            .zip(1_usize..)
            .map(|(part, number)| {
                let title = words::annex_title(self.envelope.track, number, &part.gemeente);
                Ok(Annex { title, section: self.section(part)? })
            })
            .collect()
    }

    fn section(&self, part: &GemeentePart<LotName>) -> Result<Section, LetterError> {
        let track = self.envelope.track;
        Ok(Section {
            blocks: words::of_gemeente(track, &part.lots),
            remedies: vec![part.remedy.clause(track, &part.gemeente)?],
            signature: Some(part.signatory.deciding(track, &part.gemeente)?),
        })
    }
}
