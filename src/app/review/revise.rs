//! Looking again at what was decided: by other people, up to a new decision that comes in the place of the old one (DESIGN §8).
//! May import: app, domain, storage.

use super::opened::Opened;
use super::take::release;
use crate::app::ctx::Ctx;
use crate::app::decide::Case;
use crate::app::due;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::domain::application::{Command, lot};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::Cause;
use crate::domain::ids::{ApplicationId, DecisionId, DisputeId, Id, LotApplicationId, UserId};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::revision as words;
use crate::storage::revisions::{self, RevisionRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope, applications, disputes, lots};

/// A revision as a form gives it.
#[derive(Debug, Clone)]
pub struct Again {
    /// Which lots.
    pub lots: Vec<LotApplicationId>,
    /// What leads to it.
    pub cause: String,
    /// Why.
    pub motivation: String,
    /// The dispute that leads to it, by identifier; empty where none does.
    pub dispute: String,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// Look again at what was decided on some lots of an application. It is nobody's work then: somebody who had no hand in the first
/// decision takes it.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::Refused`] where nothing was decided; [`Error::Stale`]; [`Error::NotFound`].
pub fn revise(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    again: &Again,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    opened.free(conn, scope, &by)?;
    let mut mistakes = Vec::new();
    let cause = Cause::from_code(&again.cause);
    if cause.is_none() {
        mistakes.push(FieldError::new("aanleiding", words::SAY_CAUSE));
    }
    if again.lots.is_empty() {
        mistakes.push(FieldError::new("onderdeel", words::SAY_LOTS));
    }
    let motivation = needed("motivering", &again.motivation, words::SAY_WHY, &mut mistakes);
    let (Some(cause), Some(motivation)) = (cause, motivation) else { return Err(Error::Invalid(mistakes)) };
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let dispute = because_of(conn, scope, (id, cause), again)?;
    let next = opened.life.clone().apply(Command::Revise { by: by.clone() }, ctx.now, &opened.window);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    opened.step(conn, ctx, &next, &by, again.seen)?;
    let why = RevisionRow {
        decision_id: String::new(),
        region_id: scope.key().to_owned(),
        application_id: id.to_string(),
        cause: AsText(cause),
        motivation: motivation.as_str().to_owned(),
        opened_by: by.to_string(),
        opened_at: stored(ctx.now),
    };
    let mut executed: Vec<DecisionId> = Vec::new();
    for lot in &again.lots {
        let revised = reopen(conn, ctx, scope, (&opened, &by, lot), &why)?;
        if let Some((dispute, about)) = &dispute {
            if !about.iter().any(|one| one == revised.as_str()) {
                return Err(Error::field("onderdeel", words::OTHER_LOTS));
            }
            disputes::executed(conn, scope, (dispute, &revised))?;
            executed.push(revised);
        }
    }
    if let Some((subject, _)) = dispute {
        let event = Event::DisputeExecuted { subject, decisions: executed };
        ctx.record(conn, &opened.place(scope)?, event)?;
    }
    release(conn, ctx, scope, &opened)?;
    let row = applications::find_in_region(conn, scope, id, ctx.now)?;
    due::renew(conn, &row, &opened.window, &opened.scheme)
}

/// One lot is looked at again; the decision that is.
fn reopen(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, by, lot): (&Opened, &UserId, &LotApplicationId),
    why: &RevisionRow,
) -> Result<DecisionId> {
    opened.lot(lot)?;
    let case = Case::load(conn, ctx, scope, lot)?;
    let next = case.life.clone().apply(lot::Command::Revise, ctx.now, &case.around());
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    let revised: DecisionId = next.revises().cloned().ok_or(Error::Stale)?;
    if !lots::step(conn, &case.lot, &next, by, ctx.now)? {
        return Err(Error::Stale);
    }
    revisions::insert(conn, &RevisionRow { decision_id: revised.to_string(), ..why.clone() })?;
    let event = Event::DecisionReopened { subject: revised.clone(), cause: Token::of(why.cause.0) };
    ctx.record(conn, &opened.place(scope)?, event)?;
    Ok(revised)
}

/// The dispute that leads to a revision, with the decisions that it is about: one with an outcome in which the aanbieder is right, and of
/// the kind that the cause names.
fn because_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, cause): (&ApplicationId, Cause),
    again: &Again,
) -> Result<Option<(DisputeId, Vec<String>)>> {
    if again.dispute.is_empty() {
        return Ok(None);
    }
    let id: DisputeId = Id::parse(&again.dispute).map_err(|_| Error::NotFound)?;
    let kept = disputes::find(conn, scope, (application, &id))?;
    let right = kept.row.outcome.is_some_and(|outcome| outcome.0.asks_a_revision());
    if !right {
        return Err(Error::refused(words::NOT_FOUNDED));
    }
    if Cause::of(kept.row.kind.0) != cause {
        return Err(Error::field("aanleiding", words::OTHER_CAUSE));
    }
    let about = disputes::decisions_of(conn, scope, &kept.row.id)?;
    Ok(Some((id, about.into_iter().map(|one| one.id).collect())))
}
