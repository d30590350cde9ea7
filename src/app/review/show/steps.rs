//! The way through a dossier: which requirement waits for the assessor, and which stand before and after one.
//! May import: app, domain, storage.

use serde::Serialize;

use super::requirement::{KINDS, subjects};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::domain::decision::Judgement;
use crate::domain::ids::{ApplicationId, MemberId};
use crate::domain::rules::{RequirementResult, Verdict};
use crate::domain::scheme::Requirement;
use crate::storage::{DbConn, RegionScope};

/// A requirement to go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its code.
    pub code: String,
    /// The member whose part it is about; empty for the penvoerder, or all together.
    pub member: String,
    /// Its title.
    pub title: String,
}

/// What stands around a requirement.
#[derive(Debug, Clone, Serialize)]
pub struct Steps {
    /// The requirement before it.
    pub previous: Option<Step>,
    /// The requirement after it.
    pub next: Option<Step>,
    /// How many wait for the reader, this one among them.
    pub left: usize,
}

/// The requirements that apply, in the order of a dossier, each with what the rules say per lot.
fn in_order<'a>(
    opened: &'a Opened,
    verdict: &'a Verdict,
) -> Vec<(&'a Requirement, Vec<&'a RequirementResult>)> {
    let of_kind = |(kind, _)| opened.scheme.requirements().iter().filter(move |one| one.kind == kind);
    let with = |requirement: &'a Requirement| {
        let results: Vec<_> = verdict.results.iter().filter(|one| one.code == requirement.code).collect();
        (!results.is_empty()).then_some((requirement, results))
    };
    KINDS.into_iter().flat_map(of_kind).filter_map(with).collect()
}

fn step(requirement: &Requirement, member: Option<&MemberId>) -> Step {
    Step {
        code: requirement.code.to_string(),
        member: member.map(ToString::to_string).unwrap_or_default(),
        title: requirement.title.clone(),
    }
}

/// The hard requirements that nobody settled, each once for every one it must be judged of.
pub(super) fn open(opened: &Opened, verdict: &Verdict) -> Result<Vec<Step>> {
    let lots = opened.keys()?;
    let mut open = Vec::new();
    for (requirement, results) in in_order(opened, verdict) {
        let counting: Vec<_> = results.into_iter().filter(|one| one.counts).collect();
        for subject in subjects(opened, &counting, &lots) {
            let here = step(requirement, subject.member);
            if subject.judgement() == Judgement::Open && !open.contains(&here) {
                open.push(here);
            }
        }
    }
    Ok(open)
}

/// What stands around a requirement; `waits`: whether the reader judges.
pub(super) fn around(
    opened: &Opened,
    verdict: &Verdict,
    (requirement, member): (&Requirement, Option<&MemberId>),
    waits: bool,
) -> Result<Steps> {
    let all: Vec<&Requirement> = in_order(opened, verdict).into_iter().map(|(one, _)| one).collect();
    let at = all.iter().position(|one| one.code == requirement.code);
    let beside = |place: Option<usize>| place.and_then(|place| all.get(place)).map(|one| step(one, None));
    // From the part of a member one goes back to the whole first.
    let previous = if member.is_some() { at } else { at.and_then(|at| at.checked_sub(1)) };
    Ok(Steps {
        previous: beside(previous),
        next: beside(at.map(|at| at + 1)),
        left: if waits { open(opened, verdict)?.len() } else { 0 },
    })
}

/// The requirement that waits next for the assessor: the first one open from `after` on, and else from the beginning.
///
/// # Errors
/// [`Error::NotFound`](crate::app::Error::NotFound) where the team may not see the application.
pub fn next_open(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    after: &str,
) -> Result<Option<Step>> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let verdict = opened.verdict()?;
    let open = open(&opened, &verdict)?;
    let order: Vec<String> =
        in_order(&opened, &verdict).into_iter().map(|(one, _)| one.code.to_string()).collect();
    let place = |code: &str| order.iter().position(|one| one == code);
    let from = place(after);
    let later = open.iter().find(|one| place(&one.code) >= from);
    Ok(later.or(open.first()).cloned())
}
