//! A millisecond before the close is in and the close itself is out: in the nights that the clock changes, and at New Year.

use chrono::{DateTime, TimeDelta, Utc};
use openhuis::domain::words::dates::exact_moment;

use super::file_clock::{Hands, closes, received};
use crate::support::TestApp;
use crate::support::client::{Client, Page};
use crate::support::database::{TestDatabase, kinds};
use crate::support::people::PASSWORD;

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

#[actix_web::test]
async fn a_millisecond_before_the_close_is_in_and_the_close_is_out_in_every_night_that_the_clock_changes() {
    for kind in kinds() {
        let app =
            TestApp::start_at(TestDatabase::fresh(kind).unwrap(), "2026-03-01T11:00:00Z".parse().unwrap());
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let (id, window) = (one.id.to_string(), world.window.to_string());
        let store = app.stop().await;
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
