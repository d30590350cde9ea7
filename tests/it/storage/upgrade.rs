//! A filled database of every earlier schema becomes one of today, with everything that was in it.

use std::path::Path;

use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};
use openhuis::storage::db::Kind;
use openhuis::storage::{DatabaseUrl, DbConn, migrate};

use super::rows::{ROWS, fill};
use super::schema::{lines, tables};
use crate::support::database::{TestDatabase, kinds};

/// Run the first `count` migrations on an empty database.
fn earlier(url: &DatabaseUrl, count: usize) {
    let folder = match url.kind() {
        Kind::Sqlite => "migrations/sqlite",
        Kind::Postgres => "migrations/postgres",
    };
    let all = FileBasedMigrations::from_path(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut conn = url.connect().unwrap();
    for _ in 0..count {
        match &mut conn {
            DbConn::Postgres(pg) => pg.run_next_migration(all.clone()).unwrap(),
            DbConn::Sqlite(lite) => lite.run_next_migration(all.clone()).unwrap(),
        };
    }
}

/// Every value in every table, as text.
fn content(url: &DatabaseUrl) -> Vec<(String, Vec<String>)> {
    let mut conn = url.connect().unwrap();
    let all = tables(&mut conn);
    all.into_iter()
        .map(|table| {
            let columns = columns(&mut conn, &table);
            let values: Vec<String> = columns
                .iter()
                .flat_map(|column| {
                    let query = format!(
                        "SELECT '{column}=' || coalesce(CAST({column} AS TEXT), 'NULL') AS line FROM {table} ORDER BY 1"
                    );
                    lines(&mut conn, &query)
                })
                .collect();
            (table, values)
        })
        .collect()
}

fn columns(conn: &mut DbConn, table: &str) -> Vec<String> {
    let query = match conn {
        DbConn::Postgres(_) => format!(
            "SELECT column_name::text AS line FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1"
        ),
        DbConn::Sqlite(_) => format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY 1"),
    };
    lines(conn, &query)
}

#[test]
fn a_filled_database_of_every_earlier_schema_is_upgraded_with_all_that_is_in_it() {
    for kind in kinds() {
        for count in 1..=ROWS.len() {
            let store = TestDatabase::empty(kind).unwrap();
            earlier(&store.url, count);
            fill(&store.url, count);
            let before = content(&store.url);
            let filled = before.iter().filter(|(_, values)| !values.is_empty()).count();
            assert_eq!(filled, before.len(), "a table has no row in tests/it/storage/rows");
            assert_eq!(migrate::migrate(&store.url).unwrap(), ROWS.len() - count, "{kind:?} from {count}");
            let after = content(&store.url);
            for (table, values) in &before {
                let (_, now) = after.iter().find(|(name, _)| name == table).unwrap();
                let lost: Vec<_> = values.iter().filter(|value| !now.contains(value)).collect();
                assert!(lost.is_empty() && now.len() >= values.len(), "{kind:?}: {table} lost {lost:?}");
            }
            migrate::check(&mut store.url.connect().unwrap()).unwrap();
        }
    }
}

#[test]
fn a_database_of_an_earlier_schema_is_not_served() {
    for kind in kinds() {
        let store = TestDatabase::empty(kind).unwrap();
        earlier(&store.url, 1);
        let why = migrate::check(&mut store.url.connect().unwrap()).unwrap_err().to_string();
        assert!(why.contains("openhuis migrate"), "{why}");
    }
}
