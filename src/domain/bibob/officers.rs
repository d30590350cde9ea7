//! Who may read Bibob dossiers of a region: people named one by one, never a role. May import: bibob, ids.

use std::collections::BTreeSet;

use super::Refusal;
use crate::ids::UserId;

/// The officers of a region by now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Officers(BTreeSet<UserId>);

impl Officers {
    /// These people.
    #[must_use]
    pub fn new(named: impl IntoIterator<Item = UserId>) -> Self {
        Self(named.into_iter().collect())
    }

    /// Is this person one of them?
    ///
    /// # Errors
    /// [`Refusal::NotOfficer`], also for nobody.
    pub fn admit(&self, user: Option<&UserId>) -> Result<UserId, Refusal> {
        let named = user.filter(|user| self.0.contains(*user));
        named.cloned().ok_or(Refusal::NotOfficer)
    }
}
