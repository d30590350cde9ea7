//! Whom a regeling is for, when, and how it is handled.
//! May import: policy_code, scheme, terms.

use chrono::NaiveDate;

use crate::identifiers::GemeenteCode;
use crate::policy_code::RequirementCode;
use crate::scheme::{HolidayRegion, Span};
use crate::terms::Rule;

/// How certain a value is, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Decided, proposed or an example.
    pub status: Status,
    /// The paragraph it comes from.
    pub source: Option<String>,
}

/// How certain a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In the source documents.
    Decided,
    /// Voorstel: not in the source documents.
    Proposed,
    /// Voorbeeld, niet vastgesteld.
    Example,
}

/// The inkoopregio of a regeling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionDef {
    /// Permanent code.
    pub code: String,
    /// In the address of its public page.
    pub slug: String,
    /// Name in Dutch.
    pub name: String,
    /// Where complaints go.
    pub desk: ComplaintsDesk,
}

/// Where complaints go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintsDesk {
    /// Its name.
    pub name: String,
    /// Its e-mail address.
    pub mail: String,
    /// Its telephone number.
    pub phone: Option<String>,
}

/// A gemeente that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeente {
    /// CBS code.
    pub code: GemeenteCode,
    /// Name.
    pub name: String,
    /// Column on the tile map, from 1.
    pub column: i64,
    /// Row on the tile map, from 1.
    pub row: i64,
    /// Inhabitants, when the source documents give them.
    pub inhabitants: Option<Inhabitants>,
    /// Name of the legal person, in whose name a civil decision is signed.
    pub legal_person: String,
    /// Name of the college, which takes a besluit.
    pub college: String,
    /// Postal address.
    pub address: String,
    /// Competent court.
    pub court: String,
    /// When its schools have summer holidays; not known where the regeling does not name it.
    pub holidays: Option<HolidayRegion>,
    /// How certain this is.
    pub standing: Standing,
}

/// Number of inhabitants on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inhabitants {
    /// How many.
    pub count: i64,
    /// The day on which that was so.
    pub on: NaiveDate,
}

/// When contracts run, both days included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractTerm {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// How certain this is.
    pub standing: Standing,
}

/// The remedy track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Civil or administrative law.
    pub track: Track,
    /// Term for kort geding or bezwaar.
    pub term: Span,
    /// Whether the Algemene termijnenwet is declared applicable.
    pub atw_declared: bool,
    /// How certain this is.
    pub standing: Standing,
}

impl Remedy {
    /// By which rule terms end: by the Algemene termijnenwet where a law gives them, or the regeling declares so.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self.track {
            Track::Awb => Rule::Atw,
            Track::Civil if self.atw_declared => Rule::Atw,
            Track::Civil => Rule::Plain,
        }
    }
}

/// Which law decides words, grounds and signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// Beslissing, kort geding.
    Civil,
    /// Besluit, bezwaar.
    Awb,
}

/// Terms of handling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// For a decision.
    pub decision: Span,
    /// Longest extension of it.
    pub extension: Span,
    /// For repair.
    pub repair: Span,
    /// For a zienswijze.
    pub hearing: Span,
    /// How certain this is.
    pub standing: Standing,
}

/// Under what the Wet Bibob may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BibobDef {
    /// Whether it may be: where not, nothing of it exists.
    pub may_be_asked: bool,
    /// How long advice takes at most, and so the term for the decision stands still.
    pub advice: Span,
    /// How much longer, once.
    pub extension: Span,
    /// What the form is called that the aanbieder hands in.
    pub form: String,
    /// The eis on which can be refused what an officer concludes.
    pub requirement: RequirementCode,
    /// How certain this is.
    pub standing: Standing,
}

/// How much an aanbieder may send, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLimits {
    /// One file.
    pub file: u64,
    /// Everything that goes with one application.
    pub application: u64,
}

impl UploadLimits {
    /// Of a number of megabytes each; nothing is no limit, so one is the least.
    #[must_use]
    pub fn megabytes(file: i64, application: i64) -> Self {
        let bytes = |megabytes: i64| u64::try_from(megabytes).unwrap_or(0).max(1).saturating_mul(1024 * 1024);
        Self { file: bytes(file), application: bytes(application) }
    }
}

impl Default for UploadLimits {
    /// 100 MB and 1 GB.
    fn default() -> Self {
        Self::megabytes(100, 1024)
    }
}

/// How many people judge and decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPlan {
    /// How judging goes.
    pub reviewers: Reviewers,
    /// Whether assessment, countersigning and decision need three different people, or two.
    pub three_people: bool,
    /// How certain this is.
    pub standing: Standing,
}

/// How judging goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewers {
    /// One person.
    One,
    /// Two who do not see each other's judgement.
    TwoBlind,
    /// Two, and a moderator where they differ.
    TwoWithModerator,
}

impl Reviewers {
    /// Each with the word that a regeling has for it, under `beoordelaars`.
    pub const WORDS: [(&'static str, Self); 3] =
        [("een", Self::One), ("twee_blind", Self::TwoBlind), ("twee_met_moderator", Self::TwoWithModerator)];
}
