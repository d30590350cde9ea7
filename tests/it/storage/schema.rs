//! Both databases have the same tables, columns, keys and guards.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::Text;
use openhuis::storage::DbConn;
use openhuis::storage::db::Kind;

use crate::support::database::{TestDatabase, cluster};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The lines that a query tells.
pub fn lines(conn: &mut DbConn, query: &str) -> Vec<String> {
    let query = diesel::sql_query(query);
    let found = match conn {
        DbConn::Postgres(pg) => query.load::<Line>(pg),
        DbConn::Sqlite(lite) => query.load::<Line>(lite),
    };
    found.unwrap().into_iter().map(|one| one.line).collect()
}

/// Every table of ours.
pub fn tables(conn: &mut DbConn) -> Vec<String> {
    let query = match conn {
        DbConn::Postgres(_) => {
            "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%' ORDER BY 1"
        }
        DbConn::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1"
        }
    };
    lines(conn, query)
}

/// In which columns a text stands, also as bytes, as `table.column`.
pub fn places_of(conn: &mut DbConn, text: &str) -> Vec<String> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut found = Vec::new();
    for table in tables(conn) {
        let columns = match conn {
            DbConn::Sqlite(_) => {
                lines(conn, &format!("SELECT name AS line FROM pragma_table_info('{table}')"))
            }
            DbConn::Postgres(_) => lines(
                conn,
                &format!(
                    "SELECT column_name::text AS line FROM information_schema.columns WHERE table_name = '{table}'"
                ),
            ),
        };
        for column in columns {
            let query = format!(
                "SELECT '{table}.{column}' AS line FROM {table} WHERE CAST(\"{column}\" AS TEXT) LIKE '%{text}%' \
                 OR CAST(\"{column}\" AS TEXT) LIKE '%{hex}%'"
            );
            found.extend(lines(conn, &query));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// `table.column type null|not null`
const PG_COLUMNS: &str = "SELECT (table_name || '.' || column_name || ' ' || replace(replace(data_type::text, \
     'timestamp without time zone', 'timestamp'), 'bytea', 'blob') || \
     CASE is_nullable WHEN 'YES' THEN ' null' ELSE ' not null' END)::text AS line \
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";
const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || c.name || ' ' || lower(c.type) || \
     CASE c.\"notnull\" WHEN 0 THEN ' null' ELSE ' not null' END AS line \
     FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";

/// `table (columns)` with `primary`, `unique`, or the name of an index, and whether it is partial.
const PG_INDEXES: &str = "SELECT (t.relname || ' ' || CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' \
     ELSE 'index ' || x.relname END || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) \
     FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) \
     || ')' || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END)::text AS line \
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid \
     JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = 'public' AND t.relname NOT LIKE '\\_\\_%'";
const SQLITE_INDEXES: &str = "SELECT t.name || ' ' || CASE WHEN l.origin = 'pk' THEN 'primary' WHEN l.\"unique\" THEN 'unique' \
     ELSE 'index ' || l.name END || ' (' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)) \
     || ')' || CASE l.partial WHEN 0 THEN '' ELSE ' partial' END AS line \
     FROM sqlite_master t JOIN pragma_index_list(t.name) l \
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
/// SQLite keeps a whole-number key without an index of its own.
const SQLITE_ROWIDS: &str = "SELECT t.name || ' primary (' || c.name || ')' AS line \
     FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk = 1 AND lower(c.type) = 'integer' \
     AND (SELECT max(pk) FROM pragma_table_info(t.name)) = 1 AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// `table (column) -> table (column)`; every key of ours has one column.
const PG_REFERENCES: &str = "SELECT (a.relname || ' (' || c.attname || ') -> ' || b.relname || ' (' || d.attname || ')')::text AS line \
     FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid \
     JOIN pg_attribute c ON c.attrelid = a.oid AND c.attnum = k.conkey[1] \
     JOIN pg_attribute d ON d.attrelid = b.oid AND d.attnum = k.confkey[1] WHERE k.contype = 'f'";
const SQLITE_REFERENCES: &str = "SELECT t.name || ' (' || f.\"from\" || ') -> ' || f.\"table\" || ' (' || f.\"to\" || ')' AS line \
     FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";

/// `event of table`, once however many triggers do it. Only SQLite knows REPLACE, and guards against it.
const PG_GUARDS: &str = "SELECT DISTINCT (lower(event_manipulation) || ' of ' || event_object_table || ' is guarded')::text AS line \
     FROM information_schema.triggers WHERE trigger_schema = 'public'";
const SQLITE_GUARDS: &str = "SELECT DISTINCT CASE WHEN sql LIKE '% BEFORE INSERT ON %' THEN 'insert' WHEN sql LIKE '% BEFORE UPDATE ON %' THEN 'update' \
     WHEN sql LIKE '% BEFORE DELETE ON %' THEN 'delete' ELSE name END || ' of ' || tbl_name || ' is guarded' AS line \
     FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'guard\\_%\\_replace' ESCAPE '\\'";

fn told(kind: Kind) -> BTreeSet<String> {
    let store = TestDatabase::fresh(kind).unwrap();
    let mut conn = store.url.connect().unwrap();
    let queries: &[&str] = match kind {
        Kind::Postgres => &[PG_COLUMNS, PG_INDEXES, PG_REFERENCES, PG_GUARDS],
        Kind::Sqlite => &[SQLITE_COLUMNS, SQLITE_INDEXES, SQLITE_ROWIDS, SQLITE_REFERENCES, SQLITE_GUARDS],
    };
    queries.iter().flat_map(|query| lines(&mut conn, query)).collect()
}

#[test]
fn both_databases_have_the_same_tables_columns_keys_and_guards() {
    let lite = told(Kind::Sqlite);
    assert!(lite.contains("users.email_key text not null") && lite.contains("users unique (email_key)"));
    assert!(
        lite.contains("facts (org_id) -> organisations (id)") && lite.contains("delete of facts is guarded")
    );
    if cluster().is_none() {
        return;
    }
    let pg = told(Kind::Postgres);
    let (only_lite, only_pg): (Vec<_>, Vec<_>) =
        (lite.difference(&pg).collect(), pg.difference(&lite).collect());
    assert!(
        only_lite.is_empty() && only_pg.is_empty(),
        "only SQLite: {only_lite:#?}\nonly PostgreSQL: {only_pg:#?}"
    );
}

#[test]
fn sqlite_is_built_to_keep_its_statements_and_without_locks_that_nobody_needs() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let options = lines(
        &mut store.url.connect().unwrap(),
        "SELECT compile_options AS line FROM pragma_compile_options",
    );
    for wanted in ["ENABLE_QPSG", "THREADSAFE=2", "DEFAULT_MEMSTATUS=0"] {
        assert!(options.iter().any(|one| one == wanted), "{wanted} of .cargo/config.toml: {options:?}");
    }
    assert!(!options.iter().any(|one| one == "ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
}
