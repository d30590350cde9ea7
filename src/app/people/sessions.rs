//! Where somebody is logged in, and ending that from afar.
//! May import: domain, storage, app.

use chrono::{DateTime, Utc};

use crate::app::access::IDLE;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{SessionId, UserId};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, sessions};

/// A running session, for the account page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Identifier.
    pub id: SessionId,
    /// When it began.
    pub since: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// The running sessions of who asks, last used first.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn mine(conn: &mut DbConn, ctx: &Ctx) -> Result<Vec<Running>> {
    let user = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let rows = sessions::running_of(conn, user, ctx.now, ctx.now - IDLE)?;
    rows.into_iter()
        .map(|row| {
            let id: SessionId = types::id("sessions", &row.id)?;
            let own = ctx.actor.session.as_ref() == Some(&id);
            Ok(Running { own, id, since: instant(row.created_at), last_seen: instant(row.last_seen_at) })
        })
        .collect()
}

/// End every other session of who asks.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn end_others(conn: &mut DbConn, ctx: &Ctx) -> Result<()> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    end_but(conn, ctx, &user, ctx.actor.session.as_ref())
}

/// End every session of a person except one, each with a leaf.
pub(super) fn end_but(conn: &mut DbConn, ctx: &Ctx, user: &UserId, keep: Option<&SessionId>) -> Result<()> {
    for row in sessions::running_of(conn, user, ctx.now, ctx.now - IDLE)? {
        let id: SessionId = types::id("sessions", &row.id)?;
        if Some(&id) == keep {
            continue;
        }
        sessions::end(conn, &id, ctx.now)?;
        let reason = Token::parse("by_person").map_err(Error::internal)?;
        ctx.record(conn, &Place::default(), Event::SessionEnded { subject: id, reason })?;
    }
    Ok(())
}
