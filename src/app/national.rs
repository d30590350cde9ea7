//! The national numbers that come with this version of the portal, read once.
//! May import: domain, storage, app::error.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::ctx::Ctx;
use super::error::{Error, Result};
use crate::domain::digest::Digest;
use crate::domain::scheme::{NationalTables, Span, SpanUnit, parse_equal_days};
use crate::domain::terms::{Calendar, Term, Unit};
use crate::domain::words;
use crate::storage::{DbConn, bases};

/// The text of the tables.
const WNT: &str = include_str!("../../data/national/wnt.yaml");

static SHA256: LazyLock<String> = LazyLock::new(|| Digest::of(WNT.as_bytes()).hex());

static TABLES: LazyLock<Result<NationalTables, String>> = LazyLock::new(|| {
    NationalTables::parse_wnt(WNT.as_bytes())
        .map_err(|mistakes| words::scheme::mistakes("data/national/wnt.yaml", &mistakes))
});

/// The tables.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn tables() -> Result<&'static NationalTables> {
    TABLES.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
}

/// SHA-256 of the text of the tables, hexadecimal.
#[must_use]
pub fn sha256() -> &'static str {
    &SHA256
}

/// Keep the text of the tables: a decision that names them must be evaluated again when a later portal has others.
///
/// # Errors
/// What the database says.
pub fn keep(conn: &mut DbConn, ctx: &Ctx) -> Result<()> {
    Ok(bases::keep_tables(conn, sha256(), WNT, ctx.now)?)
}

/// The tables with this SHA-256, of this portal or an earlier one.
///
/// # Errors
/// [`Error::NotFound`] when they were never kept; [`Error::Internal`] when their text cannot be read.
pub fn named(conn: &mut DbConn, hash: &str) -> Result<Cow<'static, NationalTables>> {
    if hash == sha256() {
        return tables().map(Cow::Borrowed);
    }
    let source = bases::tables(conn, hash)?;
    NationalTables::parse_wnt(source.as_bytes())
        .map(Cow::Owned)
        .map_err(|mistakes| Error::internal(words::scheme::mistakes(hash, &mistakes)))
}

static CALENDAR: LazyLock<Result<Calendar, String>> = LazyLock::new(|| {
    // An unconfirmed day counts too: it makes a term longer, never shorter, and somebody is warned in beheer.
    parse_equal_days(include_bytes!("../../data/national/feestdagen.yaml"))
        .map(|days| Calendar::new(days.into_iter().map(|(day, figure)| (day, figure.value))))
        .map_err(|mistakes| words::scheme::mistakes("data/national/feestdagen.yaml", &mistakes))
});

/// The calendar of feestdagen and days made equal to one.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn calendar() -> Result<&'static Calendar> {
    CALENDAR.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scheme::WntClass;

    #[test]
    fn the_embedded_numbers_are_readable_and_an_unconfirmed_year_is_no_number() {
        let tables = tables().unwrap();
        assert!(tables.wnt_maximum(2024, WntClass::General).is_some());
        assert!(tables.wnt_maximum(2026, WntClass::General).is_none());
    }
}
