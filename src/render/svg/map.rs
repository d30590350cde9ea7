//! The map of a region: by its real boundaries where it has them, else a tile for each gemeente. May import: serde, svg.

use serde::Serialize;

use super::{AreaMap, TileMap};

/// A map; the template draws either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RegionMap {
    /// By boundaries.
    Areas(AreaMap),
    /// By tiles.
    Tiles(TileMap),
}
