//! Conditions: a small, total, typed language. `niet` is pushed down to the comparisons when a regeling is read, so that there is no
//! negation here and nothing but a comparison of facts can ever be negated.
//! May import: policy_code, scheme.

mod compare;
mod person;

use std::collections::BTreeSet;

pub use compare::{Comparator, FactTest, Measure, NumberTest, Operand, ReferenceDate, Test};
pub use person::{Enough, ExclusionTest, TestPoint, TestPoints, WntTest};

use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, FactCode, GroupCode, ParameterCode, ProductCode, TargetGroupCode,
};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A comparison of a gegeven.
    Fact(FactTest),
    /// A count or a sum of answers.
    Number(NumberTest),
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
    /// A product of a productgroep is chosen in the same gemeente, or none.
    ChosenGroup {
        /// The productgroep.
        group: GroupCode,
        /// Chosen, or not.
        chosen: bool,
    },
    /// The lot was closed but for who brings added value when the application came in, or was not.
    ClosedLot {
        /// Closed, or not.
        closed: bool,
    },
    /// Places in the lot for a doelgroep for which the supply that was published has none free.
    Unserved,
    /// A self-declared exclusion ground.
    Exclusion(ExclusionTest),
    /// A person's judgement.
    Judgement(TestPoints),
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
                Self::Number(one) => {
                    found.extend(one.of.facts().iter().cloned());
                    if let Operand::Fact(other) = &one.with {
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

    /// The parameters that this condition reads.
    #[must_use]
    pub fn parameters(&self) -> BTreeSet<ParameterCode> {
        let codes = self.leaves().into_iter().filter_map(|leaf| match leaf {
            Self::Fact(FactTest { test: Test::Compare { with: Operand::Parameter(code), .. }, .. })
            | Self::Number(NumberTest { with: Operand::Parameter(code), .. }) => Some(code.clone()),
            _ => None,
        });
        codes.collect()
    }

    /// Whether it asks for added value where a lot is closed without it.
    #[must_use]
    pub fn asks_added_value(&self) -> bool {
        self.leaves().into_iter().any(|leaf| matches!(leaf, Self::ClosedLot { .. }))
    }

    /// Whether the outcome may differ between lots, apart from parameters that do.
    #[must_use]
    pub fn depends_on_lot(&self) -> bool {
        let differs = |leaf: &Self| {
            matches!(
                leaf,
                Self::Capacity { .. }
                    | Self::Chosen { .. }
                    | Self::ChosenGroup { .. }
                    | Self::ClosedLot { .. }
                    | Self::Unserved
            )
        };
        self.leaves().into_iter().any(differs)
    }
}
