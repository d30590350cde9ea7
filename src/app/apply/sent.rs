//! What was sent in, each time: for who follows an application, and to download.
//! May import: app, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{access, schemes, tlog};
use crate::domain::application::{Snapshot, State};
use crate::domain::audit::{Event, EventCode, Token};
use crate::domain::ids::{ApplicationId, SnapshotId};
use crate::domain::scheme::Scheme;
use crate::domain::tlog::Bundle;
use crate::storage::evidence::{self as vault, Stored};
use crate::storage::snapshots::{self, SnapshotRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, applications, audit};

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

/// A submission as it is read again, also when it was replaced or withdrawn.
#[derive(Debug)]
pub struct SentView {
    /// What was sent in.
    pub snapshot: Snapshot,
    /// The regeling it was sent in under.
    pub scheme: Arc<Scheme>,
    /// Its bewijsstukken with the title of their kind, also those that left the vault since.
    pub evidence: Vec<(String, Stored)>,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Whether the receipt was made.
    pub receipt: bool,
    /// Whether the log that tells of it was signed.
    pub proof: bool,
}

/// A submission of an organisation.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn sent_view(conn: &mut DbConn, scope: &OrgScope, id: &SnapshotId) -> Result<SentView> {
    let row = snapshots::find(conn, scope, id)?;
    let snapshot = Snapshot::read(&row.content).map_err(Error::internal)?;
    let region = access::for_system(types::id("application_snapshots", &row.region_id)?);
    let scheme = schemes::of_version(conn, &region, &snapshot.scheme.version)?.scheme;
    let application = applications::find(conn, scope, &snapshot.application)?;
    let mut evidence = Vec::new();
    for piece in &snapshot.contents.evidence {
        let title =
            scheme.evidence_def(&piece.kind).map_or_else(|| piece.kind.to_string(), |def| def.title.clone());
        evidence.push((title, vault::find(conn, scope, &piece.id)?));
    }
    let last = snapshots::last(conn, &snapshot.application)?;
    Ok(SentView {
        counts: last.id == row.id && application.state.0 != State::Withdrawn,
        sha256: row.sha256,
        receipt: row.receipt_sha256.is_some(),
        proof: log_proof(conn, scope, id)?.is_some(),
        snapshot,
        scheme,
        evidence,
    })
}

/// The proof that the log tells of a submission: its leaf, which fixes the digest of what was sent in, under a signed head. None until
/// that head was signed.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn log_proof(conn: &mut DbConn, scope: &OrgScope, id: &SnapshotId) -> Result<Option<Bundle>> {
    let row = snapshots::find(conn, scope, id)?;
    let application = Snapshot::read(&row.content).map_err(Error::internal)?.application;
    let events = [EventCode::ApplicationSubmitted, EventCode::ApplicationReplaced];
    let fixes = format!("\"manifest\":\"sha256:{}\"", row.sha256);
    let leaves = audit::about_subject(conn, scope, &events, application.as_str())?;
    let leaf = leaves.into_iter().find(|leaf| String::from_utf8_lossy(&leaf.bytes).contains(&fixes));
    leaf.map_or(Ok(None), |leaf| tlog::proof(conn, &leaf))
}

/// In which form a submission is downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The canonical bytes.
    Json,
    /// The receipt.
    Receipt,
    /// The proof that the log tells of it.
    Proof,
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
        Form::Proof => "proof",
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
