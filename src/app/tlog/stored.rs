//! Whether the log in the database is whole: leaves, particulars, tree, signed heads, and the head outside the database.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use crate::app::error::Error;
use crate::auth::log_key::verify;
use crate::domain::audit::{commitment, leaf_hash};
use crate::domain::digest::Digest;
use crate::domain::tlog::{Broken, Chain, Edge, Note};
use crate::storage::DbConn;
use crate::storage::audit::{self, KeptLeaf};
use crate::storage::tlog::{self, CheckpointRow};

/// As many leaves are looked at at a time.
const AT_ONCE: i64 = 1_000;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many leaves.
    pub size: u64,
    /// How many signed heads.
    pub checkpoints: usize,
    /// How many leaves have particulars that are still there.
    pub payloads: u64,
}

/// Which rule the log in the database breaks, and where.
#[derive(Debug, thiserror::Error)]
pub enum Tampered {
    /// A leaf is missing.
    #[error("leaf {0} is missing")]
    Missing(i64),
    /// A leaf is not what its hash was made of.
    #[error("leaf {0} was changed")]
    Leaf(i64),
    /// The particulars are not what the leaf commits to.
    #[error("the particulars of leaf {0} were changed")]
    Payload(i64),
    /// The index tells something else than the leaf.
    #[error("the index of leaf {0} tells something else than the leaf")]
    Index(i64),
    /// The tree is not that of the leaves.
    #[error("the tree of the log is not that of its leaves")]
    Tree,
    /// A signed head does not fit.
    #[error("the checkpoint of {size} leaves: {broken}")]
    Head {
        /// As many leaves.
        size: i64,
        /// Why.
        broken: Broken,
    },
    /// The leaves up to a signed head are not those that were signed.
    #[error("the first {0} leaves are not the ones that were signed")]
    Root(i64),
    /// A head counts more leaves than there are.
    #[error("a checkpoint of {0} leaves was signed, and there are fewer: an older database was put back")]
    RolledBack(i64),
    /// The database.
    #[error(transparent)]
    App(#[from] Error),
}

impl From<diesel::result::Error> for Tampered {
    fn from(error: diesel::result::Error) -> Self {
        Self::App(error.into())
    }
}

/// Verify the log in this database.
///
/// # Errors
/// The first rule that is broken, or what the database says.
pub fn verify_stored(conn: &mut DbConn) -> Result<Found, Tampered> {
    let head = tlog::head(conn)?;
    let size = i64::try_from(head.size()).map_err(Error::internal)?;
    let keys = super::keys(conn)?;
    let mut chain = if keys.is_empty() {
        None
    } else {
        Some(Chain::of(&keys, verify).map_err(|broken| Tampered::Head { size: 0, broken })?)
    };
    let (mut edge, mut found) = (Edge::default(), Found { size: head.size(), checkpoints: 0, payloads: 0 });
    let mut next = tlog::heads_above(conn, -1, 1)?.pop();
    let mut at = 0;
    while at < size {
        let leaves = audit::from_place(conn, at, AT_ONCE)?;
        let index = audit::indexed_from(conn, at, AT_ONCE)?;
        if leaves.is_empty() {
            return Err(Tampered::Missing(at));
        }
        for (leaf, indexed) in leaves.iter().zip(&index).take_while(|(leaf, _)| leaf.n < size) {
            if leaf.n != at || indexed.0 != at {
                return Err(Tampered::Missing(at));
            }
            found.payloads += u64::from(check_leaf(leaf, indexed, chain.as_mut())?);
            edge.push(leaf_hash(&leaf.bytes), |_, _| {});
            at += 1;
            while let Some(row) = next.take_if(|row| row.size == at) {
                check_head(&row, &edge, chain.as_mut())?;
                found.checkpoints += 1;
                next = tlog::heads_above(conn, row.size, 1)?.pop();
            }
        }
        if index.len() < leaves.len() {
            return Err(Tampered::Index(at));
        }
    }
    if let Some(row) = next {
        return Err(Tampered::RolledBack(row.size));
    }
    if edge != head || !nodes_fit(conn, &edge)? {
        return Err(Tampered::Tree);
    }
    Ok(found)
}

/// One leaf with its particulars and its line in the index; whether the particulars are there.
fn check_leaf(
    leaf: &KeptLeaf,
    indexed: &audit::IndexedAs,
    chain: Option<&mut Chain<'_>>,
) -> Result<bool, Tampered> {
    if leaf_hash(&leaf.bytes).as_slice() != leaf.hash {
        return Err(Tampered::Leaf(leaf.n));
    }
    let line: serde_json::Value = serde_json::from_slice(&leaf.bytes).map_err(|_| Tampered::Leaf(leaf.n))?;
    let text = |name: &str| line.get(name).and_then(serde_json::Value::as_str);
    if line.get("n").and_then(serde_json::Value::as_i64) != Some(leaf.n) {
        return Err(Tampered::Leaf(leaf.n));
    }
    let subject = line.get("subject").and_then(|subject| subject.get("id")?.as_str());
    if text("event") != Some(&indexed.1)
        || text("region") != indexed.2.as_deref()
        || subject != Some(&indexed.3)
    {
        return Err(Tampered::Index(leaf.n));
    }
    if let (Some("log.key_changed"), Some(key), Some(chain)) = (text("event"), subject, chain) {
        chain.announce(Digest::parse(key).map_err(|_| Tampered::Leaf(leaf.n))?);
    }
    let Some((salt, payload)) = &leaf.payload else { return Ok(false) };
    let salt = salt.as_slice().try_into().map_err(|_| Tampered::Payload(leaf.n))?;
    if text("payload") == Some(&commitment(salt, payload)) {
        Ok(true)
    } else {
        Err(Tampered::Payload(leaf.n))
    }
}

fn check_head(row: &CheckpointRow, edge: &Edge, chain: Option<&mut Chain<'_>>) -> Result<(), Tampered> {
    let broken = |broken| Tampered::Head { size: row.size, broken };
    let note = Note::parse(&row.note).map_err(|_| broken(Broken::NotACheckpoint))?;
    let head = chain.ok_or_else(|| broken(Broken::Keys))?.next(&note).map_err(broken)?;
    if head.size != edge.size() {
        return Err(broken(Broken::NotACheckpoint));
    }
    if head.root == edge.root() { Ok(()) } else { Err(Tampered::Root(row.size)) }
}

/// Whether the nodes that proofs are made of lead to the same root.
fn nodes_fit(conn: &mut DbConn, edge: &Edge) -> Result<bool, Tampered> {
    match crate::domain::tlog::root_at(&mut tlog::Tree(conn), edge.size()) {
        Ok(root) => Ok(root == edge.root()),
        Err(diesel::result::Error::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
