//! A witness: it signs the head of somebody else's log too, when that extends the last one it signed (C2SP tlog-witness).
//! May import: app::tlog, auth, domain.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use super::Outside;
use crate::auth::log_key::{LogKey, verify};
use crate::domain::tlog::{
    Broken, Chain, Checkpoint, Request, Signature, VerifierKey, check_consistency, empty_root,
};

/// Watches over one log.
#[derive(Debug, Clone)]
pub struct Witness {
    /// The keys of the log.
    pub log: Vec<VerifierKey>,
    /// What it signs with.
    pub key: LogKey,
    /// The folder of the last head that it signed.
    pub folder: PathBuf,
}

/// Why it does not sign; the number is the status by which the protocol says so.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// 400: the old size is more than the new one, or the text is no head.
    #[error("the request cannot be used")]
    Unusable,
    /// 403: the log did not sign.
    #[error("the head is not signed by the log: {0}")]
    NotSigned(Broken),
    /// 404: another log.
    #[error("this witness does not know that log")]
    Unknown,
    /// 409: the log has another idea of what was signed last.
    #[error("{0}")]
    Conflict(u64),
    /// 422: the head does not extend the last one.
    #[error("the head does not extend the one that was signed last")]
    Inconsistent,
    /// 500: the last head cannot be read or written.
    #[error("the last head cannot be kept: {0}")]
    Kept(#[from] io::Error),
}

impl Refused {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Unusable => 400,
            Self::NotSigned(_) => 403,
            Self::Unknown => 404,
            Self::Conflict(_) => 409,
            Self::Inconsistent => 422,
            Self::Kept(_) => 500,
        }
    }
}

impl Witness {
    /// Sign a head at a moment, in seconds since 1970. It is kept before the signature is given; one at a time.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn add(&self, request: &Request, seconds: u64) -> Result<Signature, Refused> {
        let head = Checkpoint::parse(&request.note.text).map_err(|_| Refused::Unusable)?;
        let broken = Chain::of(&self.log, verify).and_then(|mut chain| chain.next(&request.note)).err();
        match broken {
            None => {}
            Some(Broken::OtherLog(_) | Broken::Keys) => return Err(Refused::Unknown),
            Some(other) => return Err(Refused::NotSigned(other)),
        }
        if request.old > head.size {
            return Err(Refused::Unusable);
        }
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock()?;
        let last = Outside::at(&self.folder.join("checkpoint.note"));
        let (size, root) = last.read()?.map_or((0, empty_root()), |(_, kept)| (kept.size, kept.root));
        if request.old != size || (head.size == size && head.root != root) {
            return Err(Refused::Conflict(size));
        }
        check_consistency((size, &root), (head.size, &head.root), &request.proof)
            .map_err(|_| Refused::Inconsistent)?;
        last.advance(&request.note, head.size)?;
        Ok(self.key.cosign(seconds, &request.note.text))
    }
}
