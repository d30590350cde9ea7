//! The folder of a demo. Only a folder that carries our marker is ever emptied.
//! May import: std.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The file that says a folder was made by the demo and may be thrown away.
pub const MARKER: &str = ".openhuis-demo";

/// What the demo starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// An empty folder.
    Empty,
    /// A demo that was made before and is complete.
    Existing,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Somebody's files.
    #[error("{0} is not empty and was not made by the demo; choose another folder with --data")]
    NotOurs(PathBuf),
    /// An earlier start of the demo was broken off.
    #[error("the demo in {0} was not finished; start again with --fresh")]
    Unfinished(PathBuf),
    /// The file system refused.
    #[error("{0} cannot be used: {1}")]
    Io(PathBuf, io::Error),
}

/// Make the folder ready: empty when it is new or `fresh`, as it is when it holds a complete demo.
///
/// # Errors
/// [`FolderError`]; nothing is deleted then.
pub fn prepare(folder: &Path, fresh: bool) -> Result<Start, FolderError> {
    let failed = |error| FolderError::Io(folder.to_owned(), error);
    let marker = folder.join(MARKER);
    match fs::read_to_string(&marker) {
        Ok(text) if !fresh => {
            return if text.starts_with(DONE) {
                Ok(Start::Existing)
            } else {
                Err(FolderError::Unfinished(folder.to_owned()))
            };
        }
        Ok(_) => fs::remove_dir_all(folder).map_err(failed)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
            if occupied {
                return Err(FolderError::NotOurs(folder.to_owned()));
            }
        }
        Err(error) => return Err(failed(error)),
    }
    fs::create_dir_all(folder).map_err(failed)?;
    fs::write(marker, BUSY).map_err(failed)?;
    Ok(Start::Empty)
}

const BUSY: &str = "busy\n";
const DONE: &str = "done\n";

/// Note that the demo is complete, and what to tell who starts it again.
///
/// # Errors
/// When the folder cannot be written.
pub fn finished(folder: &Path, told: &str) -> Result<(), FolderError> {
    let text = format!("{DONE}{told}");
    fs::write(folder.join(MARKER), text).map_err(|error| FolderError::Io(folder.to_owned(), error))
}

/// What was told when the demo was made.
///
/// # Errors
/// When the folder cannot be read.
pub fn told(folder: &Path) -> Result<String, FolderError> {
    let text = fs::read_to_string(folder.join(MARKER));
    let text = text.map_err(|error| FolderError::Io(folder.to_owned(), error))?;
    Ok(text.strip_prefix(DONE).unwrap_or(&text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("openhuis-demo-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn somebody_elses_files_are_never_deleted() {
        let folder = place("theirs");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("thesis.txt"), "years of work").unwrap();
        for fresh in [false, true] {
            assert!(matches!(prepare(&folder, fresh), Err(FolderError::NotOurs(_))));
            assert!(folder.join("thesis.txt").exists());
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_finished_demo_is_used_again_and_emptied_only_when_asked() {
        let folder = place("ours");
        assert_eq!(prepare(&folder, false).unwrap(), Start::Empty);
        assert!(matches!(prepare(&folder, false), Err(FolderError::Unfinished(_))));
        assert_eq!(prepare(&folder, true).unwrap(), Start::Empty);
        fs::write(folder.join("openhuis.db"), "").unwrap();
        finished(&folder, "logins").unwrap();
        assert_eq!(prepare(&folder, false).unwrap(), Start::Existing);
        assert_eq!(told(&folder).unwrap(), "logins");
        assert!(folder.join("openhuis.db").exists());
        assert_eq!(prepare(&folder, true).unwrap(), Start::Empty);
        assert!(!folder.join("openhuis.db").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
