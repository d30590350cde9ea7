//! What kinds of dispute there are, in which track, and what each carries.
//! May import: code, letter, motivation, text.

use crate::code::Code;
use crate::letter::RemedyTrack;
use crate::motivation::Motivation;
use crate::text::single_line;

/// What kind of dispute it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A klacht at the klachtenmeldpunt.
    Klacht,
    /// A kort geding at the rechtbank.
    KortGeding,
    /// A bezwaar at the college that decided.
    Bezwaar,
}

impl Code for Kind {
    const ALL: &'static [Self] = &[Self::Klacht, Self::KortGeding, Self::Bezwaar];

    fn code(self) -> &'static str {
        match self {
            Self::Klacht => "klacht",
            Self::KortGeding => "kort_geding",
            Self::Bezwaar => "bezwaar",
        }
    }
}

impl Kind {
    /// The track whose remedy it is.
    #[must_use]
    pub fn track(self) -> RemedyTrack {
        match self {
            Self::Klacht | Self::KortGeding => RemedyTrack::Civiel,
            Self::Bezwaar => RemedyTrack::Awb,
        }
    }

    /// The kinds of a track, in the order in which people choose.
    #[must_use]
    pub fn of(track: RemedyTrack) -> &'static [Self] {
        match track {
            RemedyTrack::Civiel => &[Self::Klacht, Self::KortGeding],
            RemedyTrack::Awb => &[Self::Bezwaar],
        }
    }

    /// What an aanbieder can send in itself. A dagvaarding is brought by a deurwaarder.
    #[must_use]
    pub fn sent_in(track: RemedyTrack) -> Self {
        match track {
            RemedyTrack::Civiel => Self::Klacht,
            RemedyTrack::Awb => Self::Bezwaar,
        }
    }
}

/// The number under which a rechtbank keeps a case: `C/19/140123 / KG ZA 26-101`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll(String);

/// The text is no rolnummer: one line of at most [`Roll::MOST`] characters with a figure in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no rolnummer")]
pub struct NoRoll;

impl Roll {
    /// The most characters.
    pub const MOST: usize = 60;

    /// Take a text as a rolnummer. Rechtbanken write it in several ways, so only what cannot be one is refused.
    ///
    /// # Errors
    /// [`NoRoll`].
    pub fn parse(text: &str) -> Result<Self, NoRoll> {
        let line = single_line(text, Self::MOST).map_err(|_| NoRoll)?;
        if line.chars().any(|one| one.is_ascii_digit()) { Ok(Self(line)) } else { Err(NoRoll) }
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Before which judge a kort geding is. The day of the dagvaarding is that on which it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summons {
    /// The rechtbank.
    pub court: Motivation,
    /// The rolnummer, once the rechtbank gave one.
    pub roll: Option<Roll>,
}

/// A dispute of a kind with what that kind carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A klacht.
    Klacht,
    /// A kort geding.
    KortGeding(Summons),
    /// A bezwaar.
    Bezwaar {
        /// Whether an adviescommissie advises (Awb 7:13): the college then has twelve weeks, else six.
        committee: bool,
    },
}

impl Matter {
    /// Of which kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Klacht => Kind::Klacht,
            Self::KortGeding(_) => Kind::KortGeding,
            Self::Bezwaar { .. } => Kind::Bezwaar,
        }
    }
}
