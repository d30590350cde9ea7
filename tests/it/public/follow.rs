//! Following by mail: ask, confirm, stop; and nobody learns who follows.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::storage::schema::{followers, mails};

use crate::support::client::Page;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

async fn ask(app: &TestApp, world: &World, mail: &str) -> Page {
    let client = app.visitor();
    let path = format!("/regio/{}/volgen", world.slug);
    let form = client.get(&path).await.form(&path);
    client.submit(&form, &[("mail", mail)]).await
}

fn links(app: &TestApp) -> Vec<String> {
    let bodies: Vec<String> = app.database(|conn| {
        mails::table.filter(mails::kind.eq("follow_confirm")).select(mails::body).load(conn)
    });
    bodies
        .iter()
        .map(|body| {
            let start = body.find("http://127.0.0.1/").unwrap() + "http://127.0.0.1".len();
            body[start..].split_whitespace().next().unwrap().to_owned()
        })
        .collect()
}

fn states(app: &TestApp) -> Vec<String> {
    app.database(|conn| followers::table.select(followers::state).load(conn))
}

async fn press(app: &TestApp, path: &str) -> Page {
    let client = app.visitor();
    let page = client.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    client.submit(&page.form(path), &[]).await
}

#[actix_web::test]
async fn who_asks_gets_a_link_and_follows_only_after_pressing_the_button_there() {
    on_both(async |app| {
        let world = app.world();
        let answer = ask(app, &world, "lezer@krant.test").await;
        assert_eq!(answer.status, 303);
        let link = links(app).pop().unwrap();
        // A scanner that opens the link confirms nothing.
        assert_eq!(app.visitor().get(&link).await.status, 200);
        assert_eq!(states(app), ["asked"]);
        assert!(press(app, &link).await.header("location").ends_with("klaar=bevestigd"));
        assert_eq!(states(app), ["confirmed"]);
        let id: String = app.database(|conn| followers::table.select(followers::id).first(conn));
        let stop = format!("/regio/{}/volgen/stop/{id}", world.slug);
        assert!(press(app, &stop).await.header("location").ends_with("klaar=gestopt"));
        assert!(states(app).is_empty());
        assert!(press(app, &stop).await.header("location").ends_with("klaar=gestopt"));
    })
    .await;
}

#[actix_web::test]
async fn the_answer_is_the_same_for_who_follows_already_and_nobody_can_flood_a_mailbox() {
    on_both(async |app| {
        let world = app.world();
        let first = ask(app, &world, "lezer@krant.test").await;
        let again = ask(app, &world, "Lezer@Krant.test").await;
        assert_eq!(links(app).len(), 1);
        press(app, &links(app)[0]).await;
        app.pass(TimeDelta::hours(2));
        let known = ask(app, &world, "lezer@krant.test").await;
        assert_eq!(first.header("location"), again.header("location"));
        assert_eq!(first.header("location"), known.header("location"));
        assert_eq!(links(app).len(), 1);
    })
    .await;
}

#[actix_web::test]
async fn an_old_or_invented_link_does_nothing_and_what_is_no_address_is_told() {
    on_both(async |app| {
        let world = app.world();
        let wrong = ask(app, &world, "geen adres").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Vul een e-mailadres in") && wrong.text.contains("geen adres"));
        ask(app, &world, "lezer@krant.test").await;
        app.pass(TimeDelta::days(4));
        assert_eq!(press(app, &links(app)[0]).await.status, 404);
        let invented = format!("/regio/{}/volgen/bevestigen/onzin", world.slug);
        assert_eq!(press(app, &invented).await.status, 404);
        assert_eq!(states(app), ["asked"]);
    })
    .await;
}
