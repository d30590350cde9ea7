//! PDF: the names in its bytes, the names in its compressed objects, and what poppler makes of it.
//! May import: std, flate2, files.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::ZlibDecoder;

use super::findings::{Active, Damage, Findings, Obstacle, Suspicion};
use super::poppler::{self, Info};
use crate::files::pdf_names::{Found, MAX_OBJECT_STREAMS, Named, Names};
use crate::files::sniff::piece;

const TAIL: u64 = 64 * 1024;
/// The most bytes one document's object streams may unpack to, together.
const MAX_OBJECTS: u64 = 256 * 1024 * 1024;

/// Look at a PDF.
pub(super) fn look(
    file: &mut (impl Read + Seek),
    size: u64,
    path: &Path,
    findings: &mut Findings,
) -> io::Result<()> {
    // White space before the beginning is a common, harmless fault.
    if !piece(file, 0, 1_024)?.trim_ascii_start().starts_with(b"%PDF-") {
        findings.broken(Damage::NoBeginning);
    }
    if !piece(file, size.saturating_sub(TAIL), TAIL)?.windows(5).any(|window| window == b"%%EOF") {
        findings.broken(Damage::CutOff);
    }
    file.seek(SeekFrom::Start(0))?;
    let (found, _) = names(file, u64::MAX)?;
    note(&found, findings);
    if found.encrypted {
        // Its objects are locked too: there is nothing more to see.
        findings.encrypted();
        return Ok(());
    }
    objects(file, &found, findings)?;
    match poppler::info(path) {
        Info::Pages(pages) => findings.pages = Some(pages),
        Info::Locked => findings.encrypted(),
        Info::Unreadable => findings.broken(Damage::Unreadable),
        Info::Stopped => findings.obstructed(Obstacle::Stopped),
        Info::PopplerMissing => {}
    }
    Ok(())
}

/// Look into the compressed object streams, where a document can hide what it does from a look at its bytes.
fn objects(file: &mut (impl Read + Seek), found: &Found, findings: &mut Findings) -> io::Result<()> {
    if found.object_streams.len() > MAX_OBJECT_STREAMS {
        findings.suspect(Suspicion::HiddenParts);
        return Ok(());
    }
    let mut room = MAX_OBJECTS;
    for place in &found.object_streams {
        let start = body(file, *place)?;
        file.seek(SeekFrom::Start(start.at))?;
        if start.plain {
            continue;
        }
        match names(&mut ZlibDecoder::new(&mut *file), room) {
            Ok((found, read)) => {
                note(&found, findings);
                room = room.saturating_sub(read);
            }
            Err(_) => findings.suspect(Suspicion::HiddenParts),
        }
        if room == 0 {
            findings.suspect(Suspicion::UnpacksTooLarge);
            return Ok(());
        }
    }
    Ok(())
}

struct Body {
    at: u64,
    /// Not compressed: its names were seen already.
    plain: bool,
}

/// A stream's body begins after one line end.
fn body(file: &mut (impl Read + Seek), place: u64) -> io::Result<Body> {
    let start = piece(file, place, 3)?;
    let skipped = match start.as_slice() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    let first = start.get(skipped).copied().unwrap_or_default();
    let plain = first.is_ascii_digit() || first.is_ascii_whitespace();
    Ok(Body { at: place.saturating_add(u64::try_from(skipped).unwrap_or_default()), plain })
}

/// The names in at most `room` bytes, and how many bytes there were. Compressed data that breaks off after it began well
/// counts as far as it goes, as readers do.
fn names(reader: &mut impl Read, room: u64) -> io::Result<(Found, u64)> {
    let mut names = Names::default();
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut reader = reader.take(room);
    let mut read = 0_u64;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => {
                names.feed(buffer.get(..length).unwrap_or_default());
                read = read.saturating_add(u64::try_from(length).unwrap_or_default());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if read == 0 => return Err(error),
            Err(_) => break,
        }
    }
    Ok((names.finish(), read))
}

fn note(found: &Found, findings: &mut Findings) {
    for named in &found.named {
        findings.active(match named {
            Named::JavaScript => Active::Script,
            Named::Launch => Active::Launch,
            Named::EmbeddedFile => Active::EmbeddedFile,
            Named::ActiveForm => Active::ActiveForm,
            Named::RichMedia => Active::RichMedia,
        });
    }
}
