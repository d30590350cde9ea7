//! A new window, planned by one person and published by another.
//! May import: app::{ctx, error, policy, schemes}, auth, domain, storage.

use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::policy::{NewWindow, TwoPeople, publish_window};
use crate::app::schemes;
use crate::auth::origin::PublicUrl;
use crate::domain::windows::{Minimums, Mistake, NotPlanned, Window, WindowPlan};
use crate::domain::words::policy as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, calendar};

/// See whether a plan could be published now; what is wrong is told beside the fields of its form. A national number that is missing may come
/// before a colleague publishes it: see [`crate::app::policy::lacking`].
pub(super) fn check(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, plan: &WindowPlan) -> Result<()> {
    planned(conn, ctx, scope, plan)?.map_err(|why| Error::Invalid(beside(why))).map(drop)
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
) -> Result<std::result::Result<Planned, NotPlanned>> {
    let version = schemes::in_force(conn, scope, &plan.procedure, ctx.now)?;
    if version.id != plan.scheme {
        return Err(Error::refused(words::OTHER_RULES));
    }
    let pattern = version.scheme.windows().pattern(plan.kind);
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
    let planned = planned(conn, ctx, scope, plan)?.map_err(|why| Error::refused(why.in_dutch()))?;
    let Planned { window, least } = planned;
    let new = NewWindow {
        procedure: &plan.procedure,
        scheme: &plan.scheme,
        kind: plan.kind,
        title: &plan.title,
        motivation: &plan.motivation,
        sealing: plan.sealing,
        phases: *window.phases(),
        least,
        people,
    };
    publish_window(conn, ctx, scope, &new, portal).map(drop)
}
