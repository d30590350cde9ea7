//! An investigation by toezicht: planned, announced or not, a visit, a draft report, wederhoor, a final report (domain.md D100, D104).
//! May import: code, ids, motivation, policy_code, supervision, terms.

mod finding;
mod life;
mod scope;
mod steps;

#[cfg(test)]
mod tests;

pub use finding::{FinalFinding, Finding, Outcome, Weighing};
pub use life::{Finished, Heard, Investigation, Plan, Reply, Report, State, Step, TRANSITIONS};
pub use scope::{LONGEST_LOCATION, Location, NoScope, NotALocation, Own, Scope};
pub use steps::{By, Command, Refusal};
