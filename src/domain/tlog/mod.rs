//! The tree over the log: RFC 6962 hashing, proofs, and the C2SP texts in which a head of the tree leaves the house.
//! Pure: signatures are made and checked elsewhere. May import: base64, digest, sha2.

mod bundle;
mod chain;
mod checkpoint;
mod edge;
mod note;
mod proof;
mod witness;

pub use bundle::{Bundle, NotABundle};
pub use chain::{Broken, Chain, Verify};
pub use checkpoint::{Checkpoint, NotACheckpoint};
pub use edge::{BadEdge, Edge, Hash, Node, empty_root, node_hash};
pub use note::{Algorithm, BadKey, KeyName, NotANote, Note, Signature, VerifierKey};
pub use proof::{Nodes, Unproven, check_consistency, consistency, inclusion, root_at, root_over};
pub use witness::{NotARequest, Request, cosigned_text};

#[cfg(test)]
mod tests;
