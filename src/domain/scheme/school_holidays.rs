//! Summer holidays of schools, per vakantieregio: the weeks in which a region had better not ask for applications (A050).
//! May import: code, scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike as _, NaiveDate};

use super::build::{read, settle, tree_of};
use super::keys::{NATIONAL_FORMAT, SCHOOL_HOLIDAYS};
use super::model::Gemeente;
use super::national::{Figure, figure};
use super::problem::{Mistake, Mistakes, Problem};
use super::region_summer::{NoSummer, RegionSummer};
use crate::code::Code;

/// One of the three parts of the country whose schools have their summer holidays together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolidayRegion {
    /// Noord.
    North,
    /// Midden.
    Middle,
    /// Zuid.
    South,
}

impl Code for HolidayRegion {
    const ALL: &'static [Self] = &[Self::North, Self::Middle, Self::South];

    fn code(self) -> &'static str {
        match self {
            Self::North => "noord",
            Self::Middle => "midden",
            Self::South => "zuid",
        }
    }
}

/// Summer holidays; both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summer {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// The summer holidays that are known, by year and vakantieregio.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SchoolHolidays {
    summers: BTreeMap<(i32, HolidayRegion), Figure<Summer>>,
}

/// What days have to do with summer holidays, for gemeenten of one vakantieregio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummerNotice {
    /// The gemeenten, in the order of the regeling; empty where it holds for every gemeente of the regeling.
    pub gemeenten: Vec<String>,
    /// What is to be said.
    pub about: InSummer,
}

/// What there is to say about days and summer holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InSummer {
    /// Some of the days lie in them. One day is enough to say so: most people send in on the last days, so how much a day
    /// weighs is for who plans the window.
    Days {
        /// Of which vakantieregio.
        region: HolidayRegion,
        /// How many of the days lie in them.
        inside: usize,
        /// How many days there are.
        of: usize,
        /// The holidays.
        summer: Figure<Summer>,
    },
    /// Some of the days lie in summer, and nobody looked up the holidays of that year. They are never guessed from another year.
    YearUnknown {
        /// Of which vakantieregio.
        region: HolidayRegion,
        /// The year.
        year: i32,
    },
    /// Some of the days lie in summer, and the regeling names no vakantieregio for these gemeenten.
    RegionUnknown,
}

impl SchoolHolidays {
    /// Read the table.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, NATIONAL_FORMAT, &SCHOOL_HOLIDAYS)?;
        let mut known = Self::default();
        for item in root.items_of("zomer") {
            let summer = read::date(item, "van").zip(read::date(item, "tot"));
            let (Some(region), Some((from, until))) = (read::code(item, "regio"), summer) else { continue };
            let Some(summer) = figure(item, Summer { from, until }) else { continue };
            let mut wrong = |problem| mistakes.push(Mistake { place: item.place, problem });
            if until < from {
                wrong(Problem::EndBeforeStart);
            }
            if from.year() != until.year() {
                wrong(Problem::TwoYears);
            }
            if known.summers.insert((from.year(), region), summer).is_some() {
                wrong(Problem::YearTwice { year: from.year() });
            }
        }
        settle(mistakes, &[], Some(known))
    }

    /// Every summer, by year and vakantieregio.
    pub fn summers(&self) -> impl Iterator<Item = (i32, HolidayRegion, &Figure<Summer>)> {
        self.summers.iter().map(|((year, region), summer)| (*year, *region, summer))
    }

    /// The summers of the portal with those that two people laid down, the first first: of one summer the last that was laid down
    /// counts. What the portal confirmed stays as it is.
    #[must_use]
    pub fn with(&self, laid_down: &[RegionSummer]) -> Self {
        let mut summers = self.summers.clone();
        for one in laid_down.iter().filter(|one| !self.confirmed(one)) {
            let figure = Figure { value: one.summer(), verified: true, source: one.source().to_owned() };
            summers.insert((one.year(), one.region()), figure);
        }
        Self { summers }
    }

    /// Whether this summer can be laid down beside those of the portal (`self`).
    ///
    /// # Errors
    /// [`NoSummer::Known`].
    pub fn takes(&self, summer: &RegionSummer) -> Result<(), NoSummer> {
        if self.confirmed(summer) { Err(NoSummer::Known) } else { Ok(()) }
    }

    fn confirmed(&self, one: &RegionSummer) -> bool {
        self.summers.get(&(one.year(), one.region())).is_some_and(|figure| figure.verified)
    }

    /// What there is to say when aanbieders of these gemeenten are asked something on these days.
    #[must_use]
    pub fn notices(&self, gemeenten: &[Gemeente], days: &RangeInclusive<NaiveDate>) -> Vec<SummerNotice> {
        let regions: BTreeSet<Option<HolidayRegion>> = gemeenten.iter().map(|one| one.holidays).collect();
        let mut notices = Vec::new();
        for region in regions {
            let there = gemeenten.iter().filter(|one| one.holidays == region);
            let names: Vec<String> = there.map(|one| one.name.clone()).collect();
            let gemeenten = if names.len() == gemeenten.len() { Vec::new() } else { names };
            let about = match region {
                Some(region) => self.of_region(region, days),
                None => summer_years(days).next().map(|_| InSummer::RegionUnknown).into_iter().collect(),
            };
            notices
                .extend(about.into_iter().map(|about| SummerNotice { gemeenten: gemeenten.clone(), about }));
        }
        notices
    }

    fn of_region(&self, region: HolidayRegion, days: &RangeInclusive<NaiveDate>) -> Vec<InSummer> {
        let all = || days.start().iter_days().take_while(|day| days.contains(day));
        let known = self.summers.iter().filter(|((_, of), _)| *of == region);
        let inside = known.filter_map(|(_, summer)| {
            let holidays = summer.value.from..=summer.value.until;
            let inside = all().filter(|day| holidays.contains(day)).count();
            (inside > 0).then(|| InSummer::Days { region, inside, of: all().count(), summer: summer.clone() })
        });
        let unknown = summer_years(days).filter(|year| !self.summers.contains_key(&(*year, region)));
        inside.chain(unknown.map(|year| InSummer::YearUnknown { region, year })).collect()
    }
}

/// The months in which summer holidays lie: none began before July or ended after September.
pub(super) fn months_of_summer(year: i32) -> Option<RangeInclusive<NaiveDate>> {
    Some(NaiveDate::from_ymd_opt(year, 7, 1)?..=NaiveDate::from_ymd_opt(year, 9, 30)?)
}

/// The years in whose summer some of these days lie.
fn summer_years(days: &RangeInclusive<NaiveDate>) -> impl Iterator<Item = i32> {
    let meets =
        |summer: RangeInclusive<NaiveDate>| days.start() <= summer.end() && summer.start() <= days.end();
    (days.start().year()..=days.end().year()).filter(move |year| months_of_summer(*year).is_some_and(meets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Scheme;
    use crate::scheme::tests::SAMPLE;

    const FILE: &str = include_str!("../../../data/national/schoolvakanties.yaml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn gemeenten(first: &str, second: &str) -> Vec<Gemeente> {
        let named = |region: &str| match region {
            "" => "    rechtbank: Noord-Nederland".to_owned(),
            region => format!("    rechtbank: Noord-Nederland\n    vakantieregio: {region}"),
        };
        let mut parts = SAMPLE.split("    rechtbank: Noord-Nederland");
        let mut text = parts.next().unwrap().to_owned();
        for (region, part) in [first, second].into_iter().zip(parts) {
            text += &format!("{}{part}", named(region));
        }
        Scheme::parse(text.as_bytes()).unwrap().gemeenten().to_vec()
    }

    fn told(gemeenten: &[Gemeente], from: &str, until: &str) -> Vec<(usize, String)> {
        let holidays = SchoolHolidays::parse(FILE.as_bytes()).unwrap();
        let notices = holidays.notices(gemeenten, &(day(from)..=day(until)));
        let short = |one: &SummerNotice| {
            let what = match &one.about {
                InSummer::Days { region, inside, of, .. } => format!("{}: {inside} of {of}", region.code()),
                InSummer::YearUnknown { region, year } => format!("{}: {year} unknown", region.code()),
                InSummer::RegionUnknown => "no region".to_owned(),
            };
            (one.gemeenten.len(), what)
        };
        notices.iter().map(short).collect()
    }

    #[test]
    fn one_day_in_the_summer_holidays_is_told_and_none_is_not() {
        let north = gemeenten("noord", "noord");
        assert_eq!(told(&north, "2027-05-01", "2027-07-09"), []);
        assert_eq!(told(&north, "2027-05-29", "2027-07-10"), [(0, "noord: 1 of 43".to_owned())]);
        assert_eq!(told(&north, "2027-08-22", "2027-10-03"), [(0, "noord: 1 of 43".to_owned())]);
        assert_eq!(told(&north, "2027-08-23", "2027-10-03"), []);
    }

    #[test]
    fn gemeenten_of_two_regions_are_named_and_each_has_its_own_weeks() {
        let two = gemeenten("noord", "midden");
        let both = [(1, "noord: 9 of 16".to_owned()), (1, "midden: 2 of 16".to_owned())];
        assert_eq!(told(&two, "2027-07-03", "2027-07-18"), both);
        assert_eq!(told(&two, "2027-08-25", "2027-09-10"), [(1, "midden: 5 of 17".to_owned())]);
    }

    #[test]
    fn holidays_that_nobody_looked_up_are_said_to_be_unknown_and_never_taken_from_another_year() {
        let north = gemeenten("noord", "noord");
        assert_eq!(told(&north, "2031-06-01", "2031-07-01"), [(0, "noord: 2031 unknown".to_owned())]);
        assert_eq!(told(&north, "2031-04-01", "2031-06-30"), []);
        assert_eq!(told(&gemeenten("", "noord"), "2027-07-01", "2027-07-02"), [(1, "no region".to_owned())]);
        assert_eq!(told(&gemeenten("", ""), "2027-10-01", "2027-10-02"), []);
    }

    fn laid_down(region: HolidayRegion, from: &str, until: &str) -> RegionSummer {
        RegionSummer::new(region, Summer { from: day(from), until: day(until) }, "Stcrt. 2026, 1").unwrap()
    }

    #[test]
    fn two_people_confirm_correct_and_add_a_summer_of_one_region_and_the_last_word_counts() {
        let portal = SchoolHolidays::parse(FILE.as_bytes()).unwrap();
        let wrong = laid_down(HolidayRegion::North, "2027-07-03", "2027-08-15");
        let right = laid_down(HolidayRegion::North, "2027-07-10", "2027-08-22");
        let new = laid_down(HolidayRegion::North, "2031-07-05", "2031-08-17");
        assert!([&wrong, &right, &new].iter().all(|one| portal.takes(one).is_ok()));
        let known = portal.with(&[wrong, right.clone(), new.clone()]);
        let of = |year, region| known.summers.get(&(year, region)).unwrap();
        for one in [right, new] {
            let laid = of(one.year(), HolidayRegion::North);
            assert!(laid.verified && laid.value == one.summer() && laid.source == one.source());
        }
        assert!(!of(2027, HolidayRegion::Middle).verified && !of(2026, HolidayRegion::North).verified);
        assert!(!known.summers.contains_key(&(2031, HolidayRegion::South)));
    }

    #[test]
    fn a_summer_that_the_portal_confirmed_stays_whatever_a_region_says() {
        let row = "{regio: noord, van: 2027-07-10, tot: 2027-08-22, status: ";
        let confirmed = FILE.replacen(&format!("{row}onbevestigd"), &format!("{row}geverifieerd"), 1);
        let portal = SchoolHolidays::parse(confirmed.as_bytes()).unwrap();
        let other = laid_down(HolidayRegion::North, "2027-07-03", "2027-08-15");
        assert_eq!(portal.takes(&other), Err(NoSummer::Known));
        assert_eq!(portal.with(&[other]), portal);
    }

    #[test]
    fn every_mistake_in_the_table_is_told_at_its_place() {
        let broken = FILE
            .replacen("tot: 2025-08-24", "tot: 2025-07-01", 1)
            .replacen("van: 2026-07-18, tot: 2026-08-30", "van: 2027-07-18, tot: 2028-08-30", 1)
            .replacen("regio: zuid", "regio: west", 1);
        let found = SchoolHolidays::parse(broken.as_bytes()).unwrap_err();
        let lines: Vec<_> = found.0.iter().map(|one| (one.place.line, one.problem.clone())).collect();
        assert_eq!(lines[0], (6, Problem::EndBeforeStart));
        assert!(matches!(lines[1], (8, Problem::NotOneOf(_))), "{lines:?}");
        assert_eq!(lines[2], (10, Problem::TwoYears));
        assert_eq!(lines[3], (13, Problem::YearTwice { year: 2027 }));
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn the_table_has_six_weeks_a_summer_for_each_region_and_none_that_anybody_confirmed() {
        let holidays = SchoolHolidays::parse(FILE.as_bytes()).unwrap();
        let years: BTreeSet<i32> = holidays.summers().map(|(year, ..)| year).collect();
        assert_eq!(holidays.summers().count(), years.len() * HolidayRegion::ALL.len());
        for (_, _, summer) in holidays.summers() {
            let weeks = summer.value.until.signed_duration_since(summer.value.from).num_days();
            assert_eq!(weeks, 43, "{summer:?}");
            assert!(!summer.verified);
        }
    }
}
