//! Codes that people type over and that are kept nowhere (ADR 12): each follows from the identifier of its row and the installation's own key.
//! May import: std, hmac, sha2, auth::secret.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::secret::Key;

/// The letters and digits of a code: none that is taken for another (Crockford's base 32).
pub(super) const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs in a code: 60 bits, which nobody tries out against a page that counts attempts.
pub(super) const LENGTH: usize = 12;
/// Signs between hyphens.
const GROUP: usize = 4;

/// The code of a row for a purpose, as it is shown: `7KQF-M2XD-9RWT`.
pub(super) fn shown(key: &Key, purpose: &str, id: &str) -> String {
    let signs = signs(key, purpose, id);
    let groups: Vec<&str> =
        (0..LENGTH / GROUP).filter_map(|n| signs.get(n * GROUP..(n + 1) * GROUP)).collect();
    groups.join("-")
}

/// Whether somebody typed the code of this row; capitals, spaces and hyphens do not matter, and O and I are taken for 0 and 1. Takes the
/// same time for every wrong answer of the same length.
pub(super) fn is(key: &Key, purpose: &str, id: &str, typed: &str) -> bool {
    let typed: Vec<u8> = typed
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            byte => byte,
        })
        .collect();
    let right = signs(key, purpose, id);
    typed.len() == right.len()
        && typed.iter().zip(right.bytes()).fold(0, |seen, (one, two)| seen | (one ^ two)) == 0
}

fn signs(key: &Key, purpose: &str, id: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.bytes());
    let Ok(mac) = mac else { unreachable!("HMAC takes a key of any length") };
    let bytes = mac.chain_update(purpose).chain_update("/").chain_update(id).finalize().into_bytes();
    let sign = |byte: u8| SIGNS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    bytes.iter().take(LENGTH).map(|byte| sign(*byte)).collect()
}
