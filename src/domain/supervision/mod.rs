//! Toezicht: what comes in about aanbieders, what toezichthouders make of it, and whom they look at first. Behind a wall: nothing of this is read by, or
//! an input of, assessing or deciding (ADR 29). May import: code, digest, identifiers, ids, motivation, policy_code, terms, text, words.

mod discipline;
pub mod investigation;
pub mod measure;
mod private;
mod risk;
mod sample;
mod signal;
mod told;
mod year_plan;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use discipline::Discipline;
pub use measure::MeasureKind;
pub use private::{Found, Private, find_private};
pub use risk::{Known, MOST_COUNTED, Reason, Score, risk};
pub use sample::{BadSeed, Drawn, Seed, draw};
pub use signal::{Command, LONGEST_WATCH_DAYS, Receiver, Refusal, Signal, State, TRANSITIONS, Triaged};
pub use told::{Nature, Source};
pub use year_plan::{NotAQuarter, Origin, Progress, Quarter, progress};
