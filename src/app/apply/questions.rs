//! Which questions and which bewijsstukken an application must answer: those of the eisen that cover what was chosen. Who takes part
//! beside the penvoerder answers what it must meet by itself, and what is added up.
//! May import: app, domain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::answers::Saved;
use super::contents::as_of;
use super::lots::LotDraft;
use super::opened::Opened;
use crate::domain::code::Code as _;
use crate::domain::facts::{FactDef, FactType};
use crate::domain::policy_code::{EvidenceKindCode, FactCode, RequirementCode};
use crate::domain::rules::MemberRole;
use crate::domain::scheme::{Condition, EvidenceDef, Manner, Requirement, RequirementKind, Scheme};
pub use crate::domain::words::apply::Section;

/// The question by which a regeling asks whether somebody applies as a combinatie.
pub const IN_COMBINATION: &str = "in_combinatie";
/// The question by which a regeling asks whether there are onderaannemers.
pub const SUBCONTRACTORS: &str = "onderaannemers";

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
pub fn sections<'a>(
    opened: &'a Opened,
    lots: &[LotDraft],
    now: DateTime<Utc>,
) -> Vec<(Section, Vec<Asked<'a>>)> {
    let (scheme, role) = (&*opened.scheme, opened.role());
    // Added value is asked of who chose a lot that is closed without it.
    let closed = lots.iter().any(|draft| opened.is_closed(&draft.key(), as_of(opened, now)));
    let shown = |section: &&Section| **section != Section::AddedValue || closed;
    let mut seen: BTreeSet<FactCode> = BTreeSet::new();
    let mut found = Vec::new();
    for section in Section::ALL.iter().filter(shown) {
        let codes = codes_of(scheme, lots, *section, role);
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

fn codes_of(
    scheme: &Scheme,
    lots: &[LotDraft],
    section: Section,
    role: Option<MemberRole>,
) -> BTreeSet<FactCode> {
    let kind = match section {
        Section::Exclusion => RequirementKind::Exclusion,
        Section::Suitability => RequirementKind::Suitability,
        Section::Execution => RequirementKind::Execution,
        Section::Declaration => RequirementKind::Declaration,
        Section::AddedValue => {
            let asking = applying(scheme, lots).filter(|one| one.condition.asks_added_value());
            return asking.flat_map(|one| own_facts(scheme, one, role)).collect();
        }
    };
    applying(scheme, lots)
        .filter(|requirement| requirement.kind == kind && !requirement.condition.asks_added_value())
        .flat_map(|requirement| own_facts(scheme, requirement, role))
        .collect()
}

/// The questions of an eis that are asked of one.
fn own_facts<'a>(
    scheme: &'a Scheme,
    requirement: &'a Requirement,
    role: Option<MemberRole>,
) -> impl Iterator<Item = FactCode> + 'a {
    requirement.condition.facts().into_iter().filter(move |code| asks(scheme, requirement, code, role))
}

/// Whether this question of an eis is asked of one that takes part; of the penvoerder each is.
fn asks(scheme: &Scheme, requirement: &Requirement, code: &FactCode, role: Option<MemberRole>) -> bool {
    let Some(role) = role else { return true };
    let summed = |def: &FactDef| matches!(def.kind, FactType::Whole(_) | FactType::Money(_));
    role.meets_itself(requirement) || role.adds_to(requirement) && scheme.fact(code).is_some_and(summed)
}

/// Whether a question is a declaration that an aanbieder gives anew each time: one about exclusion, or about what only named officers read.
#[must_use]
pub fn is_given_anew(section: Section, def: &FactDef) -> bool {
    section == Section::Exclusion || def.class.is_restricted()
}

/// The first declaration that came along from an earlier time and was not given anew.
pub(super) fn taken_for_granted<'a>(
    sections: &'a [(Section, Vec<Asked<'a>>)],
    saved: &BTreeMap<FactCode, Saved>,
) -> Option<&'a FactDef> {
    let all = sections.iter().flat_map(|(section, asked)| asked.iter().map(move |one| (*section, one)));
    let own = all.filter(|(section, one)| is_given_anew(*section, one.def));
    let came = |def: &FactDef| matches!(saved.get(&def.code), Some(Saved::Value { taken_over: Some(_), .. }));
    own.map(|(_, one)| one.def).find(|def| came(def))
}

/// Whether accepting the documents is asked of one that takes part; of the penvoerder it is.
#[must_use]
pub fn accepts_documents(scheme: &Scheme, lots: &[LotDraft], role: Option<MemberRole>) -> bool {
    let accepts =
        |one: &Requirement| one.condition.leaves().iter().any(|leaf| matches!(leaf, Condition::Accepted(_)));
    role.is_none_or(|role| applying(scheme, lots).any(|one| role.meets_itself(one) && accepts(one)))
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
pub(in crate::app) fn follows(scheme: &Scheme, code: &FactCode) -> Option<FactCode> {
    scheme.requirements().iter().flat_map(|requirement| requirement.condition.leaves()).find_map(|leaf| {
        match leaf {
            Condition::Exclusion(test) if [&test.date, &test.nature, &test.measures].contains(&code) => {
                Some(test.declared.clone())
            }
            _ => None,
        }
    })
}

/// The eisen that look at what one that takes part answers.
#[must_use]
pub fn asked_of<'a>(
    scheme: &'a Scheme,
    lots: &'a [LotDraft],
    role: MemberRole,
) -> BTreeSet<&'a RequirementCode> {
    let looks = |one: &&Requirement| role.meets_itself(one) || role.adds_to(one);
    applying(scheme, lots).filter(looks).map(|one| &one.code).collect()
}

/// The kinds of bewijsstuk that are asked, each with the eisen that ask for it.
#[must_use]
pub fn evidence_asked<'a>(
    scheme: &'a Scheme,
    lots: &'a [LotDraft],
    role: Option<MemberRole>,
) -> Vec<(&'a EvidenceDef, Vec<&'a Requirement>)> {
    let of_role = |one: &&Requirement| role.is_none_or(|role| role.is_asked(one));
    let requirements: Vec<&Requirement> = applying(scheme, lots).filter(of_role).collect();
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
