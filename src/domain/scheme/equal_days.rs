//! Days that are made equal to a feestdag by koninklijk besluit (Algemene termijnenwet art. 3 lid 3): those that come with the
//! portal, and what two people of a region say of a day.
//! May import: code, scheme, terms.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::build::{read, settle, tree_of};
use super::keys::{EQUAL_DAYS, NATIONAL_FORMAT};
use super::national::{Figure, figure};
use super::problem::{Mistake, Mistakes, Problem};
use crate::terms::{Calendar, RestDay};

/// The days that are made equal to a feestdag, each with what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EqualDays {
    days: BTreeMap<NaiveDate, Figure<String>>,
}

/// What is said of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// It is made equal to a feestdag.
    Equal {
        /// What it is called: `vrijdag na Hemelvaartsdag`.
        name: String,
    },
    /// It is a day like any other.
    NotEqual,
}

/// What is said of a day, with the place where anyone can look it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRuling {
    day: NaiveDate,
    ruling: Ruling,
    source: String,
}

/// Why this cannot be said of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRuling {
    /// Nobody knows what the day is called.
    Name,
    /// Nobody can look it up.
    Source,
    /// It is no working day already, whatever is said of it.
    Rest(RestDay),
    /// The portal confirmed this day itself.
    Known,
    /// It is a day like any other already.
    Unlisted,
}

impl Ruling {
    /// What the day is called; `None` for a day like any other.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Equal { name } => Some(name),
            Self::NotEqual => None,
        }
    }
}

impl DayRuling {
    /// Something said of a day.
    ///
    /// # Errors
    /// The first thing that cannot be right.
    pub fn new(day: NaiveDate, ruling: Ruling, source: impl Into<String>) -> Result<Self, NoRuling> {
        let source = source.into();
        if matches!(&ruling, Ruling::Equal { name } if name.trim().is_empty()) {
            return Err(NoRuling::Name);
        }
        if source.trim().is_empty() {
            return Err(NoRuling::Source);
        }
        Ok(Self { day, ruling, source })
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// What is said of it.
    #[must_use]
    pub fn ruling(&self) -> &Ruling {
        &self.ruling
    }

    /// Where it was published.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl EqualDays {
    /// Read the table.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, NATIONAL_FORMAT, &EQUAL_DAYS)?;
        let mut known = Self::default();
        for item in root.items_of("gelijkgesteld") {
            let figure = read::text(item, "naam").and_then(|name| figure(item, name));
            let (Some(day), Some(figure)) = (read::date(item, "dag"), figure) else { continue };
            if known.days.insert(day, figure).is_some() {
                mistakes.push(Mistake { place: item.place, problem: Problem::DayTwice { day } });
            }
        }
        settle(mistakes, &[], Some(known))
    }

    /// The days of the portal with what two people said of days, the first first: of a day the last that was said counts. What
    /// the portal confirmed stays as it is.
    #[must_use]
    pub fn ruled(&self, rulings: &[DayRuling]) -> Self {
        let mut days = self.days.clone();
        for one in rulings.iter().filter(|one| !self.confirmed(one.day)) {
            match &one.ruling {
                Ruling::NotEqual => days.remove(&one.day),
                Ruling::Equal { name } => {
                    let figure = Figure { value: name.clone(), verified: true, source: one.source.clone() };
                    days.insert(one.day, figure)
                }
            };
        }
        Self { days }
    }

    /// Whether this can be said of a day, in the days of the portal (`self`) and those that hold now.
    ///
    /// # Errors
    /// [`NoRuling::Rest`], [`NoRuling::Known`] and [`NoRuling::Unlisted`].
    pub fn takes(&self, now: &Self, ruling: &DayRuling) -> Result<(), NoRuling> {
        if let Some(rest) = Calendar::default().rest_day(ruling.day) {
            return Err(NoRuling::Rest(rest));
        }
        match ruling.ruling {
            _ if self.confirmed(ruling.day) => Err(NoRuling::Known),
            Ruling::NotEqual if !now.days.contains_key(&ruling.day) => Err(NoRuling::Unlisted),
            _ => Ok(()),
        }
    }

    fn confirmed(&self, day: NaiveDate) -> bool {
        self.days.get(&day).is_some_and(|figure| figure.verified)
    }

    /// Every day, the first first.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, &Figure<String>)> {
        self.days.iter().map(|(day, figure)| (*day, figure))
    }

    /// The calendar with these days.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let of = |verified: bool| {
            let days = self.days.iter().filter(move |(_, figure)| figure.verified == verified);
            days.map(|(day, figure)| (*day, figure.value.clone()))
        };
        Calendar::new(of(true)).with_unconfirmed(of(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Feestdag;

    const FILE: &str = include_str!("../../../data/national/feestdagen.yaml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn equal(on: &str, name: &str) -> DayRuling {
        DayRuling::new(day(on), Ruling::Equal { name: name.to_owned() }, "Stcrt. 2026, 1").unwrap()
    }

    fn not_equal(on: &str) -> DayRuling {
        DayRuling::new(day(on), Ruling::NotEqual, "Stcrt. 2026, 2").unwrap()
    }

    #[test]
    fn two_people_confirm_add_rename_and_take_back_a_day_and_the_last_word_counts() {
        let portal = EqualDays::parse(FILE.as_bytes()).unwrap();
        let rest = |rulings: &[DayRuling], on: &str| portal.ruled(rulings).calendar().rest_day(day(on));
        let told = |name: &str, confirmed| Some(RestDay::Equal { name: name.to_owned(), confirmed });
        assert_eq!(rest(&[], "2027-05-07"), told("vrijdag na Hemelvaartsdag", false));
        assert_eq!(rest(&[equal("2027-05-07", "brugdag")], "2027-05-07"), told("brugdag", true));
        assert_eq!(rest(&[equal("2027-12-24", "kerstavond")], "2027-12-24"), told("kerstavond", true));
        assert_eq!(rest(&[not_equal("2027-05-07")], "2027-05-07"), None);
        let again = [not_equal("2027-05-07"), equal("2027-05-07", "toch")];
        assert_eq!(rest(&again, "2027-05-07"), told("toch", true));
    }

    #[test]
    fn what_the_portal_confirmed_stays_whatever_a_region_says() {
        let confirmed = FILE.replacen(
            "{dag: 2027-05-07, naam: vrijdag na Hemelvaartsdag, status: onbevestigd",
            "{dag: 2027-05-07, naam: vrijdag na Hemelvaartsdag, status: geverifieerd",
            1,
        );
        let portal = EqualDays::parse(confirmed.as_bytes()).unwrap();
        let denied = not_equal("2027-05-07");
        assert_eq!(portal.takes(&portal, &denied), Err(NoRuling::Known));
        assert_eq!(portal.ruled(&[denied]), portal);
    }

    #[test]
    fn every_mistake_in_the_table_is_told_at_its_place() {
        let line = |text: &str| FILE.lines().position(|line| line.contains(text)).unwrap() + 1;
        let row = FILE.lines().find(|line| line.contains("dag: 2027-05-07")).unwrap();
        let broken =
            FILE.replacen(row, &format!("{row}\n{row}"), 1).replacen("dag: 2026-05-15", "dag: 2026-05-32", 1);
        let found = EqualDays::parse(broken.as_bytes()).unwrap_err();
        let told: Vec<_> = found.0.iter().map(|one| (one.place.line, one.problem.clone())).collect();
        assert!(matches!(told[0], (at, Problem::NotA(_)) if at == line("2026-05-15")), "{told:?}");
        assert_eq!(told[1..], [(line("2027-05-07") + 1, Problem::DayTwice { day: day("2027-05-07") })]);
    }

    #[test]
    fn only_a_working_day_can_be_made_equal_and_only_a_listed_one_taken_back() {
        let portal = EqualDays::parse(FILE.as_bytes()).unwrap();
        let taken = |on: &str| portal.takes(&portal, &equal(on, "x"));
        assert_eq!(taken("2027-05-08"), Err(NoRuling::Rest(RestDay::Saturday)));
        assert_eq!(taken("2027-05-06"), Err(NoRuling::Rest(RestDay::Feestdag(Feestdag::Hemelvaartsdag))));
        let nameless = DayRuling::new(day("2027-05-07"), Ruling::Equal { name: " ".into() }, "Stcrt.");
        assert_eq!(nameless, Err(NoRuling::Name));
        assert_eq!(DayRuling::new(day("2027-05-07"), Ruling::NotEqual, ""), Err(NoRuling::Source));
        assert_eq!(portal.takes(&portal, &not_equal("2027-05-10")), Err(NoRuling::Unlisted));
        assert_eq!(portal.takes(&portal, &not_equal("2027-05-07")), Ok(()));
    }
}
