//! The list of contents of a zip file, read without unpacking anything and with a bound on everything.
//! May import: std.
//!
//! The parent process uses this to tell a docx from an xlsx, so it must be safe on any bytes: at most
//! [`MAX_DIRECTORY`] bytes are read, whatever the file claims. Zip64 is not read: no evidence needs it.

use std::io::{self, Read, Seek, SeekFrom};

/// The longest list of contents that is read, in bytes.
pub const MAX_DIRECTORY: u64 = 2 * 1024 * 1024;
/// The most files in one container.
pub const MAX_ENTRIES: usize = 5_000;

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
/// The end record stands at most this far from the end: itself and the longest comment.
const TAIL: u64 = 22 + 65_535;
/// Symbolic link, in the file type bits that Unix writers put in the attributes.
const UNIX_LINK: u32 = 0xA000;
const UNIX_TYPE: u32 = 0xF000;

/// One file in a container, as the list of contents describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, as bytes: nothing says they are text.
    pub name: Vec<u8>,
    /// Whether its content is encrypted.
    pub encrypted: bool,
    /// Whether it is a symbolic link.
    pub link: bool,
    /// Its packed length in bytes.
    pub packed: u64,
    /// Its unpacked length in bytes, as claimed.
    pub unpacked: u64,
    /// Where it starts in the file.
    pub offset: u64,
}

/// Why there is no list of contents.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// No end record, or it points nowhere.
    #[error("not a complete zip file")]
    Damaged,
    /// More entries than [`MAX_ENTRIES`] or a longer list than [`MAX_DIRECTORY`].
    #[error("a zip file with too many entries")]
    TooMany,
    /// The file could not be read.
    #[error("the zip file could not be read: {0}")]
    Io(#[from] io::Error),
}

/// The list of contents of this file of `size` bytes.
///
/// # Errors
/// As [`DirectoryError`] says.
pub fn read(file: &mut (impl Read + Seek), size: u64) -> Result<Vec<Entry>, DirectoryError> {
    let end = end_record(file, size)?;
    if end.count > MAX_ENTRIES || end.length > MAX_DIRECTORY {
        return Err(DirectoryError::TooMany);
    }
    if end.offset.saturating_add(end.length) > end.at {
        return Err(DirectoryError::Damaged);
    }
    file.seek(SeekFrom::Start(end.offset))?;
    let mut bytes = Vec::new();
    file.take(end.length).read_to_end(&mut bytes)?;
    let mut rest = bytes.as_slice();
    let mut entries = Vec::new();
    for _ in 0..end.count {
        let (entry, after) = entry(rest).ok_or(DirectoryError::Damaged)?;
        entries.push(entry);
        rest = after;
    }
    Ok(entries)
}

struct End {
    at: u64,
    count: usize,
    offset: u64,
    length: u64,
}

fn end_record(file: &mut (impl Read + Seek), size: u64) -> Result<End, DirectoryError> {
    let start = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let at = tail
        .windows(END_LENGTH)
        .rposition(|window| window.starts_with(END))
        .ok_or(DirectoryError::Damaged)?;
    let record = tail.get(at..).unwrap_or_default();
    let fields = (|| {
        Some(End {
            at: start.checked_add(u64::try_from(at).ok()?)?,
            count: usize::from(u16_at(record, 10)?),
            length: u64::from(u32_at(record, 12)?),
            offset: u64::from(u32_at(record, 16)?),
        })
    })();
    fields.ok_or(DirectoryError::Damaged)
}

fn entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    if !bytes.starts_with(ENTRY) {
        return None;
    }
    let name = usize::from(u16_at(bytes, 28)?);
    let extra = usize::from(u16_at(bytes, 30)?);
    let comment = usize::from(u16_at(bytes, 32)?);
    let made_on_unix = bytes.get(5) == Some(&3);
    let mode = u32_at(bytes, 38)? >> 16;
    let entry = Entry {
        name: bytes.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?.to_vec(),
        encrypted: u16_at(bytes, 8)? & 1 == 1,
        link: made_on_unix && mode & UNIX_TYPE == UNIX_LINK,
        packed: u64::from(u32_at(bytes, 20)?),
        unpacked: u64::from(u32_at(bytes, 24)?),
        offset: u64::from(u32_at(bytes, 42)?),
    };
    Some((entry, bytes.get(ENTRY_LENGTH + name + extra + comment..)?))
}

/// Two bytes, low one first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|pair| u16::from_le_bytes(*pair))
}

/// Four bytes, low one first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}
