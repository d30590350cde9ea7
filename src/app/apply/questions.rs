//! Which questions and which bewijsstukken an application must answer: those of the eisen that cover what was chosen.
//! May import: domain.

use std::collections::BTreeSet;

use super::lots::LotDraft;
use crate::domain::code::Code as _;
use crate::domain::facts::FactDef;
use crate::domain::policy_code::{EvidenceKindCode, FactCode};
use crate::domain::scheme::{Condition, EvidenceDef, Manner, Requirement, RequirementKind, Scheme};
pub use crate::domain::words::apply::Section;

/// A question with what hangs on it.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The question.
    pub def: &'a FactDef,
    /// It is only about a yes on this other question.
    pub follows: Option<FactCode>,
}

/// The questions of each section, in the order of the regeling; each question once, sections without questions left out.
#[must_use]
pub fn sections<'a>(scheme: &'a Scheme, lots: &[LotDraft]) -> Vec<(Section, Vec<Asked<'a>>)> {
    let mut seen: BTreeSet<FactCode> = BTreeSet::new();
    let mut found = Vec::new();
    for section in Section::ALL {
        let codes = codes_of(scheme, lots, *section);
        let asked: Vec<Asked<'a>> = scheme
            .facts()
            .iter()
            .filter(|def| codes.contains(&def.code) && seen.insert(def.code.clone()))
            .map(|def| Asked { def, follows: follows(scheme, &def.code) })
            .collect();
        if !asked.is_empty() {
            found.push((*section, asked));
        }
    }
    found
}

fn codes_of(scheme: &Scheme, lots: &[LotDraft], section: Section) -> BTreeSet<FactCode> {
    let kind = match section {
        Section::Exclusion => RequirementKind::Exclusion,
        Section::Suitability => RequirementKind::Suitability,
        Section::Execution => RequirementKind::Execution,
        Section::Declaration => RequirementKind::Declaration,
        Section::AddedValue => {
            return scheme.added_value().iter().map(|ground| ground.fact.clone()).collect();
        }
    };
    applying(scheme, lots)
        .filter(|requirement| requirement.kind == kind)
        .flat_map(|requirement| requirement.condition.facts())
        .collect()
}

/// The eisen that cover what was chosen; all of them while nothing is.
fn applying<'a>(scheme: &'a Scheme, lots: &'a [LotDraft]) -> impl Iterator<Item = &'a Requirement> {
    scheme.requirements().iter().filter(move |requirement| {
        let covers = |lot: &LotDraft| {
            lot.products.iter().any(|product| requirement.scope.covers(&lot.group, product, &lot.gemeente))
        };
        lots.is_empty() || lots.iter().any(covers)
    })
}

/// The declaration that a question about its date, nature or measures belongs to.
fn follows(scheme: &Scheme, code: &FactCode) -> Option<FactCode> {
    scheme.requirements().iter().flat_map(|requirement| requirement.condition.leaves()).find_map(|leaf| {
        match leaf {
            Condition::Exclusion(test) if [&test.date, &test.nature, &test.measures].contains(&code) => {
                Some(test.declared.clone())
            }
            _ => None,
        }
    })
}

/// The kinds of bewijsstuk that are asked, each with the eisen that ask for it.
#[must_use]
pub fn evidence_asked<'a>(
    scheme: &'a Scheme,
    lots: &'a [LotDraft],
) -> Vec<(&'a EvidenceDef, Vec<&'a Requirement>)> {
    let requirements: Vec<&Requirement> = applying(scheme, lots).collect();
    let asks = |requirement: &Requirement, kind: &EvidenceKindCode| {
        requirement.condition.evidence_kinds().contains(kind)
    };
    scheme
        .evidence()
        .iter()
        .filter(|def| matches!(def.manner, Manner::Upload(_)))
        .filter_map(|def| {
            let by: Vec<&Requirement> =
                requirements.iter().copied().filter(|requirement| asks(requirement, &def.code)).collect();
            (!by.is_empty()).then_some((def, by))
        })
        .collect()
}
