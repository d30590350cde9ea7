//! Words that several letters, and the page a letter is drawn on, have in common. May import: letter's types.

use crate::letter::{Block, Column, LotName, Table, TableError};

/// Opening words of every letter.
pub(crate) fn salutation() -> Block {
    Block::text("Geachte heer, mevrouw,")
}

/// Names in a row: `Meppel, Hoogeveen en Staphorst`.
pub(crate) fn enumerated(names: &[&str]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} en {last}", others.join(", ")),
    }
}

/// The products of a lot in one cell.
pub(crate) fn products(lot: &LotName) -> String {
    if lot.products.is_empty() { "alle producten".to_owned() } else { lot.products.join(", ") }
}

/// Lots as a table.
pub(crate) fn lots(lots: &[LotName]) -> Result<Block, TableError> {
    let columns =
        vec![Column::new("Productgroep", 4), Column::new("Gemeente", 3), Column::new("Producten", 5)];
    let rows = lots.iter().map(|lot| vec![lot.product_group.clone(), lot.gemeente.clone(), products(lot)]);
    Ok(Block::Table { table: Table::new(columns, rows.collect())? })
}

/// `1 productgroep in een gemeente`, or the number of them.
pub(crate) fn lots_counted(count: usize) -> String {
    if count == 1 { "1 productgroep".to_owned() } else { format!("{count} productgroepen") }
}

/// The words around the text of a letter: labels of its head, foot and closing.
pub mod page {
    /// Label of the date.
    pub const DATE: &str = "Datum";
    /// Label of the number of the letter.
    pub const NUMBER: &str = "Ons kenmerk";
    /// Label of the number of annexes.
    pub const ANNEXES: &str = "Bijlagen";
    /// Label of whom to ask.
    pub const CONTACT: &str = "Vragen";
    /// Heading of the summary.
    pub const SUMMARY: &str = "In het kort";
    /// Before the person who opens the letter.
    pub const ATTENTION: &str = "T.a.v.";
    /// Before the address to send an undelivered letter to.
    pub const RETURN: &str = "Retouradres:";
    /// The words that close a letter.
    pub const GREETING: &str = "Met vriendelijke groet,";

    /// Foot of a page: `Pagina 1 van 3`.
    #[must_use]
    pub fn number(page: usize, of: usize) -> String {
        format!("Pagina {page} van {of}")
    }
}
