//! Proving a mail address by the link that was sent to it.
//! May import: domain, storage, auth, app.

use super::register::ConfirmMail;
use super::{Purpose, as_person, held, issue, may_mail, use_up};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::UserId;
use crate::storage::{DbConn, types, users};

/// Whose address a link proves: for the page with the button.
///
/// # Errors
/// [`crate::app::Error::NotFound`] when the link does not work (any more).
pub fn look(conn: &mut DbConn, ctx: &Ctx, token: &str) -> Result<String> {
    Ok(held(conn, token, Purpose::Confirm, ctx.now)?.user.email)
}

/// Confirm an address.
///
/// # Errors
/// [`crate::app::Error::NotFound`] when the link does not work (any more).
pub fn confirm(conn: &mut DbConn, ctx: &Ctx, token: &str) -> Result<()> {
    let held = held(conn, token, Purpose::Confirm, ctx.now)?;
    use_up(conn, &held, ctx.now)?;
    if held.user.state != "unconfirmed" {
        return Ok(());
    }
    users::set_state(conn, &held.id, "active")?;
    let event = Event::AccountConfirmed { subject: held.id.clone() };
    Ok(as_person(ctx, &held.id).record(conn, &Place::default(), event)?)
}

/// Send the link again, when there is an account that waits for it.
///
/// # Errors
/// What the database says; never whether there is such an account.
pub fn resend(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, mail: &EmailAddress) -> Result<()> {
    let key = mail.folded_key();
    if !may_mail(conn, ctx, &key)? {
        return Ok(());
    }
    let Some(user) = users::by_email(conn, &key)?.filter(|user| user.state == "unconfirmed") else {
        return Ok(());
    };
    let id: UserId = types::id("users", &user.id)?;
    let token = issue(conn, ctx, &id, Purpose::Confirm, None)?;
    let content = ConfirmMail {
        name: &user.name,
        organisation: None,
        link: format!("{}/bevestigen/{token}", portal.as_str()),
    };
    let to = Envelope { kind: "account_confirm", region: None, org: None, to: user.email.clone() };
    outbox::write_and_post(conn, ctx, to, &content).map(drop)
}
