//! Small phrases that every screen uses: moments, days left and file sizes. Amounts stand in `amounts`.
//! May import: chrono, chrono-tz, words::dates.

use super::dates::{long_date, month};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;

/// A space that does not break: an amount or a time stays on one line.
const TIGHT: char = '\u{a0}';

/// A moment to the minute on the clock of the Netherlands: `15 december 2026, 12:00 uur`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    let here = at.with_timezone(&Amsterdam);
    format!("{}, {}{TIGHT}uur", long_date(here.date_naive()), here.format("%H:%M"))
}

/// Until when something can be done: `tot en met 30 november 2026` where that ends with a day, else
/// `tot 6 december 2026, 17:00 uur`. `at` is the first moment that is too late.
#[must_use]
pub fn until(at: DateTime<Utc>) -> String {
    match ends_with(at) {
        Some(last) => format!("tot en met {}", long_date(last)),
        None => format!("tot {}", moment(at)),
    }
}

/// The last day before a first moment that is too late, where that is the beginning of a day.
#[must_use]
pub fn ends_with(at: DateTime<Utc>) -> Option<NaiveDate> {
    let here = at.with_timezone(&Amsterdam);
    if here.time() == chrono::NaiveTime::MIN { here.date_naive().pred_opt() } else { None }
}

/// A date for narrow columns: `15 dec 2026`. Months of four letters or fewer stay whole.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    let short = match month(date) {
        "maart" => "mrt",
        whole if whole.len() <= 4 => whole,
        other => other.get(..3).unwrap_or(other),
    };
    format!("{} {short} {}", date.day(), date.year())
}

/// How far a last day is from today: `nog 3 dagen`, `nog 1 dag`, `vandaag`, `2 dagen te laat`.
#[must_use]
pub fn days_left(today: NaiveDate, last: NaiveDate) -> String {
    match last.signed_duration_since(today).num_days() {
        0 => "vandaag".to_owned(),
        1 => "nog 1 dag".to_owned(),
        -1 => "1 dag te laat".to_owned(),
        left if left > 0 => format!("nog {left} dagen"),
        late => format!("{} dagen te laat", late.unsigned_abs()),
    }
}

/// A file size in decimal units, as file managers show it: `300 kB`, `1,2 MB`.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes}{TIGHT}B"),
        1_000..1_000_000 => format!("{}{TIGHT}kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{}{TIGHT}MB", one_decimal(bytes, 1_000_000)),
        _ => format!("{}{TIGHT}GB", one_decimal(bytes, 1_000_000_000)),
    }
}

/// Rounded down to one decimal, which is left out when it is zero.
fn one_decimal(bytes: u64, unit: u64) -> String {
    let (whole, rest) = parts(bytes, unit);
    let (tenth, _) = parts(rest, unit.div_ceil(10));
    if tenth == 0 { format!("{whole}") } else { format!("{whole},{tenth}") }
}

/// Quotient and remainder; the divisor is never zero here.
fn parts(value: u64, by: u64) -> (u64, u64) {
    (value.checked_div(by).unwrap_or_default(), value.checked_rem(by).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_ends_at_midnight_ends_with_the_day_before() {
        assert_eq!(until("2026-11-30T23:00:00Z".parse().unwrap()), "tot en met 30 november 2026");
        assert_eq!(until("2026-06-30T22:00:00Z".parse().unwrap()), "tot en met 30 juni 2026");
        assert_eq!(until("2026-12-06T16:00:00Z".parse().unwrap()), "tot 6 december 2026, 17:00\u{a0}uur");
    }

    #[test]
    fn a_moment_is_told_by_the_dutch_clock_in_winter_and_in_summer() {
        assert_eq!(moment("2026-12-15T11:00:00Z".parse().unwrap()), "15 december 2026, 12:00\u{a0}uur");
        assert_eq!(moment("2026-07-01T22:30:00Z".parse().unwrap()), "2 juli 2026, 00:30\u{a0}uur");
    }

    #[test]
    fn months_are_shortened_as_people_write_them() {
        assert_eq!(short_date(day("2026-03-01")), "1 mrt 2026");
        assert_eq!(short_date(day("2026-05-01")), "1 mei 2026");
        assert_eq!(short_date(day("2026-06-01")), "1 juni 2026");
        assert_eq!(short_date(day("2026-09-01")), "1 sep 2026");
    }

    #[test]
    fn days_left_count_calendar_days_and_say_when_it_is_too_late() {
        let today = day("2026-11-22");
        assert_eq!(days_left(today, day("2026-12-15")), "nog 23 dagen");
        assert_eq!(days_left(today, day("2026-11-23")), "nog 1 dag");
        assert_eq!(days_left(today, today), "vandaag");
        assert_eq!(days_left(today, day("2026-11-21")), "1 dag te laat");
        assert_eq!(days_left(today, day("2026-11-19")), "3 dagen te laat");
    }

    #[test]
    fn file_sizes_use_decimal_units() {
        assert_eq!(file_size(999), "999\u{a0}B");
        assert_eq!(file_size(299_400), "300\u{a0}kB");
        assert_eq!(file_size(1_250_000), "1,2\u{a0}MB");
        assert_eq!(file_size(20_000_000), "20\u{a0}MB");
        assert_eq!(file_size(1_000_000_000), "1\u{a0}GB");
    }
}
