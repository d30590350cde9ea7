//! The real application on a free port, with a clock that the test moves.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use openhuis::app::pace::Pace;
use openhuis::app::tlog::Notary;
use openhuis::app::{Database, DbConn};
use openhuis::auth::origin::PublicUrl;
use openhuis::auth::passwords::Passwords;
use openhuis::auth::random::Source;
use openhuis::auth::second_factor::Policy;
use openhuis::auth::secret::Key;
use openhuis::clock::Clock;
use openhuis::files::Store;
use openhuis::storage::DatabaseUrl;
use openhuis::storage::db::pool;
use openhuis::web::drawing::Drawing;
use openhuis::web::route::Route;
use openhuis::web::routes::ROUTES;
use openhuis::web::server::Application;
use openhuis::web::site::Site;

use super::client::Client;
use super::database::{TestDatabase, kinds};

/// Signs the sessions of the tests.
pub const KEY: &str = "the key of the tests is not a secret";

/// A running portal of one test.
pub struct TestApp {
    pub clock: Clock,
    pub database: Database,
    _store: TestDatabase,
    pub source: Source,
    /// The evidence store.
    pub files: Store,
    /// What is known of the distance between our clock and that of the database.
    pub pace: Pace,
    address: std::net::SocketAddr,
    handle: actix_web::dev::ServerHandle,
}

impl TestApp {
    /// Start on a database, at [`noon`].
    pub fn start(store: TestDatabase) -> Self {
        Self::start_at(store, noon())
    }

    /// Start on a database, with the clock at a moment.
    pub fn start_at(store: TestDatabase, moment: DateTime<Utc>) -> Self {
        Self::serving(store, moment, Source::seeded(7), ROUTES)
    }

    /// Start on a database with these numbers and this table of routes. A database that was filled before needs numbers
    /// of its own: the same seed would make the same identifiers again.
    pub fn serving(
        store: TestDatabase,
        moment: DateTime<Utc>,
        source: Source,
        table: &'static [Route],
    ) -> Self {
        Self::under(Policy::Voluntary, store, moment, source, table)
    }

    /// The same, where a second factor is asked of who needs one, as `serve` does; or not, so that tests about other things log in with a password.
    pub fn under(
        second_factor: Policy,
        store: TestDatabase,
        moment: DateTime<Utc>,
        source: Source,
        table: &'static [Route],
    ) -> Self {
        let clock = Clock::fixed(moment);
        let database = Database::new(pool(&store.url, 4));
        let site = site(&store, database.clone(), clock.clone(), source.clone());
        let site = Site { second_factor, ..site };
        let (files, pace) = (site.store.clone(), site.pace.clone());
        let application = Application::of_table(site, "127.0.0.1:0".parse().unwrap(), table).unwrap();
        let (address, handle) = (application.address(), application.handle());
        actix_web::rt::spawn(application.run());
        Self { clock, database, _store: store, source, files, pace, address, handle }
    }

    /// Stop, and leave the database to somebody else.
    pub async fn stop(self) -> TestDatabase {
        self.handle.stop(false).await;
        self._store
    }

    /// Where the database is.
    pub fn url(&self) -> &DatabaseUrl {
        &self._store.url
    }

    /// A visitor with an empty memory.
    pub fn visitor(&self) -> Client {
        Client::new(self.address)
    }

    /// The evidence store.
    pub fn store(&self) -> Store {
        Store::folder(&self._store.folder.with_extension("evidence")).unwrap()
    }

    /// The folder of the evidence store.
    pub fn evidence(&self) -> PathBuf {
        self._store.folder.with_extension("evidence")
    }

    /// The file of the database, where it is one.
    pub fn database_file(&self) -> PathBuf {
        self._store.address.strip_prefix("sqlite://").expect("a file").into()
    }

    /// Who signs the log: its files stand beside the database.
    pub fn notary(&self) -> Notary {
        self._store.notary()
    }

    /// Let the server refuse this database, or answer again. Only of a server: a file that is open stays open.
    pub fn let_database_answer(&self, answer: bool) {
        self._store.let_answer(answer);
    }

    /// Look into the database, or put something there that no use case makes.
    pub fn database<T>(&self, work: impl FnOnce(&mut DbConn) -> diesel::QueryResult<T>) -> T {
        self.database.write(|conn| Ok(work(conn)?)).unwrap()
    }

    /// Let time pass.
    pub fn pass(&self, time: chrono::TimeDelta) {
        assert!(self.clock.set(self.clock.now() + time));
    }
}

/// What the requests of a test share.
pub fn site(store: &TestDatabase, database: Database, clock: Clock, source: Source) -> Site {
    let url = PublicUrl::parse("http://127.0.0.1").unwrap();
    let evidence = Store::folder(&store.folder.with_extension("evidence")).unwrap();
    let passwords = Passwords::start().unwrap();
    let drawing = Drawing::by(env!("CARGO_BIN_EXE_openhuis").into());
    let site = Site::new(database, clock, source, passwords, &Key::from_text(KEY).unwrap(), url, evidence);
    Site { drawing, ..site }
}

/// Sunday 22 November 2026, 12:00 in the Netherlands.
pub fn noon() -> DateTime<Utc> {
    "2026-11-22T11:00:00Z".parse().unwrap()
}

/// Run a test on SQLite and on PostgreSQL, where a second factor is asked of who needs one.
pub async fn on_both_strictly(test: impl AsyncFn(&TestApp)) {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        let app = TestApp::under(Policy::Required, store, noon(), Source::seeded(7), ROUTES);
        test(&app).await;
        app.handle.stop(false).await;
    }
}

/// Run a test on SQLite and, where the tests have a cluster, on PostgreSQL.
pub async fn on_both(test: impl AsyncFn(&TestApp)) {
    for kind in kinds() {
        let app = TestApp::start(TestDatabase::fresh(kind).unwrap());
        test(&app).await;
        app.handle.stop(false).await;
    }
}
