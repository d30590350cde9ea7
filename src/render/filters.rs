//! Filters that turn values into the words of `domain::words`.
//! May import: tera, chrono, domain::words.

use crate::domain::money::{BasisPoints, Cents};
use crate::domain::words::{amounts, dates, screens};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use tera::{Kwargs, State, Tera, TeraResult};

/// Days before a deadline from which it is shown as near.
const SOON: i64 = 7;

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", |text: &str, _: Kwargs, _: &State| {
        Ok::<_, tera::Error>(dates::long_date(day(text)?))
    });
    tera.register_filter("short_date", |text: &str, _: Kwargs, _: &State| {
        Ok::<_, tera::Error>(screens::short_date(day(text)?))
    });
    tera.register_filter("moment", |text: &str, _: Kwargs, _: &State| {
        Ok::<_, tera::Error>(screens::moment(instant(text)?))
    });
    tera.register_filter("until", |text: &str, _: Kwargs, _: &State| {
        Ok::<_, tera::Error>(screens::until(instant(text)?))
    });
    tera.register_filter("days_left", days_left);
    tera.register_filter("deadline_tone", deadline_tone);
    tera.register_filter("euros", |cents: i64, _: Kwargs, _: &State| amounts::euros(Cents::new(cents)));
    tera.register_filter("number", |value: i64, _: Kwargs, _: &State| amounts::whole(value));
    tera.register_filter("percent", |share: i32, _: Kwargs, _: &State| {
        amounts::percent(BasisPoints::new(share))
    });
    tera.register_filter("file_size", |bytes: u64, _: Kwargs, _: &State| screens::file_size(bytes));
}

/// "nog 3 dagen", counted from the argument `today`.
fn days_left(last: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(screens::days_left(day(kwargs.must_get::<&str>("today")?)?, last_day(last)?))
}

/// [`tone`], counted from the argument `today`.
fn deadline_tone(last: &str, kwargs: Kwargs, _: &State) -> TeraResult<&'static str> {
    Ok(tone(day(kwargs.must_get::<&str>("today")?)?, last_day(last)?))
}

/// How a last day is shown: `late`, `soon` or `ample`.
#[must_use]
pub fn tone(today: NaiveDate, last: NaiveDate) -> &'static str {
    match last.signed_duration_since(today).num_days() {
        ..0 => "late",
        0..=SOON => "soon",
        _ => "ample",
    }
}

/// A date, or the last day on which there is still time before a moment.
fn last_day(text: &str) -> TeraResult<NaiveDate> {
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date),
        Err(_) => screens::ends_with(instant(text)?).map_or_else(|| day(text), Ok),
    }
}

/// A date, or the Dutch date of a moment.
fn day(text: &str) -> TeraResult<NaiveDate> {
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date),
        Err(_) => Ok(instant(text)?.with_timezone(&Amsterdam).date_naive()),
    }
}

fn instant(text: &str) -> TeraResult<DateTime<Utc>> {
    text.parse().map_err(|_| tera::Error::message(format!("not a date or moment: {text}")))
}
