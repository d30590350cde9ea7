//! A table as it stands in a file, whatever kind of file that is: headings, and rows of cells.
//! May import: serde.

use serde::{Deserialize, Serialize};

/// The most rows under the headings: the lots of a region with every aanbieder in each of them are fewer.
pub const MOST_ROWS: usize = 20_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 50;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// What stands there, without white space around it: a date as `2026-01-31`, a whole number as its digits. Empty where nothing does.
    Text(String),
    /// A formula: what it says can be otherwise on another computer.
    Formula,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, as a spreadsheet counts: the first row of a file is 1.
    pub number: u32,
    /// The cells, from the left; what is not there is empty.
    pub cells: Vec<Cell>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The first row that is not empty.
    pub head: Row,
    /// The rows below it that are not empty.
    pub rows: Vec<Row>,
}

impl Cell {
    /// Whether nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

impl Row {
    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

impl Table {
    /// The rows that are not empty, the first of them as headings; none where every row is empty.
    #[must_use]
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Option<Self> {
        let mut rows = rows.into_iter().filter(|row| !row.is_empty());
        Some(Self { head: rows.next()?, rows: rows.collect() })
    }
}
