//! The work of the day: what a date brings about without anybody pressing a button.
//! May import: app, storage, domain, files.

use chrono::{NaiveDate, TimeDelta};

use super::{Failure, Worker};
use crate::app::access::IDLE;
use crate::files::StoreError;
use crate::storage::{blobs, idempotency, sessions};

/// Uploads and files without a row are left alone this long: somebody may be about to write the row.
const GRACE: TimeDelta = TimeDelta::hours(24);
/// Answers to forms are remembered this long.
const MEMORY: TimeDelta = TimeDelta::days(7);

pub(super) async fn end_sessions(worker: &Worker, _: NaiveDate) -> Result<(), Failure> {
    let now = worker.clock.now();
    worker
        .read(move |conn| {
            sessions::forget_over(conn, now, now - IDLE)?;
            idempotency::forget_before(conn, now - MEMORY)?;
            Ok(())
        })
        .await?;
    Ok(())
}

pub(super) async fn sweep_files(worker: &Worker, _: NaiveDate) -> Result<(), Failure> {
    let (store, database) = (worker.store.clone(), worker.database.clone());
    let older_than = worker.clock.now() - GRACE;
    let swept = tokio::task::spawn_blocking(move || {
        // When the database does not answer, every file is taken for known: a sweep may miss, never lose.
        store.sweep(|sha256| database.read(|conn| Ok(blobs::is_known(conn, &sha256.hex())?)).unwrap_or(true), older_than)
    })
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
