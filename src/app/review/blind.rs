//! Judging without each other: under a plan of two blind nobody reads what the other found, until both are done.
//! May import: domain, storage.

use std::collections::BTreeSet;

use diesel::QueryResult;

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::domain::application::{State, lot};
use crate::domain::decision::{self, Assessed, Assessment, Panel, ReviewPlan};
use crate::domain::ids::UserId;
use crate::domain::rules::Stage;
use crate::storage::{DbConn, RegionScope, decisions};

/// How it stands with judging without each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Who assess.
    pub panel: Panel,
    /// Who said something already.
    pub begun: BTreeSet<UserId>,
    /// Who said enough to advise on every lot, by own words alone.
    pub done: BTreeSet<UserId>,
    /// Whether nobody may read yet what another found.
    pub blind: bool,
}

impl Sight {
    /// Whether somebody may begin: while two judge without each other, only those two.
    #[must_use]
    pub fn has_room_for(&self, user: &UserId) -> bool {
        !self.blind || self.begun.contains(user) || self.begun.len() < 2
    }
}

/// How it stands, by everything that was said.
///
/// # Errors
/// What the database says.
pub(super) fn sight(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> Result<Sight> {
    let panel = ReviewPlan::from(opened.scheme.review_plan()).panel;
    let begun: BTreeSet<UserId> = opened.assessments.iter().map(|one| one.by.clone()).collect();
    let mut sight = Sight { panel, done: BTreeSet::new(), begun, blind: false };
    if panel == Panel::One || !is_before_proposals(conn, scope, opened)? {
        return Ok(sight);
    }
    for user in &sight.begun {
        if is_done(opened, user)? {
            sight.done.insert(user.clone());
        }
    }
    sight.blind = sight.done.len() < 2;
    Ok(sight)
}

/// Whether nothing was ever proposed: a proposal was made by who might read everything.
fn is_before_proposals(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> QueryResult<bool> {
    let open = matches!(
        opened.row.state.0,
        State::Submitted | State::InAssessment | State::ClarificationAsked | State::Assessed
    );
    let pending = opened.lots.iter().all(|(row, _)| row.state.0 == lot::State::Pending);
    Ok(open && pending && !decisions::any(conn, scope, &opened.id)?)
}

/// Whether one person left no hard requirement of any lot open.
fn is_done(opened: &Opened, user: &UserId) -> Result<bool> {
    let own: Vec<Assessment> = opened.assessments.iter().filter(|one| one.by == *user).cloned().collect();
    let keys = opened.keys()?;
    let judgements = decision::judgements(&own, &keys);
    let contents = &opened.snapshot.contents;
    let verdict = contents.evaluate(&opened.scheme, &opened.national, Stage::Application, &judgements);
    let assessed = Assessed { said: &own, members: &opened.members };
    Ok(keys.iter().all(|(id, key)| {
        let results = verdict.lot(key).map(|of_lot| verdict.results_of(of_lot));
        results.is_some_and(|results| decision::open_hard(&assessed.findings(results, id)).is_none())
    }))
}

/// Leave out what the reader may not know yet.
pub(super) fn shade(ctx: &Ctx, opened: &mut Opened) {
    if opened.sight.blind {
        let reader = ctx.actor.user.clone();
        opened.assessments.retain(|one| Some(&one.by) == reader.as_ref());
    }
}
