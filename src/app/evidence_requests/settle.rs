//! The contractmanager finds an answer in order, gives it back, or asks nothing any more.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::step;
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::admission::RequestCommand;
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceRequestId, OrgId};
use crate::domain::motivation::Motivation;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::{DbConn, RegionScope, organisations, regions, types};

/// What was sent is in order.
///
/// # Errors
/// [`Error::Refused`] when nothing waits; [`Error::Stale`]; [`Error::NotFound`] for another region's.
pub fn accept(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, seen): (&EvidenceRequestId, i64),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (row, _) = kept::find(conn, scope, id)?;
    let event = Event::EvidenceRequestAccepted { subject: id.clone() };
    step(conn, ctx, row, seen, (RequestCommand::Accept { by }, event))
}

/// Something is lacking: the aanbieder reads what, and gets a mail.
///
/// # Errors
/// As [`accept`].
pub fn give_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, seen): (&EvidenceRequestId, i64),
    lacking: &Motivation,
    portal: &PublicUrl,
) -> Result<()> {
    let (row, _) = kept::find(conn, scope, id)?;
    let event = Event::EvidenceRequestReturned { subject: id.clone() };
    let command = RequestCommand::GiveBack { lacking: lacking.clone() };
    step(conn, ctx, row.clone(), seen, (command, event))?;
    tell(conn, ctx, scope, &row, portal)
}

/// Nothing is asked any more.
///
/// # Errors
/// As [`accept`], but what waits for the aanbieder can be dropped too.
pub fn drop_it(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, seen): (&EvidenceRequestId, i64),
    why: &Motivation,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (row, _) = kept::find(conn, scope, id)?;
    let event = Event::EvidenceRequestDropped { subject: id.clone() };
    step(conn, ctx, row, seen, (RequestCommand::Drop { by, why: why.clone() }, event))
}

#[derive(Serialize)]
struct Mail<'a> {
    organisation: &'a str,
    region: &'a str,
    link: String,
}

fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    row: &RequestRow,
    portal: &PublicUrl,
) -> Result<()> {
    let org: OrgId = types::id("evidence_requests", &row.org_id)?;
    let organisation = organisations::find(conn, &access::for_system_org(org.clone()))?;
    let region = regions::find(conn, scope)?;
    let content = Mail {
        organisation: &organisation.name,
        region: &region.name,
        link: format!("{}/aanbieder/toelatingen/bewijsverzoek/{}", portal.as_str(), row.id),
    };
    let envelope = Envelope {
        kind: "evidence_lacking",
        region: Some(scope.region().clone()),
        org: Some(org),
        to: organisation.email.clone(),
    };
    outbox::write_and_post(conn, ctx, envelope, &content).map(drop)
}
