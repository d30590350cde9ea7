//! Days made equal to a feestdag, and the calendar by which terms are counted in a region.
//! May import: app::{access, error, national}, domain, storage.

use std::sync::LazyLock;

use crate::app::access;
use crate::app::error::{Error, Result};
use crate::domain::ids::Id;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{DayRuling, EqualDays};
use crate::domain::terms::Calendar;
use crate::domain::words;
use crate::storage::{DbConn, RegionScope, laid_down};

static SHIPPED: LazyLock<Result<EqualDays, String>> = LazyLock::new(|| {
    EqualDays::parse(include_bytes!("../../../data/national/feestdagen.yaml"))
        .map_err(|mistakes| words::scheme::mistakes("data/national/feestdagen.yaml", &mistakes))
});

/// The days that come with this version of the portal, before any region said something of a day.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn shipped_days() -> Result<&'static EqualDays> {
    SHIPPED.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
}

/// The days that hold in a region now.
///
/// # Errors
/// As [`shipped_days`]; what the database says.
pub fn days_of_region(conn: &mut DbConn, scope: &RegionScope) -> Result<EqualDays> {
    let mut said: Vec<DayRuling> = Vec::new();
    for row in laid_down::confirmed(conn, scope, LaidDownKind::Day)? {
        if let LaidDown::Day(ruling) = row.read()? {
            said.push(ruling);
        }
    }
    Ok(shipped_days()?.ruled(&said))
}

/// Whose term is counted. A day that nobody confirmed is doubtful, and doubt is never to the harm of the aanbieder (ADR 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermOf {
    /// The aanbieder must do something: a doubtful day counts as a feestdag, so that the term is not too short.
    Provider,
    /// The region must do something: a doubtful day is a day like any other, so that the term is not too long.
    Region,
}

/// The calendar by which terms are counted in a region from now on. Days that were computed before stay as they were kept.
///
/// # Errors
/// As [`days_of_region`].
pub fn calendar(conn: &mut DbConn, scope: &RegionScope, of: TermOf) -> Result<Calendar> {
    let calendar = days_of_region(conn, scope)?.calendar();
    Ok(match of {
        TermOf::Provider => calendar,
        TermOf::Region => calendar.without_unconfirmed(),
    })
}

/// The same for work that knows the region by its row only.
///
/// # Errors
/// As [`days_of_region`]; [`Error::Internal`] for what is no identifier.
pub fn calendar_of(conn: &mut DbConn, region: &str, of: TermOf) -> Result<Calendar> {
    let region = Id::parse(region).map_err(Error::internal)?;
    calendar(conn, &access::for_system(region), of)
}
