//! A code is permanent, and so is what it means: stored answers, papers and decisions are read by it.
//! May import: facts, identifiers, scheme.

use std::collections::BTreeSet;
use std::mem::discriminant;

use super::Subject;
use crate::facts::FactType;
use crate::identifiers::GemeenteCode;
use crate::scheme::Scheme;

/// A code that would come to mean something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedMeaning {
    /// What kind of thing it is a code of.
    pub subject: Subject,
    /// The code.
    pub code: String,
    /// What would change.
    pub meaning: Meaning,
}

/// What of a meaning would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The type of an answer.
    Type,
    /// A choice that answers may already name is gone.
    Choice,
    /// An answer or paper becomes readable by more people, or by others.
    Class,
    /// An eis changes from one kind to another.
    Kind,
    /// What is paid for.
    Unit,
    /// The procedure or the region itself.
    Procedure,
}

/// The codes that mean something else in the new version. Such a version cannot follow the old one: give it a new code.
#[must_use]
pub fn changed_meanings(old: &Scheme, new: &Scheme) -> Vec<ChangedMeaning> {
    let mut changed = Vec::new();
    let mut add = |subject, code: &str, meaning, differs: bool| {
        if differs {
            changed.push(ChangedMeaning { subject, code: code.to_owned(), meaning });
        }
    };
    add(Subject::Head, old.code(), Meaning::Procedure, old.code() != new.code());
    add(Subject::Head, &old.region().code, Meaning::Procedure, old.region().code != new.region().code);
    for (_, product) in
        old.groups().iter().flat_map(|group| group.products.iter().map(move |one| (group, one)))
    {
        let unit = new.product(&product.code).is_some_and(|(_, now)| now.unit != product.unit);
        add(Subject::Product, product.code.as_str(), Meaning::Unit, unit);
    }
    for fact in old.facts() {
        let Some(now) = new.fact(&fact.code) else { continue };
        let code = fact.code.as_str();
        add(Subject::Fact, code, Meaning::Type, discriminant(&fact.kind) != discriminant(&now.kind));
        add(Subject::Fact, code, Meaning::Choice, !choices(&fact.kind).is_subset(&choices(&now.kind)));
        add(Subject::Fact, code, Meaning::Class, fact.class != now.class);
    }
    for kind in old.evidence() {
        let class = new.evidence_def(&kind.code).is_some_and(|now| now.class != kind.class);
        add(Subject::Evidence, kind.code.as_str(), Meaning::Class, class);
    }
    for requirement in old.requirements().iter().chain(old.switched_off()) {
        let mut all = new.requirements().iter().chain(new.switched_off());
        let now = all.find(|one| one.code == requirement.code);
        let kind = now.is_some_and(|now| now.kind != requirement.kind);
        add(Subject::Requirement, requirement.code.as_str(), Meaning::Kind, kind);
    }
    changed
}

/// What a new version of a running procedure cannot change: it is laid down outside the regeling too, when a procedure is founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// How long the contracts run.
    Term,
    /// The remedy track.
    Track,
    /// A gemeente that joins.
    Joins(GemeenteCode),
    /// A gemeente that leaves.
    Leaves(GemeenteCode),
}

/// What of it a new version would change.
#[must_use]
pub fn changed_foundations(old: &Scheme, new: &Scheme) -> Vec<Fixed> {
    let term = (old.term().from, old.term().until) != (new.term().from, new.term().until);
    let track = old.remedy().track != new.remedy().track;
    let has = |scheme: &Scheme, code: &GemeenteCode| scheme.gemeente(code).is_some();
    let joins = new.gemeenten().iter().map(|one| &one.code).filter(|code| !has(old, code));
    let leaves = old.gemeenten().iter().map(|one| &one.code).filter(|code| !has(new, code));
    term.then_some(Fixed::Term)
        .into_iter()
        .chain(track.then_some(Fixed::Track))
        .chain(joins.cloned().map(Fixed::Joins))
        .chain(leaves.cloned().map(Fixed::Leaves))
        .collect()
}

fn choices(kind: &FactType) -> BTreeSet<&str> {
    match kind {
        FactType::Choice(list) | FactType::Choices(list) | FactType::ComplyOrExplain { rows: list, .. } => {
            list.iter().map(|one| one.code.as_str()).collect()
        }
        _ => BTreeSet::new(),
    }
}
