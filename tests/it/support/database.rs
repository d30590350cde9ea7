//! A fresh migrated database for each test: a copied file of SQLite, or a database of PostgreSQL made from a template.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection as _;
use openhuis::storage::db::Kind;
use openhuis::storage::{DatabaseUrl, migrate};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that goes away with the test.
pub struct TestDatabase {
    pub url: DatabaseUrl,
    /// The same, for another process.
    pub address: String,
    /// A folder of the test's own, for files.
    pub folder: PathBuf,
    name: Option<String>,
}

/// The URL of the cluster's `postgres` database; `tests/with-postgres.sh` sets it.
pub fn cluster() -> Option<String> {
    std::env::var("OPENHUIS_TEST_PG").ok().filter(|url| !url.is_empty())
}

impl TestDatabase {
    /// A migrated database of this kind; none for PostgreSQL where the tests run without a cluster.
    pub fn fresh(kind: Kind) -> Option<Self> {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = root().join(format!("test-{number}"));
        std::fs::create_dir_all(&folder).unwrap();
        match kind {
            Kind::Sqlite => {
                let file = folder.join("openhuis.db");
                std::fs::copy(sqlite_template(), &file).unwrap();
                let text = format!("sqlite://{}", file.display());
                Some(Self { url: DatabaseUrl::parse(&text).unwrap(), address: text, folder, name: None })
            }
            Kind::Postgres => {
                let cluster = cluster()?;
                let name = format!("{}_{number}", postgres_template());
                execute(&format!("CREATE DATABASE {name} TEMPLATE {}", postgres_template()));
                let text = sibling(&cluster, &name);
                Some(Self {
                    url: DatabaseUrl::parse(&text).unwrap(),
                    address: text,
                    folder,
                    name: Some(name),
                })
            }
        }
    }
}

impl TestDatabase {
    /// Take a database of the server away, with every connection to it, or give it back.
    pub fn let_answer(&self, answer: bool) {
        let name = self.name.as_deref().expect("a database of the server");
        execute(&format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {answer}"));
        if !answer {
            let all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname =";
            execute(&format!("{all} '{name}'"));
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        for folder in [self.folder.clone(), self.folder.with_extension("evidence")] {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// The folder of this run.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(std::process::id().to_string())
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        std::fs::create_dir_all(root()).unwrap();
        let file = root().join("template.db");
        migrate::migrate(&DatabaseUrl::parse(&format!("sqlite://{}", file.display())).unwrap()).unwrap();
        file
    })
}

fn postgres_template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("openhuis_{}", std::process::id());
        execute(&format!("CREATE DATABASE {name}"));
        migrate::migrate(&DatabaseUrl::parse(&sibling(&cluster().unwrap(), &name)).unwrap()).unwrap();
        name
    })
}

/// One template at a time can be copied: PostgreSQL wants nobody else in it.
fn execute(sql: &str) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut conn = DatabaseUrl::parse(&cluster().unwrap()).unwrap().connect().unwrap();
    conn.batch_execute(sql).unwrap();
}

/// The URL of another database of the same cluster.
fn sibling(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}
