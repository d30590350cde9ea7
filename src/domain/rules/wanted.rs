//! Which bewijsstukken can still help, with the answers so far, and which of them stand in each other's place.
//! May import: policy_code, scheme.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::{condition, covers, differs, due, in_use};
use super::input::{Input, LotChoice};
use super::leaf::Leaf;
use super::outcome::Outcome;
use crate::policy_code::{EvidenceKindCode, RequirementCode};
use crate::scheme::Condition;

/// Kinds that an eis wants, each with the kinds that would do instead.
type Kinds = BTreeMap<EvidenceKindCode, BTreeSet<EvidenceKindCode>>;

/// What an eis wants to see of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The eis.
    pub by: RequirementCode,
    /// Whether it can ground a refusal.
    pub hard: bool,
    /// Whether it is due at this stage.
    pub due: bool,
    /// The kind.
    pub kind: EvidenceKindCode,
    /// Kinds of which one would do instead.
    pub instead: BTreeSet<EvidenceKindCode>,
}

/// What the eisen want that hold for the chosen lots: what is there and counts, and what is missing and would count.
#[must_use]
pub fn wanted(input: &Input<'_>) -> Vec<Wanted> {
    let lots = in_use(input);
    let mut found = Vec::new();
    for by in input.scheme.requirements() {
        let covered: Vec<Option<&LotChoice>> =
            lots.values().filter(|lot| covers(by, lot)).map(Some).collect();
        let each = if differs(input, by) || covered.is_empty() { covered } else { vec![None] };
        let mut kinds = Kinds::new();
        for lot in each {
            add(&mut kinds, asked(&Leaf::new(input, by, lot), &by.condition));
        }
        found.extend(kinds.into_iter().map(|(kind, instead)| Wanted {
            by: by.code.clone(),
            hard: by.hard,
            due: due(by.moment, input.stage),
            kind,
            instead,
        }));
    }
    found
}

/// Of a kind that is wanted twice only what does instead of both.
fn add(kinds: &mut Kinds, more: Kinds) {
    for (kind, instead) in more {
        let both = kinds.get(&kind).map(|known| known & &instead);
        kinds.insert(kind, both.unwrap_or(instead));
    }
}

fn asked(leaf: &Leaf<'_>, tree: &Condition) -> Kinds {
    match tree {
        Condition::Evidence(kind) => Kinds::from([(kind.clone(), BTreeSet::new())]),
        Condition::All(parts) => {
            let mut all = Kinds::new();
            parts.iter().for_each(|part| add(&mut all, asked(leaf, part)));
            all
        }
        Condition::Any(parts) => one_of(leaf, parts),
        Condition::IfThen { otherwise, then, .. } => match condition(leaf, otherwise).0 {
            Outcome::NotMet => asked(leaf, then),
            // Whether it is wanted depends on an answer that is not there yet.
            _ => Kinds::new(),
        },
        _ => Kinds::new(),
    }
}

/// Where one way is enough: the way that was taken, or else every way that is still open.
fn one_of(leaf: &Leaf<'_>, ways: &[Condition]) -> Kinds {
    if let Some(taken) = ways.iter().find(|way| condition(leaf, way).0 == Outcome::Met) {
        return asked(leaf, taken);
    }
    let open: Vec<Kinds> =
        ways.iter().filter(|way| !is_hopeless(leaf, way)).map(|way| asked(leaf, way)).collect();
    let mut all = Kinds::new();
    for (place, way) in open.iter().enumerate() {
        let others = open.iter().enumerate().filter(|(other, _)| *other != place);
        let instead: BTreeSet<EvidenceKindCode> =
            others.flat_map(|(_, kinds)| kinds.keys().cloned()).collect();
        add(&mut all, way.keys().map(|kind| (kind.clone(), instead.clone())).collect());
    }
    all
}

/// Whether no paper can make it pass.
fn is_hopeless(leaf: &Leaf<'_>, tree: &Condition) -> bool {
    match tree {
        Condition::Evidence(_) => false,
        Condition::All(parts) => parts.iter().any(|part| is_hopeless(leaf, part)),
        Condition::Any(parts) => parts.iter().all(|part| is_hopeless(leaf, part)),
        Condition::IfThen { otherwise, then, .. } => is_hopeless(leaf, otherwise) && is_hopeless(leaf, then),
        single => leaf.finding(single).outcome == Outcome::NotMet,
    }
}
