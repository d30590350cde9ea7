//! The right edge of a growing tree: all that is needed to append a leaf and to tell the root.
//! May import: sha2.

use sha2::{Digest as _, Sha256};

/// A SHA-256 hash of a leaf or of what stands above leaves.
pub type Hash = [u8; 32];

/// A perfect subtree: 2^`level` leaves, from `index` × 2^`level` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// How far above the leaves: 0 is a leaf.
    pub level: u32,
    /// Its place among the nodes of its level.
    pub index: u64,
}

impl Node {
    /// The node above.
    #[must_use]
    pub fn parent(self) -> Self {
        Self { level: self.level + 1, index: self.index / 2 }
    }
}

/// RFC 6962 section 2.1: SHA-256 over a one byte and both hashes.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// RFC 6962 section 2.1: the root of a tree without leaves.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The roots of the perfect subtrees that a tree of some size consists of, from left to right: one per bit of the size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    peaks: Vec<Hash>,
}

/// The bytes are not those of an edge of this size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the edge of the tree does not fit its size")]
pub struct BadEdge;

impl Edge {
    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Append a leaf by its hash. `completed` hears of each perfect subtree that this completes, the leaf itself first.
    pub fn push(&mut self, leaf: Hash, mut completed: impl FnMut(Node, &Hash)) {
        let (mut node, mut hash) = (Node { level: 0, index: self.size }, leaf);
        completed(node, &hash);
        while node.index % 2 == 1
            && let Some(left) = self.peaks.pop()
        {
            (node, hash) = (node.parent(), node_hash(&left, &hash));
            completed(node, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root: RFC 6962 section 2.1.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }

    /// The hashes one after the other, for keeping.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// An edge that was kept.
    ///
    /// # Errors
    /// [`BadEdge`] when there are more or fewer hashes than a tree of this size has.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Result<Self, BadEdge> {
        let (peaks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && u32::try_from(peaks.len()) == Ok(size.count_ones());
        if fits { Ok(Self { size, peaks: peaks.to_vec() }) } else { Err(BadEdge) }
    }
}
