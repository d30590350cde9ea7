//! One person enters something, and another, who looks it up or reads it too, confirms it: from then on it counts.
//! May import: app, auth, domain, storage.

mod dates;
mod lot;
mod window;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::national::{days_of_region, shipped_days, shipped_holidays, tables};
use super::policy::TwoPeople;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{LaidDownId, UserId};
use crate::domain::laid_down::{Confirmation, LaidDown, LaidDownKind};
use crate::domain::words::{holidays, national as words, policy};
use crate::storage::laid_down::{self, LaidDownRow};
use crate::storage::{DbConn, RegionScope, types};
pub use dates::{Changed, changed_dates};

/// Something that waits for a second person.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Identifier.
    pub id: LaidDownId,
    /// What was entered.
    pub what: LaidDown,
    /// Who entered it.
    pub by: UserId,
    /// The name of who entered it.
    pub name: String,
}

/// What waits in a region, of one kind, in order of what it is about.
///
/// # Errors
/// A row that cannot be read; what the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, kind: LaidDownKind) -> Result<Vec<Entered>> {
    let read = |(row, name): (LaidDownRow, String)| {
        let (id, by) = (types::id("laid_down", &row.id)?, types::id("laid_down", &row.entered_by)?);
        Ok(Entered { id, what: row.read()?, by, name })
    };
    laid_down::all_waiting(conn, scope, kind)?.into_iter().map(read).collect()
}

/// Enter something. It counts when somebody else confirms it.
///
/// # Errors
/// [`Error::Invalid`] for what this portal has already, and for what something waits about already.
pub fn enter(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, what: &LaidDown) -> Result<LaidDownId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let waits = waiting(conn, scope, what.kind())?.iter().any(|one| one.what.about() == what.about());
    match what {
        LaidDown::WntYear(year) if !tables()?.lacks(year.year()) => {
            return Err(Error::field("jaar", words::KNOWN));
        }
        LaidDown::WntYear(_) if waits => return Err(Error::field("jaar", words::WAITING)),
        LaidDown::WntYear(_) => {}
        LaidDown::Day(said) => {
            let takes = shipped_days()?.takes(&days_of_region(conn, scope)?, said);
            takes.map_err(|why| Error::field("dag_day", words::no_ruling(&why)))?;
            if waits {
                return Err(Error::field("dag_day", words::DAY_WAITING));
            }
        }
        LaidDown::Summer(one) => {
            shipped_holidays()?
                .takes(one)
                .map_err(|why| Error::field("van_day", holidays::no_summer(why)))?;
            if waits {
                return Err(Error::field("van_day", holidays::WAITING));
            }
        }
        LaidDown::Window(_) if waits => return Err(Error::field("titel", policy::PLAN_WAITING)),
        LaidDown::Dates(_) if waits => return Err(Error::field("sluit_day", policy::PLAN_WAITING)),
        LaidDown::Lot(_) if waits => return Err(Error::field("besluit", policy::PLAN_WAITING)),
        LaidDown::Window(plan) => window::check(conn, ctx, scope, plan)?,
        LaidDown::Dates(plan) => dates::check(conn, ctx, scope, plan)?,
        LaidDown::Lot(plan) => lot::check(conn, ctx, scope, plan)?,
    }
    let id: LaidDownId = ctx.id();
    let row = LaidDownRow::entered(&id, scope, what, &by, ctx.now)?;
    laid_down::insert(conn, &row)?;
    let event = Event::LaidDownEntered { subject: id.clone(), about: about(&row)? };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

/// Another person found the same: from now on it counts, and what it plans is published. What kind of thing it was.
///
/// # Errors
/// [`Error::Refused`] for who entered it, and for a plan that cannot be published any more; [`Error::NotFound`] when nothing waits.
pub fn confirm(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &LaidDownId,
    portal: &PublicUrl,
) -> Result<LaidDownKind> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = laid_down::waiting(conn, scope, id)?;
    let people = TwoPeople::new(types::id("laid_down", &row.entered_by)?, by)?;
    let event = Event::LaidDownConfirmed { subject: id.clone(), about: about(&row)? };
    settle(conn, ctx, scope, id, (Confirmation::Confirmed, people.confirmed_by()), event)?;
    match row.read()? {
        LaidDown::WntYear(_) | LaidDown::Day(_) | LaidDown::Summer(_) => {}
        LaidDown::Window(plan) => window::publish(conn, ctx, scope, &plan, &people, portal)?,
        LaidDown::Dates(plan) => dates::postpone(conn, ctx, scope, &plan, portal)?,
        LaidDown::Lot(plan) => lot::publish(conn, ctx, scope, &plan, &people, portal)?,
    }
    Ok(row.kind.0)
}

/// What waits was a mistake. What kind of thing it was.
///
/// # Errors
/// [`Error::NotFound`] when nothing waits.
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &LaidDownId) -> Result<LaidDownKind> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = laid_down::waiting(conn, scope, id)?;
    let event = Event::LaidDownWithdrawn { subject: id.clone(), about: about(&row)? };
    settle(conn, ctx, scope, id, (Confirmation::Withdrawn, &by), event)?;
    Ok(row.kind.0)
}

/// What it is about, for the log: `wnt_year:2027`, `day:2027-05-07`, `summer:2027-noord`, `lot:ib/GM1690`.
fn about(row: &LaidDownRow) -> Result<Token> {
    let about = match row.kind.0 {
        // The procedure before it would make it too long.
        LaidDownKind::Lot => row.about.split_once('/').map_or(row.about.as_str(), |(_, lot)| lot),
        LaidDownKind::WntYear
        | LaidDownKind::Day
        | LaidDownKind::Summer
        | LaidDownKind::Window
        | LaidDownKind::Dates => &row.about,
    };
    Token::parse(&format!("{}:{about}", row.kind.0.code())).map_err(Error::internal)
}

fn settle(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &LaidDownId,
    (state, by): (Confirmation, &UserId),
    event: Event,
) -> Result<()> {
    if !laid_down::settle(conn, scope, id, state, (by, ctx.now))? {
        return Err(Error::Stale);
    }
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
