//! Identifiers that others give out: parsed once at the edge, right ever after. One small file per kind.
//! May import: std, serde, code.

mod agb;
mod cpv;
mod email;
mod gemeente;
mod iban;
mod kvk;
mod oin;
mod phone;
mod postcode;
mod rsin;
mod vat;

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

pub use agb::AgbCode;
pub use cpv::CpvCode;
pub use email::EmailAddress;
pub use gemeente::GemeenteCode;
pub use iban::Iban;
pub use kvk::{EstablishmentNumber, KvkNumber};
pub use oin::Oin;
pub use phone::PhoneNumber;
pub use postcode::Postcode;
pub use rsin::{Rsin, passes_elfproef};
pub use vat::VatId;

/// The markers of the kinds, for who wants to be generic over them.
pub mod kind {
    pub use super::agb::Agb;
    pub use super::cpv::Cpv;
    pub use super::email::Email;
    pub use super::gemeente::Gemeente;
    pub use super::iban::IbanKind;
    pub use super::kvk::{Establishment, Kvk};
    pub use super::oin::OinKind;
    pub use super::phone::Phone;
    pub use super::postcode::PostcodeKind;
    pub use super::rsin::RsinKind;
    pub use super::vat::Vat;
}

/// Which identifier a text was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentifierKind {
    /// KvK-nummer.
    Kvk,
    /// Vestigingsnummer.
    Establishment,
    /// RSIN.
    Rsin,
    /// Btw-id.
    Vat,
    /// IBAN.
    Iban,
    /// AGB-code.
    Agb,
    /// Postcode.
    Postcode,
    /// E-mail address.
    Email,
    /// Dutch telephone number.
    Phone,
    /// Organisatie-identificatienummer of Logius.
    Oin,
    /// Common procurement vocabulary.
    Cpv,
    /// Gemeentecode of CBS.
    Gemeente,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// Nothing was given.
    Empty,
    /// Too long, too short, or characters that do not belong.
    Shape,
    /// It looks right, but its check digits do not fit: most often a typing error.
    CheckDigits,
}

/// The text is not such an identifier. The Dutch for it is in `words::identifiers`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{kind:?}: {flaw:?}")]
pub struct IdentifierError {
    /// What it was meant to be.
    pub kind: IdentifierKind,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// How one kind of identifier is recognised.
pub trait Rule {
    /// The kind.
    const KIND: IdentifierKind;

    /// The one way to write this identifier, from what a person typed (without spaces around it, never empty).
    ///
    /// # Errors
    /// The [`Flaw`] that keeps it from being one.
    fn normalise(text: &str) -> Result<String, Flaw>;
}

/// An identifier that is known to be well-formed.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String", bound = "R: Rule")]
pub struct Identifier<R> {
    text: String,
    rule: PhantomData<fn() -> R>,
}

impl<R: Rule> Identifier<R> {
    /// Read what a person typed or a table holds.
    ///
    /// # Errors
    /// [`IdentifierError`] when it is not such an identifier.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = text.trim();
        let normal = if text.is_empty() { Err(Flaw::Empty) } else { R::normalise(text) };
        let text = normal.map_err(|flaw| IdentifierError { kind: R::KIND, flaw })?;
        Ok(Self { text, rule: PhantomData })
    }
}

impl<R> Identifier<R> {
    /// The text in its one way of writing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<R> Clone for Identifier<R> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), rule: PhantomData }
    }
}
impl<R> PartialEq for Identifier<R> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<R> Eq for Identifier<R> {}
impl<R> PartialOrd for Identifier<R> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<R> Ord for Identifier<R> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}
impl<R> std::hash::Hash for Identifier<R> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<R> fmt::Debug for Identifier<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<R> fmt::Display for Identifier<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<R: Rule> TryFrom<String> for Identifier<R> {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        Self::parse(&text)
    }
}
impl<R> From<Identifier<R>> for String {
    fn from(identifier: Identifier<R>) -> Self {
        identifier.text
    }
}

/// The text without the spaces, dots and hyphens that people put in numbers.
fn compact(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace() && !matches!(one, '.' | '-')).collect()
}

/// Exactly this many digits, once compacted.
fn digits(text: &str, count: usize) -> Result<String, Flaw> {
    let text = compact(text);
    if text.len() == count && is_digits(&text) { Ok(text) } else { Err(Flaw::Shape) }
}

/// Nothing but ASCII digits.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number modulo 97 that a text stands for when A is 10, B is 11 and so on (ISO 7064); `None` for other characters.
fn modulo_97(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |rest: u32, one| {
        let value = one.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((rest * shift + value) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_stored_as_its_text_and_checked_when_read_back() {
        let kvk = KvkNumber::parse(" 0123 4567 ").unwrap();
        assert_eq!(serde_json::to_string(&kvk).unwrap(), r#""01234567""#);
        assert_eq!(serde_json::from_str::<KvkNumber>(r#""01234567""#).unwrap(), kvk);
        assert!(serde_json::from_str::<KvkNumber>(r#""1234567""#).is_err());
    }

    #[test]
    fn nothing_typed_is_told_apart_from_something_wrong() {
        let empty = KvkNumber::parse("  ").unwrap_err();
        assert_eq!(empty, IdentifierError { kind: IdentifierKind::Kvk, flaw: Flaw::Empty });
        assert_eq!(KvkNumber::parse("1").unwrap_err().flaw, Flaw::Shape);
    }
}
