//! The second person: agrees with a proposal or sends it back with the reason. Never somebody who assessed.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::decide::Case;
use crate::app::error::{Error, Result};
use crate::app::writing::only;
use crate::domain::application::{Command, State};
use crate::domain::audit::Event;
use crate::domain::decision::{self, Outcome};
use crate::domain::ids::{ApplicationId, DecisionId, UserId};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::storage::{DbConn, RegionScope, decisions, types};

/// Agree with a proposal: it goes to the decision maker. Not handling an application is one proposal, however many lots.
///
/// # Errors
/// [`Error::Refused`] when this person assessed, proposed or is tied to the aanbieder, or it lies elsewhere by now;
/// [`Error::NotFound`].
pub fn agree(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &DecisionId) -> Result<()> {
    for id in together(conn, scope, id)? {
        let (opened, case, user) = load(conn, ctx, scope, &id)?;
        case.step(conn, ctx, decision::Command::Countersign { by: user.clone() }, &user)?;
        let event = Event::ProposalCountersigned { subject: id };
        ctx.record(conn, &opened.place(scope)?, event)?;
    }
    Ok(())
}

/// Send a proposal back: another outcome needs a new assessment.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] when it lies elsewhere by now, or this person is tied to the
/// aanbieder; [`Error::NotFound`].
pub fn send_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &DecisionId,
    why: &str,
) -> Result<()> {
    let motivation = only("motivering", why, words::SAY_WHY)?;
    for id in together(conn, scope, id)? {
        let (opened, case, user) = load(conn, ctx, scope, &id)?;
        let command = decision::Command::SendBack { by: user.clone(), motivation: motivation.clone() };
        case.step(conn, ctx, command, &user)?;
        ctx.record(conn, &opened.place(scope)?, Event::ProposalReturned { subject: id })?;
        if opened.row.state.0 == State::Assessed {
            let next = opened.life.clone().apply(Command::Reopen, ctx.now, &opened.window);
            let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
            opened.step(conn, ctx, &next, &user, opened.row.version)?;
        }
    }
    Ok(())
}

/// This proposal, and where it is not to handle the application the same for its other lots.
fn together(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> Result<Vec<DecisionId>> {
    let row = decisions::find(conn, scope, id)?;
    if row.outcome.0 != Outcome::NotHandled {
        return Ok(vec![id.clone()]);
    }
    let all = decisions::beside(conn, scope, id)?;
    Ok(all.iter().map(|row| types::id("decisions", &row.id)).collect::<Result<_, _>>()?)
}

fn load(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &DecisionId,
) -> Result<(Opened, Case, UserId)> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = decisions::find(conn, scope, id)?;
    let case = Case::load(conn, ctx, scope, &types::id("decisions", &row.lot_application_id)?)?;
    // A later proposal took its place: what this person read is not what lies there.
    let last = decisions::last_row(conn, &case.lot.id)?;
    if last.is_some_and(|last| last.id != row.id) {
        return Err(Error::Stale);
    }
    let application: ApplicationId = types::id("applications", &case.application.id)?;
    let opened = Opened::load(conn, ctx, scope, &application)?;
    opened.free(conn, scope, &user)?;
    Ok((opened, case, user))
}
