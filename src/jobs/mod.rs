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
use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};

use crate::app::tlog::Notary;
use crate::app::{self, Ctx, Database, access, evidence_requests, policy, supply};
use crate::auth::origin::PublicUrl;
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::domain::access::{Actor, Via};
use crate::domain::code::Code as _;
use crate::domain::ids::{AdmissionId, RegionId, WindowId};
use crate::domain::job::{self, Job, JobKind, Retry};
use crate::domain::terms::local_day;
use crate::files::Store;
use crate::mail::Mailer;
use crate::storage::DbConn;
use crate::storage::jobs::{self as queue, JobRow};

/// How long one piece of work may take before another runner may take it over.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
/// The log is signed as often, where there is something new in it.
const EACH: Duration = Duration::from_secs(60);
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
    /// Who signs the log; nobody while a demo is being made.
    pub notary: Option<Notary>,
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

/// What a step came to.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Nothing was due.
    Idle,
    /// A piece of work was done, or put off; none where this program does not know it.
    Done(Option<JobKind>),
}

/// When the log is signed: each minute, and once the work is done that belongs to a moment in law.
#[derive(Default)]
struct Signing {
    last: Option<Instant>,
    owed: bool,
}

impl Signing {
    /// Whether it is due after this step. Of many letters at once the last one is waited for, though never longer than a minute.
    fn is_due(&mut self, step: Option<&Step>) -> bool {
        if let Some(Step::Done(Some(kind))) = step {
            self.owed |= kind.is_legal_moment();
        }
        let idle = matches!(step, Some(Step::Idle));
        let due = (idle && self.owed) || self.last.is_none_or(|last| last.elapsed() >= EACH);
        if due {
            (self.last, self.owed) = (Some(Instant::now()), false);
        }
        due
    }
}

impl Worker {
    /// Do the work as it falls due, until `stopped` resolves.
    pub async fn run(&self, stopped: impl Future<Output = ()>) {
        tokio::pin!(stopped);
        let (mut planned, mut signing) = (None, Signing::default());
        loop {
            let today = local_day(self.clock.now());
            if planned != Some(today) {
                match self.plan_day(today).await {
                    Ok(()) => planned = Some(today),
                    Err(error) => tracing::warn!(%error, "the work of the day cannot be planned"),
                }
            }
            let step = self.step().await;
            if signing.is_due(step.as_ref().ok()) {
                self.sign().await;
            }
            match step {
                Ok(Step::Done(_)) => continue,
                Ok(Step::Idle) => {}
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
        while let Step::Done(_) = self.step().await? {
            done += 1;
        }
        self.sign().await;
        Ok(done)
    }

    /// Do the piece of work that is due first.
    async fn step(&self) -> app::Result<Step> {
        let now = self.clock.now();
        let Some(row) = self.read(move |conn| Ok(queue::claim(conn, now, now + PATIENCE)?)).await? else {
            return Ok(Step::Idle);
        };
        let kind = JobKind::from_code(&row.kind);
        let outcome = match serde_json::from_str::<Job>(&row.payload_json) {
            Ok(job) => self.perform(job).await,
            Err(error) => Err(Failure::Never(format!("this program does not know the job: {error}"))),
        };
        self.settle(row, outcome).await?;
        Ok(Step::Done(kind))
    }

    /// Sign the log as it is now. That it cannot be is told each time: nobody should get used to it.
    async fn sign(&self) {
        let Some(notary) = self.notary.clone() else { return };
        let (database, now) = (self.database.clone(), self.clock.now());
        match tokio::task::spawn_blocking(move || notary.sign(&database, now)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "the log is not signed"),
            Err(error) => tracing::error!(%error, "signing the log fell"),
        }
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
