//! Invented gemeenten: thinned out they fit together as before, and what is wrong in a file is told at once.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::simplify::{doubled_area, is_inside, middle, simplify};
use super::{Boundaries, Drawn, Flaw, NoShape, Point, Ring, Wrong, of_region};
use crate::identifiers::GemeenteCode;
use crate::testing::cases;

fn code(number: usize) -> GemeenteCode {
    GemeenteCode::parse(&format!("GM{number:04}")).unwrap()
}

fn at(lon: i32, lat: i32) -> Point {
    Point { lon, lat }
}

/// A border from one corner to another that wanders, with `steps` points between.
fn wander(from: Point, to: Point, steps: i32, mut seed: u32) -> Ring {
    let mut line = vec![from];
    for step in 1..steps {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let off = i32::try_from(seed >> 24).unwrap() - 128;
        let on = |a: i32, b: i32| a + (b - a) / steps * step;
        line.push(at(on(from.lon, to.lon) + off, on(from.lat, to.lat) + off));
    }
    line.push(to);
    line
}

/// Four gemeenten of a square around one point, with wandering borders; the last one turns the other way round.
fn square(seed: u32, steps: i32) -> Vec<Vec<Ring>> {
    let (w, m, e) = (600_000, 605_000, 610_000);
    let (s, c, n) = (5_200_000, 5_203_000, 5_206_000);
    let line = |from, to, more| wander(from, to, steps, seed.wrapping_add(more));
    let (south, west, north, east) = (
        line(at(m, c), at(m, s), 1),
        line(at(m, c), at(w, c), 2),
        line(at(m, c), at(m, n), 3),
        line(at(m, c), at(e, c), 4),
    );
    let area = |first: &Ring, corner: Point, second: &Ring| {
        let mut ring = first.clone();
        ring.push(corner);
        ring.extend(second.iter().rev());
        ring.pop();
        vec![ring]
    };
    let mut last = area(&east, at(e, s), &south);
    last[0].reverse();
    vec![area(&south, at(w, s), &west), area(&west, at(w, n), &north), area(&north, at(e, n), &east), last]
}

/// The pieces of line of an area, without direction.
fn pieces(ring: &[Point]) -> BTreeSet<(Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| (*a.min(b), *a.max(b))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(60)))]

    #[test]
    fn neighbours_keep_the_same_border_and_every_area_stays_an_area(seed in any::<u32>(), steps in 2_i32..60, most in 12_usize..400) {
        let before = square(seed, steps);
        let points: BTreeSet<Point> = before.iter().flatten().flatten().copied().collect();
        let after = simplify(before.clone(), most);
        prop_assert_eq!(after.len(), 4);
        let count: usize = after.iter().flatten().map(Vec::len).sum();
        let was: usize = before.iter().flatten().map(Vec::len).sum();
        prop_assert!(count <= was && (was <= most || count < was || steps < 4), "{count} of {was}");
        for (number, rings) in after.iter().enumerate() {
            prop_assert!(rings[0].len() >= 3 && doubled_area(&rings[0]) > 0);
            prop_assert!(rings[0].iter().all(|point| points.contains(point)), "no point is invented");
            prop_assert!(is_inside(middle(&rings[0]), &rings[0]), "a name stands in its own gemeente");
            // Between two neighbours there is neither a gap nor an overlap: what one leaves, the other takes.
            let next = &after[(number + 1) % 4];
            let shared = pieces(&rings[0]).intersection(&pieces(&next[0])).count();
            prop_assert!(shared > 0, "{number} and its neighbour have a border together");
        }
        let every: Vec<(Point, Point)> = after.iter().flat_map(|rings| pieces(&rings[0])).collect();
        let outer: BTreeSet<&(Point, Point)> = every.iter().filter(|one| every.iter().filter(|other| other == one).count() == 1).collect();
        // What belongs to one area only is the outside of all four: each of its points is followed by one other.
        for (a, b) in &outer {
            for end in [a, b] {
                prop_assert_eq!(outer.iter().filter(|(c, d)| c == end || d == end).count(), 2);
            }
        }
    }
}

#[test]
fn an_island_and_the_hole_it_fills_stay_the_same_line() {
    let (w, e, s, n) = (600_000, 640_000, 5_200_000, 5_220_000);
    let around = vec![at(w, s), at(e, s), at(e, n), at(w, n)];
    let mut enclave = wander(at(615_000, 5_208_000), at(625_000, 5_208_000), 30, 7);
    enclave.extend(
        wander(at(625_000, 5_208_000), at(615_000, 5_208_000), 30, 9)
            .iter()
            .skip(1)
            .map(|point| at(point.lon, point.lat + 3_000)),
    );
    let mut hole = enclave.clone();
    hole.rotate_left(11);
    hole.reverse();
    let simple = simplify(vec![vec![around, hole], vec![enclave]], 30);
    assert_eq!(pieces(&simple[0][1]), pieces(&simple[1][0]));
    assert!(simple[1][0].len() < 20 && simple[1][0].len() >= 3, "{:?}", simple[1][0]);
}

#[test]
fn a_region_has_no_more_points_than_it_may_have() {
    let areas = square(3, 2_000).into_iter().enumerate().map(|(number, rings)| (code(number + 1), rings));
    let boundaries = Boundaries::of(areas.collect(), 100);
    assert_eq!((boundaries.gemeenten(), boundaries.points() <= 400), (4, true), "{}", boundaries.points());
    let text = serde_json::to_string(&boundaries).unwrap();
    assert!(text.len() < 10_000);
    assert_eq!(serde_json::from_str::<Boundaries>(&text).unwrap(), boundaries);
}

#[test]
fn everything_that_is_wrong_in_a_file_is_told_at_once() {
    let rings = || Ok(square(1, 4).remove(0));
    let drawn = |number, code, rings| Drawn { number, code, rings };
    let file = vec![
        drawn(1, Ok(code(1)), rings()),
        drawn(2, Err(None), rings()),
        drawn(3, Err(Some("Meppel".to_owned())), rings()),
        drawn(4, Ok(code(1)), rings()),
        drawn(5, Ok(code(2)), Err(NoShape::Metres)),
        drawn(6, Ok(code(9)), Err(NoShape::Nothing)),
    ];
    let region: Vec<_> = (1..=3).map(|number| (code(number), format!("Gemeente {number}"))).collect();
    let wrong = of_region(file, &region).unwrap_err();
    let expected = [
        (Some(2), Flaw::NoCode),
        (Some(3), Flaw::NotACode("Meppel".to_owned())),
        (Some(4), Flaw::Twice(code(1), 1)),
        (Some(5), Flaw::NoShape(code(2), NoShape::Metres)),
        (None, Flaw::Missing(code(3), "Gemeente 3".to_owned())),
    ];
    assert_eq!(
        wrong,
        expected.map(|(number, flaw)| Wrong { number, flaw }),
        "a gemeente of elsewhere is left out"
    );
}
