//! Recovery codes: ten at a time, shown until the person says that they are kept, each used once.
//! May import: domain, storage, auth, app.

use super::prove::{Attempt, present, settle};
use super::{Ground, person};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::auth::second_factor::SecondFactors;
use crate::domain::audit::Event;
use crate::domain::ids::{RecoveryCodeId, UserId};
use crate::storage::{DbConn, second_factors, types};

/// Codes at a time.
pub const CODES: u32 = 10;

/// The recovery codes that the person did not yet say are kept.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing to show (any more); what the database says.
pub fn to_show(conn: &mut DbConn, ctx: &Ctx, factors: &SecondFactors) -> Result<Vec<String>> {
    let user = person(ctx)?;
    let row = second_factors::of(conn, &user)?.filter(|row| row.codes == "to_show");
    row.ok_or(Error::NotFound)?;
    let unused = second_factors::unused_codes(conn, &user)?;
    unused
        .iter()
        .map(|id| {
            let id: RecoveryCodeId = types::id("recovery_codes", id)?;
            Ok(factors.recovery_code(&id))
        })
        .collect()
}

/// Take note that the codes are kept: they are never shown again.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn kept(conn: &mut DbConn, ctx: &Ctx) -> Result<()> {
    Ok(second_factors::set_codes(conn, &person(ctx)?, "kept")?)
}

/// Make new recovery codes; the old ones work no more.
///
/// # Errors
/// [`Error::Invalid`] for a wrong code of the second factor.
pub fn renew(conn: &mut DbConn, ctx: &Ctx, ground: &Ground, attempt: &Attempt, typed: &str) -> Result<()> {
    let user = person(ctx)?;
    present(conn, ctx, ground, &user, ("nieuwe_codes", typed))?;
    settle(conn, attempt)?;
    second_factors::set_codes(conn, &user, "to_show")?;
    issue(conn, ctx, &user)
}

/// Replace the codes of a person.
pub(super) fn issue(conn: &mut DbConn, ctx: &Ctx, user: &UserId) -> Result<()> {
    second_factors::delete_codes(conn, user)?;
    for _ in 0..CODES {
        second_factors::insert_code(conn, &ctx.id(), user)?;
    }
    let event = Event::AccountRecoveryCodesIssued { subject: user.clone(), codes: CODES };
    Ok(ctx.record(conn, &Place::default(), event)?)
}
