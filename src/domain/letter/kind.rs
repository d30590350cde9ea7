//! The kinds of letters and the two remedy tracks. May import: code, scheme.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::scheme::Track;

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// Ontvangstbevestiging: what arrived, and when.
    Receipt,
    /// Herstelverzoek: what to complete or correct, and by when.
    Repair,
    /// Verdaging: the decision comes later, why, and by when.
    Extension,
    /// Voornemen: a refusal is proposed on something else than the aanbieder gave, and it may say what it thinks of that.
    Intention,
    /// Beslissing or besluit per lot: toegelaten, niet toegelaten, or some of each.
    Decision,
    /// Herziening: a new decision in the place of an earlier one.
    Revision,
    /// Niet (verder) in behandeling genomen, after an unused repair term.
    NotHandled,
    /// Bevestiging that an aanmelding, or some of its lots, was withdrawn.
    WithdrawalConfirmed,
    /// The code, sent by post, with which an organisation proves that it registered itself.
    ClaimCode,
    /// The code, sent by post, for an aanbieder whose running contracts were taken over.
    TakenOver,
    /// Nota van inlichtingen: questions about a window with the answers, for everybody.
    Nota,
    /// Herinnering: what was asked can still be answered.
    Reminder,
    /// Sluiting: a lot closes for new aanbieders.
    Closure,
    /// A window has later dates.
    WindowChanged,
    /// Voornemen of a measure: what is intended, and that the aanbieder can say what it thinks.
    MeasureIntended,
    /// A measure that was decided.
    MeasureTaken,
    /// A measure that was lifted, or does not come.
    MeasureEnded,
}

impl LetterKind {
    /// Whether it tells of a measure: its terms begin on the day it leaves, and it is put together again then.
    #[must_use]
    pub fn is_about_a_measure(self) -> bool {
        matches!(self, Self::MeasureIntended | Self::MeasureTaken | Self::MeasureEnded)
    }

    /// Whether it makes decisions on an aanmelding known: then a term to go to court begins with it.
    #[must_use]
    pub fn is_about_decisions(self) -> bool {
        match self {
            Self::Decision | Self::Revision | Self::NotHandled => true,
            Self::Receipt
            | Self::Repair
            | Self::Extension
            | Self::Intention
            | Self::WithdrawalConfirmed
            | Self::ClaimCode
            | Self::TakenOver
            | Self::Nota
            | Self::Reminder
            | Self::Closure
            | Self::WindowChanged
            | Self::MeasureIntended
            | Self::MeasureTaken
            | Self::MeasureEnded => false,
        }
    }
}

impl Code for LetterKind {
    const ALL: &'static [Self] = &[
        Self::Receipt,
        Self::Repair,
        Self::Extension,
        Self::Intention,
        Self::Decision,
        Self::Revision,
        Self::NotHandled,
        Self::WithdrawalConfirmed,
        Self::ClaimCode,
        Self::TakenOver,
        Self::Nota,
        Self::Reminder,
        Self::Closure,
        Self::WindowChanged,
        Self::MeasureIntended,
        Self::MeasureTaken,
        Self::MeasureEnded,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Repair => "repair",
            Self::Extension => "extension",
            Self::Intention => "intention",
            Self::Decision => "decision",
            Self::Revision => "revision",
            Self::NotHandled => "not_handled",
            Self::WithdrawalConfirmed => "withdrawal_confirmed",
            Self::ClaimCode => "claim_code",
            Self::TakenOver => "taken_over",
            Self::Nota => "nota",
            Self::Reminder => "reminder",
            Self::Closure => "closure",
            Self::WindowChanged => "window_changed",
            Self::MeasureIntended => "measure_intended",
            Self::MeasureTaken => "measure_taken",
            Self::MeasureEnded => "measure_ended",
        }
    }
}

/// The remedy track of a procedure. It fixes the words, the grounds and the signature of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyTrack {
    /// An act under private law: klacht and kort geding within a contractual vervaltermijn.
    Civiel,
    /// A besluit under the Algemene wet bestuursrecht: bezwaar at the college.
    Awb,
}

impl Code for RemedyTrack {
    const ALL: &'static [Self] = &[Self::Civiel, Self::Awb];

    fn code(self) -> &'static str {
        match self {
            Self::Civiel => "civiel",
            Self::Awb => "awb",
        }
    }
}

impl From<Track> for RemedyTrack {
    fn from(published: Track) -> Self {
        match published {
            Track::Civil => Self::Civiel,
            Track::Awb => Self::Awb,
        }
    }
}
