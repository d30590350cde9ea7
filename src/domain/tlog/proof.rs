//! Proofs that a leaf is in a tree and that a tree extends an earlier one: made from perfect subtrees, and checked without any.
//!
//! RFC 6962 sections 2.1.1 and 2.1.2 say what a proof is; RFC 9162 sections 2.1.3.2 and 2.1.4.2 how it is checked.
//! May import: tlog::edge.

use super::edge::{Hash, Node, empty_root, node_hash};

/// Where the hashes of perfect subtrees are kept.
pub trait Nodes {
    /// What can go wrong while looking one up.
    type Error;

    /// The hash of a perfect subtree that is complete.
    ///
    /// # Errors
    /// What the keeper says.
    fn hash(&mut self, node: Node) -> Result<Hash, Self::Error>;
}

/// A proof that does not prove what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not lead from the one to the other")]
pub struct Unproven;

/// The largest power of two below `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The root over the leaves from `from` up to `until`, where the tree has a node for them.
fn root_of<N: Nodes>(nodes: &mut N, from: u64, until: u64) -> Result<Hash, N::Error> {
    let (mut at, mut parts) = (from, Vec::new());
    while at < until {
        let level = at.trailing_zeros().min((until - at).ilog2());
        parts.push(nodes.hash(Node { level, index: at >> level })?);
        at += 1 << level;
    }
    let mut parts = parts.into_iter().rev();
    let Some(last) = parts.next() else { return Ok(empty_root()) };
    Ok(parts.fold(last, |right, left| node_hash(&left, &right)))
}

/// The root of the tree when it had `size` leaves.
///
/// # Errors
/// What the keeper of the nodes says.
pub fn root_at<N: Nodes>(nodes: &mut N, size: u64) -> Result<Hash, N::Error> {
    root_of(nodes, 0, size)
}

/// The proof that leaf `index` is in the tree of `size` leaves: the hashes beside its way up. `index` is below `size`.
///
/// # Errors
/// What the keeper of the nodes says.
pub fn inclusion<N: Nodes>(nodes: &mut N, index: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    let (mut from, mut until, mut beside) = (0, size, Vec::new());
    while until - from > 1 {
        let middle = from + split(until - from);
        if index < middle {
            beside.push(root_of(nodes, middle, until)?);
            until = middle;
        } else {
            beside.push(root_of(nodes, from, middle)?);
            from = middle;
        }
    }
    beside.reverse();
    Ok(beside)
}

/// The proof that the tree of `size` leaves extends the tree of `before` leaves. Empty where one of them is empty or they are the same.
///
/// # Errors
/// What the keeper of the nodes says.
pub fn consistency<N: Nodes>(nodes: &mut N, before: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    if before == 0 || before >= size {
        return Ok(Vec::new());
    }
    let (mut from, mut until, mut beside) = (0, size, Vec::new());
    while before != until {
        let middle = from + split(until - from);
        if before <= middle {
            beside.push(root_of(nodes, middle, until)?);
            until = middle;
        } else {
            beside.push(root_of(nodes, from, middle)?);
            from = middle;
        }
    }
    // The earlier tree as a whole is known to who asks; a part of it is not.
    if from > 0 {
        beside.push(root_of(nodes, from, until)?);
    }
    beside.reverse();
    Ok(beside)
}

/// The root to which a proof leads from leaf `index` of `size`.
///
/// # Errors
/// [`Unproven`] when the proof is longer or shorter than the way up, or there is no such leaf.
pub fn root_over(leaf: &Hash, index: u64, size: u64, proof: &[Hash]) -> Result<Hash, Unproven> {
    let mut place = index;
    let mut last = size.checked_sub(1).filter(|last| index <= *last).ok_or(Unproven)?;
    let mut hash = *leaf;
    for beside in proof {
        if last == 0 {
            return Err(Unproven);
        }
        if place % 2 == 1 || place == last {
            hash = node_hash(beside, &hash);
            let up = place.trailing_zeros();
            (place, last) = (place >> up, last >> up);
        } else {
            hash = node_hash(&hash, beside);
        }
        (place, last) = (place / 2, last / 2);
    }
    if last == 0 { Ok(hash) } else { Err(Unproven) }
}

/// Whether the tree `now` extends the tree `before`: sizes and roots of both.
///
/// # Errors
/// [`Unproven`] when it does not, or the proof does not show it.
pub fn check_consistency(before: (u64, &Hash), now: (u64, &Hash), proof: &[Hash]) -> Result<(), Unproven> {
    let right = |fits: bool| if fits { Ok(()) } else { Err(Unproven) };
    if before.0 > now.0 {
        return Err(Unproven);
    }
    if before.0 == 0 || before.0 == now.0 {
        let same = if before.0 == now.0 { before.1 == now.1 } else { *before.1 == empty_root() };
        return right(same && proof.is_empty());
    }
    let (mut place, mut last) = (before.0 - 1, now.0 - 1);
    let up = place.trailing_ones();
    (place, last) = (place >> up, last >> up);
    let mut steps = proof.iter();
    let first = if before.0.is_power_of_two() { before.1 } else { steps.next().ok_or(Unproven)? };
    let (mut earlier, mut later) = (*first, *first);
    for beside in steps {
        if last == 0 {
            return Err(Unproven);
        }
        if place % 2 == 1 || place == last {
            (earlier, later) = (node_hash(beside, &earlier), node_hash(beside, &later));
            let up = place.trailing_zeros();
            (place, last) = (place >> up, last >> up);
        } else {
            later = node_hash(&later, beside);
        }
        (place, last) = (place / 2, last / 2);
    }
    right(last == 0 && earlier == *before.1 && later == *now.1)
}
