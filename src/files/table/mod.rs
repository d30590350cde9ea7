//! The table in a file that somebody made with a spreadsheet, read whole in memory: callers bound the bytes.
//! May import: calamine, csv, zip, domain::imports.

mod csv;
mod xlsx;

use crate::domain::imports::Table;

/// Why there is no table in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// Its bytes are not UTF-8: most often what a spreadsheet saves as plain CSV on Windows.
    #[error("not in UTF-8")]
    NotUtf8,
    /// It is a file of another kind.
    #[error("not a table")]
    OtherKind,
    /// Nothing stands in it.
    #[error("an empty table")]
    Empty,
    /// It has more columns than a table may have.
    #[error("too many columns")]
    TooWide,
    /// It unpacks to more than may be in memory.
    #[error("too much in it")]
    TooMuch,
}

/// The table in these bytes. One row more is read than a table may have, so that who reads it sees that there are too many.
///
/// # Errors
/// [`NoTable`].
pub fn read(bytes: &[u8]) -> Result<Table, NoTable> {
    if bytes.starts_with(xlsx::ZIP) { xlsx::read(bytes) } else { csv::read(bytes) }
}
