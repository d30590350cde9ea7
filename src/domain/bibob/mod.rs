//! Bibob: an investigation of who is behind an aanbieder, under the Wet Bibob. It has a dossier of its own that only named officers read; to
//! everybody else it is at most the fact that the term for the decision stands still (ADR 26). May import: code, ids, terms.

mod life;
mod officers;
mod pause;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use life::{Advice, Asked, Bibob, Command, Conclusion, Ground, State, StopReason, TRANSITIONS};
pub use officers::Officers;
pub use pause::{Laid, last_day};

use crate::code::Code as _;
use chrono::NaiveDate;

/// Why something about a Bibob dossier is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where it is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// The regeling does not say that Bibob may be asked.
    #[error("the regeling knows no Bibob")]
    NotInScheme,
    /// This person is not a named officer.
    #[error("not a named officer")]
    NotOfficer,
    /// The application is not in assessment, or was decided.
    #[error("the application is not where Bibob can be asked")]
    NotNow,
    /// One dossier at a time.
    #[error("a dossier runs already")]
    RunsAlready,
    /// The aanbieder did not hand in its form.
    #[error("there is no form yet")]
    NoForm,
    /// The term for advice was extended before; that can be done once.
    #[error("the term was extended before")]
    ExtendedBefore,
    /// The term for advice is over, and what is over is not extended.
    #[error("the term ended on {last}")]
    TooLate {
        /// Its last day.
        last: NaiveDate,
    },
    /// Refusing on Bibob needs the conclusion of an officer that allows it.
    #[error("no officer concluded what allows a refusal")]
    NoGround,
}

/// Whether a decision has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Nothing runs.
    No,
    /// A dossier runs: nobody proposes, agrees or signs until an officer concluded or stopped it.
    Yes,
}

impl Waits {
    /// Whether anything may be decided.
    ///
    /// # Errors
    /// [`Running`].
    pub fn over(self) -> Result<(), Running> {
        match self {
            Self::No => Ok(()),
            Self::Yes => Err(Running),
        }
    }
}

/// A dossier runs, so nothing is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a Bibob dossier runs")]
pub struct Running;
