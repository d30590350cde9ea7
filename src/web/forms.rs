//! What a page sent: fields in order, their errors, and the three fields that every form of ours carries.
//! May import: app (field errors), domain, serde.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::FieldError;
use crate::domain::digest::Digest;

/// The form token.
pub const CSRF: &str = "_csrf";
/// The number that makes a repeat of the same form recognisable.
pub const ONCE: &str = "_once";

/// The fields of a form, decoded, in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

/// What a form cannot be turned into a command for. Empty means it can. The sentences come from `domain::words`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FieldErrors(Vec<FieldError>);

impl Form {
    /// Read `application/x-www-form-urlencoded` bytes. Text that is not UTF-8 or holds NUL is no form.
    #[must_use]
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body = std::str::from_utf8(body).ok()?;
        let decode = |text: &str| percent_decode(text).filter(|text| !text.contains('\0'));
        let pairs = body.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Some((decode(name)?, decode(value)?))
            })
            .collect::<Option<Vec<_>>>()
            .map(Self)
    }

    /// A form out of names and values, for a page that is shown filled in.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The first value of a field, without white space around it; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of a field exactly as sent: for passwords.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value)
    }

    /// All values of a field: ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(each, _)| each == name).map(|(_, value)| value.trim())
    }

    /// Fields whose name starts with `prefix`, with the rest of their name: `aantal.jeugd` under `aantal.`.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.trim())))
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(each, _)| each == name)
    }

    /// The number that tells this form from another; empty when it has none.
    #[must_use]
    pub fn once(&self) -> &str {
        self.text(ONCE)
    }

    /// The digest of everything but our own fields: the same answers give the same one.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut bytes = Vec::new();
        for (name, value) in self.0.iter().filter(|(name, _)| name != CSRF && name != ONCE) {
            for part in [name, value] {
                bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                bytes.extend(part.as_bytes());
            }
        }
        Digest::of(&bytes)
    }
}

impl FieldErrors {
    /// Note that `field` needs correcting.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError::new(field, message));
    }

    /// Keep a parsed value, or note what is wrong with its field.
    pub fn take<T, E: std::fmt::Display>(&mut self, field: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|why| self.add(field, why.to_string())).ok()
    }

    /// Whether nothing needs correcting.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the form.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

/// A form as its template shows it again: what was answered and what must be corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FormView {
    /// The first answer to each field.
    pub answers: BTreeMap<String, String>,
    /// All answers to each field: ticked boxes.
    pub choices: BTreeMap<String, Vec<String>>,
    /// For the summary, in the order of the form.
    pub errors: Vec<Fault>,
    /// The same by field.
    pub error: BTreeMap<String, String>,
}

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The `id` of the field.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl FormView {
    /// A form with these answers and mistakes. Own fields and passwords are not shown again.
    #[must_use]
    pub fn new(form: &Form, mistakes: Vec<FieldError>) -> Self {
        let mut view = Self::default();
        for (name, value) in &form.0 {
            if !name.starts_with('_') && !name.starts_with("wachtwoord") {
                view.answers.entry(name.clone()).or_insert_with(|| value.clone());
                view.choices.entry(name.clone()).or_default().push(value.clone());
            }
        }
        for mistake in mistakes {
            view.error.entry(mistake.field.clone()).or_insert_with(|| mistake.message.clone());
            view.errors.push(Fault { field: mistake.field, text: mistake.message });
        }
        view
    }
}

/// Decode `%41+b`; `None` where it is broken or not UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                hex(rest.next()?)? << 4 | hex(rest.next()?)?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Encode a text for a query.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_come_in_the_order_of_the_page_and_may_repeat() {
        let form = Form::parse(b"naam=+Zorg+%26+Zo+&kavel=a&kavel=b&leeg=").unwrap();
        assert_eq!(form.text("naam"), "Zorg & Zo");
        assert_eq!(form.all("kavel").collect::<Vec<_>>(), ["a", "b"]);
        assert!(form.ticked("leeg") && !form.ticked("anders"));
        assert_eq!(form.text("anders"), "");
    }

    #[test]
    fn broken_bytes_are_no_form() {
        for bad in [&b"a=%zz"[..], b"a=%4", b"a=%00", b"\xff=1", b"a=%ff"] {
            assert_eq!(Form::parse(bad), None);
        }
    }

    #[test]
    fn the_digest_leaves_our_own_fields_out_and_tells_answers_apart() {
        let digest = |body: &str| Form::parse(body.as_bytes()).unwrap().digest();
        assert_eq!(digest("a=1&_csrf=x&_once=y"), digest("a=1&_csrf=z"));
        assert_ne!(digest("a=1&b=2"), digest("a=2&b=1"));
        assert_ne!(digest("a=b&c="), digest("a=&b=c"));
    }

    #[test]
    fn passwords_are_not_shown_again() {
        let form = Form::parse(b"mail=a&wachtwoord=b&_csrf=c").unwrap();
        assert_eq!(FormView::new(&form, Vec::new()).answers.keys().collect::<Vec<_>>(), ["mail"]);
    }

    proptest! {
        #[test]
        fn any_text_survives_the_way_there_and_back(text in "[^\0]*") {
            prop_assert_eq!(percent_decode(&percent_encode(&text)), Some(text));
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Form::parse(&bytes);
        }
    }
}
