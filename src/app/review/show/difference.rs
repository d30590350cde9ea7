//! What an answer to a herstelverzoek changed, old beside new: answers by their words, bewijsstukken by their digest.
//! May import: app, domain, storage.

use serde::Serialize;

use crate::app::apply::whole;
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::domain::application::Snapshot;
use crate::domain::facts::FactSet;
use crate::domain::ids::MemberId;
use crate::domain::rules::EvidenceFact;
use crate::domain::words::requirement as texts;
use crate::storage::clarifications::ClarificationRow;
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, evidence as vault, snapshots};

/// One thing that is otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The question, or the kind of bewijsstuk.
    pub what: String,
    /// What was sent in before; empty where there was nothing.
    pub before: Vec<Shown>,
    /// What counts now.
    pub after: Vec<Shown>,
}

/// An answer or a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The answer, or the name of the file; nothing when it is shielded.
    pub text: Option<String>,
    /// SHA-256 of a file, hexadecimal; empty for an answer.
    pub sha256: String,
    /// The file; empty for an answer.
    pub piece: String,
}

/// What the penvoerder or one member sent in.
type Part<'a> = (&'a FactSet, &'a [EvidenceFact]);

fn part<'a>(snapshot: &'a Snapshot, member: Option<&MemberId>) -> Option<Part<'a>> {
    let contents = &snapshot.contents;
    match member {
        None => Some((&contents.facts, &contents.evidence)),
        Some(id) => contents.member(id).map(|own| (&own.facts, own.evidence.as_slice())),
    }
}

/// What the answer to a request changed; nothing where it was in words only.
pub(super) fn difference(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    (request, mine): (&ClarificationRow, bool),
) -> Result<Vec<Changed>> {
    let Some(id) = &request.answer_snapshot_id else { return Ok(Vec::new()) };
    let rows = snapshots::of_application(conn, &opened.id)?;
    let after = rows.iter().find(|row| row.id == *id).ok_or(Error::NotFound)?;
    let before = rows.iter().find(|row| row.seq + 1 == after.seq).ok_or(Error::NotFound)?;
    let (before, after) = (whole(conn, scope, &before.content)?, whole(conn, scope, &after.content)?);
    let member: Option<MemberId> =
        request.member_id.as_deref().map(|id| types::id("clarifications", id)).transpose()?;
    let (Some(old), Some(new)) = (part(&before, member.as_ref()), part(&after, member.as_ref())) else {
        return Ok(Vec::new());
    };
    let mut changed = answers(opened, (old.0, new.0), mine);
    changed.extend(files(conn, opened, (old.1, new.1), mine)?);
    Ok(changed)
}

fn answers(opened: &Opened, (old, new): (&FactSet, &FactSet), mine: bool) -> Vec<Changed> {
    let changed = opened.scheme.facts().iter().filter_map(|def| {
        let [before, after] = [old, new].map(|facts| facts.get(&def.code).map(|fact| &fact.value));
        let shown = |value| {
            let text = texts::value(Some(&def.kind), value);
            let text = (mine || !def.class.is_restricted()).then_some(text);
            Shown { text, sha256: String::new(), piece: String::new() }
        };
        (before != after).then(|| Changed {
            what: def.question.clone(),
            before: before.map(shown).into_iter().collect(),
            after: after.map(shown).into_iter().collect(),
        })
    });
    changed.collect()
}

/// Of each kind of which a file came along: those of before beside the new ones.
fn files(
    conn: &mut DbConn,
    opened: &Opened,
    (old, new): (&[EvidenceFact], &[EvidenceFact]),
    mine: bool,
) -> Result<Vec<Changed>> {
    let came = |one: &&EvidenceFact| !old.iter().any(|known| known.id == one.id);
    let mut changed: Vec<Changed> = Vec::new();
    let mut kinds = Vec::new();
    for one in new.iter().filter(came) {
        if !kinds.contains(&&one.kind) {
            kinds.push(&one.kind);
        }
    }
    for kind in kinds {
        let of_kind =
            |all: &[EvidenceFact]| all.iter().filter(|one| one.kind == *kind).cloned().collect::<Vec<_>>();
        let added: Vec<EvidenceFact> = of_kind(new).into_iter().filter(|one| came(&one)).collect();
        let def = opened.scheme.evidence_def(kind);
        changed.push(Changed {
            what: def.map_or_else(|| kind.to_string(), |def| def.title.clone()),
            before: shown(conn, &of_kind(old), mine)?,
            after: shown(conn, &added, mine)?,
        });
    }
    Ok(changed)
}

fn shown(conn: &mut DbConn, pieces: &[EvidenceFact], mine: bool) -> Result<Vec<Shown>> {
    let mut seen = Vec::new();
    for piece in pieces {
        let (row, _) = vault::for_inspection(conn, &piece.id)?;
        let open = row.state != "erased" && (mine || !row.class.0.is_restricted());
        seen.push(Shown {
            text: open.then_some(row.file_name),
            sha256: piece.sha256.clone().unwrap_or_default(),
            piece: row.id,
        });
    }
    Ok(seen)
}
