//! What is asked beside gegevens: kinds of bewijsstuk and inkoopdocumenten.
//! May import: class, code, policy_code, scheme.

use super::head::Standing;
use crate::class::Class;
use crate::code::Code;
use crate::policy_code::{DocumentKindCode, EvidenceKindCode};
use crate::scheme::{ReferenceDate, Span, TestPoints};

/// A kind of bewijsstuk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceDef {
    /// Permanent code.
    pub code: EvidenceKindCode,
    /// In Dutch.
    pub title: String,
    /// Who may read it.
    pub class: Class,
    /// How long it is valid.
    pub validity: Validity,
    /// The day on which it must be valid.
    pub on: ReferenceDate,
    /// How it reaches us.
    pub manner: Manner,
    /// By which a person judges something equivalent; `None`: nothing else is accepted.
    pub equivalent: Option<TestPoints>,
    /// How certain this is.
    pub standing: Standing,
}

/// How long a bewijsstuk is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Issued no longer before the reference date than this.
    NotOlderThan(Span),
    /// Until the end date on it.
    UntilExpiry,
    /// For ever.
    Unlimited,
}

/// How a bewijsstuk reaches us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// Uploaded, in one of these forms.
    Upload(Vec<FileForm>),
    /// Seen by the team and never kept.
    SeenOnly,
}

/// Form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileForm {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpg,
    /// PNG.
    Png,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// OpenDocument text.
    Odt,
}

impl Code for FileForm {
    const ALL: &'static [Self] = &[Self::Pdf, Self::Jpg, Self::Png, Self::Docx, Self::Xlsx, Self::Odt];

    fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
        }
    }
}

/// A kind of inkoopdocument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDef {
    /// Permanent code.
    pub code: DocumentKindCode,
    /// In Dutch.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Whether it must be accepted to submit.
    pub must_accept: bool,
    /// How certain this is.
    pub standing: Standing,
}

/// What an inkoopdocument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Aanmeldingsdocument.
    Admission,
    /// Programma van eisen.
    Programme,
    /// Overeenkomst.
    Agreement,
    /// Tarieven.
    Tariffs,
    /// Bijlage.
    Annex,
}
