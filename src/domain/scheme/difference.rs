//! What an aanbieder notices of the change from one version of a regeling to another, out of the whole comparison.
//! May import: code, scheme.

use super::build::Scheme;
use super::comparison::{Aspect, Comparison, How, Subject, compare};
use crate::code::Code;

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
    let found = compare(old, new);
    let of = |subject, order: Vec<&str>| items(&found, subject, &order);
    let products = new.groups().iter().flat_map(|group| &group.products);
    Difference {
        requirements: of(
            Subject::Requirement,
            new.requirements().iter().map(|one| one.code.as_str()).collect(),
        ),
        questions: of(Subject::Fact, new.facts().iter().map(|one| one.code.as_str()).collect()),
        evidence: of(Subject::Evidence, new.evidence().iter().map(|one| one.code.as_str()).collect()),
        documents: of(Subject::Document, new.documents().iter().map(|one| one.code.as_str()).collect()),
        products: of(Subject::Product, products.map(|one| one.code.as_str()).collect()),
    }
}

/// What an aanbieder notices of a kind of thing, in the order of the new version and what is gone last.
fn items(found: &Comparison, subject: Subject, order: &[&str]) -> Vec<Item> {
    let noticed = found.items.iter().filter(|one| one.subject == subject).filter_map(|one| {
        let here = order.contains(&one.code.as_str());
        let (turn, parts) = match &one.how {
            // What is not in use is not there for an aanbieder.
            How::Added if !here => return None,
            How::Added => (Turn::Added, Vec::new()),
            How::Removed => (Turn::Removed, Vec::new()),
            How::Changed(aspects) if aspects.contains(&Aspect::InUse) => {
                (if here { Turn::Added } else { Turn::Removed }, Vec::new())
            }
            How::Changed(_) if !here => return None,
            How::Changed(aspects) => {
                let mut parts: Vec<Part> =
                    aspects.iter().filter_map(|aspect| part(subject, *aspect)).collect();
                parts.sort_unstable();
                parts.dedup();
                (Turn::Changed, parts)
            }
        };
        let told = turn != Turn::Changed || !parts.is_empty();
        told.then(|| Item { code: one.code.clone(), turn, parts })
    });
    let mut noticed: Vec<Item> = noticed.collect();
    let place = |item: &Item| order.iter().position(|code| *code == item.code).unwrap_or(usize::MAX);
    noticed.sort_by_key(place);
    noticed
}

/// What an aspect is for an aanbieder; nothing when it does not notice.
fn part(subject: Subject, aspect: Aspect) -> Option<Part> {
    Some(match (subject, aspect) {
        (_, Aspect::Title) => Part::Title,
        (Subject::Product, _) => return None,
        (Subject::Document, Aspect::Hard) => Part::Weight,
        (Subject::Document, _) => return None,
        (Subject::Fact | Subject::Evidence, Aspect::Kind | Aspect::Condition) => Part::Form,
        (_, Aspect::Kind | Aspect::Condition) => Part::Rule,
        (_, Aspect::Explanation) => Part::Explanation,
        (_, Aspect::Scope) => Part::Scope,
        (_, Aspect::Hard) => Part::Weight,
        (_, Aspect::Repairable) => Part::Repair,
        (_, Aspect::Moment | Aspect::Since | Aspect::Validity) => Part::Day,
        (_, Aspect::AppliesTo) => Part::AppliesTo,
        (_, Aspect::Ground) => Part::Ground,
        (_, Aspect::Class) => Part::Class,
        (_, Aspect::Together) => Part::Rule,
        (_, Aspect::InUse | Aspect::Values | Aspect::Standing | Aspect::Other) => return None,
    })
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
