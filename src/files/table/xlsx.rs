//! The first sheet of a workbook, cell by cell. A workbook is a zip file: every part of it is unpacked once and counted before anything reads
//! it as a workbook, so that no small file becomes a large one in memory.
//! May import: calamine, zip, domain::imports.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::NoTable;
use crate::domain::imports::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Table};

/// How a zip file begins.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";
/// The most bytes of all parts together, unpacked.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most parts.
const MOST_PARTS: usize = 1_000;
/// The part with the texts says how many there are, and calamine makes room for as many before it reads one.
const TEXTS: &str = "sharedstrings.xml";
/// The attribute that says so.
const TEXTS_COUNT: &[u8] = b"uniqueCount";
/// The most texts.
const MOST_TEXTS: u32 = 1_000_000;

pub(super) fn read(bytes: &[u8]) -> Result<Table, NoTable> {
    fits(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| NoTable::OtherKind)?;
    let visible = |one: &&calamine::Sheet| one.visible == SheetVisible::Visible;
    let sheets = book.sheets_metadata();
    let name = sheets.iter().find(visible).ok_or(NoTable::Empty)?.name.clone();
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| NoTable::OtherKind)?;
    let mut rows: BTreeMap<u32, BTreeMap<usize, Cell>> = BTreeMap::new();
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(|_| NoTable::OtherKind)? {
        let cell = if record.formula.is_some() { Cell::Formula } else { cell(&record.value) };
        if cell.is_empty() {
            continue;
        }
        let (row, column) = (record.pos.0, usize::try_from(record.pos.1).unwrap_or(usize::MAX));
        if column >= MOST_COLUMNS {
            return Err(NoTable::TooWide);
        }
        rows.entry(row).or_default().insert(column, cell);
        if rows.len() > MOST_ROWS.saturating_add(1) {
            break;
        }
    }
    Table::of(rows.into_iter().map(|(row, cells)| laid_out(row, &cells))).ok_or(NoTable::Empty)
}

fn laid_out(row: u32, cells: &BTreeMap<usize, Cell>) -> Row {
    let width = cells.keys().last().map_or(0, |last| last + 1);
    let empty = || Cell::Text(String::new());
    Row {
        number: row.saturating_add(1),
        cells: (0..width).map(|column| cells.get(&column).cloned().unwrap_or_else(empty)).collect(),
    }
}

/// What stands in a cell. A time of day beside a date means nothing to us.
fn cell(value: &DataRef<'_>) -> Cell {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // Shows a whole number as its digits, and every other as the shortest text that is that number.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        // `#REF!` and the like come from a formula.
        DataRef::Error(_) => return Cell::Formula,
    };
    Cell::Text(text)
}

/// Whether all parts together unpack to what may be in memory, whatever their headers claim.
fn fits(bytes: &[u8]) -> Result<(), NoTable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoTable::OtherKind)?;
    if archive.len() > MOST_PARTS {
        return Err(NoTable::TooMuch);
    }
    let mut left = MOST_UNPACKED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|_| NoTable::OtherKind)?;
        let texts = String::from_utf8_lossy(part.name_raw()).to_lowercase().ends_with(TEXTS);
        let mut part = part.take(left.saturating_add(1));
        let unpacked = if texts {
            let mut content = Vec::new();
            part.read_to_end(&mut content).map_err(|_| NoTable::OtherKind)?;
            counts_right(&content)?;
            u64::try_from(content.len()).unwrap_or(u64::MAX)
        } else {
            io::copy(&mut part, &mut io::sink()).map_err(|_| NoTable::OtherKind)?
        };
        left = left.checked_sub(unpacked).ok_or(NoTable::TooMuch)?;
    }
    Ok(())
}

/// Whether a part with texts claims no more of them than there can be. In UTF-16 the claim would not be seen, so that is not read.
fn counts_right(content: &[u8]) -> Result<(), NoTable> {
    if content.contains(&0) {
        return Err(NoTable::OtherKind);
    }
    let claims = content.windows(TEXTS_COUNT.len()).enumerate().filter(|(_, window)| *window == TEXTS_COUNT);
    for (place, _) in claims {
        let after = content.get(place + TEXTS_COUNT.len()..).unwrap_or_default().iter();
        let digits = after.skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        let claim: String = digits.map(|byte| char::from(*byte)).collect();
        if claim.parse::<u32>().map_or(true, |count| count > MOST_TEXTS) {
            return Err(NoTable::TooMuch);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::samples::zip;

    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Uitleg" sheetId="1" r:id="rId2" state="hidden"/><sheet name="Tabel" sheetId="2" r:id="rId3"/></sheets></workbook>"#;
    const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
    /// The second format is that of a day.
    const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

    fn sheet(rows: &str) -> String {
        format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        )
    }

    /// A workbook whose visible sheet has these rows, with this part of texts.
    fn book(rows: &str, texts: &[u8]) -> Vec<u8> {
        zip(&[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/sharedStrings.xml", texts),
            ("xl/worksheets/sheet1.xml", sheet("").as_bytes()),
            ("xl/worksheets/sheet2.xml", sheet(rows).as_bytes()),
        ])
    }

    fn texts(count: &str) -> Vec<u8> {
        let start = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
        format!(r#"{start} uniqueCount{count}><si><t>kvk</t></si><si><t> Zorg é </t></si></sst>"#)
            .into_bytes()
    }

    #[test]
    fn the_first_sheet_that_can_be_seen_is_read_with_numbers_and_days_as_text() {
        let rows = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>dag</t></is></c></row>
            <row r="5"><c r="A5"><v>1234567</v></c><c r="B5" t="s"><v>1</v></c><c r="C5" s="1"><v>46053</v></c>
            <c r="D5"><f>A5*2</f><v>2469134</v></c><c r="E5"><v>2.5</v></c><c r="F5" t="e"><v>#REF!</v></c></row>"#;
        let table = read(&book(rows, &texts("=\"2\""))).unwrap();
        let text = |text: &str| Cell::Text(text.to_owned());
        assert_eq!(table.head, Row { number: 2, cells: vec![text("kvk"), text(""), text("dag")] });
        let cells = vec![
            text("1234567"),
            text("Zorg é"),
            text("2026-01-31"),
            Cell::Formula,
            text("2.5"),
            Cell::Formula,
        ];
        assert_eq!(table.rows, [Row { number: 5, cells }]);
    }

    #[test]
    fn an_empty_sheet_and_a_zip_that_is_no_workbook_give_no_table() {
        assert_eq!(read(&book("", &texts("=\"2\""))), Err(NoTable::Empty));
        assert_eq!(read(&zip(&[("brief.txt", b"Geachte")])), Err(NoTable::OtherKind));
        assert_eq!(read(b"PK\x03\x04 broken"), Err(NoTable::OtherKind));
        let wide = r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#;
        assert_eq!(read(&book(wide, &texts("=\"2\""))), Err(NoTable::TooWide));
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_large_one_is_not_unpacked() {
        let blank = " ".repeat(1 << 20).repeat(65);
        let bomb = zip(&[("xl/workbook.xml", blank.as_bytes())]);
        assert!(bomb.len() < 1 << 20, "{}", bomb.len());
        assert_eq!(read(&bomb), Err(NoTable::TooMuch));
        let parts: Vec<(String, &[u8])> = (0..=MOST_PARTS).map(|one| (one.to_string(), &b""[..])).collect();
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (name.as_str(), *part)).collect();
        assert_eq!(read(&zip(&parts)), Err(NoTable::TooMuch));
    }

    #[test]
    fn a_part_that_claims_more_texts_than_there_can_be_makes_no_room_for_them() {
        for claim in ["=\"99999999999999999\"", " = '4000000000'", "=\"1000001\""] {
            assert_eq!(read(&book("", &texts(claim))), Err(NoTable::TooMuch), "{claim}");
        }
        let wide: Vec<u8> = texts("=\"2\"").into_iter().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(read(&book("", &wide)), Err(NoTable::OtherKind));
    }

    #[test]
    fn a_sheet_with_a_cell_far_away_takes_no_more_room_than_its_cells() {
        let far =
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>"#;
        let table = read(&book(far, &texts("=\"2\""))).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1_048_576]);
    }
}
