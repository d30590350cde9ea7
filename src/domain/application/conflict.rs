//! What ties a person of the team to an aanbieder, so that somebody else must handle its applications (Awb art. 2:4).
//! May import: code.

use crate::code::Code;

/// Why somebody cannot judge freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Works or worked there.
    Work,
    /// Family or friends.
    Family,
    /// Has money in it.
    Money,
    /// Something else.
    Other,
}

impl Code for Relation {
    const ALL: &'static [Self] = &[Self::Work, Self::Family, Self::Money, Self::Other];

    fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Family => "family",
            Self::Money => "money",
            Self::Other => "other",
        }
    }
}
