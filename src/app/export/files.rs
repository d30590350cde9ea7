//! The files of a dossier: what was sent in, the bewijsstukken, the letters, and the regeling with what decisions rest on.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use super::opened::Opened;
use super::packed::{About, Packing};
use super::story::{Letter, Piece};
use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::domain::application::{Basis, Snapshot};
use crate::domain::class::Class;
use crate::domain::export::{Audience, Content, LeftOut};
use crate::domain::rules::EvidenceFact;
use crate::domain::scheme::Scheme;
use crate::domain::words::export::{self as words, path};
use crate::storage::types::instant;
use crate::storage::{
    DbConn, bases, blobs, decisions, evidence as vault, letters as kept, members, regions, snapshots, types,
};

const JSON: &str = "application/json";
const PDF: &str = "application/pdf";

/// What was sent in each time as the bytes that are hashed, with its receipt; and what each member signed.
pub(super) fn submissions(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<()> {
    for row in snapshots::of_application(conn, &opened.id)?.into_iter().rev() {
        let sent = Snapshot::read(&row.content).map_err(Error::internal)?;
        let scheme = schemes::of_version(conn, &opened.scope, &sent.scheme.version)?.scheme;
        let class = Opened::class_of(&scheme, &sent.contents.facts);
        let (folder, title) = (format!("{}/{:02}", path::SUBMISSIONS, row.seq), words::submission(row.seq));
        packing.happened(instant(row.received_at));
        if packing.takes(Content::Own, class, &title) {
            let about = About { title, given: "", media_type: JSON, archival: false, class };
            packing.put(&folder, path::SUBMISSION, about, row.content)?;
        }
        if let Some(sha256) = &row.receipt_sha256 {
            let about = made(words::receipt(row.seq));
            let size = blobs::find(conn, sha256)?.size;
            packing.put_stored(&folder, path::RECEIPT, about, (sha256, size))?;
        }
    }
    parts(conn, opened, packing)
}

/// A PDF that the portal made.
fn made(title: String) -> About<'static> {
    About { title, given: "", media_type: PDF, archival: true, class: Class::Intern }
}

fn parts(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<()> {
    for (place, mark) in opened.snapshot.members.iter().enumerate() {
        let Some(signature) = &mark.signature else { continue };
        let title = words::part(&mark.named.name);
        let own = opened.snapshot.contents.members.iter().find(|one| one.id == mark.id);
        let class = own.map_or(Class::Persoon, |one| Opened::class_of(&opened.scheme, &one.facts));
        if packing.takes(Content::OtherMember, class, &title) {
            let bytes = members::part(conn, &opened.scope, &mark.id, &signature.part)?;
            let about = About { title, given: "", media_type: JSON, archival: false, class };
            packing.put(&format!("{}/{:02}", path::MEMBERS, place + 1), path::PART, about, bytes)?;
        }
    }
    Ok(())
}

/// The bewijsstukken, each once: of every submission of the penvoerder, and of who signed beside it.
pub(super) fn evidence(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Piece>> {
    let mut all: Vec<(EvidenceFact, Content)> = Vec::new();
    for row in snapshots::of_application(conn, &opened.id)?.into_iter().rev() {
        let sent = Snapshot::read(&row.content).map_err(Error::internal)?;
        all.extend(sent.contents.evidence.into_iter().map(|one| (one, Content::Own)));
    }
    let of_members = opened.snapshot.contents.members.iter().flat_map(|one| &one.evidence);
    all.extend(of_members.map(|one| (one.clone(), Content::OtherMember)));
    let (mut seen, mut told) = (BTreeSet::new(), Vec::new());
    for (sent, content) in all {
        // What was only seen has no file.
        if sent.sha256.is_some() && seen.insert(sent.id.clone()) {
            told.extend(piece(conn, &opened.scheme, packing, (&sent, content), seen.len())?);
        }
    }
    Ok(told)
}

fn piece(
    conn: &mut DbConn,
    scheme: &Scheme,
    packing: &mut Packing,
    (sent, content): (&EvidenceFact, Content),
    number: usize,
) -> Result<Option<Piece>> {
    let (row, blob) = vault::for_inspection(conn, &sent.id)?;
    let def = scheme.evidence_def(&sent.kind);
    let title = def.map_or_else(|| sent.kind.to_string(), |def| def.title.clone());
    if row.state == "erased" {
        packing.leave(LeftOut::Erased, &title);
        return Ok(None);
    }
    if !packing.takes(content, row.class.0, &title) {
        return Ok(None);
    }
    let about = About {
        title: title.clone(),
        given: &row.file_name,
        media_type: &blob.media_type,
        archival: false,
        class: row.class.0,
    };
    let name = format!("{number:02}-{}", row.file_name);
    let path = packing.put_stored(path::EVIDENCE, &name, about, (&row.sha256, blob.size))?;
    Ok(Some(Piece {
        title,
        given: row.file_name,
        path,
        issued_on: sent.issued_on,
        expires_on: sent.expires_on,
    }))
}

/// The letters as they were sent, the first first; the aanbieder has those that were made known.
pub(super) fn letters(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Letter>> {
    let mut told = Vec::new();
    for row in kept::of_application(conn, &opened.scope, &opened.id)?.into_iter().rev() {
        let dispatched = row.dispatched_at.map(instant);
        let own = row.org_id == opened.org.as_str();
        let content = match (own, dispatched) {
            (false, _) => Content::OtherMember,
            (true, Some(_)) => Content::Own,
            (true, None) => Content::InProgress,
        };
        let subject = row.content_json.0.subject;
        let what = match content {
            Content::InProgress => words::IN_PROGRESS,
            Content::OtherMember => words::OTHERS,
            Content::Own
            | Content::Published
            | Content::MadeKnown
            | Content::InternalNote
            | Content::Basis => &subject,
        };
        if !packing.takes(content, Class::Intern, what) {
            continue;
        }
        packing.happened(dispatched.unwrap_or_else(|| instant(row.created_at)));
        let path = match &row.sha256 {
            Some(sha256) => {
                let size = blobs::find(conn, sha256)?.size;
                let name = format!("{}.pdf", row.number);
                packing.put_stored(path::LETTERS, &name, made(subject.clone()), (sha256, size))?
            }
            None => String::new(),
        };
        told.push(Letter { number: row.number, subject, path, dispatched });
    }
    Ok(told)
}

/// The regeling, and for who may have it what each decision rests on, with the national tables it names.
pub(super) fn rules(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<()> {
    let published = |title| About {
        title,
        given: "",
        media_type: "application/yaml",
        archival: false,
        class: Class::Openbaar,
    };
    let text = regions::scheme(conn, &opened.scope, &opened.snapshot.scheme.version)?.source;
    let name = format!("versie-{}.yaml", opened.scheme_seq);
    packing.put(path::RULES, &name, published(words::scheme(opened.scheme_seq)), text.into_bytes())?;
    let mut tables = BTreeSet::new();
    for row in decisions::of_application(conn, &opened.scope, &opened.id)? {
        let title = words::basis(&opened.lot_of(Some(&row.lot_application_id)));
        let kept = bases::of_decision(conn, &opened.scope, &types::id("decisions", &row.id)?)?.kept;
        let Some((_, content)) = kept else {
            packing.leave(LeftOut::Erased, &title);
            continue;
        };
        let basis = Basis::read(&content).map_err(Error::internal)?;
        let class = class_of(&opened.scheme, &basis);
        if !packing.takes(Content::Basis, class, &title) {
            continue;
        }
        let about = About { title, given: "", media_type: JSON, archival: false, class };
        packing.put(&format!("{}/{}", path::DECISIONS, row.id), path::BASIS, about, content)?;
        if opened.audience != Audience::Applicant && tables.insert(basis.national.clone()) {
            let text = bases::tables(conn, &basis.national)?;
            let short: String = basis.national.chars().take(12).collect();
            let name = format!("landelijk-{short}.yaml");
            packing.put(path::RULES, &name, published(words::TABLES.to_owned()), text.into_bytes())?;
        }
    }
    Ok(())
}

/// The class of what a decision rests on: the highest of all answers in it.
fn class_of(scheme: &Scheme, basis: &Basis) -> Class {
    let own = Opened::class_of(scheme, &basis.contents.facts);
    let others = basis.contents.members.iter().map(|one| Opened::class_of(scheme, &one.facts));
    others.fold(own, Class::max)
}
