//! What a letter says, ready to be drawn: the snapshot that is stored before anything is sent.
//! The same content gives the same PDF. May import: letter::kind, letter::table.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kind::{LetterKind, RemedyTrack};
use super::table::Table;

/// A whole letter. Stored as canonical JSON; never changed once it has been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterContent {
    /// What the letter is for.
    pub kind: LetterKind,
    /// The track whose words it uses.
    pub track: RemedyTrack,
    /// The language of its text, for screen readers and the archive.
    pub language: Language,
    /// Kenmerk: our own number of the letter.
    pub number: String,
    /// The date on the letter: the day it is dispatched.
    pub date: NaiveDate,
    /// Who sends it.
    pub sender: Sender,
    /// Who receives it.
    pub addressee: Addressee,
    /// Onderwerp: the title of the letter and of the file.
    pub subject: String,
    /// The letter in a few plain sentences, for who reads no further.
    pub summary: Vec<String>,
    /// The letter itself.
    pub body: Section,
    /// Bijlagen; for a decision one per gemeente.
    pub annexes: Vec<Annex>,
}

impl LetterContent {
    /// The first day on which a remedy ends that it tells of; none where it tells of none.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let sections = std::iter::once(&self.body).chain(self.annexes.iter().map(|annex| &annex.section));
        sections.flat_map(|section| &section.remedies).map(|clause| clause.last_day).min()
    }
}

/// The language of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Dutch of the Netherlands.
    Nl,
}

impl Language {
    /// The language tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl-NL",
        }
    }
}

/// The sender, as printed at the head of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Name of the inkoopregio.
    pub region: String,
    /// Name of the gemeente that sends on behalf of the region.
    pub gemeente: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Mail address and telephone number for questions, a line each.
    pub contact: Vec<String>,
}

/// The receiver, as seen through the window of the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Name of the organisation.
    pub organisation: String,
    /// Who opens it, when that is known.
    pub attention: Option<String>,
    /// Postal address, a line each.
    pub address: Vec<String>,
}

/// A run of text with its own remedies and signature: the letter itself, or an annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The text.
    pub blocks: Vec<Block>,
    /// What the reader can do who disagrees: one clause per gemeente that decided in this section.
    pub remedies: Vec<RemedyClause>,
    /// Who signed this section; a receipt has no signature.
    pub signature: Option<Signature>,
}

/// An annex: starts on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// Its title, with its number.
    pub title: String,
    /// Its text.
    pub section: Section,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// How deep.
        level: HeadingLevel,
        /// Its words.
        text: String,
    },
    /// A paragraph; a line end inside it stays a line end.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A list with bullets.
    List {
        /// The items.
        items: Vec<String>,
    },
    /// A table whose head is repeated on every page.
    Table {
        /// Its columns and rows.
        table: Table,
    },
    /// Names with their values, as a table of two columns.
    KeyValues {
        /// The rows.
        rows: Vec<KeyValue>,
    },
    /// Something the reader must not miss.
    Callout {
        /// What it is about.
        title: String,
        /// What it says.
        text: String,
    },
}

/// Depth of a heading under the subject of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingLevel {
    /// A part of the letter, or of an annex.
    Part,
    /// A part of a part.
    Sub,
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// Where, how and until when the reader can oppose what one gemeente decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyClause {
    /// The gemeente whose decision it is.
    pub gemeente: String,
    /// The last day, as computed by the calendar of terms.
    pub last_day: NaiveDate,
    /// The words.
    pub blocks: Vec<Block>,
}

/// Who signed, and with what power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// On whose behalf, for example the gemeente; a line each.
    pub on_behalf: Vec<String>,
    /// Name of the person.
    pub name: String,
    /// Function of the person.
    pub role: String,
    /// The volmacht or mandaat, and how the letter was signed; a line each.
    pub notes: Vec<String>,
}

impl Block {
    /// A heading of a part.
    #[must_use]
    pub fn part(text: impl Into<String>) -> Self {
        Self::Heading { level: HeadingLevel::Part, text: text.into() }
    }

    /// A heading inside a part.
    #[must_use]
    pub fn sub(text: impl Into<String>) -> Self {
        Self::Heading { level: HeadingLevel::Sub, text: text.into() }
    }

    /// A paragraph.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }
}

impl KeyValue {
    /// A name with its value.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}
