//! What was found on a norm, what the aanbieder says of it, and what was made of that.
//! May import: code, motivation, supervision::investigation.

use super::scope::Scope;
use crate::code::Code;
use crate::motivation::Motivation;

/// Whether a norm is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Voldoet.
    Met,
    /// Voldoet deels.
    Partly,
    /// Voldoet niet.
    NotMet,
    /// Niet onderzocht; the text says why.
    NotExamined,
}

impl Code for Outcome {
    const ALL: &'static [Self] = &[Self::Met, Self::Partly, Self::NotMet, Self::NotExamined];

    fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not_met",
            Self::NotExamined => "not_examined",
        }
    }
}

/// What was found on one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is met.
    pub outcome: Outcome,
    /// What was seen.
    pub text: Motivation,
    /// Where: within the scope of the investigation.
    pub scope: Scope,
}

/// What toezicht makes of the text that the aanbieder wrote beside a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighing {
    /// Why the finding stays or changes.
    pub why: Motivation,
    /// What the outcome is from now on.
    pub outcome: Outcome,
}

/// A finding as it stands in the final report: what a measure can rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalFinding {
    /// Whether the norm is met, after wederhoor.
    pub outcome: Outcome,
    /// What was seen.
    pub text: Motivation,
    /// Where.
    pub scope: Scope,
    /// What the aanbieder says of it, and what was made of that.
    pub heard: Option<(Motivation, Weighing)>,
}
