//! A new request for evidence, whatever it was made for, and the mail about it.
//! May import: app, auth, domain, storage.

use chrono::NaiveDate;
use serde::Serialize;

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::admission::RequestState;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{EvidenceRequestId, OrgId, ProcedureId, SchemeVersionId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::Renewal;
use crate::domain::scheme::Scheme;
use crate::domain::words::dates::long_date;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// Whom something is asked, by which version of which regeling.
pub(super) struct New<'a> {
    pub procedure: &'a ProcedureId,
    pub version: &'a SchemeVersionId,
    pub org: &'a OrgId,
}

/// Ask an aanbieder about eisen, each until its own last day.
pub(super) fn make(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &New<'_>,
    asked: &[(&RequirementCode, NaiveDate)],
) -> Result<()> {
    for (code, due_on) in asked {
        let id: EvidenceRequestId = ctx.id();
        let row = fresh(ctx, scope, new, (&id, code, *due_on));
        kept::insert(conn, &row)?;
        let event = Event::EvidenceRequested {
            subject: id,
            organisation: new.org.clone(),
            requirement: Token::parse(code.as_str()).map_err(Error::internal)?,
            version: new.version.clone(),
            due: *due_on,
        };
        ctx.record(conn, &place(&row)?, event)?;
    }
    Ok(())
}

/// A request that waits for the aanbieder, about a whole eis.
fn fresh(
    ctx: &Ctx,
    scope: &RegionScope,
    new: &New<'_>,
    (id, requirement, due_on): (&EvidenceRequestId, &RequirementCode, NaiveDate),
) -> RequestRow {
    RequestRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: new.procedure.to_string(),
        version_id: new.version.to_string(),
        org_id: new.org.to_string(),
        requirement: requirement.to_string(),
        evidence_kind: String::new(),
        asked_at: stored(ctx.now),
        due_on,
        state: AsText(RequestState::Asked),
        reply: String::new(),
        answered_by: None,
        reason: String::new(),
        settled_by: None,
        changed_at: stored(ctx.now),
        reminded_on: None,
        version: 1,
    }
}

/// Ask an aanbieder for a newer bewijsstuk of one kind, until the last day of the one that there is.
pub(super) fn make_renewal(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &New<'_>,
    renewal: &Renewal,
) -> Result<RequestRow> {
    let id: EvidenceRequestId = ctx.id();
    let row = RequestRow {
        evidence_kind: renewal.kind.to_string(),
        ..fresh(ctx, scope, new, (&id, &renewal.by, renewal.until))
    };
    kept::insert(conn, &row)?;
    let event = Event::EvidenceRenewalAsked {
        subject: id,
        organisation: new.org.clone(),
        kind: Token::parse(renewal.kind.as_str()).map_err(Error::internal)?,
        version: new.version.clone(),
        due: renewal.until,
    };
    ctx.record(conn, &place(&row)?, event)?;
    Ok(row)
}

#[derive(Serialize)]
struct About {
    requirements: Vec<String>,
    last_day: String,
    link: String,
}

/// Tell the aanbieder what is asked, and by which day the first of it.
pub(super) fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, scheme): (&RegionScope, &Scheme),
    new: &New<'_>,
    (mail, asked): (&'static str, &[(&RequirementCode, NaiveDate)]),
    portal: &PublicUrl,
) -> Result<()> {
    let titles = asked.iter().filter_map(|(code, _)| scheme.requirement(code)).map(|one| one.title.clone());
    let about = About {
        requirements: titles.collect(),
        last_day: asked.iter().map(|(_, due_on)| *due_on).min().map(long_date).unwrap_or_default(),
        link: format!("{}/aanbieder/toelatingen", portal.as_str()),
    };
    outbox::tell(conn, ctx, mail, (scope, new.org), &about)
}
