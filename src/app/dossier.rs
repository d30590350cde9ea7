//! What was sent in, read back as a value to be evaluated again: for letters and what waits at a start.
//! May import: app, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::apply::whole;
use super::error::Result;
use super::{national, schemes};
use crate::domain::application::Snapshot;
use crate::domain::decision;
use crate::domain::ids::{ApplicationId, SnapshotId};
use crate::domain::rules::Judgement;
use crate::domain::scheme::{NationalTables, Scheme};
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::lots::{self, LotRow};
use crate::storage::{DbConn, RegionScope, assessments, snapshots, types};

/// An application as the team may see it: what was sent in last.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The row.
    pub row: ApplicationRow,
    /// Which submission.
    pub snapshot_id: SnapshotId,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// What was sent in.
    pub snapshot: Snapshot,
    /// The regeling it was sent in under.
    pub scheme: Arc<Scheme>,
    /// The national numbers that hold in the region.
    pub national: NationalTables,
}

/// The dossier of an application that this region's team may see now.
///
/// # Errors
/// [`Error::NotFound`] for a draft, for what is sealed until the close, and for another region.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ApplicationId,
    now: DateTime<Utc>,
) -> Result<Dossier> {
    let row = applications::find_in_region(conn, scope, id, now)?;
    of_row(conn, scope, row)
}

/// The dossier behind a row that was found under the same scope.
///
/// # Errors
/// [`Error::NotFound`] when nothing was sent in.
pub fn of_row(conn: &mut DbConn, scope: &RegionScope, row: ApplicationRow) -> Result<Dossier> {
    let sent = snapshots::last(conn, &types::id("applications", &row.id)?)?;
    let snapshot = whole(conn, scope, &sent.content)?;
    let version = schemes::of_version(conn, scope, &snapshot.scheme.version)?;
    Ok(Dossier {
        row,
        snapshot_id: types::id("application_snapshots", &sent.id)?,
        sha256: sent.sha256,
        snapshot,
        scheme: version.scheme,
        national: national::of_region(conn, scope)?,
    })
}

/// The answers that people gave on toetspunten and that count now, also those from before a repair.
///
/// # Errors
/// What the database says.
pub fn judgements(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> Result<Vec<Judgement>> {
    let said = assessments::of_application(conn, scope.key(), application.as_str())?;
    let said = said.iter().map(assessments::life).collect::<Result<Vec<_>, _>>()?;
    let keyed = |(row, _): (LotRow, _)| Ok((types::id("lot_applications", &row.id)?, row.key()?));
    let lots = lots::choices(conn, application)?.into_iter().map(keyed).collect::<Result<Vec<_>>>()?;
    Ok(decision::judgements(&said, &lots))
}
