//! The second factor: codes of six digits that follow from a shared secret and the time (RFC 6238), and recovery codes on paper.
//! Neither is kept anywhere: both follow from an identifier and the installation's own key (ADR 18).
//! May import: std, chrono, hmac, sha1, sha2, domain::ids, auth::{secret, typed_code}.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::Sha256;

use super::secret::Key;
use super::typed_code;
use crate::domain::ids::{RecoveryCodeId, SecondFactorId, UserId};

/// Seconds that a code lasts: what every app takes when nothing is said.
pub const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one that are taken too: telephones run a little fast or slow.
const DRIFT: i64 = 1;
/// Bytes of a secret: as many as HMAC-SHA-1 gives (RFC 4226 §4 asks 16 and advises 20).
const SECRET_BYTES: usize = 20;
/// What recovery codes are for, so that no other code of the installation is the same.
const RECOVERY: &str = "recovery-code";
/// The alphabet of RFC 4648 in which apps take a secret.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Whether who needs a second factor must have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Yes: without one they come no further than setting it up.
    Required,
    /// No: everybody may, and who has one is always asked for it.
    Voluntary,
}

/// Makes secrets and checks codes.
#[derive(Clone, Debug)]
pub struct SecondFactors(Key);

/// A shared secret, for the app on somebody's telephone.
pub struct SharedSecret([u8; SECRET_BYTES]);

impl SecondFactors {
    /// Bound to the installation's key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self(key.clone())
    }

    /// The secret of a person under an identifier.
    #[must_use]
    pub fn secret(&self, user: &UserId, id: &SecondFactorId) -> SharedSecret {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.bytes());
        let Ok(mac) = mac else { unreachable!("HMAC takes a key of any length") };
        let mac = mac.chain_update("second-factor/").chain_update(user.as_str()).chain_update("/");
        let bytes = mac.chain_update(id.as_str()).finalize().into_bytes();
        let mut secret = [0; SECRET_BYTES];
        for (to, from) in secret.iter_mut().zip(bytes) {
            *to = from;
        }
        SharedSecret(secret)
    }

    /// The recovery code of a row, as it is shown: `7KQF-M2XD-9RWT`.
    #[must_use]
    pub fn recovery_code(&self, id: &RecoveryCodeId) -> String {
        typed_code::shown(&self.0, RECOVERY, id.as_str())
    }

    /// Whether somebody typed the recovery code of this row.
    #[must_use]
    pub fn is_recovery_code(&self, id: &RecoveryCodeId, typed: &str) -> bool {
        typed_code::is(&self.0, RECOVERY, id.as_str(), typed)
    }
}

impl SharedSecret {
    /// For typing into an app: base 32 in groups of four, such as `JBSW Y3DP …`.
    #[must_use]
    pub fn for_typing(&self) -> String {
        let signs = self.base32();
        let groups: Vec<&str> = (0..signs.len() / 4).filter_map(|n| signs.get(n * 4..n * 4 + 4)).collect();
        groups.join(" ")
    }

    /// For a camera: the address that apps read, with the name under which they show it.
    #[must_use]
    pub fn address(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (escaped(issuer), escaped(account));
        let secret = self.base32();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}"
        )
    }

    /// The step of which somebody typed the code: the present one, the one before or the one after. Spaces do not matter.
    #[must_use]
    pub fn step_of(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        let present = now.timestamp().div_euclid(STEP_SECONDS);
        // Each is compared, whatever came before, so that time tells nothing.
        let fits =
            (-DRIFT..=DRIFT).map(|drift| present + drift).filter(|step| same(&self.code(*step), &typed));
        fits.fold(None, |_, step| Some(step))
    }

    /// The code of a step (RFC 4226 §5.3).
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        format!("{:06}", code(&self.0, step) % 1_000_000)
    }

    fn base32(&self) -> String {
        let sign = |bits: &[u8]| {
            let value = bits.iter().fold(0_u8, |value, bit| value << 1 | bit);
            BASE32.get(usize::from(value)).copied().map_or('A', char::from)
        };
        let bits: Vec<u8> =
            self.0.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1)).collect();
        bits.chunks(5).map(sign).collect()
    }
}

impl std::fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// The 31 bits of a step, before they are cut to digits.
fn code(secret: &[u8], step: i64) -> u32 {
    let mac = Hmac::<Sha1>::new_from_slice(secret);
    let Ok(mac) = mac else { unreachable!("HMAC takes a key of any length") };
    let hash = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let start = usize::from(hash.last().copied().unwrap_or_default() & 0x0f);
    let bits = hash.iter().skip(start).take(4).fold(0, |bits, byte| bits << 8 | u32::from(*byte));
    bits & 0x7fff_ffff
}

/// Compares in the same time for every text of the same length.
fn same(one: &str, two: &str) -> bool {
    one.len() == two.len() && one.bytes().zip(two.bytes()).fold(0, |seen, (one, two)| seen | (one ^ two)) == 0
}

/// As in an address: everything but letters, digits and a few signs as percent and two digits.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests;
