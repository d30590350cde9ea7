//! From what somebody typed to what the domain knows, with every mistake in Dutch beside its field.
//! May import: domain.

use super::error::{Error, FieldError, Result};
use crate::domain::code::Code;
use crate::domain::identifiers::{Identifier, Rule};
use crate::domain::text::single_line;
use crate::domain::words::identifiers as words;

/// The mistakes found so far, in the order of the form.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<FieldError>);

impl Mistakes {
    /// Note a mistake.
    pub fn note(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError::new(field, message));
    }

    /// Keep what was read, or note why it could not be.
    pub fn take<T>(&mut self, field: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|message| self.note(field, message)).ok()
    }

    /// The answer, when nothing is wrong and so everything was read.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every mistake.
    pub fn done<T>(self, read: Option<T>) -> Result<T> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => Err(Error::Invalid(self.0)),
        }
    }
}

/// An identifier.
///
/// # Errors
/// What is wrong with it, in Dutch.
pub fn identifier<K: Rule>(text: &str) -> Result<Identifier<K>, String> {
    Identifier::parse(text).map_err(words::mistake)
}

/// An identifier that need not be there.
///
/// # Errors
/// What is wrong with it, in Dutch.
pub fn optional<K: Rule>(text: &str) -> Result<Option<Identifier<K>>, String> {
    if text.trim().is_empty() { Ok(None) } else { identifier(text).map(Some) }
}

/// One line of text that must say something.
///
/// # Errors
/// `missing` when it is empty; that it is too long.
pub fn line(text: &str, max: usize, missing: &str) -> Result<String, String> {
    let line = single_line(text, max).map_err(words::too_long)?;
    if line.is_empty() { Err(missing.to_owned()) } else { Ok(line) }
}

/// One of a closed set.
///
/// # Errors
/// `missing` for anything else.
pub fn choice<T: Code>(text: &str, missing: &str) -> Result<T, String> {
    T::from_code(text.trim()).ok_or_else(|| missing.to_owned())
}
