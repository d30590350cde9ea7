//! E-mail address: the part of RFC 5321 that real mail servers accept, in ASCII and without quotes or comments.
//! May import: identifiers.

use super::{Flaw, Identifier, IdentifierKind, Rule};

/// An e-mail address as typed, with its domain in lower case.
pub type EmailAddress = Identifier<Email>;

/// Marks an e-mail address.
pub enum Email {}

impl Rule for Email {
    const KIND: IdentifierKind = IdentifierKind::Email;
    fn normalise(text: &str) -> Result<String, Flaw> {
        let Some((local, domain)) = text.rsplit_once('@') else { return Err(Flaw::Shape) };
        if text.len() <= 254 && is_local(local) && is_domain(domain) {
            Ok(format!("{local}@{}", domain.to_ascii_lowercase()))
        } else {
            Err(Flaw::Shape)
        }
    }
}

impl EmailAddress {
    /// The key by which two addresses are the same to us: no server in use tells upper from lower case.
    #[must_use]
    pub fn folded_key(&self) -> String {
        self.as_str().to_ascii_lowercase()
    }
}

/// Dot-atoms of RFC 5322 section 3.2.3.
fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        })
}

/// A host name with at least one dot and a last label that is not a number.
fn is_domain(domain: &str) -> bool {
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last_is_named = |(_, last): (&str, &str)| last.starts_with(|first: char| first.is_ascii_alphabetic());
    domain.split('.').all(label_fits) && domain.rsplit_once('.').is_some_and(last_is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_are_accepted_and_only_the_domain_is_folded() {
        let address = EmailAddress::parse(" Anne.de-Vries+wmo@Zorg.Example.NL ").unwrap();
        assert_eq!(address.as_str(), "Anne.de-Vries+wmo@zorg.example.nl");
        assert_eq!(address.folded_key(), "anne.de-vries+wmo@zorg.example.nl");
    }

    #[test]
    fn what_a_mail_server_would_refuse_or_a_header_could_not_hold_is_refused() {
        let long = format!("{}@example.nl", "a".repeat(65));
        for wrong in [
            "anne",
            "@example.nl",
            "anne@",
            "anne@example",
            "a b@example.nl",
            ".a@example.nl",
            "a..b@example.nl",
            "a@-example.nl",
            "a@example..nl",
            "a@127.0.0.1",
            "a@b@example.nl",
            "a@example.nl\nBcc: x@example.nl",
            "\"a b\"@example.nl",
            "é@example.nl",
            "a@exämple.nl",
            "a@example.nl,b@example.nl",
            &long,
        ] {
            assert_eq!(EmailAddress::parse(wrong).unwrap_err().flaw, Flaw::Shape, "{wrong}");
        }
    }
}
