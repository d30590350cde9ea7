//! RSIN of a rechtspersoon or samenwerkingsverband: nine digits that pass the elfproef.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, digits};

/// An RSIN. A BSN passes the same test, so this is never asked of a natural person.
pub type Rsin = Identifier<RsinKind>;

/// Marks an RSIN.
pub enum RsinKind {}

impl Rule for RsinKind {
    const KIND: IdentifierKind = IdentifierKind::Rsin;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let text = digits(text, 9)?;
        if passes_elfproef(&text) { Ok(text) } else { Err(Flaw::CheckDigits) }
    }
}

/// 9a+8b+7c+6d+5e+4f+3g+2h-1i is a multiple of eleven, and not by being all zeroes.
#[must_use]
pub fn passes_elfproef(nine_digits: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 =
        nine_digits.bytes().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0 && nine_digits.bytes().any(|digit| digit != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_elfproef_tells_right_from_wrong() {
        for right in ["111222333", "123456782", "820000012", "820000024", "820000036"] {
            assert_eq!(Rsin::parse(right).unwrap().as_str(), right);
        }
        for wrong in ["123456789", "000000000"] {
            assert_eq!(Rsin::parse(wrong).unwrap_err().flaw, Flaw::CheckDigits, "{wrong}");
        }
        assert_eq!(Rsin::parse("12345678").unwrap_err().flaw, Flaw::Shape);
    }

    #[test]
    fn one_wrong_digit_is_always_noticed() {
        for place in 0..9 {
            for digit in '0'..='9' {
                let mut text: Vec<char> = "123456782".chars().collect();
                if text[place] != digit {
                    text[place] = digit;
                    let text: String = text.into_iter().collect();
                    assert!(Rsin::parse(&text).is_err(), "{text}");
                }
            }
        }
    }
}
