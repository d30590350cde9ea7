//! Form tokens: a form counts only when we made it for this session.
//! May import: std, hmac, sha2, base64, auth::secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::secret::Key;

/// Makes and checks form tokens.
#[derive(Clone, Debug)]
pub struct FormTokens(Key);

/// To whom a form token belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'a> {
    /// A session, by its identifier.
    Session(&'a str),
    /// A visitor without a session, by the random value of a cookie.
    Visitor(&'a str),
}

impl FormTokens {
    /// Tokens bound to the installation's key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self(key.clone())
    }

    /// The token for the hidden `_csrf` field.
    #[must_use]
    pub fn token(&self, holder: Holder<'_>) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(holder).finalize().into_bytes())
    }

    /// Whether `shown` is this holder's token; takes the same time for every wrong answer.
    #[must_use]
    pub fn holds(&self, holder: Holder<'_>, shown: &str) -> bool {
        URL_SAFE_NO_PAD.decode(shown).is_ok_and(|bytes| self.mac(holder).verify_slice(&bytes).is_ok())
    }

    fn mac(&self, holder: Holder<'_>) -> Hmac<Sha256> {
        let (kind, id) = match holder {
            Holder::Session(id) => ("csrf/session/", id),
            Holder::Visitor(value) => ("csrf/visitor/", value),
        };
        let mac = Hmac::<Sha256>::new_from_slice(self.0.bytes());
        let Ok(mac) = mac else { unreachable!("HMAC takes a key of any length") };
        mac.chain_update(kind).chain_update(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_holds_for_its_own_holder_only() {
        let tokens = FormTokens::new(&Key::from_text("0123456789abcdef0123456789abcdef").unwrap());
        let mine = tokens.token(Holder::Session("a"));
        assert!(tokens.holds(Holder::Session("a"), &mine));
        assert!(!tokens.holds(Holder::Session("b"), &mine));
        assert!(!tokens.holds(Holder::Visitor("a"), &mine));
        assert!(!tokens.holds(Holder::Session("a"), ""));
        assert!(!tokens.holds(Holder::Session("a"), "%%%"));
    }
}
