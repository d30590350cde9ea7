//! The class of a gegeven, bewijsstuk, note or message: it decides who reads it, where it may appear and how long it stays.
//! May import: code.

use crate::code::Code;
use serde::{Deserialize, Serialize};

/// Class of information, with its Woo ground (Wet open overheid art. 5.1, version 1-1-2024).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Anyone may read it.
    Openbaar,
    /// The regional team and the aanbieder itself.
    Intern,
    /// Company information given in confidence: art. 5.1 lid 1 onder c, lid 2 onder f.
    Bedrijfsvertrouwelijk,
    /// About a natural person: art. 5.1 lid 2 onder e.
    Persoon,
    /// Criminal data (AVG art. 10): named officers only; art. 5.1 lid 1 onder d.
    Strafrechtelijk,
    /// Wet Bibob art. 28: named officers only, outside every export.
    Bibob,
}

impl Code for Class {
    const ALL: &'static [Self] = &[
        Self::Openbaar,
        Self::Intern,
        Self::Bedrijfsvertrouwelijk,
        Self::Persoon,
        Self::Strafrechtelijk,
        Self::Bibob,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Openbaar => "openbaar",
            Self::Intern => "intern",
            Self::Bedrijfsvertrouwelijk => "bedrijfsvertrouwelijk",
            Self::Persoon => "persoon",
            Self::Strafrechtelijk => "strafrechtelijk",
            Self::Bibob => "bibob",
        }
    }
}

impl Class {
    /// Read by named officers only; everyone else sees at most the officer's conclusion.
    #[must_use]
    pub fn is_restricted(self) -> bool {
        matches!(self, Self::Strafrechtelijk | Self::Bibob)
    }
}
