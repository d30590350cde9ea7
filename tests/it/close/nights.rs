//! A millisecond before the close is in and the close itself is out: in the nights that the clock changes, and at New Year.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use openhuis::domain::words::dates::exact_moment;
use openhuis::storage::db::Kind;

use super::file_clock::{Hands, closes, received};
use crate::support::TestApp;
use crate::support::client::{Client, Page};
use crate::support::database::{TestDatabase, kinds};
use crate::support::people::PASSWORD;
use crate::support::server::Server;

/// Both nights of two years, with the hour that happens twice, and New Year in the Netherlands.
const CLOSES: [&str; 7] = [
    "2026-03-29T01:00:00Z",
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-12-31T23:00:00Z",
    "2027-03-28T01:00:00Z",
    "2027-10-31T00:30:00Z",
    "2027-10-31T01:30:00Z",
];

async fn log_in(client: &Client) {
    let page = client.get("/inloggen").await;
    let answers = [("mail", "tekenbevoegde@zorg.zwd.test"), ("wachtwoord", PASSWORD)];
    assert_eq!(client.submit(&page.form("/inloggen"), &answers).await.status, 303);
}

async fn send(client: &Client, path: &str) -> Page {
    let form = client.get(path).await.form(path);
    client.submit(&form, &[("verklaring", "ja")]).await
}

/// A region with one filled-in draft; the application and its window.
async fn prepared(kind: Kind) -> (TestDatabase, String, String) {
    let start = "2026-03-01T11:00:00Z".parse().unwrap();
    let app = TestApp::start_at(TestDatabase::fresh(kind).unwrap(), start);
    let world = app.world();
    let one = app.applicant(&world);
    one.fill_in();
    let (id, window) = (one.id.to_string(), world.window.to_string());
    (app.stop().await, id, window)
}

#[actix_web::test]
async fn a_millisecond_before_the_close_is_in_and_the_close_is_out_in_every_night_that_the_clock_changes() {
    for kind in kinds() {
        let (store, id, window) = prepared(kind).await;
        let path = format!("/aanbieder/aanmeldingen/{id}/indienen");
        let hands = Hands::at(&store, "2026-03-01T12:00:00Z".parse().unwrap());
        let server = hands.start(&store).await;
        let mut expected = Vec::new();
        for close in CLOSES.map(|text| text.parse::<DateTime<Utc>>().unwrap()) {
            closes(&mut store.url.connect().unwrap(), &window, close);
            let client = Client::new(server.address);
            hands.set(close - TimeDelta::minutes(5));
            log_in(&client).await;
            let last = close - TimeDelta::milliseconds(1);
            hands.set(last);
            let form = client.get(&path).await.form(&path);
            let sent = send(&client, &path).await;
            assert_eq!(
                (sent.status, sent.header("location")),
                (303, format!("{}/ontvangst", path.trim_end_matches("/indienen")).as_str()),
                "{close}: {}",
                sent.text
            );
            expected.push(last);
            hands.set(close);
            let late = client.submit(&form, &[("verklaring", "ja")]).await;
            assert_eq!(late.status, 409, "{close}: {}", late.text);
            let told = exact_moment(close);
            assert_eq!(late.text.matches(&told).count(), 2, "{told}: {}", late.text);
            assert_eq!(received(&mut store.url.connect().unwrap(), &id), expected, "{close}");
        }
    }
}

/// libfaketime, which tells one process another time; `tests/tools.sh` installs it.
fn libfaketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").unwrap();
    let library = |folder: PathBuf| folder.join("faketime/libfaketime.so.1");
    folders.map(|folder| library(folder.unwrap().path())).find(|path| path.exists())
}

/// The real program on the clock of the machine, which says another time; somebody is logged in.
async fn on_fake_time(store: &TestDatabase, library: &Path, time: &str) -> (Server, Client) {
    let fake = [
        ("LD_PRELOAD", library.as_os_str()),
        ("FAKETIME", OsStr::new(time)),
        ("FAKETIME_DONT_FAKE_MONOTONIC", OsStr::new("1")),
        ("TZ", OsStr::new("UTC")),
    ];
    let server = Server::start_with(store, &fake).await.unwrap();
    server.is_ready().await;
    let client = Client::new(server.address);
    log_in(&client).await;
    (server, client)
}

#[actix_web::test]
async fn in_the_hour_that_happens_twice_a_person_reads_which_of_the_two_it_was() {
    let Some(library) = libfaketime() else { return };
    // The window closes when it is half past two for the second time.
    let close = "2026-10-25T01:30:00Z".parse::<DateTime<Utc>>().unwrap();
    let (store, id, window) = prepared(Kind::Sqlite).await;
    closes(&mut store.url.connect().unwrap(), &window, close);
    let path = format!("/aanbieder/aanmeldingen/{id}/indienen");

    let (first, client) = on_fake_time(&store, &library, "@2026-10-25 00:20:00").await;
    let sent = send(&client, &path).await;
    let receipt = client.get(sent.header("location")).await;
    for text in ["25 oktober 2026 om 02:2", "(UTC+02:00)"] {
        assert!(receipt.text.contains(text), "{text}: {}", receipt.text);
    }
    let mut late = client.get(&path).await.form(&path);
    drop(first);

    // The page from before the close, in the session of after it.
    let (_second, client) = on_fake_time(&store, &library, "@2026-10-25 01:40:00").await;
    let ours = client.get("/aanbieder/aanmeldingen").await.form("/uitloggen").fields;
    late.fields.retain(|(name, _)| name != "_csrf");
    late.fields.extend(ours.into_iter().filter(|(name, _)| name == "_csrf"));
    let late = client.submit(&late, &[("verklaring", "ja")]).await;
    assert_eq!(late.status, 409, "{}", late.text);
    for text in
        ["Indienen kon tot 25 oktober 2026 om 02:30:00 uur (UTC+01:00)", "25 oktober 2026 om 02:4", "te laat"]
    {
        assert!(late.text.contains(text), "{text}: {}", late.text);
    }
}
