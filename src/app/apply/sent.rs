//! What was sent in, each time: for who follows an application, and to download.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::application::Snapshot;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{ApplicationId, SnapshotId};
use crate::storage::snapshots::{self, SnapshotRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, applications};

/// One submission, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Identifier.
    pub id: SnapshotId,
    /// 1, 2, …
    pub seq: i32,
    /// When its last byte had arrived.
    pub received_at: DateTime<Utc>,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Content address of the receipt, once it was made.
    pub receipt: Option<String>,
}

/// Every submission of an application, newest first.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn submissions(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Vec<Submission>> {
    applications::find(conn, scope, id)?;
    snapshots::of_application(conn, id)?.into_iter().map(submission).collect()
}

fn submission(row: SnapshotRow) -> Result<Submission> {
    Ok(Submission {
        id: types::id("application_snapshots", &row.id)?,
        seq: row.seq,
        received_at: instant(row.received_at),
        sha256: row.sha256,
        receipt: row.receipt_sha256,
    })
}

/// In which form a submission is downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The canonical bytes.
    Json,
    /// The receipt.
    Receipt,
}

/// Hand out a submission of an organisation, and note that it was.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's, or its receipt is not made yet.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &SnapshotId,
    form: Form,
) -> Result<(Snapshot, SnapshotRow)> {
    let row = snapshots::find(conn, scope, id)?;
    let snapshot = Snapshot::read(&row.content).map_err(Error::internal)?;
    let format = match form {
        Form::Json => "json",
        Form::Receipt if row.receipt_sha256.is_none() => return Err(Error::NotFound),
        Form::Receipt => "receipt",
    };
    let event = Event::SnapshotDownloaded {
        subject: id.clone(),
        application: snapshot.application.clone(),
        format: Token::parse(format).map_err(Error::internal)?,
    };
    let region = types::id("application_snapshots", &row.region_id)?;
    let place = Place::of_region(&region).procedure(&snapshot.procedure).about(scope.org());
    ctx.record(conn, &place, event)?;
    Ok((snapshot, row))
}
