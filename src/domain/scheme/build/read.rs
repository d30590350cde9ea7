//! Typed values of keys. Nothing when a key is absent or wrong: the key table has said so already.
//! May import: class, code, money, policy_code, scheme.

use chrono::NaiveDate;

use crate::code::Code;
use crate::money::{BasisPoints, Cents};
use crate::scheme::condition::{Enough, ReferenceDate, TestPoint, TestPoints};
use crate::scheme::model::{Standing, Status};
use crate::scheme::scalar::{self, Span};
use crate::scheme::tree::Node;

pub(crate) fn text(node: &Node, key: &str) -> Option<String> {
    node.text_of(key).map(str::to_owned)
}

/// A code of any kind.
pub(crate) fn name<T: TryFrom<String>>(node: &Node, key: &str) -> Option<T> {
    T::try_from(text(node, key)?).ok()
}

pub(crate) fn names<T: TryFrom<String>>(node: &Node, key: &str) -> Vec<T> {
    node.items_of(key).iter().filter_map(|item| T::try_from(item.text()?.to_owned()).ok()).collect()
}

pub(crate) fn yes_no(node: &Node, key: &str) -> Option<bool> {
    scalar::yes_no(node.text_of(key)?)
}

/// An absent key means this.
pub(crate) fn yes_no_or(node: &Node, key: &str, default: bool) -> Option<bool> {
    if node.get(key).is_none() { Some(default) } else { yes_no(node, key) }
}

pub(crate) fn number(node: &Node, key: &str) -> Option<i64> {
    scalar::number(node.text_of(key)?)
}

pub(crate) fn money(node: &Node, key: &str) -> Option<Cents> {
    scalar::money(node.text_of(key)?)
}

pub(crate) fn percent(node: &Node, key: &str) -> Option<BasisPoints> {
    scalar::percent(node.text_of(key)?)
}

pub(crate) fn date(node: &Node, key: &str) -> Option<NaiveDate> {
    scalar::date(node.text_of(key)?)
}

pub(crate) fn span(node: &Node, key: &str) -> Option<Span> {
    scalar::span(node.text_of(key)?)
}

pub(crate) fn code<C: Code>(node: &Node, key: &str) -> Option<C> {
    C::from_code(node.text_of(key)?)
}

/// The variant that belongs to a word.
pub(crate) fn word<T: Copy>(node: &Node, key: &str, words: &[(&str, T)]) -> Option<T> {
    let text = node.text_of(key)?;
    words.iter().find(|(word, _)| *word == text).map(|(_, variant)| *variant)
}

pub(crate) fn standing(node: &Node) -> Standing {
    let words =
        [("vastgesteld", Status::Decided), ("voorstel", Status::Proposed), ("voorbeeld", Status::Example)];
    Standing { status: word(node, "status", &words).unwrap_or(Status::Decided), source: text(node, "bron") }
}

pub(crate) const REFERENCE_DATES: &[(&str, ReferenceDate)] = &[
    ("aanmelding", ReferenceDate::Submission),
    ("sluiting", ReferenceDate::Close),
    ("start", ReferenceDate::Start),
];

pub(crate) fn test_points(node: &Node, key: &str) -> Option<TestPoints> {
    let items = node.items_of(key);
    let points: Vec<TestPoint> = items.iter().filter_map(test_point).collect();
    let enough = match node.get("volstaat") {
        None => Enough::All,
        Some(_) => word(node, "volstaat", &[("alle", Enough::All), ("een", Enough::One)])?,
    };
    (!points.is_empty() && points.len() == items.len()).then_some(TestPoints { points, enough })
}

fn test_point(node: &Node) -> Option<TestPoint> {
    Some(TestPoint {
        code: name(node, "code")?,
        question: text(node, "vraag")?,
        norm: text(node, "norm")?,
        evidence: text(node, "bewijs")?,
    })
}
