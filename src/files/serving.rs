//! Who serves from a store: locks that end with their process, also when it is killed.
//! May import: std, files.

use std::fs::{File, OpenOptions, TryLockError};

use super::store::{Store, StoreError};

/// That this process serves from the store, for as long as the value lives.
#[derive(Debug)]
pub struct Serving {
    _lock: File,
}

/// That nobody else serves from the store, nor starts to, for as long as the value lives.
#[derive(Debug)]
pub struct Alone {
    _lock: File,
}

impl Store {
    /// Say that this process serves from the store, and learn whether it is the only one: then whatever is unfinished
    /// there was left behind. Waits while another one that starts is still tidying up.
    ///
    /// # Errors
    /// When the file system has no locks or the folder cannot be written.
    pub fn serve(&self) -> Result<(Serving, Option<Alone>), StoreError> {
        let open = |name| {
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.beside(name))
        };
        // Everybody passes here one by one, so nobody slips in between the two steps below.
        let door = open("starting.lock")?;
        door.lock()?;
        let serving = open("serving.lock")?;
        let alone = match serving.try_lock() {
            Ok(()) => {
                serving.unlock()?;
                true
            }
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        };
        serving.lock_shared()?;
        Ok((Serving { _lock: serving }, alone.then_some(Alone { _lock: door })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_serves_from_a_folder_by_itself_may_tidy_it_up() {
        let folder = std::env::temp_dir().join(format!("openhuis-serving-{}", std::process::id()));
        let store = Store::folder(&folder).unwrap();
        let (first, alone) = store.serve().unwrap();
        assert!(alone.is_some());
        drop(alone);
        let (second, alone) = store.serve().unwrap();
        assert!(alone.is_none());
        drop(first);
        assert!(store.serve().unwrap().1.is_none(), "the second still serves");
        drop(second);
        assert!(store.serve().unwrap().1.is_some());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
