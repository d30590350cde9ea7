//! Eisen, and what else a regeling lays down about admission, closing, exit and letters.
//! May import: code, facts, money, policy_code, scheme.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::head::Standing;
use crate::facts::FactValue;
use crate::identifiers::GemeenteCode;
use crate::money::BasisPoints;
use crate::policy_code::{FactCode, GroupCode, ProductCode, RequirementCode};
use crate::scheme::{Comparator, Condition, FactTest, Operand, ReferenceDate, Span, Test};

/// An eis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Permanent code.
    pub code: RequirementCode,
    /// In Dutch.
    pub title: String,
    /// What kind.
    pub kind: RequirementKind,
    /// Article, or paragraph of a published document.
    pub ground: String,
    /// An advisory one (`false`) can never ground a refusal.
    pub hard: bool,
    /// Who of a combinatie must meet it.
    pub together: Together,
    /// Whether it may be repaired after the close.
    pub repairable: bool,
    /// The day on which it must hold.
    pub on: ReferenceDate,
    /// When it is due.
    pub moment: Moment,
    /// In force since.
    pub since: NaiveDate,
    /// To whom it applies.
    pub applies_to: AppliesTo,
    /// Where it applies.
    pub scope: Scope,
    /// Why it is asked, in Dutch.
    pub explanation: Option<String>,
    /// The rule; the published text is rendered from it.
    pub condition: Condition,
    /// How certain this is.
    pub standing: Standing,
}

/// Kind of eis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    /// Uitsluitingsgrond.
    Exclusion,
    /// Geschiktheidseis.
    Suitability,
    /// Uitvoeringseis.
    Execution,
    /// Verklaring.
    Declaration,
}

/// Who of a combinatie must meet an eis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Each of them by itself.
    Each,
    /// All together: numbers and amounts added up, papers of all; every other answer is the penvoerder's.
    Pooled,
    /// The penvoerder.
    Lead,
}

impl Together {
    /// What holds when the regeling does not say: suitability together, everything else each by itself.
    #[must_use]
    pub fn of_kind(kind: RequirementKind) -> Self {
        match kind {
            RequirementKind::Suitability => Self::Pooled,
            RequirementKind::Exclusion | RequirementKind::Execution | RequirementKind::Declaration => {
                Self::Each
            }
        }
    }
}

/// When an eis is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// With the application.
    Application,
    /// When the admission starts.
    Start,
    /// This long after the start.
    AfterStart(Span),
}

/// To whom an eis applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppliesTo {
    /// New applications only.
    New,
    /// Running admissions too; there it makes requests for evidence, never an ending.
    Running {
        /// Article of the contract that allows it.
        article: String,
        /// How long the aanbieder has.
        transition: Span,
    },
}

/// Where something applies; an empty list is everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// In these productgroepen.
    pub groups: Vec<GroupCode>,
    /// For these products.
    pub products: Vec<ProductCode>,
    /// In these gemeenten.
    pub gemeenten: Vec<GemeenteCode>,
}

impl Scope {
    /// Whether a product of a group in a gemeente falls inside.
    #[must_use]
    pub fn covers(&self, group: &GroupCode, product: &ProductCode, gemeente: &GemeenteCode) -> bool {
        (self.groups.is_empty() || self.groups.contains(group))
            && (self.products.is_empty() || self.products.contains(product))
            && (self.gemeenten.is_empty() || self.gemeenten.contains(gemeente))
    }
}

/// When there is enough, so that a lot may be closed. Each measure that is there must be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SufficientSupply {
    /// Free places as share of the demand, at least.
    pub free_share: Option<BasisPoints>,
    /// Waiting time, at most.
    pub waiting: Option<Span>,
    /// Aanbieders, at least.
    pub providers: Option<i64>,
    /// Whether every doelgroep must be served.
    pub every_target_group: bool,
    /// How fresh a statement of capacity must be.
    pub confirmed_within: Span,
    /// A lot with fewer clients is never closed.
    pub fewest_clients: i64,
    /// How certain this is.
    pub standing: Standing,
}

/// A ground on which a closed lot still takes an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedValue {
    /// Permanent code.
    pub code: String,
    /// In Dutch.
    pub title: String,
    /// What kind.
    pub kind: AddedValueKind,
    /// The yes/no question by which it is claimed.
    pub fact: FactCode,
    /// What must hold beside the claim: of the published supply, or by a person's judgement.
    pub condition: Option<Condition>,
    /// How certain this is.
    pub standing: Standing,
}

impl AddedValue {
    /// The ground as a condition: claimed, with what must hold beside the claim.
    #[must_use]
    pub fn holds(&self) -> Condition {
        let with = Operand::Literal(FactValue::YesNo(true));
        let test = Test::Compare { comparator: Comparator::Equal, with };
        let claimed = Condition::Fact(FactTest { fact: self.fact.clone(), test });
        match &self.condition {
            None => claimed,
            Some(condition) => Condition::All(vec![claimed, condition.clone()]),
        }
    }
}

/// Kind of added value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedValueKind {
    /// A doelgroep that nobody serves.
    TargetGroup,
    /// Language, culture or identity.
    Culture,
    /// Local presence.
    Nearness,
    /// Specialism.
    Specialism,
    /// Continuity from complex to basic.
    Continuity,
}

/// When an aanbieder without clients may be asked to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExitRule {
    /// Permanent code.
    pub code: String,
    /// Fewer clients than this.
    pub fewer_than: i64,
    /// Within this time.
    pub within: Span,
    /// Where.
    pub scope: Scope,
    /// How certain this is.
    pub standing: Standing,
}

/// A reason that an assessor can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonCode {
    /// Permanent code.
    pub code: String,
    /// For what.
    pub kind: ReasonKind,
    /// In Dutch.
    pub title: String,
    /// The sentence in Dutch.
    pub text: String,
    /// How certain this is.
    pub standing: Standing,
}

/// What a reason is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// Asking for repair.
    Repair,
    /// Refusing.
    Refusal,
    /// Advice.
    Advice,
}

/// A paragraph that a region adds to its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterParagraph {
    /// Permanent code.
    pub code: String,
    /// Where in the letter.
    pub place: ParagraphPlace,
    /// In Dutch.
    pub text: String,
    /// How certain this is.
    pub standing: Standing,
}

/// Where a paragraph stands in a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphPlace {
    /// At the beginning.
    Opening,
    /// After an admission.
    Admission,
    /// After a refusal.
    Refusal,
    /// About what follows.
    Next,
    /// At the end.
    Closing,
}
