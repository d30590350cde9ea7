//! The boundaries of gemeenten, for a map: whole numbers only, few points, and the border between two gemeenten the same in both.
//! May import: code, identifiers, ids.

mod region;
mod simplify;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use region::{Drawn, Flaw, NoShape, Wrong, of_region};

use crate::code::Code;
use crate::identifiers::GemeenteCode;

/// So many of our units are one degree: a unit is about a metre.
pub const DEGREE: i64 = 100_000;
/// The most points that are kept of a gemeente, on average.
pub const MOST_POINTS: usize = 150;

/// A place in longitude and latitude (WGS 84), in hundred-thousandths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct Point {
    /// East.
    pub lon: i32,
    /// North.
    pub lat: i32,
}

impl From<(i32, i32)> for Point {
    fn from((lon, lat): (i32, i32)) -> Self {
        Self { lon, lat }
    }
}

impl From<Point> for (i32, i32) {
    fn from(point: Point) -> Self {
        (point.lon, point.lat)
    }
}

/// A closed line; its last point is followed by its first. Islands and holes are lines too: what lies within an odd number of them belongs to it.
pub type Ring = Vec<Point>;

/// The area of one gemeente.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// CBS code.
    pub gemeente: String,
    /// Its lines, the largest first; at least one of three points.
    pub rings: Vec<Ring>,
    /// A place well inside it, for its name.
    pub middle: Point,
}

/// The areas of all gemeenten of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundaries {
    outlines: Vec<Outline>,
}

impl Boundaries {
    /// Few points of the lines of each gemeente, in which neighbours keep the same border. `most` on average per gemeente.
    fn of(areas: Vec<(GemeenteCode, Vec<Ring>)>, most: usize) -> Self {
        let codes: Vec<GemeenteCode> = areas.iter().map(|(code, _)| code.clone()).collect();
        let shapes = areas.into_iter().map(|(_, rings)| rings).collect();
        let simple = simplify::simplify(shapes, most.saturating_mul(codes.len()));
        let outline = |(code, rings): (GemeenteCode, Vec<Ring>)| Outline {
            gemeente: code.to_string(),
            middle: rings.first().map_or(Point { lon: 0, lat: 0 }, |ring| simplify::middle(ring)),
            rings,
        };
        Self { outlines: codes.into_iter().zip(simple).map(outline).collect() }
    }

    /// The area of a gemeente.
    #[must_use]
    pub fn outline(&self, gemeente: &str) -> Option<&Outline> {
        self.outlines.iter().find(|one| one.gemeente == gemeente)
    }

    /// How many gemeenten.
    #[must_use]
    pub fn gemeenten(&self) -> usize {
        self.outlines.len()
    }

    /// How many points they have together.
    #[must_use]
    pub fn points(&self) -> usize {
        self.outlines.iter().flat_map(|one| &one.rings).map(Vec::len).sum()
    }
}

/// Where boundaries that somebody brought in are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundariesState {
    /// Somebody looks at them.
    Waiting,
    /// The map of the region is drawn with them.
    Current,
    /// Others took their place.
    Replaced,
    /// They were thrown away.
    Discarded,
}

impl Code for BoundariesState {
    const ALL: &'static [Self] = &[Self::Waiting, Self::Current, Self::Replaced, Self::Discarded];

    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Current => "current",
            Self::Replaced => "replaced",
            Self::Discarded => "discarded",
        }
    }
}
