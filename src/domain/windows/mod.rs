//! When one may apply: windows with their phases, and the state of a lot through time.
//! May import: code, ids, motivation, terms.

mod lots;
mod openings;
mod phases;
mod plan;
mod window;

#[cfg(test)]
mod tests;

pub use lots::{Entry, LotState, LotStates, NoEntry, NotAChange, PublishedState};
pub use openings::{Gap, Opening};
pub use phases::{Minimums, Mistake, Phase, Phases};
pub use plan::{DatesPlan, NotPlanned, Occasion, WindowPlan};
pub use window::{
    CannotExtend, CannotRectify, DAYS_AFTER_RECTIFICATION, NotAccepted, Sealing, Window, WindowKind,
};
