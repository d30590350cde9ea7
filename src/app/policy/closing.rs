//! The close of a window takes effect a minute later: when nothing that was received before it can still be on its way.
//!
//! What is received is stamped before it waits for the database, so at the close there may be submissions that are in and
//! not stored. A change that gets its turn more than [`STALE`] after its stamp is refused. [`SETTLED`] after the close the
//! runner takes its turn as the one writer: whoever was stamped before the close and had a turn has finished, and
//! whoever had none is refused. Only from then on sealed dossiers open and decisions are signed (docs/adr/0007).
//! May import: app, domain, storage.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::WindowId;
use crate::domain::job::Job;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, calendar};

/// A change that waited longer than this for its turn is refused: far longer than a database makes anybody wait.
pub const STALE: TimeDelta = TimeDelta::seconds(30);
/// How long after the close it takes effect; the clocks of two nodes differ by much less than what this is longer.
pub const SETTLED: TimeDelta = TimeDelta::seconds(60);

/// Refuse a change that was received too long ago. To be asked with the turn in hand, by the clock of this moment.
///
/// # Errors
/// [`Error::Unavailable`]: nothing was kept, and it can be sent again.
pub fn still_fresh(received_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    if now - received_at > STALE {
        return Err(Error::Unavailable("it waited too long for the database".into()));
    }
    Ok(())
}

/// Plan the work of a close.
///
/// # Errors
/// What the database says.
pub fn plan(conn: &mut DbConn, ctx: &Ctx, window: &WindowId, closes: DateTime<Utc>) -> Result<()> {
    Ok(ctx.enqueue_at(conn, &Job::CloseWindow { window: window.clone() }, closes + SETTLED)?)
}

/// Let the close of a window take effect, if it passed long enough ago; a window that was extended meanwhile gets its turn
/// later. Doing it twice changes nothing.
///
/// # Errors
/// What the database says.
pub fn close(conn: &mut DbConn, ctx: &Ctx, window: &WindowId) -> Result<()> {
    let row = calendar::to_close(conn, window)?;
    let closes = instant(row.closes_at);
    if row.closed_at.is_some() {
        return Ok(());
    }
    if ctx.now < closes + SETTLED {
        return plan(conn, ctx, window, closes);
    }
    if !calendar::close(conn, &row, ctx.now)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(&types::id("windows", &row.region_id)?)
        .procedure(&types::id("windows", &row.procedure_id)?);
    Ok(ctx.record(conn, &place, Event::WindowClosed { subject: window.clone(), closes })?)
}
