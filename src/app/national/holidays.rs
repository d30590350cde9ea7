//! The summer holidays of schools: those that come with the portal, and what two people of a region laid down beside them.
//! May import: app::error, domain, storage.

use std::sync::LazyLock;

use crate::app::error::{Error, Result};
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{RegionSummer, Scheme, SchoolHolidays};
use crate::domain::windows::Phases;
use crate::domain::words;
use crate::storage::{DbConn, RegionScope, laid_down};

static SHIPPED: LazyLock<Result<SchoolHolidays, String>> = LazyLock::new(|| {
    SchoolHolidays::parse(include_bytes!("../../../data/national/schoolvakanties.yaml"))
        .map_err(|mistakes| words::scheme::mistakes("data/national/schoolvakanties.yaml", &mistakes))
});

/// The summers that come with this version of the portal, before any region laid one down.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn shipped_holidays() -> Result<&'static SchoolHolidays> {
    SHIPPED.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
}

/// The summers as a region knows them now.
///
/// # Errors
/// As [`shipped_holidays`]; what the database says.
pub fn holidays_of_region(conn: &mut DbConn, scope: &RegionScope) -> Result<SchoolHolidays> {
    let mut known: Vec<RegionSummer> = Vec::new();
    for row in laid_down::confirmed(conn, scope, LaidDownKind::Summer)? {
        if let LaidDown::Summer(summer) = row.read()? {
            known.push(summer);
        }
    }
    Ok(shipped_holidays()?.with(&known))
}

/// What who plans a window should know: days to apply on that lie in summer holidays. Sentences; none where all is well.
#[must_use]
pub fn summer_notices(holidays: &SchoolHolidays, scheme: &Scheme, phases: &Phases) -> Vec<String> {
    let notices = holidays.notices(scheme.gemeenten(), &phases.submission_days());
    notices.iter().map(words::holidays::notice).collect()
}
