//! Which looks are noted: one per session, role, event, subject and clock hour, whatever the page.
//! May import: app, domain, storage.

use chrono::{DurationRound as _, TimeDelta};

use super::ctx::{Ctx, Place};
use super::database::Database;
use super::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::storage::{DbConn, audit};

impl Database {
    /// Read what is looked at, after the look was noted. Most looks need no write: the log has this hour already.
    ///
    /// # Errors
    /// What `look` or `work` refuses; then nothing is noted.
    pub fn look<T>(
        &self,
        ctx: &Ctx,
        look: impl FnOnce(&mut DbConn) -> Result<(Place, Event)>,
        work: impl FnOnce(&mut DbConn) -> Result<T>,
    ) -> Result<T> {
        let (place, event, noted) = self.read(|conn| {
            let (place, event) = look(conn)?;
            let noted = is_noted(conn, ctx, &event)?;
            Ok((place, event, noted))
        })?;
        if !noted {
            self.write(|conn| match is_noted(conn, ctx, &event)? {
                true => Ok(()),
                false => Ok(ctx.record(conn, &place, event)?),
            })?;
        }
        self.read(work)
    }
}

fn is_noted(conn: &mut DbConn, ctx: &Ctx, event: &Event) -> Result<bool> {
    let session = ctx.actor.session.as_ref().ok_or(Error::Forbidden)?;
    let hour = ctx.now.duration_trunc(TimeDelta::hours(1)).map_err(Error::internal)?;
    let subject = event.subject().id;
    let who = (session.as_str(), ctx.actor.role);
    Ok(audit::seen_since(conn, who, event.code().code(), &subject, hour)?)
}
