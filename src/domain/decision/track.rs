//! What the remedy track of a procedure asks of a signature. Its words are those of the letters.
//! May import: decision::mandate, letter.

use super::mandate::GrantKind;
use crate::letter::RemedyTrack;

impl RemedyTrack {
    /// What a decision maker must hold to sign in this track.
    #[must_use]
    pub fn grant(self) -> GrantKind {
        match self {
            Self::Civiel => GrantKind::Volmacht,
            Self::Awb => GrantKind::Mandaat,
        }
    }
}
