//! Taking an application as one's work, and giving it back.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::{Command, State};
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, UserId};
use crate::domain::terms::local_day;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::storage::assignments::{self, AssignmentRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, RegionScope, absences, applications, organisations, staff};

/// Take an application. The first time the assessment begins, which needs a verified organisation.
///
/// # Errors
/// [`Error::NotFound`] for a draft, a sealed one and another region's; [`Error::Refused`] when a colleague has it, the
/// person is tied to the aanbieder, countersigned or signed before, or the claim is not verified; [`Error::Stale`].
pub fn take(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId, seen: i64) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    opened.may_judge(conn, scope, &user)?;
    if opened.row.assessor_id.as_deref().is_some_and(|other| other != user.as_str()) {
        return Err(Error::refused(words::TAKEN));
    }
    match opened.row.state.0 {
        State::InAssessment | State::ClarificationAsked | State::Assessed => opened.touch(conn, ctx, seen)?,
        State::Draft | State::Submitted | State::Decided | State::Withdrawn | State::NotHandled => {
            let org = crate::app::access::for_system_org(opened.org()?);
            let claim = organisations::find(conn, &org)?.state.0;
            let command = Command::TakeUp { by: user.clone(), claim };
            let next = opened.life.clone().apply(command, ctx.now, &opened.window);
            let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
            opened.step(conn, ctx, &next, &user, seen)?;
        }
    }
    assign(conn, ctx, scope, &opened, &user)
}

/// Make it somebody's work.
pub(super) fn assign(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    to: &UserId,
) -> Result<()> {
    applications::assign(conn, scope, &opened.id, Some(to))?;
    assignments::end(conn, scope, &opened.id, ctx.now)?;
    assignments::insert(conn, &part(ctx, scope, &opened.id, to, ("assessor", "")))?;
    let event = Event::ApplicationAssigned { subject: opened.id.clone(), assignee: Some(to.clone()) };
    Ok(ctx.record(conn, &opened.place(scope)?, event)?)
}

/// Give an application that is one's own work, or nobody's, to a colleague. It is not taken up by that: the colleague begins.
///
/// # Errors
/// [`Error::Refused`] when somebody else has it, or the colleague is away, is tied to the aanbieder or had another part in it;
/// [`Error::Invalid`] for who does not assess in this region; [`Error::Stale`].
pub fn hand_over(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (to, seen): (&UserId, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    if opened.row.assessor_id.is_some() && !opened.is_of(ctx.actor.user.as_ref()) {
        return Err(Error::refused(words::TAKEN));
    }
    give(conn, ctx, scope, &opened, (to, seen))
}

/// Give an application to somebody who can judge it.
pub(super) fn give(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (to, seen): (&UserId, i64),
) -> Result<()> {
    if !opened.row.state.0.is_open() {
        return Err(Error::refused(words::NOT_ASSESSABLE));
    }
    let team = staff::assessors(conn, scope)?;
    if !team.iter().any(|one| one.id == to.as_str()) {
        return Err(Error::field("collega", words::SAY_COLLEAGUE));
    }
    if absences::away(conn, scope, local_day(ctx.now))?.iter().any(|one| one.user_id == to.as_str()) {
        return Err(Error::field("collega", words::COLLEAGUE_ABSENT));
    }
    match opened.may_judge(conn, scope, to) {
        Err(Error::Refused(_)) => return Err(Error::field("collega", words::NOT_FOR_COLLEAGUE)),
        other => other?,
    }
    opened.touch(conn, ctx, seen)?;
    assign(conn, ctx, scope, opened, to)
}

/// Give an application back, so that a colleague can take it. What was judged stays.
///
/// # Errors
/// [`Error::Refused`] when it is not this person's; [`Error::Stale`].
pub fn give_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    seen: i64,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    opened.mine(ctx)?;
    opened.touch(conn, ctx, seen)?;
    release(conn, ctx, scope, &opened)
}

/// Make it nobody's work.
pub(super) fn release(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, opened: &Opened) -> Result<()> {
    applications::assign(conn, scope, &opened.id, None)?;
    assignments::end(conn, scope, &opened.id, ctx.now)?;
    let event = Event::ApplicationAssigned { subject: opened.id.clone(), assignee: None };
    Ok(ctx.record(conn, &opened.place(scope)?, event)?)
}

/// Somebody's part in an application.
pub(super) fn part(
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationId,
    user: &UserId,
    (kind, note): (&str, &str),
) -> AssignmentRow {
    AssignmentRow {
        id: ctx.id::<AssignmentRow>().to_string(),
        region_id: scope.key().to_owned(),
        application_id: application.to_string(),
        user_id: user.to_string(),
        kind: kind.to_owned(),
        org_id: None,
        note: note.to_owned(),
        at: stored(ctx.now),
        ended_at: None,
    }
}
