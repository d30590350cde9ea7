//! The versions of a regeling as everybody may read them: why each came, and what it changed, in plain sentences.
//! May import: app::{error, schemes}, domain, storage.

use std::sync::Arc;

use super::error::Result;
use super::schemes::{self, Version};
use crate::domain::ids::{ProcedureId, SchemeVersionId};
use crate::domain::scheme::{Scheme, compare};
use crate::domain::words::comparison::{Told, told};
use crate::storage::regions::SchemeVersionRow;
use crate::storage::views::policy;
use crate::storage::{DbConn, RegionScope, regions, types};

/// One version.
#[derive(Debug, Clone)]
pub struct Published {
    /// The version.
    pub version: Version,
    /// Why it came.
    pub motivation: String,
    /// What it changed; nothing for the first.
    pub changes: Vec<Told>,
}

/// Every version of a procedure's regeling, the newest first.
///
/// # Errors
/// What the database says.
pub fn versions(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Vec<Published>> {
    let mut lines = policy::versions(conn, scope, procedure)?;
    lines.reverse();
    let mut found: Vec<Published> = Vec::new();
    let mut before: Option<Arc<Scheme>> = None;
    for line in lines {
        let version = schemes::of_version(conn, scope, &types::id("scheme_versions", &line.id)?)?;
        let now = Arc::clone(&version.scheme);
        let changes = before.as_ref().map(|old| told(old, &now, &compare(old, &now))).unwrap_or_default();
        found.push(Published { version, motivation: line.motivation, changes });
        before = Some(now);
    }
    found.reverse();
    Ok(found)
}

/// The text of one version, byte for byte as published. A published version is public, whether it counts already or not.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's.
pub fn text(conn: &mut DbConn, scope: &RegionScope, id: &SchemeVersionId) -> Result<SchemeVersionRow> {
    Ok(regions::scheme(conn, scope, id)?)
}
