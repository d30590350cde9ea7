//! Whether a node is ready: its database, its files and its clock; and that it recovers from losing each of them.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use openhuis::app::pace::Pace;
use openhuis::app::{follow, login};
use openhuis::clock::Clock;
use openhuis::storage::db::Kind;
use openhuis::storage::schema::{followers, login_attempts, regions};
use openhuis::storage::types::stored;
use openhuis::storage::{followers as rows, sessions};

use super::support::client::Client;
use super::support::database::{TestDatabase, cluster};
use super::support::{TestApp, on_both};
use crate::support::multipart;

#[actix_web::test]
async fn without_its_evidence_folder_a_node_is_not_ready_and_a_file_is_refused_calmly_until_it_is_back() {
    on_both(async |app| {
        app.world();
        let ready = app.visitor();
        assert_eq!(ready.get("/readyz").await.status, 200);
        let client = app.visitor();
        app.log_in(&client, "invuller@zorg.zwd.test").await;
        let shelf = "/aanbieder/bewijs/soort/kvk_uittreksel";
        let form = client.get(shelf).await.form(shelf);
        let pdf = [("uittreksel.pdf", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")];

        let gone = app.evidence().with_extension("gone");
        std::fs::rename(app.evidence(), &gone).unwrap();
        let told = ready.get("/readyz").await;
        assert_eq!((told.status, told.header("retry-after")), (503, "10"));
        let refused = multipart::send(&client, &form, &pdf, "text/html").await;
        assert_eq!(refused.status, 503);
        assert!(refused.text.contains("even niet beschikbaar"), "{}", refused.text);
        assert!(!refused.text.contains("No such file"), "what went wrong inside stays inside");
        assert_eq!(client.get(shelf).await.status, 200, "pages that need no file still show");

        std::fs::rename(&gone, app.evidence()).unwrap();
        assert_eq!(ready.get("/readyz").await.status, 200);
        assert_eq!(multipart::send(&client, &form, &pdf, "text/html").await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn when_the_database_server_goes_away_pages_say_so_calmly_and_come_back_by_themselves() {
    if cluster().is_none() {
        return;
    }
    let app = TestApp::start(TestDatabase::fresh(Kind::Postgres).unwrap());
    let world = app.world();
    let page = format!("/regio/{}", world.slug);
    let client = app.visitor();
    assert_eq!(client.get(&page).await.status, 200);

    app.let_database_answer(false);
    for path in [page.as_str(), "/readyz"] {
        let away = client.get(path).await;
        assert_eq!((away.status, away.header("retry-after")), (503, "10"), "{path}");
        assert!(!away.text.contains("terminating"), "{}", away.text);
    }
    assert!(client.get(&page).await.text.contains("even niet beschikbaar"));
    assert_eq!(client.get("/healthz").await.status, 200, "the process lives");

    app.let_database_answer(true);
    come_back(&client, &page).await;
}

#[actix_web::test]
async fn when_the_file_of_the_database_is_gone_pages_say_so_calmly_and_come_back_by_themselves() {
    let app = TestApp::start(TestDatabase::fresh(Kind::Sqlite).unwrap());
    let world = app.world();
    let page = format!("/regio/{}", world.slug);
    let client = app.visitor();
    assert_eq!(client.get(&page).await.status, 200);

    let file = app.database_file();
    let gone = file.with_extension("gone");
    std::fs::rename(&file, &gone).unwrap();
    for path in [page.as_str(), "/readyz"] {
        let away = client.get(path).await;
        assert_eq!((away.status, away.header("retry-after")), (503, "10"), "{path}");
        assert!(!away.text.contains("unable to open"), "{}", away.text);
    }
    assert!(client.get(&page).await.text.contains("even niet beschikbaar"));
    assert_eq!(client.get("/healthz").await.status, 200, "the process lives");
    assert!(!file.exists(), "nothing is written to an empty database in its place");

    std::fs::rename(&gone, &file).unwrap();
    come_back(&client, &page).await;
}

#[actix_web::test]
async fn a_database_that_was_put_back_in_place_of_the_old_file_is_the_one_that_is_used() {
    let app = TestApp::start(TestDatabase::fresh(Kind::Sqlite).unwrap());
    let world = app.world();
    let page = format!("/regio/{}", world.slug);
    let client = app.visitor();
    assert_eq!(client.get(&page).await.status, 200);
    let file = app.database_file();
    let backup = file.with_extension("backup");
    let copy = format!("VACUUM INTO '{}'", backup.display());
    app.url().connect().unwrap().batch_execute(&copy).unwrap();
    app.database(|conn| diesel::update(regions::table).set(regions::name.eq("Te nieuw")).execute(conn));
    assert!(client.get(&page).await.text.contains("Te nieuw"));

    for part in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{part}", file.display()));
    }
    std::fs::rename(&backup, &file).unwrap();
    come_back(&client, &page).await;
    assert!(!client.get(&page).await.text.contains("Te nieuw"));
}

/// It answers again without a restart.
async fn come_back(client: &Client, page: &str) {
    for _ in 0..40 {
        if client.get(page).await.status == 200 {
            assert_eq!(client.get("/readyz").await.status, 200);
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("it did not come back without a restart");
}

#[actix_web::test]
async fn a_node_whose_clock_jumps_is_not_ready_until_it_is_steady_again() {
    on_both(async |app| {
        let client = app.visitor();
        let here = app.clock.now();
        app.pace.note(TimeDelta::milliseconds(3), here);
        assert_eq!(client.get("/readyz").await.status, 200);
        app.pace.note(TimeDelta::milliseconds(250), here);
        assert_eq!(client.get("/readyz").await.status, 503, "a jump of 247 ms");
        app.pace.note(TimeDelta::milliseconds(251), here);
        assert_eq!(client.get("/readyz").await.status, 200);
        app.pass(TimeDelta::minutes(5));
        assert_eq!(client.get("/readyz").await.status, 503, "nothing was measured for five minutes");
    })
    .await;
}

#[actix_web::test]
async fn on_a_server_our_time_is_that_of_the_database_and_with_a_file_it_is_our_own() {
    on_both(async |app| {
        // A node whose clock is years behind.
        let start: DateTime<Utc> = "2001-01-01T00:00:00Z".parse().unwrap();
        let (clock, pace) = (Clock::starting_at(start), Pace::unknown());
        assert!(pace.check(clock.of_this_node()).is_err());
        pace.measure(&app.database, &clock).unwrap();
        assert!(pace.check(clock.of_this_node()).is_ok());
        match app.database.server_time().unwrap() {
            Some(theirs) => assert!((clock.now() - theirs).abs() < TimeDelta::seconds(5)),
            None => assert_eq!(clock.now().timestamp() / 3600, clock.of_this_node().timestamp() / 3600),
        }
        assert!(clock.of_this_node() < start + TimeDelta::hours(1));
    })
    .await;
}

#[actix_web::test]
async fn requests_to_follow_that_nobody_confirmed_and_old_login_attempts_are_forgotten_a_few_at_a_time() {
    on_both(async |app| {
        let world = app.world();
        for (number, days) in [(1_u8, 30), (2, 29), (3, 1)] {
            let at = app.clock.now() - TimeDelta::days(days);
            let id = |what: &str| format!("0190000{number}-0000-7000-8000-00000000{what}");
            app.database(|conn| {
                sessions::insert_attempt(conn, &id("0001"), "bucket", at, false)?;
                rows::insert(
                    conn,
                    &rows::FollowerRow {
                        id: id("0002"),
                        region_id: world.region.to_string(),
                        procedure_id: world.procedure.to_string(),
                        email: format!("lezer{number}@krant.test"),
                        email_key: format!("lezer{number}@krant.test"),
                        token_hash: format!("hash {number}"),
                        state: "asked".to_owned(),
                        created_at: stored(at),
                    },
                )
            });
        }
        let now = app.clock.now();
        let forget = |most: i64| {
            app.database(|conn| {
                Ok((
                    follow::forget_unconfirmed(conn, now, most).unwrap(),
                    login::forget_attempts(conn, now, most).unwrap(),
                ))
            })
        };
        assert_eq!(forget(1), (1, 1));
        assert_eq!(forget(1_000), (1, 1));
        assert_eq!(forget(1_000), (0, 0));
        let left = app.database(|conn| {
            Ok((
                followers::table.count().get_result::<i64>(conn)?,
                login_attempts::table.count().get_result::<i64>(conn)?,
            ))
        });
        assert_eq!(left, (1, 1), "what may still be confirmed, or is recent, stays");
    })
    .await;
}
