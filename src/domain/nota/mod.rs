//! Nota van inlichtingen: what people ask about a window, and the answers that everybody gets at once.
//! May import: code, ids, identifiers, motivation, policy_code, text, windows.

mod names;
mod question;
mod ready;
mod subject;

pub use names::{Found, Identity, found};
pub use question::{Command, Question, Refusal, State, TRANSITIONS};
pub use ready::{Entry, LateAnswers, NotReady, NotTaken, late, may_ask, ready};
pub use subject::Subject;

#[cfg(test)]
mod tests;
