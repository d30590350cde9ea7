//! Conditions: a small, total, typed language. `niet` is pushed down to the comparisons when a regeling is read, so that there is no
//! negation here and nothing but a comparison of facts can ever be negated.
//! May import: facts, policy_code, scheme.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::scalar::Span;
use crate::facts::FactValue;
use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, FactCode, ProductCode, TargetGroupCode, TestPointCode,
};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A comparison of a gegeven.
    Fact(FactTest),
    /// Evidence of a kind, present and valid.
    Evidence(EvidenceKindCode),
    /// All of these; at least one.
    All(Vec<Condition>),
    /// One of these; at least one.
    Any(Vec<Condition>),
    /// If the first holds, the second must.
    IfThen {
        /// The premise: comparisons only.
        premise: Box<Condition>,
        /// Its negation, ready to be evaluated.
        otherwise: Box<Condition>,
        /// What must hold then.
        then: Box<Condition>,
    },
    /// Comply or explain.
    ComplyOrExplain {
        /// The gegeven with the table.
        fact: FactCode,
        /// By which a person judges an explanation.
        points: TestPoints,
    },
    /// Pay of topfunctionarissen within the national maximum.
    Wnt(WntTest),
    /// Places in the lot.
    Capacity {
        /// For this doelgroep; `None`: all together.
        target: Option<TargetGroupCode>,
        /// At least this many.
        at_least: i64,
    },
    /// A document was accepted.
    Accepted(DocumentKindCode),
    /// A product is chosen in the same gemeente, or not.
    Chosen {
        /// The product.
        product: ProductCode,
        /// Chosen, or not.
        chosen: bool,
    },
    /// A self-declared exclusion ground.
    Exclusion(ExclusionTest),
    /// A person's judgement.
    Judgement(TestPoints),
}

/// A gegeven and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactTest {
    /// The gegeven.
    pub fact: FactCode,
    /// What it must be.
    pub test: Test,
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

impl Condition {
    /// Every leaf: the conditions that combine nothing, in order.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Condition> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::IfThen { premise, then, .. } => {
                let mut leaves = premise.leaves();
                leaves.extend(then.leaves());
                leaves
            }
            leaf => vec![leaf],
        }
    }

    /// The gegevens that this condition reads.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<FactCode> {
        let mut found = BTreeSet::new();
        for leaf in self.leaves() {
            match leaf {
                Self::Fact(one) => {
                    found.insert(one.fact.clone());
                    if let Test::Compare { with: Operand::Fact(other), .. } = &one.test {
                        found.insert(other.clone());
                    }
                }
                Self::ComplyOrExplain { fact, .. } => {
                    found.insert(fact.clone());
                }
                Self::Wnt(wnt) => found.extend([wnt.persons.clone(), wnt.applies.clone(), wnt.class.clone()]),
                Self::Exclusion(one) => {
                    found.extend([
                        one.declared.clone(),
                        one.date.clone(),
                        one.nature.clone(),
                        one.measures.clone(),
                    ]);
                }
                _ => {}
            }
        }
        found
    }

    /// The kinds of bewijsstuk that this condition asks for.
    #[must_use]
    pub fn evidence_kinds(&self) -> BTreeSet<EvidenceKindCode> {
        let kinds = self.leaves().into_iter().filter_map(|leaf| match leaf {
            Self::Evidence(kind) => Some(kind.clone()),
            _ => None,
        });
        kinds.collect()
    }

    /// The toetspunten by which a person may have to judge; those of equivalent evidence are with its kind.
    #[must_use]
    pub fn test_points(&self) -> Vec<&TestPoints> {
        let points = self.leaves().into_iter().filter_map(|leaf| match leaf {
            Self::ComplyOrExplain { points, .. } | Self::Judgement(points) => Some(points),
            Self::Wnt(wnt) => Some(&wnt.points),
            Self::Exclusion(one) => Some(&one.points),
            _ => None,
        });
        points.collect()
    }

    /// Whether the outcome may differ between lots.
    #[must_use]
    pub fn depends_on_lot(&self) -> bool {
        self.leaves().into_iter().any(|leaf| matches!(leaf, Self::Capacity { .. } | Self::Chosen { .. }))
    }
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
