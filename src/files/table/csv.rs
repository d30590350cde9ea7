//! Tables with commas, semicolons or tabs: which, the headings tell.
//! May import: csv, domain::imports.

use csv::{ReaderBuilder, StringRecord};

use super::NoTable;
use crate::domain::imports::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Table};

const MARK: &str = "\u{feff}";
/// What stands between cells, the commonest first.
const SEPARATORS: &[u8] = b";,\t";

pub(super) fn read(bytes: &[u8]) -> Result<Table, NoTable> {
    // Other kinds of files that people take for a table have zero bytes near the start; UTF-16 has them too, and a mark of its own.
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if !utf16 && bytes.contains(&0) {
        return Err(NoTable::OtherKind);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoTable::NotUtf8)?;
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let separator = separator(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Vec::new(), StringRecord::new());
    let (mut number, mut ended) = (1, 0);
    while rows.len() <= MOST_ROWS.saturating_add(1)
        && reader.read_record(&mut record).map_err(|_| NoTable::OtherKind)?
    {
        if record.len() > MOST_COLUMNS {
            return Err(NoTable::TooWide);
        }
        let begins = record.position().map_or(ended, |at| place(at.byte()));
        number += line_ends(text.as_bytes(), ended, begins);
        rows.push(Row { number, cells: record.iter().map(cell).collect() });
        // The line end that was read last counts for the next row.
        ended = place(reader.position().byte()).saturating_sub(1);
    }
    Table::of(rows).ok_or(NoTable::Empty)
}

fn place(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// How many lines end between two rows, beginning at a place and going on past empty lines. Those within a cell are none: it is one row to a
/// spreadsheet.
fn line_ends(text: &[u8], from: usize, begins: usize) -> u32 {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let empty = text.get(begins..).unwrap_or_default().iter().take_while(|byte| is_end(byte)).count();
    let between = text.get(from..begins.saturating_add(empty)).unwrap_or_default();
    let ends = between.iter().zip(between.iter().skip(1).map(Some).chain([None]));
    let ends = ends.filter(|(one, next)| **one == b'\n' || (**one == b'\r' && *next != Some(&b'\n')));
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}

/// The one that makes most columns of the first line in which something stands.
fn separator(text: &str) -> u8 {
    let columns = |separator: u8| {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        reader.read_record(&mut record).map_or(0, |_| record.len())
    };
    // Of equals, `max_by_key` takes the last.
    SEPARATORS.iter().copied().rev().max_by_key(|one| columns(*one)).unwrap_or(b';')
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    if text.starts_with('=') { Cell::Formula } else { Cell::Text(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &Row) -> Vec<&str> {
        row.cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => text.as_str(),
                Cell::Formula => "=",
            })
            .collect()
    }

    #[test]
    fn the_headings_tell_what_stands_between_the_cells_and_a_mark_is_no_letter() {
        for text in ["a;b\n1;2,5\n", "\u{feff}a;b\r\n1;\"2,5\"\r\n", "a,b\n1,\"2,5\"", "a\tb\n1\t2,5"] {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(
                (cells(&table.head), cells(&table.rows[0])),
                (vec!["a", "b"], vec!["1", "2,5"]),
                "{text}"
            );
        }
    }

    #[test]
    fn a_row_has_the_number_that_a_spreadsheet_shows_and_empty_rows_are_none() {
        let table = read("\n;;\na;b\n\n;\n1;2\n=1+1; x \n".as_bytes()).unwrap();
        assert_eq!(table.head.number, 3);
        let rows: Vec<_> = table.rows.iter().map(|row| (row.number, cells(row))).collect();
        assert_eq!(rows, [(6, vec!["1", "2"]), (7, vec!["=", "x"])]);
    }

    #[test]
    fn a_row_has_its_number_whatever_ends_the_lines_and_a_cell_of_several_lines_is_one_row() {
        let numbers = |text: &str| {
            let table = read(text.as_bytes()).unwrap();
            [&table.head].into_iter().chain(&table.rows).map(|row| row.number).collect::<Vec<_>>()
        };
        for text in
            ["a;b\n1;2\n\n3;4", "a;b\r\n1;2\r\n\r\n3;4\r\n", "a;b\r1;2\r\r3;4", "\u{feff}a;b\r\n1;2\n\n3;4"]
        {
            assert_eq!(numbers(text), [1, 2, 4], "{text:?}");
        }
        assert_eq!(numbers("a;b\r\n\"1\r\n1\r\n1\";2\r\n3;4"), [1, 2, 3]);
        assert_eq!(numbers("\r\n\r\na;b\r\n1;2"), [3, 4]);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_so() {
        for (bytes, why) in [
            (&b"cli\xebnten\n1"[..], NoTable::NotUtf8),
            (b"\xff\xfea\0;\0", NoTable::NotUtf8),
            (b"%PDF-1.7\0\0", NoTable::OtherKind),
            (b"", NoTable::Empty),
            (b"\xef\xbb\xbf;;\n", NoTable::Empty),
            (";".repeat(60).as_bytes(), NoTable::TooWide),
        ] {
            assert_eq!(read(bytes), Err(why), "{bytes:?}");
        }
    }

    #[test]
    fn no_more_rows_are_read_than_show_that_there_are_too_many() {
        let table = read("a\n".repeat(MOST_ROWS * 2).as_bytes()).unwrap();
        assert_eq!(table.rows.len(), MOST_ROWS + 1);
    }
}
