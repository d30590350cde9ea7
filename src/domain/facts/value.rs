//! The value of a gegeven: one variant per type that a regeling can ask for.
//! May import: money.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::money::{BasisPoints, Cents};

/// A typed answer. Whether it fits its question is checked where it enters (`form`, `json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum FactValue {
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// An amount in eurocents.
    Money(Cents),
    /// A share in basis points.
    Percent(BasisPoints),
    /// A calendar day.
    Day(NaiveDate),
    /// One code of a closed list.
    Choice(String),
    /// Several codes of a closed list.
    Choices(BTreeSet<String>),
    /// Free text.
    Text(String),
    /// Per principle: applied, explained or neither.
    ComplyOrExplain(BTreeMap<String, Comply>),
    /// Topfunctionarissen with their pay in one year.
    PaidPersons(PaidPersons),
}

/// The answer on one principle of a code that may be explained away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "text", rename_all = "snake_case")]
pub enum Comply {
    /// Toegepast.
    Applied,
    /// Uitgelegd: not applied, with the reason.
    Explained(String),
    /// Neither applied nor explained.
    Neither,
}

impl Comply {
    /// The codes of the three answers, as typed in a form.
    pub const CODES: [&'static str; 3] = ["toegepast", "uitgelegd", "niet"];

    /// The code of this answer.
    #[must_use]
    pub fn code(&self) -> &'static str {
        let [applied, explained, neither] = Self::CODES;
        match self {
            Self::Applied => applied,
            Self::Explained(_) => explained,
            Self::Neither => neither,
        }
    }
}

/// Pay of topfunctionarissen over one calendar year (WNT). Persons are numbered, never named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPersons {
    /// The calendar year of the pay.
    pub year: i32,
    /// In the order in which they were given: the first is number 1.
    pub persons: Vec<PaidPerson>,
}

/// One topfunctionaris in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPerson {
    /// What the person is: it decides which maximum holds.
    pub role: PersonRole,
    /// Bezoldiging of the year in eurocents.
    pub pay: Cents,
    /// Part-time factor: 10,000 is full time.
    pub part_time: BasisPoints,
    /// Days in office in that year, 1 to 366.
    pub days: u16,
    /// Whether overgangsrecht is invoked.
    pub transitional: bool,
}

/// Function of a topfunctionaris, as far as the WNT maximum differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonRole {
    /// Bestuurder or other highest executive.
    Leidinggevend,
    /// Chair of the internal supervisory body.
    ToezichtVoorzitter,
    /// Member of the internal supervisory body.
    ToezichtLid,
}

impl Code for PersonRole {
    const ALL: &'static [Self] = &[Self::Leidinggevend, Self::ToezichtVoorzitter, Self::ToezichtLid];

    fn code(self) -> &'static str {
        match self {
            Self::Leidinggevend => "leidinggevend",
            Self::ToezichtVoorzitter => "toezicht_voorzitter",
            Self::ToezichtLid => "toezicht_lid",
        }
    }
}
