//! Letters: what they say, put together from data alone. Drawing is the work of `documents`.
//! May import: code, words, chrono, serde.
//!
//! Each kind has a struct with what must be known and a `compose`, which returns the whole text. The remedy track
//! fixes the vocabulary: a letter never holds a word of the other track.

mod claim_code;
mod closure;
mod content;
mod decision;
mod envelope;
mod extension;
mod intention;
mod kind;
mod measure;
mod not_handled;
mod nota;
mod receipt;
mod remedy;
mod reminder;
mod repair;
mod table;
mod taken_over;
mod vocabulary;
mod window_changed;
mod withdrawal;

#[cfg(test)]
mod outline;
#[cfg(test)]
mod tests;

pub use claim_code::ClaimCodeLetter;
pub use closure::{ClosureLetter, Touched};
pub use content::{
    Addressee, Annex, Block, HeadingLevel, KeyValue, Language, LetterContent, RemedyClause, Section, Sender,
    Signature,
};
pub use decision::{
    DecisionLetter, FailedRequirement, GemeentePart, HeardBefore, LotDecision, LotOutcome, RegionTexts,
    Revised,
};
pub use envelope::{Envelope, LetterError, LotName, Signatory};
pub use extension::ExtensionLetter;
pub use intention::{Intended, IntentionLetter};
pub use kind::{LetterKind, RemedyTrack};
pub use measure::{MeasureLetter, MeasureTold};
pub use not_handled::NotHandledLetter;
pub use nota::{NotaAnswer, NotaChange, NotaLetter};
pub use receipt::{ReceiptLetter, ReceivedFile, ReceivedMember};
pub use remedy::{Remedy, RemedyTerm};
pub use reminder::{Awaited, ReminderLetter};
pub use repair::{Defect, RepairItem, RepairLetter};
pub use table::{Column, Table, TableError};
pub use taken_over::TakenOverLetter;
pub use vocabulary::words_of_the_other_track;
pub use window_changed::WindowChangedLetter;
pub use withdrawal::WithdrawalLetter;
