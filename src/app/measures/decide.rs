//! Deciding and taking back, by somebody with a mandate for the gemeente and its productgroepen. The admission follows in the same transaction.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::{Case, Reach, basis, follow};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::writing::only;
use crate::app::{decide as deciding, letters};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::MandateGrant;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{MandateId, MeasureId};
use crate::domain::policy_code::GroupCode;
use crate::domain::supervision::measure::Command;
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::storage::admissions::AdmissionRow;
use crate::storage::types;
use crate::storage::{DbConn, measures};

/// Decide that a measure is taken.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] without a mandate for all of it, while the aanbieder can be heard, by who advised or
/// proposed, while another measure holds the admission, or while clients run for whom nothing is arranged; [`Error::Stale`];
/// [`Error::NotFound`].
pub fn decide(
    conn: &mut DbConn,
    ctx: &Ctx,
    (reach, portal): (&Reach, &PublicUrl),
    (id, seen): (&MeasureId, i64),
    why: &str,
) -> Result<()> {
    let case = Case::load(conn, ctx, reach, (id, seen))?;
    let motivation = only("motivering", why, words::SAY_DECISION)?;
    let mandate = mandate(conn, ctx, reach, &case)?;
    let next = case.step(conn, ctx, Command::Decide { mandate: mandate.clone(), motivation }, None)?;
    let taken = next.taken().ok_or(Error::Stale)?;
    follow::follow(conn, ctx, (&reach.scope, portal), &case, taken)?;
    let token = |text: &str| Token::parse(text).map_err(Error::internal);
    let event = Event::MeasureDecided {
        subject: id.clone(),
        kind: token(taken.proposed.plan.wish().kind.code())?,
        gemeente: token(&case.row.gemeente)?,
        mandate,
    };
    let row = measures::find(conn, &reach.scope, id)?;
    let case = Case { row, ..case };
    ctx.record(conn, &case.place(&reach.scope)?, event)?;
    letters::prepare_measure(conn, ctx, &reach.scope, &case.row)
}

/// Take a measure back before its time. An admission that stood still by it is active again.
///
/// # Errors
/// As [`decide`], and for what has ended.
pub fn lift(
    conn: &mut DbConn,
    ctx: &Ctx,
    (reach, portal): (&Reach, &PublicUrl),
    (id, seen): (&MeasureId, i64),
    why: &str,
) -> Result<()> {
    let case = Case::load(conn, ctx, reach, (id, seen))?;
    let why = only("waarom", why, words::SAY_WHY)?;
    mandate(conn, ctx, reach, &case)?;
    let next = case.step(conn, ctx, Command::Lift, Some(&why))?;
    let taken = next.taken().ok_or(Error::Stale)?;
    follow::undo(conn, ctx, (&reach.scope, portal), &case, taken)?;
    case.note(conn, ctx, &reach.scope, "lift")?;
    let row = measures::find(conn, &reach.scope, id)?;
    letters::prepare_measure(conn, ctx, &reach.scope, &row)
}

/// The mandate of this person that reaches every productgroep of the measure.
fn mandate(conn: &mut DbConn, ctx: &Ctx, reach: &Reach, case: &Case) -> Result<MandateId> {
    let scheme = basis::scheme(conn, &reach.scope, &case.row)?;
    let track = scheme.remedy().track.into();
    let reached = measures::reached(conn, &case.row)?;
    let grants = deciding::grants(conn, &reach.scope, &case.by)?;
    let today = local_day(ctx.now);
    let fits = |grant: &&MandateGrant| {
        grant.belongs_to(&case.by, track).is_ok()
            && reached.iter().all(|row| covers(grant, row, today).unwrap_or(false))
    };
    grants.iter().find(fits).map(|grant| grant.id.clone()).ok_or_else(|| Error::refused(words::NO_MANDATE))
}

fn covers(grant: &MandateGrant, row: &AdmissionRow, today: NaiveDate) -> Option<bool> {
    let gemeente = GemeenteCode::parse(&row.gemeente).ok()?;
    let group = GroupCode::parse(&row.product_group).ok()?;
    Some(grant.may_sign(&gemeente, &group, today).is_ok())
}

/// The identifier of an admission.
pub(super) fn admission_id(row: &AdmissionRow) -> Result<crate::domain::ids::AdmissionId> {
    Ok(types::id("admissions", &row.id)?)
}
