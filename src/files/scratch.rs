//! A folder for what is made along the way and kept nowhere: it is gone when nobody holds it any more.
//! May import: std, files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::store::{Store, StoreError};

/// Numbers the folders of this process.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// An empty folder beside the blobs. What a process that was killed left behind is swept with unfinished uploads.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// Where it is while this value lives.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next sweep.
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Store {
    /// A new, empty folder.
    ///
    /// # Errors
    /// When none can be made.
    pub fn scratch(&self) -> Result<Scratch, StoreError> {
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = self.beside(&format!("tmp/{}-{number}.folder", std::process::id()));
            match fs::create_dir(&path) {
                // In containers two nodes on one folder have the same process id: the next number is free.
                Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
                Ok(()) => return Ok(Scratch { path }),
            }
        }
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn what_was_made_along_the_way_is_gone_afterwards_and_also_after_a_sweep() {
        let folder = std::env::temp_dir().join(format!("openhuis-scratch-{}", std::process::id()));
        let store = Store::folder(&folder).unwrap();
        let first = store.scratch().unwrap();
        let second = store.scratch().unwrap();
        assert_ne!(first.path(), second.path());
        fs::write(first.path().join("page-1.png"), b"drawn").unwrap();
        let kept = first.path().to_owned();
        drop(first);
        assert!(!kept.exists());
        // As a process leaves it that was killed.
        fs::write(second.path().join("page-1.png"), b"drawn").unwrap();
        let left = second.path().to_owned();
        std::mem::forget(second);
        let swept = store.sweep(|_| true, "2100-01-01T00:00:00Z".parse().unwrap()).unwrap();
        assert_eq!((swept.unfinished, left.exists()), (1, false));
        fs::remove_dir_all(folder).unwrap();
    }
}
