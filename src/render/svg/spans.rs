//! How long steps take: a bar to the median and a thin one on to the 95th percentile, on one scale of days. May import: serde.

use serde::Serialize;

const LABEL: u32 = 300;
const TRACK: u32 = 440;
const VALUE: u32 = 140;
const ROW: u32 = 40;

/// One step with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    label: String,
    median: u32,
    most: u32,
    /// Where the thick bar ends and the thin one begins.
    length: u32,
    /// How long the thin one is.
    rest: u32,
    y: u32,
    text_y: u32,
    value_x: u32,
}

/// The whole chart, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpanChart {
    id: String,
    title: String,
    x: u32,
    width: u32,
    height: u32,
    spans: Vec<Span>,
}

impl SpanChart {
    /// Lays one row per label with median and 95th percentile. `id` is unique on the page.
    #[must_use]
    pub fn lay(id: &str, title: &str, values: Vec<(String, u32, u32)>) -> Self {
        let highest = values.iter().map(|(_, _, most)| *most).max().unwrap_or(0).max(1);
        let rows = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let spans = values.into_iter().zip(0u32..).map(|(value, row)| span(value, highest, row)).collect();
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            x: LABEL,
            width: LABEL + TRACK + VALUE,
            height: ROW.saturating_mul(rows.max(1)),
            spans,
        }
    }
}

fn span((label, median, most): (String, u32, u32), highest: u32, row: u32) -> Span {
    let scaled = |value: u32| {
        let exact = u64::from(value).saturating_mul(u64::from(TRACK)).checked_div(u64::from(highest));
        // What exists is seen: a day of many still gets a sliver.
        u32::try_from(exact.unwrap_or(0)).unwrap_or(TRACK).max(u32::from(value > 0).saturating_mul(2))
    };
    let (length, end) = (scaled(median), scaled(most.max(median)));
    let y = ROW.saturating_mul(row).saturating_add(7);
    Span {
        label,
        median,
        most,
        length,
        rest: end.saturating_sub(length),
        y,
        text_y: y.saturating_add(19),
        value_x: LABEL.saturating_add(end).saturating_add(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_share_one_scale_and_the_longest_fills_the_track() {
        let chart = SpanChart::lay(
            "s",
            "Doorlooptijd",
            vec![("a".into(), 10, 40), ("b".into(), 0, 0), ("c".into(), 20, 20), ("d".into(), 5, u32::MAX)],
        );
        assert!(chart.spans.iter().all(|one| one.length + one.rest <= TRACK));
        let chart = SpanChart::lay("s", "Doorlooptijd", vec![("a".into(), 10, 40), ("c".into(), 20, 20)]);
        let [long, short] = [&chart.spans[0], &chart.spans[1]];
        assert_eq!((long.length * 4, long.length + long.rest), (TRACK, TRACK));
        assert_eq!((short.length * 2, short.rest), (TRACK, 0));
    }
}
