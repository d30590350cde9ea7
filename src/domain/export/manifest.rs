//! The list of files with their SHA-256, as `sha256sum -c` reads it, and names that fit in every zip.
//! May import: std, digest.

use std::collections::BTreeSet;

use crate::digest::Digest;

/// The files of a dossier with their digests, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    lines: String,
}

impl Manifest {
    /// Add a file.
    pub fn add(&mut self, digest: &Digest, path: &str) {
        self.lines += &format!("{}  {path}\n", digest.hex());
    }

    /// The whole list: a line each, with the digest, two spaces and the path.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.lines
    }

    /// The digest of the list: it stands in the log, and so fixes every file.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.lines.as_bytes())
    }
}

/// Every number for a file with this name was taken; it never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many files have the same name")]
pub struct PathTaken;

/// The most characters of a part of a path that people gave.
const LONGEST: usize = 80;
/// How many files may have the same name.
const SAME: u32 = 100_000;

/// The paths that were handed out, each once, also for who does not tell capitals apart.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    taken: BTreeSet<String>,
}

impl Paths {
    /// A path in a folder, `name` as people gave it: without anything that a file system, a shell or `sha256sum` takes for something else.
    ///
    /// # Errors
    /// [`PathTaken`], after a hundred thousand of the same.
    pub fn give(&mut self, folder: &str, name: &str) -> Result<String, PathTaken> {
        let name = harmless(name);
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => (stem.to_owned(), format!(".{extension}")),
            _ => (name.clone(), String::new()),
        };
        let before = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        for number in 1..SAME {
            let path = match number {
                1 => format!("{before}{stem}{extension}"),
                more => format!("{before}{stem}-{more}{extension}"),
            };
            if self.taken.insert(path.to_lowercase()) {
                return Ok(path);
            }
        }
        Err(PathTaken)
    }
}

/// A name of letters, digits and a few signs, with the end that tells what it is.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|one| if one.is_alphanumeric() || "._-".contains(one) { one } else { '-' })
        .collect();
    let mut plain = String::new();
    for one in kept.chars() {
        if one != '-' || !plain.ends_with('-') {
            plain.push(one);
        }
    }
    let plain = plain.trim_matches(['.', '-', '_']);
    let (stem, extension) = match plain.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= 10 => (stem, format!(".{extension}")),
        _ => (plain, String::new()),
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let stem = stem.trim_matches(['.', '-', '_']);
    if stem.is_empty() { format!("bestand{extension}") } else { format!("{stem}{extension}") }
}
