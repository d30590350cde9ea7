//! Killed in the middle of submissions and uploads, again and again: nothing acknowledged is lost, nothing is half-written.
//!
//! The real program serves a real folder; aanbieders send in and upload over HTTP until SIGKILL takes it away at a moment
//! that chance chooses. Then the books are compared, the program starts again, and everybody sends again what was never
//! answered. `OPENHUIS_TEST_KILLS` says how often (25), `OPENHUIS_TEST_SEED` with which chances (2026).

pub mod chance;
mod people;
mod truth;

use std::cell::RefCell;
use std::ffi::OsStr;
use std::rc::Rc;
use std::time::Duration;

use openhuis::storage::db::Kind;

use self::chance::Chance;
use self::people::{Book, Pool, Sender};
use self::truth::Truth;
use crate::support::database::{TestDatabase, cluster};
use crate::support::server::Server;

/// Aanbieders who go on through every kill; in each round one more sends in for the first time.
const REGULARS: usize = 3;

fn setting(name: &str, without: u64) -> u64 {
    std::env::var(name).ok().map_or(without, |text| text.parse().unwrap())
}

#[actix_web::test]
async fn a_kill_loses_nothing_and_leaves_nothing_half_written_with_sqlite() {
    killed(Kind::Sqlite, setting("OPENHUIS_TEST_KILLS", 25)).await;
}

#[actix_web::test]
async fn a_kill_loses_nothing_and_leaves_nothing_half_written_with_postgresql() {
    if cluster().is_some() {
        killed(Kind::Postgres, setting("OPENHUIS_TEST_KILLS", 25) / 5).await;
    }
}

async fn killed(kind: Kind, kills: u64) {
    let mut chance = Chance::new(setting("OPENHUIS_TEST_SEED", 2026));
    let store = TestDatabase::fresh(kind).unwrap();
    let newcomers = usize::try_from(kills).unwrap();
    let (store, mut pool) = Pool::prepare(store, REGULARS + newcomers).await;
    let book = Rc::new(RefCell::new(Book::default()));
    let mut truth = Truth::new(&store);
    let mut senders: Vec<Sender> = (0..REGULARS).map(|_| pool.take(&mut chance, false)).collect();
    for _ in 0..kills {
        senders.push(pool.take(&mut chance, true));
        senders = round(&store, &mut truth, &book, senders, &mut chance).await;
        senders.retain(|sender| !sender.has_finished());
        let known = book.borrow().clone();
        truth.check(&store, &known, &senders).await;
    }
    let mut server = start(&store).await;
    server.is_ready().await;
    truth.is_tidy().await;
    let mut last = Vec::new();
    for mut sender in senders {
        sender.settle(&server, &book).await;
        last.push(sender);
    }
    let known = book.borrow().clone();
    for sender in &last {
        sender.reads_back(&server, &known).await;
    }
    server.kill();
    truth.check(&store, &known, &last).await;
    assert!(known.answers() > 0, "nothing was acknowledged");
    let counts = truth.counts(&known);
    println!("{kind:?}: {kills} kills, {counts}");
}

/// Behind a proxy, which names the address of who comes.
async fn start(store: &TestDatabase) -> Server {
    let proxy = [("OPENHUIS_BEHIND_PROXY", OsStr::new("yes"))];
    Server::start_with(store, &proxy).await.expect("the server starts")
}

/// One life of the server: everybody works until it is killed.
async fn round(
    store: &TestDatabase,
    truth: &mut Truth,
    book: &Rc<RefCell<Book>>,
    senders: Vec<Sender>,
    chance: &mut Chance,
) -> Vec<Sender> {
    let at_start = chance.one_in(8);
    let mut server = start(store).await;
    if at_start {
        tokio::time::sleep(Duration::from_millis(chance.below(150))).await;
        server.kill();
        return senders;
    }
    server.is_ready().await;
    truth.is_tidy().await;
    let working: Vec<_> = senders
        .into_iter()
        .map(|mut sender| {
            sender.go_to(server.address);
            let book = Rc::clone(book);
            actix_web::rt::spawn(async move {
                sender.work(&book).await;
                sender
            })
        })
        .collect();
    // However slow the machine, something was acknowledged in this life.
    let before = book.borrow().answers();
    for _ in 0..400 {
        if book.borrow().answers() > before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    tokio::time::sleep(Duration::from_millis(chance.below(1000))).await;
    server.kill();
    let mut after = Vec::new();
    for one in working {
        after.push(one.await.unwrap());
    }
    after
}
