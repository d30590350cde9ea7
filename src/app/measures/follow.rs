//! The admission follows what was decided: it takes no new clients, stands still, or ends.
//! May import: app, domain, storage.

use super::decide::admission_id;
use super::{Case, basis};
use crate::app::admissions::{self, Stop};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::domain::admission::{State, SuspensionKind};
use crate::domain::motivation::Motivation;
use crate::domain::supervision::measure::{Clients, MeasureKind, Taken};
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::storage::measures;
use crate::storage::{DbConn, RegionScope};

/// Do to the admissions what was decided.
///
/// # Errors
/// [`Error::Refused`] while another measure holds one, and while clients run for whom nothing is arranged.
pub(super) fn follow(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    let plan = &taken.proposed.plan;
    let wish = plan.wish();
    if !wish.kind.touches_admission() {
        return Ok(());
    }
    if measures::is_held(conn, scope, &case.row, local_day(ctx.now))? {
        return Err(Error::refused(words::HELD));
    }
    let reached = measures::reached(conn, &case.row)?;
    let transferred = wish.clients == Clients::Transferred;
    let scheme = basis::scheme(conn, scope, &case.row)?;
    let spares = scheme.measure(wish.kind).is_some_and(|basis| !basis.running_clients);
    for row in &reached {
        if spares
            && wish.kind > MeasureKind::IntakeStop
            && !transferred
            && admissions::has_clients(conn, row)?
        {
            return Err(Error::refused(words::CLIENTS_SPARED));
        }
    }
    // The ground stands with the admission as its team reads it; never in the register.
    let basis = Motivation::parse(&words::ground(wish.kind, plan.article(), &super::number(&case.row.id)));
    let basis = basis.map_err(Error::internal)?;
    match (wish.kind, wish.until) {
        (MeasureKind::Ending, _) => {
            for row in &reached {
                admissions::end(conn, ctx, scope, row, (&basis, transferred))?;
            }
            Ok(())
        }
        (kind, Some(until)) => {
            let how = if kind == MeasureKind::IntakeStop {
                SuspensionKind::IntakeStop
            } else {
                SuspensionKind::Full
            };
            let admissions = reached.iter().map(admission_id).collect::<Result<_>>()?;
            admissions::suspend(
                conn,
                ctx,
                scope,
                portal,
                (&case.org, how),
                &Stop { admissions, until, basis },
            )
        }
        (_, None) => Err(Error::Stale),
    }
}

/// What stood still by a measure that is taken back is active again, where it still stands still.
///
/// # Errors
/// What the life of an admission refuses.
pub(super) fn undo(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    if !taken.holds_on(ctx.now) {
        return Ok(());
    }
    let reached = measures::reached(conn, &case.row)?;
    let still = reached.iter().filter(|row| row.state.0 == State::Suspended);
    let still: Vec<_> = still.map(admission_id).collect::<Result<_>>()?;
    if still.is_empty() {
        return Ok(());
    }
    admissions::lift(conn, ctx, scope, portal, &case.org, &still)
}
