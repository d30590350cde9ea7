//! What happened to an application, its herstelverzoeken and its messages, as the team reads them.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use serde::Serialize;

use super::difference::{Changed, difference};
use super::requirement::anchor;
use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, OrgId};
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, clarifications, decisions, messages, snapshots, unread, users};

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// When, RFC 3339.
    pub at: String,
    /// Code of what happened; the template has the words.
    pub what: &'static str,
    /// About what.
    pub about: String,
    /// About how many things.
    pub count: usize,
    /// By whom of the team; empty where it was the aanbieder.
    pub by: String,
}

/// A herstelverzoek.
#[derive(Debug, Clone, Serialize)]
pub struct RequestSeen {
    /// Its identifier.
    pub id: String,
    /// Code of the requirement.
    pub requirement: String,
    /// The member that is asked about its own part; empty for the penvoerder.
    pub to: String,
    /// What it is about.
    pub about: String,
    /// `incomplete` or `incorrect`.
    pub kind: &'static str,
    /// What was asked.
    pub question: String,
    /// Where it is.
    pub state: &'static str,
    /// The first moment that is too late, RFC 3339.
    pub due: String,
    /// What was answered, or why it was taken back.
    pub answer: String,
    /// What the answer changed.
    pub changed: Vec<Changed>,
}

/// A message.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Whether the team has not read it yet.
    pub is_new: bool,
    /// Who wrote it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it says.
    pub body: String,
}

/// The herstelverzoeken, the last first, each with what its answer changed.
pub(super) fn requests(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    mine: bool,
) -> Result<Vec<RequestSeen>> {
    let rows = clarifications::of_application(conn, scope.key(), opened.id.as_str())?;
    let mut seen = Vec::new();
    for row in rows.into_iter().rev() {
        seen.push(RequestSeen {
            changed: difference(conn, scope, opened, (&row, mine))?,
            about: anchor(&opened.scheme, row.anchor).label,
            id: row.id,
            requirement: row.requirement,
            to: row.member_id.as_deref().map(|id| member_name(opened, id)).unwrap_or_default(),
            kind: row.kind.0.code(),
            question: row.question,
            state: row.state.0.code(),
            due: instant(row.due_at).to_rfc3339(),
            answer: row.answer,
        });
    }
    Ok(seen)
}

fn member_name(opened: &Opened, id: &str) -> String {
    let mark = opened.snapshot.members.iter().find(|one| one.id.as_str() == id);
    mark.map(|one| one.named.name.clone()).unwrap_or_default()
}

/// The messages with these organisations, about one application or all, the last first.
pub(super) fn notes(
    conn: &mut DbConn,
    scope: &RegionScope,
    orgs: &[OrgId],
    about: Option<&ApplicationId>,
) -> Result<Vec<Note>> {
    let rows = messages::in_region(conn, scope, orgs, about.map(|id| id.as_str()))?;
    let ids: Vec<&str> = rows.iter().map(|row| row.sent_by.as_str()).collect();
    let names = users::names(conn, &ids)?;
    let name =
        |id: &str| names.iter().find(|(one, _)| one == id).map_or(String::new(), |(_, name)| name.clone());
    let mut unread = BTreeSet::new();
    for org in orgs {
        unread.extend(unread::in_region(conn, scope, org)?);
    }
    let seen = rows.iter().map(|row| Note {
        from_team: row.sender == "team",
        is_new: unread.contains(&row.id),
        by: name(&row.sent_by),
        at: instant(row.sent_at).to_rfc3339(),
        body: row.body.clone(),
    });
    Ok(seen.collect())
}

/// What happened.
pub(super) fn moments(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> Result<Vec<Moment>> {
    let mut moments = Vec::new();
    let at = |at: chrono::NaiveDateTime| instant(at).to_rfc3339();
    let sent = snapshots::of_application(conn, &opened.id)?;
    for row in sent.iter().rev() {
        // A repair keeps the moment of receipt of the submission it repairs: that one is told below.
        if moments.iter().any(|one: &Moment| one.at == at(row.received_at)) {
            continue;
        }
        let what = if row.seq == 1 { "submitted" } else { "replaced" };
        moments.push(Moment {
            at: at(row.received_at),
            what,
            about: String::new(),
            count: 1,
            by: String::new(),
        });
    }
    if let (Some(by), Some(since)) = (&opened.row.taken_up_by, opened.row.taken_up_at) {
        moments.push(Moment {
            at: at(since),
            what: "taken_up",
            about: String::new(),
            count: 1,
            by: by.clone(),
        });
    }
    for row in clarifications::of_application(conn, scope.key(), opened.id.as_str())? {
        let about = row.requirement;
        moments.push(Moment {
            at: at(row.asked_at),
            what: "asked",
            about: about.clone(),
            count: 1,
            by: row.asked_by,
        });
        if let Some(settled) = row.settled_at {
            let what = row.state.0.code();
            moments.push(Moment { at: at(settled), what, about, count: 1, by: String::new() });
        }
    }
    for (lot, _) in &opened.lots {
        let about = format!(
            "{} in {}",
            super::group_title(opened, &lot.product_group),
            super::gemeente_name(opened, &lot.gemeente)
        );
        let Some(row) = decisions::last_row(conn, &lot.id)? else { continue };
        moments.push(Moment {
            at: at(row.proposed_at),
            what: "proposed",
            about: about.clone(),
            count: 1,
            by: row.proposed_by,
        });
        let steps = [
            (row.countersigned_at, row.countersigned_by, "countersigned"),
            (row.signed_at, row.signed_by, "signed"),
            (row.returned_at, row.returned_by, "returned"),
        ];
        for (when, by, what) in steps {
            if let (Some(when), Some(by)) = (when, by) {
                moments.push(Moment { at: at(when), what, about: about.clone(), count: 1, by });
            }
        }
    }
    let ids: Vec<String> = moments.iter().map(|one| one.by.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let names = users::names(conn, &ids)?;
    for moment in &mut moments {
        moment.by =
            names.iter().find(|(id, _)| *id == moment.by).map_or(String::new(), |(_, name)| name.clone());
    }
    Ok(together(moments))
}

/// What one person did on one day for several lots is one moment, the first, about all of them.
fn together(mut moments: Vec<Moment>) -> Vec<Moment> {
    moments.sort_by(|one, other| one.at.cmp(&other.at));
    let mut told: Vec<Moment> = Vec::new();
    for moment in moments {
        let same = |one: &&mut Moment| {
            (one.what, &one.by) == (moment.what, &moment.by) && one.at.get(..10) == moment.at.get(..10)
        };
        match told.iter_mut().rev().find(same).filter(|_| !moment.about.is_empty()) {
            Some(earlier) => {
                earlier.about = format!("{}, {}", earlier.about, moment.about);
                earlier.count += 1;
            }
            None => told.push(moment),
        }
    }
    told
}
