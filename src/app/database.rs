//! The database as doors use it: borrow a connection, do one thing, give it back. Blocking: doors call it off their event loop.
//! May import: storage, app::{ctx, error, once}.

use chrono::{DateTime, Utc};

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::once::Once;
pub use crate::storage::DbConn;
use crate::storage::migrate::{self, MigrateError};
use crate::storage::{self, DbPool};

/// The connections of this process. Cheap to copy.
#[derive(Clone)]
pub struct Database(DbPool);

impl Database {
    /// Use a pool.
    #[must_use]
    pub fn new(pool: DbPool) -> Self {
        Self(pool)
    }

    /// Read.
    ///
    /// # Errors
    /// What `work` refuses; [`Error::Unavailable`] when no connection comes.
    pub fn read<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
        work(&mut **self.0.get()?)
    }

    /// Read on this very thread, even an event loop, when nothing has to be waited for; otherwise `work` comes back undone. For a
    /// few rows along an index: handing such a read to another thread costs more than the read.
    ///
    /// # Errors
    /// `work`, when no connection lies ready; what `work` refuses is in its own result.
    pub fn read_at_hand<T, W: FnOnce(&mut DbConn) -> Result<T>>(
        &self,
        work: W,
    ) -> std::result::Result<Result<T>, W> {
        match self.0.at_hand() {
            Some(mut conn) => Ok(work(&mut conn)),
            None => Err(work),
        }
    }

    /// Write what makes no leaf: sessions and attempts.
    ///
    /// # Errors
    /// What `work` refuses; nothing of it is then kept.
    pub fn light<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
        storage::light(&mut **self.0.get()?, work)
    }

    /// Write, with leaf and jobs in the same transaction.
    ///
    /// # Errors
    /// What `work` refuses; nothing of it is then kept.
    pub fn write<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
        storage::write(&mut **self.0.get()?, work)
    }

    /// Handle a form once: where to go next.
    ///
    /// # Errors
    /// What `work` refuses; nothing of it is then kept.
    pub fn once(
        &self,
        ctx: &Ctx,
        once: &Once,
        work: impl FnOnce(&mut DbConn) -> Result<String>,
    ) -> Result<String> {
        self.write(|conn| once.run(conn, ctx, work))
    }

    /// Whether it answers, at our schema and with its guards.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with the reason for the operator.
    pub fn ready(&self) -> Result<()> {
        let checked = migrate::check(&mut **self.0.get()?);
        checked.map_err(|error: MigrateError| Error::Unavailable(Box::new(error)))
    }
}

impl Database {
    /// What the clock of the database says; none where it has no clock of its own.
    ///
    /// # Errors
    /// What the database says; [`Error::Unavailable`] when no connection comes.
    pub fn server_time(&self) -> Result<Option<DateTime<Utc>>> {
        Ok(storage::db::server_time(&mut **self.0.get()?)?)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}
