//! Small notes beside the blobs, for what must not be lost while the database does not answer.
//! May import: std, files.

use std::fs::{self, File};
use std::io::{self, Write as _};

use super::store::{Store, StoreError, sync_folder};

/// The folder of the notes.
const FOLDER: &str = "notes";

impl Store {
    /// Keep a note under a name of our own making; it is durable when this returns.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn note(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (folder, half) = (self.beside(FOLDER), self.beside("tmp").join(format!("{name}.note")));
        fs::create_dir_all(&folder)?;
        let mut file = File::create(&half)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&half, folder.join(name))?;
        Ok(sync_folder(&folder)?)
    }

    /// Every note, with its name.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn notes(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let found = match fs::read_dir(self.beside(FOLDER)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            found => found?,
        };
        let mut notes = Vec::new();
        for entry in found {
            let entry = entry?;
            match fs::read(entry.path()) {
                // Another node was first.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                read => notes.push((entry.file_name().to_string_lossy().into_owned(), read?)),
            }
        }
        Ok(notes)
    }

    /// What a note says is in the database now.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn drop_note(&self, name: &str) -> Result<(), StoreError> {
        match fs::remove_file(self.beside(FOLDER).join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => Ok(removed?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_there_until_it_is_dropped_and_is_no_blob() {
        let folder = std::env::temp_dir().join(format!("openhuis-notes-{}", std::process::id()));
        let store = Store::folder(&folder).unwrap();
        assert_eq!(store.notes().unwrap(), []);
        store.note("one", b"first").unwrap();
        store.note("one", b"second").unwrap();
        assert_eq!(store.notes().unwrap(), [("one".to_owned(), b"second".to_vec())]);
        store.sweep(|_| false, chrono::DateTime::<chrono::Utc>::MAX_UTC).unwrap();
        assert_eq!(store.notes().unwrap().len(), 1);
        store.drop_note("one").unwrap();
        store.drop_note("one").unwrap();
        assert_eq!(store.notes().unwrap(), []);
        fs::remove_dir_all(folder).unwrap();
    }
}
