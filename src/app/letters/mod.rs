//! Letters: prepared with the decision or the herstelverzoek, rendered on the day they leave, dispatched when the mail server took the mail.
//!
//! Dispatch fixes the date: a letter that was rendered on an earlier day than its mail leaves is rendered again, with
//! new dates, before anything leaves. May import: app, documents, domain, render, storage.

mod again;
mod bounce;
mod bundle;
mod compose;
mod dispatch;
mod extension;
mod intention;
mod measure;
mod new;
mod notice;
mod reading;
mod remind;
mod repair;
mod unhandled;

use chrono::NaiveDate;
use serde::Serialize;

pub use again::send_again;
pub(in crate::app) use again::{counted_from, first_of};
pub use bounce::{Bounced, Missing, bounced, missing, missing_count, refused, returned};
pub use bundle::bundle;
pub(in crate::app) use compose::{ground_of, remedy_deadline};
pub use dispatch::{Leaving, dispatched, leaving};
pub use intention::last_day as hearing_last_day;
pub use measure::{measure_last_day, prepare_measure};
use new::{Answer, New, number, place, prepare};
pub use notice::{Closed, Postponed, tell_closed, tell_postponed};
pub use reading::{
    Pdf, decided, download, download_for_team, of_hearing, of_org, read, read_for_team, received,
};
pub use remind::remind;
pub use repair::last_day;

use super::access;
use super::ctx::Ctx;
use super::error::{Error, Result};
use super::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::digest::Digest;
use crate::domain::ids::{DecisionId, LetterId, MailId, OrgId};
use crate::domain::job::Job;
use crate::domain::letter::{LetterContent, LetterKind};
use crate::domain::terms::local_day;
use crate::domain::words::dates;
use crate::storage::applications::ApplicationRow;
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::extensions::ExtensionRow;
use crate::storage::hearings::{self, HearingRow};
use crate::storage::letters::{self, LetterRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, blobs, organisations, regions};

/// Prepare the letter that tells what was decided on an application, and have it rendered.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is decided either.
pub fn prepare_decision(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
) -> Result<()> {
    tell_decided(conn, ctx, scope, application, LetterKind::Decision)
}

/// Prepare the letter that says what of an application is not handled, and have it rendered.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is decided either.
pub fn prepare_not_handled(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
) -> Result<()> {
    tell_decided(conn, ctx, scope, application, LetterKind::NotHandled)
}

fn tell_decided(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
    kind: LetterKind,
) -> Result<()> {
    let number = number(conn, scope, application)?;
    let decided = compose::decided(conn, application, (kind, &number))?;
    // Who signed last: not always whoever's step made it complete.
    let signed = decided.iter().max_by_key(|one| one.decision.signed_at);
    let Some(by) = signed.and_then(|one| one.decision.signed_by.clone()) else { return Ok(()) };
    let by = types::id("decisions", &by)?;
    let content = decided_content(conn, scope, application, kind, (&number, local_day(ctx.now)))?;
    let decided = decided.iter().map(|one| types::id("decisions", &one.decision.id));
    let decided: Vec<DecisionId> = decided.collect::<Result<_, _>>()?;
    prepare(conn, ctx, scope, New { decided, ..New::about(application, content, by)? }).map(drop)
}

/// What a letter about decisions says on a day: its terms begin then.
fn decided_content(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
    kind: LetterKind,
    (number, date): (&str, NaiveDate),
) -> Result<LetterContent> {
    match kind {
        LetterKind::NotHandled => unhandled::compose(conn, scope, application, number, date),
        _ => compose::decision(conn, scope, application, number, date),
    }
}

/// Prepare the letter with a herstelverzoek to an organisation in an application, and have it rendered. Its mail leads to the place to
/// answer.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is asked either.
pub fn prepare_repair(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (application, to): (&ApplicationRow, &OrgId),
    requests: &[ClarificationRow],
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let number = number(conn, scope, application)?;
    let content = repair::compose(conn, scope, (application, to), requests, (&number, local_day(ctx.now)))?;
    // The letter is kept with the first: from there the others are found, because they were asked together.
    let first = requests.first().ok_or(Error::NotFound)?;
    let answer = Answer::Repair(first.id.clone());
    let letter = New { to: to.clone(), answer, ..New::about(application, content, by)? };
    prepare(conn, ctx, scope, letter).map(drop)
}

/// Prepare the letter with a voornemen, and have it rendered. Its mail leads to the place to give a zienswijze.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is asked either.
pub fn prepare_intention(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
    hearing: &HearingRow,
) -> Result<()> {
    // Whose work it is asks, also where the assessment was complete by a step of the aanbieder.
    let by = match &application.assessor_id {
        Some(id) => types::id("applications", id)?,
        None => ctx.actor.user.clone().ok_or(Error::Forbidden)?,
    };
    let number = number(conn, scope, application)?;
    let dated = (number.as_str(), local_day(ctx.now));
    let content = intention::compose(conn, scope, (application, hearing), dated, &by)?;
    let answer = Answer::Hearing(hearing.id.clone());
    prepare(conn, ctx, scope, New { answer, ..New::about(application, content, by)? }).map(drop)
}

/// Prepare the letter that the decision comes later, and have it rendered.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is extended either.
pub fn prepare_extension(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
    (extension, until): (&ExtensionRow, NaiveDate),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let number = number(conn, scope, application)?;
    let dated = (number.as_str(), local_day(ctx.now));
    let content = extension::compose(conn, scope, application, (extension, until), dated, &by)?;
    prepare(conn, ctx, scope, New::about(application, content, by)?).map(drop)
}

/// A letter as it must look when it leaves today; none when it left already.
///
/// # Errors
/// What the database says.
pub fn content_for(conn: &mut DbConn, id: &LetterId, today: NaiveDate) -> Result<Option<LetterContent>> {
    let row = letters::for_work(conn, id)?;
    if row.state == "dispatched" {
        return Ok(None);
    }
    let content = row.content_json.0.clone();
    if content.date == today {
        return Ok(Some(content));
    }
    if !row.kind.0.is_about_decisions() && !row.kind.0.is_about_a_measure() {
        // Its terms do not hang on the day it leaves.
        return Ok(Some(LetterContent { date: today, ..content }));
    }
    let scope = access::for_system(types::id("letters", &row.region_id)?);
    again::told_on(conn, &scope, &row, today).map(Some)
}

#[derive(Serialize)]
struct MailContent<'a> {
    region: &'a str,
    organisation: &'a str,
    subject: &'a str,
    number: &'a str,
    link: String,
    /// Where a herstelverzoek is answered, and until when; empty for other letters.
    answer: String,
    last_day: String,
}

/// A rendered letter, durable in the store.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// What it says.
    pub content: LetterContent,
    /// Content address of the PDF.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
}

/// Note that the PDF is there, and post the mail that tells of it. A letter that is rendered again keeps its mail.
///
/// # Errors
/// What the database says.
pub fn rendered(
    conn: &mut DbConn,
    ctx: &Ctx,
    id: &LetterId,
    made: &Rendered,
    portal: &PublicUrl,
) -> Result<MailId> {
    let row = letters::for_work(conn, id)?;
    if row.state == "dispatched" {
        return Err(Error::NotFound);
    }
    let size = i64::try_from(made.size).map_err(Error::internal)?;
    blobs::know(conn, &made.digest.hex(), size, "application/pdf", true, ctx.now)?;
    let mail = match &row.mail_id {
        Some(mail) => {
            let mail: MailId = types::id("letters", mail)?;
            ctx.enqueue(conn, &Job::SendMail { mail: mail.clone() })?;
            mail
        }
        None => tell(conn, ctx, &row, made, portal)?,
    };
    letters::rendered(conn, id, &made.content, &made.digest.hex(), &mail)?;
    Ok(mail)
}

fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: &LetterRow,
    made: &Rendered,
    portal: &PublicUrl,
) -> Result<MailId> {
    let scope = access::for_system(types::id("letters", &row.region_id)?);
    let org = access::for_system_org(types::id("letters", &row.org_id)?);
    let region = regions::find(conn, &scope)?;
    let organisation = organisations::find(conn, &org)?;
    let (kind, answer, last_day) = asked(conn, row, portal)?;
    let content = MailContent {
        answer,
        last_day,
        region: &region.name,
        organisation: &organisation.name,
        subject: &made.content.subject,
        number: &row.number,
        link: format!("{}/aanbieder/brieven/{}", portal.as_str(), row.id),
    };
    let envelope = Envelope {
        kind,
        region: Some(scope.region().clone()),
        org: Some(org.org().clone()),
        to: organisation.email.clone(),
    };
    outbox::write_and_post(conn, ctx, envelope, &content)
}

/// Which mail tells of a letter, where what it asks is answered and until when; nothing where it asks nothing.
fn asked(conn: &mut DbConn, row: &LetterRow, portal: &PublicUrl) -> Result<(&'static str, String, String)> {
    let place = |application: &str, what: &str, id: &str| {
        format!("{}/aanbieder/aanmeldingen/{application}/{what}/{id}", portal.as_str())
    };
    let row = &first_of(conn, row)?;
    Ok(match (&row.clarification_id, &row.hearing_id) {
        (Some(id), _) => {
            let request = clarifications::of_letter(conn, id)?;
            let last = dates::long_date(repair::last_day(&request));
            ("repair_asked", place(&request.application_id, "herstel", id), last)
        }
        (None, Some(id)) => {
            let hearing = hearings::of_letter(conn, id)?;
            let last = dates::long_date(hearing_last_day(&hearing)?);
            ("hearing_asked", place(&hearing.application_id, "zienswijze", id), last)
        }
        (None, None) => ("letter_ready", String::new(), String::new()),
    })
}
