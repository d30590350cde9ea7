//! National numbers, dated. A missing or unconfirmed year never falls back to another: whoever asks gets nothing.
//! May import: code, money, scheme, words::amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{settle, tree_of};
use super::edit::plain;
use super::keys::{NATIONAL_FORMAT, WNT};
use super::print::scalar;
use super::problem::{Mistake, Mistakes, Problem};
use super::tree::Node;
use super::wnt_year::WntYear;
use crate::code::Code;
use crate::money::{BasisPoints, Cents};
use crate::scheme::build::read;
use crate::words::amounts::{euros, percent};

/// The national tables that rules use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NationalTables {
    maxima: BTreeMap<(i32, WntClass), Figure<Cents>>,
    chair: Option<Figure<BasisPoints>>,
    member: Option<Figure<BasisPoints>>,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// The number.
    pub value: T,
    /// Whether two people confirmed it.
    pub verified: bool,
    /// Where it stands.
    pub source: String,
}

/// WNT class: the general maximum, or a class of care and jeugdhulp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WntClass {
    /// The general maximum.
    General,
    /// Class I.
    I,
    /// Class II.
    Ii,
    /// Class III.
    Iii,
    /// Class IV.
    Iv,
    /// Class V.
    V,
}

impl Code for WntClass {
    const ALL: &'static [Self] = &[Self::General, Self::I, Self::Ii, Self::Iii, Self::Iv, Self::V];

    fn code(self) -> &'static str {
        match self {
            Self::General => "algemeen",
            Self::I => "i",
            Self::Ii => "ii",
            Self::Iii => "iii",
            Self::Iv => "iv",
            Self::V => "v",
        }
    }
}

impl NationalTables {
    /// Read the table of WNT maxima.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn parse_wnt(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, NATIONAL_FORMAT, &WNT)?;
        let mut tables = Self::default();
        for item in root.items_of("algemeen") {
            tables.put(item, WntClass::General, "bedrag", &mut mistakes);
        }
        for item in root.items_of("klassen") {
            for class in WntClass::ALL.iter().filter(|class| **class != WntClass::General) {
                tables.put(item, *class, class.code(), &mut mistakes);
            }
        }
        if let Some(supervision) = root.get("toezicht") {
            tables.chair =
                read::percent(supervision, "voorzitter").and_then(|share| figure(supervision, share));
            tables.member = read::percent(supervision, "lid").and_then(|share| figure(supervision, share));
        }
        settle(mistakes, &[], Some(tables))
    }

    fn put(&mut self, item: &Node, class: WntClass, key: &str, mistakes: &mut Vec<Mistake>) {
        let year = read::number(item, "jaar").and_then(|year| i32::try_from(year).ok());
        let figure = read::money(item, key).and_then(|amount| figure(item, amount));
        let (Some(year), Some(figure)) = (year, figure) else { return };
        if self.maxima.insert((year, class), figure).is_some() {
            mistakes.push(Mistake { place: item.place, problem: Problem::YearTwice { year } });
        }
    }

    /// The maximum of a class in a year; `None` when it is missing or not confirmed.
    #[must_use]
    pub fn wnt_maximum(&self, year: i32, class: WntClass) -> Option<Cents> {
        self.maxima.get(&(year, class)).filter(|figure| figure.verified).map(|figure| figure.value)
    }

    /// The share of the maximum for chair or member of a supervisory body; `None` when missing or not confirmed.
    #[must_use]
    pub fn supervision_share(&self, chair: bool) -> Option<BasisPoints> {
        let figure = if chair { &self.chair } else { &self.member };
        figure.as_ref().filter(|figure| figure.verified).map(|figure| figure.value)
    }

    /// The same tables with a year that two people laid down. What is confirmed already stays as it is.
    #[must_use]
    pub fn with(mut self, year: &WntYear) -> Self {
        for (class, value) in year.maxima() {
            let figure = Figure { value, verified: true, source: year.source().to_owned() };
            let known = self.maxima.entry((year.year(), class)).or_insert_with(|| figure.clone());
            if !known.verified {
                *known = figure;
            }
        }
        self
    }

    /// Whether a class of this year is missing or not confirmed.
    #[must_use]
    pub fn lacks(&self, year: i32) -> bool {
        WntClass::ALL.iter().any(|class| self.wnt_maximum(year, *class).is_none())
    }

    /// The table of WNT maxima as text: reading it gives the same tables.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("formaat: {NATIONAL_FORMAT}\nsoort: wnt\n");
        if let (Some(chair), Some(member)) = (&self.chair, &self.member) {
            text += "toezicht:\n";
            line(&mut text, "  ", "voorzitter", &percent(chair.value));
            line(&mut text, "  ", "lid", &percent(member.value));
            ending(&mut text, "  ", chair);
        }
        let years: BTreeSet<i32> = self.maxima.keys().map(|(year, _)| *year).collect();
        let (general, classes) = WntClass::ALL.split_at(1);
        for (key, classes) in [("algemeen", general), ("klassen", classes)] {
            text += &format!("{key}:\n");
            for year in &years {
                self.year_of(&mut text, *year, classes);
            }
        }
        text
    }

    fn year_of(&self, text: &mut String, year: i32, classes: &[WntClass]) {
        let figures = classes.iter().filter_map(|class| Some((class, self.maxima.get(&(year, *class))?)));
        let figures: Vec<_> = figures.collect();
        let Some((_, first)) = figures.first() else { return };
        line(text, "  - ", "jaar", &year.to_string());
        for (class, figure) in &figures {
            let key = if **class == WntClass::General { "bedrag" } else { class.code() };
            line(text, "    ", key, &euros(figure.value));
        }
        ending(text, "    ", first);
    }

    /// Every figure of the WNT table, by year and class.
    pub fn wnt_figures(&self) -> impl Iterator<Item = (i32, WntClass, &Figure<Cents>)> {
        self.maxima.iter().map(|((year, class), figure)| (*year, *class, figure))
    }
}

fn line(text: &mut String, before: &str, key: &str, value: &str) {
    *text += &format!("{before}{key}: {}\n", scalar(&plain(value)));
}

/// What stands under every number: figures that are read together have one status and one source.
fn ending<T>(text: &mut String, before: &str, figure: &Figure<T>) {
    line(text, before, "status", if figure.verified { "geverifieerd" } else { "onbevestigd" });
    line(text, before, "bron", &figure.source);
}

pub(super) fn figure<T>(node: &Node, value: T) -> Option<Figure<T>> {
    let verified = read::word(node, "status", &[("geverifieerd", true), ("onbevestigd", false)])?;
    Some(Figure { value, verified, source: read::text(node, "bron")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = include_bytes!("../../../data/national/wnt.yaml");

    fn laid_down(year: i32) -> WntYear {
        let maxima =
            [262_000, 138_000, 168_000, 202_000, 228_000, 262_000].map(|euros| Cents::new(euros * 100));
        WntYear::new(year, maxima, "Stcrt. 2025, 1: \"bijlage\"").unwrap()
    }

    #[test]
    fn the_text_of_tables_reads_back_as_the_same_tables() {
        let file = NationalTables::parse_wnt(FILE).unwrap();
        for tables in [file.clone(), file.with(&laid_down(2026))] {
            assert_eq!(NationalTables::parse_wnt(tables.text().as_bytes()).unwrap(), tables);
        }
    }

    #[test]
    fn a_year_that_stands_in_the_table_twice_and_an_amount_that_is_none_are_told_at_their_place() {
        let text = std::str::from_utf8(FILE).unwrap();
        let line = |at: &str| text.lines().position(|line| line.contains(at)).unwrap() + 1;
        let broken = text.replacen("jaar: 2025", "jaar: 2024", 1);
        let found = NationalTables::parse_wnt(broken.as_bytes()).unwrap_err();
        let told: Vec<_> = found.0.iter().map(|one| (one.place.line, one.problem.clone())).collect();
        assert_eq!(told, [(line("jaar: 2025"), Problem::YearTwice { year: 2024 })]);
        let broken = text.replacen("€ 233.000", "233.000", 1);
        let found = NationalTables::parse_wnt(broken.as_bytes()).unwrap_err();
        assert!(
            matches!(found.0[..], [Mistake { problem: Problem::NotA(_), place }] if place.line == line("233.000"))
        );
    }

    #[test]
    fn two_people_fill_in_what_is_missing_and_change_nothing_that_is_confirmed() {
        let file = NationalTables::parse_wnt(FILE).unwrap();
        assert!(file.lacks(2026));
        let known = file.clone().with(&laid_down(2026));
        assert!(!known.lacks(2026));
        assert_eq!(known.wnt_maximum(2026, WntClass::I), Some(Cents::new(13_800_000)));
        assert_eq!(file.clone().with(&laid_down(2024)), file);
    }
}
