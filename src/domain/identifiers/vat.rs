//! Btw-id: `NL`, nine digits, `B`, two digits.
//!
//! Check digits differ: those of a legal person follow the elfproef, those given to eenmanszaken since 2020 follow
//! mod 97. Neither rule is published as complete, so they warn and never refuse. May import: identifiers.

use super::rsin::passes_elfproef;
use super::{Flaw, Identifier, IdentifierKind, Rule, compact, is_digits, modulo_97};

/// A Dutch btw-id.
pub type VatId = Identifier<Vat>;

/// Marks a btw-id.
pub enum Vat {}

impl Rule for Vat {
    const KIND: IdentifierKind = IdentifierKind::Vat;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let text = compact(text).to_ascii_uppercase();
        let fits =
            text.strip_prefix("NL").and_then(|rest| rest.split_once('B')).is_some_and(|(number, suffix)| {
                number.len() == 9 && suffix.len() == 2 && is_digits(number) && is_digits(suffix)
            });
        if fits { Ok(text) } else { Err(Flaw::Shape) }
    }
}

impl VatId {
    /// Whether its check digits follow one of the two known rules. If not: ask to look again, but accept.
    #[must_use]
    pub fn checks_out(&self) -> bool {
        let text = self.as_str();
        text.get(2..11).is_some_and(passes_elfproef) || modulo_97(text) == Some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_known_rules_for_check_digits_are_accepted() {
        for right in ["NL123456789B13", "NL000099998B57", "NL820000012B01"] {
            assert!(VatId::parse(right).unwrap().checks_out(), "{right}");
        }
        assert_eq!(VatId::parse("nl 8200.00.012.b01").unwrap().as_str(), "NL820000012B01");
    }

    #[test]
    fn unknown_check_digits_warn_and_do_not_refuse() {
        assert!(!VatId::parse("NL123456789B14").unwrap().checks_out());
    }

    #[test]
    fn another_shape_is_refused() {
        for wrong in ["BE0123456789", "NL12345678B13", "NL123456789B1", "NL12345678BB13", "123456789B13"] {
            assert_eq!(VatId::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }
}
