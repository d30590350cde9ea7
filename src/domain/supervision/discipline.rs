//! The two kinds of toezicht: apart in people, and in what they read (domain.md L087).
//! May import: code.

use crate::code::Code;

/// What a toezichthouder watches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Discipline {
    /// Kwaliteitstoezicht: is the care safe and good (Wmo 2015 art. 3.1, 6.1)?
    Quality,
    /// Rechtmatigheidstoezicht: is the money spent on what it was given for?
    Lawfulness,
}

impl Discipline {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Quality => Self::Lawfulness,
            Self::Lawfulness => Self::Quality,
        }
    }
}

impl Code for Discipline {
    const ALL: &'static [Self] = &[Self::Quality, Self::Lawfulness];

    fn code(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Lawfulness => "lawfulness",
        }
    }
}
