//! The clock of the real program, as the test sets it, and what stands in the database about windows.

use std::ffi::OsStr;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use openhuis::app::DbConn;
use openhuis::storage::schema::{application_snapshots, windows};
use openhuis::storage::types::{instant, stored};

use crate::support::database::TestDatabase;
use crate::support::server::Server;

/// A file that says what time it is.
pub struct Hands(PathBuf);

impl Hands {
    pub fn at(store: &TestDatabase, now: DateTime<Utc>) -> Self {
        let hands = Self(store.folder.join("clock"));
        hands.set(now);
        hands
    }

    /// From now on it is this late. Whoever reads meanwhile reads the one or the other.
    pub fn set(&self, now: DateTime<Utc>) {
        let half = self.0.with_extension("half");
        std::fs::write(&half, now.timestamp_micros().to_string()).unwrap();
        std::fs::rename(half, &self.0).unwrap();
    }

    /// Tells the real program to read it.
    pub fn setting(&self) -> (&str, &OsStr) {
        ("OPENHUIS_TEST_CLOCK", self.0.as_os_str())
    }

    /// The real program on this clock.
    pub async fn start(&self, store: &TestDatabase) -> Server {
        let server = Server::start_with(store, &[self.setting()]).await.expect("the server starts");
        server.is_ready().await;
        server
    }
}

/// Let a window close then, as if nothing had closed before; what comes after it lies years ahead.
pub fn closes(conn: &mut DbConn, window: &str, at: DateTime<Utc>) {
    let years_ahead: NaiveDate = "2029-06-01".parse().unwrap();
    diesel::update(windows::table.find(window))
        .set((
            windows::closes_at.eq(stored(at)),
            windows::closed_at.eq(None::<chrono::NaiveDateTime>),
            windows::decisions_due_on.eq(years_ahead),
            windows::starts_on.eq(years_ahead),
            windows::version.eq(windows::version + 1),
        ))
        .execute(conn)
        .unwrap();
}

/// When each submission of an application was received.
pub fn received(conn: &mut DbConn, application: &str) -> Vec<DateTime<Utc>> {
    let of = application_snapshots::table.filter(application_snapshots::application_id.eq(application));
    let found: Vec<chrono::NaiveDateTime> =
        of.order(application_snapshots::seq).select(application_snapshots::received_at).load(conn).unwrap();
    found.into_iter().map(instant).collect()
}
