//! Proof that somebody may look into a region or an organisation. Storage functions ask for it; `app::authorise` gives it.
//! May import: domain.

use crate::domain::ids::{OrgId, RegionId};

/// Leave to read and write one region's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionScope(RegionId);

/// Leave to read and write one organisation's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgScope(OrgId);

impl RegionScope {
    /// Only `app::authorise` and `app::public` call this; a test reads the callers.
    #[must_use]
    pub fn granted(region: RegionId) -> Self {
        Self(region)
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &RegionId {
        &self.0
    }

    /// The region as a column holds it.
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.as_str()
    }
}

impl OrgScope {
    /// Only `app::authorise` calls this; a test reads the callers.
    #[must_use]
    pub fn granted(org: OrgId) -> Self {
        Self(org)
    }

    /// The organisation.
    #[must_use]
    pub fn org(&self) -> &OrgId {
        &self.0
    }

    /// The organisation as a column holds it.
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.as_str()
    }
}
