//! The installation's public address, and whether a request that changes something comes from it.
//! May import: std.

use std::net::IpAddr;

/// Scheme, host and port under which people reach the portal, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    secure: bool,
}

/// Why a text is not a usable public address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPublicUrl {
    /// Neither `https://` nor `http://`.
    #[error("start it with https:// (or http:// on this machine only)")]
    Scheme,
    /// A path, question mark or login name.
    #[error("give only the host and, where needed, the port: https://openhuis.example.nl")]
    NotAnOrigin,
    /// `__Host-` cookies need a secure connection, except on the machine itself.
    #[error(
        "http works on 127.0.0.1, [::1] and localhost only, because the session cookie needs a secure connection: use https"
    )]
    InsecureElsewhere,
}

impl PublicUrl {
    /// Parse an address such as `https://openhuis.example.nl`.
    ///
    /// # Errors
    /// [`BadPublicUrl`] says what to change.
    pub fn parse(text: &str) -> Result<Self, BadPublicUrl> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let (secure, authority) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(BadPublicUrl::Scheme),
        };
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        if authority.is_empty() || !authority.chars().all(fits) {
            return Err(BadPublicUrl::NotAnOrigin);
        }
        if !secure && !is_loopback(authority) {
            return Err(BadPublicUrl::InsecureElsewhere);
        }
        Ok(Self { secure, text })
    }

    /// The address without a slash at the end; also its `Origin`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host without port: the right-hand side of our message ids.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.text.split_once("://").map_or("", |(_, rest)| rest);
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            Some(_) | None => authority,
        }
    }

    /// Whether people reach it over https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether a state-changing request with these headers was made by one of our own pages.
    ///
    /// `Sec-Fetch-Site` decides where the browser sends it; else `Origin` must be ours. A request with neither
    /// comes from no browser and rests on its form token alone.
    #[must_use]
    pub fn is_own(&self, sec_fetch_site: Option<&str>, origin: Option<&str>) -> bool {
        let site = sec_fetch_site.is_none_or(|site| matches!(site, "same-origin" | "none"));
        let from = origin.is_none_or(|origin| origin.eq_ignore_ascii_case(&self.text));
        site && from
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_the_machine_itself() {
        for own in ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080"] {
            assert!(PublicUrl::parse(own).is_ok_and(|url| !url.is_secure()), "{own}");
        }
        assert_eq!(PublicUrl::parse("http://openhuis.example.nl"), Err(BadPublicUrl::InsecureElsewhere));
        assert_eq!(PublicUrl::parse("http://localhost.example.nl"), Err(BadPublicUrl::InsecureElsewhere));
        assert!(PublicUrl::parse("https://openhuis.example.nl").is_ok_and(|url| url.is_secure()));
    }

    #[test]
    fn an_address_is_scheme_host_and_port_only() {
        assert_eq!(PublicUrl::parse("openhuis.example.nl"), Err(BadPublicUrl::Scheme));
        for bad in ["https://a.nl/pad", "https://u@a.nl", "https://a.nl?x", "https://a nl"] {
            assert_eq!(PublicUrl::parse(bad), Err(BadPublicUrl::NotAnOrigin), "{bad}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        let url = PublicUrl::parse("https://openhuis.example.nl").unwrap();
        let own = Some("https://openhuis.example.nl");
        assert!(url.is_own(Some("same-origin"), own));
        assert!(url.is_own(None, own));
        assert!(url.is_own(None, None));
        assert!(!url.is_own(Some("cross-site"), own));
        assert!(!url.is_own(Some("same-site"), None));
        assert!(!url.is_own(None, Some("https://evil.example")));
        assert!(!url.is_own(Some("same-origin"), Some("null")));
    }
}
