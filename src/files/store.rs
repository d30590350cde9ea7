//! Where blobs live: a folder, addressed by content. Names people gave never become names on disk.
//! May import: std, chrono, files.
//!
//! `<root>/tmp/` holds uploads in progress, `<root>/aa/bb/<sha256>` finished blobs. Everything else of the program
//! sees only [`Store`], so that an object store can become a second kind of place behind the same functions.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::sha256::Sha256;
use super::upload::{Limits, Upload};

/// Why the store could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room left: on the disk, in the quota, or under the process's file size limit.
    #[error("the evidence store is full")]
    Full,
    /// No blob has this address.
    #[error("no blob {0} in the evidence store")]
    Missing(Sha256),
    /// Anything else the operating system reports.
    #[error("the evidence store failed: {0}")]
    Io(io::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            _ => Self::Io(error),
        }
    }
}

/// The evidence store. Cheap to clone; its functions block, so call them from a blocking thread.
#[derive(Debug, Clone)]
pub struct Store {
    place: Arc<Folder>,
}

#[derive(Debug)]
struct Folder {
    root: PathBuf,
    /// Numbers uploads in progress.
    next: AtomicU64,
    /// A blob arrives or is swept, never both at once.
    arriving: Mutex<()>,
}

/// A finished blob, open for reading from its first byte.
#[derive(Debug)]
pub struct OpenBlob {
    /// The open file.
    pub file: File,
    /// Its length in bytes.
    pub size: u64,
}

/// A blob as a file on this machine, for programs that want a path. With an object store this will be a copy that
/// disappears with the value.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
}

impl LocalFile {
    /// Where the file is while this value lives.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Store {
    /// The store in this folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or is not a folder.
    pub fn folder(root: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(root.join("tmp"))?;
        Ok(Self {
            place: Arc::new(Folder {
                root: root.to_owned(),
                next: AtomicU64::new(0),
                arriving: Mutex::new(()),
            }),
        })
    }

    /// Start receiving one file.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn begin(&self, limits: Limits) -> Result<Upload, StoreError> {
        loop {
            let number = self.place.next.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}-{number}", std::process::id());
            match Upload::begin(self.clone(), self.place.root.join("tmp").join(name), limits) {
                // In containers two nodes on one folder have the same process id: the next number is free.
                Err(StoreError::Io(taken)) if taken.kind() == io::ErrorKind::AlreadyExists => {}
                begun => return begun,
            }
        }
    }

    /// Whether files can be written and read now: a few bytes, written, read back and removed.
    ///
    /// # Errors
    /// [`StoreError::Full`], or what the operating system says.
    pub fn probe(&self) -> Result<(), StoreError> {
        const BYTES: &[u8] = b"openhuis";
        let number = self.place.next.fetch_add(1, Ordering::Relaxed);
        let path = self.place.root.join("tmp").join(format!("{}-{number}.probe", std::process::id()));
        fs::write(&path, BYTES)?;
        let read = fs::read(&path);
        fs::remove_file(&path)?;
        if read? == BYTES { Ok(()) } else { Err(StoreError::Io(io::ErrorKind::InvalidData.into())) }
    }

    /// Open a blob to send it to somebody.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such blob.
    pub fn open(&self, sha256: &Sha256) -> Result<OpenBlob, StoreError> {
        let file = File::open(self.address(sha256)).map_err(|error| not_found(error, sha256))?;
        let size = file.metadata()?.len();
        Ok(OpenBlob { file, size })
    }

    /// A blob as a path, for a child process.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such blob.
    pub fn local(&self, sha256: &Sha256) -> Result<LocalFile, StoreError> {
        let path = self.address(sha256);
        fs::metadata(&path).map_err(|error| not_found(error, sha256))?;
        Ok(LocalFile { path })
    }

    /// Destroy a blob, as far as this store is concerned. A blob that is not there is destroyed already.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn remove(&self, sha256: &Sha256) -> Result<(), StoreError> {
        let path = self.address(sha256);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(path.parent().map_or(Ok(()), sync_folder)?),
        }
    }

    /// Remove what was left behind before `older_than`: unfinished uploads, and blobs that no row `known` to the
    /// database points to (a process that dies between blob and row leaves one).
    ///
    /// Choose `older_than` so that no node can still be busy with an older upload.
    ///
    /// # Errors
    /// When the operating system refuses; what was removed until then stays removed.
    pub fn sweep(
        &self,
        known: impl Fn(&Sha256) -> bool,
        older_than: DateTime<Utc>,
    ) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        for path in entries(&self.place.root.join("tmp"))? {
            if is_older(&path, older_than)? {
                if path.is_dir() {
                    fs::remove_dir_all(&path)?
                } else {
                    fs::remove_file(&path)?
                }
                swept.unfinished += 1;
            }
        }
        for sha256 in self.blobs()? {
            if is_older(&self.address(&sha256), older_than)? && !known(&sha256) {
                swept.orphans += u64::from(self.remove_older(&sha256, older_than)?);
            }
        }
        Ok(swept)
    }

    /// Remove an orphan, unless the same bytes have arrived again since it was looked at.
    fn remove_older(&self, sha256: &Sha256, than: DateTime<Utc>) -> Result<bool, StoreError> {
        let _nobody_arrives = self.arriving();
        let orphan = is_older(&self.address(sha256), than)?;
        if orphan {
            self.remove(sha256)?;
        }
        Ok(orphan)
    }

    fn arriving(&self) -> std::sync::MutexGuard<'_, ()> {
        self.place.arriving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn blobs(&self) -> Result<Vec<Sha256>, StoreError> {
        let mut found = Vec::new();
        for outer in entries(&self.place.root)?.into_iter().filter(|path| path.is_dir()) {
            for inner in entries(&outer)?.into_iter().filter(|path| path.is_dir()) {
                let names = entries(&inner)?
                    .into_iter()
                    .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
                found.extend(names.filter_map(|name| name.parse::<Sha256>().ok()));
            }
        }
        Ok(found)
    }

    /// Give a finished temporary file its address. The file must be synced; afterwards the folders are.
    pub(super) fn adopt(&self, temporary: &Path, sha256: &Sha256) -> Result<(), StoreError> {
        let address = self.address(sha256);
        let folder = address.parent().unwrap_or(&self.place.root);
        fs::create_dir_all(folder)?;
        // Over an equal blob too: its time is renewed, so that a sweep does not take it for an old orphan.
        {
            let _no_sweep = self.arriving();
            fs::rename(temporary, &address)?;
        }
        folder.ancestors().take(3).try_for_each(sync_folder)?;
        Ok(())
    }

    /// A file of our own beside the blobs.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.place.root.join(name)
    }

    fn address(&self, sha256: &Sha256) -> PathBuf {
        let [first, second, ..] = sha256.bytes();
        self.place.root.join(format!("{first:02x}")).join(format!("{second:02x}")).join(sha256.to_string())
    }
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads that never finished.
    pub unfinished: u64,
    /// Blobs without a row.
    pub orphans: u64,
}

fn not_found(error: io::Error, sha256: &Sha256) -> StoreError {
    if error.kind() == io::ErrorKind::NotFound { StoreError::Missing(*sha256) } else { error.into() }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn is_older(path: &Path, than: DateTime<Utc>) -> io::Result<bool> {
    Ok(DateTime::<Utc>::from(fs::metadata(path)?.modified()?) < than)
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
