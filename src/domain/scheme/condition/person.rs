//! What a person judges by: published toetspunten, alone or beside the WNT and self-declared exclusion grounds.
//! May import: policy_code, scheme.

use crate::policy_code::{FactCode, TestPointCode};
use crate::scheme::Span;

/// The WNT statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WntTest {
    /// Persons with pay.
    pub persons: FactCode,
    /// Whether the WNT applies at all.
    pub applies: FactCode,
    /// The class.
    pub class: FactCode,
    /// By which a person judges transitional right.
    pub points: TestPoints,
}

/// A self-declared exclusion ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionTest {
    /// The declaration: yes or no.
    pub declared: FactCode,
    /// When it was.
    pub date: FactCode,
    /// What it was.
    pub nature: FactCode,
    /// Measures taken since.
    pub measures: FactCode,
    /// Three or five years.
    pub look_back: Span,
    /// By which a person judges a yes.
    pub points: TestPoints,
}

/// Published closed questions by which a person judges; yes is always in favour of the aanbieder. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPoints {
    /// The questions.
    pub points: Vec<TestPoint>,
    /// How many must be answered yes.
    pub enough: Enough,
}

/// One toetspunt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPoint {
    /// Permanent code within its requirement.
    pub code: TestPointCode,
    /// The closed question, in Dutch.
    pub question: String,
    /// When the answer is yes, in Dutch.
    pub norm: String,
    /// What counts as evidence, in Dutch.
    pub evidence: String,
}

/// How many toetspunten must be answered yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// All of them.
    All,
    /// One of them.
    One,
}
