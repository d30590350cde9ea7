//! IBAN (ISO 13616): country, two check digits, account; mod 97 is one.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule, compact, is_digits, modulo_97};

/// An IBAN of any country, without spaces.
pub type Iban = Identifier<IbanKind>;

/// Marks an IBAN.
pub enum IbanKind {}

impl Rule for IbanKind {
    const KIND: IdentifierKind = IdentifierKind::Iban;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let text = compact(text).to_ascii_uppercase();
        let (Some(country), Some(check), Some(account)) = (text.get(..2), text.get(2..4), text.get(4..))
        else {
            return Err(Flaw::Shape);
        };
        let fits = (15..=34).contains(&text.len())
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
            && is_digits(check)
            && account.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (country != "NL" || is_dutch(account));
        if !fits {
            return Err(Flaw::Shape);
        }
        if modulo_97(&format!("{account}{country}{check}")) == Some(1) {
            Ok(text)
        } else {
            Err(Flaw::CheckDigits)
        }
    }
}

/// A bank of four letters and an account of ten digits.
fn is_dutch(account: &str) -> bool {
    account.len() == 14
        && account.bytes().take(4).all(|byte| byte.is_ascii_uppercase())
        && account.bytes().skip(4).all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_recognised_with_and_without_spaces() {
        for right in
            ["NL91ABNA0417164300", "NL02ABNA0123456789", "nl91 abna 0417 1643 00", "BE68539007547034"]
        {
            assert!(Iban::parse(right).is_ok(), "{right}");
        }
    }

    #[test]
    fn a_typing_error_is_told_apart_from_another_shape() {
        assert_eq!(Iban::parse("NL91ABNA0417164301").unwrap_err().flaw, Flaw::CheckDigits);
        for wrong in
            ["NL91ABNA041716430", "NL91ABN00417164300", "91NLABNA0417164300", "NL", "NLé1ABNA0417164300"]
        {
            assert_eq!(Iban::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }
}
