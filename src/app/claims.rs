//! The team looks whether a claim is true: compares it with the extract, then verifies or rejects.
//! May import: domain, storage, app.

use serde::Serialize;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{EvidenceId, OrgId};
use crate::domain::motivation::Motivation;
use crate::domain::organisation::claim::{Claim, Command, Proof, State};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::blobs::BlobRow;
use crate::storage::evidence::EvidenceRow;
use crate::storage::organisations::{self, OrganisationRow, Settled};
use crate::storage::views::claims::{self, ClaimLine};
use crate::storage::{DbConn, RegionScope, memberships, regions, types};

/// What the team sees of one claim.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What it says about itself.
    pub organisation: OrganisationRow,
    /// Its applications in this region.
    pub applications: Vec<claims::ApplicationLine>,
    /// The bewijsstukken it sent in here, the extract among them.
    pub evidence: Vec<(EvidenceRow, BlobRow)>,
    /// Where the other claims with this KvK number are: no more than that is shown.
    pub others: Vec<State>,
}

/// The claims that wait in this region, the longest first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<ClaimLine>> {
    Ok(claims::waiting(conn, scope)?)
}

/// The look at a claim.
///
/// # Errors
/// [`Error::NotFound`] when it sent nothing in this region.
pub fn look(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> Result<(Place, Event)> {
    claims::find(conn, scope, org)?;
    let place = Place::of_region(scope.region()).about(org);
    Ok((place, Event::OrganisationViewed { subject: org.clone() }))
}

/// One claim.
///
/// # Errors
/// [`Error::NotFound`] when it sent nothing in this region.
pub fn show(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> Result<Shown> {
    let organisation = claims::find(conn, scope, org)?;
    Ok(Shown {
        applications: claims::applications(conn, scope, org)?,
        evidence: claims::evidence(conn, scope, org)?,
        others: organisations::other_claims(conn, &organisation.kvk, org)?,
        organisation,
    })
}

/// Hand the team a bewijsstuk that was sent in, in its region. Each download is a leaf.
///
/// # Errors
/// [`Error::NotFound`] for what was not sent in here.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    org: &OrgId,
    id: &EvidenceId,
) -> Result<(EvidenceRow, BlobRow)> {
    let stored = claims::one_evidence(conn, scope, org, id)?;
    if stored.0.class.0.is_restricted() {
        return Err(Error::NotFound);
    }
    let place = Place::of_region(scope.region()).about(org);
    ctx.record(conn, &place, Event::EvidenceDownloaded { subject: id.clone() })?;
    Ok(stored)
}

/// Accept a claim: the team compared what it says with the extract.
///
/// # Errors
/// [`Error::Refused`] where another claim with this number is verified, or it was settled before; [`Error::Stale`]
/// when it changed since `seen`: then something else was compared.
pub fn verify(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    org: &OrgId,
    seen: i64,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = claims::find(conn, scope, org)?;
    let others = organisations::other_claims(conn, &row.kvk, org)?;
    let command = Command::Verify { proof: Proof::Extract, by: by.clone(), others };
    life(&row)?.apply(command, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    let settled = Settled { state: State::Verified, by: &by, reason: Proof::Extract.code(), at: ctx.now };
    if !organisations::settle(conn, org, seen, settled)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(scope.region()).about(org);
    let event = Event::OrganisationVerified { subject: org.clone(), method: Token::of(Proof::Extract) };
    ctx.record(conn, &place, event)?;
    tell(conn, ctx, scope, portal, (&row, org), "claim_verified", None)
}

/// Accept the claim of an organisation whose running contract the region takes over: who signed that contract is known,
/// so there is nothing sent in to look at first, and nobody waits for a mail.
///
/// # Errors
/// [`Error::Refused`] where another claim with this number is verified, or it was settled before.
pub fn verify_contractor(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = organisations::find(conn, &super::access::for_system_org(org.clone()))?;
    let others = organisations::other_claims(conn, &row.kvk, org)?;
    let command = Command::Verify { proof: Proof::Contract, by: by.clone(), others };
    life(&row)?.apply(command, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    let settled = Settled { state: State::Verified, by: &by, reason: Proof::Contract.code(), at: ctx.now };
    if !organisations::settle(conn, org, row.version, settled)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(scope.region()).about(org);
    let event = Event::OrganisationVerified { subject: org.clone(), method: Token::of(Proof::Contract) };
    Ok(ctx.record(conn, &place, event)?)
}

/// Reject a claim, with the reason.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] when it was settled before; [`Error::Stale`] when it changed
/// since `seen`.
pub fn reject(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    org: &OrgId,
    (seen, motivation): (i64, &str),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let motivation = Motivation::parse(motivation).map_err(|why| Error::field("reden", why.in_dutch()))?;
    let row = claims::find(conn, scope, org)?;
    let command = Command::Reject { motivation: motivation.clone(), by: by.clone() };
    life(&row)?.apply(command, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    let settled = Settled { state: State::Rejected, by: &by, reason: motivation.as_str(), at: ctx.now };
    if !organisations::settle(conn, org, seen, settled)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(scope.region()).about(org);
    let reason = Token::parse("not_the_organisation").map_err(Error::internal)?;
    ctx.record(conn, &place, Event::OrganisationRejected { subject: org.clone(), reason })?;
    tell(conn, ctx, scope, portal, (&row, org), "claim_rejected", Some(motivation.as_str()))
}

/// The life in a row. Who settled it is not needed to refuse a second time, but a row without it does not fit.
fn life(row: &OrganisationRow) -> Result<Claim> {
    let (Some(by), Some(at)) = (&row.state_by, row.state_at) else { return Ok(Claim::Unverified) };
    let (by, at) = (types::id("organisations", by)?, types::instant(at));
    match row.state.0 {
        State::Unverified => Ok(Claim::Unverified),
        State::Verified => {
            let proof =
                Proof::from_code(&row.state_reason).ok_or_else(|| Error::internal("no such proof"))?;
            Ok(Claim::Verified { proof, by, at })
        }
        State::Rejected => {
            let motivation = Motivation::parse(&row.state_reason).map_err(Error::internal)?;
            Ok(Claim::Rejected { motivation, by, at })
        }
    }
}

#[derive(Serialize)]
struct ClaimMail<'a> {
    organisation: &'a str,
    region: &'a str,
    reason: Option<&'a str>,
    portal: &'a str,
}

/// Everybody who manages the organisation hears what became of the claim.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    (row, org): (&OrganisationRow, &OrgId),
    kind: &'static str,
    reason: Option<&str>,
) -> Result<()> {
    let region = regions::find(conn, scope)?.name;
    let content = ClaimMail { organisation: &row.name, region: &region, reason, portal: portal.as_str() };
    // The team acts on the claim itself here; the scope is only used to find whom to tell.
    let people = memberships::running(conn, &super::access::for_system_org(org.clone()))?;
    let managers = people.into_iter().filter(|(one, _, _)| one.state == "active" && one.role.0.manages());
    for (_, _, mail) in managers {
        let to = Envelope { kind, region: Some(scope.region().clone()), org: Some(org.clone()), to: mail };
        outbox::write_and_post(conn, ctx, to, &content)?;
    }
    Ok(())
}
