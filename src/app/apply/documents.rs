//! Accepting the inkoopdocumenten: by version and by the hash of the file.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};

use super::contents::as_of;
use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::snapshot::AcceptedDocument;
use crate::domain::ids::{ApplicationId, DocumentId, UserId};
use crate::domain::policy_code::DocumentKindCode;
use crate::storage::answers::{self, AcceptanceRow};
use crate::storage::documents::{self, DocumentRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, OrgScope};

/// A document in force, with whether it was accepted in this version.
#[derive(Debug, Clone)]
pub struct ToAccept {
    /// The version.
    pub document: DocumentRow,
    /// Bytes.
    pub size: u64,
    /// Whether sending in needs it to be accepted.
    pub must: bool,
    /// When this version was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
}

/// The documents in force, in the order of the regeling.
///
/// # Errors
/// What the database says.
pub fn to_accept(conn: &mut DbConn, opened: &Opened, now: DateTime<Utc>) -> Result<Vec<ToAccept>> {
    let accepted = answers::accepted(conn, &opened.id, &opened.org)?;
    let in_force = documents::in_force(conn, &opened.region, &opened.procedure, as_of(opened, now))?;
    let found = opened.scheme.documents().iter().filter_map(|def| {
        let (document, blob) = in_force.iter().find(|(row, _)| row.kind == def.code.as_str())?;
        let same = |row: &&AcceptanceRow| row.document_id == document.id && row.sha256 == document.sha256;
        Some(ToAccept {
            document: document.clone(),
            size: u64::try_from(blob.size).unwrap_or_default(),
            must: def.must_accept,
            accepted_at: accepted.iter().find(same).map(|row| row.accepted_at.and_utc()),
        })
    });
    Ok(found.collect())
}

/// Accept these versions. What was accepted stays accepted.
///
/// # Errors
/// [`Error::Stale`] when one of them is no longer in force or somebody changed the application since `seen`.
pub fn accept(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    ticked: &[DocumentId],
) -> Result<()> {
    let (opened, by) = Opened::for_part(conn, ctx, scope, id, seen)?;
    let known = to_accept(conn, &opened, ctx.now)?;
    for wanted in ticked {
        let one = known.iter().find(|one| one.document.id == wanted.as_str()).ok_or(Error::Stale)?;
        if one.accepted_at.is_none() {
            keep(conn, ctx, &opened, &one.document, &by)?;
        }
    }
    Ok(())
}

/// Keep that a version is accepted.
pub(super) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    document: &DocumentRow,
    by: &UserId,
) -> Result<()> {
    let row = AcceptanceRow {
        application_id: opened.row.id.clone(),
        region_id: opened.row.region_id.clone(),
        org_id: opened.org.to_string(),
        document_id: document.id.clone(),
        sha256: document.sha256.clone(),
        accepted_by: by.to_string(),
        accepted_at: stored(ctx.now),
    };
    Ok(answers::accept(conn, &row)?)
}

/// What was accepted and is still in force.
pub(super) fn accepted(
    conn: &mut DbConn,
    opened: &Opened,
    at: DateTime<Utc>,
) -> Result<Vec<AcceptedDocument>> {
    let all = to_accept(conn, opened, at)?;
    all.into_iter()
        .filter(|one| one.accepted_at.is_some())
        .map(|one| {
            Ok(AcceptedDocument {
                id: types::id("documents", &one.document.id)?,
                kind: DocumentKindCode::parse(&one.document.kind).map_err(Error::internal)?,
                version: one.document.version,
                sha256: one.document.sha256,
            })
        })
        .collect()
}
