//! What the two forms that suspend admissions have in common: which, until when, and why.
//! May import: app, domain, web.

use serde::Serialize;

use super::date_parts::DateParts;
use super::error::AppError;
use super::forms::{FieldErrors, Form};
use crate::app::FieldError;
use crate::app::admissions::Stop;
use crate::domain::admission::Suspension;
use crate::domain::code::Code as _;
use crate::domain::ids::AdmissionId;
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::words::contracts as words;
use crate::domain::words::dates::long_date;

/// An admission to tick.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Its identifier.
    pub value: String,
    /// Its words.
    pub label: String,
    /// How it stands, where that matters.
    pub help: String,
}

/// A suspension as a page shows it.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// What is suspended, in words.
    pub what: &'static str,
    /// Whose it is: `provider` or `team`.
    pub side: &'static str,
    /// The same in words.
    pub by: &'static str,
    /// Its last day.
    pub last_day: String,
    /// Why.
    pub basis: String,
}

impl From<&Suspension> for Shown {
    fn from(one: &Suspension) -> Self {
        Self {
            what: words::suspended(one.kind),
            side: one.side.code(),
            by: words::side(one.side),
            last_day: long_date(one.until.pred_opt().unwrap_or(one.until)),
            basis: one.basis.as_str().to_owned(),
        }
    }
}

/// The admissions that were ticked.
///
/// # Errors
/// [`AppError::NotFound`] for what is no identifier.
pub fn ticked(form: &Form) -> Result<Vec<AdmissionId>, AppError> {
    form.all("toelating").map(|id| AdmissionId::parse(id).map_err(|_| AppError::NotFound)).collect()
}

/// What somebody wants to suspend. People give the last day; the admission is active again the day after.
///
/// # Errors
/// Each mistake in the form.
pub fn read(form: &Form, admissions: Vec<AdmissionId>, no_reason: &str) -> Result<Stop, Vec<FieldError>> {
    let mut mistakes = FieldErrors::default();
    if admissions.is_empty() {
        mistakes.add("toelating", words::NO_ADMISSION);
    }
    let last = DateParts::sent(form, "tot").date().ok().flatten();
    let until = last.and_then(|last| last.succ_opt());
    if until.is_none() {
        mistakes.add("tot_day", words::NO_LAST_DAY);
    }
    let basis = match Motivation::parse(form.text("reden")) {
        Ok(basis) => Some(basis),
        Err(NoMotivation::Empty) => {
            mistakes.add("reden", no_reason);
            None
        }
        Err(NoMotivation::TooLong) => {
            mistakes.add("reden", words::TOO_LONG);
            None
        }
    };
    match (until, basis) {
        (Some(until), Some(basis)) if mistakes.is_empty() => Ok(Stop { admissions, until, basis }),
        _ => Err(mistakes.into_vec()),
    }
}
