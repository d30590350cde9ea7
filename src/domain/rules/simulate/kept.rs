//! What a working out found, as it is kept: canonical bytes with pseudonyms only, readable for as long as the wijziging is.
//! May import: canonical, rules::simulate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Effect;
use crate::canonical::{self, CanonicalError};

/// Version of the form of these bytes.
const VERSION: u16 = 1;

/// What was found, and on which day everybody was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    v: u16,
    /// The day: as if everybody applied and started on it.
    pub on: NaiveDate,
    /// Of how many of them nothing is known but what they offer: they never drop out here.
    pub unknown: usize,
    /// What was found.
    pub effect: Effect,
}

/// The bytes or the value do not fit.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// They are not what a working out found.
    #[error("not a kept effect: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A value that has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Made by a later version of the portal.
    #[error("kept effect version {0} is not known")]
    Version(u16),
}

impl Kept {
    /// Something found on a day.
    #[must_use]
    pub fn new(on: NaiveDate, unknown: usize, effect: Effect) -> Self {
        Self { v: VERSION, on, unknown, effect }
    }

    /// Its canonical bytes: the same finding gives the same bytes.
    ///
    /// # Errors
    /// [`NotKept::Canonical`] when a number does not survive every JSON reader.
    pub fn bytes(&self) -> Result<Vec<u8>, NotKept> {
        Ok(canonical::to_bytes(&serde_json::to_value(self)?)?)
    }

    /// Read it back.
    ///
    /// # Errors
    /// [`NotKept`] when these are not bytes that we know.
    pub fn read(bytes: &[u8]) -> Result<Self, NotKept> {
        let kept: Self = serde_json::from_slice(bytes)?;
        if kept.v == VERSION { Ok(kept) } else { Err(NotKept::Version(kept.v)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_back_and_a_later_form_is_refused() {
        let effect = Effect {
            in_force: "0".repeat(64),
            changed: "1".repeat(64),
            population: 12,
            dropping_out: 0,
            lots: Vec::new(),
        };
        let kept = Kept::new("2027-01-01".parse().unwrap(), 3, effect);
        let bytes = kept.bytes().unwrap();
        assert_eq!(Kept::read(&bytes).unwrap(), kept);
        let later = String::from_utf8(bytes).unwrap().replace("\"v\":1", "\"v\":2");
        assert!(matches!(Kept::read(later.as_bytes()), Err(NotKept::Version(2))));
    }
}
