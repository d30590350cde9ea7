//! What could be repaired in an application, for one request about several requirements.
//! May import: app, domain, storage.

use serde::Serialize;

use super::requirement::{Anchor, anchor, is_restricted, subjects};
use super::{Head, head};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::app::review::{anchors, term};
use crate::domain::application::clarification;
use crate::domain::decision::{Judgement, Subject};
use crate::domain::ids::ApplicationId;
use crate::domain::rules::{Outcome, RequirementResult};
use crate::domain::scheme::{ReasonKind, Requirement};
use crate::domain::words::verdict as words;
use crate::storage::{DbConn, RegionScope, clarifications};

/// The page on which several things are asked at once.
#[derive(Debug, Clone, Serialize)]
pub struct Several {
    /// The application.
    pub head: Head,
    /// What can be asked of the penvoerder.
    pub items: Vec<Repairable>,
    /// The requirements with a defect that the regeling does not let anybody repair.
    pub never: Vec<(String, String)>,
    /// The published texts for a request.
    pub texts: Vec<(String, String)>,
    /// The moment until which an aanbieder could answer when asked now, RFC 3339.
    pub due: String,
}

/// A requirement of which repair can be asked.
#[derive(Debug, Clone, Serialize)]
pub struct Repairable {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What the rules say.
    pub rules: &'static str,
    /// Why, in sentences as the aanbieder reads them.
    pub why: Vec<String>,
    /// What the request can be about.
    pub anchors: Vec<Anchor>,
}

/// Whether there is something to repair: the rules miss something or say no, or a person does.
pub(super) fn has_defect(subject: &Subject<'_>) -> bool {
    match subject.said.map(|said| &said.judgement) {
        Some(judgement) => matches!(judgement, Judgement::NotMet { .. }),
        None => matches!(subject.rules, Outcome::NotMet | Outcome::Unknown),
    }
}

/// What could be repaired in an application, and was not asked before.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) where the team may not see the application.
pub fn several(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<Several> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let head = head(conn, ctx, scope, &opened)?;
    let (verdict, lots) = (opened.verdict()?, opened.keys()?);
    let requests = clarifications::of_application(conn, scope.key(), id.as_str())?;
    let asked = |code: &str| {
        let counts = |row: &&clarifications::ClarificationRow| {
            row.member_id.is_none() && row.state.0 != clarification::State::Withdrawn
        };
        requests.iter().filter(counts).any(|row| row.requirement == code)
    };
    let defective = |requirement: &&Requirement| {
        let results: Vec<&RequirementResult> =
            verdict.results.iter().filter(|one| one.code == requirement.code).collect();
        let of_lead = subjects(&opened, &results, &lots);
        of_lead.iter().filter(|one| one.member.is_none()).any(has_defect)
            && (head.is_mine || !is_restricted(&opened.scheme, requirement))
    };
    let defective: Vec<&Requirement> = opened.scheme.requirements().iter().filter(defective).collect();
    let item = |requirement: &&Requirement| {
        let result = verdict.results.iter().find(|one| one.code == requirement.code);
        Repairable {
            code: requirement.code.to_string(),
            title: requirement.title.clone(),
            rules: result.map_or("onbekend", |result| crate::domain::code::Code::code(result.outcome)),
            why: result.map(|result| words::explanation(&opened.scheme, result)).unwrap_or_default(),
            anchors: anchors(requirement).into_iter().map(|value| anchor(&opened.scheme, value)).collect(),
        }
    };
    let open = |one: &&&Requirement| one.repairable && !asked(one.code.as_str());
    let never = defective.iter().filter(|one| !one.repairable);
    let texts = opened.scheme.reasons().iter().filter(|one| one.kind == ReasonKind::Repair);
    Ok(Several {
        items: defective.iter().filter(open).map(item).collect(),
        never: never.map(|one| (one.code.to_string(), one.title.clone())).collect(),
        texts: texts.map(|one| (one.title.clone(), one.text.clone())).collect(),
        due: term(conn, scope, &opened, ctx.now)?.to_rfc3339(),
        head,
    })
}
