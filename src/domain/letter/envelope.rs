//! What every letter shares: parties, number, date, track, signer, and the names of lots.
//! May import: letter::content, letter::kind, words.

use chrono::NaiveDate;

use super::content::{Addressee, Annex, Language, LetterContent, Section, Sender, Signature};
use super::kind::{LetterKind, RemedyTrack};
use super::table::TableError;
use crate::words::letters::signing;

/// The outside of a letter and the procedure it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Kenmerk of the letter.
    pub number: String,
    /// The date on the letter.
    pub date: NaiveDate,
    /// Who sends it.
    pub sender: Sender,
    /// Who receives it.
    pub addressee: Addressee,
    /// The toelatingsprocedure, by its published name.
    pub procedure: String,
    /// Number of the aanmelding the letter is about; the letter with a claim code has none.
    pub application: Option<String>,
    /// The remedy track of the procedure.
    pub track: RemedyTrack,
}

/// A lot as people call it: productgroep in gemeente, with the products asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotName {
    /// Name of the productgroep.
    pub product_group: String,
    /// Names of the products within it.
    pub products: Vec<String>,
    /// Name of the gemeente.
    pub gemeente: String,
}

/// The person who signs, with the power to do so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// Name of the person.
    pub name: String,
    /// Function of the person.
    pub role: String,
    /// Number of the volmacht or mandaat in the register; none for a letter that decides nothing.
    pub power: Option<String>,
}

/// Why a letter cannot be put together from these data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A letter about nothing.
    #[error("the letter names no lot")]
    NoLots,
    /// A request to repair nothing.
    #[error("the request names nothing to repair")]
    NothingToRepair,
    /// Every refusal states at least one hard requirement.
    #[error("the refusal of {0} states no requirement that was not met")]
    RefusalWithoutGround(String),
    /// Every ground is motivated.
    #[error("requirement {0} has no motivation")]
    NoMotivation(String),
    /// The remedy belongs to the other track than the letter.
    #[error("the remedy of {0} is not of the track of this procedure")]
    RemedyOfTheOtherTrack(String),
    /// Who decides needs a volmacht or mandaat.
    #[error("{0} signs a decision without volmacht or mandaat")]
    NoPower(String),
    /// A lot is listed under a gemeente it is not in.
    #[error("lot {lot} is listed under {gemeente}")]
    LotOfAnotherGemeente {
        /// The lot.
        lot: String,
        /// The gemeente it was listed under.
        gemeente: String,
    },
    /// A table came out wrong.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl LotName {
    /// The lot in a sentence: `Begeleiding in Hoogeveen`.
    #[must_use]
    pub fn in_words(&self) -> String {
        signing::lot_in_words(&self.product_group, &self.gemeente)
    }
}

impl Signatory {
    /// The signature of a letter that only informs: nobody's power is used.
    pub(super) fn informing(&self, sender: &Sender) -> Signature {
        Signature {
            on_behalf: vec![signing::region_team(&sender.region)],
            name: self.name.clone(),
            role: self.role.clone(),
            notes: vec![signing::made_digitally()],
        }
    }

    /// The signature under what one gemeente decides.
    ///
    /// # Errors
    /// [`LetterError::NoPower`] when no volmacht or mandaat is stated.
    pub(super) fn deciding(&self, track: RemedyTrack, gemeente: &str) -> Result<Signature, LetterError> {
        let power = self.power.as_deref().ok_or_else(|| LetterError::NoPower(self.name.clone()))?;
        Ok(Signature {
            on_behalf: vec![signing::on_behalf(track, gemeente)],
            name: self.name.clone(),
            role: self.role.clone(),
            notes: vec![signing::power(track, power), signing::signed_digitally()],
        })
    }
}

impl Envelope {
    /// The whole letter around this text.
    pub(super) fn letter(
        &self,
        kind: LetterKind,
        subject: String,
        summary: Vec<String>,
        body: Section,
        annexes: Vec<Annex>,
    ) -> LetterContent {
        LetterContent {
            kind,
            track: self.track,
            language: Language::Nl,
            number: self.number.clone(),
            date: self.date,
            sender: self.sender.clone(),
            addressee: self.addressee.clone(),
            subject,
            summary,
            body,
            annexes,
        }
    }

    /// The number of the aanmelding, for subjects; empty when there is none.
    pub(super) fn application(&self) -> &str {
        self.application.as_deref().unwrap_or_default()
    }
}
