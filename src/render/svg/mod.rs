//! Geometry of the server-side pictures. The markup and every word stand in `templates/components/`;
//! each picture comes with a summary in words and a table. May import: serde, chrono, domain::boundaries.

mod areas;
mod bars;
mod coverage;
mod map;
mod past;
mod qr;
mod remains;
mod spans;
mod tiles;
mod year;

pub use areas::{Area, AreaMap};
pub use bars::{Bar, BarChart};
pub use coverage::{Cell, Column, Level, Matrix, Row};
pub use map::RegionMap;
pub use past::Past;
pub use qr::Qr;
pub use remains::Remains;
pub use spans::{Span, SpanChart};
pub use tiles::{Tile, TileMap};
pub use year::{Strip, StripBand, StripLine, StripPhase, StripRow};
