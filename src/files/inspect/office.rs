//! Office documents (OOXML and OpenDocument): what their list of contents says, before anything is unpacked.
//! May import: std, files.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek};

use super::findings::{Active, Damage, Findings, Suspicion};
use super::unpack;
use crate::files::media::MediaType;
use crate::files::sniff::{office_kind, piece};
use crate::files::zip_directory::{self, DirectoryError, Entry};

/// The most bytes a document may unpack to.
pub(super) const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Up to this many bytes any ratio will do: text packs well.
const SMALL: u64 = 32 * 1024 * 1024;
/// How many times larger than packed a document may become.
const MAX_RATIO: u64 = 150;
/// The shortest local header in a zip, in bytes.
const LOCAL_HEADER: u64 = 30;

/// Look at an office document.
pub(super) fn look(
    file: &mut (impl Read + Seek),
    size: u64,
    media: MediaType,
    findings: &mut Findings,
) -> io::Result<()> {
    let entries = match zip_directory::read(file, size) {
        Ok(entries) => entries,
        Err(DirectoryError::Io(error)) => return Err(error),
        Err(DirectoryError::TooMany) => {
            findings.suspect(Suspicion::TooManyEntries);
            return Ok(());
        }
        Err(DirectoryError::Damaged) => {
            findings.broken(Damage::CutOff);
            return Ok(());
        }
    };
    if office_kind(&entries, &piece(file, 0, 1_024)?) != Some(media) {
        findings.broken(Damage::NoBeginning);
    }
    if entries.iter().any(|entry| entry.encrypted) {
        findings.encrypted();
        return Ok(());
    }
    entries.iter().for_each(|entry| name(entry, findings));
    if entries.iter().any(|entry| entry.link) {
        findings.suspect(Suspicion::SymbolicLink);
    }
    let names: BTreeSet<Vec<u8>> = entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect();
    if names.len() != entries.len() {
        findings.suspect(Suspicion::DuplicateEntries);
    }
    if overlap(&entries, size) {
        findings.suspect(Suspicion::OverlappingEntries);
    }
    if grows_too_much(&entries) {
        findings.suspect(Suspicion::UnpacksTooLarge);
        return Ok(());
    }
    unpack::look(file, &entries, findings)
}

/// What an entry's name gives away.
fn name(entry: &Entry, findings: &mut Findings) {
    let name = entry.name.to_ascii_lowercase();
    let text = String::from_utf8_lossy(&name);
    if unsafe_name(&text) {
        findings.suspect(Suspicion::UnsafeEntryName);
    }
    let embedded = text.contains("/embeddings/")
        || text.starts_with("object ")
        || text.starts_with("objectreplacements/");
    let archive = [".zip", ".docx", ".xlsx", ".odt", ".ods", ".7z", ".rar", ".gz", ".tar", ".jar"];
    if embedded {
        findings.active(Active::EmbeddedFile);
    } else if archive.iter().any(|extension| text.ends_with(extension)) {
        findings.suspect(Suspicion::NestedArchive);
    }
    if text.ends_with("vbaproject.bin") || text.starts_with("basic/") || text.starts_with("scripts/") {
        findings.active(Active::Macros);
    }
    if text.contains("/activex/") {
        findings.active(Active::RichMedia);
    }
}

fn unsafe_name(name: &str) -> bool {
    let drive = matches!(name.as_bytes(), [_, b':', ..]);
    let climbs = name.split(['/', '\\']).any(|part| part == "..");
    name.is_empty()
        || drive
        || climbs
        || name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.len() > 1_024
}

/// Whether two entries share bytes, or an entry lies beyond the file.
fn overlap(entries: &[Entry], size: u64) -> bool {
    let mut spans: Vec<(u64, u64)> = entries
        .iter()
        .map(|entry| (entry.offset, entry.offset.saturating_add(LOCAL_HEADER).saturating_add(entry.packed)))
        .collect();
    spans.sort_unstable();
    let within = spans.iter().all(|(_, end)| *end <= size);
    let apart = spans.iter().zip(spans.iter().skip(1)).all(|((_, end), (next, _))| end <= next);
    !(within && apart)
}

fn grows_too_much(entries: &[Entry]) -> bool {
    let too_much =
        |packed: u64, unpacked: u64| unpacked > SMALL && unpacked > packed.saturating_mul(MAX_RATIO);
    let sum = |of: fn(&Entry) -> u64| entries.iter().map(of).fold(0, u64::saturating_add);
    let total = sum(|entry| entry.unpacked);
    total > MAX_UNPACKED || too_much(sum(|entry| entry.packed), total)
}
