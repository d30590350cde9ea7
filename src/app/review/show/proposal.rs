//! Proposals as the second person reads them: what is proposed, and where people and rules differ.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use serde::Serialize;

use super::equal::{self, ExplainedSeen};
use super::hearing::{self, HearingSeen};
use super::requirement::{SHIELDED, is_restricted};
use super::timeline::{self, RequestSeen};
use super::{Head, head};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::app::{decide, schemes};
use crate::domain::access::{Role, StaffRole};
use crate::domain::code::Code as _;
use crate::domain::decision::{self, Judgement, Subject};
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::{Outcome, RequirementResult};
use crate::storage::types::{self, instant};
use crate::storage::views::proposals;
use crate::storage::{DbConn, RegionScope, decisions, lots, regions, users};

/// A proposal in the list.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// The decision it becomes.
    pub id: String,
    /// The number of the application.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// Its productgroep.
    pub group: String,
    /// Its gemeente.
    pub gemeente: String,
    /// `admit`, `refuse` or `not_handled`; the last is about the whole application, and there is one line for it.
    pub outcome: &'static str,
    /// Who proposed.
    pub proposer: String,
    /// Whether the reader proposed.
    pub is_mine: bool,
    /// The last day for the decision.
    pub due: Option<chrono::NaiveDate>,
}

/// A proposal with what it rests on.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalSeen {
    /// The application.
    pub head: Head,
    /// Whether the reader had another part in it, so that somebody else reads along.
    pub has_part: bool,
    /// The decision it becomes.
    pub id: String,
    /// Its productgroep.
    pub group: String,
    /// Its gemeente.
    pub gemeente: String,
    /// `admit`, `refuse` or `not_handled`.
    pub outcome: &'static str,
    /// Every productgroep in its gemeente that it is about: several only where the application is not handled.
    pub places: Vec<String>,
    /// The herstelverzoeken that passed unused, where that is the ground.
    pub unused: Vec<RequestSeen>,
    /// Where it is.
    pub state: &'static str,
    /// What the proposer says.
    pub note: String,
    /// Who proposed.
    pub proposer: String,
    /// When, RFC 3339.
    pub proposed_at: String,
    /// Every requirement of the lot.
    pub rows: Vec<Compared>,
    /// How many differ.
    pub differing: usize,
    /// Whether the aanbieder was heard about it, where that is needed.
    pub hearing: Option<HearingSeen>,
    /// Why equal cases were judged otherwise.
    pub explained: Vec<ExplainedSeen>,
}

/// A requirement with what rules and people say of it.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whose own part it is about; empty for the penvoerder, or all together.
    pub of: String,
    /// The same, by identifier.
    pub member: String,
    /// Whether it decides about the lot.
    pub hard: bool,
    /// What the rules say without a person.
    pub rules: &'static str,
    /// What a person said: `met`, `not_met`, or nothing.
    pub said: Option<&'static str>,
    /// Why.
    pub motivation: String,
    /// What it rests on that the aanbieder did not give; empty where it rests on that alone.
    pub known: String,
    /// Whether a person said something else than the rules.
    pub differs: bool,
}

/// The proposals that wait for a second person.
///
/// # Errors
/// What the database says.
pub fn proposals(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Vec<Waiting>> {
    let names = regions::gemeenten_of(conn, scope)?;
    let mut waiting = Vec::new();
    let mut unhandled = BTreeSet::new();
    for one in proposals::waiting(conn, scope, ctx.now)? {
        if one.outcome.0 == decision::Outcome::NotHandled && !unhandled.insert(one.application.clone()) {
            continue;
        }
        let version = types::id("applications", &one.scheme_version)?;
        let scheme = schemes::of_version(conn, scope, &version)?.scheme;
        let group = scheme.groups().iter().find(|group| group.code.as_str() == one.group);
        let gemeente = names.iter().find(|gemeente| gemeente.code == one.gemeente);
        waiting.push(Waiting {
            group: group.map_or(one.group.clone(), |group| group.title.clone()),
            gemeente: gemeente.map_or(one.gemeente.clone(), |gemeente| gemeente.name.clone()),
            is_mine: ctx.actor.user.as_ref().is_some_and(|user| user.as_str() == one.proposed_by),
            id: one.id,
            number: one.number,
            name: one.name,
            outcome: one.outcome.0.code(),
            proposer: one.proposer,
            due: one.due,
        });
    }
    Ok(waiting)
}

/// One proposal.
///
/// # Errors
/// [`Error::NotFound`] for another region's, and where the team may not see the application.
pub fn proposal(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &DecisionId) -> Result<ProposalSeen> {
    let row = decisions::find(conn, scope, id)?;
    let lot_id: LotApplicationId = types::id("decisions", &row.lot_application_id)?;
    let lot = lots::find(conn, scope, &lot_id)?;
    let application: ApplicationId = types::id("lot_applications", &lot.application_id)?;
    let opened = Opened::load(conn, ctx, scope, &application)?;
    let names = regions::gemeenten_of(conn, scope)?;
    let gemeente = names.iter().find(|gemeente| gemeente.code == lot.gemeente);
    let not_handled = row.outcome.0 == decision::Outcome::NotHandled;
    let rows = if not_handled { Vec::new() } else { compared(&opened, &lot, &lot_id, ctx.actor.role)? };
    let unused = timeline::requests(conn, scope, &opened, false)?
        .into_iter()
        .filter(|one| not_handled && opened.life.unused().iter().any(|id| id.as_str() == one.id));
    let places: Vec<String> = decisions::beside(conn, scope, id)?
        .into_iter()
        .filter(|beside| not_handled || beside.id == row.id)
        .filter_map(|beside| opened.lots.iter().find(|(lot, _)| lot.id == beside.lot_application_id))
        .map(|(lot, _)| super::place(&opened, lot))
        .collect();
    let people = users::names(conn, &[row.proposed_by.as_str()])?;
    let hearing = hearing::about(conn, ctx, scope, &opened, &row.id)?;
    let has_part = decide::has_part(conn, ctx, scope, &row)?;
    Ok(ProposalSeen {
        head: head(conn, ctx, scope, &opened)?,
        has_part,
        id: row.id,
        hearing,
        group: super::group_title(&opened, &lot.product_group),
        gemeente: gemeente.map_or(lot.gemeente.clone(), |one| one.name.clone()),
        outcome: row.outcome.0.code(),
        places,
        unused: unused.collect(),
        state: row.state.0.code(),
        note: row.note,
        proposer: people.into_iter().next().map(|(_, name)| name).unwrap_or_default(),
        proposed_at: instant(row.proposed_at).to_rfc3339(),
        differing: rows.iter().filter(|row| row.differs).count(),
        rows: judged_first(rows),
        explained: if not_handled { Vec::new() } else { equal::of_lot(conn, scope, &opened, &lot_id)? },
    })
}

/// Who countersigns reads what was concluded on what only named officers read; who just reads along does not.
fn compared(
    opened: &Opened,
    lot: &lots::LotRow,
    id: &LotApplicationId,
    reader: Role,
) -> Result<Vec<Compared>> {
    let plain = opened.by_rules();
    let Ok(of_lot) = opened.of_lot(&plain, lot) else { return Err(Error::NotFound) };
    let shielded = |code: &RequirementCode| {
        let of = opened.scheme.requirement(code);
        reader != Role::Staff(StaffRole::Assessor) && of.is_some_and(|one| is_restricted(&opened.scheme, one))
    };
    let of = |result: &RequirementResult, one: &Subject<'_>| {
        let hidden = shielded(&result.code);
        let said = if hidden { None } else { one.said.map(|said| &said.judgement) };
        let (said, motivation) = match said {
            Some(Judgement::NotMet { motivation, .. }) => (Some("not_met"), motivation.as_str().to_owned()),
            Some(Judgement::Met | Judgement::Open) => (Some("met"), String::new()),
            None => (None, String::new()),
        };
        Compared {
            code: result.code.to_string(),
            title: result.title.clone(),
            of: one.member.map(|id| opened.name_of(Some(id)).to_owned()).unwrap_or_default(),
            member: one.member.map(ToString::to_string).unwrap_or_default(),
            hard: result.counts,
            rules: if hidden { SHIELDED } else { one.rules.code() },
            said,
            motivation,
            known: if hidden {
                String::new()
            } else {
                one.refused_on().map(|text| text.as_str().to_owned()).unwrap_or_default()
            },
            differs: matches!(
                (one.rules, said),
                (Outcome::Met, Some("not_met")) | (Outcome::NotMet | Outcome::Unknown, Some("met"))
            ),
        }
    };
    let rows = plain.results_of(of_lot).flat_map(|result| {
        let subjects = opened.assessed().subjects(result, id);
        subjects.iter().map(|one| of(result, one)).collect::<Vec<_>>()
    });
    Ok(rows.collect())
}

/// What people said comes first, and where they differ from the rules before that.
fn judged_first(mut rows: Vec<Compared>) -> Vec<Compared> {
    rows.sort_by_key(|row| (!row.differs, row.said.is_none()));
    rows
}
