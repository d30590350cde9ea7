//! Lots as pictures: what a cell says where nothing is bought, and the map of the gemeenten of a region.
//! May import: app::{boundaries, public}, domain, render.

use crate::app::boundaries::Brought;
use crate::app::public::Gemeente;
use crate::domain::windows::LotState;
use crate::render::svg::{AreaMap, Cell, Level, RegionMap, TileMap};

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

/// The map of these gemeenten: by their boundaries where the region has brought in those of all of them, else in tiles. The first of `named` is
/// unique on the page, the second its title.
#[must_use]
pub fn map<'a>(
    named: (&str, &str),
    brought: Option<&Brought>,
    cells: impl Iterator<Item = (&'a Gemeente, Cell)>,
) -> RegionMap {
    let cells: Vec<(&Gemeente, Cell)> = cells.collect();
    let places: Vec<(&str, &str, Cell)> =
        cells.iter().map(|(one, cell)| (one.code.as_str(), one.name.as_str(), cell.clone())).collect();
    let areas = brought.and_then(|one| AreaMap::lay(named, (&one.boundaries, &one.source), &places));
    areas.map_or_else(|| RegionMap::Tiles(tiles(named, cells)), RegionMap::Areas)
}

fn tiles((id, title): (&str, &str), cells: Vec<(&Gemeente, Cell)>) -> TileMap {
    // A scheme counts columns and rows from one, a picture from zero.
    let place = |number: i32| u8::try_from(number.saturating_sub(1)).unwrap_or(0);
    let tile = |(one, cell): (&Gemeente, Cell)| (one.name.clone(), place(one.column), place(one.row), cell);
    TileMap::lay(id, title, cells.into_iter().map(tile).collect())
}
