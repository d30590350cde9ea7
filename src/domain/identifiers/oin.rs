//! OIN of Logius, by which governments know organisations in their systems: twenty digits.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, digits};

/// An organisatie-identificatienummer.
pub type Oin = Identifier<OinKind>;

/// Marks an OIN.
pub enum OinKind {}

impl Rule for OinKind {
    const KIND: IdentifierKind = IdentifierKind::Oin;
    fn normalise(text: &str) -> Result<String, Flaw> {
        digits(text, 20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oin_has_twenty_digits() {
        assert!(Oin::parse("00000001820000012000").is_ok());
        assert!(Oin::parse("0000000182000001200").is_err());
    }
}
