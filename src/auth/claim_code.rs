//! Codes by which an organisation gets in for the first time: sent by post, typed over, and kept nowhere. A code follows from the identifier of
//! its row and the installation's own key, so who has only the database has no code, and a letter can be printed again.
//! May import: domain::ids, auth::{secret, typed_code}.

use super::secret::Key;
use super::typed_code;
use crate::domain::ids::ClaimCodeId;

/// What these codes are for, so that no other code of the installation is the same.
const PURPOSE: &str = "claim-code";

/// Makes and checks codes.
#[derive(Clone, Debug)]
pub struct ClaimCodes(Key);

impl ClaimCodes {
    /// Codes bound to the installation's key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self(key.clone())
    }

    /// The code of a row, as it stands in a letter: `7KQF-M2XD-9RWT`.
    #[must_use]
    pub fn code(&self, id: &ClaimCodeId) -> String {
        typed_code::shown(&self.0, PURPOSE, id.as_str())
    }

    /// Whether somebody typed the code of this row; capitals, spaces and hyphens do not matter, and O and I are taken for 0 and 1. Takes the
    /// same time for every wrong answer of the same length.
    #[must_use]
    pub fn is(&self, id: &ClaimCodeId, typed: &str) -> bool {
        typed_code::is(&self.0, PURPOSE, id.as_str(), typed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::typed_code::{LENGTH, SIGNS};
    use super::*;

    fn codes(key: &str) -> ClaimCodes {
        ClaimCodes::new(&Key::from_text(&key.repeat(40)).unwrap())
    }

    fn id(n: u32) -> ClaimCodeId {
        ClaimCodeId::parse(&format!("00000000-0000-7000-8000-{n:012x}")).unwrap()
    }

    #[test]
    fn a_code_is_that_of_its_row_and_key_and_of_no_other() {
        let code = codes("a").code(&id(1));
        assert_eq!(code, codes("a").code(&id(1)), "a letter can be printed again");
        assert_eq!(code.len(), LENGTH + 2);
        assert!(code.bytes().all(|byte| byte == b'-' || SIGNS.contains(&byte)), "{code}");
        assert_ne!(code, codes("a").code(&id(2)));
        assert_ne!(code, codes("b").code(&id(1)));
    }

    #[test]
    fn what_people_type_over_is_the_code_however_they_write_it() {
        let codes = codes("a");
        let code = codes.code(&id(1));
        let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert!(
            codes.is(&id(1), &code) && codes.is(&id(1), &sloppy) && codes.is(&id(1), &code.replace('-', ""))
        );
        let other = if code.starts_with('A') { "B" } else { "A" };
        let wrong = format!("{other}{}", &code[1..]);
        for text in ["", "A", wrong.as_str(), &codes.code(&id(2)), &format!("{code}0")] {
            assert!(!codes.is(&id(1), text), "{text}");
        }
    }
}
