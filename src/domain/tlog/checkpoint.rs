//! A head of the tree as a text to sign: whose log, how many leaves, which root (C2SP tlog-checkpoint).
//! May import: base64, tlog::{edge, note}.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::edge::Hash;
use super::note::KeyName;

/// A head of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log; the name of its keys.
    pub origin: KeyName,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// The text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint: three lines with the log, its size and its root")]
pub struct NotACheckpoint;

impl Checkpoint {
    /// Read the text of a note. Lines beyond the third, which we never write, are refused.
    ///
    /// # Errors
    /// [`NotACheckpoint`]
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let mut lines = text.strip_suffix('\n').ok_or(NotACheckpoint)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(NotACheckpoint);
        };
        Ok(Self {
            origin: KeyName::parse(origin).map_err(|_| NotACheckpoint)?,
            size: number(size).ok_or(NotACheckpoint)?,
            root: hash(root).ok_or(NotACheckpoint)?,
        })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin.as_str(), self.size, STANDARD.encode(self.root))
    }
}

/// A whole number without a sign or leading zeroes.
pub(super) fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|one| one.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// A hash in base 64.
pub(super) fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
