//! `openhuis letter`: the kinds of letters, and a sample of each to look at before a region uses it.
//! May import: documents, domain, std.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::documents::{DocumentError, render};
use crate::domain::code::Code;
use crate::domain::letter::{LetterError, RemedyTrack};
use crate::domain::words::letters::samples::Sample;

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum LetterCommandError {
    /// There is no such kind of letter.
    #[error("there is no letter {given}; choose one of: {known}")]
    UnknownKind {
        /// What was asked for.
        given: String,
        /// What there is.
        known: String,
    },
    /// The sample is incomplete.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// The sample could not be drawn.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The file could not be written.
    #[error("cannot write {path}: {why}; choose a folder that exists and that you may write in")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
}

/// Print the codes of the kinds of letters, one a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(out: &mut impl Write) -> std::io::Result<()> {
    Sample::ALL.iter().try_for_each(|kind| writeln!(out, "{}", kind.code()))
}

/// Write the sample of a kind of letter, in the words of a track, as PDF.
///
/// # Errors
/// [`LetterCommandError`] for an unknown kind (exit 2), or when the file cannot be written.
pub fn sample(kind: &str, track: RemedyTrack, out: &Path) -> Result<(), LetterCommandError> {
    let kind = Sample::from_code(kind).ok_or_else(|| LetterCommandError::UnknownKind {
        given: kind.to_owned(),
        known: Sample::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", "),
    })?;
    let bytes = render(&kind.letter(track)?)?;
    std::fs::write(out, bytes).map_err(|why| LetterCommandError::Write { path: out.to_owned(), why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_kind_has_a_sample() {
        let mut listed = Vec::new();
        list(&mut listed).unwrap();
        let dir = std::env::temp_dir();
        for kind in String::from_utf8(listed).unwrap().lines() {
            let file = dir.join(format!("openhuis-sample-{}-{kind}.pdf", std::process::id()));
            sample(kind, RemedyTrack::Civiel, &file).unwrap();
            assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-1.7"));
            std::fs::remove_file(&file).unwrap();
        }
    }

    #[test]
    fn an_unknown_kind_is_answered_with_what_there_is() {
        let refused = sample("brief", RemedyTrack::Civiel, Path::new("nowhere.pdf")).unwrap_err();
        let told = refused.to_string();
        assert!(Sample::ALL.iter().all(|kind| told.contains(kind.code())), "{told}");
    }
}
