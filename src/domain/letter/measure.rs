//! The letters about a measure: what is intended, what was decided, and that it does not come to it or was taken back.
//! May import: letter's own parts, money, supervision, words.

use chrono::NaiveDate;

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, LetterError, Signatory};
use super::kind::LetterKind;
use super::remedy::Remedy;
use crate::money::Cents;
use crate::supervision::MeasureKind;
use crate::words::letters::measure as words;

/// What must be known to tell of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureLetter {
    /// The outside.
    pub envelope: Envelope,
    /// Its number.
    pub number: String,
    /// Which measure.
    pub kind: MeasureKind,
    /// The gemeente.
    pub gemeente: String,
    /// The productgroepen, by title.
    pub groups: Vec<String>,
    /// The article of the overeenkomst that allows it.
    pub article: String,
    /// The day on which it is over.
    pub until: Option<NaiveDate>,
    /// What is claimed back.
    pub amount: Option<Cents>,
    /// Of each fact where it was, what was found, and where that comes from. At least one.
    pub facts: Vec<[String; 3]>,
    /// Why, and what the aanbieder must do.
    pub motivation: String,
    /// Why a lighter measure does not do.
    pub lighter: Option<String>,
    /// What is told.
    pub step: MeasureTold,
    /// Who tells it.
    pub signatory: Signatory,
}

/// What a letter tells of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeasureTold {
    /// It is intended; the aanbieder is heard.
    Intended {
        /// Last day for a zienswijze.
        last_day: NaiveDate,
    },
    /// It was decided.
    Taken {
        /// Why, and what was made of the zienswijze.
        decision: String,
        /// What can be done against it; nothing against advice that binds to nothing.
        remedy: Option<Remedy>,
    },
    /// It was taken back.
    Lifted {
        /// Why.
        why: String,
    },
    /// It does not come to it.
    NotFollowed {
        /// Why.
        why: String,
    },
}

impl MeasureLetter {
    /// The letter.
    ///
    /// # Errors
    /// [`LetterError::NoLots`] without a productgroep; what a remedy or signature that does not fit says.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        if self.groups.is_empty() || self.facts.is_empty() {
            return Err(LetterError::NoLots);
        }
        let track = self.envelope.track;
        let (kind, remedy) = match &self.step {
            MeasureTold::Intended { .. } => (LetterKind::MeasureIntended, None),
            MeasureTold::Taken { remedy, .. } => (LetterKind::MeasureTaken, remedy.as_ref()),
            MeasureTold::Lifted { .. } | MeasureTold::NotFollowed { .. } => (LetterKind::MeasureEnded, None),
        };
        let remedies = remedy.map(|one| one.clause(track, &self.gemeente)).transpose()?.into_iter().collect();
        let signature = match self.step {
            MeasureTold::Taken { .. } => self.signatory.deciding(track, &self.gemeente)?,
            _ => self.signatory.informing(&self.envelope.sender),
        };
        let body = Section { blocks: words::text(track, self), remedies, signature: Some(signature) };
        let subject = words::subject(self);
        Ok(self.envelope.letter(kind, subject, words::summary(self), body, Vec::new()))
    }
}
