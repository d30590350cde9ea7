//! A wijziging of a regeling: worked at, worked out, proposed by one person and published by another.
//! May import: code, digest, ids, motivation.

mod life;

pub use life::{Amendment, Command, Draft, Proposed, Refusal, State, TRANSITIONS, Trial};

#[cfg(test)]
mod tests;
