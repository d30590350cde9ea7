//! The session cookie's content: a signed statement that names a session row, and no more.
//! May import: domain::ids, chrono, jsonwebtoken, serde, auth::secret.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use openhuis_domain::ids::SessionId;
use serde::{Deserialize, Serialize};

use super::secret::Key;

/// A session ends this long after login, whatever happens.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);

/// Signs and reads session tokens (JWT, HS256).
#[derive(Clone)]
pub struct SessionTokens {
    signing: EncodingKey,
    reading: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The session row.
    sid: SessionId,
    /// Issued at, seconds since 1970.
    iat: i64,
    /// Not valid from, seconds since 1970.
    exp: i64,
}

impl SessionTokens {
    /// Tokens signed with the installation's key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self {
            signing: EncodingKey::from_secret(key.bytes()),
            reading: DecodingKey::from_secret(key.bytes()),
        }
    }

    /// A token for a session that starts now; `None` only if signing itself fails.
    #[must_use]
    pub fn sign(&self, session: &SessionId, now: DateTime<Utc>) -> Option<String> {
        let claims = Claims { sid: session.clone(), iat: now.timestamp(), exp: (now + ABSOLUTE).timestamp() };
        encode(&Header::new(Algorithm::HS256), &claims, &self.signing).ok()
    }

    /// The session a token names, if we signed it and it has not run out at `now`.
    #[must_use]
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<SessionId> {
        let mut rules = Validation::new(Algorithm::HS256);
        // The crate would ask the machine what time it is; we are told.
        rules.validate_exp = false;
        let claims = decode::<Claims>(token, &self.reading, &rules).ok()?.claims;
        let seconds = now.timestamp();
        // A minute of tolerance for a token another node has just issued.
        (claims.iat <= seconds + 60 && seconds < claims.exp).then_some(claims.sid)
    }
}

impl std::fmt::Debug for SessionTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionTokens")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::random::Source;

    fn tokens(key: &str) -> SessionTokens {
        SessionTokens::new(&Key::from_text(key).unwrap())
    }
    const KEY: &str = "0123456789abcdef0123456789abcdef";
    const OTHER: &str = "fedcba9876543210fedcba9876543210";

    #[test]
    fn a_token_names_its_session_until_twelve_hours_after_login() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let session: SessionId = Source::seeded(1).id(now);
        let token = tokens(KEY).sign(&session, now).unwrap();
        assert_eq!(tokens(KEY).read(&token, now), Some(session.clone()));
        assert_eq!(tokens(KEY).read(&token, now + ABSOLUTE - TimeDelta::seconds(1)), Some(session));
        assert_eq!(tokens(KEY).read(&token, now + ABSOLUTE), None);
    }

    #[test]
    fn a_token_of_another_key_an_unsigned_one_and_a_changed_one_are_nothing() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let token = tokens(OTHER).sign(&Source::seeded(1).id(now), now).unwrap();
        assert_eq!(tokens(KEY).read(&token, now), None);
        let (_, claims) = token.split_once('.').unwrap();
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", claims.split_once('.').unwrap().0);
        assert_eq!(tokens(OTHER).read(&unsigned, now), None);
        assert_eq!(tokens(OTHER).read(&format!("{token}x"), now), None);
    }

    #[test]
    fn a_token_from_the_future_is_nothing() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let token = tokens(KEY).sign(&Source::seeded(1).id(now), now + TimeDelta::hours(1)).unwrap();
        assert_eq!(tokens(KEY).read(&token, now), None);
    }
}
