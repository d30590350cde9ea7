//! National numbers, dated. A missing or unconfirmed year never falls back to another: whoever asks gets nothing.
//! May import: code, money, scheme.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::build::{settle, tree_of};
use super::keys::{EQUAL_DAYS, NATIONAL_FORMAT, WNT};
use super::problem::{Mistake, Mistakes, Problem};
use super::tree::Node;
use crate::code::Code;
use crate::money::{BasisPoints, Cents};
use crate::scheme::build::read;

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

    /// Every figure of the WNT table, by year and class.
    pub fn wnt_figures(&self) -> impl Iterator<Item = (i32, WntClass, &Figure<Cents>)> {
        self.maxima.iter().map(|((year, class), figure)| (*year, *class, figure))
    }
}

/// A day that is made equal to a feestdag (Algemene termijnenwet art. 3 lid 3), with what it is called.
pub type EqualDay = (NaiveDate, Figure<String>);

/// Read the table of days made equal to feestdagen.
///
/// # Errors
/// Every mistake in it, in the order of the file.
pub fn parse_equal_days(bytes: &[u8]) -> Result<Vec<EqualDay>, Mistakes> {
    let (root, mut mistakes) = tree_of(bytes, NATIONAL_FORMAT, &EQUAL_DAYS)?;
    let mut days: Vec<EqualDay> = Vec::new();
    for item in root.items_of("gelijkgesteld") {
        let figure = read::text(item, "naam").and_then(|name| figure(item, name));
        let (Some(day), Some(figure)) = (read::date(item, "dag"), figure) else { continue };
        if days.iter().any(|(earlier, _)| *earlier == day) {
            mistakes.push(Mistake { place: item.place, problem: Problem::DayTwice { day } });
        }
        days.push((day, figure));
    }
    settle(mistakes, &[], Some(days))
}

fn figure<T>(node: &Node, value: T) -> Option<Figure<T>> {
    let verified = read::word(node, "status", &[("geverifieerd", true), ("onbevestigd", false)])?;
    Some(Figure { value, verified, source: read::text(node, "bron")? })
}
