//! An admission that ends because the decision behind it was revised.
//! May import: app, domain, storage.

use super::end::clients;
use super::place;
use crate::app::ctx::Ctx;
use crate::app::decide::Case;
use crate::app::error::{Error, Result};
use crate::domain::admission::{Admission, Command, Ending, Lapse};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{OrgId, ProcedureId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::domain::words::decide as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions;
use crate::storage::types;
use crate::storage::{DbConn, RegionScope};

/// A revised decision admits no more: what was granted lapses, what runs ends today. Not while clients run for whom nothing is arranged.
///
/// # Errors
/// [`Error::Refused`] while clients run; [`Error::Stale`].
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, case: &Case, by: &UserId) -> Result<()> {
    let procedure: ProcedureId = types::id("applications", &case.application.procedure_id)?;
    let org: OrgId = types::id("applications", &case.application.org_id)?;
    let lot = (case.lot.product_group.as_str(), case.lot.gemeente.as_str());
    let Some(row) = admissions::running(conn, scope, &procedure, &org, lot)? else { return Ok(()) };
    let (today, basis) = (local_day(ctx.now), Motivation::parse(words::REVISED).map_err(Error::internal)?);
    let life = admissions::life(conn, &row)?;
    let command = match &life {
        Admission::Granted(_) => Command::Lapse(Lapse { motivation: basis, by: by.clone() }),
        Admission::Active(_)
        | Admission::Suspended { .. }
        | Admission::Ended { .. }
        | Admission::Lapsed { .. } => {
            let ending = Ending::Gemeente { basis, by: by.clone() };
            Command::End { ending, clients: clients(conn, &row)? }
        }
    };
    let next = life.apply(command, today).map_err(|why| Error::refused(why.in_dutch()))?;
    if !admissions::step(conn, &row, &next, ctx.now)? {
        return Err(Error::Stale);
    }
    let subject = types::id("admissions", &row.id)?;
    let event = match &next {
        Admission::Lapsed { .. } => Event::AdmissionLapsed { subject, on: today },
        Admission::Ended { ending, .. } => Event::AdmissionEnded {
            subject,
            by: Token::parse(ending.code()).map_err(Error::internal)?,
            reason: Token::parse("revised").map_err(Error::internal)?,
            on: today,
        },
        Admission::Granted(_) | Admission::Active(_) | Admission::Suspended { .. } => {
            return Err(Error::Stale);
        }
    };
    Ok(ctx.record(conn, &place(scope, &procedure, &org), event)?)
}
