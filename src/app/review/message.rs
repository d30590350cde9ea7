//! Messages between the team and an aanbieder about an application, and the mail that says something is waiting.
//! May import: app, domain, storage, render.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::opened::Opened;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::outbox::{self};
use crate::app::writing::only;
use crate::auth::origin::PublicUrl;
use crate::domain::application::State;
use crate::domain::audit::Event;
use crate::domain::class::Class;
use crate::domain::ids::{ApplicationId, MessageId, OrgId, RegionId};
use crate::domain::terms::local_day;
use crate::domain::words::dates::weekday_and_date;
use crate::domain::words::review as words;
use crate::storage::applications::ApplicationRow;
use crate::storage::messages::{self, MessageRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope, applications, unread};

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The regional team.
    Team,
    /// The aanbieder.
    Organisation,
}

/// A mail that says that something is waiting in the portal. It never says what: mail is read by others too.
pub(in crate::app) struct Letter<'a> {
    /// Name of the template.
    pub kind: &'static str,
    /// Where the portal is.
    pub portal: &'a PublicUrl,
    /// Where it waits.
    pub path: &'a str,
    /// The first moment that is too late, where there is one.
    pub due: Option<DateTime<Utc>>,
}

/// The team writes to the aanbieder about its application.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] without a text.
pub fn from_team(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    id: &ApplicationId,
    body: &str,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let body = only("bericht", body, words::SAY_MESSAGE)?;
    keep(conn, ctx, (&opened.row, &opened.org()?), Sender::Team, body.as_str())?;
    let letter = Letter { kind: "message_waiting", portal, path: "/aanbieder/berichten", due: None };
    tell(conn, ctx, scope, &opened.row, &letter)
}

/// The aanbieder writes to the team about its application.
///
/// # Errors
/// [`Error::NotFound`] when it is not its own, or was never sent in; [`Error::Invalid`] without a text.
pub fn from_provider(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    body: &str,
) -> Result<()> {
    let row = applications::find(conn, scope, id)?;
    if row.state.0 == State::Draft {
        return Err(Error::NotFound);
    }
    let body = only("bericht", body, words::SAY_MESSAGE)?;
    keep(conn, ctx, (&row, scope.org()), Sender::Organisation, body.as_str())
}

/// Keep a message about an application with an organisation in it.
///
/// # Errors
/// [`Error::Forbidden`] without a person; what the database says.
pub(in crate::app) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    (application, org): (&ApplicationRow, &OrgId),
    sender: Sender,
    body: &str,
) -> Result<()> {
    let region: RegionId = types::id("applications", &application.region_id)?;
    let user = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let id: MessageId = ctx.id();
    let class = Class::Intern;
    let row = MessageRow {
        id: id.to_string(),
        region_id: region.to_string(),
        org_id: org.to_string(),
        application_id: Some(application.id.clone()),
        class: AsText(class),
        sender: match sender {
            Sender::Team => "team",
            Sender::Organisation => "organisation",
        }
        .to_owned(),
        body: body.to_owned(),
        sent_by: user.to_string(),
        sent_at: stored(ctx.now),
        revises: None,
    };
    messages::insert(conn, &row)?;
    unread::mark(conn, &row)?;
    let procedure = types::id("applications", &application.procedure_id)?;
    let place = Place::of_region(&region).procedure(&procedure).about(org);
    let application = Some(types::id("applications", &application.id)?);
    let event = Event::MessageSent { subject: id, organisation: org.clone(), application, class };
    Ok(ctx.record(conn, &place, event)?)
}

#[derive(Serialize)]
struct Waiting<'a> {
    number: &'a str,
    link: String,
    last_day: Option<String>,
}

/// Tell the aanbieder by mail that something is waiting.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationRow,
    letter: &Letter<'_>,
) -> Result<()> {
    let id: OrgId = types::id("applications", &application.org_id)?;
    let last = letter.due.and_then(|due| due.checked_sub_signed(TimeDelta::microseconds(1)));
    let about = Waiting {
        number: &application.number,
        link: format!("{}{}", letter.portal.as_str(), letter.path),
        last_day: last.map(|last| weekday_and_date(local_day(last))),
    };
    outbox::tell(conn, ctx, letter.kind, (scope, &id), &about)
}
