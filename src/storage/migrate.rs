//! Bringing a database to the schema of this program, and checking that its guards stand.
//! May import: diesel, db.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::{DatabaseUrl, DbConn};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Why a database cannot be used as it is.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// It does not answer.
    #[error("the database does not answer")]
    Connect(#[source] diesel::r2d2::Error),
    /// A migration was refused; the database is as it was before that migration.
    #[error("a migration failed: {0}")]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    /// A query failed.
    #[error("the database refused a query")]
    Query(#[from] diesel::result::Error),
    /// Rows point to rows that are not there.
    #[error("after migrating, {0} references point nowhere; restore the backup")]
    DanglingReferences(usize),
    /// Somebody removed an append-only guard.
    #[error("the append-only guard {0} is missing; restore it or the backup before serving")]
    MissingGuard(String),
    /// Migrations wait to be run.
    #[error("the database has an older schema; run: openhuis migrate")]
    Pending,
}

/// Run what is pending; the number of migrations that ran.
///
/// # Errors
/// See [`MigrateError`].
pub fn migrate(url: &DatabaseUrl) -> Result<usize, MigrateError> {
    let mut conn = url.connect().map_err(MigrateError::Connect)?;
    match &mut conn {
        DbConn::Postgres(pg) => {
            Ok(pg.run_pending_migrations(POSTGRES).map_err(MigrateError::Migration)?.len())
        }
        DbConn::Sqlite(lite) => {
            // Rebuilding a table would delete the rows that point to it; the check afterwards replaces the guard.
            lite.batch_execute("PRAGMA foreign_keys = OFF")?;
            let ran = lite.run_pending_migrations(SQLITE).map_err(MigrateError::Migration)?.len();
            let dangling = diesel::sql_query("SELECT \"table\" AS name FROM pragma_foreign_key_check")
                .load::<Name>(lite)?;
            if dangling.is_empty() { Ok(ran) } else { Err(MigrateError::DanglingReferences(dangling.len())) }
        }
    }
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The guards without which `serve` does not start.
const GUARDS: [&str; 8] = [
    "facts",
    "audit_leaf",
    "scheme_versions",
    "documents",
    "assessments",
    "decisions",
    "letters",
    "application_snapshots",
];

/// Is this database at our schema, with its guards?
///
/// # Errors
/// [`MigrateError::Pending`], [`MigrateError::MissingGuard`], or what the database says.
pub fn check(conn: &mut DbConn) -> Result<(), MigrateError> {
    let pending = match conn {
        DbConn::Postgres(pg) => pg.has_pending_migration(POSTGRES),
        DbConn::Sqlite(lite) => lite.has_pending_migration(SQLITE),
    };
    if pending.map_err(MigrateError::Migration)? {
        return Err(MigrateError::Pending);
    }
    let triggers = match conn {
        DbConn::Postgres(pg) => diesel::sql_query(
            "SELECT tgname::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
        )
        .load::<Name>(pg),
        DbConn::Sqlite(lite) => {
            diesel::sql_query("SELECT name FROM sqlite_master WHERE type = 'trigger'").load::<Name>(lite)
        }
    }?;
    for table in GUARDS {
        let prefix = format!("guard_{table}");
        if !triggers.iter().any(|trigger| trigger.name.starts_with(&prefix)) {
            return Err(MigrateError::MissingGuard(prefix));
        }
    }
    Ok(())
}
