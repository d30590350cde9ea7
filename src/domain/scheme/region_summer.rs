//! The summer holidays of a vakantieregio in a year, as two people lay them down (Regeling vaststelling schoolvakanties).
//! May import: code, scheme::school_holidays.

use chrono::Datelike as _;

use super::school_holidays::{HolidayRegion, Summer, months_of_summer};

/// How many days they last: about six weeks, and a school may add some.
const DAYS: std::ops::RangeInclusive<i64> = 35..=56;

/// The summer holidays of a vakantieregio, with the place where anyone can look them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionSummer {
    region: HolidayRegion,
    summer: Summer,
    source: String,
}

/// Why these cannot be the summer holidays of a vakantieregio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSummer {
    /// Nobody can look them up.
    Source,
    /// The last day comes before the first.
    EndBeforeStart,
    /// Not from July to September of one year.
    Months,
    /// Much longer or shorter than six weeks.
    Length {
        /// How many days it would be.
        days: i64,
    },
    /// The portal confirmed them itself.
    Known,
}

impl RegionSummer {
    /// The summer holidays of a vakantieregio, both days included.
    ///
    /// # Errors
    /// The first thing that cannot be right.
    pub fn new(region: HolidayRegion, summer: Summer, source: impl Into<String>) -> Result<Self, NoSummer> {
        let source = source.into();
        let Summer { from, until } = summer;
        if source.trim().is_empty() {
            return Err(NoSummer::Source);
        }
        if until < from {
            return Err(NoSummer::EndBeforeStart);
        }
        let months = months_of_summer(from.year());
        if !months.is_some_and(|months| months.contains(&from) && months.contains(&until)) {
            return Err(NoSummer::Months);
        }
        let days = until.signed_duration_since(from).num_days().saturating_add(1);
        if !DAYS.contains(&days) {
            return Err(NoSummer::Length { days });
        }
        Ok(Self { region, summer, source })
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.summer.from.year()
    }

    /// Whose schools.
    #[must_use]
    pub fn region(&self) -> HolidayRegion {
        self.region
    }

    /// First and last day.
    #[must_use]
    pub fn summer(&self) -> Summer {
        self.summer
    }

    /// Where they were published.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn summer(from: &str, until: &str) -> Result<RegionSummer, NoSummer> {
        let days: [NaiveDate; 2] = [from, until].map(|day| day.parse().unwrap());
        RegionSummer::new(HolidayRegion::North, Summer { from: days[0], until: days[1] }, "Stcrt. 2026, 1")
    }

    #[test]
    fn a_summer_lasts_about_six_weeks_between_july_and_september_of_one_year() {
        assert_eq!(summer("2031-07-05", "2031-08-17").unwrap().year(), 2031);
        assert_eq!(summer("2031-08-17", "2031-07-05"), Err(NoSummer::EndBeforeStart));
        assert_eq!(summer("2031-06-30", "2031-08-10"), Err(NoSummer::Months));
        assert_eq!(summer("2031-08-20", "2031-10-01"), Err(NoSummer::Months));
        assert_eq!(summer("2031-07-05", "2032-08-17"), Err(NoSummer::Months));
        assert_eq!(summer("2031-07-05", "2031-08-07"), Err(NoSummer::Length { days: 34 }));
        assert!(summer("2031-07-05", "2031-08-08").is_ok() && summer("2031-07-05", "2031-08-29").is_ok());
        assert_eq!(summer("2031-07-05", "2031-08-30"), Err(NoSummer::Length { days: 57 }));
        assert!(summer("2031-07-01", "2031-08-15").is_ok() && summer("2031-08-20", "2031-09-30").is_ok());
    }

    #[test]
    fn a_summer_that_nobody_can_look_up_is_none() {
        let days = summer("2031-07-05", "2031-08-17").unwrap().summer();
        assert_eq!(RegionSummer::new(HolidayRegion::South, days, " "), Err(NoSummer::Source));
    }
}
