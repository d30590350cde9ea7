//! The written reasons a person gives for what they do: never empty, never endless.
//! May import: std, serde, thiserror, text.

use serde::{Deserialize, Serialize};

use crate::text::{TooLong, multi_line};

/// The most characters a motivation may have.
pub const MOST: usize = 10_000;

/// A motivation (Awb art. 3:46, 3:47; G9): at least one visible character, at most [`MOST`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Motivation(String);

/// Why a text is no motivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoMotivation {
    /// Nothing to read in it.
    #[error("the motivation is empty")]
    Empty,
    /// More than [`MOST`] characters.
    #[error("the motivation has more than {MOST} characters")]
    TooLong,
}

impl Motivation {
    /// Take a text as a motivation; what cannot be seen and space around it are dropped.
    ///
    /// # Errors
    /// [`NoMotivation`] when it is empty or too long.
    pub fn parse(text: &str) -> Result<Self, NoMotivation> {
        let text = multi_line(text, MOST).map_err(|TooLong { .. }| NoMotivation::TooLong)?;
        if text.is_empty() { Err(NoMotivation::Empty) } else { Ok(Self(text)) }
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Motivation {
    type Error = NoMotivation;
    fn try_from(text: String) -> Result<Self, NoMotivation> {
        Self::parse(&text)
    }
}
impl From<Motivation> for String {
    fn from(motivation: Motivation) -> Self {
        motivation.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motivation_says_something() {
        assert_eq!(Motivation::parse("  \n\t"), Err(NoMotivation::Empty));
        assert_eq!(Motivation::parse(&"a".repeat(MOST + 1)), Err(NoMotivation::TooLong));
        assert_eq!(Motivation::parse(" De polis is verlopen. ").unwrap().as_str(), "De polis is verlopen.");
    }
}
