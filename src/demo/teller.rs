//! Tells the story of the demo in order of time: each step is a use case at its own moment, in its own transaction.
//! May import: app, auth, domain.

use chrono::{DateTime, TimeDelta, Utc};

use super::DemoError;
use crate::app::{Ctx, Database, DbConn};
use crate::auth::random::Source;
use crate::domain::access::{Actor, Role, Via};
use crate::domain::ids::{OrgId, UserId};

/// Where the story is now.
pub struct Teller<'a> {
    database: &'a Database,
    source: Source,
    now: DateTime<Utc>,
}

impl<'a> Teller<'a> {
    /// Begin at a moment.
    #[must_use]
    pub fn new(database: &'a Database, source: Source, start: DateTime<Utc>) -> Self {
        Self { database, source, now: start }
    }

    /// The moment the story has reached.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Go on to a moment; the story never goes back.
    pub fn skip_to(&mut self, moment: DateTime<Utc>) {
        self.now = self.now.max(moment);
    }

    /// Let some time pass before the next step.
    pub fn pause(&mut self, time: TimeDelta) {
        self.now += time;
    }

    /// One step of the portal itself.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn system<T>(
        &mut self,
        step: impl FnOnce(&mut DbConn, &Ctx) -> crate::app::Result<T>,
    ) -> Result<T, DemoError> {
        self.step(Actor::system(Via::Cli), step)
    }

    /// One step of somebody without an account.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn nobody<T>(
        &mut self,
        step: impl FnOnce(&mut DbConn, &Ctx) -> crate::app::Result<T>,
    ) -> Result<T, DemoError> {
        self.step(Actor::anonymous(Via::Web), step)
    }

    /// Look something up.
    ///
    /// # Errors
    /// What the database says.
    pub fn look<T>(&self, look: impl FnOnce(&mut DbConn) -> crate::app::Result<T>) -> Result<T, DemoError> {
        Ok(self.database.read(look)?)
    }

    /// One step of a person in a role, for an organisation where the role is of one.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn person<T>(
        &mut self,
        user: &UserId,
        role: Role,
        org: Option<&OrgId>,
        step: impl FnOnce(&mut DbConn, &Ctx) -> crate::app::Result<T>,
    ) -> Result<T, DemoError> {
        let actor = Actor { user: Some(user.clone()), org: org.cloned(), role, ..Actor::anonymous(Via::Web) };
        self.step(actor, step)
    }

    fn step<T>(
        &mut self,
        actor: Actor,
        step: impl FnOnce(&mut DbConn, &Ctx) -> crate::app::Result<T>,
    ) -> Result<T, DemoError> {
        self.now += TimeDelta::milliseconds(1_250);
        let ctx = Ctx::new(self.now, actor, self.source.clone());
        Ok(self.database.write(|conn| step(conn, &ctx))?)
    }
}
