//! The work of the day: what a date brings about without anybody pressing a button.
//! May import: app, storage, domain, files.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Failure, Worker};
use crate::app::access::{self, IDLE};
use crate::app::{
    self, Ctx, Database, admissions, confirmations, drafts, evidence_requests, follow, letters, login,
    replay, review, signals, supply,
};
use crate::auth::origin::PublicUrl;
use crate::files::{Sha256, Store, StoreError, Swept};
use crate::storage::{DbConn, RegionScope, blobs, idempotency, sessions};

/// Uploads and files without a row are left alone this long: somebody may be about to write the row.
const GRACE: TimeDelta = TimeDelta::hours(24);
/// Rows that are forgotten at once: fewer than a statement of SQLite can name.
const CHUNK: i64 = 1_000;
/// Times that many on one day.
const CHUNKS: usize = 1_000;
/// Answers to forms are remembered this long.
const MEMORY: TimeDelta = TimeDelta::days(7);

/// Admissions whose first day has come start, where the signed overeenkomst is there. `on` may lie behind us: a runner
/// that was away catches up.
pub(super) async fn activate_admissions(worker: &Worker, on: NaiveDate) -> Result<(), Failure> {
    let ctx = worker.ctx();
    let started = worker.write(move |conn| admissions::activate(conn, &ctx, on)).await?;
    if started > 0 {
        tracing::info!(started, %on, "admissions have started");
    }
    Ok(())
}

/// Suspended admissions are active again when their last day is behind us.
pub(super) async fn resume_admissions(worker: &Worker, on: NaiveDate) -> Result<(), Failure> {
    let ctx = worker.ctx();
    let resumed = worker.write(move |conn| admissions::resume(conn, &ctx, on)).await?;
    if resumed > 0 {
        tracing::info!(resumed, %on, "suspensions are over");
    }
    Ok(())
}

/// Requests for repair whose term ended before this day are closed.
pub(super) async fn expire_clarifications(worker: &Worker, on: NaiveDate) -> Result<(), Failure> {
    let ctx = worker.ctx();
    let closed = worker.write(move |conn| review::expire(conn, &ctx, on)).await?;
    if closed > 0 {
        tracing::info!(closed, %on, "terms for repair have ended");
    }
    Ok(())
}

/// Who has not answered a herstelverzoek or a voornemen is reminded some days before the last. A runner that was away looks at today only.
pub(super) async fn remind_of_repair(worker: &Worker) -> Result<(), Failure> {
    let mut reminded = 0;
    for scope in worker.read(access::every_region).await? {
        let ctx = worker.ctx();
        reminded += worker.write(move |conn| letters::remind(conn, &ctx, &scope)).await?;
    }
    if reminded > 0 {
        tracing::info!(reminded, "aanbieders were reminded of what they can still answer");
    }
    Ok(())
}

/// What was decided is told in windows whose last day for decisions has come. `on` may lie behind us: a runner that was away catches up.
pub(super) async fn tell_decided(worker: &Worker, on: NaiveDate) -> Result<(), Failure> {
    let ctx = worker.ctx();
    let told = worker.write(move |conn| letters::bundle(conn, &ctx, on)).await?;
    if told > 0 {
        tracing::info!(told, %on, "what was decided is told, the rest follows");
    }
    Ok(())
}

/// Who has not answered a request for evidence is reminded on some days before the last. A runner that was away looks at today only.
pub(super) async fn remind_of_evidence(worker: &Worker) -> Result<(), Failure> {
    let reminded = in_each_region(worker, evidence_requests::remind).await?;
    if reminded > 0 {
        tracing::info!(reminded, "aanbieders were reminded of requests for evidence");
    }
    Ok(())
}

/// Who has a draft in a window that soon closes is reminded. A runner that was away looks at today only.
pub(super) async fn remind_of_drafts(worker: &Worker) -> Result<(), Failure> {
    let reminded = in_each_region(worker, drafts::remind).await?;
    if reminded > 0 {
        tracing::info!(reminded, "aanbieders were reminded of drafts");
    }
    Ok(())
}

/// Who stated its free places too long ago is asked for new figures.
pub(super) async fn ask_for_places(worker: &Worker) -> Result<(), Failure> {
    let asked = in_each_region(worker, supply::ask).await?;
    if asked > 0 {
        tracing::info!(asked, "aanbieders were asked how many places they have free");
    }
    Ok(())
}

/// Who is admitted is asked once a year to confirm what it told, and reminded while it did not.
pub(super) async fn ask_for_confirmation(worker: &Worker) -> Result<(), Failure> {
    let told = in_each_region(worker, confirmations::ask).await?;
    if told > 0 {
        tracing::info!(told, "aanbieders were asked for their yearly confirmation");
    }
    Ok(())
}

/// What expired while nobody sent a newer paper is a signal for toezicht.
pub(super) async fn raise_signals(worker: &Worker) -> Result<(), Failure> {
    let raised = in_each_region(worker, signals::raise).await?;
    if raised > 0 {
        tracing::info!(raised, "papers that expired became signals");
    }
    Ok(())
}

/// Mail on behalf of a region; how many.
type Telling = fn(&mut DbConn, &Ctx, &RegionScope, &PublicUrl) -> app::Result<usize>;

/// Let each region tell what it has to tell, each in a transaction of its own; how many were told in all.
async fn in_each_region(worker: &Worker, tell: Telling) -> Result<usize, Failure> {
    let mut told = 0;
    for scope in worker.read(access::every_region).await? {
        let (ctx, portal) = (worker.ctx(), worker.portal.clone());
        told += worker.write(move |conn| tell(conn, &ctx, &scope, &portal)).await?;
    }
    Ok(told)
}

/// The open work of who is away from today on goes to a substitute, or back. A runner that was away looks at today only.
pub(super) async fn hand_over_work(worker: &Worker) -> Result<(), Failure> {
    let regions = worker.read(access::every_region).await?;
    for scope in regions {
        let ctx = worker.ctx();
        let moved = worker.write(move |conn| review::absence::begin(conn, &ctx, &scope)).await?;
        if moved > 0 {
            tracing::info!(moved, "work of people who are away was handed over");
        }
    }
    Ok(())
}

/// Every decision of every region is evaluated again, and what a night found is noted per region.
pub(super) async fn replay_decisions(worker: &Worker, on: NaiveDate) -> Result<(), Failure> {
    let regions = worker.read(access::every_region).await?;
    for scope in regions {
        let reading = scope.clone();
        let night = worker.read(move |conn| replay::every(conn, &reading, |_| ())).await?;
        let deviations = night.deviations.len();
        tracing::info!(decisions = night.decisions, deviations, %on, "decisions were evaluated again");
        let (ctx, link) = (worker.ctx(), format!("{}/beheer/herberekening", worker.portal.as_str()));
        worker.write(move |conn| replay::note(conn, &ctx, &scope, &night, &link)).await?;
    }
    Ok(())
}

pub(super) async fn end_sessions(worker: &Worker, _: NaiveDate) -> Result<(), Failure> {
    let now = worker.clock.now();
    worker
        .read(move |conn| {
            sessions::forget_over(conn, now, now - IDLE)?;
            idempotency::forget_before(conn, now - MEMORY)?;
            Ok(())
        })
        .await?;
    // A few at a time, each its own short write: after a wave of attempts there may be many.
    in_chunks(worker, move |conn| login::forget_attempts(conn, now, CHUNK)).await?;
    in_chunks(worker, move |conn| follow::forget_unconfirmed(conn, now, CHUNK)).await
}

/// Forget in chunks until nothing is left; what is left after [`CHUNKS`] goes tomorrow.
async fn in_chunks(
    worker: &Worker,
    forget: impl Fn(&mut DbConn) -> app::Result<usize> + Copy + Send + 'static,
) -> Result<(), Failure> {
    for _ in 0..CHUNKS {
        if worker.read(forget).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// Remove unfinished uploads and files without a row from before a moment.
///
/// # Errors
/// What the file system refuses.
pub fn sweep(store: &Store, database: &Database, before: DateTime<Utc>) -> Result<Swept, StoreError> {
    // When the database does not answer, every file is taken for known: a sweep may miss, never lose.
    let known = |sha256: &Sha256| {
        database.read(|conn| Ok(blobs::is_known(conn, &sha256.to_string())?)).unwrap_or(true)
    };
    store.sweep(known, before)
}

pub(super) async fn sweep_files(worker: &Worker, _: NaiveDate) -> Result<(), Failure> {
    let (store, database) = (worker.store.clone(), worker.database.clone());
    let older_than = worker.clock.now() - GRACE;
    let swept = tokio::task::spawn_blocking(move || sweep(&store, &database, older_than))
        .await
        .map_err(|why| Failure::Again(why.to_string()))?;
    match swept {
        Ok(swept) => {
            tracing::info!(?swept, "files without a row are gone");
            Ok(())
        }
        Err(StoreError::Full) => Err(Failure::Again("the evidence store is full".to_owned())),
        Err(why) => Err(Failure::Again(why.to_string())),
    }
}
