//! CPV code of the European procurement vocabulary: eight digits, a hyphen and a check digit.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, is_digits};

/// A CPV code. Its check digit follows no published rule, so only the shape is checked.
pub type CpvCode = Identifier<Cpv>;

/// Marks a CPV code.
pub enum Cpv {}

impl Rule for Cpv {
    const KIND: IdentifierKind = IdentifierKind::Cpv;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let fits = text.split_once('-').is_some_and(|(code, check)| {
            code.len() == 8 && check.len() == 1 && is_digits(code) && is_digits(check)
        });
        if fits { Ok(text.to_owned()) } else { Err(Flaw::Shape) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpv_code_has_a_hyphen_and_a_check_digit() {
        assert!(CpvCode::parse("85312100-0").is_ok());
        for wrong in ["85312100", "853121000", "85312100-", "85312100-00", "8531210-00"] {
            assert!(CpvCode::parse(wrong).is_err(), "{wrong}");
        }
    }
}
