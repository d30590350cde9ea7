//! The national numbers: those that come with this version of the portal, and what two people of a region laid down beside them.
//! May import: app::{access, ctx, error}, domain, storage.

mod days;
mod holidays;

use std::collections::BTreeSet;
use std::sync::LazyLock;

pub use days::{TermOf, calendar, calendar_of, days_of_region, shipped_days};
pub use holidays::{holidays_of_region, shipped_holidays, summer_notices};

use chrono::{DateTime, NaiveDate, Utc};

use super::ctx::Ctx;
use super::error::{Error, Result};
use crate::domain::digest::Digest;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{NationalTables, Scheme, Span, SpanUnit};
use crate::domain::terms::{Calendar, Count, Deadline, Rule, Term, Unit, end_of_day, local_day};
use crate::domain::words;
use crate::storage::{DbConn, RegionScope, bases, laid_down};

static TABLES: LazyLock<Result<NationalTables, String>> = LazyLock::new(|| {
    NationalTables::parse_wnt(include_bytes!("../../../data/national/wnt.yaml"))
        .map_err(|mistakes| words::scheme::mistakes("data/national/wnt.yaml", &mistakes))
});

/// The tables of this portal, before any region laid something down.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn tables() -> Result<&'static NationalTables> {
    TABLES.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
}

/// The tables that hold in a region now.
///
/// # Errors
/// [`Error::Internal`] when the embedded file is broken; what the database says.
pub fn of_region(conn: &mut DbConn, scope: &RegionScope) -> Result<NationalTables> {
    let mut tables = tables()?.clone();
    // The last that was confirmed of a year comes first: what is confirmed does not change.
    for row in laid_down::confirmed(conn, scope, LaidDownKind::WntYear)?.iter().rev() {
        if let LaidDown::WntYear(year) = row.read()? {
            tables = tables.with(&year);
        }
    }
    Ok(tables)
}

/// Keep the text of tables: a decision that names them must be evaluated again when others hold. Its SHA-256, hexadecimal.
///
/// # Errors
/// What the database says.
pub fn keep(conn: &mut DbConn, ctx: &Ctx, tables: &NationalTables) -> Result<String> {
    let text = tables.text();
    let sha256 = Digest::of(text.as_bytes()).hex();
    bases::keep_tables(conn, &sha256, &text, ctx.now)?;
    Ok(sha256)
}

/// The tables with this SHA-256, as a decision names them.
///
/// # Errors
/// [`Error::NotFound`] when they were never kept; [`Error::Internal`] when their text cannot be read.
pub fn named(conn: &mut DbConn, hash: &str) -> Result<NationalTables> {
    let source = bases::tables(conn, hash)?;
    NationalTables::parse_wnt(source.as_bytes())
        .map_err(|mistakes| Error::internal(words::scheme::mistakes(hash, &mistakes)))
}

/// Of these years those whose maxima are missing or not confirmed.
///
/// # Errors
/// As [`of_region`].
pub fn missing(conn: &mut DbConn, scope: &RegionScope, years: &BTreeSet<i32>) -> Result<Vec<String>> {
    let tables = of_region(conn, scope)?;
    Ok(years.iter().filter(|year| tables.lacks(**year)).map(ToString::to_string).collect())
}

/// A published length of time as the calendar counts it.
///
/// # Errors
/// [`Error::Internal`] when it is longer than the calendar counts; the reader of regelingen refuses that.
pub fn term(span: Span) -> Result<Term> {
    let (count, unit) = match span.unit {
        SpanUnit::Days => (span.count, Unit::Days),
        SpanUnit::WorkingDays => (span.count, Unit::WorkingDays),
        SpanUnit::Weeks => (span.count, Unit::Weeks),
        SpanUnit::Months => (span.count, Unit::Months),
        SpanUnit::Years => (span.count.saturating_mul(12), Unit::Months),
    };
    Term::new(u16::try_from(count).map_err(Error::internal)?, unit).map_err(Error::internal)
}

/// The last day of a published length of time from a day on.
///
/// # Errors
/// [`Error::Internal`] as [`term`], and where the days are beyond those that the calendar counts.
pub fn last_day(from: NaiveDate, span: Span, rule: Rule, calendar: &Calendar) -> Result<NaiveDate> {
    Ok(deadline(from, span, rule, calendar)?.last_day)
}

/// The same, with every step that led there.
///
/// # Errors
/// As [`last_day`].
pub fn deadline(from: NaiveDate, span: Span, rule: Rule, calendar: &Calendar) -> Result<Deadline> {
    Count::new(from, term(span)?, rule).deadline(calendar).map_err(Error::internal)
}

/// The last day of what an aanbieder is asked at a moment, by the length that its regeling published, with every step.
///
/// # Errors
/// As [`last_day`]; what the database says.
pub fn for_provider(
    conn: &mut DbConn,
    scope: &RegionScope,
    scheme: &Scheme,
    (span, at): (Span, DateTime<Utc>),
) -> Result<Deadline> {
    let calendar = calendar(conn, scope, TermOf::Provider)?;
    deadline(local_day(at), span, scheme.remedy().rule(), &calendar)
}

/// The same, as the first moment that is too late.
///
/// # Errors
/// As [`for_provider`].
pub fn due_for_provider(
    conn: &mut DbConn,
    scope: &RegionScope,
    scheme: &Scheme,
    published: (Span, DateTime<Utc>),
) -> Result<DateTime<Utc>> {
    after(for_provider(conn, scope, scheme, published)?.last_day)
}

/// The first moment after a last day: too late.
///
/// # Errors
/// [`Error::Internal`] for a day beyond those that can be counted.
pub fn after(last: NaiveDate) -> Result<DateTime<Utc>> {
    end_of_day(last).map_err(|why| Error::internal(format!("{last}: {why:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scheme::WntClass;

    #[test]
    fn the_embedded_numbers_are_readable_and_an_unconfirmed_year_is_no_number() {
        let tables = tables().unwrap();
        assert!(tables.wnt_maximum(2024, WntClass::General).is_some());
        assert!(tables.wnt_maximum(2026, WntClass::General).is_none());
        assert!(shipped_holidays().is_ok() && shipped_days().is_ok());
    }
}
