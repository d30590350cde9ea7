//! Measures against who is admitted: the ladder, and the life of one from advice to its closing (D101, D103).
//! May import: code, ids, money, motivation, scheme, terms.

mod kind;
mod life;
mod plan;
mod steps;

#[cfg(test)]
mod tests;

pub use kind::MeasureKind;
pub use life::{Advised, Command, Done, Measure, Proposed, Refusal, State, TRANSITIONS, Taken, View};
pub use plan::{Clients, NoPlan, Plan, Wish};
