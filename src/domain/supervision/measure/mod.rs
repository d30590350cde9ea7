//! Measures against who is admitted: the ladder, and the life of one from advice to its closing (D101, D103).
//! May import: code, identifiers, ids, money, motivation, policy_code, scheme, supervision, terms.

mod fact;
mod kind;
mod life;
mod plan;
mod steps;

#[cfg(test)]
mod tests;

pub use fact::{Fact, FindingOf, NotCarried, Reached, carry};
pub use kind::MeasureKind;
pub use life::{Advised, Command, Done, Measure, Proposed, Refusal, State, TRANSITIONS, Taken, View};
pub use plan::{Clients, NoPlan, Plan, Wish, allowed};
