//! Four outcomes, and how they combine.
//! May import: code.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::rules::TestAnswer;
use crate::scheme::{Enough, TestPoints};

/// What the rules say. In this order the least decides under *alle* and the greatest under *een van*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Voldoet niet.
    NotMet,
    /// Onbekend: something is missing.
    Unknown,
    /// Beoordelen: a person must judge.
    Judge,
    /// Voldoet.
    Met,
}

impl Code for Outcome {
    const ALL: &'static [Self] = &[Self::NotMet, Self::Unknown, Self::Judge, Self::Met];

    fn code(self) -> &'static str {
        match self {
            Self::NotMet => "voldoet_niet",
            Self::Unknown => "onbekend",
            Self::Judge => "beoordelen",
            Self::Met => "voldoet",
        }
    }
}

impl Outcome {
    /// Of something that either is so or is not.
    #[must_use]
    pub fn of(met: bool) -> Self {
        if met { Self::Met } else { Self::NotMet }
    }

    /// Of something that is so, is not, or is not known.
    #[must_use]
    pub fn of_known(met: Option<bool>) -> Self {
        met.map_or(Self::Unknown, Self::of)
    }

    /// The outcome of all together: of nothing it is *voldoet*.
    #[must_use]
    pub fn all(outcomes: impl IntoIterator<Item = Self>) -> Self {
        outcomes.into_iter().min().unwrap_or(Self::Met)
    }

    /// The outcome of any: of nothing it is *voldoet niet*.
    #[must_use]
    pub fn any(outcomes: impl IntoIterator<Item = Self>) -> Self {
        outcomes.into_iter().max().unwrap_or(Self::NotMet)
    }

    /// What a person's answers on toetspunten amount to; open questions that still matter leave it to be judged.
    #[must_use]
    pub fn judged(points: &TestPoints, answers: &[TestAnswer]) -> Self {
        let each = points.points.iter().map(|point| {
            match answers.iter().find(|answer| answer.point == point.code) {
                Some(answer) => Self::of(answer.yes),
                None => Self::Judge,
            }
        });
        match points.enough {
            Enough::All => Self::all(each),
            Enough::One => Self::any(each),
        }
    }
}
