//! A form is handled once: sending it again gets the same answer, and nothing is done twice.
//! May import: domain, storage.

use super::ctx::Ctx;
use super::error::{Error, Result};
use crate::storage::{DbConn, idempotency, idempotency::Answered};

/// The mark of one sending of one form.
#[derive(Debug, Clone)]
pub struct Once {
    /// Name of the route.
    pub route: &'static str,
    /// The `_once` field of the form.
    pub key: String,
    /// SHA-256 of the form's content.
    pub body_hash: String,
}

impl Once {
    /// Do `work` unless this form was handled before; where to go next. Only inside [`crate::storage::write`].
    ///
    /// # Errors
    /// [`Error::Repeated`] when the same mark comes with another content; else what `work` refuses.
    pub fn run(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        work: impl FnOnce(&mut DbConn) -> Result<String>,
    ) -> Result<String> {
        // Who is not logged in shares one name: the mark itself is random and long.
        let user = ctx.actor.user.as_ref().map_or("anonymous", |id| id.as_str());
        if let Some(answered) = idempotency::find(conn, user, self.route, &self.key)? {
            return if answered.body_hash == self.body_hash {
                Ok(answered.location)
            } else {
                Err(Error::Repeated)
            };
        }
        let location = work(conn)?;
        let answered = Answered { body_hash: self.body_hash.clone(), location: location.clone() };
        idempotency::keep(conn, (user, self.route, &self.key), &answered, ctx.now)?;
        Ok(location)
    }
}
