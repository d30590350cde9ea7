//! Replay: what was stored with a decision, evaluated again, gives the same bytes; or it says where not.
//! May import: canonical, policy_code, scheme.

use serde::Deserialize;

use super::evaluate::{VERDICT_VERSION, evaluate};
use super::input::Input;
use super::verdict::Verdict;
use crate::canonical::{self, CanonicalError};
use crate::policy_code::RequirementCode;

/// What a replay found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// The same bytes.
    Identical,
    /// Other bytes; the eisen whose results differ, in the order of the regeling.
    Differs {
        /// Empty when only what stands around the results differs.
        requirements: Vec<RequirementCode>,
    },
}

/// A stored verdict that cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It is not the JSON of a verdict.
    #[error("not a stored verdict: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Made by a version of the evaluation that this program does not have.
    #[error("verdict version {0} is not known")]
    Version(u16),
    /// A verdict without canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// The version of a stored verdict, whatever else stands in it.
#[derive(Deserialize)]
struct Versioned {
    version: u16,
}

impl Verdict {
    /// Its canonical bytes: the same verdict gives the same bytes.
    ///
    /// # Errors
    /// When a number does not survive every JSON reader.
    pub fn bytes(&self) -> Result<Vec<u8>, ReplayError> {
        Ok(canonical::to_bytes(&serde_json::to_value(self)?)?)
    }
}

/// Evaluate stored inputs again by the version that made the stored verdict, and hold the two side by side.
///
/// # Errors
/// When the stored bytes are no verdict, or of a version that this program does not have.
pub fn replay(input: &Input<'_>, stored: &[u8]) -> Result<Replay, ReplayError> {
    let Versioned { version } = serde_json::from_slice(stored)?;
    // A published version keeps its path: a new one gets an arm here, and none is taken away.
    let again = match version {
        VERDICT_VERSION => evaluate(input),
        other => return Err(ReplayError::Version(other)),
    };
    if again.bytes()? == stored {
        return Ok(Replay::Identical);
    }
    let was: Verdict = serde_json::from_slice(stored)?;
    let changed = |one: &&super::verdict::RequirementResult, others: &Verdict| !others.results.contains(*one);
    let gone = was.results.iter().filter(|one| changed(one, &again));
    let fresh = again.results.iter().filter(|one| changed(one, &was));
    let mut requirements: Vec<RequirementCode> = Vec::new();
    for code in gone.chain(fresh).map(|one| &one.code) {
        if !requirements.contains(code) {
            requirements.push(code.clone());
        }
    }
    let place = |code: &RequirementCode| input.scheme.requirements().iter().position(|one| one.code == *code);
    requirements.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
    Ok(Replay::Differs { requirements })
}
