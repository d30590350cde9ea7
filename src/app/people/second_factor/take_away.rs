//! Turning a second factor off: by its owner, or for a colleague who lost telephone and codes.
//! May import: domain, storage, auth, app.

use super::prove::{Attempt, present, settle};
use super::{Ground, asked, person, tell};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::people::sessions::end_but;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{StaffRoleId, UserId};
use crate::domain::words::second_factor as words;
use crate::storage::{DbConn, RegionScope, second_factors, staff, types, users};

/// Turn off one's own second factor; other sessions end.
///
/// # Errors
/// [`Error::Refused`] when a role asks it; [`Error::Invalid`] for a wrong code.
pub fn turn_off(conn: &mut DbConn, ctx: &Ctx, ground: &Ground, attempt: &Attempt, typed: &str) -> Result<()> {
    let user = person(ctx)?;
    if asked(conn, &user, ground.policy)? {
        return Err(Error::refused(words::ASKED));
    }
    present(conn, ctx, ground, &user, ("uitzetten", typed))?;
    settle(conn, attempt)?;
    second_factors::delete(conn, &user)?;
    end_but(conn, ctx, &user, ctx.actor.session.as_ref())?;
    ctx.record(conn, &Place::default(), Event::AccountSecondFactorOff { subject: user.clone() })?;
    tell(conn, ctx, "second_factor_off", &user, &ground.portal, 0)
}

/// Take away the second factor of a colleague who lost telephone and recovery codes. All its sessions end; at the next login it sets up another.
///
/// # Errors
/// [`Error::Refused`] for one's own, or when there is none; [`Error::NotFound`] for somebody who is not in the team.
pub fn reset(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    role: &StaffRoleId,
) -> Result<()> {
    let user: UserId = types::id("staff_roles", &staff::find(conn, scope, role)?.user_id)?;
    if ctx.actor.user.as_ref() == Some(&user) {
        return Err(Error::refused(words::OWN_RESET));
    }
    take_away(conn, ctx, &Place::of_region(scope.region()), portal, (&user, "by_colleague"))
}

/// Take away the second factor of somebody, on the machine itself: the last beheerder of a region has no colleague who can.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account; [`Error::Refused`] when it has no second factor.
pub fn by_operator(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, mail: &EmailAddress) -> Result<()> {
    let user = users::by_email(conn, &mail.folded_key())?.ok_or(Error::NotFound)?;
    let user: UserId = types::id("users", &user.id)?;
    take_away(conn, ctx, &Place::default(), portal, (&user, "by_operator"))
}

fn take_away(
    conn: &mut DbConn,
    ctx: &Ctx,
    place: &Place,
    portal: &PublicUrl,
    (user, why): (&UserId, &str),
) -> Result<()> {
    if !second_factors::delete(conn, user)? {
        return Err(Error::refused(words::OFF));
    }
    end_but(conn, ctx, user, None)?;
    let reason = Token::parse(why).map_err(Error::internal)?;
    ctx.record(conn, place, Event::AccountSecondFactorReset { subject: user.clone(), reason })?;
    tell(conn, ctx, "second_factor_reset", user, portal, 0)
}
