//! A dispute (geschil) about what was decided and made known: a klacht or a kort geding in the civil track, a bezwaar in the administrative
//! one. It never changes a decision: where the aanbieder is right, other people take a new one (ADR 25).
//! May import: code, decision, ids, letter, motivation, terms, text.

mod hold;
mod kind;
mod life;
mod refusal;
mod term;

#[cfg(test)]
mod tests;

pub use hold::{
    Hold, HoldRefusal, Lifted, Standing, Standstill, Still, may_destroy, standstill, waits_for_judge,
};
pub use kind::{Kind, Matter, NoRoll, Roll, Summons};
pub use life::{
    Command, Dispute, Extended, Filed, Outcome, Ruling, Side, State, Subject, TRANSITIONS, Zitting,
};
pub use refusal::Refusal;
pub use term::{Arrival, handling_due, remedy_deadline};
