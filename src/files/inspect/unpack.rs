//! Office documents, unpacked part by part in memory and never to disk: whether the parts are what was announced.
//! May import: std, zip, files.

use std::io::{self, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::findings::{Active, Damage, Findings, Suspicion};
use crate::files::zip_directory::Entry;

/// How much of a part is kept to look at: relationships and manifests are shorter.
const KEPT: usize = 1024 * 1024;

/// Unpack every part of a document whose announced sizes are acceptable.
pub(super) fn look(
    file: &mut (impl Read + Seek),
    announced: &[Entry],
    findings: &mut Findings,
) -> io::Result<()> {
    let mut archive = match ZipArchive::new(&mut *file) {
        Ok(archive) => archive,
        Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
        Err(_) => {
            findings.broken(Damage::Unreadable);
            return Ok(());
        }
    };
    // Two readers that see different parts are how a scanner is passed by.
    let same = announced.iter().all(|entry| archive.by_name_raw(&entry.name).is_ok());
    if archive.len() != announced.len() || !same {
        findings.suspect(Suspicion::AmbiguousContents);
        return Ok(());
    }
    for number in 0..archive.len() {
        match part(&mut archive, number) {
            Ok(Some(part)) => content(&part, findings),
            Ok(None) => findings.suspect(Suspicion::AmbiguousContents),
            Err(_) => findings.broken(Damage::Unreadable),
        }
    }
    Ok(())
}

struct Part {
    name: String,
    start: Vec<u8>,
}

/// Unpack one part, whose checksum is verified; none when it is longer than announced.
fn part(archive: &mut ZipArchive<impl Read + Seek>, number: usize) -> Result<Option<Part>, ZipError> {
    let mut entry = archive.by_index(number)?;
    let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase();
    let announced = entry.size();
    let mut start = Vec::new();
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut length = 0_u64;
    loop {
        let read = entry.read(&mut buffer)?;
        if read == 0 {
            return Ok((length == announced).then_some(Part { name, start }));
        }
        length = length.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if length > announced {
            return Ok(None);
        }
        let room = KEPT.saturating_sub(start.len()).min(read);
        start.extend_from_slice(buffer.get(..room).unwrap_or_default());
    }
}

fn content(part: &Part, findings: &mut Findings) {
    let xml = [".xml", ".rels", ".rdf", ".vml"].iter().any(|extension| part.name.ends_with(extension));
    if part.start.starts_with(b"PK\x03\x04") && !part.name.contains("/embeddings/") {
        findings.suspect(Suspicion::NestedArchive);
    }
    if !xml {
        return;
    }
    // UTF-16 would hide words from this look; without its zero bytes it does not.
    let bytes: Vec<u8> = part.start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes);
    // Office formats have no use for a document type.
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        findings.suspect(Suspicion::DocumentTypeDefinition);
    }
    if part.name.ends_with(".rels") && text.split('<').any(fetches_from_elsewhere) {
        findings.active(Active::ExternalContent);
    }
    if part.name == "[content_types].xml" && text.contains("macroEnabled") {
        findings.active(Active::Macros);
    }
    if part.name == "meta-inf/manifest.xml" && text.contains("encryption-data") {
        findings.encrypted();
    }
}

/// A relationship to something outside that is opened unasked. A link to click on is none.
fn fetches_from_elsewhere(element: &str) -> bool {
    let outside = element.contains("TargetMode=\"External\"") || element.contains("TargetMode='External'");
    let link = element.contains("/hyperlink\"") || element.contains("/hyperlink'");
    element.starts_with("Relationship") && outside && !link
}
