//! A quarter of a year, as regions count: `2026K3`.
//! May import: serde.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A quarter; later ones sort later, as text too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u32,
}

/// The text is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a quarter such as 2026K3")]
pub struct NotAQuarter;

impl Quarter {
    /// Read `2026K3`; a small letter and a `Q` mean the same.
    ///
    /// # Errors
    /// [`NotAQuarter`] for anything else, and for years before 2000.
    pub fn parse(text: &str) -> Result<Self, NotAQuarter> {
        let (year, number) = text.split_once(['K', 'k', 'Q', 'q']).ok_or(NotAQuarter)?;
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|one| one.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 1) {
            return Err(NotAQuarter);
        }
        let (year, number) =
            (year.parse().map_err(|_| NotAQuarter)?, number.parse().map_err(|_| NotAQuarter)?);
        if year < 2000 || !(1..=4).contains(&number) {
            return Err(NotAQuarter);
        }
        Ok(Self { year, number })
    }

    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// Which of the four.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}K{}", self.year, self.number)
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAQuarter;
    fn try_from(text: String) -> Result<Self, NotAQuarter> {
        Self::parse(&text)
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}
