//! What can be said about a file, from clean to not to be inspected.
//! May import: std, serde.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The outcome of looking at one file. Only [`Inspection::Clean`] says that nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case", deny_unknown_fields)]
pub enum Inspection {
    /// Nothing was found.
    Clean {
        /// Its pages, where the format has them and they could be counted.
        pages: Option<u32>,
    },
    /// The file can do something when opened. People are told; the file stays as it is.
    ActiveContent {
        /// What it can do.
        what: BTreeSet<Active>,
        /// Its pages, where the format has them and they could be counted.
        pages: Option<u32>,
    },
    /// The file is built in a way no honest program builds it.
    Suspicious {
        /// What is odd.
        why: BTreeSet<Suspicion>,
    },
    /// The file is locked with a password.
    Encrypted,
    /// The file is not complete or not readable.
    Broken {
        /// What is wrong.
        why: Damage,
    },
    /// Nothing can be said: "niet te controleren".
    Uninspectable {
        /// What was in the way.
        why: Obstacle,
    },
}

/// Something a file can do when opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Active {
    /// Macros of an office document.
    Macros,
    /// Script in a PDF.
    Script,
    /// Start a program.
    Launch,
    /// Bring along other files.
    EmbeddedFile,
    /// Fetch something from elsewhere.
    ExternalContent,
    /// Send or fetch form data.
    ActiveForm,
    /// Film, sound, three dimensions or a control.
    RichMedia,
}

/// Something no honest program does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspicion {
    /// It grows enormously when unpacked.
    UnpacksTooLarge,
    /// More parts than any document has.
    TooManyEntries,
    /// An archive within the archive.
    NestedArchive,
    /// Names that leave the folder or that no file system accepts.
    UnsafeEntryName,
    /// Two parts with one name.
    DuplicateEntries,
    /// Parts that share bytes.
    OverlappingEntries,
    /// A link instead of a part.
    SymbolicLink,
    /// Its list of contents can be read in two ways.
    AmbiguousContents,
    /// It is also a file of another type.
    TwoTypesAtOnce,
    /// An XML part that defines entities or brings a document type.
    DocumentTypeDefinition,
    /// Parts that cannot be read by the usual means.
    HiddenParts,
    /// More pixels than any scan has.
    TooManyPixels,
}

/// What is wrong with a broken file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// The beginning is not that of its type.
    NoBeginning,
    /// The end is missing.
    CutOff,
    /// The middle makes no sense.
    Unreadable,
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The child did not start.
    NotStarted,
    /// The child crashed, ran into a limit, or gave no clear answer.
    Stopped,
    /// The child took too long.
    TimedOut,
    /// The file could not be read.
    NotReadable,
}

/// Everything found so far; [`Findings::verdict`] weighs it.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) pages: Option<u32>,
    encrypted: bool,
    damage: Option<Damage>,
    obstacle: Option<Obstacle>,
    suspicious: BTreeSet<Suspicion>,
    active: BTreeSet<Active>,
}

impl Findings {
    pub(super) fn suspect(&mut self, why: Suspicion) {
        self.suspicious.insert(why);
    }
    pub(super) fn active(&mut self, what: Active) {
        self.active.insert(what);
    }
    pub(super) fn encrypted(&mut self) {
        self.encrypted = true;
    }
    pub(super) fn broken(&mut self, why: Damage) {
        self.damage.get_or_insert(why);
    }
    pub(super) fn obstructed(&mut self, why: Obstacle) {
        self.obstacle.get_or_insert(why);
    }

    /// What deceives weighs most; then what kept us from looking; active content counts only in a file that is whole.
    pub(super) fn verdict(self) -> Inspection {
        let Self { pages, encrypted, damage, obstacle, suspicious: why, active: what } = self;
        match (damage, obstacle) {
            _ if !why.is_empty() => Inspection::Suspicious { why },
            _ if encrypted => Inspection::Encrypted,
            (Some(why), _) => Inspection::Broken { why },
            (None, Some(why)) => Inspection::Uninspectable { why },
            (None, None) if !what.is_empty() => Inspection::ActiveContent { what, pages },
            (None, None) => Inspection::Clean { pages },
        }
    }
}
