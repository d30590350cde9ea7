//! The last signed head, in a file outside the database: whoever puts an old database back does not put this back. It only grows.
//! May import: std, domain::tlog.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::tlog::{Checkpoint, Note};

/// The place of the file.
#[derive(Debug, Clone)]
pub struct Outside(PathBuf);

impl Outside {
    /// The file at this place.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The head that is in it; none where the file is not there.
    ///
    /// # Errors
    /// When it cannot be read, or holds no signed head.
    pub fn read(&self) -> io::Result<Option<(Note, Checkpoint)>> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
        let note = Note::parse(&text).map_err(|error| wrong(error.to_string()))?;
        let head = Checkpoint::parse(&note.text).map_err(|error| wrong(error.to_string()))?;
        Ok(Some((note, head)))
    }

    /// Put a head in it, unless a later one is there: several processes may sign.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn advance(&self, note: &Note, size: u64) -> io::Result<()> {
        let lock = File::create(self.beside("lock"))?;
        lock.lock()?;
        if self.read()?.is_some_and(|(_, kept)| kept.size >= size) {
            return Ok(());
        }
        let draft = self.beside("new");
        let mut file = File::create(&draft)?;
        file.write_all(note.to_string().as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&draft, &self.0)
    }

    /// Put the head aside that no longer holds, under a name that tells its size.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn set_aside(&self, size: u64) -> io::Result<()> {
        std::fs::rename(&self.0, self.beside(&format!("before-{size}")))
    }

    fn beside(&self, what: &str) -> PathBuf {
        let mut name = self.0.as_os_str().to_owned();
        name.push(format!(".{what}"));
        PathBuf::from(name)
    }
}
