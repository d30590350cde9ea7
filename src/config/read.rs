//! Reading single values out of the environment.
//! May import: config, auth::secret.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::str::FromStr;

use super::ConfigError;
use super::keys::KEYS;
use crate::auth::secret::Secret;

pub(super) const ADDRESS: &str = "write an address and a port, such as 127.0.0.1:8080";
pub(super) const NUMBER: &str = "write a whole number";
pub(super) const YES_OR_NO: &str = "write yes or no";

/// The variables that are ours.
pub(super) struct Reader(BTreeMap<String, String>);

impl Reader {
    /// Keep our variables; refuse one with our prefix that we do not know. Empty means absent.
    pub(super) fn new(variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut ours = BTreeMap::new();
        for (name, value) in variables {
            let known = KEYS.iter().any(|key| key.name == name);
            // The test suite's own variables share the prefix.
            if !known && name.starts_with("OPENHUIS_") && !name.starts_with("OPENHUIS_TEST_") {
                return Err(ConfigError::Unknown(name));
            }
            if known && !value.trim().is_empty() {
                ours.insert(name, value.trim().to_owned());
            }
        }
        Ok(Self(ours))
    }

    pub(super) fn optional(&self, name: &'static str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn required(&self, name: &'static str) -> Result<&str, ConfigError> {
        self.optional(name).ok_or(ConfigError::Missing(name))
    }

    pub(super) fn parsed<T: FromStr>(
        &self,
        key: &'static str,
        default: &str,
        why: &'static str,
    ) -> Result<T, ConfigError> {
        let text = self.optional(key).unwrap_or(default);
        text.parse().map_err(|_| ConfigError::Unusable { key, why })
    }

    /// One of a few words; the first is the default.
    pub(super) fn one_of<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&str, T)],
        why: &'static str,
    ) -> Result<T, ConfigError> {
        let found = match self.optional(key) {
            None => words.first(),
            Some(text) => words.iter().find(|(word, _)| *word == text),
        };
        found.map(|(_, value)| *value).ok_or(ConfigError::Unusable { key, why })
    }
}

/// Refuse addresses that would silently create a file of that name.
pub(super) fn check_database(url: &str) -> Result<(), ConfigError> {
    let known = ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    if known {
        return Ok(());
    }
    Err(ConfigError::Unusable {
        key: "OPENHUIS_DATABASE_URL",
        why: "start it with sqlite:// or postgres://, without quotes",
    })
}

/// A mail server's address; unencrypted only on this machine.
pub(super) fn smtp_url(url: &str) -> Result<Secret, ConfigError> {
    let wrong = |why| ConfigError::Unusable { key: "OPENHUIS_SMTP_URL", why };
    if url.starts_with("smtps://") || url.starts_with("smtp+starttls://") {
        return Ok(Secret::new(url));
    }
    let Some(rest) = url.strip_prefix("smtp://") else {
        return Err(wrong("start it with smtps://, smtp+starttls:// or smtp://"));
    };
    let host = rest.rsplit('@').next().unwrap_or_default().split([':', '/']).next().unwrap_or_default();
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if here {
        Ok(Secret::new(url))
    } else {
        Err(wrong("mail to another machine must be encrypted: smtps:// or smtp+starttls://"))
    }
}
