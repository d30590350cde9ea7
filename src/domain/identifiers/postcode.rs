//! Dutch postcode: four digits of which the first is not zero, and two letters that are not SA, SD or SS.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, compact, is_digits};

/// A postcode, written as `7900 AA`.
pub type Postcode = Identifier<PostcodeKind>;

/// Marks a postcode.
pub enum PostcodeKind {}

impl Rule for PostcodeKind {
    const KIND: IdentifierKind = IdentifierKind::Postcode;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let text = compact(text).to_ascii_uppercase();
        let (Some(number), Some(letters)) = (text.get(..4), text.get(4..)) else { return Err(Flaw::Shape) };
        let number_fits = is_digits(number) && !number.starts_with('0');
        let letters_fit = letters.len() == 2
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && !matches!(letters, "SA" | "SD" | "SS");
        if number_fits && letters_fit { Ok(format!("{number} {letters}")) } else { Err(Flaw::Shape) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_written_in_one_way() {
        for typed in ["7900 AA", "7900aa", " 7900  Aa "] {
            assert_eq!(Postcode::parse(typed).unwrap().as_str(), "7900 AA");
        }
    }

    #[test]
    fn postcodes_that_are_never_given_out_are_refused() {
        for wrong in ["0123 AB", "7900 SA", "7900 SD", "7900 SS", "790 AA", "7900 A", "7900 AAA", "79é0 AA"]
        {
            assert_eq!(Postcode::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }
}
