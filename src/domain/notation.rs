//! How people here write amounts, percentages, whole numbers and days: read exactly, or not at all.
//! May import: money.

use chrono::NaiveDate;

use crate::money::{BasisPoints, Cents};

/// `1250`, `24.582` (thousands in threes), `-3`.
#[must_use]
pub fn whole(text: &str) -> Option<i64> {
    let (sign, digits) = signed(text.trim());
    grouped(digits)?.checked_mul(sign)
}

/// `58,20`, `€ 1.250.000`, `€ -5,00`: euros with no or exactly two decimals, as eurocents.
#[must_use]
pub fn money(text: &str) -> Option<Cents> {
    let text = text.trim();
    let (sign, digits) = signed(text.strip_prefix('€').map_or(text, str::trim_start));
    let (euros, cents) = match digits.split_once(',') {
        None => (digits, 0),
        Some((euros, cents)) => (euros, (cents.len() == 2).then(|| plain(cents)).flatten()?),
    };
    let total = grouped(euros)?.checked_mul(100)?.checked_add(cents)?;
    total.checked_mul(sign).map(Cents::new)
}

/// `20 %`, `22,5 %`, `-3,25%`, or the same without the sign: at most two decimals, as basis points.
#[must_use]
pub fn percent(text: &str) -> Option<BasisPoints> {
    let text = text.trim();
    let (sign, digits) = signed(text.strip_suffix('%').map_or(text, str::trim_end));
    let (ones, parts) = match digits.split_once(',') {
        None => (digits, 0),
        Some((ones, parts)) => {
            let points = plain(parts)?;
            (
                ones,
                if parts.len() == 1 {
                    points.checked_mul(10)?
                } else {
                    (parts.len() == 2).then_some(points)?
                },
            )
        }
    };
    let total = grouped(ones)?.checked_mul(100)?.checked_add(parts)?.checked_mul(sign)?;
    i32::try_from(total).ok().map(BasisPoints::new)
}

/// `2026-12-15` only.
#[must_use]
pub fn iso_day(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// `15-12-2026` as people type it, or `2026-12-15` as browsers send it.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    iso_day(text).or_else(|| {
        let mut parts = text.split('-');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = parts.next().is_none() && day.len() <= 2 && month.len() <= 2 && year.len() == 4;
        let (day, month) = (u32::try_from(plain(day)?).ok()?, u32::try_from(plain(month)?).ok()?);
        fits.then(|| NaiveDate::from_ymd_opt(i32::try_from(plain(year)?).ok()?, month, day))?
    })
}

fn signed(text: &str) -> (i64, &str) {
    text.strip_prefix('-').map_or((1, text), |rest| (-1, rest))
}

/// Digits only.
fn plain(digits: &str) -> Option<i64> {
    let fits = !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

/// Digits, or digits in groups of three after the first with a point between.
fn grouped(digits: &str) -> Option<i64> {
    if !digits.contains('.') {
        return plain(digits);
    }
    let mut groups = digits.split('.');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| plain(&digits.replace('.', ""))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written_here_and_never_as_floats() {
        assert_eq!(money("€ 1.234,56"), Some(Cents::new(123_456)));
        assert_eq!(money("50000"), Some(Cents::new(5_000_000)));
        assert_eq!(money("€ -5,00"), Some(Cents::new(-500)));
        for wrong in ["58.2", "58,2", "58,200", "1,234.56", "€", "", "1.23", "1.2345", "12 34", "٣"] {
            assert_eq!(money(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn percentages_have_at_most_two_decimals() {
        assert_eq!(percent("20 %"), Some(BasisPoints::new(2_000)));
        assert_eq!(percent("22,5%"), Some(BasisPoints::new(2_250)));
        assert_eq!(percent("-3,25 %"), Some(BasisPoints::new(-325)));
        assert_eq!(percent("20,125 %"), None);
        assert_eq!(percent("0.2"), None);
    }

    #[test]
    fn days_are_read_in_both_orders_and_only_when_they_exist() {
        let expected = NaiveDate::from_ymd_opt(2026, 2, 1);
        assert_eq!(day("1-2-2026"), expected);
        assert_eq!(day("2026-02-01"), expected);
        assert_eq!(day("31-2-2026"), None);
        assert_eq!(day("1-2-26"), None);
        assert_eq!(iso_day("2026-2-1"), None);
    }

    #[test]
    fn whole_numbers_may_have_points_between_thousands() {
        assert_eq!(whole("24.582"), Some(24_582));
        assert_eq!(whole("-3"), Some(-3));
        assert_eq!(whole("2.5"), None);
        assert_eq!(whole("99999999999999999999"), None);
    }
}
