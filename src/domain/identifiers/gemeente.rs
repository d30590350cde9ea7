//! Gemeentecode of CBS: `GM` and four digits.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, is_digits};

/// The code of a gemeente. Codes come and go with herindelingen; which are in force, a region's data tell.
pub type GemeenteCode = Identifier<Gemeente>;

/// Marks a gemeentecode.
pub enum Gemeente {}

impl Rule for Gemeente {
    const KIND: IdentifierKind = IdentifierKind::Gemeente;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let text = text.to_ascii_uppercase();
        let fits = text.strip_prefix("GM").is_some_and(|number| number.len() == 4 && is_digits(number));
        if fits { Ok(text) } else { Err(Flaw::Shape) }
    }
}

impl GemeenteCode {
    /// The four digits that iWmo messages use.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.as_str().trim_start_matches("GM")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gemeente_has_gm_and_four_digits() {
        assert_eq!(GemeenteCode::parse("gm0118").unwrap().digits(), "0118");
        for wrong in ["0118", "GM118", "GM01180", "GMO118"] {
            assert!(GemeenteCode::parse(wrong).is_err(), "{wrong}");
        }
    }
}
