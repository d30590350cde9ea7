//! Pictures: their size from the header, their end at the end. No picture is decoded.
//! May import: std, files.

use std::io::{self, Read, Seek};

use super::findings::{Damage, Findings, Suspicion};
use crate::files::sniff::piece;

/// The most pixels: an A3 sheet at 600 dots per inch has about 70 million.
const MAX_PIXELS: u64 = 120_000_000;
/// The longest way through a JPEG's header, in segments.
const MAX_SEGMENTS: usize = 5_000;
const TAIL: u64 = 64 * 1024;
const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";

/// Look at a PNG.
pub(super) fn png(file: &mut (impl Read + Seek), size: u64, findings: &mut Findings) -> io::Result<()> {
    let head = piece(file, 0, 64)?;
    let side = |at: usize| head.get(at..)?.first_chunk().map(|four| u64::from(u32::from_be_bytes(*four)));
    match (head.starts_with(PNG_START), side(16), side(20)) {
        (true, Some(width), Some(height)) => measure(width, height, findings),
        _ => findings.broken(Damage::NoBeginning),
    }
    let tail = piece(file, size.saturating_sub(TAIL), TAIL)?;
    if !tail.windows(4).any(|window| window == b"IEND") {
        findings.broken(Damage::CutOff);
    }
    Ok(())
}

/// Look at a JPEG.
pub(super) fn jpeg(file: &mut (impl Read + Seek), size: u64, findings: &mut Findings) -> io::Result<()> {
    let Some(scan) = jpeg_header(file, findings)? else {
        findings.broken(if piece(file, 0, 2)? == b"\xff\xd8" { Damage::CutOff } else { Damage::NoBeginning });
        return Ok(());
    };
    // The end mark of a preview in the header does not count.
    let start = scan.max(size.saturating_sub(TAIL));
    if !piece(file, start, TAIL)?.windows(2).any(|window| window == b"\xff\xd9") {
        findings.broken(Damage::CutOff);
    }
    Ok(())
}

/// Walk through the segments; where the first scan starts, if the header is whole.
fn jpeg_header(file: &mut (impl Read + Seek), findings: &mut Findings) -> io::Result<Option<u64>> {
    let mut at = 2_u64;
    let mut sized = false;
    for _ in 0..MAX_SEGMENTS {
        let segment = piece(file, at, 16)?;
        let [0xff, kind, rest @ ..] = segment.as_slice() else { return Ok(None) };
        let (Some(length), kind) = (big_u16(rest, 0), *kind) else { return Ok(None) };
        match kind {
            // Fill bytes may precede a mark.
            0xff => {
                at += 1;
                continue;
            }
            0xda => return Ok(sized.then_some(at)),
            0xc0..=0xcf if !matches!(kind, 0xc4 | 0xc8 | 0xcc) => {
                let (Some(height), Some(width)) = (big_u16(rest, 3), big_u16(rest, 5)) else {
                    return Ok(None);
                };
                measure(width, height, findings);
                sized = true;
            }
            _ => {}
        }
        at = at.saturating_add(length).saturating_add(2);
    }
    Ok(None)
}

fn big_u16(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|pair| u64::from(u16::from_be_bytes(*pair)))
}

fn measure(width: u64, height: u64, findings: &mut Findings) {
    if width.saturating_mul(height) > MAX_PIXELS {
        findings.suspect(Suspicion::TooManyPixels);
    }
}
