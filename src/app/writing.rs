//! Texts that people of the team and of the aanbieder write, read once.
//! May import: app::error, domain.

use chrono::NaiveDate;

use crate::app::error::{Error, FieldError, Result};
use crate::domain::motivation::{MOST, Motivation, NoMotivation};
use crate::domain::supervision::find_private;
use crate::domain::text::multi_line;
use crate::domain::words::{review as words, signals};

/// A text that must be there.
pub(in crate::app) fn needed(
    field: &str,
    text: &str,
    missing: &str,
    mistakes: &mut Vec<FieldError>,
) -> Option<Motivation> {
    match Motivation::parse(text) {
        Ok(text) => Some(text),
        Err(NoMotivation::Empty) => {
            mistakes.push(FieldError::new(field, missing));
            None
        }
        Err(NoMotivation::TooLong) => {
            mistakes.push(FieldError::new(field, words::TOO_LONG));
            None
        }
    }
}

/// The same, where it is the only field.
pub(in crate::app) fn only(field: &str, text: &str, missing: &str) -> Result<Motivation> {
    let mut mistakes = Vec::new();
    needed(field, text, missing, &mut mistakes).ok_or(Error::Invalid(mistakes))
}

/// A text that may be left out.
pub(in crate::app) fn optional(field: &str, text: &str) -> Result<String> {
    multi_line(text, MOST).map_err(|_| Error::field(field, words::TOO_LONG))
}

/// The same, as a motivation.
pub(in crate::app) fn perhaps(field: &str, text: &str) -> Result<Option<Motivation>> {
    match Motivation::parse(text) {
        Ok(text) => Ok(Some(text)),
        Err(NoMotivation::Empty) => Ok(None),
        Err(NoMotivation::TooLong) => Err(Error::field(field, words::TOO_LONG)),
    }
}

/// Find what points to a client in a text: a number, a date of birth, a way to reach somebody. A text with a find is kept nowhere.
pub(in crate::app) fn clean(
    field: &str,
    text: &str,
    today: NaiveDate,
    mistakes: &mut Vec<FieldError>,
) -> bool {
    let found = find_private(text, today);
    if !found.is_empty() {
        mistakes.push(FieldError::new(field, signals::private(&found)));
    }
    found.is_empty()
}
