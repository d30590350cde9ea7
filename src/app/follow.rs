//! Following a procedure by mail, without an account: ask, confirm by a link, stop by a link. Nobody learns who follows.
//! May import: app::{ctx, error, outbox}, auth, domain, storage.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::auth::random::stored_form;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::ProcedureId;
use crate::storage::followers::{self, FollowerRow};
use crate::storage::types::{instant, stored};
use crate::storage::{DbConn, RegionScope, regions};

/// A link to confirm works this long.
const CONFIRM_WITHIN: TimeDelta = TimeDelta::days(3);
/// One address gets one mail with a link in this time, however often somebody asks.
const ASK_EVERY: TimeDelta = TimeDelta::hours(1);

#[derive(Serialize)]
struct ConfirmMail<'a> {
    region: &'a str,
    procedure: &'a str,
    link: String,
}

/// Ask to follow. The answer is the same whether the address follows already or not.
///
/// # Errors
/// What the database says.
pub fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    procedure: &ProcedureId,
    email: &EmailAddress,
    portal: &PublicUrl,
) -> Result<()> {
    let about = regions::procedure(conn, scope, procedure)?;
    let token = ctx.source().one_time_token();
    match followers::by_email(conn, scope, procedure, &email.folded_key())? {
        Some(row) if row.state == "confirmed" || ctx.now - instant(row.created_at) < ASK_EVERY => {
            return Ok(());
        }
        Some(row) => followers::ask_again(conn, &row.id, &token.stored, ctx.now)?,
        None => followers::insert(
            conn,
            &FollowerRow {
                id: ctx.id::<FollowerRow>().to_string(),
                region_id: scope.key().to_owned(),
                procedure_id: procedure.to_string(),
                email: email.to_string(),
                email_key: email.folded_key(),
                token_hash: token.stored,
                state: "asked".to_owned(),
                created_at: stored(ctx.now),
            },
        )?,
    }
    let region = regions::find(conn, scope)?;
    let link = format!("{}/regio/{}/volgen/bevestigen/{}", portal.as_str(), region.slug, token.shown);
    let content = ConfirmMail { region: &region.name, procedure: &about.title, link };
    let envelope = Envelope {
        kind: "follow_confirm",
        region: Some(scope.region().clone()),
        org: None,
        to: email.to_string(),
    };
    outbox::write_and_post(conn, ctx, envelope, &content)?;
    Ok(())
}

/// Confirm by the link in the mail. Doing it twice is fine.
///
/// # Errors
/// [`Error::NotFound`] when the link is not ours, or too old.
pub fn confirm(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, shown: &str) -> Result<()> {
    let token = stored_form(shown);
    let row = followers::by_token(conn, scope, &token)?.ok_or(Error::NotFound)?;
    match row.state.as_str() {
        "confirmed" => Ok(()),
        "asked" if ctx.now - instant(row.created_at) <= CONFIRM_WITHIN => {
            Ok(followers::set_state(conn, &row.id, "confirmed", &token)?)
        }
        _ => Err(Error::NotFound),
    }
}

/// Forget requests whose link works no more; at most `most`. Returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_unconfirmed(conn: &mut DbConn, now: DateTime<Utc>, most: i64) -> Result<usize> {
    Ok(followers::forget_unconfirmed(conn, now - CONFIRM_WITHIN, most)?)
}

/// Stop by the link in every mail. Doing it twice is fine.
///
/// # Errors
/// What the database says.
pub fn stop(conn: &mut DbConn, scope: &RegionScope, id: &str) -> Result<()> {
    match followers::find(conn, scope, id)? {
        Some(row) => Ok(followers::forget(conn, scope, &row.id)?),
        None => Ok(()),
    }
}
