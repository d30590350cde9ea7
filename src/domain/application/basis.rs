//! What a decision rests on, as it is kept with it: enough to evaluate it again in ten years, and what the rules said then.
//! May import: canonical, ids, policy_code, rules, scheme.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::snapshot::Contents;
use crate::canonical::{self, CanonicalError};
use crate::ids::{ClarificationId, SnapshotId};
use crate::policy_code::LotKey;
use crate::rules::{Judgement, Replay, ReplayError, Stage, Verdict};
use crate::scheme::{NationalTables, Scheme};

/// Version of the form of these bytes.
const BASIS_VERSION: u16 = 1;

/// Values and pseudonymous ids only: no names, no free text but the answers that are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    v: u16,
    /// SHA-256 of the text of the regeling.
    pub scheme: String,
    /// SHA-256 of the text of the national tables.
    pub national: String,
    /// Which submission.
    pub snapshot: SnapshotId,
    /// What was sent in with it.
    pub contents: Contents,
    /// What people had judged.
    pub judgements: Vec<Judgement>,
    /// The requests for repair that passed unused, where that is the ground.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unused: BTreeSet<ClarificationId>,
    /// What the decision is about.
    pub lot: LotKey,
    /// What the rules said about the lot. Kept as it is: a later form of [`Verdict`] may not change it by reading it.
    verdict: Value,
}

/// Bytes that are no basis of a decision.
#[derive(Debug, thiserror::Error)]
pub enum BasisError {
    /// They are not its JSON.
    #[error("not the basis of a decision: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A value that has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Made by a later version of the portal.
    #[error("basis version {0} is not known")]
    Version(u16),
}

/// What the rules looked at, beside the submission itself.
#[derive(Debug, Clone)]
pub struct Ground<'a> {
    /// SHA-256 of the text of the national tables.
    pub national: &'a str,
    /// Which submission.
    pub snapshot: SnapshotId,
    /// What people had judged.
    pub judgements: Vec<Judgement>,
    /// The requests for repair that passed unused, where that is the ground.
    pub unused: BTreeSet<ClarificationId>,
}

impl Basis {
    /// The basis of a decision on a lot, from the verdict that it follows.
    ///
    /// # Errors
    /// [`BasisError::Unreadable`] when the verdict has no JSON; it always has.
    pub fn new(
        ground: Ground<'_>,
        contents: &Contents,
        lot: &LotKey,
        verdict: &Verdict,
    ) -> Result<Self, BasisError> {
        Ok(Self {
            v: BASIS_VERSION,
            scheme: verdict.scheme.clone(),
            national: ground.national.to_owned(),
            snapshot: ground.snapshot,
            contents: contents.clone(),
            judgements: ground.judgements,
            unused: ground.unused,
            lot: lot.clone(),
            verdict: serde_json::to_value(verdict.only(lot))?,
        })
    }

    /// Its canonical bytes: the same basis gives the same bytes.
    ///
    /// # Errors
    /// [`BasisError::Canonical`] when a number does not survive every JSON reader.
    pub fn bytes(&self) -> Result<Vec<u8>, BasisError> {
        Ok(canonical::to_bytes(&serde_json::to_value(self)?)?)
    }

    /// Read it back.
    ///
    /// # Errors
    /// [`BasisError`] when these are not the bytes of a basis that we know.
    pub fn read(bytes: &[u8]) -> Result<Self, BasisError> {
        let basis: Self = serde_json::from_slice(bytes)?;
        if basis.v == BASIS_VERSION { Ok(basis) } else { Err(BasisError::Version(basis.v)) }
    }

    /// What the rules said about the lot when the decision was proposed.
    ///
    /// # Errors
    /// [`BasisError::Unreadable`] when it is a verdict of a form that this program does not have.
    pub fn verdict(&self) -> Result<Verdict, BasisError> {
        Ok(serde_json::from_value(self.verdict.clone())?)
    }

    /// What the rules say of the submission, under the regeling and the tables that it names.
    pub fn evaluate(&self, scheme: &Scheme, national: &NationalTables) -> Verdict {
        self.contents.evaluate(scheme, national, Stage::Application, &self.judgements)
    }

    /// Evaluate it again, under the regeling and the tables that it names, and compare.
    ///
    /// # Errors
    /// When the verdict is of a version that this program does not have.
    pub fn replay(&self, scheme: &Scheme, national: &NationalTables) -> Result<Replay, ReplayError> {
        let stored = canonical::to_bytes(&self.verdict)?;
        self.contents.replay((scheme, national), &self.judgements, &self.lot, &stored)
    }
}
