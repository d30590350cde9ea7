//! What a dispute stops: the dossier is kept, and an overeenkomst waits for the judge.
//! May import: app, domain, storage.

use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::Opened;
use crate::app::writing::only;
use crate::domain::audit::Event;
use crate::domain::dispute::{self, Hold, Lifted, Still};
use crate::domain::ids::{ApplicationId, DecisionId, LegalHoldId};
use crate::domain::words::dispute as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::legal_holds::{self, HoldRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, RegionScope, disputes};

/// Hold a dossier, whatever the term for destroying it says.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::NotFound`].
pub fn place(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationId,
    why: &str,
) -> Result<LegalHoldId> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let why = only("reden", why, words::SAY_WHY_KEPT)?;
    let id: LegalHoldId = ctx.id();
    let row = HoldRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        application_id: application.to_string(),
        dispute_id: None,
        reason: why.as_str().to_owned(),
        placed_by: by.to_string(),
        placed_at: stored(ctx.now),
        lifted_reason: String::new(),
        lifted_by: None,
        lifted_at: None,
    };
    legal_holds::insert(conn, &row)?;
    let event = Event::HoldPlaced { subject: id.clone(), application: application.clone(), dispute: None };
    ctx.record(conn, &opened.place(scope)?, event)?;
    Ok(id)
}

/// Lift a hold: another person than who placed it, and not while a dispute runs.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`]; [`Error::Stale`]; [`Error::NotFound`].
pub fn lift(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    at: (&ApplicationId, &LegalHoldId),
    why: &str,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, at.0)?;
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let why = only("waarom", why, words::SAY_WHY_LIFTED)?;
    let row = legal_holds::find(conn, scope, at)?;
    let runs = disputes::standing(conn, scope, at.0)?.iter().any(|one| one.state.runs());
    let end = Lifted { by, at: ctx.now, why };
    row.life()?.lift(end.clone(), runs).map_err(|why| Error::refused(why.in_dutch()))?;
    if !legal_holds::lift(conn, &row, &end)? {
        return Err(Error::Stale);
    }
    Ok(ctx.record(conn, &opened.place(scope)?, Event::HoldLifted { subject: at.1.clone() })?)
}

/// The holds on a dossier, the first first.
///
/// # Errors
/// What the database says.
pub fn held(conn: &mut DbConn, scope: &RegionScope, application: &ApplicationId) -> Result<Vec<Hold>> {
    let rows = legal_holds::of_application(conn, scope, application)?;
    Ok(rows.iter().map(HoldRow::life).collect::<Result<_, _>>()?)
}

/// May the dossier of an application be destroyed, as far as disputes and holds go? Whoever destroys asks this.
///
/// # Errors
/// What the database says.
pub fn may_destroy(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> Result<std::result::Result<(), Still>> {
    let standing = disputes::standing(conn, scope, application)?;
    Ok(dispute::may_destroy(&standing, &held(conn, scope, application)?))
}

/// Does an overeenkomst that rests on these decisions wait for the judge?
///
/// # Errors
/// What the database says.
pub fn waits_for_judge(conn: &mut DbConn, scope: &RegionScope, about: &[DecisionId]) -> Result<bool> {
    Ok(dispute::waits_for_judge(&disputes::about(conn, scope, about)?))
}
