//! A table in a letter: every row has a cell for every column. May import: serde.

use serde::{Deserialize, Serialize};

/// A table with a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The words at its head.
    pub title: String,
    /// Its share of the width; the shares of a table need not add up to anything.
    pub share: u8,
}

/// The cells do not fit the columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// There is nothing to draw.
    #[error("a table needs at least one column")]
    NoColumns,
    /// A column would have no width.
    #[error("column {0} needs a share of the width of at least 1")]
    NoWidth(String),
    /// A row is too short or too long.
    #[error("row {row} has {cells} cells, the table has {columns} columns")]
    Ragged {
        /// The row, counted from 1.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The columns of the table.
        columns: usize,
    },
}

#[derive(Deserialize)]
struct Raw {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl TryFrom<Raw> for Table {
    type Error = TableError;
    fn try_from(raw: Raw) -> Result<Self, TableError> {
        Self::new(raw.columns, raw.rows)
    }
}

impl Column {
    /// A column with its share of the width.
    #[must_use]
    pub fn new(title: impl Into<String>, share: u8) -> Self {
        Self { title: title.into(), share }
    }
}

impl Table {
    /// A table of these columns and rows.
    ///
    /// # Errors
    /// [`TableError`] when a row does not have a cell for every column.
    pub fn new(columns: Vec<Column>, rows: Vec<Vec<String>>) -> Result<Self, TableError> {
        if columns.is_empty() {
            return Err(TableError::NoColumns);
        }
        if let Some(flat) = columns.iter().find(|column| column.share == 0) {
            return Err(TableError::NoWidth(flat.title.clone()));
        }
        if let Some((place, row)) = rows.iter().enumerate().find(|(_, row)| row.len() != columns.len()) {
            return Err(TableError::Ragged {
                row: place.saturating_add(1),
                cells: row.len(),
                columns: columns.len(),
            });
        }
        Ok(Self { columns, rows })
    }

    /// The columns, from left to right.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, each with a cell per column.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }
}
