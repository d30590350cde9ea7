//! The answers of one aanbieder as the rules see them: each with where it comes from and how long it counts.
//! May import: ids, policy_code.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::value::FactValue;
use crate::code::Code;
use crate::ids::EvidenceId;
use crate::policy_code::FactCode;

/// A value with its provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The value.
    pub value: FactValue,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a value comes from, and from when to when it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Who or what said so.
    pub source: Source,
    /// The day on which it was so.
    pub as_of: NaiveDate,
    /// Last day on which it counts; `None`: until there is another.
    pub valid_until: Option<NaiveDate>,
    /// The bewijsstuk that carries it, when there is one.
    pub evidence: Option<EvidenceId>,
}

/// Who or what a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The aanbieder's own statement.
    Aanbieder,
    /// A public register, such as the Handelsregister.
    Register,
    /// Verified by the regional team.
    Team,
}

impl Code for Source {
    const ALL: &'static [Self] = &[Self::Aanbieder, Self::Register, Self::Team];

    fn code(self) -> &'static str {
        match self {
            Self::Aanbieder => "aanbieder",
            Self::Register => "register",
            Self::Team => "team",
        }
    }
}

/// All current values of one aanbieder, at most one per gegeven.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactSet(BTreeMap<FactCode, Fact>);

impl FactSet {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Put a value in, in place of an earlier one.
    pub fn set(&mut self, code: FactCode, fact: Fact) {
        self.0.insert(code, fact);
    }

    /// The value of a gegeven, when there is one.
    #[must_use]
    pub fn get(&self, code: &FactCode) -> Option<&Fact> {
        self.0.get(code)
    }

    /// All values, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&FactCode, &Fact)> {
        self.0.iter()
    }
}

impl FromIterator<(FactCode, Fact)> for FactSet {
    fn from_iter<I: IntoIterator<Item = (FactCode, Fact)>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}
