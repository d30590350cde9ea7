//! Proposing not to handle an application: what was asked to judge it did not come within the term for repair.
//! May import: app, domain, storage.

use super::opened::Opened;
use super::propose::{finish, place};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::unhandled;
use crate::app::writing::only;
use crate::domain::application::lot::State;
use crate::domain::decision::Proposal;
use crate::domain::ids::ApplicationId;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::storage::lots::LotRow;
use crate::storage::{DbConn, RegionScope, types};

/// Propose not to handle what is left of an application: one proposal for each lot, because each gemeente decides for
/// itself. Lots that are decided stay so.
///
/// # Errors
/// [`Error::Invalid`] when nothing says why; [`Error::Refused`] without a term that passed unused, past the last day that
/// the law gives, with a proposal on a lot, or when it is not this person's work; [`Error::Stale`].
pub fn leave_unhandled(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (why, seen): (&str, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    opened.free(conn, scope, &user)?;
    let why = only("motivering", why, words::SAY_UNHANDLED)?;
    let proposal = Proposal::leave_unhandled(opened.life.unused());
    let proposal = proposal.map_err(|why| Error::refused(why.in_dutch()))?;
    if let Some(late) = unhandled::too_late(conn, ctx, &opened.row, opened.scheme.remedy().track.into())? {
        return Err(Error::Refused(late));
    }
    opened.touch(conn, ctx, seen)?;
    let verdict = opened.verdict()?;
    let left = |row: &&LotRow| row.state.0 != State::Decided;
    for row in opened.lots.iter().map(|(row, _)| row).filter(left) {
        let lot = types::id("lot_applications", &row.id)?;
        let placed = (&lot, proposal.clone(), why.as_str());
        place(conn, ctx, scope, (&opened, &verdict), &user, placed)?;
    }
    finish(conn, ctx, scope, id, &user)
}
