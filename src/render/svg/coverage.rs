//! The coverage matrix: gemeenten down, productgroepen across. May import: serde.

use serde::Serialize;

/// What a cell shows. The caller decides the level: its bounds are policy, not drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nobody.
    None,
    /// Below the floor of the region.
    Fragile,
    /// At or above it.
    Enough,
    /// Well above it.
    Ample,
    /// Below five and public, so no number is shown.
    Few,
    /// Five or more and public: the number, without a judgement on it.
    Many,
    /// The gemeente does not buy this.
    NotBought,
    /// The gemeente buys this by itself.
    Local,
    /// Bought from a later date.
    Later,
    /// Not decided yet.
    ToBeDetermined,
    /// Closed for new aanbieders.
    Closed,
    /// Only the name of the gemeente.
    Plain,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its level.
    pub level: Level,
    /// How many; none where the level says all.
    pub count: Option<u32>,
}

/// A column head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Name of the productgroep; may hold soft hyphens.
    pub label: String,
    /// Where its name leads, if anywhere.
    pub href: Option<String>,
}

/// A row: one gemeente with a cell for each column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Name of the gemeente.
    pub label: String,
    /// Where its name leads, if anywhere.
    pub href: Option<String>,
    /// As many cells as there are columns.
    pub cells: Vec<Cell>,
}

/// The matrix of one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// Unique on the page; letters, digits and hyphens.
    pub id: String,
    /// Name of the region.
    pub title: String,
    /// The productgroepen.
    pub columns: Vec<Column>,
    /// The gemeenten.
    pub rows: Vec<Row>,
}

impl Matrix {
    /// Names of the gemeenten whose cell in this column has this level: the sentence above the picture.
    #[must_use]
    pub fn rows_at(&self, column: usize, level: Level) -> Vec<&str> {
        let at = |row: &&Row| row.cells.get(column).is_some_and(|cell| cell.level == level);
        self.rows.iter().filter(at).map(|row| row.label.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_the_gemeenten_without_supply() {
        let row = |label: &str, level| Row {
            label: label.to_owned(),
            href: None,
            cells: vec![Cell { level, count: Some(0) }],
        };
        let matrix = Matrix {
            id: "m".to_owned(),
            title: "Regio".to_owned(),
            columns: vec![Column { label: "Beschermd wonen".to_owned(), href: None }],
            rows: vec![row("Hattem", Level::None), row("Epe", Level::Enough), row("Heerde", Level::None)],
        };
        assert_eq!(matrix.rows_at(0, Level::None), ["Hattem", "Heerde"]);
        assert!(matrix.rows_at(1, Level::None).is_empty());
    }
}
