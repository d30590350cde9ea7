//! The log as others can check it: its heads are signed and kept outside the database, it is exported and verified, one leaf is proved.
//! May import: app, auth, domain, storage.

mod erase;
mod export;
mod notary;
mod outside;
mod stored;
mod verify;
mod witness;

pub use erase::erase;
pub use export::{Exported, Leaves, exported};
pub use notary::{Disagreement, Notary, NotaryError};
pub use outside::Outside;
pub use stored::{Found, Tampered, verify_stored};
pub use verify::{Given, Refusal, Report, verify_dossier, verify_export, verify_proof};
pub use witness::{Refused, Witness};

use super::error::{Error, Result};
use crate::domain::tlog::{Bundle, Note, VerifierKey, inclusion};
use crate::storage::DbConn;
use crate::storage::audit::KeptLeaf;
use crate::storage::tlog::{self, CheckpointRow, Tree};

/// The proof of a leaf against the first signed head that counts it; none until there is one, at most a minute later.
///
/// # Errors
/// What the database says.
pub fn proof(conn: &mut DbConn, leaf: &KeptLeaf) -> Result<Option<Bundle>> {
    let Some(head) = tlog::over(conn, leaf.n)? else { return Ok(None) };
    under(conn, leaf, &head).map(Some)
}

/// The proof of a leaf against a signed head that counts it.
///
/// # Errors
/// What the database says.
pub fn under(conn: &mut DbConn, leaf: &KeptLeaf, head: &CheckpointRow) -> Result<Bundle> {
    let index = u64::try_from(leaf.n).map_err(Error::internal)?;
    let size = u64::try_from(head.size).map_err(Error::internal)?;
    let note = Note::parse(&head.note).map_err(Error::internal)?;
    let proof = inclusion(&mut Tree(conn), index, size)?;
    Ok(Bundle { extra: Some(leaf.bytes.clone()), index, proof, note })
}

/// The head that was signed last, as a text; none where nothing was signed yet.
///
/// # Errors
/// What the database says.
pub fn last_head(conn: &mut DbConn) -> Result<Option<String>> {
    Ok(tlog::last(conn)?.map(|row| row.note))
}

/// The keys that sign this log, in the order in which they were in charge.
///
/// # Errors
/// What the database says.
pub fn keys(conn: &mut DbConn) -> Result<Vec<VerifierKey>> {
    let texts = tlog::keys(conn)?;
    texts.iter().map(|text| VerifierKey::parse(text).map_err(Error::internal)).collect()
}
