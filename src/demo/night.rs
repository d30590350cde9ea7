//! The evenings of the story: the runner does the work that waits, as it would have done then, so that letters carry
//! the day they left and terms end on their day.
//! May import: app, auth, clock, files, jobs, mail.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::runtime::{Builder, Runtime};

use super::{DemoError, Ground};
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::jobs::Worker;
use crate::mail::Mailer;

/// The runner of the story.
pub struct Night {
    worker: Worker,
    runtime: Runtime,
}

impl Night {
    /// A runner that keeps mail in the outbox.
    ///
    /// # Errors
    /// When the machine gives no thread to wait on.
    pub fn new(ground: &Ground<'_>, source: Source, start: DateTime<Utc>) -> Result<Self, DemoError> {
        let worker = Worker {
            database: ground.database.clone(),
            clock: Clock::fixed(start),
            source,
            store: ground.store.clone(),
            mailer: Mailer::Outbox,
            exe: Arc::new(ground.exe.to_owned()),
            mail_domain: ground.portal.host().into(),
            portal: ground.portal.clone(),
            notary: None,
        };
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self { worker, runtime: runtime.map_err(|error| DemoError::Runner(error.to_string()))? })
    }

    /// Do the work of the day and everything that waits.
    ///
    /// # Errors
    /// What the database says.
    pub fn falls(&self, at: DateTime<Utc>) -> Result<(), DemoError> {
        self.worker.clock.set(at);
        Ok(self.runtime.block_on(self.worker.catch_up())?)
    }
}
