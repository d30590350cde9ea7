//! Whether a file is what its name says: a quick look at few bytes, safe in the serving process.
//! May import: std, files.
//!
//! The thorough look is `inspect`, in a process of its own.

use std::io::{self, Read, Seek, SeekFrom};

use super::media::MediaType;
use super::names::{clean_file_name, extension};
use super::pdf_names::Names;
use super::zip_directory::{self, DirectoryError, Entry, u16_at, u32_at};

/// Why a file is not accepted, each with its own way out for the sender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file has more bytes than this.
    #[error("the file is larger than {max_bytes} bytes")]
    TooBig {
        /// The most bytes accepted.
        max_bytes: u64,
    },
    /// The extension is not on the list of kinds that may be evidence.
    #[error("files of this type are not accepted")]
    WrongType {
        /// The extension, if the name has one.
        extension: Option<String>,
    },
    /// The content is not what the extension says.
    #[error("the content does not match the extension")]
    Mismatch {
        /// What the extension says.
        named: MediaType,
        /// What the content is, where that may be evidence at all.
        found: Option<MediaType>,
    },
    /// The file is locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file begins well but is not complete.
    #[error("the file is damaged")]
    Damaged,
}

const HEAD: u64 = 8 * 1024;
const PDF_ENDS: u64 = 64 * 1024;
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The kind of this file of `size` bytes, if it may be evidence and the name agrees. Reads a few hundred kB at most
/// (and the list of contents of a zip), however long the file is.
///
/// # Errors
/// Outside: the file could not be read. Inside: why the file is refused.
pub fn sniff(
    file: &mut (impl Read + Seek),
    size: u64,
    file_name: &str,
) -> io::Result<Result<MediaType, Refusal>> {
    if size == 0 {
        return Ok(Err(Refusal::Empty));
    }
    let name = clean_file_name(file_name);
    let Some(named) = extension(&name).and_then(MediaType::from_extension) else {
        return Ok(Err(Refusal::WrongType { extension: extension(&name).map(str::to_lowercase) }));
    };
    let head = piece(file, 0, HEAD)?;
    let found = match content(file, size, &head, named)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if found != Some(named) {
        return Ok(Err(Refusal::Mismatch { named, found }));
    }
    if named == MediaType::Pdf && pdf_is_encrypted(file, size)? {
        return Ok(Err(Refusal::Encrypted));
    }
    Ok(Ok(named))
}

type Content = Result<Option<MediaType>, Refusal>;

fn content(file: &mut (impl Read + Seek), size: u64, head: &[u8], named: MediaType) -> io::Result<Content> {
    if head.starts_with(b"PK\x03\x04") {
        return zip_content(file, size, head);
    }
    if head.starts_with(OLE) {
        let locked = named.is_zip() && ole_holds_a_package(file, head)?;
        return Ok(if locked { Err(Refusal::Encrypted) } else { Ok(None) });
    }
    Ok(Ok(match head {
        // Programs accept white space before it. More than that would make it another file to another reader.
        _ if head.trim_ascii_start().starts_with(b"%PDF-") => Some(MediaType::Pdf),
        _ if head.starts_with(b"\xff\xd8\xff") => Some(MediaType::Jpeg),
        _ if head.starts_with(b"\x89PNG\r\n\x1a\n") => Some(MediaType::Png),
        _ => None,
    }))
}

fn zip_content(file: &mut (impl Read + Seek), size: u64, head: &[u8]) -> io::Result<Content> {
    let entries = match zip_directory::read(file, size) {
        Ok(entries) => entries,
        Err(DirectoryError::Io(error)) => return Err(error),
        Err(DirectoryError::Damaged | DirectoryError::TooMany) => return Ok(Err(Refusal::Damaged)),
    };
    if entries.iter().any(|entry| entry.encrypted) {
        return Ok(Err(Refusal::Encrypted));
    }
    Ok(Ok(office_kind(&entries, head)))
}

/// Which office format a container holds: OOXML by its main part, OpenDocument by the type it begins with.
pub(super) fn office_kind(entries: &[Entry], head: &[u8]) -> Option<MediaType> {
    let any =
        |start: &[u8], end: &[u8]| entries.iter().any(|e| e.name.starts_with(start) && e.name.ends_with(end));
    if any(b"[Content_Types].xml", b"") {
        // Some writers number the main part.
        let kinds = [(&b"word/document"[..], MediaType::Docx), (b"xl/workbook", MediaType::Xlsx)];
        return kinds.into_iter().find(|(part, _)| any(part, b".xml")).map(|(_, kind)| kind);
    }
    let written = open_document_type(head)?;
    [MediaType::Odt, MediaType::Ods].into_iter().find(|kind| kind.mime().as_bytes() == written)
}

/// OpenDocument begins with a plain, unpacked entry called `mimetype`.
fn open_document_type(head: &[u8]) -> Option<&[u8]> {
    let length = usize::try_from(u32_at(head, 18)?).ok()?;
    let name = usize::from(u16_at(head, 26)?);
    let extra = usize::from(u16_at(head, 28)?);
    let start = 30 + name + extra;
    (head.get(30..30 + name)? == b"mimetype").then(|| head.get(start..start.checked_add(length)?)).flatten()
}

/// Office wraps an encrypted docx or xlsx in the old container format, as a stream called `EncryptedPackage`.
fn ole_holds_a_package(file: &mut (impl Read + Seek), head: &[u8]) -> io::Result<bool> {
    let directory = (|| {
        let shift = u32::from(u16_at(head, 30)?);
        let sector = 1_u64.checked_shl(shift.min(16))?;
        u64::from(u32_at(head, 48)?).checked_add(1)?.checked_mul(sector)
    })();
    let Some(start) = directory else { return Ok(false) };
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Ok(piece(file, start, HEAD)?.windows(wide.len()).any(|window| window == wide))
}

/// A PDF says that it is encrypted in a trailer: near its end, where `startxref` points, or (linearised) in its first
/// kilobytes. A file that hides it elsewhere meets the full reading in `inspect`.
fn pdf_is_encrypted(file: &mut (impl Read + Seek), size: u64) -> io::Result<bool> {
    let tail = piece(file, size.saturating_sub(PDF_ENDS), PDF_ENDS)?;
    let table = match start_of_table(&tail).filter(|start| *start < size) {
        Some(start) => piece(file, start, HEAD)?,
        None => Vec::new(),
    };
    let head = piece(file, 0, PDF_ENDS)?;
    Ok([head, tail, table].iter().any(|bytes| {
        let mut names = Names::default();
        names.feed(bytes);
        names.finish().encrypted
    }))
}

fn start_of_table(tail: &[u8]) -> Option<u64> {
    let word = b"startxref";
    let at = tail.windows(word.len()).rposition(|window| window == word)?;
    let after = tail.get(at + word.len()..)?;
    let digits: Vec<u8> = after
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take_while(u8::is_ascii_digit)
        .take(19)
        .collect();
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

/// At most `length` bytes from `start`; fewer at the end of the file.
pub(super) fn piece(file: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
