//! Accepting an invitation. The link proves the mail address; who has no account yet chooses a name and a password.
//! May import: domain, storage, app.

use super::{Held, Purpose, as_person, held, use_up};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::access::ProviderRole;
use crate::domain::audit::Event;
use crate::domain::ids::{MembershipId, OrgId};
use crate::domain::organisation::membership::{Command, Membership};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::memberships::{self, MembershipRow};
use crate::storage::{DbConn, OrgScope, organisations, types, users};

/// What an invitation is to, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The organisation.
    pub organisation: String,
    /// As what.
    pub role: ProviderRole,
    /// The last day, for a gemachtigde.
    pub until: Option<chrono::NaiveDate>,
    /// The address it was sent to.
    pub mail: String,
    /// Whether its holder has an account with a password already.
    pub known: bool,
}

/// The account of somebody who had none.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Name.
    pub name: String,
    /// Hash of the chosen password.
    pub password_hash: String,
}

/// What the invitation behind a link is to.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work (any more).
pub fn look(conn: &mut DbConn, ctx: &Ctx, token: &str) -> Result<Invited> {
    let (held, membership, scope) = open(conn, ctx, token)?;
    Ok(Invited {
        organisation: organisations::find(conn, &scope)?.name,
        role: membership.role.0,
        until: membership.ends_on,
        known: held.user.state == "active",
        mail: held.user.email,
    })
}

/// Accept. Without an account of one's own, `account` makes it; an unconfirmed one gets this password, because only
/// now is it proven whose address it is.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work (any more); [`Error::Refused`] when the invitation was withdrawn.
pub fn accept(conn: &mut DbConn, ctx: &Ctx, token: &str, account: Option<&NewAccount>) -> Result<()> {
    let (held, membership, scope) = open(conn, ctx, token)?;
    let id: MembershipId = types::id("memberships", &membership.id)?;
    let by = types::id("memberships", &membership.created_by)?;
    Membership::Invited { by, until: held.until }
        .apply(Command::Accept, ctx.now)
        .map_err(|why| Error::refused(why.in_dutch()))?;
    let ctx = as_person(ctx, &held.id);
    if held.user.state == "unconfirmed" {
        let account = account.ok_or(Error::Forbidden)?;
        users::activate(conn, &held.id, &account.name, &account.password_hash)?;
        users::use_tokens(conn, &held.id, Purpose::Confirm.code(), ctx.now)?;
        ctx.record(conn, &Place::default(), Event::AccountConfirmed { subject: held.id.clone() })?;
    }
    use_up(conn, &held, ctx.now)?;
    if !memberships::accept(conn, &membership.id)? {
        return Err(Error::NotFound);
    }
    let event = Event::MembershipAccepted {
        subject: id,
        organisation: scope.org().clone(),
        user: held.id,
        role: membership.role.0,
    };
    Ok(ctx.record(conn, &Place::of_org(scope.org()), event)?)
}

fn open(conn: &mut DbConn, ctx: &Ctx, token: &str) -> Result<(Held, MembershipRow, OrgScope)> {
    let held = held(conn, token, Purpose::Invitation, ctx.now)?;
    let membership = held.membership.as_deref().ok_or(Error::NotFound)?;
    let membership = memberships::of_invitation(conn, membership)?;
    if membership.state != "invited" {
        return Err(Error::NotFound);
    }
    let org: OrgId = types::id("memberships", &membership.org_id)?;
    // The link is the leave: it was sent on behalf of this organisation.
    let scope = crate::app::access::for_system_org(org);
    Ok((held, membership, scope))
}
