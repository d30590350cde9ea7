//! Answers and bewijsstukken in a dossier, each with where it comes from; what only named officers read is shielded.
//! May import: app, domain, storage.

use serde::Serialize;

use super::pages;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::facts::FactSet;
use crate::domain::ids::{ApplicationId, EvidenceId, MemberId};
use crate::domain::rules::{EvidenceFact, Offered};
use crate::domain::scheme::Scheme;
use crate::domain::words::{requirement as texts, review as words};
use crate::storage::{DbConn, RegionScope, evidence as vault};

/// An answer.
#[derive(Debug, Clone, Serialize)]
pub struct FactSeen {
    /// Its code.
    pub code: String,
    /// The question.
    pub question: String,
    /// The answer; nothing when it is shielded.
    pub value: Option<String>,
    /// Who said so.
    pub source: &'static str,
    /// The day on which it was so.
    pub as_of: chrono::NaiveDate,
    /// Its class.
    pub class: &'static str,
}

/// A bewijsstuk.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// Its identifier.
    pub id: String,
    /// Code of its kind.
    pub kind: String,
    /// Title of its kind.
    pub title: String,
    /// The file's own name; nothing when it is shielded.
    pub file: Option<String>,
    /// Bytes.
    pub size: i64,
    /// What the inspection found, for the badge.
    pub scan: String,
    /// Whether its pages can be looked at here, and else why not: a code of [`pages::looked_at`].
    pub view: &'static str,
    /// How many pages can be looked at here.
    pub pages: i32,
    /// Whether it is offered as equivalent.
    pub equivalent: bool,
    /// Day of issue.
    pub issued_on: Option<chrono::NaiveDate>,
    /// Last day.
    pub expires_on: Option<chrono::NaiveDate>,
    /// Its class.
    pub class: &'static str,
}

/// A file to hand out.
#[derive(Debug, Clone)]
pub struct Download {
    /// Content address.
    pub sha256: String,
    /// The name it gets.
    pub file_name: String,
    /// Media type as found from the content.
    pub media_type: String,
}

/// The answers that were sent in, in the order of the regeling.
pub(super) fn facts(opened: &Opened, mine: bool) -> Vec<FactSeen> {
    facts_of(&opened.scheme, &opened.snapshot.contents.facts, mine)
}

/// Answers in the order of the regeling.
pub(super) fn facts_of(scheme: &Scheme, given: &FactSet, mine: bool) -> Vec<FactSeen> {
    let facts = scheme.facts().iter().filter_map(|def| {
        let fact = given.get(&def.code)?;
        let shown = mine || !def.class.is_restricted();
        Some(FactSeen {
            code: def.code.to_string(),
            question: def.question.clone(),
            value: shown.then(|| texts::value(Some(&def.kind), &fact.value)),
            source: words::source(fact.provenance.source),
            as_of: fact.provenance.as_of,
            class: def.class.code(),
        })
    });
    facts.collect()
}

/// The bewijsstukken that were sent in, in order.
pub(super) fn evidence(conn: &mut DbConn, opened: &Opened, mine: bool) -> Result<Vec<Piece>> {
    evidence_of(conn, &opened.scheme, &opened.snapshot.contents.evidence, mine)
}

/// These bewijsstukken, in order.
pub(super) fn evidence_of(
    conn: &mut DbConn,
    scheme: &Scheme,
    sent: &[EvidenceFact],
    mine: bool,
) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for sent in sent {
        let (row, blob) = vault::for_inspection(conn, &sent.id)?;
        let shown = row.state != "erased" && (mine || !row.class.0.is_restricted());
        let (view, pages) = if shown { pages::looked_at(&blob) } else { ("shielded", 0) };
        let def = scheme.evidence_def(&sent.kind);
        pieces.push(Piece {
            id: row.id,
            kind: sent.kind.to_string(),
            title: def.map_or(sent.kind.to_string(), |def| def.title.clone()),
            file: shown.then_some(row.file_name),
            size: blob.size,
            scan: blob.inspection,
            view,
            pages,
            equivalent: sent.offered == Offered::AsEquivalent,
            issued_on: sent.issued_on,
            expires_on: sent.expires_on,
            class: row.class.0.code(),
        });
    }
    Ok(pieces)
}

/// Hand out a bewijsstuk that was sent in with an application, by the penvoerder or by who takes part. Each time is a leaf.
///
/// # Errors
/// [`Error::NotFound`] when it was not sent in with this application, or was erased; [`Error::Forbidden`] when only named
/// officers read it.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    piece: &EvidenceId,
) -> Result<Download> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let ((row, blob), member) = sent_with(conn, ctx, &opened, piece)?;
    let place = opened.place_of(scope, member.as_ref())?;
    ctx.record(conn, &place, Event::EvidenceDownloaded { subject: piece.clone() })?;
    Ok(Download { sha256: row.sha256, file_name: row.file_name, media_type: blob.media_type })
}

/// A bewijsstuk that was sent in with an application and that the reader may read, with who sent it in; `None`: the penvoerder.
///
/// # Errors
/// As [`download`].
pub(super) fn sent_with(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    piece: &EvidenceId,
) -> Result<(vault::Stored, Option<MemberId>)> {
    let contents = &opened.snapshot.contents;
    let sent = |all: &[EvidenceFact]| all.iter().any(|one| one.id == *piece);
    let member = contents.members.iter().find(|one| sent(&one.evidence)).map(|one| one.id.clone());
    if member.is_none() && !sent(&contents.evidence) {
        return Err(Error::NotFound);
    }
    let (row, blob) = vault::for_inspection(conn, piece)?;
    if row.state == "erased" {
        return Err(Error::NotFound);
    }
    if row.class.0.is_restricted() && !opened.is_of(ctx.actor.user.as_ref()) {
        return Err(Error::Forbidden);
    }
    Ok(((row, blob), member))
}
