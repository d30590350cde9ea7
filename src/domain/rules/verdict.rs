//! What an evaluation says, with everything that a letter, an appeal or a replay needs to retrace it.
//! May import: facts, ids, money, policy_code, scheme.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::input::{ReferenceDates, TestAnswer};
use super::outcome::Outcome;
use crate::facts::{FactValue, PersonRole, Source};
use crate::ids::EvidenceId;
use crate::money::Cents;
use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, FactCode, GroupCode, LotKey, ProductCode, RequirementCode,
    TargetGroupCode, TestPointCode,
};
use crate::scheme::{Comparator, Measure, Moment, Operand, RequirementKind, Span, Test, WntClass};

/// The outcome of one evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "a verdict that is not stored or shown is a bug"]
pub struct Verdict {
    /// Version of the evaluation.
    pub version: u16,
    /// SHA-256 of the regeling.
    pub scheme: String,
    /// The reference dates.
    pub dates: ReferenceDates,
    /// The day on which the supply was published.
    pub supply_on: NaiveDate,
    /// Results, in the order of the regeling and then of the lots.
    pub results: Vec<RequirementResult>,
    /// Lots in order of gemeente within productgroep, whatever the order of the application.
    pub lots: Vec<LotVerdict>,
}

/// The outcome for one lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotVerdict {
    /// The lot.
    pub lot: LotKey,
    /// The outcome of all its products together.
    pub outcome: Outcome,
    /// The outcome per product that is in use here.
    pub products: Vec<ProductOutcome>,
    /// Places in [`Verdict::results`], in order.
    pub results: Vec<usize>,
}

/// The outcome for one product in a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOutcome {
    /// The product.
    pub product: ProductCode,
    /// The outcome of the requirements that apply to it.
    pub outcome: Outcome,
}

/// What the rules say about one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementResult {
    /// The requirement.
    pub code: RequirementCode,
    /// Its title.
    pub title: String,
    /// Its ground.
    pub ground: String,
    /// Its kind.
    pub kind: RequirementKind,
    /// An advisory one (`false`) never makes a lot fail.
    pub hard: bool,
    /// When it is due.
    pub due: Moment,
    /// Whether it decides about a lot now: hard, and due by now.
    pub counts: bool,
    /// In force since.
    pub since: NaiveDate,
    /// The day on which it was checked.
    pub on: NaiveDate,
    /// The lot for which it was checked, when the outcome may differ between lots.
    pub lot: Option<LotKey>,
    /// The outcome.
    pub outcome: Outcome,
    /// What was found, in the order of the condition.
    pub findings: Vec<Finding>,
    /// The bewijsstukken that were used.
    pub evidence: BTreeSet<EvidenceId>,
    /// The smallest change that makes this one requirement pass; empty when it passes or cannot be measured.
    pub changes: Vec<Change>,
}

/// What was found about one part of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its outcome.
    pub outcome: Outcome,
    /// About what.
    pub about: About,
}

/// A value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The value.
    pub value: FactValue,
    /// Who or what said so.
    pub source: Source,
    /// The day on which it was so.
    pub as_of: NaiveDate,
    /// The bewijsstuk that carries it, when there is one.
    pub evidence: Option<EvidenceId>,
}

/// Where an answer comes from whose value is told in another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Who or what said so.
    pub source: Source,
    /// The day on which it was so.
    pub as_of: NaiveDate,
}

/// What a finding is about, with what was observed and what is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum About {
    /// A gegeven.
    Fact {
        /// The gegeven.
        fact: FactCode,
        /// Its value.
        observed: Option<Observed>,
        /// The last day on which the value counted, when that lies before the reference date.
        expired_on: Option<NaiveDate>,
        /// What it must be.
        test: Test,
        /// The reference date of a date window.
        on: NaiveDate,
        /// The value of the gegeven that it is compared with.
        other: Option<Observed>,
        /// The value of the parameter that it is compared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parameter: Option<AppliedParameter>,
    },
    /// A count or a sum of answers.
    Number {
        /// How it is made.
        of: Measure,
        /// The answers, in the order of the eis.
        parts: Vec<NumberPart>,
        /// What it comes to; `None` when an answer is missing.
        value: Option<FactValue>,
        /// How it is compared.
        comparator: Comparator,
        /// With what.
        with: Operand,
        /// What that comes to; `None` when it is missing.
        needed: Option<FactValue>,
        /// When that is a parameter.
        parameter: Option<AppliedParameter>,
    },
    /// The requirement does not apply, because of these gegevens.
    NotApplicable {
        /// What was found about the premise.
        premise: Vec<Finding>,
    },
    /// A bewijsstuk.
    Evidence {
        /// Its kind.
        evidence: EvidenceKindCode,
        /// The day on which it must be valid.
        on: NaiveDate,
        /// What there is.
        state: EvidenceState,
    },
    /// Comply or explain: codes of principles.
    ComplyOrExplain {
        /// The gegeven.
        fact: FactCode,
        /// Where the answers come from.
        given: Option<Given>,
        /// Applied.
        applied: Vec<String>,
        /// Explained: for a person.
        explained: Vec<String>,
        /// Neither applied nor explained.
        neither: Vec<String>,
        /// Not answered.
        open: Vec<String>,
    },
    /// The WNT does not apply to this aanbieder.
    WntNotApplicable,
    /// The pay of topfunctionarissen.
    Wnt {
        /// The year.
        year: i32,
        /// The class.
        class: WntClass,
        /// Where the pay comes from.
        given: Given,
        /// Per person.
        persons: Vec<WntPerson>,
    },
    /// The pay cannot be tested.
    WntOpen {
        /// Why not.
        missing: WntMissing,
    },
    /// Places.
    Capacity {
        /// For this doelgroep, or all together.
        target: Option<TargetGroupCode>,
        /// How many there are.
        places: Option<i64>,
        /// How many are needed.
        at_least: i64,
    },
    /// Acceptance of a document.
    Accepted {
        /// The kind of document.
        document: DocumentKindCode,
        /// Whether it was accepted.
        accepted: bool,
    },
    /// The choice of a product in the same gemeente.
    Chosen {
        /// The product.
        product: ProductCode,
        /// Whether it is chosen.
        is_chosen: bool,
        /// Whether it must be.
        needed: bool,
    },
    /// The choice of a product of a productgroep in the same gemeente.
    ChosenGroup {
        /// The productgroep.
        group: GroupCode,
        /// Whether one is chosen.
        is_chosen: bool,
        /// Whether one must be.
        needed: bool,
    },
    /// Whether the lot was closed but for who brings added value when the application came in.
    ClosedLot {
        /// Whether it was.
        closed: bool,
    },
    /// The doelgroepen for which places are offered and the published supply has none free.
    Unserved {
        /// The day on which the supply was published; `None` when the lot was not measured.
        published: Option<NaiveDate>,
        /// These.
        unserved: BTreeSet<TargetGroupCode>,
    },
    /// What each of a combinatie gives by itself. What was found stays with the combinant.
    Members {
        /// Per combinant and onderaannemer.
        each: Vec<MemberOutcome>,
    },
    /// A self-declared exclusion ground. The nature and measures stay with whoever may read them.
    Exclusion {
        /// The declaration.
        fact: FactCode,
        /// Where the declaration comes from.
        given: Option<Given>,
        /// Yes or no, when declared.
        declared: Option<bool>,
        /// When it was.
        date: Option<NaiveDate>,
        /// First day of the look-back.
        look_back_from: NaiveDate,
        /// Gegevens beside a yes that are missing.
        missing: Vec<FactCode>,
        /// What a person answered.
        answers: Vec<TestAnswer>,
    },
    /// A person's judgement.
    Judgement {
        /// What a person answered.
        answers: Vec<TestAnswer>,
        /// Toetspunten without answer.
        open: Vec<TestPointCode>,
    },
}

/// One answer of a count or a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberPart {
    /// The gegeven.
    pub fact: FactCode,
    /// Its value, as far as it still counts.
    pub observed: Option<Observed>,
}

/// The value of a parameter that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedParameter {
    /// The value.
    pub value: FactValue,
    /// In force from this day.
    pub from: NaiveDate,
}

/// What one of a combinatie gives: nothing but the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberOutcome {
    /// From 1: the penvoerder, and then the others in the order of the application.
    pub number: usize,
    /// The outcome.
    pub outcome: Outcome,
}

/// What there is of a bewijsstuk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum EvidenceState {
    /// None.
    Missing,
    /// Valid.
    Valid {
        /// Which.
        id: EvidenceId,
    },
    /// Issued before the first day that counts.
    TooOld {
        /// Which.
        id: EvidenceId,
        /// Issued on.
        issued_on: NaiveDate,
        /// First day that counts.
        from: NaiveDate,
    },
    /// Its end date has passed.
    Expired {
        /// Which.
        id: EvidenceId,
        /// Its end date.
        expired_on: NaiveDate,
    },
    /// The date that its validity needs is not known.
    NoDate {
        /// Which.
        id: EvidenceId,
    },
    /// Offered as equivalent: a person judges, or has judged.
    Equivalent {
        /// Which.
        id: EvidenceId,
        /// What a person answered.
        answers: Vec<TestAnswer>,
    },
    /// Offered as equivalent where nothing else is accepted.
    NoEquivalent {
        /// Which.
        id: EvidenceId,
    },
}

impl EvidenceState {
    /// Its code, as serialised.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Valid { .. } => "valid",
            Self::TooOld { .. } => "too_old",
            Self::Expired { .. } => "expired",
            Self::NoDate { .. } => "no_date",
            Self::Equivalent { .. } => "equivalent",
            Self::NoEquivalent { .. } => "no_equivalent",
        }
    }
}

/// The pay of one topfunctionaris.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WntPerson {
    /// From 1, in the order of the answer.
    pub number: usize,
    /// What the person is.
    pub role: PersonRole,
    /// The pay.
    pub pay: Cents,
    /// The maximum for this person: class × share of the role × part-time × days.
    pub maximum: Cents,
    /// The outcome.
    pub outcome: Outcome,
}

/// Why pay cannot be tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WntMissing {
    /// A gegeven is missing.
    Fact {
        /// Which.
        fact: FactCode,
    },
    /// The pay is of another year.
    Year {
        /// Of this year.
        given: i32,
        /// The last closed year.
        needed: i32,
    },
    /// The national maximum is missing or not confirmed.
    Maximum {
        /// Of this year.
        year: i32,
        /// Of this class.
        class: WntClass,
    },
    /// The share for supervisors is missing or not confirmed.
    Share,
}

impl Verdict {
    /// The results that apply to a lot, in the order of the regeling.
    pub fn results_of<'a>(&'a self, lot: &'a LotVerdict) -> impl Iterator<Item = &'a RequirementResult> {
        lot.results.iter().filter_map(|place| self.results.get(*place))
    }

    /// What it says about one lot, and nothing about others.
    pub fn only(&self, key: &LotKey) -> Self {
        let lot = self.lot(key);
        let results: Vec<RequirementResult> =
            lot.into_iter().flat_map(|one| self.results_of(one).cloned()).collect();
        let lots = lot.map(|one| LotVerdict { results: (0..results.len()).collect(), ..one.clone() });
        Self { results, lots: lots.into_iter().collect(), scheme: self.scheme.clone(), ..*self }
    }

    /// The hard eisen of a lot that are due when its admission starts. What was due with the application was decided on,
    /// and is not asked again.
    pub fn at_start<'a>(&'a self, lot: &'a LotVerdict) -> impl Iterator<Item = &'a RequirementResult> {
        self.results_of(lot).filter(|result| result.hard && result.due == Moment::Start)
    }

    /// Those of them that are not met.
    pub fn open_at_start<'a>(&'a self, lot: &'a LotVerdict) -> impl Iterator<Item = &'a RequirementResult> {
        self.at_start(lot).filter(|result| result.outcome != Outcome::Met)
    }

    /// The hard eisen of a lot that are due some time after its admission started and are not met, each with that time.
    pub fn open_after_start<'a>(
        &'a self,
        lot: &'a LotVerdict,
    ) -> impl Iterator<Item = (&'a RequirementResult, Span)> {
        let open = self.results_of(lot).filter(|result| result.hard && result.outcome != Outcome::Met);
        open.filter_map(|result| match result.due {
            Moment::AfterStart(within) => Some((result, within)),
            Moment::Application | Moment::Start => None,
        })
    }

    /// The outcome for a lot.
    #[must_use]
    pub fn lot(&self, key: &LotKey) -> Option<&LotVerdict> {
        self.lots.iter().find(|one| one.lot == *key)
    }
}
