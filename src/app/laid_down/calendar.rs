//! What a plan for the calendar does when a second person publishes it.
//! May import: app, auth, domain, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::told;
use crate::app::apply;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::policy::{NewWindow, News, TwoPeople, judgeable, plan_close, publish_window, tell_followers};
use crate::app::schemes;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{ProcedureId, WindowId};
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::Scheme;
use crate::domain::windows::{DatesPlan, Minimums, Mistake, NotPlanned, Window, WindowPlan};
use crate::domain::words::dates::{long_date, moment};
use crate::domain::words::policy as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::calendar::{self, WindowRow};
use crate::storage::laid_down;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

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

/// See whether a plan could be published now; what is wrong is told beside the fields of its form. A national number that is missing may come
/// before a colleague publishes it: see [`lacking`].
pub(super) fn check_window(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &WindowPlan,
) -> Result<()> {
    let scheme = schemes::of_version(conn, scope, &plan.scheme)?.scheme;
    planned(conn, ctx, scope, plan, &scheme)?.map_err(|why| Error::Invalid(beside(why))).map(drop)
}

/// What must be laid down before a plan can be published; none where nothing is lacking.
///
/// # Errors
/// What the database says.
pub fn lacking(conn: &mut DbConn, scope: &RegionScope, plan: &WindowPlan) -> Result<Option<String>> {
    let scheme = schemes::of_version(conn, scope, &plan.scheme)?.scheme;
    match judgeable(conn, scope, &scheme, &plan.phases) {
        Ok(()) => Ok(None),
        Err(Error::Refused(why)) => Ok(Some(why)),
        Err(other) => Err(other),
    }
}

/// What a plan would be, if it were published now.
struct Planned {
    window: Window,
    least: Minimums,
}

fn planned(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &WindowPlan,
    scheme: &Scheme,
) -> Result<std::result::Result<Planned, NotPlanned>> {
    let pattern = scheme.windows().pattern(plan.kind);
    let least = pattern.ok_or_else(|| Error::field("soort", words::NO_PATTERN))?.minimums();
    let rows = calendar::every_window_of(conn, scope, &plan.procedure)?;
    let closes: Vec<_> = rows.iter().map(|row| instant(row.closes_at)).collect();
    Ok(plan.window(&least, &closes, ctx.now).map(|window| Planned { window, least }))
}

/// The fields of the form of a window beside which it is told.
fn beside(why: NotPlanned) -> Vec<FieldError> {
    match &why {
        NotPlanned::Phases(mistakes) => {
            mistakes.iter().map(|one| FieldError::new(field(one), one.in_dutch())).collect()
        }
        NotPlanned::PublishedBefore { .. } => vec![FieldError::new("publicatie_day", why.in_dutch())],
        NotPlanned::NotOnceAYear { .. } => vec![FieldError::new("opent_day", why.in_dutch())],
    }
}

fn field(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::QuestionsBeforePublication => "vragen_day",
        Mistake::AnswersBeforeQuestions | Mistake::AnsweredTooLate { .. } => "antwoorden_day",
        Mistake::OpensBeforePublication | Mistake::PublishedTooLate { .. } => "opent_day",
        Mistake::ClosesBeforeOpening | Mistake::SubmissionTooShort { .. } => "sluit_day",
        Mistake::DecisionsBeforeClose => "beslissing_day",
        Mistake::StartsBeforeDecisions => "start_day",
    }
}

/// Publish a window that was planned.
pub(super) fn publish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &WindowPlan,
    people: &TwoPeople,
    portal: &PublicUrl,
) -> Result<()> {
    let scheme = schemes::of_version(conn, scope, &plan.scheme)?.scheme;
    let planned = planned(conn, ctx, scope, plan, &scheme)?;
    let Planned { window, least } = planned.map_err(|why| Error::refused(why.in_dutch()))?;
    let new = NewWindow {
        procedure: &plan.procedure,
        scheme: &plan.scheme,
        kind: plan.kind,
        title: &plan.title,
        sealing: plan.sealing,
        phases: *window.phases(),
        least,
        people,
    };
    publish_window(conn, ctx, scope, &new, portal).map(drop)
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
    let later = window.postpone(plan.phases, ctx.now);
    let later = later.map_err(|why| Error::field("sluit_day", why.in_dutch()))?;
    let version = types::id("windows", &row.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    judgeable(conn, scope, &scheme, later.phases())?;
    Ok((row, later))
}

pub(super) fn check_dates(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, plan: &DatesPlan) -> Result<()> {
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

/// Give a window later dates, and tell who follows the procedure and who is applying.
pub(super) fn postpone(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &DatesPlan,
    portal: &PublicUrl,
) -> Result<()> {
    let (row, later) = postponed(conn, ctx, scope, plan).map_err(without_form)?;
    let (was, phases) = (plan.was, later.phases());
    if !calendar::postpone(conn, &row, phases, phases.closes > was.closes)? {
        return Err(Error::Stale);
    }
    let procedure: ProcedureId = types::id("windows", &row.procedure_id)?;
    let place = Place::of_region(scope.region()).procedure(&procedure);
    let window: WindowId = plan.window.clone();
    if phases.closes > was.closes {
        let event = Event::WindowExtended { subject: window.clone(), from: was.closes, to: phases.closes };
        ctx.record(conn, &place, event)?;
        plan_close(conn, ctx, &window, phases.closes)?;
    }
    if (phases.decisions_due, phases.starts_on) != (was.decisions_due, was.starts_on) {
        let event = Event::WindowPostponed {
            subject: window.clone(),
            decisions_due: phases.decisions_due,
            starts_on: phases.starts_on,
        };
        ctx.record(conn, &place, event)?;
    }
    let about = Announced {
        title: &row.title,
        closed: moment(was.closes),
        closes: moment(phases.closes),
        decisions: long_date(phases.decisions_due),
        starts: long_date(phases.starts_on),
        motivation: plan.motivation.as_str(),
        portal: portal.as_str(),
    };
    told::applicants(conn, ctx, scope, (&window, &later), &about)?;
    let news = News { kind: "window_changed", page: "vensters", at: ctx.now, portal, about };
    tell_followers(conn, ctx, scope, &procedure, &news)
}
