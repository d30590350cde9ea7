//! Everything an evaluation may look at. It holds values and pseudonymous ids, no names and no free text.
//! May import: facts, ids, policy_code, scheme, supply.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::facts::FactSet;
use crate::ids::{EvidenceId, MemberId};
use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, LotKey, ProductCode, RequirementCode, TargetGroupCode, TestPointCode,
};
use crate::scheme::{NationalTables, ReferenceDate, Scheme};
use crate::supply::SupplySnapshot;

/// The arguments of [`crate::rules::evaluate`].
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The version of the regeling.
    pub scheme: &'a Scheme,
    /// National numbers.
    pub national: &'a NationalTables,
    /// The aanbieder's answers.
    pub facts: &'a FactSet,
    /// The aanbieder's bewijsstukken.
    pub evidence: &'a [EvidenceFact],
    /// The kinds of document that were accepted, in the version in force.
    pub accepted: &'a BTreeSet<DocumentKindCode>,
    /// For which lots and products, with which capacity.
    pub lots: &'a [LotChoice],
    /// The days that the procedure names.
    pub dates: ReferenceDates,
    /// How far the procedure is: requirements that are due later do not count yet.
    pub stage: Stage,
    /// What people judged so far.
    pub judgements: &'a [Judgement],
    /// The lots that were closed but for who brings added value when the application came in.
    pub closed: &'a [LotKey],
    /// The supply that was published when the window opened.
    pub supply: &'a SupplySnapshot,
}

/// A bewijsstuk as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFact {
    /// Its identifier.
    pub id: EvidenceId,
    /// What it is.
    pub kind: EvidenceKindCode,
    /// The day on which it was issued.
    pub issued_on: Option<NaiveDate>,
    /// The last day on which it is valid, when that is on it.
    pub expires_on: Option<NaiveDate>,
    /// SHA-256 of the file; `None` when it was only seen.
    pub sha256: Option<String>,
    /// As what it is offered.
    pub offered: Offered,
}

/// As what a bewijsstuk is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// What was asked.
    AsAsked,
    /// Something equivalent: a person judges.
    AsEquivalent,
}

/// One lot of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotChoice {
    /// The lot.
    pub lot: LotKey,
    /// The products in it.
    pub products: Vec<ProductCode>,
    /// Places, per doelgroep and without.
    pub capacity: Vec<Capacity>,
}

/// Places in a lot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Capacity {
    /// For this doelgroep; `None`: for whoever comes.
    pub target: Option<TargetGroupCode>,
    /// How many.
    pub places: i64,
}

/// The days that a procedure names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceDates {
    /// Day of submission.
    pub submission: NaiveDate,
    /// Day of the close.
    pub close: NaiveDate,
    /// Day on which admissions start.
    pub start: NaiveDate,
}

impl ReferenceDates {
    /// The day with this name.
    #[must_use]
    pub fn on(&self, date: ReferenceDate) -> NaiveDate {
        match date {
            ReferenceDate::Submission => self.submission,
            ReferenceDate::Close => self.close,
            ReferenceDate::Start => self.start,
        }
    }
}

/// How far a procedure is for this aanbieder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Applying and being assessed.
    Application,
    /// The admission is about to start.
    Start,
    /// The terms after the start have passed.
    Running,
}

/// A person's answers on the toetspunten of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The requirement.
    pub requirement: RequirementCode,
    /// About the own part of which other; `None`: about the penvoerder, or about all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// For one lot, or for all.
    pub lot: Option<LotKey>,
    /// The answers.
    pub answers: Vec<TestAnswer>,
}

/// An answer on a toetspunt; yes is in favour of the aanbieder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestAnswer {
    /// The toetspunt.
    pub point: TestPointCode,
    /// The answer.
    pub yes: bool,
}
