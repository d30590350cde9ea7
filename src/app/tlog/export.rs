//! The log as files that anybody can verify: the leaves, the heads that were signed over them, and the keys.
//! May import: app, domain, storage.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::error::{Error, Result};
use crate::domain::ids::RegionId;
use crate::domain::tlog::{Note, VerifierKey};
use crate::storage::DbConn;
use crate::storage::audit;
use crate::storage::tlog::{self, CheckpointRow};
use crate::storage::types::instant;

/// As much is read at a time.
const AT_ONCE: i64 = 1_000;

/// What goes along with the leaves.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The head over all leaves.
    pub head: CheckpointRow,
    /// Earlier heads: the last of each day, and those with which one key handed over to the next.
    pub history: Vec<CheckpointRow>,
    /// The keys, in the order in which they were in charge.
    pub keys: Vec<VerifierKey>,
}

/// The heads and keys of the log up to the last head that was signed.
///
/// # Errors
/// [`Error::NotFound`] where nothing was signed yet; what the database says.
pub fn exported(conn: &mut DbConn) -> Result<Exported> {
    let head = tlog::last(conn)?.ok_or(Error::NotFound)?;
    let keys = super::keys(conn)?;
    let (mut history, mut at): (Vec<CheckpointRow>, i64) = (Vec::new(), -1);
    let handed_over = |row: &CheckpointRow| -> Result<bool> {
        let note = Note::parse(&row.note).map_err(Error::internal)?;
        let ours = |one: &&crate::domain::tlog::Signature| keys.iter().any(|key| one.names(key));
        Ok(note.signatures.iter().filter(ours).count() > 1)
    };
    loop {
        let rows = tlog::heads_above(conn, at, AT_ONCE)?;
        let Some(last) = rows.last() else { break };
        at = last.size;
        for row in rows {
            let same_day = |before: &CheckpointRow| {
                instant(before.signed_at).date_naive() == instant(row.signed_at).date_naive()
            };
            if history.last().is_some_and(same_day) && !history.last().map_or(Ok(false), handed_over)? {
                history.pop();
            }
            history.push(row);
        }
    }
    history.retain(|row| row.size < head.size);
    Ok(Exported { head, history, keys })
}

/// Which leaves go along as they are.
#[derive(Debug, Clone)]
pub enum Leaves {
    /// All.
    Whole,
    /// Those of a region, and those about the log itself; the others as their hash.
    Region(RegionId),
}

impl Leaves {
    /// Write the first `size` leaves, a line each.
    ///
    /// # Errors
    /// What the database says; what the writer says, as an internal error.
    pub fn write(&self, conn: &mut DbConn, size: i64, to: &mut impl Write) -> Result<()> {
        let mut at = 0;
        while at < size {
            let most = AT_ONCE.min(size - at);
            let leaves = audit::from_place(conn, at, most)?;
            let index = audit::indexed_from(conn, at, most)?;
            if leaves.len() != index.len() || leaves.is_empty() {
                return Err(Error::internal("the log misses leaves; run openhuis log verify"));
            }
            for (leaf, (_, event, region, _)) in leaves.iter().zip(&index) {
                self.line(leaf, event, region.as_deref(), to).map_err(Error::internal)?;
                at += 1;
            }
        }
        to.flush().map_err(Error::internal)
    }

    fn line(
        &self,
        leaf: &audit::KeptLeaf,
        event: &str,
        region: Option<&str>,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let shown = match self {
            Self::Whole => true,
            Self::Region(id) => region == Some(id.as_str()) || event.starts_with("log."),
        };
        if shown {
            to.write_all(&leaf.bytes)?;
        } else {
            write!(to, "\"{}\"", STANDARD.encode(&leaf.hash))?;
        }
        to.write_all(b"\n")
    }
}
