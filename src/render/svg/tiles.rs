//! The tile map: one equal tile per gemeente, on the grid that the region's beheerder laid. May import: serde, svg::coverage.

use super::Cell;
use serde::Serialize;

const WIDTH: u32 = 172;
const HEIGHT: u32 = 84;
const GAP: u32 = 6;

/// A tile with its place in the picture, in units of the view box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tile {
    label: String,
    cell: Cell,
    x: u32,
    y: u32,
    middle: u32,
    label_y: u32,
    value_y: u32,
}

/// The whole map, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TileMap {
    id: String,
    title: String,
    width: u32,
    height: u32,
    tile_width: u32,
    tile_height: u32,
    tiles: Vec<Tile>,
}

impl TileMap {
    /// Lays tiles given as name, column, row (both from zero) and cell. `id` is unique on the page.
    #[must_use]
    pub fn lay(id: &str, title: &str, places: Vec<(String, u8, u8, Cell)>) -> Self {
        let columns =
            places.iter().map(|(_, column, _, _)| u32::from(*column).saturating_add(1)).max().unwrap_or(1);
        let rows = places.iter().map(|(_, _, row, _)| u32::from(*row).saturating_add(1)).max().unwrap_or(1);
        let tiles =
            places.into_iter().map(|(label, column, row, cell)| tile(label, column, row, cell)).collect();
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            width: WIDTH.saturating_mul(columns),
            height: HEIGHT.saturating_mul(rows),
            tile_width: WIDTH.saturating_sub(GAP),
            tile_height: HEIGHT.saturating_sub(GAP),
            tiles,
        }
    }
}

fn tile(label: String, column: u8, row: u8, cell: Cell) -> Tile {
    let half_gap = GAP.div_ceil(2);
    let x = WIDTH.saturating_mul(u32::from(column)).saturating_add(half_gap);
    let y = HEIGHT.saturating_mul(u32::from(row)).saturating_add(half_gap);
    Tile {
        label,
        cell,
        x,
        y,
        middle: x.saturating_add(WIDTH.saturating_sub(GAP).div_ceil(2)),
        label_y: y.saturating_add(32),
        value_y: y.saturating_add(60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::Level;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn tiles_stay_inside_the_picture_and_never_overlap(places in prop::collection::btree_set((0u8..12, 0u8..12), 1..20)) {
            let cell = Cell { level: Level::Enough, count: Some(4) };
            let laid = places.into_iter().map(|(column, row)| (format!("{column} {row}"), column, row, cell.clone())).collect();
            let map = TileMap::lay("m", "Regio", laid);
            for (index, one) in map.tiles.iter().enumerate() {
                prop_assert!(one.x + map.tile_width <= map.width && one.y + map.tile_height <= map.height);
                for other in &map.tiles[..index] {
                    let apart = |a: u32, b: u32, size: u32| a.abs_diff(b) >= size;
                    prop_assert!(apart(one.x, other.x, map.tile_width) || apart(one.y, other.y, map.tile_height));
                }
            }
        }
    }
}
