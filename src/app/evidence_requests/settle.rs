//! The contractmanager finds an answer in order, gives it back, or asks nothing any more.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::step;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::admission::RequestCommand;
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceRequestId, OrgId};
use crate::domain::motivation::Motivation;
use crate::storage::evidence_requests as kept;
use crate::storage::{DbConn, RegionScope, types};

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
    let org: OrgId = types::id("evidence_requests", &row.org_id)?;
    step(conn, ctx, row, seen, (command, event))?;
    let link = format!("{}/aanbieder/toelatingen/bewijsverzoek/{id}", portal.as_str());
    outbox::tell(conn, ctx, "evidence_lacking", (scope, &org), &About { link })
}

#[derive(Serialize)]
struct About {
    link: String,
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
