//! Closing herstelverzoeken whose term passed unused.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::opened::Opened;
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::due;
use crate::app::error::{Error, Result};
use crate::domain::application::{Command, clarification};
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, ClarificationId, UserId};
use crate::domain::terms::start_of_day;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::{DbConn, types};

/// Close every request whose term ended before this Dutch day; how many. Doing it twice changes nothing.
///
/// # Errors
/// What the database says.
pub fn expire(conn: &mut DbConn, ctx: &Ctx, on: NaiveDate) -> Result<usize> {
    let until = start_of_day(on).map_err(|why| Error::internal(format!("{on}: {why:?}")))?;
    let rows = clarifications::overdue(conn, until.min(ctx.now))?;
    for row in &rows {
        one(conn, ctx, row)?;
    }
    Ok(rows.len())
}

fn one(conn: &mut DbConn, ctx: &Ctx, row: &ClarificationRow) -> Result<()> {
    let scope = access::for_system(types::id("clarifications", &row.region_id)?);
    let application: ApplicationId = types::id("clarifications", &row.application_id)?;
    let id: ClarificationId = types::id("clarifications", &row.id)?;
    let opened = Opened::load(conn, ctx, &scope, &application)?;
    let settled = clarifications::life(row)?.apply(clarification::Command::Expire, ctx.now);
    let settled = settled.map_err(|why| Error::refused(why.in_dutch()))?;
    let command = Command::Expire { clarification: id.clone() };
    let next = opened.life.clone().apply(command, ctx.now, &opened.window);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    if !clarifications::settle(conn, &row.id, &settled, "", ctx.now)? {
        return Err(Error::Stale);
    }
    // Nobody did this: the person who asked stays the last one who brought it here.
    let by: UserId = types::id("clarifications", &row.asked_by)?;
    opened.step(conn, ctx, &next, &by, opened.row.version)?;
    due::renew(conn, &opened.row, &opened.window, &opened.scheme)?;
    let place = opened.place_of(&scope, settled.request().member.as_ref())?;
    ctx.record(conn, &place, Event::ClarificationExpired { subject: id })?;
    super::complete(conn, ctx, &scope, &application, &by)
}
