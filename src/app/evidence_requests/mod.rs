//! Requests for evidence to who is admitted already: made when a version of the regeling asks it of running admissions, or when
//! something is due some time after a start, or when a bewijsstuk soon expires; answered from the vault, after a reminder or none, and settled by the contractmanager. Never
//! does one end an admission.
//! May import: app, auth, domain, storage.

mod after_start;
mod answer;
mod ask;
mod make;
mod remind;
mod renew;
mod settle;
mod show;
mod unanswered;
mod why;

pub use after_start::ask_after_start;
pub use answer::{Reply, answer};
pub(super) use ask::ask;
pub use ask::count;
pub use remind::remind;
pub use renew::vault_changed;
pub use settle::{accept, drop_it, give_back};
pub use show::{Line, One, OwnOne, download, mine, of_region, one, own};
pub use unanswered::{Expired, expired};

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::admission::RequestCommand;
use crate::domain::audit::Event;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::{DbConn, types};

/// Where in the log what happens to a request belongs.
fn place(row: &RequestRow) -> Result<Place> {
    let (region, procedure, org) = (
        types::id("evidence_requests", &row.region_id)?,
        types::id("evidence_requests", &row.procedure_id)?,
        types::id("evidence_requests", &row.org_id)?,
    );
    Ok(Place::of_region(&region).procedure(&procedure).about(&org))
}

/// Take a step of a request by somebody who saw version `seen`.
fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    mut row: RequestRow,
    seen: i64,
    (command, event): (RequestCommand, Event),
) -> Result<()> {
    let next = row.life()?.apply(command).map_err(|why| Error::refused(why.in_dutch()))?;
    row.version = seen;
    if !kept::step(conn, &row, &next, ctx.now)? {
        return Err(Error::Stale);
    }
    Ok(ctx.record(conn, &place(&row)?, event)?)
}
