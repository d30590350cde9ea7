//! Suspending admissions: by the team with its ground, or by the aanbieder itself, that takes no new clients for a while.
//! Each has a last day, and the morning after it the admission is active again.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::place;
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self};
use crate::auth::origin::PublicUrl;
use crate::domain::admission::{Admission, Command, Refusal, Side, State, Suspension, SuspensionKind};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{AdmissionId, OrgId, SuspensionId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::{self, AdmissionRow};
use crate::storage::suspensions::{self, SuspensionRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope};

/// What somebody wants to suspend, until when and why.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Which admissions.
    pub admissions: Vec<AdmissionId>,
    /// The day on which they are active again.
    pub until: NaiveDate,
    /// Why; of the team with the article of the overeenkomst.
    pub basis: Motivation,
}

/// The team suspends admissions of an aanbieder, or changes what runs. The aanbieder gets a mail.
///
/// # Errors
/// [`Error::Refused`] in the words of the rule; [`Error::NotFound`] for another organisation's or another region's.
pub fn suspend(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    (org, kind): (&OrgId, SuspensionKind),
    stop: &Stop,
) -> Result<()> {
    for id in &stop.admissions {
        let row = admissions::find(conn, scope, id)?;
        if row.org_id != org.as_str() {
            return Err(Error::NotFound);
        }
        impose(conn, ctx, &row, (kind, Side::Team), stop)?;
    }
    tell(conn, ctx, scope, portal, org, "admission_suspended", Some(stop.until))
}

/// The aanbieder takes no new clients for a while, under some of its admissions in any region.
///
/// # Errors
/// As [`suspend`], where the team suspended one; [`Error::NotFound`] for another organisation's.
pub fn stop_intake(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, stop: &Stop) -> Result<()> {
    for id in &stop.admissions {
        let row = admissions::find_own(conn, scope, id)?;
        impose(conn, ctx, &row, (SuspensionKind::IntakeStop, Side::Provider), stop)?;
    }
    Ok(())
}

/// The team lifts suspensions before their time. The aanbieder gets a mail.
///
/// # Errors
/// [`Error::Refused`] where nothing runs; [`Error::NotFound`] for another organisation's or another region's.
pub fn lift(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    org: &OrgId,
    chosen: &[AdmissionId],
) -> Result<()> {
    for id in chosen {
        let row = admissions::find(conn, scope, id)?;
        if row.org_id != org.as_str() {
            return Err(Error::NotFound);
        }
        end(conn, ctx, &row, Command::Lift { side: Side::Team })?;
    }
    tell(conn, ctx, scope, portal, org, "admission_resumed", None)
}

/// The aanbieder takes new clients again.
///
/// # Errors
/// As [`lift`], and where the team imposed it.
pub fn take_again(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &AdmissionId) -> Result<()> {
    let row = admissions::find_own(conn, scope, id)?;
    end(conn, ctx, &row, Command::Lift { side: Side::Provider })
}

/// Make suspended admissions active again whose last day is over; how many.
///
/// # Errors
/// What the database says.
pub fn resume(conn: &mut DbConn, ctx: &Ctx, today: NaiveDate) -> Result<usize> {
    let due = suspensions::due_to_end(conn, today)?;
    for row in &due {
        end(conn, ctx, row, Command::Resume)?;
    }
    Ok(due.len())
}

fn impose(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: &AdmissionRow,
    (kind, side): (SuspensionKind, Side),
    stop: &Stop,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (until, basis) = (stop.until, stop.basis.clone());
    let command = Command::Suspend { kind, until, basis, side, by: by.clone() };
    let next = step(conn, ctx, row, command, Some(&by))?;
    let Admission::Suspended { suspension, .. } = next else { return Err(Error::Stale) };
    suspensions::insert(conn, &row_of(ctx, row, &suspension))?;
    let subject = types::id("admissions", &row.id)?;
    let event = Event::AdmissionSuspended { subject, reason: Token::of(kind), until };
    note(conn, ctx, row, event)
}

fn end(conn: &mut DbConn, ctx: &Ctx, row: &AdmissionRow, command: Command) -> Result<()> {
    let by = ctx.actor.user.clone();
    step(conn, ctx, row, command, by.as_ref())?;
    let (subject, on) = (types::id("admissions", &row.id)?, local_day(ctx.now));
    note(conn, ctx, row, Event::AdmissionResumed { subject, on })
}

/// Take a step of the life; the suspension that ran, if one did, is over.
fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: &AdmissionRow,
    command: Command,
    by: Option<&UserId>,
) -> Result<Admission> {
    let next = match row.state.0 {
        from @ (State::Ended | State::Lapsed) => Err(Refusal::NotPossible { from, step: command.name() }),
        State::Granted | State::Active | State::Suspended => {
            admissions::life(conn, row)?.apply(command, local_day(ctx.now))
        }
    };
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    suspensions::end(conn, row, by, ctx.now)?;
    if admissions::step(conn, row, &next, ctx.now)? { Ok(next) } else { Err(Error::Stale) }
}

fn row_of(ctx: &Ctx, row: &AdmissionRow, suspension: &Suspension) -> SuspensionRow {
    let id: SuspensionId = ctx.id();
    SuspensionRow {
        id: id.to_string(),
        region_id: row.region_id.clone(),
        admission_id: row.id.clone(),
        kind: AsText(suspension.kind),
        side: AsText(suspension.side),
        from_on: suspension.from,
        until: suspension.until,
        basis: suspension.basis.as_str().to_owned(),
        imposed_by: suspension.by.to_string(),
        imposed_at: stored(ctx.now),
        ended_at: None,
        ended_by: None,
    }
}

fn note(conn: &mut DbConn, ctx: &Ctx, row: &AdmissionRow, event: Event) -> Result<()> {
    let scope = access::for_system(types::id("admissions", &row.region_id)?);
    let procedure = types::id("admissions", &row.procedure_id)?;
    Ok(ctx.record(conn, &place(&scope, &procedure, &types::id("admissions", &row.org_id)?), event)?)
}

#[derive(serde::Serialize)]
struct About {
    last_day: String,
    link: String,
}

/// Tell the aanbieder by mail that something changed; what and why it reads in the portal.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    org: &OrgId,
    kind: &'static str,
    until: Option<NaiveDate>,
) -> Result<()> {
    let about = About {
        last_day: until.and_then(|day| day.pred_opt()).map(long_date).unwrap_or_default(),
        link: format!("{}/aanbieder/toelatingen", portal.as_str()),
    };
    outbox::tell(conn, ctx, kind, (scope, org), &about)
}
