//! Comparisons: a gegeven or a number made of answers against a value, another gegeven or a parameter. Closed under negation.
//! May import: facts, policy_code, scheme.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::facts::FactValue;
use crate::policy_code::{FactCode, ParameterCode};
use crate::scheme::Span;

/// A gegeven and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactTest {
    /// The gegeven.
    pub fact: FactCode,
    /// What it must be.
    pub test: Test,
}

/// A number made of answers, and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberTest {
    /// How it is made.
    pub of: Measure,
    /// How it is compared.
    pub comparator: Comparator,
    /// With what: a whole number for a count, a value of the type of the answers for a sum.
    pub with: Operand,
}

/// A number made of answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many choices, rows of a table or persons.
    Count {
        /// The gegeven: choices, comply or explain, or persons with pay.
        fact: FactCode,
        /// Only these choices, answers (toegepast, uitgelegd, niet) or functions; empty: all.
        of: BTreeSet<String>,
    },
    /// Answers added up.
    Sum {
        /// The gegevens, all of one type; of persons their pay counts.
        facts: Vec<FactCode>,
        /// Of persons only these functions; empty: all.
        of: BTreeSet<String>,
    },
}

impl Measure {
    /// The gegevens that it is made of.
    #[must_use]
    pub fn facts(&self) -> &[FactCode] {
        match self {
            Self::Count { fact, .. } => std::slice::from_ref(fact),
            Self::Sum { facts, .. } => facts,
        }
    }
}

/// What a gegeven must be. Closed under negation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case")]
pub enum Test {
    /// A comparison with a value or another gegeven of the same type.
    Compare {
        /// How.
        comparator: Comparator,
        /// With what.
        with: Operand,
    },
    /// Inside a set of codes, or outside it.
    OneOf {
        /// The set.
        codes: BTreeSet<String>,
        /// Inside or outside.
        inside: bool,
    },
    /// Contains all these codes, or not.
    Contains {
        /// The codes.
        codes: BTreeSet<String>,
        /// All, or not all.
        all: bool,
    },
    /// A day in the window that ends on the reference date, or outside it.
    NotOlder {
        /// Length of the window: months or years.
        than: Span,
        /// The reference date; `None`: that of the requirement.
        on: Option<ReferenceDate>,
        /// Inside or outside.
        inside: bool,
    },
    /// A last day on or after the reference date, or before it.
    ValidOn {
        /// The reference date.
        on: ReferenceDate,
        /// Valid, or not.
        valid: bool,
    },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// `is`
    Equal,
    /// `is_niet`
    NotEqual,
    /// `ten_minste`
    AtLeast,
    /// `ten_hoogste`
    AtMost,
    /// `meer_dan`
    MoreThan,
    /// `minder_dan`
    LessThan,
}

/// What a gegeven is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// A value.
    Literal(FactValue),
    /// Another gegeven.
    Fact(FactCode),
    /// A parameter of the regeling, as it stands on the reference date.
    Parameter(ParameterCode),
}

/// A day that a procedure names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceDate {
    /// The day of submission.
    Submission,
    /// The day on which the window closes.
    Close,
    /// The day on which admissions start.
    Start,
}

impl Test {
    /// The test that holds exactly when this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Compare { comparator, with } => Self::Compare { comparator: comparator.negated(), with },
            Self::OneOf { codes, inside } => Self::OneOf { codes, inside: !inside },
            Self::Contains { codes, all } => Self::Contains { codes, all: !all },
            Self::NotOlder { than, on, inside } => Self::NotOlder { than, on, inside: !inside },
            Self::ValidOn { on, valid } => Self::ValidOn { on, valid: !valid },
        }
    }
}

impl Comparator {
    /// The comparator that holds exactly when this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::AtLeast => Self::LessThan,
            Self::LessThan => Self::AtLeast,
            Self::AtMost => Self::MoreThan,
            Self::MoreThan => Self::AtMost,
        }
    }
}
