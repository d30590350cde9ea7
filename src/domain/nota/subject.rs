//! What a question is about: a document, an eis, or something else. May import: std, policy_code.

use std::fmt;

use crate::policy_code::{DocumentKindCode, RequirementCode};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An inkoopdocument.
    Document(DocumentKindCode),
    /// An eis.
    Requirement(RequirementCode),
    /// Something else, such as the planning.
    Other,
}

/// The text names no subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a subject of a question")]
pub struct NotASubject;

impl Subject {
    /// Take a text as a subject: `document:pve`, `requirement:UIT-01` or `other`.
    ///
    /// # Errors
    /// [`NotASubject`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotASubject> {
        match text.split_once(':') {
            None if text == "other" => Ok(Self::Other),
            Some(("document", code)) => {
                DocumentKindCode::parse(code).map(Self::Document).map_err(|_| NotASubject)
            }
            Some(("requirement", code)) => {
                RequirementCode::parse(code).map(Self::Requirement).map_err(|_| NotASubject)
            }
            _ => Err(NotASubject),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(code) => write!(f, "document:{code}"),
            Self::Requirement(code) => write!(f, "requirement:{code}"),
            Self::Other => f.write_str("other"),
        }
    }
}
