//! Sending a letter again that did not arrive, with terms that start anew.
//!
//! What never left is rendered again under its own number. What was made known never changes, so it is sent again as a letter of its own
//! that says in the place of which it comes. May import: app, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::new::{Answer, New, number, number_of_notice, place, prepare};
use super::{decided_content, intention, measure, repair};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{dossier, national};
use crate::domain::audit::Event;
use crate::domain::ids::{LetterId, OrgId, UserId};
use crate::domain::job::Job;
use crate::domain::letter::{LetterContent, LetterKind};
use crate::domain::scheme::{Scheme, Span};
use crate::domain::terms::local_day;
use crate::domain::words::letters::again as words;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::bounces;
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::hearings::{self, HearingRow};
use crate::storage::letters::{self, LetterRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

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
    restart(conn, ctx, scope, &letter)?;
    let sent = if letter.dispatched_at.is_some() {
        resend(conn, ctx, scope, &letter, &by)?
    } else {
        let content = told_on(conn, scope, &letter, local_day(ctx.now))?;
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
    letter: &LetterRow,
    by: &UserId,
) -> Result<LetterId> {
    let application = about(conn, scope, letter)?;
    let number = match &application {
        Some(application) => number(conn, scope, application)?,
        None => number_of_notice(conn, ctx, scope)?,
    };
    let content = content(conn, scope, letter, (&number, local_day(ctx.now)), Some(letter))?;
    let new = New {
        application: application.as_ref(),
        to: types::id("letters", &letter.org_id)?,
        answer: Answer::Again(letter.id.clone()),
        decided: Vec::new(),
        content,
        by: by.clone(),
    };
    prepare(conn, ctx, scope, new)
}

/// What a letter says under its own number when it leaves on a day.
///
/// # Errors
/// What the database says.
pub(super) fn told_on(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: &LetterRow,
    day: NaiveDate,
) -> Result<LetterContent> {
    let before = before(conn, letter)?;
    content(conn, scope, letter, (&letter.number, day), before.as_ref())
}

/// What was told first, told again on a day under a number, with the letter in whose place it comes.
fn content(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: &LetterRow,
    (number, day): (&str, NaiveDate),
    instead: Option<&LetterRow>,
) -> Result<LetterContent> {
    let first = first_of(conn, letter)?;
    let said = match (first.kind.0, about(conn, scope, &first)?) {
        (LetterKind::Decision | LetterKind::Revision | LetterKind::NotHandled, Some(application)) => {
            decided_content(conn, scope, &application, first.kind.0, (&first.number, day))?
        }
        (LetterKind::Repair, Some(application)) => {
            let request = request(conn, &first)?;
            let all = clarifications::together(conn, &request)?;
            let to: OrgId = types::id("letters", &first.org_id)?;
            repair::compose(conn, scope, (&application, &to), &all, (number, day))?
        }
        (LetterKind::Intention, Some(application)) => {
            let hearing = hearing(conn, &first)?;
            let by = types::id("letters", &first.created_by)?;
            intention::compose(conn, scope, (&application, &hearing), (number, day), &by)?
        }
        (kind, None) if kind.is_about_a_measure() => {
            let said = measure::told_on(conn, scope, &first, (number, day))?;
            said.unwrap_or(first.content_json.0)
        }
        _ => first.content_json.0,
    };
    let told = instead.map(|before| words::instead(&before.number, before.content_json.0.date));
    let summary = told.into_iter().chain(said.summary).collect();
    Ok(LetterContent { number: number.to_owned(), date: day, summary, ..said })
}

/// The application that a letter is about.
fn about(conn: &mut DbConn, scope: &RegionScope, letter: &LetterRow) -> Result<Option<ApplicationRow>> {
    let Some(id) = &letter.application_id else { return Ok(None) };
    Ok(Some(applications::for_letter(conn, scope, &types::id("letters", id)?)?))
}

/// The letter in whose place one comes.
fn before(conn: &mut DbConn, letter: &LetterRow) -> Result<Option<LetterRow>> {
    let Some(id) = &letter.resends else { return Ok(None) };
    Ok(Some(letters::for_work(conn, &types::id("letters", id)?)?))
}

/// The letter that was sent first, of one that was sent again.
pub(in crate::app) fn first_of(conn: &mut DbConn, letter: &LetterRow) -> Result<LetterRow> {
    let mut first = letter.clone();
    while let Some(earlier) = before(conn, &first)? {
        first = earlier;
    }
    Ok(first)
}

/// The letter that was sent last, of one that was sent again.
pub(super) fn last_of(conn: &mut DbConn, letter: &LetterRow) -> Result<LetterRow> {
    let mut last = letter.clone();
    while let Some(later) = letters::sent_instead(conn, &last.id)? {
        last = later;
    }
    Ok(last)
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
            let due = due(conn, ctx, scope, (&first, |scheme| scheme.terms().repair))?;
            clarifications::restart(conn, &request, due)? > 0
        }
        (None, Some(id)) => {
            let due = due(conn, ctx, scope, (&first, |scheme| scheme.terms().hearing))?;
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
    (letter, span): (&LetterRow, fn(&Scheme) -> Span),
) -> Result<DateTime<Utc>> {
    let application = about(conn, scope, letter)?.ok_or(Error::NotFound)?;
    let scheme: Arc<Scheme> = dossier::of_row(conn, scope, application)?.scheme;
    national::due_for_provider(conn, scope, &scheme, (span(&scheme), ctx.now))
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
