//! Which bewijsstukken of the vault go with an application, and for what.
//! May import: app, domain, storage.

use super::contents::offered;
use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::ids::{ApplicationId, EvidenceId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::rules::Offered;
use crate::storage::answers::{self, LinkRow};
use crate::storage::blobs::BlobRow;
use crate::storage::evidence::{self as vault, EvidenceRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, OrgScope};

/// A bewijsstuk that goes with an application.
#[derive(Debug, Clone)]
pub struct Linked {
    /// For which kind.
    pub kind: String,
    /// As what it is offered.
    pub offered: Offered,
    /// The bewijsstuk.
    pub piece: EvidenceRow,
    /// Its file.
    pub blob: BlobRow,
}

/// The bewijsstukken that go with an application, by kind.
///
/// # Errors
/// What the database says.
pub fn linked(conn: &mut DbConn, application: &ApplicationId) -> Result<Vec<Linked>> {
    let rows = answers::linked(conn, application)?;
    Ok(rows
        .into_iter()
        .map(|(link, piece, blob)| Linked { offered: offered(&link.offered), kind: link.kind, piece, blob })
        .collect())
}

/// What the vault has to offer now, newest first within its kind.
///
/// # Errors
/// What the database says.
pub fn offerable(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<(EvidenceRow, BlobRow)>> {
    Ok(vault::present(conn, scope)?)
}

/// Let a bewijsstuk of the vault go with an application.
///
/// # Errors
/// [`Error::NotFound`] when it is not in this vault or the regeling asks no such kind; [`Error::Refused`] when something
/// equivalent is not accepted for it.
#[expect(clippy::too_many_arguments, reason = "a use case: circumstances, scope and the fields of one form")]
pub fn link(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    piece: &EvidenceId,
    kind: &EvidenceKindCode,
    as_what: Offered,
) -> Result<()> {
    let (opened, _) = Opened::for_change(conn, ctx, scope, id, seen)?;
    let (row, _) = vault::find(conn, scope, piece)?;
    let def = opened.scheme.evidence_def(kind).ok_or(Error::NotFound)?;
    if row.state != "present" {
        return Err(Error::NotFound);
    }
    if as_what == Offered::AsEquivalent && def.equivalent.is_none() {
        return Err(Error::refused(crate::domain::words::apply::NOTHING_EQUIVALENT));
    }
    let as_what = match as_what {
        Offered::AsAsked => "as_asked",
        Offered::AsEquivalent => "as_equivalent",
    };
    Ok(answers::link(
        conn,
        &LinkRow {
            application_id: opened.row.id,
            region_id: opened.row.region_id,
            evidence_id: row.id,
            kind: kind.as_str().to_owned(),
            offered: as_what.to_owned(),
            added_at: stored(ctx.now),
        },
    )?)
}

/// Let a bewijsstuk go with an application no longer. It stays in the vault.
///
/// # Errors
/// [`Error::NotFound`] when it did not go with it.
pub fn unlink(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    piece: &EvidenceId,
) -> Result<()> {
    let (opened, _) = Opened::for_change(conn, ctx, scope, id, seen)?;
    if answers::unlink(conn, &opened.id, piece)? { Ok(()) } else { Err(Error::NotFound) }
}
