//! The log: leaves appended in the transaction of the change, payloads that can be erased, and an index derived from them.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{audit_head, audit_index, audit_leaf, audit_payload};
use super::scope::{OrgScope, RegionScope};
use super::tlog;
use super::types::{AsText, stored};
use crate::domain::access::Role;
use crate::domain::audit::{Entry, EventCode, Look, Salt};
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;

/// Append one leaf; its place in the log. Only inside [`super::write`], which holds the head.
///
/// `about` is the organisation whose dossier it concerns, for "who has seen my dossier"; it is not in the leaf.
///
/// # Errors
/// What the database says, or a serialization error where a number does not fit canonical JSON.
pub fn append(conn: &mut DbConn, entry: &Entry, about: Option<&OrgId>, salt: &Salt) -> QueryResult<i64> {
    let edge = tlog::head(conn)?;
    let leaf = entry.seal(edge.size(), salt).map_err(unstorable)?;
    let n = i64::try_from(edge.size()).map_err(unstorable)?;
    diesel::insert_into(audit_leaf::table)
        .values((
            audit_leaf::n.eq(n),
            audit_leaf::bytes.eq(&leaf.bytes),
            audit_leaf::hash.eq(leaf.hash.as_slice()),
        ))
        .execute(conn)?;
    if let Some(payload) = &leaf.payload {
        diesel::insert_into(audit_payload::table)
            .values((
                audit_payload::n.eq(n),
                audit_payload::salt.eq(salt.as_slice()),
                audit_payload::bytes.eq(payload),
            ))
            .execute(conn)?;
    }
    index(conn, n, entry, about)?;
    tlog::grow(conn, edge, leaf.hash)?;
    Ok(n)
}

/// A value that the database cannot keep, or cannot have kept.
pub(super) fn unstorable(why: impl std::error::Error + Send + Sync + 'static) -> diesel::result::Error {
    diesel::result::Error::SerializationError(Box::new(why))
}

fn index(conn: &mut DbConn, n: i64, entry: &Entry, about: Option<&OrgId>) -> QueryResult<()> {
    let subject = entry.event.subject();
    let actor = &entry.actor;
    let look = Look::from_code(entry.event.code().code()).is_some();
    diesel::insert_into(audit_index::table)
        .values((
            audit_index::n.eq(n),
            audit_index::at.eq(stored(entry.at)),
            audit_index::event.eq(entry.event.code().code()),
            audit_index::region_id.eq(entry.region.as_ref().map(|id| id.as_str())),
            audit_index::procedure_id.eq(entry.procedure.as_ref().map(|id| id.as_str())),
            audit_index::subject_kind.eq(subject.kind.code()),
            audit_index::subject_id.eq(subject.id),
            audit_index::about_org.eq(about.map(|id| id.as_str())),
            audit_index::role.eq(actor.role.code()),
            audit_index::actor_org.eq(actor.org.as_ref().map(|id| id.as_str())),
            audit_index::user_id.eq(actor.user.as_ref().map(|id| id.as_str())),
            audit_index::session_id.eq(actor.session.as_ref().map(|id| id.as_str())),
            audit_index::seen_in.eq(entry.region.as_ref().map(|id| id.as_str()).filter(|_| look)),
        ))
        .execute(conn)
        .map(drop)
}

/// How many leaves there are.
///
/// # Errors
/// What the database says.
pub fn size(conn: &mut DbConn) -> QueryResult<i64> {
    audit_head::table.find(1).select(audit_head::size).first(conn)
}

/// Was this already logged for this session and role since an instant? One view per session, role, dossier and clock hour.
///
/// # Errors
/// What the database says.
pub fn seen_since(
    conn: &mut DbConn,
    (session, role): (&str, Role),
    event: &str,
    subject: &str,
    since: chrono::DateTime<chrono::Utc>,
) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        audit_index::table
            .filter(audit_index::session_id.eq(session))
            .filter(audit_index::role.eq(role.code()))
            .filter(audit_index::event.eq(event))
            .filter(audit_index::subject_id.eq(subject))
            .filter(audit_index::at.ge(stored(since))),
    ))
    .get_result(conn)
}

/// A line of the log as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct KeptLeaf {
    /// Its place.
    pub n: i64,
    /// The line itself.
    pub bytes: Vec<u8>,
    /// Its hash.
    pub hash: Vec<u8>,
    /// The salt and the bytes of its particulars; none where they were erased.
    pub payload: Option<(Vec<u8>, Vec<u8>)>,
}

/// A line of the log with what the index knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct IndexedLeaf {
    /// When.
    pub at: NaiveDateTime,
    /// What, as its permanent code.
    pub event: String,
    /// In what role.
    pub role: AsText<Role>,
    /// The line itself.
    pub leaf: KeptLeaf,
}

/// How many things are asked about at once.
const ASKED: usize = 500;

/// The lines of a region about some things, in the order of the log.
///
/// # Errors
/// What the database says.
pub fn of_subjects(
    conn: &mut DbConn,
    scope: &RegionScope,
    subjects: &[String],
) -> QueryResult<Vec<IndexedLeaf>> {
    let mut found: Vec<IndexedLeaf> = Vec::new();
    for some in subjects.chunks(ASKED) {
        let lines: Vec<IndexedLeaf> = audit_index::table
            .inner_join(audit_leaf::table.on(audit_leaf::n.eq(audit_index::n)))
            .left_join(audit_payload::table.on(audit_payload::n.eq(audit_index::n)))
            .filter(audit_index::region_id.eq(scope.key()))
            .filter(audit_index::subject_id.eq_any(some))
            .order(audit_index::n)
            .select((
                audit_index::at,
                audit_index::event,
                audit_index::role,
                (
                    audit_leaf::n,
                    audit_leaf::bytes,
                    audit_leaf::hash,
                    (audit_payload::salt, audit_payload::bytes).nullable(),
                ),
            ))
            .load(conn)?;
        found.extend(lines);
    }
    found.sort_by_key(|one| one.leaf.n);
    Ok(found)
}

/// The first line about something of an organisation.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_subject(
    conn: &mut DbConn,
    scope: &OrgScope,
    event: EventCode,
    subject: &str,
) -> QueryResult<KeptLeaf> {
    audit_index::table
        .inner_join(audit_leaf::table.on(audit_leaf::n.eq(audit_index::n)))
        .left_join(audit_payload::table.on(audit_payload::n.eq(audit_index::n)))
        .filter(audit_index::about_org.eq(scope.key()))
        .filter(audit_index::event.eq(event.code()))
        .filter(audit_index::subject_id.eq(subject))
        .order(audit_index::n)
        .select((
            audit_leaf::n,
            audit_leaf::bytes,
            audit_leaf::hash,
            (audit_payload::salt, audit_payload::bytes).nullable(),
        ))
        .first(conn)
}

/// The lines about something of an organisation that tell one of these events, in the order of the log.
///
/// # Errors
/// What the database says.
pub fn about_subject(
    conn: &mut DbConn,
    scope: &OrgScope,
    events: &[EventCode],
    subject: &str,
) -> QueryResult<Vec<KeptLeaf>> {
    audit_index::table
        .inner_join(audit_leaf::table.on(audit_leaf::n.eq(audit_index::n)))
        .left_join(audit_payload::table.on(audit_payload::n.eq(audit_index::n)))
        .filter(audit_index::about_org.eq(scope.key()))
        .filter(audit_index::event.eq_any(events.iter().map(|event| event.code())))
        .filter(audit_index::subject_id.eq(subject))
        .order(audit_index::n)
        .select((
            audit_leaf::n,
            audit_leaf::bytes,
            audit_leaf::hash,
            (audit_payload::salt, audit_payload::bytes).nullable(),
        ))
        .load(conn)
}

/// Lines of the log from place `from` on, at most so many.
///
/// # Errors
/// What the database says.
pub fn from_place(conn: &mut DbConn, from: i64, most: i64) -> QueryResult<Vec<KeptLeaf>> {
    audit_leaf::table
        .left_join(audit_payload::table.on(audit_payload::n.eq(audit_leaf::n)))
        .filter(audit_leaf::n.ge(from))
        .order(audit_leaf::n)
        .limit(most)
        .select((
            audit_leaf::n,
            audit_leaf::bytes,
            audit_leaf::hash,
            (audit_payload::salt, audit_payload::bytes).nullable(),
        ))
        .load(conn)
}

/// What the index says of a line: its event, region and subject.
pub type IndexedAs = (i64, String, Option<String>, String);

/// What the index says of lines from place `from` on, at most so many.
///
/// # Errors
/// What the database says.
pub fn indexed_from(conn: &mut DbConn, from: i64, most: i64) -> QueryResult<Vec<IndexedAs>> {
    audit_index::table
        .filter(audit_index::n.ge(from))
        .order(audit_index::n)
        .limit(most)
        .select((audit_index::n, audit_index::event, audit_index::region_id, audit_index::subject_id))
        .load(conn)
}

/// Forget the particulars of a line and their salt; false where there were none.
///
/// # Errors
/// What the database says.
pub fn erase_payload(conn: &mut DbConn, n: i64) -> QueryResult<bool> {
    diesel::delete(audit_payload::table.find(n)).execute(conn).map(|erased| erased > 0)
}
