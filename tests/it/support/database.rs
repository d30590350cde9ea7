//! A fresh migrated database for each test: a copied file of SQLite, or a database of PostgreSQL made from a template.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection as _;
use openhuis::app::tlog::{Notary, Outside};
use openhuis::auth::log_key::KeyFile;
use openhuis::auth::random::Source;
use openhuis::domain::tlog::KeyName;
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
        let name = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => {
                cluster()?;
                Some(format!("{}_{number}", postgres_template()))
            }
        };
        let made = Self::named(number, name);
        std::fs::create_dir_all(&made.folder).unwrap();
        match &made.name {
            None => {
                std::fs::copy(sqlite_template(), made.folder.join("openhuis.db")).unwrap();
            }
            Some(name) => execute(&format!("CREATE DATABASE {name} TEMPLATE {}", postgres_template())),
        }
        Some(made)
    }

    /// A database in which no migration ran.
    pub fn empty(kind: Kind) -> Option<Self> {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        Some(match kind {
            Kind::Sqlite => {
                let made = Self::named(number, None);
                std::fs::create_dir_all(&made.folder).unwrap();
                made
            }
            Kind::Postgres => {
                cluster()?;
                let name = format!("openhuis_empty_{}_{number}", std::process::id());
                execute(&format!("CREATE DATABASE {name}"));
                Self::named(number, Some(name))
            }
        })
    }

    /// Make it fit to be copied: everything in one file, nobody connected.
    pub fn settle(&self) {
        match &self.name {
            None => {
                let mut conn = self.url.connect().unwrap();
                conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            }
            Some(name) => execute(&format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )),
        }
    }

    /// Another database with the same content, and its files. This one must be [settled](Self::settle).
    pub fn copy(&self) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let name = self.name.as_ref().map(|template| format!("{template}_{number}"));
        let made = Self::named(number, name);
        std::fs::create_dir_all(&made.folder).unwrap();
        let evidence = self.folder.with_extension("evidence");
        if evidence.exists() {
            copy_folder(&evidence, &made.folder.with_extension("evidence"));
        }
        for signed in ["audit.key", "audit.checkpoint"].map(|name| self.folder.join(name)) {
            if let Some(name) = signed.file_name().filter(|_| signed.exists()) {
                std::fs::copy(&signed, made.folder.join(name)).unwrap();
            }
        }
        match (&self.name, &made.name) {
            (Some(template), Some(name)) => execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")),
            _ => {
                std::fs::copy(self.folder.join("openhuis.db"), made.folder.join("openhuis.db")).unwrap();
            }
        }
        made
    }

    /// The place of database `number`: a file of SQLite, or this one of the cluster.
    fn named(number: u32, name: Option<String>) -> Self {
        let folder = root().join(format!("test-{number}"));
        let address = match &name {
            None => format!("sqlite://{}", folder.join("openhuis.db").display()),
            Some(name) => sibling(&cluster().unwrap(), name),
        };
        Self { url: DatabaseUrl::parse(&address).unwrap(), address, folder, name }
    }
}

/// The databases that this run has.
pub fn kinds() -> Vec<Kind> {
    if cluster().is_some() { vec![Kind::Sqlite, Kind::Postgres] } else { vec![Kind::Sqlite] }
}

/// The files of a folder, hard-linked: nobody changes a file of the evidence store.
fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::hard_link(&path, &target).unwrap();
        }
    }
}

impl TestDatabase {
    /// Who signs the log in this database: its files stand in the folder.
    pub fn notary(&self) -> Notary {
        let (key, outside) = (self.folder.join("audit.key"), self.folder.join("audit.checkpoint"));
        let origin = KeyName::parse("openhuis.test/log").unwrap();
        let notary = Notary::new(KeyFile::at(&key), Outside::at(&outside), origin);
        notary.prepare(&Source::system()).unwrap();
        notary
    }

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
