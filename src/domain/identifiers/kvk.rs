//! KvK-nummer (8 digits) and vestigingsnummer (12 digits), as in the Handelsregister. Neither has a published check digit.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, digits};

/// The number of an onderneming in the Handelsregister; leading zeroes count.
pub type KvkNumber = Identifier<Kvk>;
/// The number of one establishment in the Handelsregister.
pub type EstablishmentNumber = Identifier<Establishment>;

/// Marks a KvK-nummer.
pub enum Kvk {}
/// Marks a vestigingsnummer.
pub enum Establishment {}

impl Rule for Kvk {
    const KIND: IdentifierKind = IdentifierKind::Kvk;
    fn normalise(text: &str) -> Result<String, Flaw> {
        digits(text, 8)
    }
}

impl Rule for Establishment {
    const KIND: IdentifierKind = IdentifierKind::Establishment;
    fn normalise(text: &str) -> Result<String, Flaw> {
        digits(text, 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kvk_number_keeps_its_leading_zeroes() {
        assert_eq!(KvkNumber::parse("01234567").unwrap().as_str(), "01234567");
        for wrong in ["1234567", "123456789", "1234567a", "\u{661}1234567"] {
            assert_eq!(KvkNumber::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }

    #[test]
    fn an_establishment_has_twelve_digits() {
        assert_eq!(EstablishmentNumber::parse("0000 1234 5678").unwrap().as_str(), "000012345678");
        assert!(EstablishmentNumber::parse("00001234567").is_err());
    }
}
