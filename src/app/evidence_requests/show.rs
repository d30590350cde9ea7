//! What the contractmanager and the aanbieder see of requests for evidence.
//! May import: app, domain, storage.

use std::sync::Arc;

use super::{place, why};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::show::Download;
use crate::app::schemes::{self, Version};
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceId, EvidenceRequestId, OrgId};
use crate::domain::policy_code::{EvidenceKindCode, RequirementCode};
use crate::domain::scheme::{EvidenceDef, Requirement, Scheme};
use crate::domain::words::requirement::paragraph;
use crate::storage::evidence::Stored;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::{DbConn, OrgScope, RegionScope, evidence, types};

/// At most so many stand in the list: what is due first.
const SHOWN: i64 = 200;

/// A request in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The request.
    pub row: RequestRow,
    /// Who is asked, or which region asks.
    pub name: String,
    /// Title of the eis, or of the bewijsstuk of which a newer one is asked.
    pub title: String,
}

/// A request with what was sent.
#[derive(Debug, Clone)]
pub struct One {
    /// The request.
    pub line: Line,
    /// The published text of the eis.
    pub text: String,
    /// What was sent.
    pub pieces: Vec<Stored>,
    /// Why it is asked until that day, in sentences.
    pub why: Vec<String>,
}

/// A request as the aanbieder sees it, who can answer it.
#[derive(Debug, Clone)]
pub struct OwnOne {
    /// The request.
    pub one: One,
    /// The kinds of bewijsstuk that the eis asks for.
    pub kinds: Vec<EvidenceDef>,
    /// What there is of those in the vault.
    pub vault: Vec<Stored>,
}

/// The open requests of a region, or those to one organisation only, what is due first comes first.
///
/// # Errors
/// What the database says.
pub fn of_region(conn: &mut DbConn, scope: &RegionScope, to: Option<&OrgId>) -> Result<Vec<Line>> {
    let rows = kept::open(conn, scope, to, SHOWN)?;
    rows.into_iter().map(|(row, name)| Ok(line(conn, row, name)?.0)).collect()
}

/// The open requests to an organisation, what is due first comes first.
///
/// # Errors
/// What the database says.
pub fn mine(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Line>> {
    let rows = kept::own_open(conn, scope)?;
    rows.into_iter().map(|(row, name)| Ok(line(conn, row, name)?.0)).collect()
}

/// One request of a region.
///
/// # Errors
/// [`Error::NotFound`] for another region's.
pub fn one(conn: &mut DbConn, scope: &RegionScope, id: &EvidenceRequestId) -> Result<One> {
    let found = kept::find(conn, scope, id)?;
    Ok(opened(conn, found)?.0)
}

/// One request to an organisation.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's.
pub fn own(conn: &mut DbConn, scope: &OrgScope, id: &EvidenceRequestId) -> Result<OwnOne> {
    let found = kept::find_own(conn, scope, id)?;
    let (one, scheme) = opened(conn, found)?;
    let kinds = kinds(&scheme, &one.line.row);
    let mut vault = evidence::present(conn, scope)?;
    vault.retain(|(piece, _)| kinds.iter().any(|def| def.code.as_str() == piece.kind));
    Ok(OwnOne { one, kinds, vault })
}

fn opened(conn: &mut DbConn, (row, name): (RequestRow, String)) -> Result<(One, Arc<Scheme>)> {
    let pieces = kept::pieces(conn, &row)?;
    let version = version_of(conn, &row)?;
    let why = why::why(conn, &row, &version)?;
    let (line, scheme) = line(conn, row, name)?;
    let found = requirement(&scheme, &line.row.requirement);
    let text = found.map(|one| paragraph(&scheme, one)).unwrap_or_default();
    Ok((One { line, text, pieces, why }, scheme))
}

/// Hand out a bewijsstuk that was sent with a request. Each time is a leaf.
///
/// # Errors
/// [`Error::NotFound`] when it was not sent with this request, or was erased; [`Error::Forbidden`] when only named officers read it.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &EvidenceRequestId,
    piece: &EvidenceId,
) -> Result<Download> {
    let (row, _) = kept::find(conn, scope, id)?;
    let pieces = kept::pieces(conn, &row)?;
    let sent = pieces.into_iter().find(|(one, _)| one.id == piece.as_str() && one.state != "erased");
    let (stored, blob) = sent.ok_or(Error::NotFound)?;
    if stored.class.0.is_restricted() {
        return Err(Error::Forbidden);
    }
    ctx.record(conn, &place(&row)?, Event::EvidenceDownloaded { subject: piece.clone() })?;
    Ok(Download { sha256: stored.sha256, file_name: stored.file_name, media_type: blob.media_type })
}

/// Title of what a request is about: the eis, or the bewijsstuk of which a newer one is asked.
pub(super) fn title(conn: &mut DbConn, row: &RequestRow) -> Result<String> {
    Ok(titled(conn, row)?.0)
}

/// The version of the regeling that asks it.
fn version_of(conn: &mut DbConn, row: &RequestRow) -> Result<Version> {
    let region = access::for_system(types::id("evidence_requests", &row.region_id)?);
    schemes::of_version(conn, &region, &types::id("evidence_requests", &row.version_id)?)
}

fn titled(conn: &mut DbConn, row: &RequestRow) -> Result<(String, Arc<Scheme>)> {
    let scheme = version_of(conn, row)?.scheme;
    let title = match &kinds(&scheme, row)[..] {
        [kind] if row.is_renewal() => kind.title.clone(),
        _ => requirement(&scheme, &row.requirement)
            .map_or_else(|| row.requirement.clone(), |one| one.title.clone()),
    };
    Ok((title, scheme))
}

fn line(conn: &mut DbConn, row: RequestRow, name: String) -> Result<(Line, Arc<Scheme>)> {
    let (title, scheme) = titled(conn, &row)?;
    Ok((Line { row, name, title }, scheme))
}

pub(super) fn requirement<'a>(scheme: &'a Scheme, code: &str) -> Option<&'a Requirement> {
    RequirementCode::parse(code).ok().and_then(|code| scheme.requirement(&code))
}

/// The kinds of bewijsstuk that a request is about: the one that expires, or all that the eis asks for.
pub(super) fn kinds(scheme: &Scheme, row: &RequestRow) -> Vec<EvidenceDef> {
    let asked = requirement(scheme, &row.requirement);
    let codes = asked.map(|one| one.condition.evidence_kinds()).unwrap_or_default();
    let about = |code: &&EvidenceKindCode| !row.is_renewal() || code.as_str() == row.evidence_kind;
    codes.iter().filter(about).filter_map(|code| scheme.evidence_def(code)).cloned().collect()
}
