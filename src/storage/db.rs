//! One connection type for SQLite and PostgreSQL, its pool, and the two kinds of transaction.
//! May import: diesel, the schema.
#![expect(missing_docs, reason = "the derive of MultiConnection writes items without comments")]

use std::os::unix::fs::MetadataExt as _;

use chrono::{DateTime, Utc};
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// PostgreSQL, for several nodes.
    Postgres(PgConnection),
    /// SQLite, embedded.
    Sqlite(SqliteConnection),
}

/// Ask the connection itself: `directly!(conn => query.load(conn))`, or with a name for its backend `directly!(conn: Own => …)`.
/// Asked through [`DbConn`], diesel writes the text of a statement three times and wraps each value that goes in or out once more;
/// what every page asks is asked without.
macro_rules! directly {
    ($conn:ident => $asked:expr) => {
        match $conn {
            $crate::storage::DbConn::Postgres($conn) => $asked,
            $crate::storage::DbConn::Sqlite($conn) => $asked,
        }
    };
    ($conn:ident: $Own:ident => $asked:expr) => {
        match $conn {
            $crate::storage::DbConn::Postgres($conn) => {
                type $Own = diesel::pg::Pg;
                $asked
            }
            $crate::storage::DbConn::Sqlite($conn) => {
                type $Own = diesel::sqlite::Sqlite;
                $asked
            }
        }
    };
}
pub(super) use directly;

/// The two databases, told apart by the scheme of the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `sqlite://PATH`
    Sqlite,
    /// `postgres://…`
    Postgres,
}

/// The URL names no database we know.
#[derive(Debug, thiserror::Error)]
#[error("DATABASE_URL must start with sqlite:// or postgres://")]
pub struct UnknownScheme;

/// Where the database is. Only URLs of a known scheme exist: a typing error must not make an empty SQLite file.
#[derive(Clone)]
pub struct DatabaseUrl {
    kind: Kind,
    url: String,
}

impl DatabaseUrl {
    /// Read a `sqlite://` or `postgres://` URL.
    ///
    /// # Errors
    /// [`UnknownScheme`] for every other scheme.
    pub fn parse(url: &str) -> Result<Self, UnknownScheme> {
        if let Some(path) = url.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            Ok(Self { kind: Kind::Sqlite, url: path.to_owned() })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self { kind: Kind::Postgres, url: url.to_owned() })
        } else {
            Err(UnknownScheme)
        }
    }

    /// Which of the two databases it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Open a connection with the settings that every connection needs.
    ///
    /// # Errors
    /// When the database does not answer or refuses the settings.
    pub fn connect(&self) -> Result<DbConn, diesel::r2d2::Error> {
        let no_connection = diesel::r2d2::Error::ConnectionError;
        match self.kind {
            Kind::Postgres => {
                let mut conn = PgConnection::establish(&self.url).map_err(no_connection)?;
                conn.batch_execute(
                    "SET TIME ZONE 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s'",
                )
                .map_err(diesel::r2d2::Error::QueryError)?;
                Ok(DbConn::Postgres(conn))
            }
            Kind::Sqlite => self.open_file(&self.url),
        }
    }

    /// Open a connection to a database that is there. Where the file is gone, a new and empty one would take its place and
    /// swallow what is written meanwhile.
    fn reconnect(&self) -> Result<DbConn, diesel::r2d2::Error> {
        match self.kind {
            Kind::Postgres => self.connect(),
            Kind::Sqlite => {
                let path = self.url.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
                self.open_file(&format!("file:{path}?mode=rw"))
            }
        }
    }

    fn open_file(&self, name: &str) -> Result<DbConn, diesel::r2d2::Error> {
        let mut conn = SqliteConnection::establish(name).map_err(diesel::r2d2::Error::ConnectionError)?;
        // The time to wait comes first, so that the next three can wait.
        conn.batch_execute(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
        )
        .map_err(diesel::r2d2::Error::QueryError)?;
        Ok(DbConn::Sqlite(conn))
    }

    /// Which file of this machine it is now; none for a server, or where the file is gone.
    fn file(&self) -> Option<FileId> {
        match self.kind {
            Kind::Postgres => None,
            Kind::Sqlite => std::fs::metadata(&self.url).ok().map(|found| (found.dev(), found.ino())),
        }
    }
}

/// What tells one file from another at the same place: device and inode.
type FileId = (u64, u64);

impl std::fmt::Debug for DatabaseUrl {
    /// Without the URL: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

/// Makes connections for the pool.
#[derive(Debug)]
pub struct Manager {
    url: DatabaseUrl,
    waits_for_disk: bool,
}

/// A connection of the pool, and the file it was opened on.
pub struct Opened {
    conn: DbConn,
    file: Option<FileId>,
}

impl std::ops::Deref for Opened {
    type Target = DbConn;

    fn deref(&self) -> &DbConn {
        &self.conn
    }
}

impl std::ops::DerefMut for Opened {
    fn deref_mut(&mut self) -> &mut DbConn {
        &mut self.conn
    }
}

/// The file of the database is gone, or another one has come in its place.
#[derive(Debug, thiserror::Error)]
#[error("the file of the database is not the one that was opened")]
struct OtherFile;

impl ManageConnection for Manager {
    type Connection = Opened;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Opened, Self::Error> {
        let file = self.url.file();
        let mut conn = self.url.reconnect()?;
        if let (DbConn::Sqlite(lite), false) = (&mut conn, self.waits_for_disk) {
            lite.batch_execute("PRAGMA synchronous = OFF").map_err(diesel::r2d2::Error::QueryError)?;
        }
        Ok(Opened { conn, file })
    }

    fn is_valid(&self, opened: &mut Opened) -> Result<(), Self::Error> {
        match self.url.kind {
            // A server may have gone away since the last time.
            Kind::Postgres => opened.conn.ping().map_err(diesel::r2d2::Error::QueryError),
            // What is written to a file that was moved or removed is lost with it, and SQLite would not notice.
            Kind::Sqlite if opened.file.is_some() && opened.file == self.url.file() => Ok(()),
            Kind::Sqlite => {
                let why = diesel::result::Error::QueryBuilderError(Box::new(OtherFile));
                Err(diesel::r2d2::Error::QueryError(why))
            }
        }
    }

    fn has_broken(&self, opened: &mut Opened) -> bool {
        // A panic inside a transaction leaves it open: such a connection is never handed out again.
        std::thread::panicking() || opened.conn.is_broken()
    }
}

/// The connections of this process. Cheap to copy.
#[derive(Clone)]
pub struct DbPool {
    pool: Pool<Manager>,
    kind: Kind,
}

impl DbPool {
    /// Wait for a connection.
    ///
    /// # Errors
    /// When none comes in time.
    pub fn get(&self) -> Result<Pooled, diesel::r2d2::PoolError> {
        self.pool.get()
    }

    /// A connection that lies ready to a file of this machine; none where there is a server to wait for, or others were first.
    #[must_use]
    pub fn at_hand(&self) -> Option<Pooled> {
        if self.kind == Kind::Sqlite { self.pool.try_get() } else { None }
    }
}

/// A connection on loan from the pool.
pub type Pooled = PooledConnection<Manager>;

/// Make a pool. It fills itself lazily, so that a process starts while its database is away.
#[must_use]
pub fn pool(url: &DatabaseUrl, size: u32) -> DbPool {
    pool_of(Manager { url: url.clone(), waits_for_disk: true }, size)
}

/// A pool for making a database that is thrown away when the making is broken off: SQLite does not wait for the disk.
#[must_use]
pub fn pool_for_making(url: &DatabaseUrl, size: u32) -> DbPool {
    pool_of(Manager { url: url.clone(), waits_for_disk: false }, size)
}

fn pool_of(manager: Manager, size: u32) -> DbPool {
    let kind = manager.url.kind;
    let pool = Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .test_on_check_out(true)
        .connection_timeout(std::time::Duration::from_secs(2))
        .build_unchecked(manager);
    DbPool { pool, kind }
}

/// A business write: row, leaf and jobs together or not at all.
///
/// SQLite has one writer (`BEGIN IMMEDIATE`); on PostgreSQL the head of the log is locked first, so that both have
/// one business writer at a time and their order is the order of the log. Only database work belongs inside.
///
/// # Errors
/// What `work` refuses, or what the database says; nothing of it is then kept.
pub fn write<T, E: From<diesel::result::Error>>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E> {
    light(conn, |conn| {
        if let DbConn::Postgres(pg) = conn {
            pg.batch_execute("SELECT size FROM audit_head WHERE id = 1 FOR UPDATE")?;
        }
        work(conn)
    })
}

#[derive(QueryableByName)]
struct Micros {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    micros: i64,
}

/// What the clock of the database server says; none for a file of this machine.
///
/// # Errors
/// What the database says.
pub fn server_time(conn: &mut DbConn) -> QueryResult<Option<DateTime<Utc>>> {
    let DbConn::Postgres(pg) = conn else { return Ok(None) };
    let asked = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros";
    let found: Micros = diesel::sql_query(asked).get_result(pg)?;
    Ok(DateTime::from_timestamp_micros(found.micros))
}

/// A write that makes no leaf: claiming a job, touching a session, autosaving a draft.
///
/// # Errors
/// What `work` refuses, or what the database says; nothing of it is then kept.
pub fn light<T, E: From<diesel::result::Error>>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E> {
    type Manager = <DbConn as Connection>::TransactionManager;
    let outer = Manager::transaction_manager_status_mut(conn).transaction_depth()?;
    if outer.is_some() {
        // A use case inside another write, such as a form that is handled once: a savepoint of the outer one.
        Manager::begin_transaction(conn)?;
    } else {
        match conn {
            DbConn::Postgres(pg) => AnsiTransactionManager::begin_transaction_sql(pg, "BEGIN")?,
            DbConn::Sqlite(lite) => AnsiTransactionManager::begin_transaction_sql(lite, "BEGIN IMMEDIATE")?,
        }
    }
    match work(conn) {
        Ok(value) => {
            Manager::commit_transaction(conn)?;
            Ok(value)
        }
        Err(refused) => {
            // The first error is the one to tell; a connection that cannot roll back is broken and leaves the pool.
            let _ = Manager::rollback_transaction(conn);
            Err(refused)
        }
    }
}
