//! A letter whose mail did not arrive: the team hears of it the same day, and sends it again with a term that starts anew.
//!
//! What never left is rendered again under its own number. What was made known never changes, so it is sent again as a letter of its own
//! that says in the place of which it comes. May import: app, domain, storage, auth.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::new::{Answer, New, number, number_of_notice, place, prepare};
use super::{decided_content, intention, repair};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::outbox::{self, Envelope};
use crate::app::review::only;
use crate::app::{access, dossier};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{LetterId, MailId, OrgId, UserId};
use crate::domain::job::Job;
use crate::domain::letter::{LetterContent, LetterKind};
use crate::domain::scheme::{Scheme, Span};
use crate::domain::terms::{end_of_day, local_day};
use crate::domain::words::letters::again as words;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::bounces::{self, BounceRow};
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::hearings::{self, HearingRow};
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

/// Where the desk of a region reads its mail.
#[derive(Deserialize)]
struct Contact {
    mail: String,
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
    let contact: Contact = serde_json::from_str(&region.contact_json).map_err(Error::internal)?;
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
        to: contact.mail,
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

/// Send a letter again that did not arrive, to the address that the organisation has now: its terms start anew.
///
/// # Errors
/// [`Error::Refused`] where nothing is known of a mail that did not arrive, or what the letter asks can be answered no more;
/// [`Error::NotFound`].
pub fn send_again(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &LetterId) -> Result<LetterId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let letter = letters::find_in_region(conn, scope, id)?;
    let open = bounces::of_letter(conn, scope, id)?.into_iter().find(|one| one.again_at.is_none());
    let open = open.ok_or_else(|| Error::refused(words::NOTHING_TO_DO))?;
    let about = letter.application_id.as_deref().map(|id| types::id("letters", id)).transpose()?;
    let about = about.map(|id| applications::for_letter(conn, scope, &id)).transpose()?;
    restart(conn, ctx, scope, &letter)?;
    let sent = if letter.dispatched_at.is_some() {
        resend(conn, ctx, scope, (&letter, about.as_ref()), &by)?
    } else {
        let content = content(conn, ctx, scope, (&letter, about.as_ref()), &letter.number)?;
        letters::prepare_again(conn, id, &content)?;
        ctx.enqueue(conn, &Job::RenderLetter { letter: id.clone() })?;
        id.clone()
    };
    if !bounces::sent_again(conn, &open.mail_id, &by, ctx.now)? {
        return Err(Error::Stale);
    }
    ctx.record(conn, &place(&letter)?, Event::LetterSentAgain { subject: id.clone(), letter: sent.clone() })?;
    Ok(sent)
}

/// The same letter once more, as a letter of its own.
fn resend(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (letter, application): (&LetterRow, Option<&ApplicationRow>),
    by: &UserId,
) -> Result<LetterId> {
    let number = match application {
        Some(application) => number(conn, scope, application)?,
        None => number_of_notice(conn, ctx, scope)?,
    };
    let mut content = content(conn, ctx, scope, (letter, application), &number)?;
    content.summary.insert(0, words::instead(&letter.number, letter.content_json.0.date));
    let to: OrgId = types::id("letters", &letter.org_id)?;
    let new = New {
        application,
        to: &to,
        answer: Answer::Again(letter.id.clone()),
        decided: Vec::new(),
        kind: letter.kind.0,
        number,
        content,
        by: by.clone(),
    };
    prepare(conn, ctx, scope, new)
}

/// What a letter says when it leaves today under a number.
fn content(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (letter, application): (&LetterRow, Option<&ApplicationRow>),
    number: &str,
) -> Result<LetterContent> {
    let today = local_day(ctx.now);
    let first = first_of(conn, letter)?;
    let said = match (first.kind.0, application) {
        (LetterKind::Decision | LetterKind::Revision | LetterKind::NotHandled, Some(application)) => {
            decided_content(conn, scope, application, first.kind.0, (&first.number, today))?
        }
        (LetterKind::Repair, Some(application)) => {
            let request = request(conn, &first)?;
            let all = clarifications::together(conn, &request)?;
            let to: OrgId = types::id("letters", &first.org_id)?;
            repair::compose(conn, scope, (application, &to), &all, (number, today))?
        }
        (LetterKind::Intention, Some(application)) => {
            let hearing = hearing(conn, &first)?;
            let by = types::id("letters", &first.created_by)?;
            intention::compose(conn, scope, (application, &hearing), (number, today), &by)?
        }
        _ => letter.content_json.0.clone(),
    };
    Ok(LetterContent { number: number.to_owned(), date: today, ..said })
}

/// The letter that was sent first, of one that was sent again.
pub(in crate::app) fn first_of(conn: &mut DbConn, letter: &LetterRow) -> Result<LetterRow> {
    let mut first = letter.clone();
    while let Some(before) = &first.resends {
        first = letters::for_work(conn, &types::id("letters", before)?)?;
    }
    Ok(first)
}

fn request(conn: &mut DbConn, letter: &LetterRow) -> Result<ClarificationRow> {
    let id = letter.clarification_id.as_deref().ok_or(Error::NotFound)?;
    Ok(clarifications::of_letter(conn, id)?)
}

fn hearing(conn: &mut DbConn, letter: &LetterRow) -> Result<HearingRow> {
    Ok(hearings::of_letter(conn, letter.hearing_id.as_deref().ok_or(Error::NotFound)?)?)
}

/// The term to answer what the letter asks starts anew. A term to go to court needs nothing: it is counted from the date of the letter.
fn restart(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, letter: &LetterRow) -> Result<()> {
    let first = first_of(conn, letter)?;
    let running = match (&first.clarification_id, &first.hearing_id) {
        (Some(_), _) => {
            let request = request(conn, &first)?;
            let due = due(conn, ctx, scope, (&request.application_id, |scheme| scheme.terms().repair))?;
            clarifications::restart(conn, &request, due)? > 0
        }
        (None, Some(id)) => {
            let hearing = hearing(conn, &first)?;
            let due = due(conn, ctx, scope, (&hearing.application_id, |scheme| scheme.terms().hearing))?;
            hearings::restart(conn, id, due)?
        }
        (None, None) => true,
    };
    if running { Ok(()) } else { Err(Error::refused(words::TOO_LATE)) }
}

/// The first moment that is too late, counted from today by the regeling under which an application was sent in.
fn due(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (application, span): (&str, fn(&Scheme) -> Span),
) -> Result<DateTime<Utc>> {
    let row = applications::for_letter(conn, scope, &types::id("letters", application)?)?;
    let scheme = scheme(conn, scope, &row)?;
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    let counted = national::deadline(local_day(ctx.now), span(&scheme), scheme.remedy().rule(), &calendar)?;
    end_of_day(counted.last_day).map_err(|why| Error::internal(format!("{why:?}")))
}

fn scheme(conn: &mut DbConn, scope: &RegionScope, row: &ApplicationRow) -> Result<Arc<Scheme>> {
    Ok(dossier::of_row(conn, scope, row.clone())?.scheme)
}

/// From when the term of a herstelverzoek or voornemen counts, asked at `asked`: from its letter, or from when that was last sent again.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn counted_from(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: Option<&LetterRow>,
    asked: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let mut last = asked;
    let mut next = letter.cloned();
    while let Some(letter) = next {
        let known = bounces::of_letter(conn, scope, &types::id("letters", &letter.id)?)?;
        last = known.iter().filter_map(|one| one.again_at).map(instant).fold(last, DateTime::max);
        next = letters::sent_instead(conn, &letter.id)?;
    }
    Ok(last)
}
