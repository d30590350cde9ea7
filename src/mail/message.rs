//! One mail. Every part is checked or cleaned when it is made, so that no text from a form can become a header.
//! May import: std, chrono, lettre, thiserror.

use chrono::{DateTime, Utc};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message as Letter};

/// The longest subject, in characters; a subject is one line on a small screen.
const MAX_SUBJECT: usize = 200;

/// Why a mail cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Not an address a mail can be sent to.
    #[error("not an e-mail address")]
    Address,
    /// Not an identifier for a mail: ASCII letters, digits, dots and hyphens, with one `@`.
    #[error("not an identifier for a mail")]
    MessageId,
    /// The mail could not be written down.
    #[error("the mail cannot be composed: {0}")]
    Compose(String),
}

/// One person's address, without a name: names come from forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient(Address);

impl Recipient {
    /// Read an address.
    ///
    /// # Errors
    /// [`MessageError::Address`] for anything else than one plain address.
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        // Quoted local parts may hold nearly anything; nobody here has one.
        let odd =
            |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | ',' | ';' | '<' | '>' | '\\');
        if text.contains(odd) {
            return Err(MessageError::Address);
        }
        text.parse().map(Self).map_err(|_| MessageError::Address)
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }
}

/// Who our mail comes from: an address with the name of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    /// A sender from the settings: `address` or `Name <address>`.
    ///
    /// # Errors
    /// [`MessageError::Address`] when it is neither.
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        let mailbox: Mailbox = one_line(text).parse().map_err(|_| MessageError::Address)?;
        Recipient::parse(mailbox.email.as_ref())?;
        Ok(Self(mailbox))
    }
}

/// A mail that is ready to be sent, any number of times: the same message id tells receivers that it is the same mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    to: Recipient,
    subject: String,
    text: String,
    html: Option<String>,
    message_id: String,
    date: DateTime<Utc>,
}

impl Message {
    /// A plain text mail, dated `date`. `message_id` is `unique@domain` without brackets, and stays with the mail.
    ///
    /// # Errors
    /// [`MessageError::MessageId`] when the identifier holds anything that does not belong in one.
    pub fn new(
        to: Recipient,
        subject: &str,
        text: &str,
        message_id: &str,
        date: DateTime<Utc>,
    ) -> Result<Self, MessageError> {
        let part = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        };
        let fits = message_id.split_once('@').is_some_and(|(left, right)| part(left) && part(right));
        if !fits || message_id.len() > 200 {
            return Err(MessageError::MessageId);
        }
        let (subject, text) = (one_line(subject), body(text));
        Ok(Self { to, subject, text, html: None, message_id: message_id.to_owned(), date })
    }

    /// The same mail with a version for readers of HTML.
    #[must_use]
    pub fn with_html(self, html: &str) -> Self {
        Self { html: Some(body(html)), ..self }
    }

    /// Who gets it.
    #[must_use]
    pub fn to(&self) -> &Recipient {
        &self.to
    }

    /// The subject as it will be sent.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    pub(super) fn written(&self, from: &Sender) -> Result<Letter, MessageError> {
        let letter = Letter::builder()
            .from(from.0.clone())
            .to(Mailbox::new(None, self.to.0.clone()))
            .subject(self.subject.clone())
            .date(self.date.into())
            .message_id(Some(format!("<{}>", self.message_id)));
        let plain = SinglePart::plain(self.text.clone());
        let written = match &self.html {
            None => letter.singlepart(plain),
            Some(html) => letter.multipart(
                MultiPart::alternative().singlepart(plain).singlepart(SinglePart::html(html.clone())),
            ),
        };
        written.map_err(|error| MessageError::Compose(error.to_string()))
    }
}

/// One line of visible text: control characters and signs that turn the reading direction become spaces.
fn one_line(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c| matches!(c, '\u{2028}' | '\u{2029}');
    let spaced: String =
        text.chars().map(|c| if c.is_control() || turns(c) || breaks(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(MAX_SUBJECT).collect::<String>().trim_end().to_owned()
}

/// The body keeps its lines and loses every other control character.
fn body(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
