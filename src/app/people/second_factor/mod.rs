//! The second factor of a person: setting it up, giving a code, recovery codes, and what happens when the telephone is lost (ADR 18).
//! May import: domain, storage, auth, app.

mod codes;
mod prove;
mod set_up;
mod take_away;

pub use codes::{CODES, kept, renew, to_show};
pub use prove::{Attempt, knock, prove};
pub use set_up::{NewFactor, set_up};
pub use take_away::{by_operator, reset, turn_off};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::auth::second_factor::{Policy, SecondFactors};
use crate::domain::access::StaffRole;
use crate::domain::code::Code as _;
use crate::domain::ids::UserId;
use crate::domain::words::dates::moment;
use crate::storage::types::instant;
use crate::storage::{DbConn, second_factors, sessions, users};

/// What the installation brings to it.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Makes secrets and checks codes.
    pub factors: SecondFactors,
    /// Whether who needs a second factor must have one.
    pub policy: Policy,
    /// Our address, for mails.
    pub portal: PublicUrl,
}

/// How it stands with the second factor of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Since when it is asked; none without one.
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes that were not used.
    pub codes_left: usize,
    /// Whether the recovery codes were not yet said to be kept.
    pub codes_to_show: bool,
    /// Whether a role asks it, so that it cannot be turned off.
    pub asked: bool,
}

/// How it stands with the second factor of who asks.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn standing(conn: &mut DbConn, ctx: &Ctx, policy: Policy) -> Result<Standing> {
    let user = person(ctx)?;
    let row = second_factors::of(conn, &user)?;
    Ok(Standing {
        since: row.as_ref().map(|row| instant(row.set_up_at)),
        codes_left: second_factors::unused_codes(conn, &user)?.len(),
        codes_to_show: row.is_some_and(|row| row.codes == "to_show"),
        asked: asked(conn, &user, policy)?,
    })
}

/// Who asks.
fn person(ctx: &Ctx) -> Result<UserId> {
    ctx.actor.user.clone().ok_or(Error::Forbidden)
}

/// Whether a role of this person asks a second factor, in whatever region.
fn asked(conn: &mut DbConn, user: &UserId, policy: Policy) -> Result<bool> {
    let roles = sessions::regions_of(conn, user)?;
    let needs = |code: &str| StaffRole::from_code(code).is_some_and(StaffRole::needs_second_factor);
    Ok(policy == Policy::Required && roles.iter().any(|place| needs(&place.role)))
}

/// What a mail about the second factor holds.
#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    at: String,
    link: String,
    left: usize,
}

/// Tell a person what happened with the second factor: who did not do it, must know.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    kind: &'static str,
    user: &UserId,
    portal: &PublicUrl,
    left: usize,
) -> Result<()> {
    let user = users::find(conn, user)?;
    let link = format!("{}/wachtwoord-vergeten", portal.as_str());
    let about = About { name: &user.name, at: moment(ctx.now), link, left };
    let to = Envelope { kind, region: None, org: None, to: user.email.clone() };
    outbox::write_and_post(conn, ctx, to, &about).map(drop)
}
