//! The definition of a gegeven: the question, its type with bounds, and its class.
//! May import: class, money, policy_code.

use chrono::NaiveDate;

use super::value::{Comply, FactValue};
use crate::class::Class;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::FactCode;

/// One question of a regeling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDef {
    /// Permanent code.
    pub code: FactCode,
    /// The question, in Dutch.
    pub question: String,
    /// Help with the question, in Dutch.
    pub help: Option<String>,
    /// Type and bounds of the answer.
    pub kind: FactType,
    /// Who may read the answer.
    pub class: Class,
    /// Whether an earlier answer is offered again.
    pub reusable: bool,
}

/// Type of a gegeven, with its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactType {
    /// Yes or no.
    YesNo,
    /// Whole number.
    Whole(Range<i64>),
    /// Amount in eurocents.
    Money(Range<Cents>),
    /// Share in basis points.
    Percent(Range<BasisPoints>),
    /// Calendar day.
    Day(Range<NaiveDate>),
    /// One of these.
    Choice(Vec<Choice>),
    /// Some of these.
    Choices(Vec<Choice>),
    /// Text with a length in characters.
    Text(Range<i64>),
    /// Comply or explain per row.
    ComplyOrExplain {
        /// The principles.
        rows: Vec<Choice>,
        /// Least length of an explanation, in characters.
        min_explanation: i64,
    },
    /// Topfunctionarissen with pay.
    PaidPersons,
}

/// A code with the words people see for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Permanent code.
    pub code: String,
    /// In Dutch.
    pub title: String,
}

/// Bounds, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<T> {
    /// Least value, when there is one.
    pub min: Option<T>,
    /// Greatest value, when there is one.
    pub max: Option<T>,
}

impl<T: PartialOrd> Range<T> {
    /// No bounds.
    #[must_use]
    pub const fn open() -> Self {
        Self { min: None, max: None }
    }

    /// Whether the value lies within the bounds.
    pub fn holds(&self, value: &T) -> bool {
        self.min.as_ref().is_none_or(|min| value >= min) && self.max.as_ref().is_none_or(|max| value <= max)
    }
}

impl FactType {
    /// The words for a code of a list or table.
    #[must_use]
    pub fn title_of(&self, code: &str) -> Option<&str> {
        match self {
            Self::Choice(list) | Self::Choices(list) | Self::ComplyOrExplain { rows: list, .. } => {
                list.iter().find(|one| one.code == code).map(|one| one.title.as_str())
            }
            _ => None,
        }
    }

    /// Whether a value has this type and lies within its bounds.
    #[must_use]
    pub fn admits(&self, value: &FactValue) -> bool {
        match (self, value) {
            (Self::YesNo, FactValue::YesNo(_)) => true,
            (Self::Whole(range), FactValue::Whole(number)) => range.holds(number),
            (Self::Money(range), FactValue::Money(amount)) => range.holds(amount),
            (Self::Percent(range), FactValue::Percent(share)) => range.holds(share),
            (Self::Day(range), FactValue::Day(day)) => range.holds(day),
            (Self::Choice(_), FactValue::Choice(code)) => self.title_of(code).is_some(),
            (Self::Choices(_), FactValue::Choices(codes)) => {
                codes.iter().all(|one| self.title_of(one).is_some())
            }
            (Self::Text(range), FactValue::Text(text)) => {
                i64::try_from(text.chars().count()).is_ok_and(|length| range.holds(&length))
            }
            (Self::ComplyOrExplain { rows, min_explanation }, FactValue::ComplyOrExplain(answers)) => {
                answers.len() <= rows.len()
                    && answers.iter().all(|(row, answer)| {
                        self.title_of(row).is_some() && explains_enough(answer, *min_explanation)
                    })
            }
            (Self::PaidPersons, FactValue::PaidPersons(pay)) => {
                (2000..=2100).contains(&pay.year)
                    && pay.persons.iter().all(|one| {
                        (1..=366).contains(&one.days)
                            && (1..=10_000).contains(&one.part_time.get())
                            && one.pay >= Cents::new(0)
                    })
            }
            _ => false,
        }
    }
}

fn explains_enough(answer: &Comply, least: i64) -> bool {
    match answer {
        Comply::Explained(text) => {
            i64::try_from(text.trim().chars().count()).is_ok_and(|length| length >= least)
        }
        Comply::Applied | Comply::Neither => true,
    }
}
