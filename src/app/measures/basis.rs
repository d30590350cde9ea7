//! On which version of the regeling an admission rests: what the overeenkomst of that version allows, may be done (L025).
//! May import: app, domain, storage.

use std::sync::Arc;

use super::{Error, Result};
use crate::app::ctx::Ctx;
use crate::app::schemes::{self, Version};
use crate::domain::application::Snapshot;
use crate::domain::scheme::Scheme;
use crate::domain::words::measures as words;
use crate::storage::admissions::AdmissionRow;
use crate::storage::measures::MeasureRow;
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, decisions, lots, snapshots};

/// The version on which admissions rest: that of the aanmelding, and of a contract that was taken over the one in force. One for all of them.
///
/// # Errors
/// [`Error::Refused`] where they rest on more than one; [`Error::NotFound`] for none.
pub(super) fn version(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    reached: &[AdmissionRow],
) -> Result<Version> {
    let mut found: Option<Version> = None;
    for row in reached {
        let version = version_of(conn, ctx, scope, row)?;
        match &found {
            Some(one) if one.id != version.id => return Err(Error::refused(words::TWO_VERSIONS)),
            Some(_) => {}
            None => found = Some(version),
        }
    }
    found.ok_or(Error::NotFound)
}

fn version_of(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, row: &AdmissionRow) -> Result<Version> {
    let Some(decision) = &row.decision_id else {
        let procedure = types::id("admissions", &row.procedure_id)?;
        return schemes::in_force(conn, scope, &procedure, ctx.now);
    };
    let decision = decisions::find(conn, scope, &types::id("admissions", decision)?)?;
    let lot = lots::find(conn, scope, &types::id("decisions", &decision.lot_application_id)?)?;
    let sent = snapshots::last(conn, &types::id("lot_applications", &lot.application_id)?)?;
    let sent = Snapshot::read(&sent.content).map_err(Error::internal)?;
    schemes::of_version(conn, scope, &sent.scheme.version)
}

/// What the regeling says on which a measure rests.
pub(super) fn scheme(conn: &mut DbConn, scope: &RegionScope, row: &MeasureRow) -> Result<Arc<Scheme>> {
    let version = types::id("measures", &row.scheme_version_id)?;
    Ok(schemes::of_version(conn, scope, &version)?.scheme)
}
