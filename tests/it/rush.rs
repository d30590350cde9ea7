//! Everybody at once before a deadline: submissions arrive when they arrive, whether the earlier ones were answered or not; none is lost,
//! none counts double, and nobody is sent away.
//!
//! `OPENHUIS_TEST_RUSH` says how many (100), `OPENHUIS_TEST_RUSH_SECONDS` in how long (5); the last tenth of the time has five times as many
//! as each tenth before it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use openhuis::auth::csrf::{FormTokens, Holder};
use openhuis::auth::secret::Key;
use openhuis::auth::session_token::SessionTokens;
use openhuis::clock::Clock;
use openhuis::domain::access::ProviderRole;
use openhuis::storage::schema::{application_snapshots, applications, refused_attempts};

use crate::support::TestApp;
use crate::support::app::KEY;
use crate::support::client::Client;
use crate::support::database::{TestDatabase, kinds};
use crate::support::server::Server;

/// How many times a tenth of before the last one.
const PEAK: usize = 5;

fn setting(name: &str, without: usize) -> usize {
    std::env::var(name).map_or(without, |text| text.parse().unwrap())
}

/// Somebody with everything filled in.
struct Ready {
    path: String,
    cookie: String,
    body: String,
}

/// So many aanbieders, each with a draft, a session and the form on its screen.
async fn prepare(store: TestDatabase, count: usize) -> (TestDatabase, Vec<Ready>) {
    let app = TestApp::start_at(store, Clock::system().now());
    let mut world = app.world();
    let key = Key::from_text(KEY).unwrap();
    let (tokens, forms) = (SessionTokens::new(&key), FormTokens::new(&key));
    let signatory = app.user("rush@zorg.test");
    let mut all = Vec::new();
    for number in 0..count {
        world.org = app.organisation(&format!("Zorg {number}"));
        app.member(&world.org, &signatory, ProviderRole::Tekenbevoegde);
        let one = app.applicant(&world);
        one.fill_in();
        let session = app.session(&signatory, "organisation", Some(world.org.as_str()));
        let csrf = forms.token(Holder::Session(session.as_str()));
        let (once, version) = (format!("rush-{number:020}"), one.version());
        all.push(Ready {
            path: format!("/aanbieder/aanmeldingen/{}/indienen", one.id),
            cookie: tokens.sign(&session, app.clock.now()).unwrap(),
            body: format!("_csrf={csrf}&_once={once}&version={version}&verklaring=ja"),
        });
    }
    (app.stop().await, all)
}

/// When each of so many arrives.
fn arrivals(count: usize, within: Duration) -> Vec<Duration> {
    let tenth = within / 10;
    let calm = count / (9 + PEAK);
    let at = |tenths: u32, place: usize, of: usize| {
        tenth * tenths + tenth * u32::try_from(place).unwrap() / u32::try_from(of).unwrap()
    };
    let mut all = Vec::new();
    for tenths in 0..9 {
        all.extend((0..calm).map(|place| at(tenths, place, calm)));
    }
    let rest = count - all.len();
    all.extend((0..rest).map(|place| at(9, place, rest)));
    all
}

#[actix_web::test]
async fn a_rush_before_the_deadline_loses_nothing_and_counts_nothing_twice() {
    let count = setting("OPENHUIS_TEST_RUSH", 100);
    let within = Duration::from_secs(u64::try_from(setting("OPENHUIS_TEST_RUSH_SECONDS", 5)).unwrap());
    for kind in kinds() {
        let (store, all) = prepare(TestDatabase::fresh(kind).unwrap(), count).await;
        let key = [("OPENHUIS_SESSION_SECRET", OsStr::new(KEY))];
        let mut server = Server::start_with(&store, &key).await.unwrap();
        server.is_ready().await;
        let begin = Instant::now();
        let mut sending = Vec::new();
        for (one, at) in all.into_iter().zip(arrivals(count, within)) {
            tokio::time::sleep_until((begin + at).into()).await;
            let client = Client::new(server.address);
            sending.push(actix_web::rt::spawn(async move {
                client.set_cookie("__Host-openhuis", &one.cookie);
                let sent = Instant::now();
                let answer = client.post(&one.path, &one.body, &[]).await;
                (answer.status, sent.elapsed())
            }));
        }
        let (mut statuses, mut waited) = (BTreeMap::<u16, usize>::new(), Vec::new());
        for one in sending {
            let (status, long) = one.await.unwrap();
            *statuses.entry(status).or_default() += 1;
            waited.push(long);
        }
        let took = begin.elapsed();
        server.kill();
        assert_eq!(statuses, BTreeMap::from([(303, count)]), "{kind:?}");
        check(&store, count);
        waited.sort_unstable();
        let share = |percent: usize| waited[(count - 1) * percent / 100].as_millis();
        println!(
            "{kind:?}: {count} submissions in {} s, {} in the last tenth; answered after {} ms (half), {} ms (95 of 100), {} ms (99 of 100), {} ms (longest)",
            took.as_secs(),
            count - 9 * (count / (9 + PEAK)),
            share(50),
            share(95),
            share(99),
            share(100)
        );
    }
}

/// Every application was received once.
fn check(store: &TestDatabase, count: usize) {
    let mut conn = store.url.connect().unwrap();
    let count = i64::try_from(count).unwrap();
    let stored: i64 = application_snapshots::table.count().get_result(&mut conn).unwrap();
    let once: i64 = application_snapshots::table
        .filter(application_snapshots::seq.eq(1))
        .select(diesel::dsl::count(application_snapshots::application_id).aggregate_distinct())
        .first(&mut conn)
        .unwrap();
    let submitted: i64 = applications::table
        .filter(applications::state.eq("submitted"))
        .count()
        .get_result(&mut conn)
        .unwrap();
    let refused: i64 = refused_attempts::table.count().get_result(&mut conn).unwrap();
    assert_eq!((stored, once, submitted, refused), (count, count, count, 0));
}
