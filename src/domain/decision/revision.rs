//! Why a decision is looked at again. The decision itself never changes: a new one comes in its place (DESIGN §8).
//! May import: code, dispute::kind.

use crate::code::Code;
use crate::dispute::Kind;

/// What leads to a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// A klacht or bezwaar was found right.
    Objection,
    /// A judge said so.
    Judgment,
    /// An equal case was judged otherwise, and rightly.
    EqualCase,
    /// The team made a mistake.
    OwnMistake,
    /// What the aanbieder gave was not right.
    WrongInformation,
}

impl Cause {
    /// The cause that a dispute in which the aanbieder is right gives.
    #[must_use]
    pub fn of(dispute: Kind) -> Self {
        match dispute {
            Kind::Klacht | Kind::Bezwaar => Self::Objection,
            Kind::KortGeding => Self::Judgment,
        }
    }
}

impl Code for Cause {
    const ALL: &'static [Self] =
        &[Self::Objection, Self::Judgment, Self::EqualCase, Self::OwnMistake, Self::WrongInformation];

    fn code(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Judgment => "judgment",
            Self::EqualCase => "equal_case",
            Self::OwnMistake => "own_mistake",
            Self::WrongInformation => "wrong_information",
        }
    }
}
