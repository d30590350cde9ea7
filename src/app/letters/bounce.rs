//! A letter whose mail did not arrive: the team hears of it the same day.
//! May import: app, domain, storage, auth.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::new::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::app::writing::only;
use crate::app::{access, public};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{LetterId, MailId};
use crate::domain::words::letters::again as words;
use crate::storage::bounces::{self, BounceRow};
use crate::storage::letters::{self, LetterRow};
use crate::storage::types::{self, instant, stored};
use crate::storage::{DbConn, RegionScope, regions};

#[derive(Serialize)]
struct Alert<'a> {
    region: &'a str,
    number: &'a str,
    organisation: &'a str,
    reason: &'a str,
    link: String,
}

/// The mail server refused the mail of a letter: it is not made known. Where the mail tells of no letter nothing happens.
///
/// # Errors
/// What the database says.
pub fn refused(conn: &mut DbConn, ctx: &Ctx, mail: &MailId, why: &str, portal: &PublicUrl) -> Result<()> {
    match letters::of_mail(conn, mail)? {
        Some(letter) => note(conn, ctx, &letter, (mail.as_str(), why), portal),
        None => Ok(()),
    }
}

/// Somebody was told that the mail of a letter that left came back.
///
/// # Errors
/// [`Error::Refused`] where that is known already, or the letter did not leave; [`Error::NotFound`].
pub fn returned(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &LetterId,
    (why, portal): (&str, &PublicUrl),
) -> Result<()> {
    let why = only("reden", why, words::SAY_WHY)?;
    let letter = letters::find_in_region(conn, scope, id)?;
    if letter.dispatched_at.is_none() {
        return Err(Error::refused(words::NOT_SENT));
    }
    let known = bounces::of_letter(conn, scope, id)?;
    let mail = letter.mail_id.clone().ok_or(Error::NotFound)?;
    if known.iter().any(|one| one.mail_id == mail) {
        return Err(Error::refused(words::KNOWN));
    }
    note(conn, ctx, &letter, (&mail, why.as_str()), portal)
}

fn note(
    conn: &mut DbConn,
    ctx: &Ctx,
    letter: &LetterRow,
    (mail, why): (&str, &str),
    portal: &PublicUrl,
) -> Result<()> {
    let row = BounceRow {
        mail_id: mail.to_owned(),
        region_id: letter.region_id.clone(),
        letter_id: letter.id.clone(),
        reason: why.to_owned(),
        noted_by: ctx.actor.user.as_ref().map(ToString::to_string),
        noted_at: stored(ctx.now),
        again_by: None,
        again_at: None,
    };
    if !bounces::note(conn, &row)? {
        return Ok(());
    }
    let subject = types::id("letters", &letter.id)?;
    ctx.record(conn, &place(letter)?, Event::LetterBounced { subject })?;
    alert(conn, ctx, letter, why, portal)
}

/// Tell the desk of the region.
fn alert(conn: &mut DbConn, ctx: &Ctx, letter: &LetterRow, why: &str, portal: &PublicUrl) -> Result<()> {
    let scope = access::for_system(types::id("letters", &letter.region_id)?);
    let region = regions::find(conn, &scope)?;
    let about = Alert {
        region: &region.name,
        number: &letter.number,
        organisation: &letter.content_json.0.addressee.organisation,
        reason: why,
        link: format!("{}/beoordeling/brieven/{}", portal.as_str(), letter.id),
    };
    let envelope = Envelope {
        kind: "letter_bounced",
        region: Some(scope.region().clone()),
        org: Some(types::id("letters", &letter.org_id)?),
        to: public::desk(&region)?.mail,
    };
    outbox::write_and_post(conn, ctx, envelope, &about).map(drop)
}

/// A mail about a letter that did not arrive.
#[derive(Debug, Clone)]
pub struct Bounced {
    /// Why, as the mail server or a person says.
    pub reason: String,
    /// Since when that is known.
    pub at: DateTime<Utc>,
    /// When the letter was sent again.
    pub again: Option<DateTime<Utc>>,
}

/// A letter that did not arrive and was not sent again yet.
#[derive(Debug, Clone)]
pub struct Missing {
    /// The letter.
    pub letter: String,
    /// Its number.
    pub number: String,
    /// To whom.
    pub organisation: String,
    /// Why it did not arrive.
    pub reason: String,
    /// Since when that is known.
    pub since: DateTime<Utc>,
}

/// The letters of a region that did not arrive and were not sent again yet, the longest known first.
///
/// # Errors
/// What the database says.
pub fn missing(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<Missing>> {
    let rows = bounces::missing(conn, scope)?.into_iter();
    let told = rows.map(|row| Missing {
        letter: row.letter,
        number: row.number,
        organisation: row.organisation,
        reason: row.reason,
        since: instant(row.since),
    });
    Ok(told.collect())
}

/// How many letters of a region did not arrive and were not sent again yet.
///
/// # Errors
/// What the database says.
pub fn missing_count(conn: &mut DbConn, scope: &RegionScope) -> diesel::QueryResult<i64> {
    bounces::count(conn, scope)
}

/// What is known of the mails of a letter that did not arrive, the first first.
///
/// # Errors
/// What the database says.
pub fn bounced(conn: &mut DbConn, scope: &RegionScope, id: &LetterId) -> Result<Vec<Bounced>> {
    let rows = bounces::of_letter(conn, scope, id)?.into_iter();
    let told = rows.map(|row| Bounced {
        at: instant(row.noted_at),
        again: row.again_at.map(instant),
        reason: row.reason,
    });
    Ok(told.collect())
}
