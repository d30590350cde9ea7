//! What an aanbieder reads of its conversation with regions: messages, and what it can still write about.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::app::access;
use crate::app::error::Result;
use crate::domain::application::State;
use crate::storage::types::instant;
use crate::storage::views::todo;
use crate::storage::{DbConn, OrgScope, applications, members, messages, regions, types, unread};

/// The messages of an aanbieder.
#[derive(Debug, Clone, Serialize)]
pub struct Inbox {
    /// Messages, the last first.
    pub messages: Vec<Received>,
    /// The applications that it can write about.
    pub about: Vec<Writable>,
    /// Herstelverzoeken that wait for an answer.
    pub open: Vec<OpenRequest>,
    /// The messages that are new, by identifier.
    #[serde(skip)]
    pub unread: BTreeSet<String>,
}

/// A message as the aanbieder reads it: never who of the team wrote it.
#[derive(Debug, Clone, Serialize)]
pub struct Received {
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Whether nobody of the aanbieder has read it yet.
    pub is_new: bool,
    /// The region.
    pub region: String,
    /// The number of the application.
    pub number: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it says.
    pub body: String,
}

/// An application to write about.
#[derive(Debug, Clone, Serialize)]
pub struct Writable {
    /// The application.
    pub value: String,
    /// Its number.
    pub label: String,
}

/// A herstelverzoek that waits.
#[derive(Debug, Clone, Serialize)]
pub struct OpenRequest {
    /// Where to answer.
    pub href: String,
    /// The number of the application.
    pub number: String,
    /// What must be repaired.
    pub question: String,
    /// The first moment that is too late, RFC 3339.
    pub due: String,
}

/// The messages of an aanbieder, with every region.
///
/// # Errors
/// What the database says.
pub fn inbox(conn: &mut DbConn, scope: &OrgScope) -> Result<Inbox> {
    let rows = applications::of_org(conn, scope)?;
    let sent: Vec<_> = rows.into_iter().filter(|row| row.state.0 != State::Draft).collect();
    let beside = members::of_org(conn, scope)?;
    let number = |id: &Option<String>| {
        let mut known = sent.iter().chain(beside.iter().map(|(_, row)| row));
        let found = known.find(|row| Some(&row.id) == id.as_ref());
        found.map_or(String::new(), |row| row.number.clone())
    };
    let mut received = Vec::new();
    let unread = unread::of_org(conn, scope)?;
    for row in messages::of_org(conn, scope)? {
        let region = access::for_system(types::id("messages", &row.region_id)?);
        received.push(Received {
            from_team: row.sender == "team",
            is_new: unread.contains(&row.id),
            region: regions::find(conn, &region)?.name,
            number: number(&row.application_id),
            at: instant(row.sent_at).to_rfc3339(),
            body: row.body,
        });
    }
    let open = todo::requests(conn, scope)?.into_iter().map(|one| OpenRequest {
        href: format!("/aanbieder/aanmeldingen/{}/herstel/{}", one.application, one.id),
        number: one.number,
        question: one.question,
        due: instant(one.due_at).to_rfc3339(),
    });
    let open = open.collect();
    let about = sent.iter().map(|row| Writable { value: row.id.clone(), label: row.number.clone() });
    Ok(Inbox { messages: received, about: about.collect(), open, unread })
}

/// The aanbieder has read what its page showed as new.
///
/// # Errors
/// What the database says.
pub fn has_read(conn: &mut DbConn, scope: &OrgScope, shown: &BTreeSet<String>) -> Result<()> {
    Ok(unread::read_by_org(conn, scope, shown)?)
}
