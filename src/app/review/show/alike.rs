//! The same defect in other applications of a window: who could repair, who was asked, and who was not.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use serde::Serialize;

use super::requirement::{Anchor, anchor, is_restricted, subjects};
use super::several::has_defect;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::anchors;
use crate::app::review::opened::Opened;
use crate::app::schemes;
use crate::domain::application::{State, clarification};
use crate::domain::code::Code as _;
use crate::domain::ids::{MemberId, WindowId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::RequirementResult;
use crate::domain::scheme::Requirement;
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::{DbConn, RegionScope, applications, assignments, calendar, types};

/// Who could repair a requirement in a window.
#[derive(Debug, Clone, Serialize)]
pub struct Alike {
    /// The window.
    pub window: String,
    /// Its title.
    pub window_title: String,
    /// Code of the requirement.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether the regeling lets anybody repair it.
    pub repairable: bool,
    /// Each that has the defect or was asked about it.
    pub rows: Vec<AlikeRow>,
    /// What a request can be about.
    pub anchors: Vec<Anchor>,
    /// What was asked last: kind, anchor and question; empty where nothing was asked.
    pub last: (String, String, String),
    /// How many can be asked now.
    pub can_ask: usize,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlikeRow {
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// Who: the aanbieder, or the member whose part it is.
    pub name: String,
    /// The member; empty for the penvoerder.
    pub member: String,
    /// State of the last request; empty where nothing was asked.
    pub request: &'static str,
    /// `asked`, `can_ask`, `waits` (nobody took it up yet), `over` (it is not in assessment any more) or `tied`.
    pub state: &'static str,
}

/// Who could repair a requirement in a window, who was asked and who was not.
///
/// # Errors
/// [`Error::NotFound`] for another region's window, and for a requirement that it does not have or that only named officers read.
pub fn alike(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (window, code): (&WindowId, &str),
) -> Result<Alike> {
    let row = calendar::window(conn, scope, window)?;
    let scheme = schemes::of_version(conn, scope, &types::id("windows", &row.scheme_version_id)?)?.scheme;
    let code = RequirementCode::parse(code).map_err(|_| Error::NotFound)?;
    let requirement = scheme.requirement(&code).ok_or(Error::NotFound)?;
    if is_restricted(&scheme, requirement) {
        return Err(Error::NotFound);
    }
    let asked = clarifications::in_window(conn, scope, (window, code.as_str()))?;
    let mut rows = Vec::new();
    for id in applications::sent_in(conn, scope, window, ctx.now)? {
        let opened = Opened::load(conn, ctx, scope, &id)?;
        rows.extend(of_application(conn, ctx, scope, (&opened, requirement), &asked)?);
    }
    let last =
        asked.last().map(|row| (row.kind.0.code().to_owned(), row.anchor.clone(), row.question.clone()));
    Ok(Alike {
        window: row.id,
        window_title: row.title,
        code: code.to_string(),
        title: requirement.title.clone(),
        repairable: requirement.repairable,
        can_ask: rows.iter().filter(|row| row.state == "can_ask").count(),
        rows,
        anchors: anchors(requirement).into_iter().map(|value| anchor(&scheme, value)).collect(),
        last: last.unwrap_or_default(),
    })
}

/// The penvoerder and the members of one application that have the defect or were asked about it.
fn of_application(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, requirement): (&Opened, &Requirement),
    asked: &[ClarificationRow],
) -> Result<Vec<AlikeRow>> {
    let (verdict, lots) = (opened.verdict()?, opened.keys()?);
    let results: Vec<&RequirementResult> =
        verdict.results.iter().filter(|one| one.code == requirement.code).collect();
    let mut concerned: BTreeMap<Option<&MemberId>, bool> = BTreeMap::new();
    for subject in subjects(opened, &results, &lots) {
        *concerned.entry(subject.member).or_default() |= has_defect(&subject);
    }
    let tied = match &ctx.actor.user {
        Some(user) => assignments::tied(conn, scope, &opened.parties()?, user)?,
        None => false,
    };
    let row = |(member, defect): (Option<&MemberId>, bool)| {
        let request = asked.iter().rfind(|row| {
            (row.application_id.as_str(), row.member_id.as_deref())
                == (opened.id.as_str(), member.map(|id| id.as_str()))
                && row.state.0 != clarification::State::Withdrawn
        });
        (defect || request.is_some()).then(|| AlikeRow {
            application: opened.row.id.clone(),
            number: opened.row.number.clone(),
            name: opened.name_of(member).to_owned(),
            member: member.map(ToString::to_string).unwrap_or_default(),
            request: request.map_or("", |row| row.state.0.code()),
            state: match (request, opened.row.state.0) {
                (Some(_), _) => "asked",
                (None, State::Submitted) => "waits",
                (None, State::InAssessment | State::ClarificationAsked) if tied => "tied",
                (None, State::InAssessment | State::ClarificationAsked) if requirement.repairable => {
                    "can_ask"
                }
                (None, _) => "over",
            },
        })
    };
    Ok(concerned.into_iter().filter_map(row).collect())
}
