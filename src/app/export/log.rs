//! The lines of the log about a dossier, byte for byte, with what they commit to; and the timeline that they tell.
//! May import: app, domain, storage.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::opened::Opened;
use super::packed::{About, Packing};
use super::story::{Moment, Story};
use crate::app;
use crate::app::error::{Error, Result};
use crate::domain::access::{Role, StaffRole};
use crate::domain::audit::EventCode;
use crate::domain::class::Class;
use crate::domain::code::Code as _;
use crate::domain::export::{Audience, Content};
use crate::domain::words::export::{self as words, path};
use crate::domain::words::roles;
use crate::storage::audit::{self, IndexedLeaf};
use crate::storage::tlog;
use crate::storage::types::instant;
use crate::storage::{DbConn, decisions, letters, members, messages, snapshots};

/// Put the lines in; what they tell, in order.
pub(super) fn lines(
    conn: &mut DbConn,
    opened: &Opened,
    story: &Story,
    packing: &mut Packing,
) -> Result<Vec<Moment>> {
    let subjects = subjects(conn, opened, story)?;
    let all = audit::of_subjects(conn, &opened.scope, &subjects)?;
    let told: Vec<IndexedLeaf> = all.into_iter().filter(|one| goes_along(opened, one)).collect();
    let (mut leaves, mut payloads, mut timeline) = (Vec::new(), Vec::new(), Vec::new());
    proofs(conn, &told, packing)?;
    for one in told {
        leaves.extend_from_slice(&one.leaf.bytes);
        leaves.push(b'\n');
        if let Some((salt, payload)) = &one.leaf.payload {
            payloads.extend(committed(one.leaf.n, salt, payload)?);
        }
        if let Some(told) = words::happened(&one.event) {
            packing.happened(instant(one.at));
            timeline.push(Moment {
                at: instant(one.at),
                told,
                role: roles::role(one.role.0),
                n: one.leaf.n,
                event: one.event,
            });
        }
    }
    let about = |title: &str| About {
        title: title.to_owned(),
        given: "",
        media_type: "application/x-ndjson",
        archival: false,
        class: Class::Intern,
    };
    packing.put(path::LOG, path::LEAVES, about(words::LEAVES), leaves)?;
    if packing.takes(Content::InternalNote, Class::Intern, words::PAYLOADS) {
        packing.put(path::LOG, path::PAYLOADS, about(words::PAYLOADS), payloads)?;
    }
    Ok(timeline)
}

/// That the lines are in the log: a way up for each to one signed head, the first that counts them all. Nothing where none does yet,
/// which lasts a minute at most.
fn proofs(conn: &mut DbConn, told: &[IndexedLeaf], packing: &mut Packing) -> Result<()> {
    let Some(last) = told.last() else { return Ok(()) };
    let Some(head) = tlog::over(conn, last.leaf.n)? else { return Ok(()) };
    let mut lines = Vec::new();
    for one in told {
        let way: Vec<String> = app::tlog::under(conn, &one.leaf, &head)?
            .proof
            .iter()
            .map(|hash| STANDARD.encode(hash))
            .collect();
        let line = json!({ "n": one.leaf.n, "proof": way });
        lines.extend(serde_json::to_vec(&line).map_err(Error::internal)?);
        lines.push(b'\n');
    }
    let keys: String = app::tlog::keys(conn)?.iter().map(|key| format!("{key}\n")).collect();
    let files = [
        (path::PROOFS, words::PROOFS, "application/x-ndjson", lines),
        (path::HEAD, words::HEAD, "text/plain", head.note.into_bytes()),
        (path::KEYS, words::KEYS, "text/plain", keys.into_bytes()),
    ];
    for (name, title, media_type, bytes) in files {
        let about =
            About { title: title.to_owned(), given: "", media_type, archival: false, class: Class::Intern };
        packing.put(path::LOG, name, about, bytes)?;
    }
    Ok(())
}

/// Everything of the dossier that something can have happened to.
fn subjects(conn: &mut DbConn, opened: &Opened, story: &Story) -> Result<Vec<String>> {
    let mut all = vec![opened.id.to_string()];
    all.extend(opened.lots.iter().map(|(row, _)| row.id.clone()));
    all.extend(snapshots::of_application(conn, &opened.id)?.into_iter().map(|row| row.id));
    all.extend(story.team.subjects.iter().cloned());
    all.extend(story.steps.iter().map(|one| one.id.clone()));
    let own = letters::of_application(conn, &opened.scope, &opened.id)?;
    let parties = opened.parties();
    let ours = |org: &str| parties.iter().any(|one| one.as_str() == org);
    all.extend(own.into_iter().filter(|row| ours(&row.org_id)).map(|row| row.id));
    let written = messages::all_about(conn, &opened.scope, &parties, opened.id.as_str())?;
    all.extend(written.into_iter().map(|row| row.id));
    if opened.audience != Audience::Applicant {
        all.extend(members::of_application(conn, &opened.id)?.into_iter().map(|row| row.id));
        let decided = decisions::of_application(conn, &opened.scope, &opened.id)?;
        all.extend(decided.into_iter().map(|row| row.id));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Whether a line goes along. Toezicht that looked is told to the aanbieder by nobody; a line of a later program is for the archive only.
fn goes_along(opened: &Opened, line: &IndexedLeaf) -> bool {
    let toezicht = line.role.0 == Role::Staff(StaffRole::Supervisor);
    if toezicht && opened.audience != Audience::Archive {
        return false;
    }
    EventCode::from_code(&line.event)
        .map_or(opened.audience == Audience::Archive, |event| opened.audience.tells(event))
}

/// What a line commits to: HMAC-SHA256 of the particulars under the salt stands in the line, in base 64.
fn committed(n: i64, salt: &[u8], payload: &[u8]) -> Result<Vec<u8>> {
    let key: [u8; 32] = salt.try_into().map_err(|_| Error::internal("a salt of another length"))?;
    let particulars = String::from_utf8(payload.to_vec()).map_err(Error::internal)?;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let line = json!({ "n": n, "salt": hex(&key), "payload": particulars });
    let mut bytes = serde_json::to_vec(&line).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}
