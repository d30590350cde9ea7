//! What a regeling may say but its writer should look at again. A caution never stops anything.
//! May import: money, scheme::problem.

use super::problem::Place;
use crate::money::Cents;

/// A caution and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// Where.
    pub place: Place,
    /// About what.
    pub warning: Warning,
}

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A demand of turnover without a way for starters (D70).
    NoStarters,
    /// A demand of turnover that names no expected value, so that nobody can see whether it is proportional (D71).
    NoExpectedValue,
    /// A demand of turnover above the expected value of a year (Q14).
    AboveYear {
        /// What is demanded.
        minimum: Cents,
        /// What is expected.
        expected: Cents,
    },
    /// A demand of turnover above three times the expected value of a year: the Gids Proportionaliteit's outer bound (D71).
    AboveTriple {
        /// What is demanded.
        minimum: Cents,
        /// What is expected.
        expected: Cents,
    },
}
