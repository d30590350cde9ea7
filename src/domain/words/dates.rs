//! Dates and moments in words, as people in the Netherlands read them. May import: chrono, chrono-tz.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use chrono_tz::Europe::Amsterdam;

/// The name of a date's month.
pub(super) fn month(date: NaiveDate) -> &'static str {
    month_name(date.month())
}

/// The name of a month, from 1.
pub(super) fn month_name(number: u32) -> &'static str {
    match number {
        1 => "januari",
        2 => "februari",
        3 => "maart",
        4 => "april",
        5 => "mei",
        6 => "juni",
        7 => "juli",
        8 => "augustus",
        9 => "september",
        10 => "oktober",
        11 => "november",
        _ => "december",
    }
}

/// A date in full: `22 november 2026`.
#[must_use]
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// The month of a date: `november 2026`.
#[must_use]
pub fn month_and_year(date: NaiveDate) -> String {
    format!("{} {}", month(date), date.year())
}

/// A date with its day of the week: `zondag 22 november 2026`.
#[must_use]
pub fn weekday_and_date(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => "maandag",
        Weekday::Tue => "dinsdag",
        Weekday::Wed => "woensdag",
        Weekday::Thu => "donderdag",
        Weekday::Fri => "vrijdag",
        Weekday::Sat => "zaterdag",
        Weekday::Sun => "zondag",
    };
    format!("{weekday} {}", long_date(date))
}

/// A moment on the clock of the Netherlands, to the minute: `22 november 2026 om 09:05 uur`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    let here = at.with_timezone(&Amsterdam);
    format!("{} om {} uur", long_date(here.date_naive()), here.format("%H:%M"))
}

/// A moment on the clock of the Netherlands, to the second and with its distance to UTC:
/// in the night that the clock goes back, 02:30 happens twice and only the distance tells which.
#[must_use]
pub fn exact_moment(at: DateTime<Utc>) -> String {
    let here = at.with_timezone(&Amsterdam);
    format!("{} om {} uur (UTC{})", long_date(here.date_naive()), here.format("%H:%M:%S"), here.format("%:z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_that_happens_twice_is_told_apart() {
        let first: DateTime<Utc> = "2026-10-25T00:30:00Z".parse().unwrap();
        let second: DateTime<Utc> = "2026-10-25T01:30:00Z".parse().unwrap();
        assert_eq!(exact_moment(first), "25 oktober 2026 om 02:30:00 uur (UTC+02:00)");
        assert_eq!(exact_moment(second), "25 oktober 2026 om 02:30:00 uur (UTC+01:00)");
    }

    #[test]
    fn a_day_and_a_moment_read_as_in_a_letter() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        assert_eq!(weekday_and_date(date), "zaterdag 5 december 2026");
        let at: DateTime<Utc> = "2026-04-26T22:05:59Z".parse().unwrap();
        assert_eq!(moment(at), "27 april 2026 om 00:05 uur");
    }
}
