//! A newer bewijsstuk while the one that a region relies on still counts: asked of who is admitted, and sent on from the vault as soon as it
//! is there (ADR 14).
//! May import: app, domain, storage.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::make::{New, make_renewal};
use super::show::kinds;
use super::step;
use crate::app::amend::population;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::schemes::{self, Version};
use crate::app::{access, national};
use crate::domain::admission::{RequestCommand, RequestState};
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceRequestId, Id, OrgId, ProcedureId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::reminder::RENEWALS;
use crate::domain::rules::{
    Applicant, Before, Paper, ReferenceDates, Renewal, Shared, Stage, renewals, wanted,
};
use crate::domain::scheme::Scheme;
use crate::domain::supply::SupplySnapshot;
use crate::domain::terms::local_day;
use crate::storage::evidence::EvidenceRow;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::views::admitted;
use crate::storage::{DbConn, OrgScope, RegionScope, evidence, regions, renewals as stored, types};

/// Ask everybody who is admitted in the region for a newer bewijsstuk of what soon expires; the requests that wait for an aanbieder. Where
/// the newer one is in its vault already, the request is made and answered, and nobody is asked anything.
pub(super) fn renew(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<BTreeSet<String>> {
    let mut waiting = BTreeSet::new();
    let national = national::of_region(conn, scope)?;
    let today = local_day(ctx.now);
    let ahead = RENEWALS.iter().max().copied().unwrap_or_default();
    let until = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    let supply = SupplySnapshot::new(today, Vec::new());
    let dates = ReferenceDates { submission: today, close: today, start: today };
    let shared = Shared { national: &national, dates, stage: Stage::Running, supply: &supply };
    for procedure in regions::procedures_of(conn, scope)? {
        let procedure: ProcedureId = types::id("procedures", &procedure.id)?;
        let version = match schemes::in_force(conn, scope, &procedure, ctx.now) {
            // Nobody is admitted under a regeling that does not count yet.
            Err(Error::NotFound) => continue,
            version => version?,
        };
        let ending = stored::ending(conn, scope, &procedure, today..=until)?;
        if ending.is_empty() {
            continue;
        }
        let admitted = admitted::all(conn, scope, &procedure)?;
        let everybody = population(&version.scheme, &admitted, str::to_owned)?.applicants;
        for one in everybody.into_iter().filter(|one| ending.contains(&one.id)) {
            let org: OrgId = types::id("organisations", &one.id)?;
            let new = New { procedure: &procedure, version: &version.id, org: &org };
            for renewal in of_one(conn, scope, (&version, &new), &one, &shared)? {
                let row = make_renewal(conn, ctx, scope, &new, &renewal)?;
                if renewal.newer.is_some() {
                    send_newer(conn, ctx, &access::for_system_org(org.clone()), row)?;
                } else {
                    waiting.insert(row.id);
                }
            }
        }
    }
    Ok(waiting)
}

/// What to ask of one that is admitted.
fn of_one(
    conn: &mut DbConn,
    scope: &RegionScope,
    (version, new): (&Version, &New<'_>),
    one: &Applicant,
    shared: &Shared<'_>,
) -> Result<Vec<Renewal>> {
    let came = stored::came(conn, scope, new.org)?;
    let vault = evidence::present(conn, &access::for_system_org(new.org.clone()))?;
    let mut papers = Vec::new();
    for (row, came) in came.iter().map(|row| (row, true)).chain(vault.iter().map(|(row, _)| (row, false))) {
        papers.extend(paper(&version.scheme, row, came)?);
    }
    let mut before = Vec::new();
    for row in stored::asked(conn, scope, (new.procedure, new.org))? {
        before.push(asked_before(conn, scope, &row)?);
    }
    let wanted = wanted(&one.input(&version.scheme, shared));
    Ok(renewals(&wanted, &papers, &before, shared.dates.submission))
}

/// A bewijsstuk as the rules of renewal see it; none of a kind that the regeling does not know, or without the day that counts.
fn paper(scheme: &Scheme, row: &EvidenceRow, came: bool) -> Result<Option<Paper>> {
    let Ok(kind) = EvidenceKindCode::parse(&row.kind) else { return Ok(None) };
    let Some(def) = scheme.evidence_def(&kind) else { return Ok(None) };
    let ends_on = def.validity.ends_on(row.expires_on);
    if def.validity.names_its_end() && ends_on.is_none() {
        return Ok(None);
    }
    let id = Id::parse(&row.id).map_err(Error::internal)?;
    Ok(Some(Paper { id, kind, ends_on, came, present: row.state == "present" }))
}

fn asked_before(conn: &mut DbConn, scope: &RegionScope, row: &RequestRow) -> Result<Before> {
    let scheme = scheme_of(conn, scope, row)?;
    Ok(Before {
        kinds: kinds(&scheme, row).into_iter().map(|def| def.code).collect(),
        open: RequestState::OPEN.contains(&row.state.0),
        renewed: row.is_renewal().then_some(row.due_on),
    })
}

fn scheme_of(conn: &mut DbConn, scope: &RegionScope, row: &RequestRow) -> Result<Arc<Scheme>> {
    let version = types::id("evidence_requests", &row.version_id)?;
    Ok(schemes::of_version(conn, scope, &version)?.scheme)
}

/// Something in a vault is new, or is described anew: send it on to every region that waits for a newer one of its kind.
///
/// # Errors
/// What the database says.
pub fn vault_changed(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope) -> Result<()> {
    for row in stored::waiting(conn, scope)? {
        send_newer(conn, ctx, scope, row)?;
    }
    Ok(())
}

/// Answer a request with the bewijsstuk of the vault that counts longest, where one counts longer than what the region has. What was sent
/// before and given back is not sent again.
fn send_newer(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, row: RequestRow) -> Result<()> {
    let region = access::for_system(types::id("evidence_requests", &row.region_id)?);
    let scheme = scheme_of(conn, &region, &row)?;
    let sent: BTreeSet<String> = kept::pieces(conn, &row)?.into_iter().map(|(piece, _)| piece.id).collect();
    let mut best: Option<(NaiveDate, EvidenceRow)> = None;
    for (piece, _) in evidence::present(conn, scope)? {
        let of_kind = piece.kind == row.evidence_kind && !sent.contains(&piece.id);
        let end = if of_kind { paper(&scheme, &piece, false)?.and_then(|paper| paper.ends_on) } else { None };
        if let Some(end) = end.filter(|end| *end > row.due_on)
            && best.as_ref().is_none_or(|(longest, _)| *longest < end)
        {
            best = Some((end, piece));
        }
    }
    let Some((_, piece)) = best else { return Ok(()) };
    let by = match &ctx.actor.user {
        Some(user) => user.clone(),
        None => types::id("evidence", &piece.uploaded_by)?,
    };
    let (id, evidence): (EvidenceRequestId, _) =
        (types::id("evidence_requests", &row.id)?, types::id("evidence", &piece.id)?);
    kept::add_piece(conn, &row, &evidence, ctx.now)?;
    let event = Event::EvidenceRequestAnswered { subject: id, evidence: vec![evidence] };
    let seen = row.version;
    step(conn, ctx, row, seen, (RequestCommand::Answer { by }, event))
}
