//! A year of WNT maxima is entered by one person and confirmed by another, who looks it up too.
//! May import: app::{ctx, error, national, policy}, domain, storage.

use super::tables;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::policy::TwoPeople;
use crate::domain::audit::Event;
use crate::domain::ids::{UserId, WntYearId};
use crate::domain::scheme::{Confirmation, WntYear};
use crate::domain::words::national as words;
use crate::storage::wnt_years::{self, WntYearRow};
use crate::storage::{DbConn, RegionScope, types};

/// A year that somebody entered.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Identifier.
    pub id: WntYearId,
    /// The maxima.
    pub year: WntYear,
    /// Whether they count.
    pub state: Confirmation,
    /// Who entered them.
    pub by: UserId,
    /// The name of who entered them.
    pub name: String,
}

/// Everything that a region entered, the latest year first.
///
/// # Errors
/// A row that cannot be read; what the database says.
pub fn entered(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<Entered>> {
    let read = |(row, name): (WntYearRow, String)| {
        Ok(Entered {
            id: types::id("wnt_years", &row.id)?,
            year: row.read()?,
            state: row.state.0,
            by: types::id("wnt_years", &row.entered_by)?,
            name,
        })
    };
    wnt_years::all(conn, scope)?.into_iter().map(read).collect()
}

/// Enter a year.
///
/// # Errors
/// [`Error::Invalid`] for a year that this portal has, and for one that waits already.
pub fn enter(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, year: &WntYear) -> Result<WntYearId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    if !tables()?.lacks(year.year()) {
        return Err(Error::field("jaar", words::KNOWN));
    }
    let waits = |one: &Entered| one.year.year() == year.year() && one.state == Confirmation::Waiting;
    if entered(conn, scope)?.iter().any(waits) {
        return Err(Error::field("jaar", words::WAITING));
    }
    let id: WntYearId = ctx.id();
    wnt_years::insert(conn, &WntYearRow::entered(&id, scope, year, &by, ctx.now))?;
    let event = Event::WntYearEntered { subject: id.clone(), year: year.year().unsigned_abs() };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

/// Another person found the same numbers: from now on they count.
///
/// # Errors
/// [`Error::Refused`] for who entered them; [`Error::NotFound`] when nothing waits.
pub fn confirm(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &WntYearId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = wnt_years::waiting(conn, scope, id)?;
    let people = TwoPeople::new(types::id("wnt_years", &row.entered_by)?, by)?;
    settle(conn, ctx, scope, id, (Confirmation::Confirmed, people.confirmed_by()))?;
    let event = Event::WntYearConfirmed { subject: id.clone(), year: row.year.unsigned_abs() };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

/// What waits was a mistake.
///
/// # Errors
/// [`Error::NotFound`] when nothing waits.
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &WntYearId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = wnt_years::waiting(conn, scope, id)?;
    settle(conn, ctx, scope, id, (Confirmation::Withdrawn, &by))?;
    let event = Event::WntYearWithdrawn { subject: id.clone(), year: row.year.unsigned_abs() };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

fn settle(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &WntYearId,
    (state, by): (Confirmation, &UserId),
) -> Result<()> {
    if wnt_years::settle(conn, scope, id, state, (by, ctx.now))? { Ok(()) } else { Err(Error::Stale) }
}
