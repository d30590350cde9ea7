//! Two processes on one PostgreSQL: the real program takes what is sent in, and another process lets the windows close, at the same instant.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use openhuis::app::policy::{self, SETTLED, TwoPeople};
use openhuis::app::{Ctx, Database, DbConn};
use openhuis::auth::random::Source;
use openhuis::domain::access::{Actor, Via};
use openhuis::domain::ids::WindowId;
use openhuis::storage::db::{Kind, pool};
use openhuis::storage::schema::audit_index;

use super::file_clock::{Hands, closes, received};
use crate::kill::chance::Chance;
use crate::support::TestApp;
use crate::support::client::{Client, PageForm};
use crate::support::database::{TestDatabase, cluster};
use crate::support::people::PASSWORD;
use crate::support::world::World;

/// Windows that close at the same instant, each with one application.
const LANES: usize = 25;
const SESSION: &str = "__Host-openhuis";

/// A window with the application that is sent in there.
struct Lane {
    window: WindowId,
    application: String,
}

/// What came of a round.
#[derive(Default)]
struct Tally {
    taken: usize,
    late: usize,
    /// It waited too long for its turn: not acknowledged, and not kept.
    sent_away: usize,
}

async fn prepare(store: TestDatabase) -> (TestDatabase, Vec<Lane>, DateTime<Utc>) {
    let app = TestApp::start(store);
    let world = app.world();
    let people = TwoPeople::new(world.admin.clone(), app.user_by_mail("beleid@zwd.test")).unwrap();
    let mut lanes = Vec::new();
    for _ in 0..LANES {
        let window = app.window(&world.scope(), &world.procedure, &world.version, &people);
        let there = World { window: window.clone(), ..world.clone() };
        let one = app.applicant(&there);
        one.fill_in();
        lanes.push(Lane { window, application: one.id.to_string() });
    }
    let now = app.clock.now();
    (app.stop().await, lanes, now)
}

/// The other process lets every window close, in an order of chance, the moment it may.
fn close_all(database: &Database, windows: &[WindowId], now: DateTime<Utc>, source: &Source) {
    for window in windows {
        let ctx = Ctx::new(now, Actor::system(Via::Job), source.clone());
        database.write(|conn| policy::close(conn, &ctx, window)).unwrap();
    }
}

/// The last line of the log about something, of these events.
fn last_leaf(conn: &mut DbConn, subject: &str, events: &[&str]) -> Option<i64> {
    audit_index::table
        .filter(audit_index::subject_id.eq(subject))
        .filter(audit_index::event.eq_any(events))
        .select(diesel::dsl::max(audit_index::n))
        .first(conn)
        .unwrap()
}

#[actix_web::test]
async fn what_is_sent_in_while_another_process_closes_is_in_before_the_close_or_not_at_all() {
    if cluster().is_none() {
        return;
    }
    let rounds = std::env::var("OPENHUIS_TEST_CLOSES").map_or(200, |text| text.parse().unwrap());
    let seed = std::env::var("OPENHUIS_TEST_SEED").map_or(2026, |text| text.parse().unwrap());
    let (store, lanes, begin) = prepare(TestDatabase::fresh(Kind::Postgres).unwrap()).await;
    let hands = Hands::at(&store, begin);
    let server = hands.start(&store).await;
    let client = Client::new(server.address);
    let page = client.get("/inloggen").await;
    let answers = [("mail", "tekenbevoegde@zorg.zwd.test"), ("wachtwoord", PASSWORD)];
    assert_eq!(client.submit(&page.form("/inloggen"), &answers).await.status, 303);
    let (mut chance, mut tally) = (Chance::new(seed), Tally::default());
    let database = Database::new(pool(&store.url, 2));
    for tick in 0..rounds / i32::try_from(LANES).unwrap() {
        let close = begin + TimeDelta::minutes(10) + TimeDelta::minutes(2) * tick;
        let round = Round { lanes: &lanes, close, hands: &hands, database: &database };
        round.run(&store, &client, &mut chance, &mut tally).await;
    }
    println!(
        "{rounds} rounds, seed {seed}: {} in, {} too late, {} sent away",
        tally.taken, tally.late, tally.sent_away
    );
    assert!(tally.taken > 0 && tally.late > 0, "the race was never run");
}

/// Every window closes at one moment.
struct Round<'a> {
    lanes: &'a [Lane],
    close: DateTime<Utc>,
    hands: &'a Hands,
    database: &'a Database,
}

impl Round<'_> {
    async fn run(&self, store: &TestDatabase, client: &Client, chance: &mut Chance, tally: &mut Tally) {
        let mut conn = store.url.connect().unwrap();
        for lane in self.lanes {
            closes(&mut conn, lane.window.as_str(), self.close);
        }
        self.hands.set(self.close - TimeDelta::seconds(5));
        let mut forms = Vec::new();
        for lane in self.lanes {
            let path = format!("/aanbieder/aanmeldingen/{}/indienen", lane.application);
            let had = received(&mut conn, &lane.application).len();
            forms.push((client.get(&path).await.form(&path), had));
        }
        self.hands.set(self.close - TimeDelta::milliseconds(1));
        let answers = self.at_once(client, &forms, chance).await;
        for ((lane, (_, had)), status) in self.lanes.iter().zip(&forms).zip(answers) {
            let all = received(&mut conn, &lane.application);
            match status {
                303 => tally.taken += 1,
                409 => tally.late += 1,
                503 => tally.sent_away += 1,
                other => panic!("{other} at {}", self.close),
            }
            assert_eq!(all.len(), had + usize::from(status == 303), "acknowledged and kept, or neither");
            assert!(all.iter().all(|at| *at < self.close), "after its close: {all:?}");
            let sent =
                last_leaf(&mut conn, &lane.application, &["application.submitted", "application.replaced"]);
            let closed = last_leaf(&mut conn, lane.window.as_str(), &["window.closed"]).unwrap();
            assert!(sent.is_none_or(|sent| sent < closed), "stored after the close took effect");
        }
    }

    /// Send all forms while, at a moment of chance, the close comes and the other process acts on it. The status of each answer.
    async fn at_once(&self, client: &Client, forms: &[(PageForm, usize)], chance: &mut Chance) -> Vec<u16> {
        let cookie = client.cookie(SESSION).unwrap();
        let mut sending = Vec::new();
        for (form, _) in forms {
            let (wait, own) = (Duration::from_millis(chance.below(400)), Client::new(client.address()));
            own.set_cookie(SESSION, &cookie);
            let form = form.clone();
            sending.push(actix_web::rt::spawn(async move {
                tokio::time::sleep(wait).await;
                own.submit(&form, &[("verklaring", "ja")]).await.status
            }));
        }
        tokio::time::sleep(Duration::from_millis(chance.below(300))).await;
        let effect = self.close + SETTLED;
        let mut windows: Vec<WindowId> = self.lanes.iter().map(|lane| lane.window.clone()).collect();
        let first = usize::try_from(chance.below(25)).unwrap();
        windows.rotate_left(first);
        let (database, source) = (self.database.clone(), Source::system());
        self.hands.set(effect);
        let closing = actix_web::web::block(move || close_all(&database, &windows, effect, &source));
        closing.await.unwrap();
        let mut answers = Vec::new();
        for one in sending {
            answers.push(one.await.unwrap());
        }
        answers
    }
}
