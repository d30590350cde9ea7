//! Horizontal bars, for durations and effects. May import: serde.

use serde::Serialize;

const LABEL: u32 = 260;
const TRACK: u32 = 480;
const VALUE: u32 = 120;
const ROW: u32 = 36;

/// One bar with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    label: String,
    value: u64,
    length: u32,
    x: u32,
    y: u32,
    text_y: u32,
    value_x: u32,
}

/// The whole chart, ready to draw; values share one scale that starts at zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarChart {
    id: String,
    title: String,
    width: u32,
    height: u32,
    bars: Vec<Bar>,
}

impl BarChart {
    /// Lays one bar per label and value. `id` is unique on the page.
    #[must_use]
    pub fn lay(id: &str, title: &str, values: Vec<(String, u64)>) -> Self {
        let highest = values.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
        let rows = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let bars = values
            .into_iter()
            .zip(0u32..)
            .map(|((label, value), row)| bar(label, value, highest, row))
            .collect();
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            width: LABEL.saturating_add(TRACK).saturating_add(VALUE),
            height: ROW.saturating_mul(rows.max(1)),
            bars,
        }
    }
}

fn bar(label: String, value: u64, highest: u64, row: u32) -> Bar {
    let exact =
        u128::from(value).saturating_mul(u128::from(TRACK)).checked_div(u128::from(highest)).unwrap_or(0);
    // What exists is seen: a small value still gets a sliver.
    let length = u32::try_from(exact).unwrap_or(TRACK).max(u32::from(value > 0).saturating_mul(2));
    let y = ROW.saturating_mul(row).saturating_add(5);
    Bar {
        label,
        value,
        length,
        x: LABEL,
        y,
        text_y: y.saturating_add(19),
        value_x: LABEL.saturating_add(length).saturating_add(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_one_scale_and_the_highest_fills_the_track() {
        let chart = BarChart::lay(
            "b",
            "Doorlooptijd",
            vec![("a".into(), 10), ("b".into(), 5), ("c".into(), 0), ("d".into(), u64::MAX)],
        );
        let lengths: Vec<u32> = chart.bars.iter().map(|bar| bar.length).collect();
        assert_eq!(lengths, [2, 2, 0, TRACK]);
        let halves = BarChart::lay("b", "Doorlooptijd", vec![("a".into(), 10), ("b".into(), 5)]);
        assert_eq!(halves.bars[1].length * 2, halves.bars[0].length);
    }
}
