//! Giving a code: of the app on the telephone, each time step once, or a recovery code, once at all.
//! May import: domain, storage, auth, app.

use chrono::TimeDelta;

use super::{Ground, person, tell};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{RecoveryCodeId, SecondFactorId, UserId, kind};
use crate::domain::words::second_factor as words;
use crate::storage::second_factors::SecondFactorRow;
use crate::storage::{DbConn, second_factors, sessions, types};

/// How many codes may be wrong in which time. Of a million codes three count at a time, so who has the password and tries for a whole year
/// guesses right with a chance of about two in a hundred.
const LIMITS: [(TimeDelta, i64); 2] = [(TimeDelta::minutes(15), 5), (TimeDelta::days(1), 20)];

/// One attempt, counted as failed until it is settled.
#[derive(Debug)]
pub struct Attempt(String);

/// Count an attempt to give a code. In a `light` transaction of its own, so that what is refused counts too.
///
/// # Errors
/// [`Error::TooMany`] for the one after the last; what the database says.
pub fn knock(conn: &mut DbConn, ctx: &Ctx) -> Result<Attempt> {
    let bucket = format!("second_factor:{}", person(ctx)?);
    for (period, most) in LIMITS {
        if sessions::failed_since(conn, &bucket, ctx.now - period)? >= most {
            return Err(Error::TooMany);
        }
    }
    let id = ctx.id::<kind::Session>().to_string();
    sessions::insert_attempt(conn, &id, &bucket, ctx.now, false)?;
    Ok(Attempt(id))
}

/// Show with a code who one is: the session is a full one from now on.
///
/// # Errors
/// [`Error::Invalid`] for a wrong code or one that was used; [`Error::Forbidden`] without a session.
pub fn prove(conn: &mut DbConn, ctx: &Ctx, ground: &Ground, attempt: &Attempt, typed: &str) -> Result<()> {
    let user = person(ctx)?;
    let session = ctx.actor.session.clone().ok_or(Error::Forbidden)?;
    let with = present(conn, ctx, ground, &user, ("code", typed))?;
    settle(conn, attempt)?;
    sessions::set_proven(conn, &session)?;
    let event = Event::AccountSecondFactorPassed { subject: user, with };
    Ok(ctx.record(conn, &Place::default(), event)?)
}

/// Count an attempt as succeeded.
pub(super) fn settle(conn: &mut DbConn, attempt: &Attempt) -> Result<()> {
    Ok(sessions::settle_attempt(conn, &attempt.0)?)
}

/// Whether somebody typed a code of the person's second factor, which is then used up: with what. The field is where the mistake is shown.
pub(super) fn present(
    conn: &mut DbConn,
    ctx: &Ctx,
    ground: &Ground,
    user: &UserId,
    (field, typed): (&str, &str),
) -> Result<Token> {
    if typed.is_empty() {
        return Err(Error::field(field, words::CODE_MISSING));
    }
    let row = second_factors::of(conn, user)?.ok_or_else(|| Error::refused(words::OFF))?;
    let secret: SecondFactorId = types::id("second_factors", &row.secret_id)?;
    let with = match ground.factors.secret(user, &secret).step_of(typed, ctx.now) {
        Some(step) if second_factors::take_step(conn, user, step)? => "app",
        Some(_) => return Err(Error::field(field, words::CODE_USED)),
        None => {
            recover(conn, ctx, ground, user, &row, (field, typed))?;
            "recovery_code"
        }
    };
    Token::parse(with).map_err(Error::internal)
}

/// Use up the recovery code that somebody typed, and tell its owner.
fn recover(
    conn: &mut DbConn,
    ctx: &Ctx,
    ground: &Ground,
    user: &UserId,
    row: &SecondFactorRow,
    (field, typed): (&str, &str),
) -> Result<()> {
    let unused = second_factors::unused_codes(conn, user)?;
    let ids = unused.iter().map(|id| types::id("recovery_codes", id));
    let ids: Vec<RecoveryCodeId> = ids.collect::<diesel::QueryResult<_>>()?;
    let typed = ids.into_iter().find(|id| ground.factors.is_recovery_code(id, typed));
    let Some(id) = typed else { return Err(Error::field(field, words::CODE_WRONG)) };
    if !second_factors::use_code(conn, &id, ctx.now)? {
        return Err(Error::field(field, words::CODE_USED));
    }
    // Who lost the page before saying that the codes are kept has at least this one.
    if row.codes == "to_show" {
        second_factors::set_codes(conn, user, "kept")?;
    }
    tell(conn, ctx, "recovery_code_used", user, &ground.portal, unused.len().saturating_sub(1))
}
