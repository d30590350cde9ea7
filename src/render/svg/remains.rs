//! What is left of something, beside what there was: a pale bar with a full one in it, and a floor. May import: serde.

use serde::Serialize;

const LABEL: u32 = 330;
const TRACK: u32 = 380;
const VALUE: u32 = 150;
const ROW: u32 = 40;
const HEAD: u32 = 6;

/// One line with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    label: String,
    was: u32,
    left: u32,
    was_length: u32,
    left_length: u32,
    y: u32,
    text_y: u32,
    value_x: u32,
    below: bool,
}

/// The whole picture, ready to draw; everything shares one scale that starts at zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remains {
    id: String,
    title: String,
    width: u32,
    height: u32,
    x: u32,
    /// Where the floor stands, if there is one.
    floor_x: Option<u32>,
    floor: u32,
    lines: Vec<Line>,
}

impl Remains {
    /// Lays a line per label, how many there were and how many are left. `id` is unique on the page.
    #[must_use]
    pub fn lay(id: &str, title: &str, floor: Option<u32>, values: Vec<(String, u32, u32)>) -> Self {
        let highest = values.iter().flat_map(|(_, was, left)| [*was, *left]).chain(floor).max();
        let highest = highest.unwrap_or(0).max(1);
        let rows = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let line = |((label, was, left), row): ((String, u32, u32), u32)| {
            let y = ROW.saturating_mul(row).saturating_add(HEAD);
            let (was_length, left_length) = (length(was, highest), length(left, highest));
            Line {
                label,
                was,
                left,
                was_length,
                left_length,
                y,
                text_y: y.saturating_add(19),
                value_x: LABEL.saturating_add(was_length.max(left_length)).saturating_add(8),
                below: floor.is_some_and(|floor| left < floor),
            }
        };
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            width: LABEL.saturating_add(TRACK).saturating_add(VALUE),
            height: ROW.saturating_mul(rows.max(1)).saturating_add(HEAD),
            x: LABEL,
            floor_x: floor.map(|floor| LABEL.saturating_add(length(floor, highest))),
            floor: floor.unwrap_or(0),
            lines: values.into_iter().zip(0u32..).map(line).collect(),
        }
    }
}

fn length(value: u32, highest: u32) -> u32 {
    let exact = u64::from(value).saturating_mul(u64::from(TRACK)).checked_div(u64::from(highest));
    u32::try_from(exact.unwrap_or(0)).unwrap_or(TRACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_never_reaches_beyond_what_fits_and_the_floor_stands_on_the_same_scale() {
        let chart =
            Remains::lay("r", "Wat er overblijft", Some(3), vec![("a".into(), 8, 2), ("b".into(), 4, 4)]);
        let lengths: Vec<(u32, u32)> =
            chart.lines.iter().map(|line| (line.was_length, line.left_length)).collect();
        assert_eq!(lengths, [(TRACK, TRACK / 4), (TRACK / 2, TRACK / 2)]);
        assert_eq!(chart.lines.iter().map(|line| line.below).collect::<Vec<_>>(), [true, false]);
        assert_eq!(chart.floor_x, Some(LABEL + TRACK * 3 / 8));
        let alone = Remains::lay("r", "t", Some(5), vec![("a".into(), 0, 0)]);
        assert_eq!((alone.floor_x, alone.lines[0].left_length), (Some(LABEL + TRACK), 0));
    }
}
