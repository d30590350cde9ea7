//! Asking exactly those of whom the region does not know that they meet what a new version asks of running admissions.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::place;
use crate::app::amend::{Opened, population};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::admission::RequestState;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{EvidenceRequestId, OrgId, SchemeVersionId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::{ReferenceDates, Shared, Stage, newly_asked};
use crate::domain::scheme::{AppliesTo, Scheme};
use crate::domain::supply::SupplySnapshot;
use crate::domain::terms::{Calendar, Count, local_day};
use crate::domain::words::dates::long_date;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::views::admitted;
use crate::storage::{DbConn, RegionScope};

/// Whom a wijziging asks for evidence when it counts from a moment on, and about which eisen.
type Asked = BTreeMap<String, Vec<RequirementCode>>;

/// How many aanbieders a wijziging would ask for evidence when it counts from a moment on.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, from: DateTime<Utc>) -> Result<usize> {
    Ok(asked(conn, scope, opened, from)?.len())
}

fn asked(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, from: DateTime<Utc>) -> Result<Asked> {
    if opened.scheme.requirements().iter().all(|one| one.applies_to == AppliesTo::New) {
        return Ok(Asked::new());
    }
    let admitted = admitted::all(conn, scope, &opened.procedure)?;
    let everybody = population(&opened.base.scheme, &admitted, str::to_owned)?.applicants;
    let on = local_day(from);
    let supply = SupplySnapshot::new(on, Vec::new());
    let national = national::of_region(conn, scope)?;
    let dates = ReferenceDates { submission: on, close: on, start: on };
    let shared = Shared { national: &national, dates, stage: Stage::Running, supply: &supply };
    let of = |one| newly_asked(&opened.base.scheme, &opened.scheme, one, &shared);
    let asked = everybody.iter().map(|one| (one.id.clone(), of(one).into_iter().collect::<Vec<_>>()));
    Ok(asked.filter(|(_, codes)| !codes.is_empty()).collect())
}

#[derive(Serialize)]
struct About {
    requirements: Vec<String>,
    last_day: String,
    link: String,
}

/// Ask them, in the transaction that publishes the version.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (version, from): (&SchemeVersionId, DateTime<Utc>),
    portal: &PublicUrl,
) -> Result<()> {
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    for (org, codes) in asked(conn, scope, opened, from)? {
        let org: OrgId = types::id("organisations", &org)?;
        let mut days = Vec::new();
        for code in &codes {
            let due_on = due_on(&opened.scheme, code, from, &calendar)?;
            one(conn, ctx, scope, opened, (version, due_on), (&org, code))?;
            days.push(due_on);
        }
        tell(conn, ctx, scope, opened, (&org, &codes, days.into_iter().min()), portal)?;
    }
    Ok(())
}

/// The last day of the transition that the contract gives who is admitted already.
fn due_on(
    scheme: &Scheme,
    code: &RequirementCode,
    from: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<NaiveDate> {
    let requirement = scheme.requirement(code).ok_or(Error::NotFound)?;
    let AppliesTo::Running { transition, .. } = &requirement.applies_to else { return Err(Error::NotFound) };
    let count = Count::new(local_day(from), national::term(*transition)?, scheme.remedy().rule());
    Ok(count.deadline(calendar).map_err(Error::internal)?.last_day)
}

/// Ask one aanbieder about one eis.
fn one(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (version, due_on): (&SchemeVersionId, NaiveDate),
    (org, code): (&OrgId, &RequirementCode),
) -> Result<()> {
    let id: EvidenceRequestId = ctx.id();
    let row = RequestRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: opened.procedure.to_string(),
        version_id: version.to_string(),
        org_id: org.to_string(),
        requirement: code.to_string(),
        asked_at: stored(ctx.now),
        due_on,
        state: AsText(RequestState::Asked),
        reply: String::new(),
        answered_by: None,
        reason: String::new(),
        settled_by: None,
        changed_at: stored(ctx.now),
        version: 1,
    };
    kept::insert(conn, &row)?;
    let event = Event::EvidenceRequested {
        subject: id,
        organisation: org.clone(),
        requirement: Token::parse(code.as_str()).map_err(Error::internal)?,
        version: version.clone(),
        due: due_on,
    };
    Ok(ctx.record(conn, &place(&row)?, event)?)
}

fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (org, codes, first): (&OrgId, &[RequirementCode], Option<NaiveDate>),
    portal: &PublicUrl,
) -> Result<()> {
    let titles = codes.iter().filter_map(|code| opened.scheme.requirement(code)).map(|one| one.title.clone());
    let about = About {
        requirements: titles.collect(),
        last_day: first.map(long_date).unwrap_or_default(),
        link: format!("{}/aanbieder/toelatingen", portal.as_str()),
    };
    outbox::tell(conn, ctx, "evidence_asked", (scope, org), &about)
}
