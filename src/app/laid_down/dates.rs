//! Later dates of a window, planned by one person and published by another; everybody hears of it.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::letters::{self, Postponed};
use crate::app::policy::{News, lacking, plan_close, tell_followers};
use crate::app::{apply, due, failure, outbox, schemes};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{OrgId, ProcedureId, WindowId};
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::Scheme;
use crate::domain::windows::{DatesPlan, Occasion, Phases, Sealing, Window};
use crate::domain::words::dates::{long_date, moment};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::applications::ApplicationRow;
use crate::storage::calendar::{self, WindowRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, applying, laid_down};

/// The dates of a window that two people changed, as everybody may know.
#[derive(Debug, Clone)]
pub struct Changed {
    /// What changed, and why.
    pub plan: DatesPlan,
    /// When it was published.
    pub at: DateTime<Utc>,
}

/// The changes of dates that were published in a region, the last first.
///
/// # Errors
/// What the database says.
pub fn changed_dates(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<Changed>> {
    let mut changed = Vec::new();
    for row in laid_down::confirmed(conn, scope, LaidDownKind::Dates)?.into_iter().rev() {
        let Some(at) = row.settled_at.map(instant) else { continue };
        if let LaidDown::Dates(plan) = row.read()? {
            changed.push(Changed { plan: *plan, at });
        }
    }
    Ok(changed)
}

/// A window with the later dates of a plan, while its dates are those that the plan knew.
fn postponed(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &DatesPlan,
) -> Result<(WindowRow, Window)> {
    let row = calendar::window(conn, scope, &plan.window)?;
    let window = apply::window_of(&row)?;
    if *window.phases() != plan.was {
        return Err(Error::Stale);
    }
    let later = plan.postpone(window, ctx.now);
    let later = later.map_err(|why| Error::field("sluit_day", why.in_dutch()))?;
    let version = types::id("windows", &row.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    match lacking(conn, scope, &scheme, later.phases())? {
        Some(why) => Err(Error::field("sluit_day", why)),
        None => Ok((row, later)),
    }
}

/// See whether a plan could be published now; what is wrong is told beside the fields of its form.
pub(super) fn check(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, plan: &DatesPlan) -> Result<()> {
    postponed(conn, ctx, scope, plan).map(drop)
}

/// What is refused where there is no form to show again.
fn without_form(error: Error) -> Error {
    match error {
        Error::Invalid(mistakes) => {
            let told: Vec<String> = mistakes.into_iter().map(|one| one.message).collect();
            Error::refused(told.join(" "))
        }
        other => other,
    }
}

#[derive(Serialize)]
struct Announced<'a> {
    title: &'a str,
    closed: String,
    closes: String,
    decisions: String,
    starts: String,
    motivation: &'a str,
    portal: &'a str,
}

/// Give a window later dates, and tell who follows the procedure and who is applying. After a failure what is known of it is kept, and
/// whom it touched hears why it is told.
pub(super) fn postpone(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &DatesPlan,
    portal: &PublicUrl,
) -> Result<()> {
    let (row, later) = postponed(conn, ctx, scope, plan).map_err(without_form)?;
    let touched = match plan.occasion {
        Occasion::Failure => failure::record(conn, ctx, scope, &row)?.touched(),
        Occasion::Planning => BTreeMap::new(),
    };
    move_dates(conn, ctx, scope, &row, (&plan.was, later.phases()))?;
    let (was, phases) = (plan.was, later.phases());
    let about = Announced {
        title: &row.title,
        closed: moment(was.closes),
        closes: moment(phases.closes),
        decisions: long_date(phases.decisions_due),
        starts: long_date(phases.starts_on),
        motivation: plan.motivation.as_str(),
        portal: portal.as_str(),
    };
    let mut applications = applying::of_window(conn, scope, &plan.window)?;
    recount(conn, scope, &applications, (&was, &later))?;
    failure::tell(conn, ctx, scope, (&touched, &applications), &about)?;
    applications.retain(|one| !touched.keys().any(|org| org.as_str() == one.org_id));
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let changed = Postponed {
        window: &row.title,
        closed: was.closes,
        closes: phases.closes,
        decisions_due: phases.decisions_due,
        starts_on: phases.starts_on,
        motivation: plan.motivation.as_str(),
        by: &by,
    };
    let scheme = schemes::of_version(conn, scope, &types::id("windows", &row.scheme_version_id)?)?.scheme;
    tell_applicants(conn, ctx, scope, &applications, (&changed, &scheme, &about))?;
    let procedure: ProcedureId = types::id("windows", &row.procedure_id)?;
    let news = News { kind: "window_changed", page: "/vensters", at: ctx.now, portal, about };
    tell_followers(conn, ctx, scope, &procedure, &news)
}

/// Keep the later dates of a window, with the work of its close and the lines in the log.
fn move_dates(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    row: &WindowRow,
    (was, phases): (&Phases, &Phases),
) -> Result<()> {
    if !calendar::postpone(conn, row, phases, phases.closes > was.closes)? {
        return Err(Error::Stale);
    }
    let place = Place::of_region(scope.region()).procedure(&types::id("windows", &row.procedure_id)?);
    let window: WindowId = types::id("windows", &row.id)?;
    if phases.closes > was.closes {
        let event = Event::WindowExtended { subject: window.clone(), from: was.closes, to: phases.closes };
        ctx.record(conn, &place, event)?;
        // Work for a close that did not take effect yet waits for the later one by itself.
        if row.closed_at.is_some() {
            plan_close(conn, ctx, &window, phases.closes)?;
        }
    }
    if (phases.decisions_due, phases.starts_on) != (was.decisions_due, was.starts_on) {
        let event = Event::WindowPostponed {
            subject: window,
            decisions_due: phases.decisions_due,
            starts_on: phases.starts_on,
        };
        ctx.record(conn, &place, event)?;
    }
    Ok(())
}

/// Tell everyone who applies and did not withdraw: in a letter who sent in, by mail whose draft or sealed aanmelding the region does not know of.
fn tell_applicants(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    applications: &[ApplicationRow],
    (changed, scheme, about): (&Postponed<'_>, &Scheme, &impl Serialize),
) -> Result<()> {
    for application in applications {
        let org: OrgId = types::id("applications", &application.org_id)?;
        let id = types::id("applications", &application.id)?;
        match letters::tell_postponed(conn, ctx, scope, &id, (changed, scheme)) {
            Err(Error::NotFound) => outbox::tell(conn, ctx, "dates_changed", (scope, &org), about)?,
            told => told?,
        }
    }
    Ok(())
}

/// Count the last days for the decisions anew where they are counted from the close. No other day that was computed moves (ADR 9).
fn recount(
    conn: &mut DbConn,
    scope: &RegionScope,
    applications: &[ApplicationRow],
    (was, later): (&Phases, &Window),
) -> Result<()> {
    if later.sealing() == Sealing::Unsealed || later.phases().closes == was.closes {
        return Ok(());
    }
    for application in applications.iter().filter(|one| one.state.0.is_open()) {
        let version = types::id("applications", &application.scheme_version_id)?;
        let scheme = schemes::of_version(conn, scope, &version)?.scheme;
        due::renew(conn, application, later, &scheme)?;
    }
    Ok(())
}
