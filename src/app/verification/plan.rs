//! Planning a verification, moving it and cancelling it: by whose work the application is.
//! May import: app, auth, domain, storage.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{step, tell};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::review::Opened;
use crate::app::review::show::is_restricted;
use crate::app::writing::{needed, only};
use crate::auth::origin::PublicUrl;
use crate::domain::access::StaffRole;
use crate::domain::application::State as Stage;
use crate::domain::application::verification::{
    Appointment, Command, Manner, Plan, State, Verification, Visitors,
};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, UserId, VerificationId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{review as common, verification as words};
use crate::storage::types::{AsText, stored};
use crate::storage::verifications::{self, VerificationRow};
use crate::storage::{DbConn, RegionScope, staff};

/// A verification as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// `visit` or `talk`.
    pub manner: String,
    /// Codes of the requirements to check.
    pub requirements: Vec<String>,
    /// Who come, by identifier.
    pub visitors: Vec<String>,
    /// When it begins; nothing where the form gave no moment.
    pub at: Option<DateTime<Utc>>,
    /// Where.
    pub place: String,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// Another moment or place as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    /// When it begins.
    pub at: Option<DateTime<Utc>>,
    /// Where.
    pub place: String,
    /// Why.
    pub why: String,
    /// The version of the verification that the person saw.
    pub seen: i64,
}

/// Plan a verification and tell the aanbieder.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] when it is not this person's work, the application is not in
/// assessment, or one of the two is tied to the aanbieder; [`Error::Stale`]; [`Error::NotFound`].
pub fn plan(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    id: &ApplicationId,
    form: &Planned,
) -> Result<VerificationId> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    opened.free(conn, scope, &user)?;
    if !matches!(opened.row.state.0, Stage::InAssessment | Stage::ClarificationAsked) {
        return Err(Error::refused(common::NOT_ASSESSABLE));
    }
    let plan = read(conn, scope, &opened, form)?;
    for visitor in plan.visitors.both() {
        opened.free(conn, scope, visitor).map_err(|_| Error::field("wie", words::TIED))?;
    }
    let life = Verification::plan(plan, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    opened.touch(conn, ctx, form.seen)?;
    let verification: VerificationId = ctx.id();
    keep(conn, ctx, scope, (&opened, &user), (&verification, life.planned()))?;
    let codes = life.planned().requirements.iter().map(|code| Token::parse(code.as_str()));
    let event = Event::VerificationPlanned {
        subject: verification.clone(),
        application: id.clone(),
        manner: Token::of(life.planned().manner),
        at: life.planned().appointment.at,
        requirements: codes.collect::<Result<_, _>>().map_err(Error::internal)?,
    };
    ctx.record(conn, &opened.place(scope)?, event)?;
    tell(conn, ctx, (scope, portal), (&opened, "verification_planned", ""), (&verification, &life))?;
    Ok(verification)
}

fn read(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, form: &Planned) -> Result<Plan> {
    let mut mistakes = Vec::new();
    let manner = Manner::from_code(&form.manner);
    if manner.is_none() {
        mistakes.push(FieldError::new("soort", words::SAY_MANNER));
    }
    let verdict = opened.verdict()?;
    // A report is read by everybody who reads dossiers, so it is never about what only named officers read.
    let open = |code: &RequirementCode| {
        opened.scheme.requirement(code).is_some_and(|one| !is_restricted(&opened.scheme, one))
    };
    let applies = |code: &RequirementCode| verdict.results.iter().any(|one| one.code == *code) && open(code);
    let codes = form.requirements.iter().map(|code| RequirementCode::parse(code).ok().filter(applies));
    let requirements: Option<BTreeSet<RequirementCode>> = codes.collect();
    let requirements = requirements.filter(|codes| !codes.is_empty());
    if requirements.is_none() {
        mistakes.push(FieldError::new("eis", words::SAY_REQUIREMENTS));
    }
    let visitors = visitors(conn, scope, &form.visitors)?;
    if visitors.is_none() {
        mistakes.push(FieldError::new("wie", words::SAY_VISITORS));
    }
    let appointment = appointment(form.at, &form.place, &mut mistakes);
    match (manner, requirements, visitors, appointment) {
        (Some(manner), Some(requirements), Some(visitors), Some(appointment)) if mistakes.is_empty() => {
            Ok(Plan { manner, requirements, visitors, appointment })
        }
        _ => Err(Error::Invalid(mistakes)),
    }
}

/// Two different people who assess for this region.
fn visitors(conn: &mut DbConn, scope: &RegionScope, ids: &[String]) -> Result<Option<Visitors>> {
    let team = staff::team(conn, scope)?;
    let assesses = |id: &&String| {
        team.iter().any(|one| one.role.user_id == **id && one.role.role.0 == StaffRole::Assessor)
    };
    let known: Vec<UserId> =
        ids.iter().filter(assesses).filter_map(|id| crate::domain::ids::Id::parse(id).ok()).collect();
    Ok(match known.as_slice() {
        [first, second] if ids.len() == 2 => Visitors::new(first.clone(), second.clone()).ok(),
        _ => None,
    })
}

fn appointment(
    at: Option<DateTime<Utc>>,
    place: &str,
    mistakes: &mut Vec<FieldError>,
) -> Option<Appointment> {
    if at.is_none() {
        mistakes.push(FieldError::new("dag", words::SAY_MOMENT));
    }
    let place = needed("plaats", place, words::SAY_PLACE, mistakes);
    Some(Appointment { at: at?, place: place? })
}

fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, user): (&Opened, &UserId),
    (id, plan): (&VerificationId, &Plan),
) -> Result<()> {
    let [first, second] = plan.visitors.both();
    let row = VerificationRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        application_id: opened.id.to_string(),
        manner: AsText(plan.manner),
        state: AsText(State::Planned),
        first_visitor: first.to_string(),
        second_visitor: second.to_string(),
        planned_for: stored(plan.appointment.at),
        place: plan.appointment.place.as_str().to_owned(),
        planned_by: user.to_string(),
        planned_at: stored(ctx.now),
        reason: String::new(),
        cancelled_by: None,
        reported_by: None,
        reported_at: None,
        react_until: None,
        reaction: String::new(),
        reacted_by: None,
        reacted_at: None,
        version: 1,
    };
    Ok(verifications::insert(conn, &row, &plan.requirements)?)
}

/// Move a verification to another moment or place, and tell the aanbieder why.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] when it was reported or cancelled, or is not this person's work;
/// [`Error::Stale`]; [`Error::NotFound`].
pub fn reschedule(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (application, id): (&ApplicationId, &VerificationId),
    form: &Moved,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    opened.mine(ctx)?;
    let kept = verifications::find(conn, scope.key(), (application, id))?;
    let mut mistakes = Vec::new();
    let to = appointment(form.at, &form.place, &mut mistakes);
    let why = needed("reden", &form.why, common::SAY_WHY, &mut mistakes);
    let (Some(to), Some(why), true) = (to, why, mistakes.is_empty()) else {
        return Err(Error::Invalid(mistakes));
    };
    let event = Event::VerificationMoved { subject: id.clone(), at: to.at };
    let moved = (Command::Move { to }, why.as_str(), event);
    let kept = step(conn, ctx, (&opened.place(scope)?, kept), form.seen, moved)?;
    let about = (&opened, "verification_moved", why.as_str());
    tell(conn, ctx, (scope, portal), about, (id, &kept.life))
}

/// Cancel a verification, and tell the aanbieder why.
///
/// # Errors
/// As [`reschedule`].
pub fn cancel(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (application, id): (&ApplicationId, &VerificationId),
    (why, seen): (&str, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    let by = opened.mine(ctx)?;
    let kept = verifications::find(conn, scope.key(), (application, id))?;
    let why = only("waarom", why, common::SAY_WHY)?;
    let event = Event::VerificationCancelled { subject: id.clone() };
    let cancelled = (Command::Cancel { by, why: why.clone() }, why.as_str(), event);
    let kept = step(conn, ctx, (&opened.place(scope)?, kept), seen, cancelled)?;
    let about = (&opened, "verification_cancelled", why.as_str());
    tell(conn, ctx, (scope, portal), about, (id, &kept.life))
}
