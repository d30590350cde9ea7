//! The evaluation of an application: requirements that cannot differ between lots are evaluated once.
//! May import: policy_code, scheme.

use std::collections::{BTreeMap, BTreeSet};

use super::change;
use super::input::{Input, LotChoice, Stage};
use super::leaf::Leaf;
use super::outcome::Outcome;
use super::verdict::{About, EvidenceState, Finding, LotVerdict, ProductOutcome, RequirementResult, Verdict};
use crate::ids::EvidenceId;
use crate::policy_code::{LotKey, ProductCode};
use crate::scheme::{CellState, Condition, Moment, Parameter, Requirement, RequirementKind};

/// Version of the evaluation: it changes whenever the same input could give another verdict.
pub const VERDICT_VERSION: u16 = 1;

/// Evaluate an application. Products that are not in use in a gemeente are left out, and a lot without products too;
/// whether a lot is open is for the window to say. The order of lots, evidence and judgements does not matter.
pub fn evaluate(input: &Input<'_>) -> Verdict {
    evaluate_with(
        input,
        |requirement| differs(input, requirement),
        |requirement, lot| result(input, requirement, lot),
    )
}

/// Evaluate by what gives one result: for every eis once, or once per lot where that may differ.
pub(super) fn evaluate_with(
    input: &Input<'_>,
    differs: impl Fn(&Requirement) -> bool,
    mut result: impl FnMut(&Requirement, Option<&LotChoice>) -> RequirementResult,
) -> Verdict {
    let lots = in_use(input);
    let mut results = Vec::new();
    let mut places: BTreeMap<&LotKey, Vec<usize>> = BTreeMap::new();
    for requirement in input.scheme.requirements() {
        let covered: Vec<&LotChoice> = lots.values().filter(|lot| covers(requirement, lot)).collect();
        if differs(requirement) {
            for lot in covered {
                places.entry(&lot.lot).or_default().push(results.len());
                results.push(result(requirement, Some(lot)));
            }
        } else if !covered.is_empty() {
            for lot in covered {
                places.entry(&lot.lot).or_default().push(results.len());
            }
            results.push(result(requirement, None));
        }
    }
    let verdicts = lots.values().map(|lot| {
        let results_of_lot = places.remove(&lot.lot).unwrap_or_default();
        lot_verdict(input, lot, results_of_lot, &results)
    });
    let lots = verdicts.collect();
    Verdict {
        version: VERDICT_VERSION,
        scheme: input.scheme.sha256().to_owned(),
        dates: input.dates,
        supply_on: input.supply.taken_on(),
        results,
        lots,
    }
}

/// The chosen lots in order, each once, with the products that are in use there.
pub(super) fn in_use(input: &Input<'_>) -> BTreeMap<LotKey, LotChoice> {
    let mut lots: BTreeMap<LotKey, LotChoice> = BTreeMap::new();
    for choice in input.lots {
        let products = choice.products.iter().filter(|product| {
            let cell = input.scheme.cell(product, &choice.lot.gemeente);
            let in_group =
                input.scheme.product(product).is_some_and(|(group, _)| group.code == choice.lot.group);
            in_group && cell == Some(CellState::InUse)
        });
        let products: BTreeSet<ProductCode> = products.cloned().collect();
        if products.is_empty() {
            continue;
        }
        let entry = lots.entry(choice.lot.clone()).or_insert_with(|| LotChoice {
            lot: choice.lot.clone(),
            products: Vec::new(),
            capacity: Vec::new(),
        });
        let merged: BTreeSet<ProductCode> = entry.products.iter().cloned().chain(products).collect();
        entry.products = merged.into_iter().collect();
        entry.capacity.extend(choice.capacity.iter().cloned());
        entry.capacity.sort();
    }
    lots
}

pub(super) fn covers(requirement: &Requirement, lot: &LotChoice) -> bool {
    lot.products.iter().any(|product| requirement.scope.covers(&lot.lot.group, product, &lot.lot.gemeente))
}

pub(super) fn differs(input: &Input<'_>, requirement: &Requirement) -> bool {
    let by_place = |code| input.scheme.parameter(code).is_some_and(Parameter::differs);
    requirement.condition.depends_on_lot()
        || requirement.condition.parameters().iter().any(by_place)
        || input.judgements.iter().any(|one| one.requirement == requirement.code && one.lot.is_some())
}

pub(super) fn result(
    input: &Input<'_>,
    requirement: &Requirement,
    lot: Option<&LotChoice>,
) -> RequirementResult {
    let leaf = Leaf::new(input, requirement, lot);
    let (outcome, findings) = condition(&leaf, &requirement.condition);
    let measurable = outcome == Outcome::NotMet && requirement.kind != RequirementKind::Exclusion;
    let changes = if measurable { change::smallest(&leaf) } else { Vec::new() };
    RequirementResult {
        code: requirement.code.clone(),
        title: requirement.title.clone(),
        ground: requirement.ground.clone(),
        kind: requirement.kind,
        hard: requirement.hard,
        due: requirement.moment,
        counts: requirement.hard && due(requirement.moment, input.stage),
        since: requirement.since,
        on: leaf.on,
        lot: lot.map(|lot| lot.lot.clone()),
        outcome,
        evidence: used(&findings),
        findings,
        changes,
    }
}

pub(super) fn due(moment: Moment, stage: Stage) -> bool {
    let from = match moment {
        Moment::Application => Stage::Application,
        Moment::Start => Stage::Start,
        Moment::AfterStart(_) => Stage::Running,
    };
    stage >= from
}

/// The outcome of a condition, with the findings that explain it.
pub(super) fn condition(leaf: &Leaf<'_>, tree: &Condition) -> (Outcome, Vec<Finding>) {
    match tree {
        Condition::All(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| condition(leaf, part)).collect();
            let outcome = Outcome::all(parts.iter().map(|(outcome, _)| *outcome));
            (outcome, parts.into_iter().flat_map(|(_, findings)| findings).collect())
        }
        Condition::Any(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| condition(leaf, part)).collect();
            let outcome = Outcome::any(parts.iter().map(|(outcome, _)| *outcome));
            let telling =
                parts.into_iter().filter(|(one, _)| outcome != Outcome::Met || *one == Outcome::Met);
            (outcome, telling.flat_map(|(_, findings)| findings).collect())
        }
        Condition::IfThen { premise, otherwise, then } => if_then(leaf, premise, otherwise, then),
        single => {
            let finding = leaf.finding(single);
            (finding.outcome, vec![finding])
        }
    }
}

fn if_then(
    leaf: &Leaf<'_>,
    premise: &Condition,
    otherwise: &Condition,
    then: &Condition,
) -> (Outcome, Vec<Finding>) {
    let (spared, reasons) = condition(leaf, otherwise);
    let (consequence, mut findings) = condition(leaf, then);
    let outcome = Outcome::any([spared, consequence]);
    if spared == Outcome::Met {
        return (outcome, vec![Finding { outcome, about: About::NotApplicable { premise: reasons } }]);
    }
    if spared == Outcome::Unknown && consequence != Outcome::Met {
        let (_, open) = condition(leaf, premise);
        findings = open.into_iter().filter(|finding| finding.outcome == Outcome::Unknown).collect();
    }
    (outcome, findings)
}

fn used(findings: &[Finding]) -> BTreeSet<EvidenceId> {
    findings.iter().flat_map(|finding| used_by(&finding.about)).collect()
}

fn used_by(about: &About) -> Vec<EvidenceId> {
    match about {
        About::Evidence { state, .. } => match state {
            EvidenceState::Missing => Vec::new(),
            EvidenceState::Valid { id }
            | EvidenceState::TooOld { id, .. }
            | EvidenceState::Expired { id, .. }
            | EvidenceState::NoDate { id }
            | EvidenceState::Equivalent { id, .. }
            | EvidenceState::NoEquivalent { id } => vec![id.clone()],
        },
        About::Fact { observed, other, .. } => {
            [observed, other].into_iter().flatten().filter_map(|seen| seen.evidence.clone()).collect()
        }
        About::Number { parts, .. } => {
            parts.iter().filter_map(|part| part.observed.as_ref()?.evidence.clone()).collect()
        }
        About::NotApplicable { premise } => {
            premise.iter().flat_map(|finding| used_by(&finding.about)).collect()
        }
        _ => Vec::new(),
    }
}

fn lot_verdict(
    input: &Input<'_>,
    lot: &LotChoice,
    places: Vec<usize>,
    results: &[RequirementResult],
) -> LotVerdict {
    let applies = |place: &usize, product: &ProductCode| {
        let result = results.get(*place)?;
        let requirement = input.scheme.requirement(&result.code)?;
        let counts = result.counts && requirement.scope.covers(&lot.lot.group, product, &lot.lot.gemeente);
        counts.then_some(result.outcome)
    };
    let outcome =
        |product: &ProductCode| Outcome::all(places.iter().filter_map(|place| applies(place, product)));
    let products: Vec<ProductOutcome> = lot
        .products
        .iter()
        .map(|product| ProductOutcome { product: product.clone(), outcome: outcome(product) })
        .collect();
    LotVerdict {
        lot: lot.lot.clone(),
        outcome: Outcome::all(products.iter().map(|one| one.outcome)),
        products,
        results: places,
    }
}
