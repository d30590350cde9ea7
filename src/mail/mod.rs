//! Mail out of the house: messages that cannot be forged through their fields, and the way to an SMTP server.
//! May import: std, chrono, lettre, thiserror, tokio.
//!
//! Sending is one attempt with one honest answer; trying again is the work of the job that sends.

mod mailer;
mod message;

pub use mailer::{Delivery, MailError, Mailer, SettingsError};
pub use message::{Message, MessageError, Recipient, Sender};
