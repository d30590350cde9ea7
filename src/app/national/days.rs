//! Days made equal to a feestdag, and the calendar with them: one person says something of a day, another looks it up too.
//! May import: app::{access, ctx, error, national, policy}, domain, storage.

use std::sync::LazyLock;

use crate::app::access;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::policy::TwoPeople;
use crate::domain::audit::Event;
use crate::domain::ids::{EqualDayId, Id, UserId};
use crate::domain::scheme::{Confirmation, DayRuling, EqualDays, NoRuling};
use crate::domain::terms::Calendar;
use crate::domain::words;
use crate::domain::words::national::no_ruling;
use crate::storage::equal_days::{self, EqualDayRow};
use crate::storage::{DbConn, RegionScope, types};

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
    let said = equal_days::confirmed(conn, scope)?;
    let said: Vec<DayRuling> = said.iter().map(EqualDayRow::read).collect::<Result<_, _>>()?;
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

/// Something said of a day, waiting for a second person.
#[derive(Debug, Clone)]
pub struct Said {
    /// Identifier.
    pub id: EqualDayId,
    /// What was said.
    pub ruling: DayRuling,
    /// Who said it.
    pub by: UserId,
    /// The name of who said it.
    pub name: String,
}

/// Everything that waits in a region, the first day first.
///
/// # Errors
/// A row that cannot be read; what the database says.
pub fn waiting_days(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<Said>> {
    let read = |(row, name): (EqualDayRow, String)| {
        let (id, by) = (types::id("equal_days", &row.id)?, types::id("equal_days", &row.entered_by)?);
        Ok(Said { id, ruling: row.read()?, by, name })
    };
    equal_days::all_waiting(conn, scope)?.into_iter().map(read).collect()
}

/// Say something of a day. It counts when somebody else confirms it.
///
/// # Errors
/// [`Error::Invalid`] for what cannot be said of this day, and for a day of which something waits already.
pub fn say(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, said: &DayRuling) -> Result<EqualDayId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let now = days_of_region(conn, scope)?;
    let refused = |why: NoRuling| Error::field("dag_day", no_ruling(&why));
    shipped_days()?.takes(&now, said).map_err(refused)?;
    if waiting_days(conn, scope)?.iter().any(|one| one.ruling.day() == said.day()) {
        return Err(Error::field("dag_day", words::national::DAY_WAITING));
    }
    let id: EqualDayId = ctx.id();
    equal_days::insert(conn, &EqualDayRow::entered(&id, scope, said, &by, ctx.now))?;
    let event = Event::EqualDayEntered { subject: id.clone(), day: said.day() };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

/// Another person found the same: from now on it counts.
///
/// # Errors
/// [`Error::Refused`] for who said it; [`Error::NotFound`] when nothing waits.
pub fn confirm_day(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &EqualDayId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = equal_days::waiting(conn, scope, id)?;
    let people = TwoPeople::new(types::id("equal_days", &row.entered_by)?, by)?;
    settle(conn, ctx, scope, id, (Confirmation::Confirmed, people.confirmed_by()))?;
    let event = Event::EqualDayConfirmed { subject: id.clone(), day: row.day };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

/// What waits was a mistake.
///
/// # Errors
/// [`Error::NotFound`] when nothing waits.
pub fn withdraw_day(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &EqualDayId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = equal_days::waiting(conn, scope, id)?;
    settle(conn, ctx, scope, id, (Confirmation::Withdrawn, &by))?;
    let event = Event::EqualDayWithdrawn { subject: id.clone(), day: row.day };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

fn settle(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &EqualDayId,
    (state, by): (Confirmation, &UserId),
) -> Result<()> {
    if equal_days::settle(conn, scope, id, state, (by, ctx.now))? { Ok(()) } else { Err(Error::Stale) }
}
