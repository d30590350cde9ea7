//! Dutch telephone number, kept as E.164: `+31` and nine digits.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, is_digits};

/// A Dutch telephone number.
pub type PhoneNumber = Identifier<Phone>;

/// Marks a telephone number.
pub enum Phone {}

impl Rule for Phone {
    const KIND: IdentifierKind = IdentifierKind::Phone;
    fn normalise(text: &str) -> Result<String, Flaw> {
        // Many people write +31 (0)6: the zero between brackets is not dialled.
        let text = if text.starts_with('+') { text.replace("(0)", "") } else { text.to_owned() };
        let text: String = text
            .chars()
            .filter(|one| !one.is_whitespace() && !matches!(one, '-' | '.' | '(' | ')' | '/'))
            .collect();
        let national = ["+31", "0031", "0"].iter().find_map(|prefix| text.strip_prefix(prefix));
        match national {
            Some(rest) if rest.len() == 9 && is_digits(rest) && !rest.starts_with('0') => {
                Ok(format!("+31{rest}"))
            }
            _ => Err(Flaw::Shape),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_in_one_way_however_it_was_typed() {
        for typed in ["06-12345678", "06 12 34 56 78", "+31612345678", "0031 6 12345678", "+31 (0)6 12345678"]
        {
            assert_eq!(PhoneNumber::parse(typed).unwrap().as_str(), "+31612345678", "{typed}");
        }
        assert_eq!(PhoneNumber::parse("(0528) 12 34 56").unwrap().as_str(), "+31528123456");
    }

    #[test]
    fn a_foreign_short_or_endless_number_is_refused() {
        for wrong in ["+32475123456", "112", "0612345", "061234567890", "00612345678", "telefoon"] {
            assert_eq!(PhoneNumber::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }
}
