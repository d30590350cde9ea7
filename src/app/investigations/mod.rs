//! Investigations by toezicht: planned, visited, written down, heard and made final. Behind the wall between inkoop and toezicht (ADR 29): toezicht reads
//! with the wall that `app::signals::wall` makes, and an aanbieder reads of its own what it was told.
//! May import: app, auth, domain, storage.

mod answer;
mod facts;
mod frameworks;
mod plan;
mod report;
mod show;
mod steps;
mod visit;

pub use answer::{Answered, answer};
pub use facts::{FinalFact, chosen, facts};
pub use frameworks::of_region as framework_of_region;
pub use plan::{New, Ready, plan, ready};
pub use report::{Drafted, Found, Weighed, draft, finish};
pub use show::{
    FindingSeen, Line, NormSeen, NoteSeen, Seen, StepSeen, final_findings, list, look, one, own, own_list,
};
pub use steps::{Asked, take};
pub use visit::{Noted, note};

use serde::Serialize;

use super::access;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{Id, InvestigationId, OrgId, RegionId, UserId, kind};
use crate::domain::supervision::Discipline;
use crate::domain::supervision::investigation::{By, Command, Investigation, Own};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{dates, screens};
use crate::storage::investigations::{self, Kept, StepRow};
use crate::storage::signals::WallScope;
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope};

/// The number by which people speak of an investigation.
#[must_use]
pub fn number(id: &str) -> String {
    let (_, end) = id.split_at(id.len().saturating_sub(8));
    format!("O-{}", end.to_uppercase())
}

/// In which gemeenten a toezichthouder keeps toezicht of a kind.
fn own_of(wall: &WallScope, discipline: Discipline) -> Result<Own> {
    let codes = wall.watches.get(&discipline).ok_or(Error::NotFound)?;
    if codes.is_empty() {
        return Ok(Own::Region);
    }
    let codes: Result<_, _> = codes.iter().map(|code| GemeenteCode::parse(code)).collect();
    Ok(Own::Gemeenten(codes.map_err(Error::internal)?))
}

/// A toezichthouder who takes a step of an investigation.
fn supervisor(ctx: &Ctx, wall: &WallScope, kept: &Kept) -> Result<By> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    Ok(By::Supervisor(user, own_of(wall, kept.row.discipline.0)?))
}

/// Take a step of an investigation by somebody who saw version `seen`; what it is now.
fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    mut kept: Kept,
    (command, by, seen): (Command, &By, i64),
) -> Result<Kept> {
    let name = command.name();
    let why = match &command {
        Command::Cancel(why) => why.as_str().to_owned(),
        _ => String::new(),
    };
    let life = kept.life.clone().apply(command, by, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    kept.row.version = seen;
    let (By::Supervisor(user, _) | By::Provider(user)) = by;
    let taken = step_row(ctx, (&kept.row.id, &kept.row.region_id), (name, why), user);
    if !investigations::step(conn, &kept.row, &life, &taken)? {
        return Err(Error::Stale);
    }
    let subject: InvestigationId = types::id("investigations", &kept.row.id)?;
    let step = Token::parse(name).map_err(Error::internal)?;
    let knows = life.state().is_shown() || name == "announce" || was_announced(&kept);
    ctx.record(conn, &place(&kept, knows)?, Event::InvestigationStepped { subject, step })?;
    Ok(Kept { life, ..kept })
}

fn step_row(ctx: &Ctx, (id, region): (&str, &str), (name, why): (&str, String), by: &UserId) -> StepRow {
    StepRow {
        id: ctx.id::<kind::InvestigationStep>().to_string(),
        region_id: region.to_owned(),
        investigation_id: id.to_owned(),
        step: name.to_owned(),
        why,
        taken_by: by.to_string(),
        taken_at: stored(ctx.now),
    }
}

fn was_announced(kept: &Kept) -> bool {
    kept.steps.iter().any(|(row, _)| row.step == "announce")
}

/// Where a leaf belongs: with what the aanbieder reads of itself only where it knows of the investigation.
fn place(kept: &Kept, knows: bool) -> Result<Place> {
    let region: RegionId = types::id("investigations", &kept.row.region_id)?;
    let place = Place::of_region(&region);
    Ok(if knows { place.about(&org_of(kept)?) } else { place })
}

fn org_of(kept: &Kept) -> Result<OrgId> {
    Ok(types::id("investigations", &kept.row.org_id)?)
}

fn region_of(kept: &Kept) -> Result<RegionScope> {
    Ok(access::for_system(Id::parse(&kept.row.region_id).map_err(Error::internal)?))
}

/// What a mail about an investigation tells: where to read it, and nothing of what is found.
#[derive(Serialize)]
struct Told {
    number: String,
    at: String,
    places: Vec<String>,
    until: String,
    reason: String,
    link: String,
}

/// Tell the aanbieder by a mail that stands in no outbox which the region reads.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    (kept, kind, reason): (&Kept, &'static str, &str),
) -> Result<()> {
    let plan = kept.life.plan();
    let until = match &kept.life {
        Investigation::Hearing(_, _, heard) => screens::until(heard.until),
        _ => String::new(),
    };
    let told = Told {
        number: number(&kept.row.id),
        at: dates::moment(plan.visit_at),
        places: plan.scope.locations().iter().map(|one| one.as_str().to_owned()).collect(),
        until,
        reason: reason.to_owned(),
        link: format!("{}/aanbieder/toezicht/{}", portal.as_str(), kept.row.id),
    };
    outbox::tell_in_private(conn, ctx, kind, (&region_of(kept)?, &org_of(kept)?), &told)
}
