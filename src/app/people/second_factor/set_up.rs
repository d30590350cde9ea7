//! Setting up a second factor, or another telephone in place of the first.
//! May import: domain, storage, auth, app.

use super::prove::{Attempt, present, settle};
use super::{Ground, codes, person, tell};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::people::sessions::end_but;
use crate::domain::audit::Event;
use crate::domain::ids::SecondFactorId;
use crate::domain::words::second_factor as words;
use crate::storage::second_factors::SecondFactorRow;
use crate::storage::types::stored;
use crate::storage::{DbConn, second_factors, sessions};

/// What the page sends.
#[derive(Debug)]
pub struct NewFactor<'a> {
    /// The secret that the page showed. The page makes one up: under another it would be another secret, of the same person.
    pub id: SecondFactorId,
    /// The code that the app shows now, which proves that it has the secret.
    pub code: &'a str,
    /// A code of the second factor that there is already, where there is one.
    pub present: &'a str,
}

/// Set up a second factor. It is asked from now on, other sessions end, and there are new recovery codes.
///
/// # Errors
/// [`Error::Invalid`] for a wrong code; [`Error::Forbidden`] without a session.
pub fn set_up(
    conn: &mut DbConn,
    ctx: &Ctx,
    ground: &Ground,
    attempt: &Attempt,
    new: &NewFactor<'_>,
) -> Result<()> {
    let user = person(ctx)?;
    let session = ctx.actor.session.clone().ok_or(Error::Forbidden)?;
    let step = ground.factors.secret(&user, &new.id).step_of(new.code, ctx.now);
    let step = step.ok_or_else(|| {
        Error::field("code", if new.code.is_empty() { words::CODE_MISSING } else { words::NEW_CODE_WRONG })
    })?;
    if second_factors::of(conn, &user)?.is_some() {
        present(conn, ctx, ground, &user, ("huidig", new.present))?;
        second_factors::delete(conn, &user)?;
    }
    settle(conn, attempt)?;
    let row = SecondFactorRow {
        user_id: user.to_string(),
        secret_id: new.id.to_string(),
        last_step: step,
        set_up_at: stored(ctx.now),
        codes: "to_show".to_owned(),
    };
    second_factors::insert(conn, &row)?;
    sessions::set_proven(conn, &session)?;
    end_but(conn, ctx, &user, Some(&session))?;
    ctx.record(conn, &Place::default(), Event::AccountSecondFactorOn { subject: user.clone() })?;
    codes::issue(conn, ctx, &user)?;
    tell(conn, ctx, "second_factor_on", &user, &ground.portal, 0)
}
