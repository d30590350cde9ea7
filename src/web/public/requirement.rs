//! An eis as everybody may read it: its text comes from the rule that is executed.
//! May import: domain.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::scheme::{
    AppliesTo, Manner, Moment, ProductGroup, Requirement, RequirementKind, Scheme, Scope, Standing, Status,
};
use crate::domain::words::{format, requirement as words};

/// An eis.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementView {
    /// Permanent code, also its place on the page.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its text.
    pub lines: Vec<words::Sentence>,
    /// Article or paragraph.
    pub ground: String,
    /// In force since.
    pub since: NaiveDate,
    /// Whether it can ground a refusal.
    pub hard: bool,
    /// Whether it may be repaired after the close.
    pub repairable: bool,
    /// The day on which it must hold, in words.
    pub on: &'static str,
    /// `application`, `start` or `after_start`.
    pub moment: &'static str,
    /// How long after the start, in words; else empty.
    pub after: String,
    /// Article by which it holds for running admissions too; else empty.
    pub running_article: String,
    /// How long those have, in words; else empty.
    pub transition: String,
    /// Where it applies; empty: everywhere.
    pub scope: Vec<String>,
    /// Why it is asked.
    pub explanation: String,
    /// What must be shown.
    pub evidence: Vec<EvidenceView>,
    /// How certain it is.
    pub standing: &'static str,
}

/// A kind of bewijsstuk.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// Title.
    pub title: String,
    /// How long it counts; may be empty.
    pub validity: String,
    /// Whether it is shown to the team and never kept.
    pub seen_only: bool,
    /// Whether something equivalent is accepted.
    pub equivalent: bool,
}

/// The eisen of one kind, in the order in which people meet them.
#[derive(Debug, Clone, Serialize)]
pub struct KindView {
    /// `exclusion`, `suitability`, `execution` or `declaration`; the template has the words.
    pub code: &'static str,
    /// The eisen.
    pub requirements: Vec<RequirementView>,
}

/// Every eis that can apply to a product group, by kind; all of them without a group.
#[must_use]
pub fn kinds(scheme: &Scheme, group: Option<&ProductGroup>) -> Vec<KindView> {
    let order = [
        (RequirementKind::Exclusion, "exclusion"),
        (RequirementKind::Suitability, "suitability"),
        (RequirementKind::Execution, "execution"),
        (RequirementKind::Declaration, "declaration"),
    ];
    let applies = |one: &&Requirement| group.is_none_or(|group| concerns(&one.scope, group));
    order
        .into_iter()
        .map(|(kind, code)| KindView {
            code,
            requirements: scheme
                .requirements()
                .iter()
                .filter(|one| one.kind == kind)
                .filter(applies)
                .map(|one| view(scheme, one))
                .collect(),
        })
        .filter(|kind| !kind.requirements.is_empty())
        .collect()
}

fn concerns(scope: &Scope, group: &ProductGroup) -> bool {
    let product = || group.products.iter().any(|product| scope.products.contains(&product.code));
    (scope.groups.is_empty() || scope.groups.contains(&group.code))
        && (scope.products.is_empty() || product())
}

/// How certain a value is, as a code for templates.
#[must_use]
pub fn standing(standing: &Standing) -> &'static str {
    match standing.status {
        Status::Decided => "decided",
        Status::Proposed => "proposed",
        Status::Example => "example",
    }
}

fn view(scheme: &Scheme, one: &Requirement) -> RequirementView {
    let (moment, after) = match one.moment {
        Moment::Application => ("application", String::new()),
        Moment::Start => ("start", String::new()),
        Moment::AfterStart(span) => ("after_start", format::span(span)),
    };
    let (running_article, transition) = match &one.applies_to {
        AppliesTo::New => (String::new(), String::new()),
        AppliesTo::Running { article, transition } => (article.clone(), format::span(*transition)),
    };
    RequirementView {
        code: one.code.to_string(),
        title: one.title.clone(),
        lines: words::sentences(scheme, one),
        ground: one.ground.clone(),
        since: one.since,
        hard: one.hard,
        repairable: one.repairable,
        on: words::reference_date(one.on),
        moment,
        after,
        running_article,
        transition,
        scope: scope(scheme, &one.scope),
        explanation: one.explanation.clone().unwrap_or_default(),
        evidence: evidence(scheme, one),
        standing: standing(&one.standing),
    }
}

fn scope(scheme: &Scheme, scope: &Scope) -> Vec<String> {
    let groups = scope.groups.iter().filter_map(|code| Some(scheme.group(code)?.title.clone()));
    let products = scope.products.iter().filter_map(|code| Some(scheme.product(code)?.1.title.clone()));
    let gemeenten = scope.gemeenten.iter().filter_map(|code| Some(scheme.gemeente(code)?.name.clone()));
    groups.chain(products).chain(gemeenten).collect()
}

fn evidence(scheme: &Scheme, one: &Requirement) -> Vec<EvidenceView> {
    let kinds = one.condition.evidence_kinds();
    let defs = kinds.iter().filter_map(|code| scheme.evidence_def(code));
    defs.map(|def| EvidenceView {
        title: def.title.clone(),
        validity: words::evidence(def),
        seen_only: def.manner == Manner::SeenOnly,
        equivalent: def.equivalent.is_some(),
    })
    .collect()
}
