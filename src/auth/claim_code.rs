//! Codes by which an organisation gets in for the first time: sent by post, typed over, and kept nowhere. A code follows from the identifier of
//! its row and the installation's own key, so who has only the database has no code, and a letter can be printed again.
//! May import: std, hmac, sha2, domain::ids, auth::secret.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::secret::Key;
use crate::domain::ids::ClaimCodeId;

/// The letters and digits of a code: none that is taken for another (Crockford's base 32).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs in a code: 60 bits, which nobody tries out against a page that counts attempts.
const LENGTH: usize = 12;
/// Signs between hyphens.
const GROUP: usize = 4;

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
        let signs = self.signs(id);
        let groups: Vec<&str> =
            (0..LENGTH / GROUP).filter_map(|n| signs.get(n * GROUP..(n + 1) * GROUP)).collect();
        groups.join("-")
    }

    /// Whether somebody typed the code of this row; capitals, spaces and hyphens do not matter, and O and I are taken for 0 and 1. Takes the
    /// same time for every wrong answer of the same length.
    #[must_use]
    pub fn is(&self, id: &ClaimCodeId, typed: &str) -> bool {
        let typed: Vec<u8> = typed
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                byte => byte,
            })
            .collect();
        let right = self.signs(id);
        typed.len() == right.len()
            && typed.iter().zip(right.bytes()).fold(0, |seen, (one, two)| seen | (one ^ two)) == 0
    }

    fn signs(&self, id: &ClaimCodeId) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.bytes());
        let Ok(mac) = mac else { unreachable!("HMAC takes a key of any length") };
        let bytes = mac.chain_update("claim-code/").chain_update(id.as_str()).finalize().into_bytes();
        let sign = |byte: u8| SIGNS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
        bytes.iter().take(LENGTH).map(|byte| sign(*byte)).collect()
    }
}

#[cfg(test)]
mod tests {
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
