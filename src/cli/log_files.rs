//! An export of the log as a folder: written for others, and read back to be verified.
//! May import: app, domain, storage, cli.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _};
use std::path::{Path, PathBuf};

use sha2::Digest as _;

use super::Unusable;
use crate::app::tlog::{Exported, Given, Leaves};
use crate::app::{Database, Error};
use crate::domain::digest::Digest;
use crate::domain::tlog::{Note, VerifierKey};
use crate::domain::words::tlog as words;

/// The leaves, a line each.
pub const LEAVES: &str = "leaves.ndjson";
/// The head over all leaves.
pub const HEAD: &str = "checkpoint.note";
/// Earlier heads.
pub const HISTORY: &str = "checkpoints";
/// The keys of the log, a line each.
pub const KEYS: &str = "vkey";
/// In the log of one dossier: a proof for each line, a line each.
pub const PROOFS: &str = "proofs.ndjson";
/// The region of which this is the log; not there in an export of the whole.
pub const REGION: &str = "region";
/// No file but the leaves is larger.
const LARGEST: u64 = 64 << 20;

/// Write an export into a new or empty folder.
///
/// # Errors
/// A folder that holds something, or what the disk and the database say.
pub fn write(folder: &Path, database: &Database, what: &Exported, leaves: &Leaves) -> Result<(), Unusable> {
    std::fs::create_dir_all(folder.join(HISTORY)).map_err(|error| unwritable(folder, &error))?;
    let held = std::fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?.count();
    if held > 1 || folder.join(HISTORY).read_dir().map_err(Unusable::because)?.next().is_some() {
        return Err(Unusable(format!("{} holds other files; name a new folder", folder.display())));
    }
    let mut manifest = String::new();
    let mut put = |name: String, content: &str| -> Result<(), Unusable> {
        std::fs::write(folder.join(&name), content).map_err(|error| unwritable(folder, &error))?;
        manifest.push_str(&format!("{}  {name}\n", Digest::of(content.as_bytes()).hex()));
        Ok(())
    };
    put(HEAD.to_owned(), &what.head.note)?;
    for row in &what.history {
        put(format!("{HISTORY}/{:012}.note", row.size), &row.note)?;
    }
    put(KEYS.to_owned(), &what.keys.iter().map(|key| format!("{key}\n")).collect::<String>())?;
    if let Leaves::Region(region) = leaves {
        put(REGION.to_owned(), &format!("{region}\n"))?;
    }
    put("LEESMIJ.txt".to_owned(), words::README)?;
    let path = folder.join(LEAVES);
    let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
    let mut to = Counting { to: BufWriter::new(file), digest: sha2::Sha256::new() };
    database.read(|conn| leaves.write(conn, what.head.size, &mut to)).map_err(Unusable::because)?;
    manifest.push_str(&format!("{}  {LEAVES}\n", Digest::from_bytes(to.digest.finalize().into()).hex()));
    std::fs::write(folder.join("manifest-sha256.txt"), manifest).map_err(|error| unwritable(folder, &error))
}

/// What is written, and its digest.
struct Counting<W> {
    to: W,
    digest: sha2::Sha256,
}

impl<W: std::io::Write> std::io::Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

/// What goes along with the leaves of an export, and the leaves themselves.
///
/// # Errors
/// A folder or a file that cannot be read.
pub fn read(folder: &Path) -> Result<(Given, BufReader<File>), Unusable> {
    let keys = keys(&text(&folder.join(KEYS))?)?;
    let head = Some(note(&folder.join(HEAD))?);
    let mut names: Vec<PathBuf> = match folder.join(HISTORY).read_dir() {
        Ok(entries) => entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(Unusable::because)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(unreadable(folder, &error)),
    };
    names.sort();
    let history = names.iter().map(|name| note(name)).collect::<Result<_, _>>()?;
    let region = folder.join(REGION);
    let region = if region.exists() { Some(text(&region)?.trim().to_owned()) } else { None };
    let path = folder.join(LEAVES);
    let leaves = File::open(&path).map_err(|error| unreadable(&path, &error))?;
    let given = Given { keys, head, history, region, ..Given::default() };
    Ok((given, BufReader::with_capacity(1 << 20, leaves)))
}

/// The log of one dossier, as it stands in its files.
pub struct Dossier {
    /// A leaf a line.
    pub leaves: String,
    /// The proof of each leaf, a line each.
    pub proofs: String,
    /// The signed head to which all proofs lead.
    pub head: Note,
    /// The keys of the log.
    pub keys: Vec<VerifierKey>,
}

/// The log of one dossier. None where the folder is an export.
///
/// # Errors
/// A file that cannot be read.
pub fn dossier(folder: &Path) -> Result<Option<Dossier>, Unusable> {
    let proofs = folder.join(PROOFS);
    if !proofs.exists() {
        return Ok(None);
    }
    Ok(Some(Dossier {
        leaves: text(&folder.join(LEAVES))?,
        proofs: text(&proofs)?,
        head: note(&folder.join(HEAD))?,
        keys: keys(&text(&folder.join(KEYS))?)?,
    }))
}

/// Keys, a line each.
///
/// # Errors
/// A line that is no key.
pub fn keys(text: &str) -> Result<Vec<VerifierKey>, Unusable> {
    text.lines().map(|line| VerifierKey::parse(line).map_err(Unusable::because)).collect()
}

/// A key as it stands, or in a file of one line.
///
/// # Errors
/// A text that is no key and no file with one.
pub fn key(given: &str) -> Result<VerifierKey, Unusable> {
    if let Ok(key) = VerifierKey::parse(given) {
        return Ok(key);
    }
    let mut all = keys(&text(Path::new(given))?)?;
    all.pop().ok_or_else(|| Unusable(format!("{given} holds no key")))
}

/// A signed note in a file.
///
/// # Errors
/// A file that cannot be read or holds no note.
pub fn note(path: &Path) -> Result<Note, Unusable> {
    Note::parse(&text(path)?).map_err(|error| Unusable(format!("{}: {error}", path.display())))
}

/// A small text in a file.
///
/// # Errors
/// A file that is not there, too large, or no text.
pub fn text(path: &Path) -> Result<String, Unusable> {
    let mut content = String::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let read = file.take(LARGEST).read_to_string(&mut content).map_err(|error| unreadable(path, &error))?;
    if u64::try_from(read) == Ok(LARGEST) {
        return Err(Unusable(format!("{} is too large", path.display())));
    }
    Ok(content)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Unusable {
    Unusable(format!("{} cannot be read: {error}", path.display()))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Unusable {
    Unusable(format!("{} cannot be written: {error}", path.display()))
}

/// Why there is nothing to export.
pub fn unsigned(error: Error) -> Unusable {
    match error {
        Error::NotFound => Unusable("nothing of this log was signed yet".to_owned()),
        other => Unusable::because(other),
    }
}
