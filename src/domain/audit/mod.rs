//! The audit log: what an event is, and the leaf that keeps it. The tree over the leaves comes with its own issue.
//! May import: access, canonical, class, code, digest, ids.

mod event;
mod leaf;
mod look;
mod subject;
mod token;
mod value;

pub use event::{Event, EventCode, Subject, SubjectKind};
pub use leaf::{Entry, Salt, SealedLeaf, commitment, leaf_hash};
pub use look::Look;
pub use token::{NotAToken, Token};

#[cfg(test)]
mod tests;
