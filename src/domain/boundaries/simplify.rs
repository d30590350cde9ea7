//! Fewer points. The lines are cut into arcs where three areas meet, and each arc is thinned out by itself (Douglas-Peucker): so two neighbours,
//! that have an arc together, keep the same points of it. All in whole numbers. May import: boundaries.

use std::collections::BTreeMap;

use super::{Point, Ring};

/// The most lines of one gemeente: the largest islands and holes.
const MOST_RINGS: usize = 20;
/// A place to try for a name: so many each way.
const TRIES: i32 = 24;

/// Thin out the lines of all areas until they have at most so many points together, as far as their form allows.
pub(super) fn simplify(areas: Vec<Vec<Ring>>, most: usize) -> Vec<Vec<Ring>> {
    let areas: Vec<Vec<Ring>> = areas.into_iter().map(largest).collect();
    let count = |areas: &[Vec<Ring>]| areas.iter().flatten().map(Vec::len).sum::<usize>();
    let junctions = junctions(&areas);
    let mut simple = areas.clone();
    // From thirty metres on, each time wider by half.
    let mut tolerance: i128 = 30;
    while count(&simple) > most && tolerance < 1_000_000 {
        let thin = |ring: &Ring| thinned(ring, &junctions, tolerance * tolerance);
        simple = areas.iter().map(|rings| rings.iter().map(thin).collect()).collect();
        tolerance += tolerance / 2;
    }
    simple
}

/// The largest lines of an area, the largest first.
fn largest(mut rings: Vec<Ring>) -> Vec<Ring> {
    rings.sort_by_cached_key(|ring| std::cmp::Reverse(doubled_area(ring)));
    rings.truncate(MOST_RINGS);
    rings
}

/// Twice the area, without a sign.
pub(super) fn doubled_area(ring: &[Point]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross =
        |(a, b): (&Point, &Point)| i64::from(a.lon) * i64::from(b.lat) - i64::from(b.lon) * i64::from(a.lat);
    ring.iter().zip(next).map(cross).sum::<i64>().abs()
}

/// The points at which lines part: of which the neighbours are not the same every time they occur.
fn junctions(areas: &[Vec<Ring>]) -> BTreeMap<Point, bool> {
    let mut seen: BTreeMap<Point, (Point, Point)> = BTreeMap::new();
    let mut parting = BTreeMap::new();
    for ring in areas.iter().flatten() {
        let around = ring.iter().cycle().skip(ring.len().saturating_sub(1)).zip(ring.iter().cycle().skip(1));
        for (point, (before, after)) in ring.iter().zip(around) {
            let beside = (*before.min(after), *before.max(after));
            let same = *seen.entry(*point).or_insert(beside) == beside;
            *parting.entry(*point).or_insert(false) |= !same;
        }
    }
    parting
}

/// A line with fewer points: cut at its junctions, each arc thinned out, and put together again.
fn thinned(ring: &Ring, junctions: &BTreeMap<Point, bool>, tolerance: i128) -> Ring {
    let parts = |point: &Point| junctions.get(point).copied().unwrap_or(false);
    let from = ring.iter().position(parts);
    // A line that meets no other begins at the same point whoever draws it.
    let smallest = ring.iter().enumerate().min_by_key(|(_, point)| **point).map(|(at, _)| at);
    let mut turned = ring.clone();
    turned.rotate_left(from.or(smallest).unwrap_or(0));
    turned.extend(turned.first().copied());
    let mut whole = Ring::new();
    let mut arc = Ring::new();
    for point in turned {
        arc.push(point);
        if arc.len() > 1 && parts(&point) {
            whole.append(&mut kept(&arc, tolerance));
            arc = vec![point];
        }
    }
    whole.append(&mut kept(&arc, tolerance));
    // Each arc begins where the one before it ended, and the line where it begins.
    whole.dedup();
    if whole.len() > 1 && whole.first() == whole.last() {
        whole.pop();
    }
    whole
}

/// The points of an arc that stay, the same from both sides.
fn kept(arc: &[Point], tolerance: i128) -> Ring {
    let backwards: Ring = arc.iter().rev().copied().collect();
    if backwards.as_slice() < arc {
        let mut points = kept_in_order(&backwards, tolerance);
        points.reverse();
        points
    } else {
        kept_in_order(arc, tolerance)
    }
}

/// Douglas-Peucker. The farthest point always stays, so that no area becomes a line; of an arc that closes, one on each side of it too.
fn kept_in_order(arc: &[Point], tolerance: i128) -> Ring {
    let Some((first, last)) = arc.first().zip(arc.last()) else { return Ring::new() };
    let forced = if first == last { 2 } else { 1 };
    let mut points = vec![*first];
    between(arc, tolerance, forced, &mut points);
    if arc.len() > 1 {
        points.push(*last);
    }
    points
}

/// Adds the points that stay between the ends of an arc.
fn between(arc: &[Point], tolerance: i128, forced: u8, points: &mut Ring) {
    let Some((first, last)) = arc.first().zip(arc.last()) else { return };
    let inner = arc.iter().enumerate().take(arc.len().saturating_sub(1)).skip(1);
    let measured = inner.map(|(at, point)| (distance(*point, *first, *last), at));
    let Some((farthest, at)) = measured.max_by_key(|(far, at)| (*far, std::cmp::Reverse(*at))) else {
        return;
    };
    if farthest <= tolerance && (forced == 0 || farthest == 0) {
        return;
    }
    let left = forced.saturating_sub(1);
    if let (Some(before), Some(after), Some(point)) = (arc.get(..=at), arc.get(at..), arc.get(at)) {
        between(before, tolerance, left, points);
        points.push(*point);
        between(after, tolerance, left, points);
    }
}

/// The squared distance of a point to the line between two others, a degree east counted as three fifths of a degree north.
fn distance(point: Point, from: Point, to: Point) -> i128 {
    let flat = |one: Point, two: Point| {
        let east = (i128::from(one.lon) - i128::from(two.lon)) * 3 / 5;
        (east, i128::from(one.lat) - i128::from(two.lat))
    };
    let ((px, py), (dx, dy)) = (flat(point, from), flat(to, from));
    let length = dx * dx + dy * dy;
    let along = px * dx + py * dy;
    if length == 0 || along <= 0 {
        return px * px + py * py;
    }
    if along >= length {
        let (x, y) = flat(point, to);
        return x * x + y * y;
    }
    let cross = px * dy - py * dx;
    cross * cross / length
}

/// A place within a line that lies far from it.
pub(super) fn middle(ring: &[Point]) -> Point {
    let bounds = |of: fn(&Point) -> i32| {
        let all = || ring.iter().map(of);
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    };
    let ((west, east), (south, north)) = (bounds(|one| one.lon), bounds(|one| one.lat));
    let tries = (1..TRIES).flat_map(|x| (1..TRIES).map(move |y| (x, y)));
    let place = |(x, y): (i32, i32)| Point {
        lon: west + (east - west) / TRIES * x,
        lat: south + (north - south) / TRIES * y,
    };
    let far = |place: &Point| {
        ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| distance(*place, *a, *b)).min()
    };
    let inside = tries.map(place).filter(|place| is_inside(*place, ring));
    inside.max_by_key(far).or_else(|| ring.first().copied()).unwrap_or(Point { lon: 0, lat: 0 })
}

/// Whether a place lies within a line: a ray to the east crosses it an odd number of times.
pub(super) fn is_inside(place: Point, ring: &[Point]) -> bool {
    let crosses = |(a, b): (&Point, &Point)| {
        let (low, high) = if a.lat < b.lat { (a, b) } else { (b, a) };
        let side = (i64::from(high.lon) - i64::from(low.lon)) * (i64::from(place.lat) - i64::from(low.lat))
            - (i64::from(place.lon) - i64::from(low.lon)) * (i64::from(high.lat) - i64::from(low.lat));
        low.lat <= place.lat && place.lat < high.lat && side > 0
    };
    ring.iter().zip(ring.iter().cycle().skip(1)).filter(|sides| crosses(*sides)).count() % 2 == 1
}
