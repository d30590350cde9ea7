//! What a log asks of a witness, and what the witness signs (C2SP tlog-witness and tlog-cosignature).
//! May import: base64, tlog::{checkpoint, edge, note}.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::checkpoint::{hash, number};
use super::edge::Hash;
use super::note::Note;

/// More hashes are refused: a tree of 2^63 leaves needs no more.
const MOST: usize = 63;

/// The request to sign a head too: with the proof that it extends what the witness signed last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The size that the witness signed last, as far as the log knows; 0 for none.
    pub old: u64,
    /// That the head extends it.
    pub proof: Vec<Hash>,
    /// The head, signed by the log.
    pub note: Note,
}

/// The text is no request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a request to a witness: the old size, hashes, an empty line, and a signed checkpoint")]
pub struct NotARequest;

impl Request {
    /// Read a request.
    ///
    /// # Errors
    /// [`NotARequest`]
    pub fn parse(text: &str) -> Result<Self, NotARequest> {
        let (head, note) = text.split_once("\n\n").ok_or(NotARequest)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(number);
        let proof: Option<Vec<Hash>> = lines.map(hash).collect();
        let proof = proof.filter(|hashes| hashes.len() <= MOST).ok_or(NotARequest)?;
        Ok(Self { old: old.ok_or(NotARequest)?, proof, note: Note::parse(note).map_err(|_| NotARequest)? })
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|one| writeln!(f, "{}", STANDARD.encode(one)))?;
        write!(f, "\n{}", self.note)
    }
}

/// What a witness signs at a moment, in seconds since 1970: the moment and the text of the head.
#[must_use]
pub fn cosigned_text(seconds: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}
