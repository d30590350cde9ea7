//! Giving and ending roles in a regional team.
//! May import: app::{ctx, error}, domain, storage.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::access::StaffRole;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{StaffRoleId, UserId};
use crate::domain::supervision::Discipline;
use crate::domain::words::admin as words;
use crate::domain::words::signals;
use crate::storage::staff::{self, StaffRoleRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope, regions, users};

/// Give a colleague a role, for one gemeente or for all.
///
/// # Errors
/// [`Error::Invalid`] when there is no such account, the gemeente is of another region, it is one's own account, the colleague has the role
/// already or would keep toezicht beside another role, or a toezichthouder has no discipline.
pub fn grant_role(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    mail: &EmailAddress,
    (role, discipline): (StaffRole, Option<Discipline>),
    gemeente: &str,
) -> Result<StaffRoleId> {
    match (role == StaffRole::Supervisor, discipline) {
        (true, None) => return Err(Error::field("toezicht", signals::SAY_DISCIPLINE)),
        (false, Some(_)) => return Err(Error::field("toezicht", signals::NO_DISCIPLINE)),
        (true, Some(_)) | (false, None) => {}
    }
    let user = users::by_email(conn, &mail.folded_key())?.filter(|user| user.state == "active");
    let user: UserId = match user {
        Some(user) => types::id("users", &user.id)?,
        None => return Err(Error::field("mail", words::NO_ACCOUNT)),
    };
    if ctx.actor.user.as_ref() == Some(&user) {
        return Err(Error::field("mail", words::OWN_ROLE));
    }
    let known = regions::gemeenten_of(conn, scope)?.iter().any(|row| row.code == gemeente);
    if !gemeente.is_empty() && !known {
        return Err(Error::field("gemeente", words::GEMEENTE_UNKNOWN));
    }
    if staff::roles_of(conn, scope, &user)?.into_iter().any(|had| !had.goes_with(role)) {
        return Err(Error::field("rol", words::TOEZICHT_APART));
    }
    grant(conn, ctx, scope, &user, (role, discipline), gemeente)
}

/// Make the first admin of a region, from the command line: there is nobody yet to grant it.
///
/// # Errors
/// What the database says.
pub fn first_admin(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, user: &UserId) -> Result<StaffRoleId> {
    grant(conn, ctx, scope, user, (StaffRole::RegionAdmin, None), "")
}

fn grant(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    user: &UserId,
    (role, discipline): (StaffRole, Option<Discipline>),
    gemeente: &str,
) -> Result<StaffRoleId> {
    let id: StaffRoleId = ctx.id();
    let row = StaffRoleRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        user_id: user.to_string(),
        role: AsText(role),
        gemeente: gemeente.to_owned(),
        discipline: discipline.map(Code::code).unwrap_or_default().to_owned(),
        granted_by: ctx.actor.user.as_ref().map(ToString::to_string),
        granted_at: stored(ctx.now),
        ended_at: None,
    };
    staff::insert(conn, &row).map_err(|error| match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            Error::field("mail", words::HAS_ROLE)
        }
        other => other.into(),
    })?;
    let gemeenten =
        if gemeente.is_empty() { Vec::new() } else { vec![Token::parse(gemeente).map_err(Error::internal)?] };
    let event = Event::StaffRoleGranted { subject: id.clone(), user: user.clone(), role, gemeenten };
    let place = Place::of_region(scope.region());
    ctx.record(conn, &place, event)?;
    if let Some(discipline) = discipline {
        let discipline = Token::parse(discipline.code()).map_err(Error::internal)?;
        ctx.record(conn, &place, Event::StaffRoleDisciplineSet { subject: id.clone(), discipline })?;
    }
    Ok(id)
}

/// End a role. It counts from the next page on.
///
/// # Errors
/// [`Error::Refused`] for the last admin of the region; [`Error::NotFound`] when it has ended.
pub fn end_role(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &StaffRoleId) -> Result<()> {
    let row = staff::find(conn, scope, id)?;
    if row.role.0 == StaffRole::RegionAdmin && staff::admins(conn, scope)? < 2 {
        return Err(Error::refused(words::LAST_ADMIN));
    }
    if !staff::end(conn, scope, id, ctx.now)? {
        return Err(Error::NotFound);
    }
    let user = types::id("staff_roles", &row.user_id)?;
    let event = Event::StaffRoleEnded { subject: id.clone(), user, role: row.role.0 };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
