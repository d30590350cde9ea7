//! What differs between two versions of a regeling: for who must take over the new one, and for who looks before publishing.
//! May import: code, facts, scheme.

use super::build::Scheme;
use super::model::{DocumentDef, EvidenceDef, Product, Requirement};
use crate::code::Code;
use crate::facts::FactDef;

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It is new.
    Added,
    /// It is another.
    Changed,
    /// It is gone.
    Removed,
}

impl Code for Turn {
    const ALL: &'static [Self] = &[Self::Added, Self::Changed, Self::Removed];

    fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A part that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What it is called, or asked.
    Title,
    /// What is said with it.
    Explanation,
    /// The ground it rests on.
    Ground,
    /// What it asks.
    Rule,
    /// Where it applies.
    Scope,
    /// Whether it can ground a refusal, or must be accepted.
    Weight,
    /// Whether it may be repaired.
    Repair,
    /// The day on which it is looked at, or when it is due.
    Day,
    /// To whom it applies.
    AppliesTo,
    /// Which answers or files fit.
    Form,
    /// Who may read it.
    Class,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its permanent code.
    pub code: String,
    /// What happened to it.
    pub turn: Turn,
    /// Which parts changed; empty for what is new or gone.
    pub parts: Vec<Part>,
}

/// Everything that differs for an aanbieder, each in the order of the new version, and what is gone last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Eisen.
    pub requirements: Vec<Item>,
    /// Questions.
    pub questions: Vec<Item>,
    /// Kinds of bewijsstuk.
    pub evidence: Vec<Item>,
    /// Inkoopdocumenten.
    pub documents: Vec<Item>,
    /// Products.
    pub products: Vec<Item>,
}

impl Difference {
    /// Nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What differs between an old version and a new one.
#[must_use]
pub fn difference(old: &Scheme, new: &Scheme) -> Difference {
    let products =
        |scheme: &Scheme| scheme.groups().iter().flat_map(|group| group.products.clone()).collect::<Vec<_>>();
    Difference {
        requirements: items(old.requirements(), new.requirements(), |one| one.code.as_str(), requirement),
        questions: items(old.facts(), new.facts(), |one| one.code.as_str(), question),
        evidence: items(old.evidence(), new.evidence(), |one| one.code.as_str(), evidence),
        documents: items(old.documents(), new.documents(), |one| one.code.as_str(), document),
        products: items(&products(old), &products(new), |one| one.code.as_str(), product),
    }
}

fn items<T>(
    old: &[T],
    new: &[T],
    code: impl Fn(&T) -> &str,
    parts: impl Fn(&T, &T) -> Vec<(Part, bool)>,
) -> Vec<Item> {
    let item = |one: &T, turn, parts| Item { code: code(one).to_owned(), turn, parts };
    let mut found = Vec::new();
    for one in new {
        match old.iter().find(|was| code(was) == code(one)) {
            None => found.push(item(one, Turn::Added, Vec::new())),
            Some(was) => {
                let differs =
                    parts(was, one).into_iter().filter_map(|(part, differs)| differs.then_some(part));
                let differs: Vec<Part> = differs.collect();
                if !differs.is_empty() {
                    found.push(item(one, Turn::Changed, differs));
                }
            }
        }
    }
    let gone = old.iter().filter(|was| !new.iter().any(|one| code(one) == code(was)));
    found.extend(gone.map(|was| item(was, Turn::Removed, Vec::new())));
    found
}

fn requirement(was: &Requirement, is: &Requirement) -> Vec<(Part, bool)> {
    vec![
        (Part::Title, was.title != is.title),
        (Part::Rule, was.condition != is.condition || was.kind != is.kind),
        (Part::Scope, was.scope != is.scope),
        (Part::Weight, was.hard != is.hard),
        (Part::Repair, was.repairable != is.repairable),
        (Part::Day, was.on != is.on || was.moment != is.moment || was.since != is.since),
        (Part::AppliesTo, was.applies_to != is.applies_to),
        (Part::Ground, was.ground != is.ground),
        (Part::Explanation, was.explanation != is.explanation),
    ]
}

fn question(was: &FactDef, is: &FactDef) -> Vec<(Part, bool)> {
    vec![
        (Part::Title, was.question != is.question),
        (Part::Explanation, was.help != is.help),
        (Part::Form, was.kind != is.kind),
        (Part::Class, was.class != is.class),
    ]
}

fn evidence(was: &EvidenceDef, is: &EvidenceDef) -> Vec<(Part, bool)> {
    vec![
        (Part::Title, was.title != is.title),
        (Part::Day, was.validity != is.validity || was.on != is.on),
        (Part::Form, was.manner != is.manner || was.equivalent != is.equivalent),
        (Part::Class, was.class != is.class),
    ]
}

fn document(was: &DocumentDef, is: &DocumentDef) -> Vec<(Part, bool)> {
    vec![(Part::Title, was.title != is.title), (Part::Weight, was.must_accept != is.must_accept)]
}

fn product(was: &Product, is: &Product) -> Vec<(Part, bool)> {
    vec![(Part::Title, was.title != is.title)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"
    ));

    #[test]
    fn what_is_new_changed_and_gone_is_named_with_its_parts_and_the_rest_is_silent() {
        let source = SOURCE;
        let old = Scheme::parse(source.as_bytes()).unwrap();
        assert!(difference(&old, &old).is_empty());
        let changed = source
            .replace("code: UIT-03", "code: UIT-09")
            .replace("geldigheid: {niet_ouder_dan: 6 maanden}", "geldigheid: {niet_ouder_dan: 3 maanden}")
            .replace(
                "vraag: Is uw organisatie in de laatste 5 jaar onherroepelijk veroordeeld?",
                "vraag: Bent u veroordeeld?",
            )
            .replace("terugkijken: 5 jaar", "terugkijken: 3 jaar");
        let new = Scheme::parse(changed.as_bytes()).unwrap();
        let found = difference(&old, &new);
        let item =
            |code: &str, turn, parts: &[Part]| Item { code: code.to_owned(), turn, parts: parts.to_vec() };
        assert_eq!(
            found.requirements,
            [
                item("UIT-01", Turn::Changed, &[Part::Rule]),
                item("UIT-09", Turn::Added, &[]),
                item("UIT-03", Turn::Removed, &[]),
            ]
        );
        assert_eq!(found.questions, [item("veroordeling", Turn::Changed, &[Part::Title])]);
        let kinds: Vec<_> = found.evidence.iter().map(|one| (one.code.as_str(), one.parts.clone())).collect();
        assert!(kinds.contains(&("kvk_uittreksel", vec![Part::Day])), "{kinds:?}");
        assert!(found.documents.is_empty() && found.products.is_empty());
        let back = difference(&new, &old);
        assert_eq!(back.requirements.last().map(|one| one.turn), Some(Turn::Removed));
    }
}
