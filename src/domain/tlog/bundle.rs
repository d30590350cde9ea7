//! A proof of one leaf that goes along with a receipt: its place, its way up, and a signed head (C2SP tlog-proof).
//! May import: base64, tlog::{checkpoint, edge, note, proof}.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::checkpoint::{Checkpoint, hash, number};
use super::edge::Hash;
use super::note::Note;
use super::proof::{Unproven, root_over};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// A tree has at most as many levels as its size has bits.
const MOST: usize = 64;

/// What proves one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The leaf itself, so that nothing else is needed to check it.
    pub extra: Option<Vec<u8>>,
    /// The place of the leaf.
    pub index: u64,
    /// The hashes beside its way up.
    pub proof: Vec<Hash>,
    /// The signed head that it leads to.
    pub note: Note,
}

/// The text is no proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a .tlog-proof: a header, the index, hashes, an empty line, and a signed checkpoint")]
pub struct NotABundle;

impl Bundle {
    /// Read a proof.
    ///
    /// # Errors
    /// [`NotABundle`]
    pub fn parse(text: &str) -> Result<Self, NotABundle> {
        let (head, note) = text.split_once("\n\n").ok_or(NotABundle)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(NotABundle);
        }
        let extra =
            lines.next_if(|line| line.starts_with("extra ")).and_then(|line| line.strip_prefix("extra "));
        let extra = extra.map(|text| STANDARD.decode(text)).transpose().map_err(|_| NotABundle)?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(number);
        let proof: Option<Vec<Hash>> = lines.map(hash).collect();
        let proof = proof.filter(|hashes| hashes.len() <= MOST).ok_or(NotABundle)?;
        let note = Note::parse(note).map_err(|_| NotABundle)?;
        Ok(Self { extra, index: index.ok_or(NotABundle)?, proof, note })
    }

    /// Whether it leads from this leaf to the head that it carries. Who signed that head is another question.
    ///
    /// # Errors
    /// [`Unproven`] when it does not, or it carries no checkpoint.
    pub fn leads_from(&self, leaf: &Hash) -> Result<Checkpoint, Unproven> {
        let head = Checkpoint::parse(&self.note.text).map_err(|_| Unproven)?;
        let root = root_over(leaf, self.index, head.size, &self.proof)?;
        if root == head.root { Ok(head) } else { Err(Unproven) }
    }
}

impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.proof.iter().try_for_each(|one| writeln!(f, "{}", STANDARD.encode(one)))?;
        write!(f, "\n{}", self.note)
    }
}
