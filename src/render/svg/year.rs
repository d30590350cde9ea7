//! A year as a picture: a row per window or per group of lots, a block per stretch of days, holidays behind them, a line for today.
//! May import: chrono, serde.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

const LABEL: u32 = 210;
const DAY: u32 = 2;
const ROW: u32 = 44;
const HEAD: u32 = 30;

/// One phase as it is handed in: its first and last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPhase {
    /// Code of a `domain::windows::Phase` or `LotState`; the template has the words and the colour.
    pub code: &'static str,
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub until: NaiveDate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Block {
    code: &'static str,
    from: NaiveDate,
    until: NaiveDate,
    x: u32,
    width: u32,
}

/// A row as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripLine {
    /// What the row is about.
    pub label: String,
    /// Small text under it; may be empty.
    pub sub: String,
    /// The blocks.
    pub phases: Vec<StripPhase>,
}

/// Days behind all rows, such as holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripBand {
    /// What they are.
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub until: NaiveDate,
}

/// A row with its blocks in this year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripRow {
    label: String,
    sub: String,
    y: u32,
    text_y: u32,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Band {
    label: String,
    from: NaiveDate,
    until: NaiveDate,
    x: u32,
    width: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Month {
    number: u32,
    x: u32,
}

/// The whole strip, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strip {
    id: String,
    year: i32,
    width: u32,
    height: u32,
    months: Vec<Month>,
    rows: Vec<StripRow>,
    bands: Vec<Band>,
    today_x: Option<u32>,
}

impl Strip {
    /// Lays the rows of a year; blocks and bands outside it are cut off. `today` is drawn when it lies in the year.
    #[must_use]
    pub fn lay(id: &str, year: i32, today: NaiveDate, rows: Vec<StripLine>, bands: Vec<StripBand>) -> Self {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let month = |number| Some(Month { number, x: x_of(NaiveDate::from_ymd_opt(year, number, 1)?) });
        Self {
            id: id.to_owned(),
            year,
            width: LABEL.saturating_add(DAY.saturating_mul(366)),
            height: HEAD.saturating_add(ROW.saturating_mul(count.max(1))),
            months: (1..=12).filter_map(month).collect(),
            rows: rows.into_iter().zip(0u32..).map(|(line, row)| strip_row(line, year, row)).collect(),
            bands: bands.into_iter().filter_map(|one| band(one, year)).collect(),
            today_x: (today.year() == year).then(|| x_of(today)),
        }
    }
}

fn x_of(day: NaiveDate) -> u32 {
    LABEL.saturating_add(DAY.saturating_mul(day.ordinal0()))
}

fn strip_row(line: StripLine, year: i32, row: u32) -> StripRow {
    let y = HEAD.saturating_add(ROW.saturating_mul(row));
    StripRow {
        text_y: y.saturating_add(if line.sub.is_empty() { 27 } else { 20 }),
        label: line.label,
        sub: line.sub,
        y: y.saturating_add(8),
        blocks: line.phases.iter().filter_map(|phase| block(phase, year)).collect(),
    }
}

fn block(phase: &StripPhase, year: i32) -> Option<Block> {
    let (x, width) = span(phase.from, phase.until, year)?;
    Some(Block { code: phase.code, from: phase.from, until: phase.until, x, width })
}

fn band(band: StripBand, year: i32) -> Option<Band> {
    let (x, width) = span(band.from, band.until, year)?;
    Some(Band { label: band.label, from: band.from, until: band.until, x, width })
}

/// Where days lie in the picture of a year, and how wide they are; none outside it.
fn span(from: NaiveDate, until: NaiveDate, year: i32) -> Option<(u32, u32)> {
    let from = from.max(NaiveDate::from_ymd_opt(year, 1, 1)?);
    let until = until.min(NaiveDate::from_ymd_opt(year, 12, 31)?);
    let days = u32::try_from(until.signed_duration_since(from).num_days()).ok()?.saturating_add(1);
    Some((x_of(from), DAY.saturating_mul(days)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_phase_over_new_year_is_cut_at_both_sides() {
        let phase = StripPhase { code: "submission", from: day("2026-12-22"), until: day("2027-01-10") };
        let widths = |year| {
            let line = StripLine { label: "Venster".into(), sub: String::new(), phases: vec![phase.clone()] };
            let strip = Strip::lay("s", year, day("2026-11-22"), vec![line], vec![]);
            strip.rows[0].blocks.iter().map(|b| b.width).collect::<Vec<_>>()
        };
        assert_eq!(widths(2026), [20]);
        assert_eq!(widths(2027), [20]);
        assert!(widths(2028).is_empty());
    }

    #[test]
    fn today_is_drawn_only_in_its_own_year() {
        assert_eq!(Strip::lay("s", 2026, day("2026-01-01"), vec![], vec![]).today_x, Some(LABEL));
        assert_eq!(Strip::lay("s", 2027, day("2026-01-01"), vec![], vec![]).today_x, None);
    }
}
