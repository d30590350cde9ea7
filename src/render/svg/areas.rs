//! The map of a region by its real boundaries: longitude and latitude laid flat, in whole numbers all the way.
//! May import: domain::boundaries, serde, svg::coverage.

use std::fmt::Write as _;

use serde::Serialize;

use super::Cell;
use crate::domain::boundaries::{Boundaries, DEGREE, Outline, Point};

/// The longest a side of the picture gets.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 640;
/// Room around it for the strokes, and for a name that is wider than its gemeente.
const EDGE: i64 = 28;
/// Between a name and the number under it.
const LINE: i64 = 21;

/// A gemeente with its place in the picture, in units of the view box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    label: String,
    cell: Cell,
    /// What an SVG path is made of.
    path: String,
    x: i64,
    label_y: i64,
    value_y: i64,
}

/// The whole map, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaMap {
    id: String,
    title: String,
    width: i64,
    height: i64,
    areas: Vec<Area>,
    source: String,
}

/// How degrees become units of the picture.
#[derive(Debug, Clone, Copy)]
struct Frame {
    west: i64,
    north: i64,
    /// Over how many of our units a degree north and south goes the span that is drawn, and over how many of the picture.
    span: i64,
    room: i64,
    /// The cosine of the middle latitude, as a fraction.
    cosine: (i64, i64),
}

impl AreaMap {
    /// Lays the gemeenten given as code, name and cell; none where one of them has no boundary. `id` is unique on the page.
    #[must_use]
    pub fn lay(
        (id, title): (&str, &str),
        (boundaries, source): (&Boundaries, &str),
        places: &[(&str, &str, Cell)],
    ) -> Option<Self> {
        let outlines: Vec<&Outline> =
            places.iter().map(|(code, _, _)| boundaries.outline(code)).collect::<Option<_>>()?;
        let points: Vec<Point> =
            outlines.iter().flat_map(|one| one.rings.iter().flatten()).copied().collect();
        let (frame, width, height) = frame(&points)?;
        let area = |((_, label, cell), outline): (&(&str, &str, Cell), &&Outline)| {
            let (x, y) = frame.place(outline.middle);
            Area {
                label: (*label).to_owned(),
                cell: cell.clone(),
                path: path(frame, outline),
                x,
                label_y: y,
                value_y: y + LINE,
            }
        };
        Some(Self {
            id: id.to_owned(),
            title: title.to_owned(),
            width,
            height,
            areas: places.iter().zip(&outlines).map(area).collect(),
            source: source.to_owned(),
        })
    }
}

/// The frame around these points, with the width and height of the picture.
fn frame(points: &[Point]) -> Option<(Frame, i64, i64)> {
    let lons = || points.iter().map(|one| i64::from(one.lon));
    let lats = || points.iter().map(|one| i64::from(one.lat));
    let (west, east) = (lons().min()?, lons().max()?);
    let (south, north) = (lats().min()?, lats().max()?);
    let cosine = cosine((north + south) / 2);
    let across = ((east - west) * cosine.0 / cosine.1).max(1);
    let down = (north - south).max(1);
    // Whichever side is filled first decides the scale.
    let wide = across * HEIGHT >= down * WIDTH;
    let (span, room) = if wide { (across, WIDTH) } else { (down, HEIGHT) };
    let frame = Frame { west, north, span, room, cosine };
    Some((frame, across * room / span + 2 * EDGE, down * room / span + 2 * EDGE))
}

/// The cosine of a latitude in our units, as a fraction: the approximation of Bhaskara, which is off by less than two thousandths.
fn cosine(latitude: i64) -> (i64, i64) {
    // Whole hundredths of a degree, so that nothing overflows.
    let square = (latitude / (DEGREE / 100)).pow(2);
    let (half_turn, scale) = (18_000_i64.pow(2), 4);
    (half_turn - scale * square, half_turn + square)
}

impl Frame {
    fn place(self, point: Point) -> (i64, i64) {
        let east = (i64::from(point.lon) - self.west) * self.cosine.0 / self.cosine.1;
        let south = self.north - i64::from(point.lat);
        (east * self.room / self.span + EDGE, south * self.room / self.span + EDGE)
    }
}

fn path(frame: Frame, outline: &Outline) -> String {
    let mut path = String::new();
    for ring in &outline.rings {
        let mut places: Vec<(i64, i64)> = ring.iter().map(|point| frame.place(*point)).collect();
        places.dedup();
        for (number, (x, y)) in places.iter().enumerate() {
            let step = if number == 0 { 'M' } else { 'L' };
            // Writing to a string cannot fail.
            let _ = write!(path, "{step}{x} {y}");
        }
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::Level;
    use proptest::prelude::*;

    fn boundaries(rings: &[Vec<(i32, i32)>]) -> Boundaries {
        let outline = |(number, ring): (usize, &Vec<(i32, i32)>)| serde_json::json!({ "gemeente": format!("GM{number:04}"), "rings": [ring], "middle": ring[0] });
        let outlines: Vec<_> = rings.iter().enumerate().map(outline).collect();
        serde_json::from_value(serde_json::json!({ "outlines": outlines })).unwrap()
    }

    fn laid(boundaries: &Boundaries, count: usize) -> Option<AreaMap> {
        let codes: Vec<String> = (0..count).map(|number| format!("GM{number:04}")).collect();
        let cell = Cell { level: Level::Enough, count: Some(4) };
        let places: Vec<_> = codes.iter().map(|code| (code.as_str(), "Gemeente", cell.clone())).collect();
        AreaMap::lay(("k", "Regio"), (boundaries, "CBS"), &places)
    }

    /// The places in a path.
    fn places(path: &str) -> Vec<(i64, i64)> {
        let pairs = path.split(['M', 'L', 'Z']).filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once(' ').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).unwrap())
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_point_lies_in_the_picture_and_the_same_place_is_drawn_at_the_same_place(
            rings in prop::collection::vec(prop::collection::vec((300_000..750_000, 5_050_000..5_400_000), 3..30), 1..6)
        ) {
            let shared = rings[0].clone();
            let mut rings = rings;
            rings.push(shared.into_iter().rev().collect());
            let map = laid(&boundaries(&rings), rings.len()).unwrap();
            for area in &map.areas {
                for (x, y) in places(&area.path).into_iter().chain([(area.x, area.label_y)]) {
                    prop_assert!((EDGE..=map.width - EDGE).contains(&x) && (EDGE..=map.height - EDGE).contains(&y), "{x} {y}");
                }
            }
            prop_assert!(map.width <= WIDTH + 2 * EDGE && map.height <= HEIGHT + 2 * EDGE);
            let mut first = places(&map.areas[0].path);
            first.reverse();
            first.dedup();
            prop_assert_eq!(first, places(&map.areas[rings.len() - 1].path));
        }
    }

    #[test]
    fn a_degree_east_is_as_long_as_it_is_in_the_netherlands() {
        let ring =
            vec![(600_000, 5_200_000), (700_000, 5_200_000), (700_000, 5_300_000), (600_000, 5_300_000)];
        let map = laid(&boundaries(&[ring]), 1).unwrap();
        let (across, down) = (map.width - 2 * EDGE, map.height - 2 * EDGE);
        assert_eq!(down, HEIGHT);
        // cos 52.5° = 0.6088
        assert!((across * 1_000 / down - 609).abs() <= 3, "{across} by {down}");
    }

    #[test]
    fn without_the_boundary_of_one_gemeente_there_is_no_map() {
        let ring = vec![(600_000, 5_200_000), (700_000, 5_200_000), (700_000, 5_300_000)];
        assert_eq!(laid(&boundaries(std::slice::from_ref(&ring)), 2), None);
        assert!(laid(&boundaries(&[ring]), 1).is_some());
    }
}
