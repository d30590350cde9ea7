//! The areas in a GeoJSON file (RFC 7946), read whole in memory: callers bound the bytes. Degrees become whole numbers here, and stay so.
//! May import: serde_json, domain::{boundaries, identifiers}.

use serde_json::{Map, Value};

use crate::domain::boundaries::{Drawn, NoShape, Point, Ring};
use crate::domain::identifiers::GemeenteCode;

/// Where a file says which gemeente it draws, by the usual names.
const CODES: [&str; 7] =
    ["statcode", "gemeentecode", "gm_code", "gemcode", "code", "identificatie", "gemeente_code"];
/// Longitude and latitude of the Netherlands with room around it, in our units.
const NETHERLANDS: [(i64, i64); 2] = [(300_000, 750_000), (5_050_000, 5_400_000)];

/// Why there are no areas in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAreas {
    /// It is no JSON; so far one can read it, by line.
    #[error("no JSON, from line {line} on")]
    NotJson {
        /// Where it stops.
        line: usize,
    },
    /// It is JSON of something else.
    #[error("no FeatureCollection")]
    NotACollection,
}

/// What a file draws. Of a gemeente that is not `wanted` nothing is read but its code.
///
/// # Errors
/// [`NoAreas`].
pub fn read(bytes: &[u8], wanted: impl Fn(&GemeenteCode) -> bool) -> Result<Vec<Drawn>, NoAreas> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole: Value =
        serde_json::from_slice(bytes).map_err(|error| NoAreas::NotJson { line: error.line() })?;
    let features = whole.get("features").and_then(Value::as_array);
    let features =
        features.filter(|_| whole.get("type").and_then(Value::as_str) == Some("FeatureCollection"));
    let drawn = |(number, feature): (u32, &Value)| {
        let code = code(feature.get("properties").and_then(Value::as_object));
        let rings = match &code {
            Ok(code) if wanted(code) => rings(feature.get("geometry")),
            _ => Ok(Vec::new()),
        };
        Drawn { number, code, rings }
    };
    Ok((1..).zip(features.ok_or(NoAreas::NotACollection)?).map(drawn).collect())
}

fn code(properties: Option<&Map<String, Value>>) -> Result<GemeenteCode, Option<String>> {
    let known = |wanted: &&str| {
        let mut all = properties.into_iter().flatten();
        all.find(|(name, value)| name.eq_ignore_ascii_case(wanted) && !value.is_null())
            .map(|(_, value)| value)
    };
    let text = match CODES.iter().find_map(known) {
        None => return Err(None),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    };
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|one| one.is_ascii_digit());
    let full = if digits { format!("GM{text:0>4}") } else { text.clone() };
    GemeenteCode::parse(&full).map_err(|_| Some(text.chars().take(40).collect()))
}

fn rings(geometry: Option<&Value>) -> Result<Vec<Ring>, NoShape> {
    let kind = geometry.and_then(|one| one.get("type")).and_then(Value::as_str).unwrap_or_default();
    let parts = geometry.and_then(|one| one.get("coordinates")).and_then(Value::as_array);
    let lines: Vec<&Value> = match (kind, parts) {
        ("Polygon", Some(rings)) => rings.iter().collect(),
        ("MultiPolygon", Some(polygons)) => polygons.iter().filter_map(Value::as_array).flatten().collect(),
        ("" | "Polygon" | "MultiPolygon", _) => return Err(NoShape::Nothing),
        (other, _) => return Err(NoShape::OtherKind(other.chars().take(40).collect())),
    };
    let rings = lines.into_iter().map(ring).collect::<Result<Vec<Ring>, _>>()?;
    let rings: Vec<Ring> = rings.into_iter().filter(|ring| ring.len() >= 3).collect();
    if rings.is_empty() { Err(NoShape::Nothing) } else { Ok(rings) }
}

/// A line on our grid: closed, and no point twice after another. One that is too small for the grid is left with fewer than three points.
fn ring(line: &Value) -> Result<Ring, NoShape> {
    let places = line.as_array().ok_or(NoShape::NotNumbers)?;
    let mut ring = places.iter().map(point).collect::<Result<Ring, _>>()?;
    if ring.len() > 1 && ring.first() != ring.last() {
        return Err(NoShape::NotClosed);
    }
    ring.pop();
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    Ok(ring)
}

fn point(place: &Value) -> Result<Point, NoShape> {
    let units = |at: usize| {
        let number = place.get(at)?.as_f64().filter(|number| number.is_finite())?;
        // Five decimals are our unit. Written out and read back, no number is computed with that is not whole.
        let (whole, rest) =
            format!("{number:.5}").split_once('.').map(|(a, b)| (a.to_owned(), b.to_owned()))?;
        format!("{whole}{rest}").parse::<i64>().ok()
    };
    let (Some(lon), Some(lat)) = (units(0), units(1)) else { return Err(NoShape::NotNumbers) };
    let [east, north] = NETHERLANDS.map(|(least, most)| move |value: i64| (least..=most).contains(&value));
    if lon.abs() > 18_000_000 || lat.abs() > 9_000_000 {
        return Err(NoShape::Metres);
    }
    if !east(lon) || !north(lat) {
        return Err(if east(lat) && north(lon) { NoShape::Swapped } else { NoShape::Outside });
    }
    let whole = |value: i64| i32::try_from(value).map_err(|_| NoShape::Outside);
    Ok(Point { lon: whole(lon)?, lat: whole(lat)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(properties: &str, geometry: &str) -> Vec<u8> {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}]}}"
        )
        .into_bytes()
    }

    fn square(kind: &str) -> String {
        let ring = "[[6.1,52.5],[6.2,52.5],[6.2,52.6],[6.1,52.6],[6.1,52.5]]";
        let rings = if kind == "Polygon" { format!("[{ring}]") } else { format!("[[{ring}],[{ring}]]") };
        format!("{{\"type\":\"{kind}\",\"coordinates\":{rings}}}")
    }

    fn one(properties: &str, geometry: &str) -> Drawn {
        read(&file(properties, geometry), |_| true).unwrap().remove(0)
    }

    #[test]
    fn a_gemeente_is_known_by_the_usual_names_of_its_code() {
        for named in [
            "{\"statcode\":\"GM0119\"}",
            "{\"naam\":\"Meppel\",\"Gemeentecode\":\"0119\"}",
            "{\"code\":119}",
            "{\"code\":\" gm0119 \"}",
        ] {
            assert_eq!(one(named, &square("Polygon")).code.unwrap().as_str(), "GM0119", "{named}");
        }
        assert_eq!(one("{}", &square("Polygon")).code, Err(None));
        assert_eq!(one("null", &square("Polygon")).code, Err(None));
        assert_eq!(one("{\"code\":\"Meppel\"}", &square("Polygon")).code, Err(Some("Meppel".to_owned())));
    }

    #[test]
    fn degrees_become_whole_numbers_of_five_decimals() {
        let corner = |text: &str| {
            let ring = format!("[[{text},52.5],[6.2,52.5],[6.2,52.6],[{text},52.5]]");
            one("{\"code\":\"GM0119\"}", &format!("{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}"))
                .rings
                .unwrap()[0][0]
                .lon
        };
        assert_eq!(
            ["6.1", "6.123456", "6.123454", "6", "6.1e0"].map(corner),
            [610_000, 612_346, 612_345, 600_000, 610_000]
        );
        let many = one("{\"code\":\"GM0119\"}", &square("MultiPolygon")).rings.unwrap();
        assert_eq!((many.len(), many[0].len()), (2, 4), "the last point is the first");
    }

    #[test]
    fn what_is_no_area_of_the_netherlands_says_why() {
        let shape = |coordinates: &str| format!("{{\"type\":\"Polygon\",\"coordinates\":{coordinates}}}");
        for (geometry, why) in [
            (shape("[[[209000,520000],[210000,520000],[210000,521000],[209000,520000]]]"), NoShape::Metres),
            (shape("[[[52.5,6.1],[52.5,6.2],[52.6,6.2],[52.5,6.1]]]"), NoShape::Swapped),
            (shape("[[[16.1,52.5],[16.2,52.5],[16.2,52.6],[16.1,52.5]]]"), NoShape::Outside),
            (shape("[[[6.1,52.5],[6.2,52.5],[6.2,52.6],[6.1,52.6]]]"), NoShape::NotClosed),
            (shape("[[[6.1,52.5],[6.1,52.5]]]"), NoShape::Nothing),
            (shape("[[[6.1],[\"a\",2]]]"), NoShape::NotNumbers),
            (shape("[6.1,52.5]"), NoShape::NotNumbers),
            ("null".to_owned(), NoShape::Nothing),
            ("{\"type\":\"Polygon\"}".to_owned(), NoShape::Nothing),
            (
                "{\"type\":\"Point\",\"coordinates\":[6,52]}".to_owned(),
                NoShape::OtherKind("Point".to_owned()),
            ),
        ] {
            assert_eq!(one("{\"code\":\"GM0119\"}", &geometry).rings, Err(why), "{geometry}");
        }
    }

    #[test]
    fn what_is_no_geojson_is_told_and_other_gemeenten_are_not_read() {
        assert_eq!(read(b"{\n\"a\":", |_| true), Err(NoAreas::NotJson { line: 2 }));
        for other in ["[]", "3", "{\"type\":\"Feature\"}", "{\"type\":\"FeatureCollection\",\"features\":3}"]
        {
            assert_eq!(read(other.as_bytes(), |_| true), Err(NoAreas::NotACollection), "{other}");
        }
        let elsewhere = read(&file("{\"code\":\"GM0363\"}", "3"), |_| false).unwrap();
        assert_eq!(elsewhere[0].rings, Ok(Vec::new()));
        assert!(read(&"[".repeat(100_000).into_bytes(), |_| true).is_err(), "deep nesting is no crash");
    }
}
