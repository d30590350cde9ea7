//! Verification: a visit or a talk to check named requirements of an application. It stands beside the judgement and decides nothing (ADR 21).
//! May import: app, auth, domain, storage.

mod plan;
mod report;
mod show;

pub use plan::{Moved, Planned, cancel, plan, reschedule};
pub use report::{Reported, react, report};
pub use show::{Colleague, Finding, Seen, ToPlan, beside, of_application, one, own, own_list, to_plan};

use serde::Serialize;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::outbox;
use super::review::Opened;
use crate::auth::origin::PublicUrl;
use crate::domain::application::verification::{Command, Verification};
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{dates, screens};
use crate::storage::verifications::{self, Kept};
use crate::storage::{DbConn, RegionScope};

/// What a mail about a verification tells.
#[derive(Serialize)]
struct Told {
    number: String,
    manner: &'static str,
    at: String,
    place: String,
    reason: String,
    requirements: Vec<String>,
    until: String,
    link: String,
}

/// Take a step of a verification by somebody who saw version `seen`; what it is now.
fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    (place, mut kept): (&Place, Kept),
    seen: i64,
    (command, reason, event): (Command, &str, Event),
) -> Result<Kept> {
    let next = kept.life.apply(command, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    kept.row.version = seen;
    if !verifications::step(conn, &kept.row, (&next, reason))? {
        return Err(Error::Stale);
    }
    ctx.record(conn, place, event)?;
    Ok(Kept { life: next, row: kept.row })
}

/// Tell the aanbieder by mail.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (opened, kind, reason): (&Opened, &'static str, &str),
    (id, life): (&VerificationId, &Verification),
) -> Result<()> {
    let plan = life.planned();
    let title = |code| opened.scheme.requirement(code).map(|one| format!("{} ({code})", one.title));
    let until = match life {
        Verification::Reported { report, .. } => screens::until(report.react_until),
        _ => String::new(),
    };
    let told = Told {
        number: opened.row.number.clone(),
        manner: plan.manner.code(),
        at: dates::moment(plan.appointment.at),
        place: plan.appointment.place.as_str().to_owned(),
        reason: reason.to_owned(),
        requirements: plan.requirements.iter().filter_map(title).collect(),
        until,
        link: format!("{}{}", portal.as_str(), own_address(&opened.id, id)),
    };
    outbox::tell(conn, ctx, kind, (scope, &opened.org()?), &told)
}

/// Where the aanbieder reads a verification.
fn own_address(application: &ApplicationId, id: &VerificationId) -> String {
    format!("/aanbieder/aanmeldingen/{application}/verificatie/{id}")
}
