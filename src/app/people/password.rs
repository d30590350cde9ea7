//! Forgotten and changed passwords.
//! May import: domain, storage, auth, app.

use serde::Serialize;

use super::{Purpose, as_person, held, issue, may_mail, sessions, use_up};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::UserId;
use crate::storage::users::UserRow;
use crate::storage::{DbConn, types, users};

#[derive(Serialize)]
struct ResetMail<'a> {
    name: &'a str,
    link: String,
}

#[derive(Serialize)]
struct ChangedMail<'a> {
    name: &'a str,
    at: String,
    link: String,
}

/// Send a link to choose a new password, when there is such an account.
///
/// # Errors
/// What the database says; never whether there is such an account.
pub fn forgot(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, mail: &EmailAddress) -> Result<()> {
    let key = mail.folded_key();
    if !may_mail(conn, ctx, &key)? {
        return Ok(());
    }
    let Some(user) = users::by_email(conn, &key)?.filter(|user| user.state != "disabled") else {
        return Ok(());
    };
    let id: UserId = types::id("users", &user.id)?;
    let token = issue(conn, ctx, &id, Purpose::Reset, None)?;
    let link = format!("{}/wachtwoord/{token}", portal.as_str());
    let to = Envelope { kind: "password_reset", region: None, org: None, to: user.email.clone() };
    outbox::write_and_post(conn, ctx, to, &ResetMail { name: &user.name, link }).map(drop)
}

/// The address of the account a link is for: for the page, and to compare the password with.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work (any more).
pub fn look(conn: &mut DbConn, ctx: &Ctx, token: &str) -> Result<String> {
    Ok(held(conn, token, Purpose::Reset, ctx.now)?.user.email)
}

/// Choose a new password by a link. The link proves the mail address too, and every session ends.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work (any more).
pub fn reset(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, token: &str, hash: &str) -> Result<()> {
    let held = held(conn, token, Purpose::Reset, ctx.now)?;
    use_up(conn, &held, ctx.now)?;
    let ctx = as_person(ctx, &held.id);
    if held.user.state == "unconfirmed" {
        users::set_state(conn, &held.id, "active")?;
        // An older link must not be worth anything any more.
        users::use_tokens(conn, &held.id, Purpose::Confirm.code(), ctx.now)?;
        ctx.record(conn, &Place::default(), Event::AccountConfirmed { subject: held.id.clone() })?;
    }
    sessions::end_but(conn, &ctx, &held.id, None)?;
    set(conn, &ctx, portal, &held.id, &held.user, hash)
}

/// Change a password from the account page; the other sessions end. The web has checked the old password.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn change(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, hash: &str) -> Result<()> {
    let id = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let user = users::find(conn, &id)?;
    sessions::end_but(conn, ctx, &id, ctx.actor.session.as_ref())?;
    users::use_tokens(conn, &id, Purpose::Reset.code(), ctx.now)?;
    set(conn, ctx, portal, &id, &user, hash)
}

fn set(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    id: &UserId,
    user: &UserRow,
    hash: &str,
) -> Result<()> {
    users::set_password(conn, id, hash)?;
    ctx.record(conn, &Place::default(), Event::AccountPasswordChanged { subject: id.clone() })?;
    let content = ChangedMail {
        name: &user.name,
        at: crate::domain::words::dates::moment(ctx.now),
        link: format!("{}/wachtwoord-vergeten", portal.as_str()),
    };
    let to = Envelope { kind: "password_changed", region: None, org: None, to: user.email.clone() };
    outbox::write_and_post(conn, ctx, to, &content).map(drop)
}
