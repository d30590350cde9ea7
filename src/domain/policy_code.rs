//! Codes that a regeling gives to its own things: requirements, product groups, reasons. One Rust type each.
//! May import: std, serde, thiserror, identifiers.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::identifiers::GemeenteCode;

/// A code from a regeling: 1 to 64 ASCII letters, digits, points, hyphens or underscores.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String", bound = "K: Clone")]
pub struct PolicyCode<K> {
    text: String,
    kind: PhantomData<K>,
}

/// The text is not a code of a regeling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code of a regeling")]
pub struct NotACode;

impl<K> PolicyCode<K> {
    /// Take a text as a code.
    ///
    /// # Errors
    /// [`NotACode`] when it is empty, longer than 64 or has another character.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
        if fits { Ok(Self { text: text.to_owned(), kind: PhantomData }) } else { Err(NotACode) }
    }

    /// The code as it stands in the regeling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> fmt::Debug for PolicyCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> fmt::Display for PolicyCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> Borrow<str> for PolicyCode<K> {
    fn borrow(&self) -> &str {
        &self.text
    }
}
impl<K> TryFrom<String> for PolicyCode<K> {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::parse(&text)
    }
}
impl<K> From<PolicyCode<K>> for String {
    fn from(code: PolicyCode<K>) -> Self {
        code.text
    }
}

/// What a code is a code of. These types have no values: they only tell codes apart.
pub mod kind {
    /// An eis.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Requirement {}
    /// A productgroep.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Group {}
    /// A reason from the published list of reasons.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Reason {}
    /// A product.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Product {}
    /// A doelgroep.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum TargetGroup {}
    /// A gegeven.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Fact {}
    /// A kind of bewijsstuk.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EvidenceKind {}
    /// A kind of inkoopdocument.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum DocumentKind {}
    /// A parameter: a number that a regeling names.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Parameter {}
    /// A norm of a toetsingskader.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Norm {}
    /// A toetspunt within an eis or kind of bewijsstuk.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum TestPoint {}
}

/// Permanent code of a requirement.
pub type RequirementCode = PolicyCode<kind::Requirement>;
/// Code of a product group.
pub type GroupCode = PolicyCode<kind::Group>;
/// Code of a published reason.
pub type ReasonCode = PolicyCode<kind::Reason>;
/// Code of a product.
pub type ProductCode = PolicyCode<kind::Product>;
/// Code of a doelgroep.
pub type TargetGroupCode = PolicyCode<kind::TargetGroup>;
/// Code of a gegeven.
pub type FactCode = PolicyCode<kind::Fact>;
/// Code of a kind of bewijsstuk.
pub type EvidenceKindCode = PolicyCode<kind::EvidenceKind>;
/// Code of a kind of inkoopdocument.
pub type DocumentKindCode = PolicyCode<kind::DocumentKind>;
/// Permanent code of a norm of a toetsingskader.
pub type NormCode = PolicyCode<kind::Norm>;
/// Code of a parameter.
pub type ParameterCode = PolicyCode<kind::Parameter>;
/// Code of a toetspunt.
pub type TestPointCode = PolicyCode<kind::TestPoint>;

/// A productgroep in a gemeente: the unit of window, threshold, closure and exit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LotKey {
    /// The productgroep.
    pub group: GroupCode,
    /// The gemeente.
    pub gemeente: GemeenteCode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_plain() {
        assert_eq!(RequirementCode::parse("UIT-01.a").unwrap().as_str(), "UIT-01.a");
        for bad in ["", "met spatie", "é", &"x".repeat(65)] {
            assert_eq!(RequirementCode::parse(bad), Err(NotACode), "{bad}");
        }
    }

    #[test]
    fn a_stored_code_is_checked_when_it_is_read() {
        let code: GroupCode = serde_json::from_str("\"ib\"").unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"ib\"");
        assert!(serde_json::from_str::<GroupCode>("\"i b\"").is_err());
    }
}
