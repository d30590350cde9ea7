//! Verifications as the team and the aanbieder read them.
//! May import: app, domain, storage.

use serde::Serialize;

use crate::app::apply;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::Opened;
use crate::app::review::show::{Head, head, is_restricted};
use crate::domain::access::StaffRole;
use crate::domain::application::State as Stage;
use crate::domain::application::verification::{Report, State, Verification};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::domain::scheme::Scheme;
use crate::storage::types::instant;
use crate::storage::verifications::{self, Kept};
use crate::storage::{DbConn, OrgScope, RegionScope, staff, users};

/// A verification.
#[derive(Debug, Clone, Serialize)]
pub struct Seen {
    /// Identifier.
    pub id: String,
    /// `visit` or `talk`.
    pub manner: &'static str,
    /// Where it is.
    pub state: &'static str,
    /// When it begins, RFC 3339.
    pub at: String,
    /// Where.
    pub place: String,
    /// Who come, by name; for the aanbieder too, because it must know whom to let in.
    pub visitors: Vec<String>,
    /// What is checked, with what was seen.
    pub findings: Vec<Finding>,
    /// Why it was moved last, or cancelled.
    pub reason: String,
    /// When it was reported, RFC 3339; empty before.
    pub reported_at: String,
    /// The first moment that is too late to react, RFC 3339; empty before the report.
    pub until: String,
    /// What the aanbieder says of it.
    pub reaction: String,
    /// When, RFC 3339; empty where it said nothing.
    pub reacted_at: String,
    /// Whether it can still be moved or cancelled.
    pub is_planned: bool,
    /// Whether the reader was there and can report now.
    pub can_report: bool,
    /// Whether the aanbieder can react now.
    pub can_react: bool,
    /// For optimistic locking.
    pub version: i64,
}

/// A requirement that is checked.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What was seen; empty before the report.
    pub seen: String,
}

/// What is needed to plan one.
#[derive(Debug, Clone, Serialize)]
pub struct ToPlan {
    /// The application.
    pub head: Head,
    /// The requirements that apply to it: code and title.
    pub requirements: Vec<Finding>,
    /// Who can come.
    pub team: Vec<Colleague>,
}

/// One of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// Identifier.
    pub value: String,
    /// Name.
    pub label: String,
}

/// What is needed to plan a verification.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) where the team may not see the application.
pub fn to_plan(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<ToPlan> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let verdict = opened.verdict()?;
    let applies = opened.scheme.requirements().iter().filter(|one| {
        verdict.results.iter().any(|result| result.code == one.code) && !is_restricted(&opened.scheme, one)
    });
    let requirements = applies.map(|one| Finding {
        code: one.code.to_string(),
        title: one.title.clone(),
        seen: String::new(),
    });
    let mut team: Vec<Colleague> = Vec::new();
    for member in staff::team(conn, scope)? {
        let one = Colleague { value: member.role.user_id, label: member.name };
        if member.role.role.0 == StaffRole::Assessor && !team.contains(&one) {
            team.push(one);
        }
    }
    Ok(ToPlan { requirements: requirements.collect(), team, head: head(conn, ctx, scope, &opened)? })
}

/// The verifications of an application, as the team reads them.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) where the team may not see the application.
pub fn of_application(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
) -> Result<Vec<Seen>> {
    let all = verifications::of_application(conn, scope.key(), id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let opened = Opened::load(conn, ctx, scope, id)?;
    all.iter().map(|one| seen(conn, ctx, &opened.scheme, one)).collect()
}

/// Those that are about one requirement.
#[must_use]
pub fn beside(all: Vec<Seen>, code: &str) -> Vec<Seen> {
    all.into_iter().filter(|one| one.findings.iter().any(|finding| finding.code == code)).collect()
}

/// One of them, with the application.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) for another application's, and where the team may not see the application.
pub fn one(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (application, id): (&ApplicationId, &VerificationId),
) -> Result<(Head, Seen)> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    let kept = verifications::find(conn, scope.key(), (application, id))?;
    Ok((head(conn, ctx, scope, &opened)?, seen(conn, ctx, &opened.scheme, &kept)?))
}

/// One as the aanbieder reads it, with the number of its application.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) for another organisation's.
pub fn own(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &VerificationId),
) -> Result<(String, Seen)> {
    let own = apply::open(conn, scope, application)?;
    let kept = verifications::find(conn, own.region.key(), (application, id))?;
    let seen = seen(conn, ctx, &own.scheme, &kept)?;
    let over = matches!(own.row.state.0, Stage::Withdrawn | Stage::Draft);
    Ok((own.row.number, Seen { can_react: seen.can_react && !over, ..seen }))
}

/// Those of an application of the aanbieder, the last first.
///
/// # Errors
/// As [`own`].
pub fn own_list(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    application: &ApplicationId,
) -> Result<Vec<Seen>> {
    let own = apply::open_part(conn, scope, application)?;
    if own.member.is_some() {
        // Only the penvoerder is visited and told: a member sees nothing of it.
        return Ok(Vec::new());
    }
    let all = verifications::of_application(conn, own.region.key(), application)?;
    all.iter().rev().map(|one| seen(conn, ctx, &own.scheme, one)).collect()
}

fn seen(conn: &mut DbConn, ctx: &Ctx, scheme: &Scheme, kept: &Kept) -> Result<Seen> {
    let (row, plan) = (&kept.row, kept.life.planned());
    let report: Option<&Report> = match &kept.life {
        Verification::Reported { report, .. } | Verification::Answered { report, .. } => Some(report),
        Verification::Planned(_) | Verification::Cancelled { .. } => None,
    };
    let names = users::names(conn, &[row.first_visitor.as_str(), row.second_visitor.as_str()])?;
    let finding = |code| Finding {
        code: std::string::ToString::to_string(code),
        title: scheme.requirement(code).map(|one| one.title.clone()).unwrap_or_default(),
        seen: report
            .and_then(|one| one.seen.get(code))
            .map(|text| text.as_str().to_owned())
            .unwrap_or_default(),
    };
    let is_planned = row.state.0 == State::Planned;
    let reader = ctx.actor.user.as_ref();
    let was_there = plan.visitors.both().into_iter().any(|one| Some(one) == reader);
    let moment =
        |at: Option<chrono::NaiveDateTime>| at.map(|at| instant(at).to_rfc3339()).unwrap_or_default();
    Ok(Seen {
        id: row.id.clone(),
        manner: row.manner.0.code(),
        state: row.state.0.code(),
        at: plan.appointment.at.to_rfc3339(),
        place: row.place.clone(),
        visitors: names.into_iter().map(|(_, name)| name).collect(),
        findings: plan.requirements.iter().map(finding).collect(),
        reason: row.reason.clone(),
        reported_at: moment(row.reported_at),
        until: moment(row.react_until),
        reaction: row.reaction.clone(),
        reacted_at: moment(row.reacted_at),
        can_report: is_planned && was_there && ctx.now >= plan.appointment.at,
        can_react: report.is_some_and(|one| ctx.now < one.react_until) && row.state.0 == State::Reported,
        is_planned,
        version: row.version,
    })
}
