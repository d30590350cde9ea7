//! Permanent codes that a regeling gives to its things: one Rust type per kind, so that a gemeente is never taken for a product.
//! May import: std, serde.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

/// The code of one kind of thing: letters, digits, `_` and `-`, at most 60, starting with a letter. Never renamed.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name<K> {
    text: String,
    kind: PhantomData<fn() -> K>,
}

/// The text cannot be a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code: letters, digits, _ and -, starting with a letter, at most 60")]
pub struct NotAName;

impl<K> Name<K> {
    /// Parse a code.
    ///
    /// # Errors
    /// [`NotAName`] when another character, no character or too many characters are in it.
    pub fn parse(text: &str) -> Result<Self, NotAName> {
        let fits = text.len() <= 60
            && text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if fits { Ok(Self { text: text.to_owned(), kind: PhantomData }) } else { Err(NotAName) }
    }

    /// The code as written in the regeling, stored and shown in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> Clone for Name<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}
impl<K> PartialEq for Name<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<K> Eq for Name<K> {}
impl<K> PartialOrd for Name<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Name<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}
impl<K> std::hash::Hash for Name<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<K> Borrow<str> for Name<K> {
    fn borrow(&self) -> &str {
        &self.text
    }
}
impl<K> fmt::Debug for Name<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> fmt::Display for Name<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> TryFrom<String> for Name<K> {
    type Error = NotAName;
    fn try_from(text: String) -> Result<Self, NotAName> {
        Self::parse(&text)
    }
}
impl<K> From<Name<K>> for String {
    fn from(name: Name<K>) -> Self {
        name.text
    }
}

/// The kinds of things that a regeling names. They have no values: they only tell codes apart.
pub mod kind {
    /// A gemeente, by its CBS code.
    pub enum Gemeente {}
    /// A productgroep.
    pub enum Group {}
    /// A product.
    pub enum Product {}
    /// A doelgroep.
    pub enum TargetGroup {}
    /// A gegeven.
    pub enum Fact {}
    /// A kind of bewijsstuk.
    pub enum EvidenceKind {}
    /// A kind of inkoopdocument.
    pub enum DocumentKind {}
    /// An eis.
    pub enum Requirement {}
    /// A toetspunt within an eis or kind of bewijsstuk.
    pub enum TestPoint {}
}

/// CBS code of a gemeente, such as `GM1690`.
pub type GemeenteCode = Name<kind::Gemeente>;
/// Code of a productgroep.
pub type GroupCode = Name<kind::Group>;
/// Code of a product.
pub type ProductCode = Name<kind::Product>;
/// Code of a doelgroep.
pub type TargetGroupCode = Name<kind::TargetGroup>;
/// Code of a gegeven.
pub type FactCode = Name<kind::Fact>;
/// Code of a kind of bewijsstuk.
pub type EvidenceKindCode = Name<kind::EvidenceKind>;
/// Code of a kind of inkoopdocument.
pub type DocumentKindCode = Name<kind::DocumentKind>;
/// Permanent code of an eis.
pub type RequirementCode = Name<kind::Requirement>;
/// Code of a toetspunt.
pub type TestPointCode = Name<kind::TestPoint>;

/// A productgroep in a gemeente: the unit of window, threshold, closure and exit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LotKey {
    /// The productgroep.
    pub group: GroupCode,
    /// The gemeente.
    pub gemeente: GemeenteCode,
}
