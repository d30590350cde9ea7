//! The thorough look at a file, for a child process that has limited itself: `openhuis inspect`.
//! May import: std, serde, serde_json, flate2, rlimit, tokio, zip, files.
//!
//! A file is judged, never changed: evidence stays byte for byte what was sent. The parent ([`spawn`]) takes whatever
//! is not a clear answer for [`Inspection::Uninspectable`] ("niet te controleren"), never for clean.

mod findings;
mod image;
mod limits;
mod office;
mod parent;
mod pdf;
mod poppler;
mod unpack;

use std::fs::File;
use std::io::{self, Read, Seek};
use std::num::NonZeroU32;
use std::path::Path;

use serde::Serialize;

pub use findings::{Active, Damage, Inspection, Obstacle, Suspicion};
pub use parent::{page_image, spawn};
pub use poppler::PageImageError;

use super::media::MediaType;
use super::sniff::piece;
use super::zip_directory;
use findings::Findings;

/// What the child says at its end: an exit code and one line of JSON for stdout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// 0: nothing found, or the picture was made. 1: something found, or no picture. 2: the file cannot be looked at.
    pub exit: u8,
    /// The [`Inspection`], or the answer about a page.
    pub json: String,
}

/// The child's work: limit this process **for good**, then look at the file. Only for a process that does nothing else.
#[must_use]
pub fn run(path: &Path, media: MediaType) -> Report {
    let seen = limits::limit_this_process().and_then(|()| look(path, media));
    let inspection = seen.unwrap_or(Inspection::Uninspectable { why: Obstacle::NotReadable });
    let exit = match inspection {
        Inspection::Clean { .. } => 0,
        Inspection::Uninspectable { .. } => 2,
        _ => 1,
    };
    report(exit, &inspection)
}

/// The child's other work: limit this process **for good**, then make a picture of one page of a PDF as
/// `page-<page>.png` in `out_dir`.
#[must_use]
pub fn run_page(path: &Path, page: NonZeroU32, out_dir: &Path) -> Report {
    let limited = limits::limit_this_process().map_err(|_| PageImageError::Stopped);
    match limited.and_then(|()| poppler::draw(path, page, out_dir)) {
        Ok(()) => report(0, &poppler::PageAnswer::Made),
        Err(why) => report(1, &poppler::PageAnswer::NotMade { why }),
    }
}

/// An answer that cannot be written is no answer: the parent then sees none.
fn report(exit: u8, answer: &impl Serialize) -> Report {
    serde_json::to_string(answer)
        .map_or(Report { exit: 2, json: String::new() }, |json| Report { exit, json })
}

/// Look at a file, without limits of its own.
fn look(path: &Path, media: MediaType) -> io::Result<Inspection> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut findings = Findings::default();
    if is_another_type_too(&mut file, size, media)? {
        findings.suspect(Suspicion::TwoTypesAtOnce);
    }
    match media {
        MediaType::Pdf => pdf::look(&mut file, size, path, &mut findings)?,
        MediaType::Jpeg => image::jpeg(&mut file, size, &mut findings)?,
        MediaType::Png => image::png(&mut file, size, &mut findings)?,
        MediaType::Docx | MediaType::Xlsx | MediaType::Odt | MediaType::Ods => {
            office::look(&mut file, size, media, &mut findings)?;
        }
    }
    Ok(findings.verdict())
}

/// Readers of zip look at the end of a file, readers of PDF accept a beginning within the first kilobyte: a file can be
/// one thing to us and another to them.
fn is_another_type_too(file: &mut (impl Read + Seek), size: u64, media: MediaType) -> io::Result<bool> {
    let also_pdf =
        media != MediaType::Pdf && piece(file, 0, 1_024)?.windows(5).any(|window| window == b"%PDF-");
    let also_zip =
        !media.is_zip() && zip_directory::read(file, size).is_ok_and(|entries| !entries.is_empty());
    Ok(also_pdf || also_zip)
}

#[cfg(test)]
mod tests;
