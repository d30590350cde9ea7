//! Taking back: the whole application or one lot, until the close.
//! May import: app, domain, storage.

use super::lots;
use super::opened::{Opened, changer, open, signatory};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{access, review};
use crate::domain::application::{self, LotApplication, State, lot};
use crate::domain::audit::Event;
use crate::domain::bibob::Waits;
use crate::domain::decision::hearing::Heard;
use crate::domain::decision::{self, Decision, Hands, Panel, People, ReviewPlan};
use crate::domain::ids::{ApplicationId, LotApplicationId, UserId};
use crate::domain::letter::RemedyTrack;
use crate::domain::policy_code::LotKey;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::lots::{self as lot_rows, LotRow};
use crate::storage::{DbConn, OrgScope, applications, decisions, types};

/// One lot that was sent in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLot {
    /// Identifier.
    pub id: LotApplicationId,
    /// The lot.
    pub lot: LotKey,
    /// Where it is.
    pub state: lot::State,
}

/// The lots that were sent in, withdrawn ones too.
///
/// # Errors
/// What the database says.
pub fn sent_lots(conn: &mut DbConn, opened: &Opened) -> Result<Vec<SentLot>> {
    let rows = lot_rows::of_application(conn, &opened.id)?;
    rows.into_iter()
        .map(|row| {
            Ok(SentLot { id: types::id("lot_applications", &row.id)?, lot: row.key()?, state: row.state.0 })
        })
        .collect()
}

/// Take an application back: a draft by who fills it in, what was sent in by a tekenbevoegde.
///
/// # Errors
/// [`Error::Refused`] after the close with both times, and when a lot is decided; [`Error::Stale`].
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId, seen: i64) -> Result<()> {
    let opened = open(conn, scope, id)?;
    let draft = opened.life.state() == State::Draft;
    let by = if draft { changer(ctx)? } else { signatory(ctx)? };
    if opened.row.version != seen {
        return Err(Error::Stale);
    }
    let rows = lot_rows::of_application(conn, id)?;
    let lots = rows.iter().map(|row| row.state.0).collect();
    let next = opened
        .life
        .clone()
        .apply(application::Command::Withdraw { by: by.clone(), lots }, ctx.now, &opened.window)
        .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    for row in rows.iter().filter(|row| row.state.0 != lot::State::Withdrawn) {
        take_back(conn, ctx, scope, &opened, row, &by)?;
    }
    super::sending::requests(conn, ctx, scope, &opened)?;
    if !applications::step(conn, &opened.row, &next, &by, ctx.now)? {
        return Err(Error::Stale);
    }
    let subject = id.clone();
    let event =
        if draft { Event::ApplicationDiscarded { subject } } else { Event::ApplicationWithdrawn { subject } };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// Take one lot of what was sent in back. The last one goes with the whole application.
///
/// # Errors
/// As for [`withdraw`]; [`Error::NotFound`] when the application has no such lot.
pub fn withdraw_lot(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    lot: &LotApplicationId,
) -> Result<()> {
    let by = signatory(ctx)?;
    let opened = open(conn, scope, id)?;
    let rows = lot_rows::of_application(conn, id)?;
    let row = rows.iter().find(|row| row.id == lot.as_str()).ok_or(Error::NotFound)?;
    let others = rows.iter().any(|other| other.id != row.id && other.state.0 != lot::State::Withdrawn);
    if !others {
        return withdraw(conn, ctx, scope, id, seen);
    }
    if !applications::touch(conn, id, seen, ctx.now)? {
        return Err(Error::Stale);
    }
    take_back(conn, ctx, scope, &opened, row, &by)?;
    lots::forget(conn, ctx, &opened, row, &by)?;
    match opened.life.state() {
        // The others may wait for nothing else.
        State::InAssessment | State::Assessed => {
            let region = access::for_system(types::id("applications", &opened.row.region_id)?);
            review::complete(conn, ctx, &region, id, &by)
        }
        State::Draft
        | State::Submitted
        | State::ClarificationAsked
        | State::Decided
        | State::Withdrawn
        | State::NotHandled => Ok(()),
    }
}

/// Take a lot back, with the decision on it that was still open.
pub(super) fn take_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    row: &LotRow,
    by: &UserId,
) -> Result<()> {
    let subject: LotApplicationId = types::id("lot_applications", &row.id)?;
    let before = lot_rows::life(conn, row)?;
    let command = lot::Command::Withdraw { by: by.clone() };
    let next = step(opened, row, before.clone(), command, ctx)?;
    if let LotApplication::With(open @ (Decision::Proposed(_) | Decision::Countersigned { .. })) = before {
        let overtaken = LotApplication::With(open);
        let replaced = step(opened, row, overtaken.clone(), lot::Command::Replace { by: by.clone() }, ctx)?;
        return_open(conn, ctx, scope, opened, (&overtaken, &replaced))?;
    }
    if !lot_rows::step(conn, row, &next, by, ctx.now)? {
        return Err(Error::Stale);
    }
    let event = Event::LotWithdrawn { subject, application: opened.id.clone() };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// What was proposed on an earlier submission goes no further.
pub(super) fn overtake(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    row: &LotRow,
    by: &UserId,
) -> Result<()> {
    let before = lot_rows::life(conn, row)?;
    let next = step(opened, row, before.clone(), lot::Command::Replace { by: by.clone() }, ctx)?;
    if next == before {
        return Ok(());
    }
    return_open(conn, ctx, scope, opened, (&before, &next))?;
    if lot_rows::step(conn, row, &next, by, ctx.now)? { Ok(()) } else { Err(Error::Stale) }
}

fn return_open(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    (before, next): (&LotApplication, &LotApplication),
) -> Result<()> {
    let (LotApplication::With(before), LotApplication::With(next)) = (before, next) else { return Ok(()) };
    if !decisions::step(conn, before.state(), next)? {
        return Err(Error::Stale);
    }
    let subject = next.proposed().decision.clone();
    let event = match before.state() {
        decision::State::Countersigned => Event::DecisionReturned { subject },
        _ => Event::ProposalReturned { subject },
    };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// One step of a lot. Who acted on it before does not matter for what an aanbieder may do.
fn step(
    opened: &Opened,
    row: &LotRow,
    life: LotApplication,
    command: lot::Command,
    ctx: &Ctx,
) -> Result<LotApplication> {
    let LotKey { group, gemeente } = row.key()?;
    let around = lot::Around {
        application: opened.life.state(),
        window: &opened.window,
        decision: decision::Around {
            plan: &ReviewPlan { panel: Panel::One, people: People::Three },
            hands: &Hands::default(),
            gemeente: &gemeente,
            group: &group,
            track: RemedyTrack::Civiel,
            heard: Heard::NotNeeded,
            // What is taken back waits for nothing.
            waits: Waits::No,
        },
    };
    life.apply(command, ctx.now, &around).map_err(|refusal| Error::refused(refusal.in_dutch()))
}
