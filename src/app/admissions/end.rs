//! An admission that the gemeente ends by a measure. May import: app, domain, storage.

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::admission::{Command, Ending, RunningClients};
use crate::domain::audit::{Event, Token};
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::{self, AdmissionRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, suspensions};

/// End an admission today. Not while clients run, unless each has another aanbieder (Q11).
///
/// # Errors
/// [`Error::Refused`] while clients run, and where it does not run; [`Error::Stale`].
pub fn end(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    row: &AdmissionRow,
    (basis, transferred): (&Motivation, bool),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let today = local_day(ctx.now);
    let clients = if transferred { RunningClients::Transferred } else { clients(conn, row)? };
    let ending = Ending::Gemeente { basis: basis.clone(), by: by.clone() };
    let by_whom = Token::parse(ending.code()).map_err(Error::internal)?;
    let next = admissions::life(conn, row)?.apply(Command::End { ending, clients }, today);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    suspensions::end(conn, row, Some(&by), ctx.now)?;
    if !admissions::step(conn, row, &next, ctx.now)? {
        return Err(Error::Stale);
    }
    let event = Event::AdmissionEnded {
        subject: types::id("admissions", &row.id)?,
        by: by_whom,
        reason: Token::parse("measure").map_err(Error::internal)?,
        on: today,
    };
    let (procedure, org) =
        (types::id("admissions", &row.procedure_id)?, types::id("admissions", &row.org_id)?);
    Ok(ctx.record(conn, &place(scope, &procedure, &org), event)?)
}

/// The clients that an aanbieder states to have: the places that are not free.
pub(super) fn clients(conn: &mut DbConn, row: &AdmissionRow) -> Result<RunningClients> {
    let (_, capacity) = admissions::offer(conn, row)?;
    let taken: i32 = capacity.iter().map(|one| one.places.saturating_sub(one.free).max(0)).sum();
    let taken = u32::try_from(taken).map_err(Error::internal)?;
    Ok(if taken == 0 { RunningClients::None } else { RunningClients::Unarranged(taken) })
}

/// Whether an aanbieder states to have clients under an admission.
///
/// # Errors
/// What the database says.
pub fn has_clients(conn: &mut DbConn, row: &AdmissionRow) -> Result<bool> {
    Ok(clients(conn, row)? != RunningClients::None)
}
