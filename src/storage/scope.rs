//! Proof that somebody may look into a region or an organisation. Storage functions ask for it; `app::authorise` gives it.
//! May import: domain.

use crate::domain::ids::{OrgId, ProcedureId, RegionId};

/// Leave to read and write one region's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionScope(RegionId);

/// Leave to read and write one organisation's rows. For a gemachtigde with one procedure: of what is region-wide, only that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgScope {
    org: OrgId,
    procedure: Option<ProcedureId>,
}

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
    pub fn granted(org: OrgId, procedure: Option<ProcedureId>) -> Self {
        Self { org, procedure }
    }

    /// The organisation.
    #[must_use]
    pub fn org(&self) -> &OrgId {
        &self.org
    }

    /// The organisation as a column holds it.
    #[must_use]
    pub fn key(&self) -> &str {
        self.org.as_str()
    }

    /// Whether something of this procedure is in it.
    #[must_use]
    pub fn covers(&self, procedure: &str) -> bool {
        self.only().is_none_or(|only| only == procedure)
    }

    /// The one procedure it is limited to, as a column holds it.
    #[must_use]
    pub fn only(&self) -> Option<&str> {
        self.procedure.as_ref().map(|only| only.as_str())
    }

    /// What `LIKE` compares a procedure's column with: the one procedure, or anything. An identifier has no wildcard in it.
    #[must_use]
    pub fn procedures(&self) -> &str {
        self.only().unwrap_or("%")
    }
}
