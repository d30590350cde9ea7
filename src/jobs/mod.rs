//! The runner: work that was enqueued in a business transaction is done here, afterwards, and at least once.
//!
//! May import: app, storage, domain, mail, files, clock. Each kind of work is repeatable without harm, because a
//! runner that dies after the work and before the note does it again.

mod daily;
mod inspect;
mod render;
mod send_mail;

pub use daily::sweep;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};

use crate::app::{self, Ctx, Database, access, evidence_requests, policy, supply};
use crate::auth::origin::PublicUrl;
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::domain::access::{Actor, Via};
use crate::domain::ids::{AdmissionId, RegionId, WindowId};
use crate::domain::job::{self, Job, Retry};
use crate::domain::terms::local_day;
use crate::files::Store;
use crate::mail::Mailer;
use crate::storage::DbConn;
use crate::storage::jobs::{self as queue, JobRow};

/// How long one piece of work may take before another runner may take it over.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
/// How long an idle runner waits.
const PAUSE: Duration = Duration::from_secs(1);

/// Everything the work needs. Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Ids and salts.
    pub source: Source,
    /// The evidence store.
    pub store: Store,
    /// The way out for mail.
    pub mailer: Mailer,
    /// This program, to start the inspecting child.
    pub exe: Arc<PathBuf>,
    /// The right-hand side of message ids: the host of the public address.
    pub mail_domain: Arc<str>,
    /// Our address, for links in mail.
    pub portal: PublicUrl,
}

/// Work that was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It may work another time.
    #[error("{0}")]
    Again(String),
    /// It will never work; a person must look.
    #[error("{0}")]
    Never(String),
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        match error {
            // What it was about has gone or has changed: nothing is left to do, and nothing to repeat.
            app::Error::NotFound | app::Error::Refused(_) => Self::Never(error.to_string()),
            other => Self::Again(format!("{other}: {}", source_of(&other))),
        }
    }
}

/// Let the close of a window take effect.
async fn close_window(worker: &Worker, window: WindowId) -> Result<(), Failure> {
    let ctx = worker.ctx();
    Ok(worker.write(move |conn| policy::close(conn, &ctx, &window)).await?)
}

/// Publish the supply of a window that has opened.
async fn publish_supply(worker: &Worker, window: WindowId) -> Result<(), Failure> {
    let ctx = worker.ctx();
    Ok(worker.write(move |conn| supply::publish(conn, &ctx, &window)).await?)
}

/// Ask what is due some time after an admission started.
async fn ask_after_start(
    worker: &Worker,
    region: RegionId,
    admission: AdmissionId,
    on: NaiveDate,
) -> Result<(), Failure> {
    let (ctx, portal) = (worker.ctx(), worker.portal.clone());
    let ask = move |conn: &mut DbConn| {
        evidence_requests::ask_after_start(conn, &ctx, &access::for_system(region), (&admission, on), &portal)
    };
    Ok(worker.write(ask).await?)
}

fn source_of(error: &dyn std::error::Error) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

impl Worker {
    /// Do the work as it falls due, until `stopped` resolves.
    pub async fn run(&self, stopped: impl Future<Output = ()>) {
        tokio::pin!(stopped);
        let mut planned = None;
        loop {
            let today = local_day(self.clock.now());
            if planned != Some(today) {
                match self.plan_day(today).await {
                    Ok(()) => planned = Some(today),
                    Err(error) => tracing::warn!(%error, "the work of the day cannot be planned"),
                }
            }
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "the queue of work cannot be read"),
            }
            tokio::select! {
                () = &mut stopped => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    /// Do the work of the day and everything that is due, for who has no runner going all the time.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub async fn catch_up(&self) -> app::Result<()> {
        self.plan_day(local_day(self.clock.now())).await?;
        self.drain().await.map(drop)
    }

    /// Do everything that is due now; how many pieces.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub async fn drain(&self) -> app::Result<usize> {
        let mut done = 0;
        while self.step().await? {
            done += 1;
        }
        Ok(done)
    }

    /// Do the piece of work that is due first; false when none is.
    async fn step(&self) -> app::Result<bool> {
        let now = self.clock.now();
        let Some(row) = self.read(move |conn| Ok(queue::claim(conn, now, now + PATIENCE)?)).await? else {
            return Ok(false);
        };
        let outcome = match serde_json::from_str::<Job>(&row.payload_json) {
            Ok(job) => self.perform(job).await,
            Err(error) => Err(Failure::Never(format!("this program does not know the job: {error}"))),
        };
        self.settle(row, outcome).await?;
        Ok(true)
    }

    /// Enqueue the work of the Dutch calendar day; doing so again enqueues nothing.
    async fn plan_day(&self, today: NaiveDate) -> app::Result<()> {
        let ctx = self.ctx();
        self.read(move |conn| {
            for job in Job::daily(today) {
                if !queue::was_enqueued(conn, &job)? {
                    ctx.enqueue(conn, &job)?;
                }
            }
            Ok(())
        })
        .await
    }

    async fn perform(&self, job: Job) -> Result<(), Failure> {
        match job {
            Job::SendMail { mail } => send_mail::perform(self, mail).await,
            Job::InspectEvidence { evidence } => inspect::perform(self, evidence).await,
            Job::RenderLetter { letter } => render::letter(self, letter).await,
            Job::RenderReceipt { snapshot } => render::receipt(self, snapshot).await,
            Job::RenderNota { nota } => render::nota(self, nota).await,
            Job::CloseWindow { window } => close_window(self, window).await,
            Job::PublishSupply { window } => publish_supply(self, window).await,
            Job::AskAfterStart { region, admission, on } => {
                ask_after_start(self, region, admission, on).await
            }
            Job::ActivateAdmissions { on } => daily::activate_admissions(self, on).await,
            Job::ResumeAdmissions { on } => daily::resume_admissions(self, on).await,
            Job::ExpireClarifications { on } => daily::expire_clarifications(self, on).await,
            Job::RemindOfEvidence { .. } => daily::remind_of_evidence(self).await,
            Job::RemindOfDrafts { .. } => daily::remind_of_drafts(self).await,
            Job::AskForPlaces { .. } => daily::ask_for_places(self).await,
            Job::AskForConfirmation { .. } => daily::ask_for_confirmation(self).await,
            Job::RemindOfRepair { .. } => daily::remind_of_repair(self).await,
            Job::TellDecided { on } => daily::tell_decided(self, on).await,
            Job::HandOverWork { .. } => daily::hand_over_work(self).await,
            Job::EndSessions { on } => daily::end_sessions(self, on).await,
            Job::ReplayDecisions { on } => daily::replay_decisions(self, on).await,
            Job::SweepFiles { on } => daily::sweep_files(self, on).await,
            Job::RaiseSignals { .. } => daily::raise_signals(self).await,
        }
    }

    async fn settle(&self, row: JobRow, outcome: Result<(), Failure>) -> app::Result<()> {
        let now = self.clock.now();
        let attempts = u32::try_from(row.attempts).unwrap_or(0) + 1;
        self.read(move |conn| {
            let (why, retry) = match outcome {
                Ok(()) => return Ok(queue::done(conn, &row.id, now)?),
                Err(Failure::Never(why)) => (why, Retry::GiveUp),
                Err(Failure::Again(why)) => (why, job::after_failure(attempts)),
            };
            tracing::warn!(kind = row.kind, job = row.id, attempts, why, "work failed");
            match retry {
                Retry::After(wait) => Ok(queue::retry(conn, &row.id, &why, now + wait)?),
                Retry::GiveUp => Ok(queue::give_up(conn, &row.id, &why, now)?),
            }
        })
        .await
    }

    /// Read, or write what makes no leaf, on a thread that may wait.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConn) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let database = self.database.clone();
        tokio::task::spawn_blocking(move || database.read(work)).await.map_err(app::Error::internal)?
    }

    /// Run a use case on a thread that may wait.
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConn) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let database = self.database.clone();
        tokio::task::spawn_blocking(move || database.write(work)).await.map_err(app::Error::internal)?
    }

    /// The circumstances of work that nobody in person does.
    fn ctx(&self) -> Ctx {
        Ctx::new(self.clock.now(), Actor::system(Via::Job), self.source.clone())
    }
}
