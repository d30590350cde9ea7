//! Putting a mail in the outbox, in the transaction of what it tells.
//! May import: app::{access, ctx, error}, domain, storage, render.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use serde::Serialize;

use super::access;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{MailId, OrgId, RegionId};
use crate::domain::job::Job;
use crate::render;
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, mails, mails::MailRow, organisations, regions};

/// For whom a mail is, before it is written.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Name of the template.
    pub kind: &'static str,
    /// The region on whose behalf; none for account mail.
    pub region: Option<RegionId>,
    /// The organisation it is about.
    pub org: Option<OrgId>,
    /// Address.
    pub to: String,
}

/// What is told, beside who is told it by whom.
#[derive(Serialize)]
struct Told<'a, T> {
    organisation: &'a str,
    region: &'a str,
    #[serde(flatten)]
    about: &'a T,
}

/// Write to the mail address of an organisation on behalf of a region. The template knows both by name, and what is in `about`.
///
/// # Errors
/// As [`write_and_post`].
pub fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    kind: &'static str,
    (scope, org): (&RegionScope, &OrgId),
    about: &impl Serialize,
) -> Result<()> {
    let region = Some(scope.region().clone());
    write_to(conn, ctx, (kind, region), (scope, org), about)
}

/// The same, where the region may not know to whom: the mail names it, and does not stand among those that it sent.
///
/// # Errors
/// As [`write_and_post`].
pub fn tell_in_private(
    conn: &mut DbConn,
    ctx: &Ctx,
    kind: &'static str,
    (scope, org): (&RegionScope, &OrgId),
    about: &impl Serialize,
) -> Result<()> {
    write_to(conn, ctx, (kind, None), (scope, org), about)
}

fn write_to(
    conn: &mut DbConn,
    ctx: &Ctx,
    (kind, region): (&'static str, Option<RegionId>),
    (scope, org): (&RegionScope, &OrgId),
    about: &impl Serialize,
) -> Result<()> {
    let organisation = organisations::find(conn, &access::for_system_org(org.clone()))?;
    let named = regions::find(conn, scope)?;
    let told = Told { organisation: &organisation.name, region: &named.name, about };
    let envelope = Envelope { kind, region, org: Some(org.clone()), to: organisation.email.clone() };
    write_and_post(conn, ctx, envelope, &told).map(drop)
}

/// A mail to be sent. Subject and body come from a template in `templates/mail`.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Name of the template.
    pub kind: &'static str,
    /// The region on whose behalf; none for account mail.
    pub region: Option<RegionId>,
    /// The organisation it is about.
    pub org: Option<OrgId>,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Write a mail from its template and post it. The template is `templates/mail/<kind>.txt`; its first line is the subject.
///
/// # Errors
/// [`Error::Internal`] when the template does not fit; what the database says.
pub fn write_and_post(
    conn: &mut DbConn,
    ctx: &Ctx,
    envelope: Envelope,
    content: &impl Serialize,
) -> Result<MailId> {
    write_and_post_at(conn, ctx, envelope, content, ctx.now)
}

/// The same, to leave at a later moment.
///
/// # Errors
/// As [`write_and_post`].
pub fn write_and_post_at(
    conn: &mut DbConn,
    ctx: &Ctx,
    envelope: Envelope,
    content: &impl Serialize,
    at: DateTime<Utc>,
) -> Result<MailId> {
    let text = render::text(&format!("mail/{}.txt", envelope.kind), content).map_err(Error::internal)?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    let Envelope { kind, region, org, to } = envelope;
    let mail = NewMail {
        kind,
        region,
        org,
        to,
        subject: subject.trim().to_owned(),
        body: body.trim_start_matches('\n').to_owned(),
    };
    Ok(post(conn, ctx, mail, at)?)
}

/// Keep the mail and enqueue its sending at a moment.
///
/// # Errors
/// What the database says.
pub fn post(conn: &mut DbConn, ctx: &Ctx, mail: NewMail, at: DateTime<Utc>) -> QueryResult<MailId> {
    let id: MailId = ctx.id();
    let row = MailRow {
        id: id.to_string(),
        region_id: mail.region.map(String::from),
        org_id: mail.org.map(String::from),
        kind: mail.kind.to_owned(),
        recipient: mail.to,
        subject: mail.subject,
        body: mail.body,
        state: "queued".to_owned(),
        answer: String::new(),
        created_at: stored(ctx.now),
        settled_at: None,
    };
    mails::insert(conn, &row)?;
    ctx.enqueue_at(conn, &Job::SendMail { mail: id.clone() }, at)?;
    Ok(id)
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took responsibility; its words.
    Accepted(String),
    /// No mail server is configured: it stays readable in beheer.
    Kept,
    /// Nobody will ever take it; why.
    Refused(String),
}

/// Note what became of a mail, and log it.
///
/// # Errors
/// What the database says.
pub fn settle(conn: &mut DbConn, ctx: &Ctx, id: &MailId, outcome: &Outcome) -> Result<()> {
    let row = mails::find(conn, id)?;
    if row.state != "queued" {
        return Ok(());
    }
    let (state, answer) = match outcome {
        Outcome::Accepted(answer) => ("accepted", answer.as_str()),
        Outcome::Kept => ("kept", ""),
        Outcome::Refused(why) => ("refused", why.as_str()),
    };
    mails::settle(conn, id, state, answer, ctx.now)?;
    let place = Place {
        region: row.region_id.as_deref().map(|id| types::id("mails", id)).transpose()?,
        about: row.org_id.as_deref().map(|id| types::id("mails", id)).transpose()?,
        ..Place::default()
    };
    let kind = Token::parse(&row.kind).map_err(Error::internal)?;
    let (subject, letter) = (id.clone(), None);
    let event = match outcome {
        Outcome::Accepted(_) | Outcome::Kept => Event::MailSent { subject, kind, letter },
        Outcome::Refused(_) => Event::MailFailed {
            subject,
            kind,
            letter,
            reason: Token::parse("refused").map_err(Error::internal)?,
        },
    };
    Ok(ctx.record(conn, &place, event)?)
}
