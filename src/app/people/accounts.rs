//! Organisations and places in them without a link by mail: for people whose accounts the operator made.
//! May import: domain, storage, app.

use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::domain::audit::Event;
use crate::domain::ids::{MembershipId, OrgId, UserId};
use crate::domain::organisation::Seat;
use crate::storage::memberships::{self, MembershipRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, OrgScope};

use super::as_person;
use super::register::{Claimed, register_another};

/// Register an organisation for somebody, who becomes its first member.
///
/// # Errors
/// What the database says.
pub fn claim(conn: &mut DbConn, ctx: &Ctx, by: &UserId, claimed: &Claimed) -> Result<OrgId> {
    register_another(conn, &as_person(ctx, by), claimed)
}

/// Give somebody with an account a place in an organisation.
///
/// # Errors
/// A unique violation where the person has one.
pub fn join(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    user: &UserId,
    seat: &Seat,
) -> Result<MembershipId> {
    let id: MembershipId = ctx.id();
    memberships::insert(
        conn,
        &MembershipRow {
            id: id.to_string(),
            org_id: scope.key().to_owned(),
            user_id: user.to_string(),
            role: AsText(seat.role()),
            state: "active".to_owned(),
            procedure_scope: seat.procedure().map_or_else(String::new, ToString::to_string),
            ends_on: seat.until(),
            created_by: ctx.actor.user.as_ref().unwrap_or(user).to_string(),
            created_at: stored(ctx.now),
            ended_at: None,
        },
    )?;
    let event = Event::MembershipAccepted {
        subject: id.clone(),
        organisation: scope.org().clone(),
        user: user.clone(),
        role: seat.role(),
    };
    ctx.record(conn, &Place::of_org(scope.org()), event)?;
    Ok(id)
}
