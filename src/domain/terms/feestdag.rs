//! The algemeen erkende feestdagen of Atw art. 3 lid 1, and Goede Vrijdag, which lid 2 puts beside them: computed.
//! May import: std, chrono.

use chrono::{Datelike as _, NaiveDate, Weekday};

/// A day that Atw art. 3 names itself. Eerste Paasdag and eerste Pinksterdag are Sundays and need no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feestdag {
    /// 1 January.
    Nieuwjaarsdag,
    /// Two days before Easter; made equal to a feestdag by lid 2.
    GoedeVrijdag,
    /// The day after Easter.
    TweedePaasdag,
    /// 27 April, or 26 April when that is a Sunday (since 2014).
    Koningsdag,
    /// 5 May, every year.
    Bevrijdingsdag,
    /// 39 days after Easter.
    Hemelvaartsdag,
    /// 50 days after Easter.
    TweedePinksterdag,
    /// 25 December.
    EersteKerstdag,
    /// 26 December.
    TweedeKerstdag,
}

impl Feestdag {
    /// The feestdag that falls on this day, if one does.
    #[must_use]
    pub fn on(day: NaiveDate) -> Option<Self> {
        match (day.month(), day.day()) {
            (1, 1) => return Some(Self::Nieuwjaarsdag),
            (4, 26) if day.weekday() == Weekday::Sat => return Some(Self::Koningsdag),
            (4, 27) if day.weekday() != Weekday::Sun => return Some(Self::Koningsdag),
            (5, 5) => return Some(Self::Bevrijdingsdag),
            (12, 25) => return Some(Self::EersteKerstdag),
            (12, 26) => return Some(Self::TweedeKerstdag),
            _ => {}
        }
        match day.signed_duration_since(easter(day.year())?).num_days() {
            -2 => Some(Self::GoedeVrijdag),
            1 => Some(Self::TweedePaasdag),
            39 => Some(Self::Hemelvaartsdag),
            50 => Some(Self::TweedePinksterdag),
            _ => None,
        }
    }
}

/// Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.
/// `None` for a year that no date can hold.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped_leaps = century / 4;
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (15 + 19 * golden + century - skipped_leaps - moon_shift).rem_euclid(30);
    let to_sunday =
        (32 + 2 * (century.rem_euclid(4)) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late_moon + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}
