//! One file on its way in: counted, hashed and written as it arrives; on disk under its address or not at all.
//! May import: std, sha2, files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use sha2::Digest;

use super::media::MediaType;
use super::sha256::Sha256;
use super::sniff::{self, Refusal};
use super::store::{Store, StoreError};

/// How much one file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes accepted.
    pub max_bytes: u64,
}

/// A blob that is safely stored: synced, under its content address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBlob {
    /// Its content address.
    pub sha256: Sha256,
    /// Its length in bytes.
    pub size: u64,
}

/// Why a file did not get in.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is not acceptable; the sender can do something about it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed; the sender can only try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sender stopped before the last byte.
    #[error("the upload broke off")]
    BrokenOff,
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> Self {
        Self::Store(error.into())
    }
}

/// An upload in progress. Dropped unfinished, it leaves nothing behind. Its functions block.
#[derive(Debug)]
pub struct Upload {
    store: Store,
    file: File,
    temporary: Temporary,
    hasher: sha2::Sha256,
    size: u64,
    limits: Limits,
}

/// A path that is removed when nobody gave it a better name.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename nothing is named; after a failure the sweep at start gets another try.
        let _ = fs::remove_file(&self.0);
    }
}

impl Upload {
    pub(super) fn begin(store: Store, path: PathBuf, limits: Limits) -> Result<Self, StoreError> {
        // Never over a file that is there: it may be another node's.
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { store, file, temporary: Temporary(path), hasher: sha2::Sha256::new(), size: 0, limits })
    }

    /// Take the next bytes.
    ///
    /// # Errors
    /// [`Refusal::TooBig`] as soon as there are more bytes than allowed; store errors. After an error the upload is
    /// of no more use: drop it.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), UploadError> {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        self.size = self.size.saturating_add(length);
        if self.size > self.limits.max_bytes {
            return Err(Refusal::TooBig { max_bytes: self.limits.max_bytes }.into());
        }
        self.hasher.update(chunk);
        Ok(self.file.write_all(chunk)?)
    }

    /// Store the bytes as they are, for files we made ourselves.
    ///
    /// # Errors
    /// Store errors. A failed sync is final: the bytes are not tried again.
    pub fn finish(self) -> Result<StoredBlob, StoreError> {
        self.file.sync_all()?;
        let Self { store, file, mut temporary, hasher, size, .. } = self;
        drop(file);
        let sha256 = Sha256::finish(hasher);
        store.adopt(&temporary.0, &sha256)?;
        // Its name is free again, so another node's file may carry it by now.
        temporary.0.clear();
        Ok(StoredBlob { sha256, size })
    }

    /// Store the bytes if they are what the given file name says and what may be evidence.
    ///
    /// # Errors
    /// A [`Refusal`] that says what is wrong, with nothing left on disk; store errors.
    pub fn finish_as(mut self, file_name: &str) -> Result<(StoredBlob, MediaType), UploadError> {
        self.file.seek(SeekFrom::Start(0))?;
        let media = sniff::sniff(&mut self.file, self.size, file_name)??;
        Ok((self.finish()?, media))
    }
}

#[cfg(test)]
#[path = "upload_tests.rs"]
mod tests;
