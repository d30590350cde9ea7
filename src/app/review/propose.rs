//! Proposing an outcome for a lot, with the grounds that the assessment gives and the inputs it was made from.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use super::hearing;
use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::decide::{self, Case};
use crate::app::error::{Error, Result};
use crate::app::national;
use crate::app::writing::optional;
use crate::domain::application::{Basis, Command, Ground, LotApplication, State, lot};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::{self, Outcome, Proposal};
use crate::domain::digest::Digest;
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId, UserId};
use crate::domain::rules::Verdict;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::storage::decisions::{self, NewProposal};
use crate::storage::{DbConn, RegionScope, applications, bases, lots};

/// A proposal as a form gives it.
#[derive(Debug, Clone)]
pub struct Advised {
    /// For which lot.
    pub lot: LotApplicationId,
    /// `admit` or `refuse`.
    pub outcome: String,
    /// For the people after this one; not in the letter.
    pub note: String,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// Propose an outcome for a lot. With the last lot the assessment is complete.
///
/// # Errors
/// [`Error::Invalid`] without an outcome; [`Error::Refused`] when a hard requirement is not settled or the outcome does
/// not follow from what was judged, when it is not this person's work, or the review plan forbids it; [`Error::Stale`].
pub fn propose(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    advised: &Advised,
) -> Result<DecisionId> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    opened.free(conn, scope, &user)?;
    opened.lot(&advised.lot)?;
    let note = optional("toelichting", &advised.note)?;
    let verdict = opened.verdict()?;
    let proposal = proposal(&opened, &verdict, advised)?;
    opened.touch(conn, ctx, advised.seen)?;
    let placed = (&advised.lot, proposal, note.as_str());
    let decision = place(conn, ctx, scope, (&opened, &verdict), &user, placed)?;
    finish(conn, ctx, scope, id, &user)?;
    Ok(decision)
}

/// Place a proposal before the second person.
pub(super) fn place(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, verdict): (&Opened, &Verdict),
    user: &UserId,
    (lot, proposal, note): (&LotApplicationId, Proposal, &str),
) -> Result<DecisionId> {
    let outcome = proposal.outcome();
    let case = Case::load(conn, ctx, scope, lot)?;
    // Who proposes advised since the first own word; a moderator who said none comes after the two.
    let began = opened.began(user).unwrap_or(ctx.now);
    let advices = decision::advices(&opened.advising(lot), lot, user, outcome, began);
    let decision: DecisionId = ctx.id();
    let unequal = match outcome {
        Outcome::Admit | Outcome::Refuse => super::equal::contradictions(conn, scope, opened, lot)?,
        // Nobody judged: there is nothing to hold against an equal case.
        Outcome::NotHandled => Vec::new(),
    };
    let unequal = unequal.into_iter().map(|one| one.requirement).collect();
    let (by, placed) = (user.clone(), decision.clone());
    let command = lot::Command::Propose { by, decision: placed, proposal, advices, unequal };
    let next = case.life.clone().apply(command, ctx.now, &case.around());
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    keep(conn, ctx, scope, (opened, verdict), (&case, &next), note)?;
    if outcome == Outcome::Refuse {
        hearing::prepare(conn, ctx, scope, opened, (lot, &decision))?;
    }
    if !lots::step(conn, &case.lot, &next, user, ctx.now)? {
        return Err(Error::Stale);
    }
    Ok(decision)
}

fn proposal(opened: &Opened, verdict: &Verdict, advised: &Advised) -> Result<Proposal> {
    let row = opened.lot(&advised.lot)?;
    let of_lot = opened.of_lot(verdict, row)?;
    let findings = opened.assessed().findings(verdict.results_of(of_lot), &advised.lot);
    let outcome = Outcome::from_code(&advised.outcome);
    let proposal = match outcome.ok_or_else(|| Error::field("voorstel", words::SAY_PROPOSAL))? {
        Outcome::Admit => Proposal::admit(&findings),
        // A refusal too waits until every hard requirement is settled: the letter then names all that is the matter.
        Outcome::Refuse => match decision::open_hard(&findings) {
            Some(open) => Err(open),
            None => Proposal::refuse(&findings),
        },
        // That is not about one lot: see `unhandled`.
        Outcome::NotHandled => return Err(Error::field("voorstel", words::SAY_PROPOSAL)),
    };
    proposal.map_err(|why| Error::refused(why.in_dutch()))
}

fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, verdict): (&Opened, &Verdict),
    (case, next): (&Case, &LotApplication),
    note: &str,
) -> Result<()> {
    let LotApplication::With(decision) = next else { return Err(Error::Stale) };
    let proposed = decision.proposed();
    let tables = national::keep(conn, ctx, &opened.national)?;
    let ground = Ground {
        national: &tables,
        snapshot: opened.snapshot_id.clone(),
        judgements: opened.judgements()?,
        unused: match proposed.proposal.outcome() {
            Outcome::NotHandled => opened.life.unused().clone(),
            Outcome::Admit | Outcome::Refuse => BTreeSet::new(),
        },
    };
    let basis = Basis::new(ground, &opened.snapshot.contents, &case.lot.key()?, verdict);
    let content = basis.and_then(|basis| basis.bytes()).map_err(Error::internal)?;
    let salt = ctx.source().salt();
    let digest = Digest::of(&[&salt[..], &content].concat());
    bases::keep(conn, scope, &digest.hex(), &salt, &content)?;
    let lot: LotApplicationId = crate::storage::types::id("lot_applications", &case.lot.id)?;
    decisions::propose(
        conn,
        &NewProposal { region: scope.key(), lot: &lot, proposed, note, inputs_sha256: &digest.hex() },
    )?;
    let reasons = proposed.proposal.reasons().iter().map(|one| Token::parse(one.requirement.as_str()));
    let event = Event::ProposalMade {
        subject: proposed.decision.clone(),
        lot_application: lot,
        outcome: Token::of(proposed.proposal.outcome()),
        reasons: reasons.collect::<Result<_, _>>().map_err(Error::internal)?,
    };
    Ok(ctx.record(conn, &opened.place(scope)?.manifest(digest), event)?)
}

/// Go on where nothing of an application waits any more without a step of the team: the aanbieder took the last lot back that was not proposed,
/// or not decided. What is left is assessed, or decided, and told.
///
/// # Errors
/// As for [`propose`].
pub(in crate::app) fn complete(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    by: &UserId,
) -> Result<()> {
    finish(conn, ctx, scope, id, by)?;
    let row = applications::find_in_region(conn, scope, id, ctx.now)?;
    let lots = lots::of_application(conn, id)?;
    match lots.iter().find(|lot| lot.state.0 == lot::State::Decided) {
        Some(lot) if row.state.0 == State::Assessed => {
            let case =
                Case::load(conn, ctx, scope, &crate::storage::types::id("lot_applications", &lot.id)?)?;
            decide::finish(conn, ctx, scope, &case, by)
        }
        Some(_) | None => Ok(()),
    }
}

/// With the last lot proposed the assessment is complete.
pub(super) fn finish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    by: &UserId,
) -> Result<()> {
    let row = applications::find_in_region(conn, scope, id, ctx.now)?;
    let states: Vec<lot::State> =
        lots::of_application(conn, id)?.into_iter().map(|lot| lot.state.0).collect();
    if row.state.0 != State::InAssessment || states.iter().any(|state| state.is_waiting()) {
        return Ok(());
    }
    let window = decide::window(conn, scope, &row)?;
    let next = applications::life(conn, &row)?.apply(Command::Finish { lots: states }, ctx.now, &window);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    if !applications::step(conn, &row, &next, by, ctx.now)? {
        return Err(Error::Stale);
    }
    hearing::ask(conn, ctx, scope, id)
}
