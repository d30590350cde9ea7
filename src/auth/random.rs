//! Where identifiers, salts and one-time tokens come from: the machine, or a seed for a demo that is the same every time.
//! May import: std, chrono, uuid, getrandom, sha2, base64.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openhuis_domain::ids::Id;
use sha2::{Digest as _, Sha256};

/// A source of randomness. Copies of a seeded source share its place in the row of numbers.
#[derive(Debug, Clone)]
pub struct Source(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Seeded { seed: u64, next: Arc<AtomicU64> },
}

/// A token that opens something once: `shown` goes to its owner, only `stored` is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeToken {
    /// 256 bits in base64url, for the link in the mail.
    pub shown: String,
    /// SHA-256 of `shown` in hexadecimal, for the database.
    pub stored: String,
}

impl std::fmt::Debug for OneTimeToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OneTimeToken").field("stored", &self.stored).finish_non_exhaustive()
    }
}

impl Source {
    /// The operating system's randomness.
    #[must_use]
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// Numbers that follow from `seed`: reproducible, so never for a real installation.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Kind::Seeded { seed, next: Arc::new(AtomicU64::new(0)) })
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Kind::System => system_fill(&mut bytes),
            Kind::Seeded { seed, next } => {
                for chunk in bytes.chunks_mut(32) {
                    let place = next.fetch_add(1, Ordering::SeqCst);
                    let block = Sha256::new()
                        .chain_update(seed.to_be_bytes())
                        .chain_update(place.to_be_bytes())
                        .finalize();
                    for (byte, random) in chunk.iter_mut().zip(block) {
                        *byte = random;
                    }
                }
            }
        }
        bytes
    }

    /// A new identifier (UUID version 7): later moments sort later, to the microsecond.
    #[must_use]
    pub fn id<K>(&self, now: DateTime<Utc>) -> Id<K> {
        let mut random = self.bytes::<10>();
        // RFC 9562 §6.2 method 3: the fraction of the millisecond fills the twelve bits after the milliseconds.
        let fraction = now.timestamp_subsec_micros() % 1000 * 4096 / 1000;
        let [_, _, high, low] = fraction.to_be_bytes();
        let [first, second, ..] = &mut random;
        (*first, *second) = (high, low);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        match Id::parse(&uuid.hyphenated().to_string()) {
            Ok(id) => id,
            Err(_) => unreachable!("a UUID in lower case is an identifier"),
        }
    }

    /// A salt for a commitment in the log.
    #[must_use]
    pub fn salt(&self) -> [u8; 32] {
        self.bytes()
    }

    /// A token for a confirmation, invitation or reset link.
    #[must_use]
    pub fn one_time_token(&self) -> OneTimeToken {
        let shown = URL_SAFE_NO_PAD.encode(self.bytes::<32>());
        OneTimeToken { stored: stored_form(&shown), shown }
    }
}

/// What the database keeps of a one-time token somebody shows us: SHA-256 in hexadecimal.
#[must_use]
pub fn stored_form(shown: &str) -> String {
    Sha256::digest(shown.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[expect(
    clippy::expect_used,
    reason = "without randomness no token or salt is safe; stopping is the only good answer"
)]
fn system_fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

#[cfg(test)]
mod tests {
    use super::*;
    use openhuis_domain::ids::UserId;

    fn at(micros: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(micros).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_row() {
        let (one, two) = (Source::seeded(7), Source::seeded(7));
        for _ in 0..50 {
            assert_eq!(one.id::<openhuis_domain::ids::kind::User>(at(1)), two.id(at(1)));
            assert_eq!(one.salt(), two.salt());
        }
        assert_ne!(Source::seeded(7).salt(), Source::seeded(8).salt());
    }

    #[test]
    fn a_copy_of_a_seeded_source_does_not_repeat_it() {
        let one = Source::seeded(7);
        let copy = one.clone();
        assert_ne!(one.salt(), copy.salt());
    }

    #[test]
    fn identifiers_of_later_microseconds_sort_later() {
        let random = Source::system();
        let ids: Vec<UserId> = (0..5_000).map(|step| random.id(at(1_790_000_000_000_000 + step))).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn only_the_digest_of_a_one_time_token_is_kept() {
        let token = Source::system().one_time_token();
        assert_eq!(token.stored, stored_form(&token.shown));
        assert!(!format!("{token:?}").contains(&token.shown));
        assert_eq!(token.shown.len(), 43);
    }
}
