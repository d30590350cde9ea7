//! The tree over the log: its right edge, the nodes that proofs need, and the heads and keys that were signed with.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::result::Error;

use super::audit::unstorable;
use super::db::DbConn;
use super::schema::{audit_checkpoint, audit_head, audit_key, audit_leaf, audit_node};
use super::types::stored;
use crate::domain::tlog::{Edge, Hash, Node, Nodes, node_hash};

/// Of this many levels one is kept: a node over 256 leaves, one over 65,536, … What stands between is worked out of at most 128 others.
const KEPT: u32 = 8;

/// The right edge of the tree, as far as this transaction sees it.
///
/// # Errors
/// What the database says, or a deserialization error where size and edge do not fit together.
pub fn head(conn: &mut DbConn) -> QueryResult<Edge> {
    let (size, edge): (i64, Vec<u8>) =
        audit_head::table.find(1).select((audit_head::size, audit_head::edge)).first(conn)?;
    let size = u64::try_from(size).map_err(unreadable)?;
    Edge::from_bytes(size, &edge).map_err(unreadable)
}

fn unreadable(why: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::DeserializationError(Box::new(why))
}

/// Append the hash of a leaf to the tree. Only beside the leaf itself.
pub(super) fn grow(conn: &mut DbConn, mut edge: Edge, leaf: Hash) -> QueryResult<()> {
    let mut completed = Vec::new();
    edge.push(leaf, |node, hash| {
        if node.level > 0 && node.level.is_multiple_of(KEPT) {
            completed.push((node, *hash));
        }
    });
    for (node, hash) in completed {
        diesel::insert_into(audit_node::table)
            .values((
                audit_node::level.eq(i32::try_from(node.level).map_err(unstorable)?),
                audit_node::place.eq(i64::try_from(node.index).map_err(unstorable)?),
                audit_node::hash.eq(hash.as_slice()),
            ))
            .execute(conn)?;
    }
    diesel::update(audit_head::table.find(1))
        .set((
            audit_head::size.eq(i64::try_from(edge.size()).map_err(unstorable)?),
            audit_head::edge.eq(edge.to_bytes()),
        ))
        .execute(conn)
        .map(drop)
}

/// The tree as it is kept, for proofs.
pub struct Tree<'a>(pub &'a mut DbConn);

impl Nodes for Tree<'_> {
    type Error = Error;

    /// `NotFound` where the leaves below it are not all there.
    fn hash(&mut self, node: Node) -> QueryResult<Hash> {
        let below = node.level % KEPT;
        let (from, count) = (node.index << below, 1_u64 << below);
        let mut hashes = kept(self.0, node.level - below, from, from + count)?;
        if u64::try_from(hashes.len()) != Ok(count) {
            return Err(Error::NotFound);
        }
        while hashes.len() > 1 {
            let (pairs, _) = hashes.as_chunks::<2>();
            hashes = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
        }
        hashes.pop().ok_or(Error::NotFound)
    }
}

/// The hashes of a level from one place up to another.
fn kept(conn: &mut DbConn, level: u32, from: u64, until: u64) -> QueryResult<Vec<Hash>> {
    let level = i32::try_from(level).map_err(unstorable)?;
    let (from, until) = (i64::try_from(from).map_err(unstorable)?, i64::try_from(until).map_err(unstorable)?);
    let hashes: Vec<Vec<u8>> = if level == 0 {
        audit_leaf::table
            .filter(audit_leaf::n.ge(from).and(audit_leaf::n.lt(until)))
            .order(audit_leaf::n)
            .select(audit_leaf::hash)
            .load(conn)?
    } else {
        audit_node::table
            .filter(audit_node::level.eq(level))
            .filter(audit_node::place.ge(from).and(audit_node::place.lt(until)))
            .order(audit_node::place)
            .select(audit_node::hash)
            .load(conn)?
    };
    hashes.into_iter().map(|one| Hash::try_from(one.as_slice()).map_err(unreadable)).collect()
}

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_checkpoint)]
pub struct CheckpointRow {
    /// How many leaves it counts.
    pub size: i64,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub signed_at: NaiveDateTime,
}

/// Keep a signed head; the first of its size stays.
///
/// # Errors
/// What the database says.
pub fn keep(conn: &mut DbConn, size: u64, note: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let size = i64::try_from(size).map_err(unstorable)?;
    let known = diesel::dsl::exists(audit_checkpoint::table.find(size));
    if diesel::select(known).get_result(conn)? {
        return Ok(());
    }
    diesel::insert_into(audit_checkpoint::table)
        .values((
            audit_checkpoint::size.eq(size),
            audit_checkpoint::note.eq(note),
            audit_checkpoint::signed_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// The head that was signed last.
///
/// # Errors
/// What the database says.
pub fn last(conn: &mut DbConn) -> QueryResult<Option<CheckpointRow>> {
    audit_checkpoint::table
        .order(audit_checkpoint::size.desc())
        .select(CheckpointRow::as_select())
        .first(conn)
        .optional()
}

/// The first signed head that counts leaf `n`.
///
/// # Errors
/// What the database says.
pub fn over(conn: &mut DbConn, n: i64) -> QueryResult<Option<CheckpointRow>> {
    audit_checkpoint::table
        .filter(audit_checkpoint::size.gt(n))
        .order(audit_checkpoint::size)
        .select(CheckpointRow::as_select())
        .first(conn)
        .optional()
}

/// Signed heads above a size, the smallest first, at most so many.
///
/// # Errors
/// What the database says.
pub fn heads_above(conn: &mut DbConn, size: i64, most: i64) -> QueryResult<Vec<CheckpointRow>> {
    audit_checkpoint::table
        .filter(audit_checkpoint::size.gt(size))
        .order(audit_checkpoint::size)
        .limit(most)
        .select(CheckpointRow::as_select())
        .load(conn)
}

/// The keys of this log as texts, in the order in which they were in charge.
///
/// # Errors
/// What the database says.
pub fn keys(conn: &mut DbConn) -> QueryResult<Vec<String>> {
    audit_key::table.order(audit_key::seq).select(audit_key::vkey).load(conn)
}

/// Add the key that is in charge from now on.
///
/// # Errors
/// What the database says.
pub fn add_key(conn: &mut DbConn, vkey: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let seq: i64 = audit_key::table.count().get_result(conn)?;
    diesel::insert_into(audit_key::table)
        .values((
            audit_key::seq.eq(i32::try_from(seq).map_err(unstorable)?),
            audit_key::vkey.eq(vkey),
            audit_key::since.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}
