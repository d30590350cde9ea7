//! People with an account: registering, confirming, passwords, sessions, and their places in organisations.
//! May import: domain, storage, auth, app. Everything here works inside [`crate::storage::write`].

pub mod accounts;
pub mod confirm;
pub mod invitation;
pub mod members;
pub mod password;
pub mod register;
pub mod second_factor;
pub mod sessions;

use chrono::{DateTime, TimeDelta, Utc};

use super::ctx::Ctx;
use super::error::{Error, Result};
use crate::auth::random::stored_form;
use crate::domain::access::Role;
use crate::domain::ids::{UserId, kind};
use crate::storage::types::{self, instant, stored};
use crate::storage::users::{TokenRow, UserRow};
use crate::storage::{DbConn, sessions as store, users};

/// Requests for mail are counted over this long.
const PERIOD: TimeDelta = TimeDelta::hours(1);
/// Mails to one address in that time: who asks for more sees the same page, and gets no mail.
const PER_MAILBOX: i64 = 5;
/// Forms from one network address in that time.
const PER_ADDRESS: i64 = 30;

/// What a one-time token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Confirm,
    Reset,
    Invitation,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm_email",
            Self::Reset => "reset_password",
            Self::Invitation => "invitation",
        }
    }

    fn lifetime(self) -> TimeDelta {
        match self {
            Self::Confirm => TimeDelta::days(3),
            Self::Reset => TimeDelta::hours(2),
            Self::Invitation => TimeDelta::days(14),
        }
    }
}

/// A link that was sent, and who holds it.
struct Held {
    user: UserRow,
    id: UserId,
    hash: String,
    membership: Option<String>,
    until: DateTime<Utc>,
}

/// Make a token; what its owner is shown. Earlier ones for the same purpose stop working, invitations excepted.
fn issue(
    conn: &mut DbConn,
    ctx: &Ctx,
    user: &UserId,
    purpose: Purpose,
    membership: Option<String>,
) -> Result<String> {
    if purpose != Purpose::Invitation {
        users::use_tokens(conn, user, purpose.code(), ctx.now)?;
    }
    let token = ctx.source().one_time_token();
    users::insert_token(
        conn,
        &TokenRow {
            token_hash: token.stored,
            user_id: user.to_string(),
            purpose: purpose.code().to_owned(),
            membership_id: membership,
            expires_at: stored(ctx.now + purpose.lifetime()),
            used_at: None,
        },
    )?;
    Ok(token.shown)
}

/// Who holds a link that still works.
fn held(conn: &mut DbConn, shown: &str, purpose: Purpose, now: DateTime<Utc>) -> Result<Held> {
    let hash = stored_form(shown);
    let row = users::usable_token(conn, &hash, purpose.code(), now)?.ok_or(Error::NotFound)?;
    let id: UserId = types::id("one_time_tokens", &row.user_id)?;
    let user = users::find(conn, &id)?;
    if user.state == "disabled" {
        return Err(Error::NotFound);
    }
    Ok(Held { user, id, hash, membership: row.membership_id, until: instant(row.expires_at) })
}

/// Use a link up. Two at once: one of them finds it used.
fn use_up(conn: &mut DbConn, held: &Held, now: DateTime<Utc>) -> Result<()> {
    if users::use_token(conn, &held.hash, now)? { Ok(()) } else { Err(Error::NotFound) }
}

/// The circumstances of somebody who proves to be this person without a session.
fn as_person(ctx: &Ctx, user: &UserId) -> Ctx {
    let mut ctx = ctx.clone();
    if ctx.actor.user.is_none() {
        ctx.actor.user = Some(user.clone());
        ctx.actor.role = Role::Account;
    }
    ctx
}

/// A person as the account page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Name.
    pub name: String,
    /// Mail address.
    pub mail: String,
}

/// Who asks.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn me(conn: &mut DbConn, ctx: &Ctx) -> Result<Me> {
    let user = users::find(conn, ctx.actor.user.as_ref().ok_or(Error::Forbidden)?)?;
    Ok(Me { name: user.name, mail: user.email })
}

/// Whether another mail may go to this address now. Counts it when so.
fn may_mail(conn: &mut DbConn, ctx: &Ctx, email_key: &str) -> Result<bool> {
    let bucket = format!("mail:{email_key}");
    if store::failed_since(conn, &bucket, ctx.now - PERIOD)? >= PER_MAILBOX {
        return Ok(false);
    }
    count(conn, ctx, &bucket)?;
    Ok(true)
}

/// Count a form from a network address. In a transaction of its own, so that refused forms count too.
///
/// # Errors
/// [`Error::TooMany`] for the one after the last.
pub fn count_form(conn: &mut DbConn, ctx: &Ctx, address: &str) -> Result<()> {
    let bucket = format!("form:{address}");
    if store::failed_since(conn, &bucket, ctx.now - PERIOD)? >= PER_ADDRESS {
        return Err(Error::TooMany);
    }
    count(conn, ctx, &bucket)
}

fn count(conn: &mut DbConn, ctx: &Ctx, bucket: &str) -> Result<()> {
    Ok(store::insert_attempt(conn, ctx.id::<kind::Session>().as_str(), bucket, ctx.now, false)?)
}
