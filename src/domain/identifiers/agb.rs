//! AGB-code of Vektis: eight digits, of which the first two tell the kind of zorgaanbieder.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, digits};

/// An AGB-code.
pub type AgbCode = Identifier<Agb>;

/// Marks an AGB-code.
pub enum Agb {}

impl Rule for Agb {
    const KIND: IdentifierKind = IdentifierKind::Agb;
    fn normalise(text: &str) -> Result<String, Flaw> {
        digits(text, 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agb_code_has_eight_digits() {
        assert_eq!(AgbCode::parse("41-000001").unwrap().as_str(), "41000001");
        assert!(AgbCode::parse("4100001").is_err());
    }
}
