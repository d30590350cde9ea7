//! The people of an organisation: inviting, changing a role, ending.
//! May import: domain, storage, auth, app.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Purpose, issue, may_mail};
use crate::app::access::Visitor;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::access::ProviderRole;
use crate::domain::audit::Event;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{MembershipId, ProcedureId, UserId};
use crate::domain::organisation::Seat;
use crate::domain::organisation::membership::{Command, Left, Membership};
use crate::domain::organisation::seat::Whose;
use crate::domain::terms::local_day;
use crate::domain::words::accounts as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::roles::provider_role;
pub use crate::storage::memberships::Member;
use crate::storage::memberships::{self, MembershipRow};
use crate::storage::types::{self, AsText, instant, stored};
use crate::storage::users::{self, UserRow};
use crate::storage::{DbConn, OrgScope, organisations, regions};

/// An invitation.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// To whom.
    pub mail: EmailAddress,
    /// As what.
    pub seat: Seat,
    /// A hash of something nobody knows, for an account without a password of its own yet.
    pub unknown_hash: String,
}

/// Who acts for the organisation of this visitor or is invited to, by name.
///
/// # Errors
/// [`Error::NotFound`] for who works for no organisation; what the database says.
pub fn list(conn: &mut DbConn, visitor: &Visitor) -> Result<Vec<Member>> {
    Ok(memberships::running(conn, &visitor.org_scope()?)?)
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] for somebody who is no member of this organisation (any more).
pub fn one(conn: &mut DbConn, scope: &OrgScope, id: &MembershipId) -> Result<Member> {
    Ok(memberships::find(conn, scope, id)?)
}

/// Invite somebody. Whether the address has an account already, only its holder learns.
///
/// # Errors
/// [`Error::Invalid`] where this person is a member; what the database says.
pub fn invite(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    invitation: &Invitation,
) -> Result<MembershipId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    check(conn, ctx, &invitation.seat)?;
    let user = invitee(conn, ctx, invitation)?;
    if memberships::of_user(conn, scope, &user)?.is_some() {
        return Err(Error::field("mail", words::ALREADY_MEMBER));
    }
    let id: MembershipId = ctx.id();
    let row = MembershipRow {
        id: id.to_string(),
        org_id: scope.key().to_owned(),
        user_id: user.to_string(),
        role: AsText(invitation.seat.role()),
        state: "invited".to_owned(),
        procedure_scope: invitation.seat.procedure().map_or_else(String::new, ToString::to_string),
        ends_on: invitation.seat.until(),
        created_by: by.to_string(),
        created_at: stored(ctx.now),
        ended_at: None,
    };
    memberships::insert(conn, &row)?;
    let event = Event::MembershipInvited {
        subject: id.clone(),
        organisation: scope.org().clone(),
        role: invitation.seat.role(),
        until: invitation.seat.until(),
    };
    ctx.record(conn, &Place::of_org(scope.org()), event)?;
    send(conn, ctx, scope, portal, &row)?;
    Ok(id)
}

/// A procedure for which a gemachtigde can act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purview {
    /// Which.
    pub procedure: ProcedureId,
    /// Its title.
    pub title: String,
    /// The name of its region.
    pub region: String,
}

/// Every procedure, region by region: procedures are public.
///
/// # Errors
/// What the database says.
pub fn purviews(conn: &mut DbConn) -> Result<Vec<Purview>> {
    let mut found = Vec::new();
    for region in regions::all(conn)? {
        let scope = crate::app::access::for_system(types::id("regions", &region.id)?);
        for row in regions::procedures_of(conn, &scope)? {
            let procedure = types::id("procedures", &row.id)?;
            found.push(Purview { procedure, title: row.title, region: region.name.clone() });
        }
    }
    Ok(found)
}

/// The last day lies ahead, and the procedure is there.
fn check(conn: &mut DbConn, ctx: &Ctx, seat: &Seat) -> Result<()> {
    if seat.until().is_some_and(|until| until <= local_day(ctx.now)) {
        return Err(Error::field("tot_day", words::UNTIL_PAST));
    }
    if let Some(wanted) = seat.procedure()
        && !purviews(conn)?.iter().any(|one| one.procedure == *wanted)
    {
        return Err(Error::field("procedure", words::PURVIEW_UNKNOWN));
    }
    Ok(())
}

/// The account of who is invited; a new one waits until the invitation is accepted.
fn invitee(conn: &mut DbConn, ctx: &Ctx, invitation: &Invitation) -> Result<UserId> {
    let key = invitation.mail.folded_key();
    if let Some(known) = users::by_email(conn, &key)? {
        return Ok(types::id("users", &known.id)?);
    }
    let id: UserId = ctx.id();
    let row = UserRow {
        id: id.to_string(),
        email: invitation.mail.as_str().to_owned(),
        email_key: key,
        name: invitation.mail.as_str().chars().take(200).collect(),
        password_hash: invitation.unknown_hash.clone(),
        state: "unconfirmed".to_owned(),
        created_at: stored(ctx.now),
    };
    users::insert(conn, &row)?;
    ctx.record(conn, &Place::default(), Event::AccountRegistered { subject: id.clone() })?;
    Ok(id)
}

/// Send the link of an open invitation again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such open invitation; [`Error::TooMany`] after a few times.
pub fn invite_again(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    id: &MembershipId,
) -> Result<()> {
    let (row, _, _) = memberships::find(conn, scope, id)?;
    if row.state != "invited" {
        return Err(Error::NotFound);
    }
    send(conn, ctx, scope, portal, &row)
}

#[derive(Serialize)]
struct InvitationMail<'a> {
    organisation: &'a str,
    by: &'a str,
    role: &'static str,
    until: Option<String>,
    link: String,
}

fn send(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    row: &MembershipRow,
) -> Result<()> {
    let user: UserId = types::id("memberships", &row.user_id)?;
    let membership: MembershipId = types::id("memberships", &row.id)?;
    let to = users::find(conn, &user)?;
    if !may_mail(conn, ctx, &to.email_key)? {
        return Err(Error::TooMany);
    }
    users::use_invitations(conn, &membership, ctx.now)?;
    let token = issue(conn, ctx, &user, Purpose::Invitation, Some(row.id.clone()))?;
    let organisation = organisations::find(conn, scope)?;
    let by: UserId = types::id("memberships", &row.created_by)?;
    let by = users::find(conn, &by)?;
    let content = InvitationMail {
        organisation: &organisation.name,
        by: &by.name,
        role: provider_role(row.role.0),
        until: row.ends_on.map(long_date),
        link: format!("{}/uitnodiging/{token}", portal.as_str()),
    };
    let to = Envelope { kind: "invitation", region: None, org: Some(scope.org().clone()), to: to.email };
    outbox::write_and_post(conn, ctx, to, &content).map(drop)
}

/// Give a member another role. `from` is the role on the page from which it was changed.
///
/// # Errors
/// [`Error::Refused`] when nobody would manage the organisation any more, or for one's own role in a verified
/// organisation; [`Error::Stale`] when the role had changed.
pub fn change_role(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &MembershipId,
    from: ProviderRole,
    to: &Seat,
) -> Result<()> {
    let (row, _, _) = memberships::find(conn, scope, id)?;
    check(conn, ctx, to)?;
    let own = ctx.actor.user.as_ref().is_some_and(|user| user.as_str() == row.user_id);
    let whose = if own { Whose::Own } else { Whose::Colleague };
    let claim = organisations::find(conn, scope)?.state.0;
    let left = left_without(conn, ctx, scope, &row)?;
    to.may_replace(row.role.0, whose, claim, left).map_err(|why| Error::refused(why.in_dutch()))?;
    let procedure = to.procedure().map_or("", |id| id.as_str());
    if !memberships::set_role(conn, scope, id, from, (to.role(), procedure, to.until()))? {
        return Err(Error::Stale);
    }
    let event = Event::MembershipRoleChanged {
        subject: id.clone(),
        organisation: scope.org().clone(),
        from,
        to: to.role(),
    };
    Ok(ctx.record(conn, &Place::of_org(scope.org()), event)?)
}

/// End a membership or withdraw an invitation.
///
/// # Errors
/// [`Error::Refused`] when nobody would manage the organisation any more; [`Error::NotFound`] when it had ended.
pub fn end(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &MembershipId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (row, _, _) = memberships::find(conn, scope, id)?;
    let left = left_without(conn, ctx, scope, &row)?;
    let life = match row.state.as_str() {
        // The moment until which an invitation works does not matter for withdrawing it.
        "invited" => Membership::Invited { by: by.clone(), until: ctx.now },
        _ => Membership::Active { since: instant(row.created_at) },
    };
    life.apply(Command::End { by, left }, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    if !memberships::end(conn, scope, id, ctx.now)? {
        return Err(Error::NotFound);
    }
    users::use_invitations(conn, id, ctx.now)?;
    let event = Event::MembershipEnded { subject: id.clone(), organisation: scope.org().clone() };
    Ok(ctx.record(conn, &Place::of_org(scope.org()), event)?)
}

/// Who manages the organisation when this member does not. Who manages nothing is not missed.
fn left_without(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, row: &MembershipRow) -> Result<Left> {
    let today: NaiveDate = local_day(ctx.now);
    let others = memberships::running(conn, scope)?.into_iter().any(|(other, _, _)| {
        other.id != row.id
            && other.state == "active"
            && other.role.0.manages()
            && other.ends_on.is_none_or(|last| last >= today)
    });
    Ok(if others || !row.role.0.manages() { Left::AnotherBeheerder } else { Left::Nobody })
}
