//! Dates as people in the Netherlands write them, and which of them somebody was born on.
//! May import: words::private.

use chrono::{Datelike as _, NaiveDate};

use super::scan::{Group, Line};
use crate::words::private as words;

/// Who gets Wmo care is grown up: a date this long ago is taken for a birth date, and not for that of what happened.
const LONG_AGO_YEARS: i32 = 15;
/// How far before a date a word about it stands.
const NEAR: usize = 24;

/// A date in a line, of which the century may not have been written.
#[derive(Debug)]
pub struct Date {
    /// First character.
    pub from: usize,
    /// After the last.
    pub to: usize,
    day: u32,
    month: u32,
    /// In this century, where the century was not written.
    year: i32,
    short: bool,
}

impl Date {
    /// Whether somebody was born then.
    #[must_use]
    pub fn is_birth(&self, line: &Line, today: NaiveDate) -> bool {
        let ahead = self.short && self.year > today.year();
        let year = if ahead { self.year - 100 } else { self.year };
        let long_ago = NaiveDate::from_ymd_opt(year, self.month, self.day)
            .is_some_and(|date| today.year() - date.year() > LONG_AGO_YEARS);
        long_ago || line.has_before(self.from, NEAR, words::BORN)
    }
}

/// Every date in a line.
#[must_use]
pub fn find(line: &Line) -> Vec<Date> {
    let groups = line.groups();
    let starts = (0..groups.len()).filter_map(|first| groups.get(first..));
    starts
        .filter_map(|rest| {
            numbers(line, rest).or_else(|| month_in_words(line, rest)).or_else(|| at_once(rest))
        })
        .collect()
}

/// `12-03-1980`, `12/3/80`, `12 03 1980`, `1980-03-12`.
fn numbers(line: &Line, groups: &[Group]) -> Option<Date> {
    let [one, two, three, ..] = groups else { return None };
    let sign = line.text(one.to, two.from);
    let same = sign == line.text(two.to, three.from);
    if !same || !["-", "/", ".", " ", "‑", "–"].contains(&sign.as_str()) || two.digits.len() > 2 {
        return None;
    }
    let (day, year) = if one.digits.len() == 4 { (three, one) } else { (one, three) };
    // Between spaces only a year of four digits tells a date from other numbers; and what goes on in the same way is no date.
    let goes_on = groups.get(3).is_some_and(|next| line.text(three.to, next.from) == sign);
    let spaced = sign == " ";
    if (goes_on && !spaced) || (spaced && year.digits.len() == 2) {
        return None;
    }
    known((one.from, three.to), &day.digits, two.digits.parse().ok()?, &year.digits)
}

/// `12 maart 1980`, `12e mrt. '80`.
fn month_in_words(line: &Line, groups: &[Group]) -> Option<Date> {
    let [day, year, ..] = groups else { return None };
    let between = line.text(day.to, year.from).to_lowercase();
    let letters: Vec<&str> =
        between.split(|one: char| !one.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let word = match letters.as_slice() {
        [word] => word,
        [ordinal, word] if words::ORDINALS.contains(ordinal) => word,
        _ => return None,
    };
    let (_, month) = words::MONTHS.iter().find(|(name, _)| name == word)?;
    known((day.from, year.to), &day.digits, *month, &year.digits)
}

/// `12031980` or `19800312`.
fn at_once(groups: &[Group]) -> Option<Date> {
    let group = groups.first().filter(|group| group.digits.len() == 8)?;
    let part = |from: usize, to: usize| group.digits.get(from..to);
    let month = |text: &str| text.parse::<u32>().ok();
    let place = (group.from, group.to);
    let first = known(place, part(0, 2)?, month(part(2, 4)?)?, part(4, 8)?);
    first.or_else(|| known(place, part(6, 8)?, month(part(4, 6)?)?, part(0, 4)?))
}

/// Only what is a day of the calendar, of the last century or this one.
fn known((from, to): (usize, usize), day: &str, month: u32, year: &str) -> Option<Date> {
    let short = year.len() == 2;
    if day.len() > 2 || !(short || year.len() == 4) {
        return None;
    }
    let year = year.parse::<i32>().ok()?;
    let date =
        Date { from, to, day: day.parse().ok()?, month, year: if short { 2000 + year } else { year }, short };
    // Without its century a year may be a leap year in either; 2000 was one.
    let calendar = NaiveDate::from_ymd_opt(if short { 2000 } else { date.year }, date.month, date.day);
    calendar.filter(|_| (1900..2100).contains(&date.year)).map(|_| date)
}
