//! Letters: prepared with the decision, rendered on the day they leave, dispatched when the mail server took the mail.
//!
//! Dispatch fixes the date: a letter that was rendered on an earlier day than its mail leaves is rendered again, with
//! new dates, before anything leaves. May import: app, documents, domain, render, storage.

mod compose;
mod dispatch;
mod reading;

use chrono::NaiveDate;
use serde::Serialize;

pub use dispatch::{Leaving, dispatched, leaving};
pub use reading::{Pdf, download, download_for_team, of_org, read, read_for_team, received};

use super::access;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{ApplicationId, DecisionId, LetterId, MailId, OrgId};
use crate::domain::job::Job;
use crate::domain::letter::{LetterContent, LetterKind};
use crate::domain::terms::local_day;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::letters::{self, LetterRow};
use crate::storage::types::{self, AsJson, AsText, stored};
use crate::storage::{DbConn, RegionScope, blobs, decisions, lots, organisations, regions};

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
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let id: LetterId = ctx.id();
    let application_id: ApplicationId = types::id("applications", &application.id)?;
    let earlier = letters::of_application(conn, scope, &application_id)?.len();
    let number = format!("{}-B{}", application.number, earlier + 1);
    let content = compose::decision(conn, scope, application, &number, local_day(ctx.now))?;
    let mut decided: Vec<DecisionId> = Vec::new();
    for lot in lots::of_application(conn, &application_id)? {
        if let Some(row) = decisions::last_row(conn, &lot.id)?.filter(|row| row.signed_by.is_some()) {
            decided.push(types::id("decisions", &row.id)?);
        }
    }
    let row = LetterRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        org_id: application.org_id.clone(),
        application_id: Some(application.id.clone()),
        kind: AsText(LetterKind::Decision),
        number,
        content_json: AsJson(content),
        state: "prepared".to_owned(),
        sha256: None,
        mail_id: None,
        dispatched_at: None,
        created_at: stored(ctx.now),
        created_by: by.to_string(),
    };
    letters::insert(conn, &row, &decided)?;
    let gemeente = Token::parse("region").map_err(Error::internal)?;
    let event = Event::LetterPrepared {
        subject: id.clone(),
        application: application_id,
        gemeente,
        decisions: decided,
    };
    ctx.record(conn, &place(&row)?, event)?;
    Ok(ctx.enqueue(conn, &Job::RenderLetter { letter: id })?)
}

fn place(row: &LetterRow) -> Result<Place> {
    let org: OrgId = types::id("letters", &row.org_id)?;
    Ok(Place::of_region(&types::id("letters", &row.region_id)?).about(&org))
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
    let content = row.content_json.0;
    if content.date == today || row.kind.0 != LetterKind::Decision {
        return Ok(Some(content));
    }
    let scope = access::for_system(types::id("letters", &row.region_id)?);
    let application = row.application_id.as_deref().ok_or(Error::NotFound)?;
    let application = types::id("letters", application)?;
    let application = applications::for_letter(conn, &scope, &application)?;
    compose::decision(conn, &scope, &application, &row.number, today).map(Some)
}

#[derive(Serialize)]
struct MailContent<'a> {
    region: &'a str,
    organisation: &'a str,
    subject: &'a str,
    number: &'a str,
    link: String,
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
    let content = MailContent {
        region: &region.name,
        organisation: &organisation.name,
        subject: &made.content.subject,
        number: &row.number,
        link: format!("{}/aanbieder/brieven/{}", portal.as_str(), row.id),
    };
    let envelope = Envelope {
        kind: "letter_ready",
        region: Some(scope.region().clone()),
        org: Some(org.org().clone()),
        to: organisation.email.clone(),
    };
    outbox::write_and_post(conn, ctx, envelope, &content)
}
