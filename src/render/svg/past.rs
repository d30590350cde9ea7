//! A lot through time: a strip of its states, and under it a bar for each month. May import: chrono, serde, svg::coverage.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::{Cell, Level};

const LEFT: u32 = 8;
/// All months together, and the narrowest and widest that one gets.
const WIDTH: u32 = 720;
const NARROW: u32 = 6;
const WIDE: u32 = 60;
const STRIP_Y: u32 = 24;
const STRIP: u32 = 26;
/// The lowest and the highest that a bar reaches.
const FLOOR: u32 = 210;
const TALL: u32 = 120;
/// As high as a number that is not shown may be at most.
const FEW: u32 = 4;

/// A state for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Block {
    code: &'static str,
    x: u32,
    width: u32,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Column {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    /// The number is below five and not shown.
    few: bool,
}

/// Where a year begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Year {
    x: u32,
    year: i32,
}

/// The whole picture, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past {
    id: String,
    width: u32,
    height: u32,
    strip_y: u32,
    strip: u32,
    floor: u32,
    blocks: Vec<Block>,
    columns: Vec<Column>,
    years: Vec<Year>,
    /// Codes of the states that occur, each once.
    codes: Vec<&'static str>,
    /// The highest number, with where it stands; none while none is shown.
    highest: Option<u32>,
    highest_y: u32,
}

impl Past {
    /// Lays the months from the one of `first` on, and the states, each from a day on. `id` is unique on the page.
    #[must_use]
    pub fn lay(id: &str, first: NaiveDate, counts: &[Cell], states: &[(NaiveDate, &'static str)]) -> Self {
        let months = u32::try_from(counts.len()).unwrap_or(u32::MAX).max(1);
        let month = WIDTH.checked_div(months).unwrap_or(WIDTH).clamp(NARROW, WIDE);
        let end = LEFT.saturating_add(month.saturating_mul(months));
        let highest = counts.iter().filter_map(|cell| cell.count).max();
        let scale = highest.unwrap_or(0).max(FEW.saturating_mul(2));
        let at = |day: NaiveDate| x_of(first, day, month).min(end);
        let starts = states.iter().map(|(from, code)| (at(*from), *code));
        let ends = states.iter().skip(1).map(|(from, _)| at(*from)).chain([end]);
        let blocks =
            starts.zip(ends).map(|((x, code), until)| Block { code, x, width: until.saturating_sub(x) });
        let blocks: Vec<Block> = blocks.filter(|block| block.width > 0).collect();
        let mut codes: Vec<&'static str> = Vec::new();
        for block in &blocks {
            if !codes.contains(&block.code) {
                codes.push(block.code);
            }
        }
        let columns = counts.iter().zip(0u32..).map(|(cell, number)| column(cell, number, month, scale));
        let january = |number: u32| {
            let day = first.checked_add_months(chrono::Months::new(number))?;
            (day.month() == 1).then(|| Year { x: at(day), year: day.year() })
        };
        Self {
            id: id.to_owned(),
            width: end.saturating_add(LEFT).saturating_add(40),
            height: FLOOR.saturating_add(10),
            strip_y: STRIP_Y,
            strip: STRIP,
            floor: FLOOR,
            blocks,
            columns: columns.collect(),
            years: (0..months).filter_map(january).collect(),
            codes,
            highest,
            highest_y: FLOOR.saturating_sub(height(highest.unwrap_or(0), scale)),
        }
    }
}

/// Where a day stands: its month, and in it its part of the width. What lies before the first month begins with it.
fn x_of(first: NaiveDate, day: NaiveDate, month: u32) -> u32 {
    let months = (day.year().saturating_sub(first.year())).saturating_mul(12);
    let months = months.saturating_add_unsigned(day.month0()).saturating_sub_unsigned(first.month0());
    let Ok(whole) = u32::try_from(months) else { return LEFT };
    let part = day.day0().saturating_mul(month).checked_div(31).unwrap_or(0);
    LEFT.saturating_add(whole.saturating_mul(month)).saturating_add(part)
}

fn height(count: u32, scale: u32) -> u32 {
    count.saturating_mul(TALL).checked_div(scale).unwrap_or(0)
}

fn column(cell: &Cell, number: u32, month: u32, scale: u32) -> Column {
    let few = cell.level == Level::Few;
    let tall = height(if few { FEW } else { cell.count.unwrap_or(0) }, scale);
    Column {
        x: LEFT.saturating_add(number.saturating_mul(month)),
        y: FLOOR.saturating_sub(tall),
        width: month.saturating_sub(1),
        height: tall,
        few,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shown(count: u32) -> Cell {
        match count {
            0 => Cell { level: Level::None, count: None },
            1..5 => Cell { level: Level::Few, count: None },
            _ => Cell { level: Level::Many, count: Some(count) },
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_month_stands_in_the_picture_and_states_follow_each_other(
            counts in prop::collection::vec(0_u32..400, 1..121), days in prop::collection::btree_set(-400_i64..4_000, 1..12)
        ) {
            let first = day("2026-01-01");
            let states: Vec<_> = days.into_iter().map(|days| (first + chrono::TimeDelta::days(days), "open")).collect();
            let cells: Vec<Cell> = counts.iter().map(|count| shown(*count)).collect();
            let past = Past::lay("p", first, &cells, &states);
            prop_assert_eq!(past.columns.len(), counts.len());
            for one in &past.columns {
                prop_assert!(one.x + one.width < past.width && one.y + one.height == FLOOR && one.y >= FLOOR - TALL);
            }
            for pair in past.blocks.windows(2) {
                prop_assert!(pair[0].x + pair[0].width <= pair[1].x);
            }
            for block in &past.blocks {
                prop_assert!(block.x >= LEFT && block.x + block.width < past.width);
            }
        }
    }

    #[test]
    fn numbers_below_five_are_all_drawn_alike_and_nobody_is_no_bar() {
        let cells: Vec<Cell> = [0, 1, 4, 5, 10].map(shown).into();
        let past = Past::lay("p", day("2026-11-01"), &cells, &[(day("2026-12-15"), "open")]);
        let heights: Vec<u32> = past.columns.iter().map(|one| one.height).collect();
        assert_eq!(heights, [0, 48, 48, 60, 120]);
        assert_eq!(past.years.iter().map(|one| one.year).collect::<Vec<_>>(), [2027]);
        assert_eq!(past.highest, Some(10));
        assert_eq!(past.blocks[0].x, LEFT + 60 + 14 * 60 / 31);
    }
}
