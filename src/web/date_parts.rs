//! A date as people type it: day, month and year in fields of their own.
//! May import: domain::words, web.

use chrono::NaiveDate;
use serde::Serialize;

use super::forms::{Form, FormView};
use crate::domain::words::accounts as words;

/// A date as typed in three fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DateParts {
    /// Of the month.
    pub day: String,
    /// As a number.
    pub month: String,
    /// Four digits.
    pub year: String,
}

impl DateParts {
    /// What a form sent in `{name}_day`, `{name}_month` and `{name}_year`.
    #[must_use]
    pub fn sent(form: &Form, name: &str) -> Self {
        let part = |part: &str| form.text(&format!("{name}_{part}")).to_owned();
        Self { day: part("day"), month: part("month"), year: part("year") }
    }

    /// What was typed in a form that is shown again, else the known date.
    #[must_use]
    pub fn shown(form: &FormView, name: &str, known: Option<NaiveDate>) -> Self {
        let part = |part: &str| form.answers.get(&format!("{name}_{part}")).cloned();
        match (part("day"), part("month"), part("year")) {
            (Some(day), Some(month), Some(year)) => Self { day, month, year },
            _ => Self::of(known),
        }
    }

    /// A known date.
    #[must_use]
    pub fn of(date: Option<NaiveDate>) -> Self {
        let part = |format: &str| date.map_or_else(String::new, |date| date.format(format).to_string());
        Self { day: part("%-d"), month: part("%-m"), year: part("%Y") }
    }

    /// The date; none when all three are empty.
    ///
    /// # Errors
    /// What to do, in Dutch, when it is no day of the calendar.
    pub fn date(&self) -> Result<Option<NaiveDate>, String> {
        if self.day.is_empty() && self.month.is_empty() && self.year.is_empty() {
            return Ok(None);
        }
        let date = (|| {
            let (day, month, year) =
                (self.day.parse().ok()?, self.month.parse().ok()?, self.year.parse().ok()?);
            NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..=2200).contains(&year))
        })();
        date.map(Some).ok_or_else(|| words::DATE_WRONG.to_owned())
    }
}
