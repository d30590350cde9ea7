//! Reading a table cell by cell, and noting everything that is wrong on the way.
//! May import: imports::{flaw, table}, text, words::imports.

use std::collections::BTreeMap;

use super::flaw::{Column, Flaw, Wrong};
use super::table::{Cell, MOST_ROWS, Row, Table};
use crate::text::fold_key;
use crate::words::imports::heading;

/// A table while it is read.
#[derive(Debug)]
pub struct Reading<'a> {
    table: &'a Table,
    /// Where each column stands.
    places: BTreeMap<Column, usize>,
    wrong: Vec<Wrong>,
}

impl<'a> Reading<'a> {
    /// Begin with the headings: each of these columns must be there once, and no other. Capitals and accents do not matter.
    #[must_use]
    pub fn begin(table: &'a Table, columns: &[Column]) -> Self {
        let mut reading = Self { table, places: BTreeMap::new(), wrong: Vec::new() };
        let head = Some(table.head.number);
        for (place, cell) in table.head.cells.iter().enumerate() {
            let Cell::Text(text) = cell else {
                reading.note(head, None, Flaw::NoHeading);
                continue;
            };
            let known = columns.iter().find(|one| fold_key(heading(**one)) == fold_key(text));
            match known {
                Some(column) if reading.places.contains_key(column) => {
                    reading.note(head, Some(*column), Flaw::ColumnTwice);
                }
                Some(column) => drop(reading.places.insert(*column, place)),
                None if text.is_empty() => reading.nothing_below(place),
                None => reading.note(head, None, Flaw::UnknownColumn(text.clone())),
            }
        }
        for column in columns {
            if !reading.places.contains_key(column) {
                reading.note(head, Some(*column), Flaw::NoColumn);
            }
        }
        if table.rows.is_empty() {
            reading.note(None, None, Flaw::NoRows);
        } else if table.rows.len() > MOST_ROWS {
            reading.note(None, None, Flaw::TooManyRows);
        }
        reading.nothing_beside();
        reading
    }

    /// Something stands in a column without a heading.
    fn nothing_below(&mut self, place: usize) {
        let table = self.table;
        let stands = |row: &&Row| row.cells.get(place).is_some_and(|cell| !cell.is_empty());
        if let Some(row) = table.rows.iter().find(stands) {
            self.note(Some(row.number), None, Flaw::NoHeading);
        }
    }

    /// A row is longer than the headings: most often a separator too many.
    fn nothing_beside(&mut self) {
        let (table, width) = (self.table, self.table.head.cells.len());
        for row in &table.rows {
            if row.cells.iter().skip(width).any(|cell| !cell.is_empty()) {
                self.note(Some(row.number), None, Flaw::NoHeading);
            }
        }
    }

    /// The rows; none while the headings do not fit, because then nothing in them means anything.
    #[must_use]
    pub fn rows(&self) -> &'a [Row] {
        if self.wrong.is_empty() { &self.table.rows } else { &[] }
    }

    /// What stands in a cell; empty where nothing does. A formula is noted.
    pub fn text(&mut self, row: &'a Row, column: Column) -> Option<&'a str> {
        match self.places.get(&column).and_then(|place| row.cells.get(*place)) {
            Some(Cell::Text(text)) => Some(text),
            Some(Cell::Formula) => self.refuse(row, column, Flaw::Formula),
            None => Some(""),
        }
    }

    /// What stands in a cell, noting nothing.
    #[must_use]
    pub fn peek(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        match row.cells.get(*self.places.get(&column)?)? {
            Cell::Text(text) => Some(text),
            Cell::Formula => None,
        }
    }

    /// What stands in a cell in which something must stand.
    pub fn needed(&mut self, row: &'a Row, column: Column) -> Option<&'a str> {
        match self.text(row, column)? {
            "" => self.refuse(row, column, Flaw::Missing),
            text => Some(text),
        }
    }

    /// What a cell says, read; or why it says nothing.
    pub fn take<T>(&mut self, row: &Row, column: Column, read: Result<T, Flaw>) -> Option<T> {
        read.map_or_else(|flaw| self.refuse(row, column, flaw), Some)
    }

    /// Something is wrong in a cell.
    pub fn refuse<T>(&mut self, row: &Row, column: Column, flaw: Flaw) -> Option<T> {
        self.note(Some(row.number), Some(column), flaw);
        None
    }

    fn note(&mut self, row: Option<u32>, column: Option<Column>, flaw: Flaw) {
        self.wrong.push(Wrong { row, column, flaw });
    }

    /// What was read, or everything that is wrong.
    ///
    /// # Errors
    /// Every [`Wrong`], by row.
    pub fn done<T>(mut self, read: T) -> Result<T, Vec<Wrong>> {
        self.wrong.sort_by_key(|one| (one.row, one.column));
        if self.wrong.is_empty() { Ok(read) } else { Err(self.wrong) }
    }
}
