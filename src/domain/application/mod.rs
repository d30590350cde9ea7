//! An aanmelding and its lots: what may happen to them, by whom and when.
//! May import: canonical, code, decision, facts, identifiers, ids, money, motivation, organisation, policy_code, rules, scheme, supply, windows.

mod basis;
pub mod clarification;
mod conflict;
mod dossier;
pub mod last_time;
mod life;
pub mod lot;
mod lot_steps;
pub mod member;
pub mod snapshot;
mod steps;
pub mod verification;

#[cfg(test)]
mod last_time_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use basis::{Basis, BasisError, Ground};
pub use clarification::Clarification;
pub use conflict::Relation;
pub use dossier::{Assessing, OpenRequests, State, Submission};
pub use life::{Application, Command, Refusal, TRANSITIONS};
pub use lot::LotApplication;
pub use member::Member;
pub use snapshot::Snapshot;
