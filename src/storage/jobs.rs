//! The work that waits: enqueued in the transaction of its cause, claimed by one runner at a time.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::{DbConn, light};
use super::schema::jobs;
use super::types::stored;
use crate::domain::code::Code as _;
use crate::domain::ids::JobId;
use crate::domain::job::Job;

/// A piece of work.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct JobRow {
    /// Identifier.
    pub id: String,
    /// Kind code, for lists.
    pub kind: String,
    /// The job as JSON.
    pub payload_json: String,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub last_error: String,
    /// When it is due.
    pub run_at: NaiveDateTime,
}

/// Add a job, unless the same one waits already.
///
/// # Errors
/// What the database says.
pub fn enqueue(
    conn: &mut DbConn,
    id: &JobId,
    job: &Job,
    run_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let dedupe = job.dedupe_key();
    let waiting: bool = diesel::select(diesel::dsl::exists(
        jobs::table
            .filter(jobs::dedupe_key.eq(&dedupe))
            .filter(jobs::state.eq("queued"))
            .filter(jobs::locked_until.is_null()),
    ))
    .get_result(conn)?;
    if waiting {
        return Ok(());
    }
    let payload =
        serde_json::to_string(job).map_err(|why| diesel::result::Error::SerializationError(Box::new(why)))?;
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(id.as_str()),
            jobs::kind.eq(job.kind().code()),
            jobs::dedupe_key.eq(dedupe),
            jobs::payload_json.eq(payload),
            jobs::state.eq("queued"),
            jobs::run_at.eq(stored(run_at)),
            jobs::created_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// Was this very job enqueued before, whatever became of it? Daily work carries its day.
///
/// # Errors
/// What the database says.
pub fn was_enqueued(conn: &mut DbConn, job: &Job) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(jobs::table.filter(jobs::dedupe_key.eq(job.dedupe_key()))))
        .get_result(conn)
}

/// Claim the job that is due first, until `locked_until`; another runner may take it after that.
///
/// # Errors
/// What the database says.
pub fn claim(
    conn: &mut DbConn,
    now: DateTime<Utc>,
    locked_until: DateTime<Utc>,
) -> QueryResult<Option<JobRow>> {
    light(conn, |conn| {
        let is_due = jobs::state
            .eq("queued")
            .and(jobs::run_at.le(stored(now)))
            .and(jobs::locked_until.is_null().or(jobs::locked_until.lt(stored(now))));
        let order = (jobs::run_at, jobs::id);
        // Two runners on PostgreSQL must not wait for each other; on SQLite the transaction itself is the lock.
        let first: Option<JobRow> = match conn {
            DbConn::Postgres(pg) => jobs::table
                .filter(is_due)
                .order(order)
                .select(JobRow::as_select())
                .for_update()
                .skip_locked()
                .first(pg)
                .optional()?,
            DbConn::Sqlite(lite) => {
                jobs::table.filter(is_due).order(order).select(JobRow::as_select()).first(lite).optional()?
            }
        };
        if let Some(row) = &first {
            diesel::update(jobs::table.find(&row.id))
                .set((
                    jobs::locked_until.eq(Some(stored(locked_until))),
                    jobs::attempts.eq(jobs::attempts + 1),
                ))
                .execute(conn)?;
        }
        Ok(first)
    })
}

/// A job is done.
///
/// # Errors
/// What the database says.
pub fn done(conn: &mut DbConn, id: &str, now: DateTime<Utc>) -> QueryResult<()> {
    settle(conn, id, "done", "", now)
}

/// A job will not be tried again.
///
/// # Errors
/// What the database says.
pub fn give_up(conn: &mut DbConn, id: &str, why: &str, now: DateTime<Utc>) -> QueryResult<()> {
    settle(conn, id, "failed", why, now)
}

fn settle(conn: &mut DbConn, id: &str, state: &str, why: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(jobs::table.find(id))
        .set((jobs::state.eq(state), jobs::last_error.eq(why), jobs::finished_at.eq(Some(stored(now)))))
        .execute(conn)
        .map(drop)
}

/// A job failed and will be tried again.
///
/// # Errors
/// What the database says.
pub fn retry(conn: &mut DbConn, id: &str, why: &str, run_at: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(jobs::table.find(id))
        .set((
            jobs::last_error.eq(why),
            jobs::run_at.eq(stored(run_at)),
            jobs::locked_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)
        .map(drop)
}

/// How many jobs wait and how many were given up: for the metrics and the outbox page.
///
/// # Errors
/// What the database says.
pub fn counts(conn: &mut DbConn) -> QueryResult<(i64, i64)> {
    let waiting = jobs::table.filter(jobs::state.eq("queued")).count().get_result(conn)?;
    let failed = jobs::table.filter(jobs::state.eq("failed")).count().get_result(conn)?;
    Ok((waiting, failed))
}
