//! The way out: an SMTP server when one is configured, else nowhere, and the mail stays readable in the outbox.
//! May import: std, lettre, thiserror, tokio.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::time::timeout;

use super::message::{Message, MessageError, Sender};

/// Connections kept to the server; a rush of receipts needs a few.
const CONNECTIONS: u32 = 4;
/// Answers to our own log-in or session: they say nothing about the mail or its recipient.
const ABOUT_US: [&str; 5] = ["421", "530", "534", "535", "538"];

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the mail settings cannot be used: {0}")]
pub struct SettingsError(String);

/// The way out for mail. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Over SMTP.
    Smtp {
        /// The connections.
        transport: AsyncSmtpTransport<Tokio1Executor>,
        /// Who our mail comes from.
        from: Sender,
        /// How long handing over one mail may take.
        patience: Duration,
    },
    /// Not configured: mail is kept in the outbox only.
    Outbox,
}

/// What became of a mail that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The server took responsibility for it.
    Accepted {
        /// The server's words, for the log.
        response: String,
    },
    /// Nothing is configured; it stays where people can read it.
    KeptInOutbox,
}

/// Why a mail was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server refuses this mail or its recipient for good: a person must look.
    #[error("the mail server refuses the mail: {0}")]
    Refused(String),
    /// The server asks to try again later.
    #[error("the mail server asks to try again: {0}")]
    Temporary(String),
    /// No server, no secure connection, no log-in, or a connection that broke: whether the mail arrived is not known.
    #[error("the mail server cannot be used: {0}")]
    Unreachable(String),
}

impl From<MessageError> for MailError {
    fn from(error: MessageError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl Mailer {
    /// A way out over the server at this address: `smtp://` (not protected: for a relay on the same machine),
    /// `smtp+starttls://` or `smtps://`, with `name:password@` where the server wants a log-in. There is no protection
    /// "if possible": what the address asks for happens, or no mail is sent. Handing over one mail may take `patience`.
    ///
    /// Call it inside the Tokio runtime that will send: idle connections are closed there.
    ///
    /// # Errors
    /// When the address cannot be understood; its text, which may hold a password, is not repeated.
    pub fn smtp(url: &str, from: Sender, patience: Duration) -> Result<Self, SettingsError> {
        if url.contains(['?', '#']) {
            return Err(SettingsError("an address of a mail server has no parameters".to_owned()));
        }
        let url = match url.strip_prefix("smtp+starttls://") {
            Some(rest) => format!("smtp://{rest}?tls=required"),
            None => url.to_owned(),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|_| SettingsError("start it with smtps://, smtp+starttls:// or smtp://".to_owned()))?;
        let pool = PoolConfig::new().max_size(CONNECTIONS);
        Ok(Self::Smtp {
            transport: builder.timeout(Some(patience)).pool_config(pool).build(),
            from,
            patience,
        })
    }

    /// Hand over one mail, once.
    ///
    /// # Errors
    /// [`MailError`], by what to do about it.
    pub async fn send(&self, message: &Message) -> Result<Delivery, MailError> {
        match self {
            Self::Outbox => Ok(Delivery::KeptInOutbox),
            Self::Smtp { transport, from, patience } => {
                let letter = message.written(from)?;
                // The transport's own limit ends with the connection being made; a silent server would hold us.
                let sent = timeout(*patience, transport.send(letter)).await;
                let response = sent
                    .map_err(|_| MailError::Unreachable("no answer in time".to_owned()))?
                    .map_err(|error| sorted(&error))?;
                let said: Vec<&str> = response.message().collect();
                Ok(Delivery::Accepted { response: format!("{} {}", response.code(), said.join(" ")) })
            }
        }
    }
}

fn sorted(error: &SmtpError) -> MailError {
    let about_us = error.status().is_some_and(|code| ABOUT_US.contains(&code.to_string().as_str()));
    if about_us {
        MailError::Unreachable(words(error))
    } else if error.is_permanent() {
        MailError::Refused(words(error))
    } else if error.is_transient() {
        MailError::Temporary(words(error))
    } else {
        MailError::Unreachable(words(error))
    }
}

/// The error with its causes, which hold what the server said.
fn words(error: &SmtpError) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        cause = inner.source();
    }
    words
}
