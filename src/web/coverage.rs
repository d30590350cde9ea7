//! Lots as pictures: what a cell says where nothing is bought, and the map of the gemeenten of a region.
//! May import: app::public, domain, render.

use crate::app::public::Gemeente;
use crate::domain::windows::LotState;
use crate::render::svg::{Cell, Level, TileMap};

/// What a cell says of a lot in this state where it has nobody; none where the number itself says it.
#[must_use]
pub fn off(state: LotState) -> Option<Level> {
    match state {
        LotState::NotBought => Some(Level::NotBought),
        LotState::Local => Some(Level::Local),
        LotState::Later => Some(Level::Later),
        LotState::ToBeDetermined => Some(Level::ToBeDetermined),
        LotState::Open | LotState::OpenScarcity | LotState::ClosedUnlessAddedValue | LotState::Closed => None,
    }
}

/// The map of these gemeenten. `id` is unique on the page.
#[must_use]
pub fn map<'a>(id: &str, title: &str, cells: impl Iterator<Item = (&'a Gemeente, Cell)>) -> TileMap {
    // A scheme counts columns and rows from one, a picture from zero.
    let place = |number: i32| u8::try_from(number.saturating_sub(1)).unwrap_or(0);
    let tile = |(one, cell): (&Gemeente, Cell)| (one.name.clone(), place(one.column), place(one.row), cell);
    TileMap::lay(id, title, cells.map(tile).collect())
}
