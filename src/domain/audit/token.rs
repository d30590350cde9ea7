//! A code inside a payload: never free text, so that no name or address slips into the log.
//! May import: code.

use std::fmt;

use crate::code::Code;

/// A code from a scheme or from a closed set: it starts with an ASCII letter and goes on with letters, digits
/// and `. _ - / :`, at most 80 in all. A KvK number, an RSIN and an e-mail address do not fit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(String);

/// The text is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code that may stand in the log")]
pub struct NotAToken;

impl Token {
    /// Take a code that comes from a scheme or another table.
    ///
    /// # Errors
    /// [`NotAToken`] when it is empty, too long or holds anything but code characters.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let fits = text.len() <= 80
            && text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/:".contains(&byte));
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAToken) }
    }

    /// The code of a variant of a closed set.
    #[must_use]
    pub fn of(one: impl Code) -> Self {
        Self(one.code().to_owned())
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_and_a_number_an_address_or_a_sentence_does_not() {
        assert_eq!(Token::parse("MIJ-OV.FIN-01").unwrap().as_str(), "MIJ-OV.FIN-01");
        assert!(Token::parse("dagbesteding/GM0118").is_ok());
        let long = "a".repeat(81);
        for text in ["", "12345678", "piet@example.nl", "te laat ingediend", "é", long.as_str()] {
            assert_eq!(Token::parse(text), Err(NotAToken), "{text}");
        }
    }
}
