//! When one may apply: windows with their phases, and the state of a lot through time.
//! May import: code, terms.

mod lots;
mod phases;
mod window;

#[cfg(test)]
mod tests;

pub use lots::{Entry, LotState, LotStates, NoEntry, NotAChange};
pub use phases::{Minimums, Mistake, Phase, Phases};
pub use window::{
    CannotExtend, CannotRectify, DAYS_AFTER_RECTIFICATION, NotAccepted, Sealing, Window, WindowKind,
};
