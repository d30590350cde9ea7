//! Replay: what was stored with a decision, evaluated again, gives the same bytes; or it says where not.
//! May import: canonical, policy_code, scheme.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::evaluate::VERDICT_VERSION;
use super::input::Input;
use super::members::{Member, evaluate_combination};
use super::verdict::Verdict;
use crate::canonical::{self, CanonicalError};
use crate::policy_code::{LotKey, RequirementCode};

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

/// Evaluate stored inputs again by the version that made the stored verdict about a lot, and hold the two side by side.
///
/// # Errors
/// When the stored bytes are no verdict, or of a version that this program does not have.
pub fn replay(
    input: &Input<'_>,
    others: &[Member<'_>],
    lot: &LotKey,
    stored: &[u8],
) -> Result<Replay, ReplayError> {
    let Versioned { version } = serde_json::from_slice(stored)?;
    // A published version keeps its path: a new one gets an arm here, and none is taken away.
    let again = match version {
        VERDICT_VERSION => evaluate_combination(input, others).verdict.only(lot),
        other => return Err(ReplayError::Version(other)),
    };
    if again.bytes()? == stored {
        return Ok(Replay::Identical);
    }
    Ok(Replay::Differs { requirements: different(&serde_json::from_slice(stored)?, &again, input) })
}

/// The eisen whose results are not in both, in the order of the regeling.
fn different(was: &Verdict, again: &Verdict, input: &Input<'_>) -> Vec<RequirementCode> {
    let gone = was.results.iter().filter(|one| !again.results.contains(*one));
    let fresh = again.results.iter().filter(|one| !was.results.contains(*one));
    let codes: BTreeSet<&RequirementCode> = gone.chain(fresh).map(|one| &one.code).collect();
    let place = |code: &RequirementCode| input.scheme.requirements().iter().position(|one| one.code == *code);
    let mut requirements: Vec<RequirementCode> = codes.into_iter().cloned().collect();
    requirements.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
    requirements
}
