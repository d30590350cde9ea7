//! The summer holidays of schools are confirmed, corrected and added by two people of a region; who plans a window reads what they found.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::policy::TwoPeople;
use openhuis::domain::access::StaffRole;
use openhuis::storage::schema::laid_down;

use crate::support::client::{Client, Page, PageForm};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/landelijke-dagen/zomervakanties";

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

/// The form with a summer of regio Noord, from one day to another (day, month, year).
fn summer(page: &Page, from: [&str; 3], until: [&str; 3]) -> PageForm {
    let mut form = page.form(HOME);
    let mut answers = vec![("regio".to_owned(), "noord"), ("bron".to_owned(), "Staatscourant 2026, 888")];
    for (name, date) in [("van", from), ("tot", until)] {
        let parts = ["day", "month", "year"].map(|part| format!("{name}_{part}"));
        answers.extend(parts.into_iter().zip(date));
    }
    for (key, value) in answers {
        form.fields.retain(|(each, _)| *each != key);
        form.fields.push((key, value.to_owned()));
    }
    form
}

/// The form that confirms, or takes back, the only thing that waits.
fn waiting(app: &TestApp, page: &Page, what: &str) -> PageForm {
    let waits = laid_down::table.filter(laid_down::state.eq("waiting"));
    let id: String = app.database(|conn| waits.select(laid_down::id).first(conn));
    page.form(&format!("/beheer/vastleggen/{id}/{what}"))
}

/// One person lays a summer of regio Noord down, and another confirms it.
async fn lay_down(app: &TestApp, from: [&str; 3], until: [&str; 3]) {
    let first = logged_in(app, "beheer@zwd.test").await;
    let sent = first.submit(&summer(&first.get(HOME).await, from, until), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let second = logged_in(app, "beleid@zwd.test").await;
    let confirmed = second.submit(&waiting(app, &second.get(HOME).await, "bevestigen"), &[]).await;
    assert_eq!((confirmed.status, confirmed.header("location")), (303, HOME));
}

fn world(app: &TestApp) -> World {
    let world = app.world();
    app.staff(&world.region, &app.user_by_mail("beleid@zwd.test"), StaffRole::PolicyEditor);
    world
}

/// A window to apply in from Saturday 19 June to 31 July 2027.
fn summer_window(app: &TestApp, world: &World) {
    let people = TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
    app.pass(TimeDelta::days(210));
    app.wnt_year(&world.scope(), 2028, &people);
    app.window(&world.scope(), &world.procedure, &world.version, &people);
}

#[actix_web::test]
async fn who_plans_a_window_reads_the_summer_that_two_people_confirmed_and_another_region_reads_its_own() {
    on_both(async |app| {
        let world = world(app);
        let other = app.world_of(MIJ, "mij.test");
        summer_window(app, &world);
        let windows = async |mail: &str| logged_in(app, mail).await.get("/beheer/vensters").await.text;
        let unsure =
            "van 10 juli 2027 tot en met 22 augustus 2027. Deze vakantiedata zijn nog niet bevestigd";
        assert!(windows("beheer@zwd.test").await.contains(unsure));
        lay_down(app, ["17", "7", "2027"], ["29", "8", "2027"]).await;
        let text = windows("beheer@zwd.test").await;
        let told =
            "vallen er 15 in de zomervakantie van regio Noord, van 17 juli 2027 tot en met 29 augustus 2027.";
        assert!(text.contains(told) && !text.contains("nog niet bevestigd"), "{text}");
        app.pass(TimeDelta::minutes(1));
        lay_down(app, ["10", "7", "2027"], ["22", "8", "2027"]).await;
        let text = windows("beheer@zwd.test").await;
        assert!(text.contains("vallen er 22 in"), "the last word counts: {text}");
        let page = logged_in(app, "beheer@mij.test").await.get(HOME).await;
        assert!(page.text.contains("17 juli 2027 tot en met 29 augustus 2027"), "Midden, as shipped");
        assert!(!page.text.contains("Staatscourant 2026, 888"), "it holds in {:?} alone", other.region);
    })
    .await;
}

#[actix_web::test]
async fn a_year_that_the_portal_does_not_have_is_added_and_the_page_shows_the_vakantieregio_of_the_region() {
    on_both(async |app| {
        world(app);
        let page = logged_in(app, "beheer@zwd.test").await.get(HOME).await;
        assert!(page.text.contains("regio Noord") && !page.text.contains("regio Zuid"), "{}", page.text);
        assert!(!page.text.contains("2031"));
        lay_down(app, ["5", "7", "2031"], ["17", "8", "2031"]).await;
        let page = logged_in(app, "beleid@zwd.test").await.get(HOME).await;
        assert!(page.text.contains("5 juli 2031 tot en met 17 augustus 2031"), "{}", page.text);
        assert_eq!(page.text.matches(">Bevestigd<").count(), 1, "the shipped ones are not: {}", page.text);
    })
    .await;
}

#[actix_web::test]
async fn a_summer_counts_for_nobody_before_a_colleague_confirms_and_whoever_entered_it_cannot() {
    on_both(async |app| {
        world(app);
        let first = logged_in(app, "beheer@zwd.test").await;
        first.submit(&summer(&first.get(HOME).await, ["5", "7", "2031"], ["17", "8", "2031"]), &[]).await;
        let page = first.get(HOME).await;
        assert!(page.text.contains("Vraag een collega"), "{}", page.text);
        let twice = first.submit(&summer(&page, ["12", "7", "2031"], ["24", "8", "2031"]), &[]).await;
        assert!(twice.status == 422 && twice.text.contains("wacht al een opgave op een collega"));
        let mut forged = waiting(app, &page, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        assert!([403, 409, 422].contains(&first.submit(&forged, &[]).await.status), "nobody confirms alone");
        assert_eq!(first.submit(&waiting(app, &page, "terugnemen"), &[]).await.status, 303);
        assert!(!first.get(HOME).await.text.contains("2031"));
    })
    .await;
}

#[actix_web::test]
async fn what_cannot_be_a_summer_is_told_beside_its_field_and_nothing_is_kept() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, "beheer@zwd.test").await;
        let page = editor.get(HOME).await;
        for (from, until, at, why) in [
            (["5", "7", "2031"], ["4", "7", "2031"], "tot_day", "De laatste dag ligt voor de eerste"),
            (["5", "7", "2031"], ["17", "8", "2032"], "van_day", "juli, augustus en september van één jaar"),
            (["28", "6", "2031"], ["10", "8", "2031"], "van_day", "juli, augustus en september van één jaar"),
            (["5", "7", "2031"], ["7", "8", "2031"], "tot_day", "Dit zijn 34 dagen"),
            (["31", "2", "2031"], ["17", "8", "2031"], "van_day", "datum"),
            (["5", "7", "2031"], ["", "", ""], "tot_day", "Vul de dag in"),
        ] {
            let sent = editor.submit(&summer(&page, from, until), &[]).await;
            assert_eq!(sent.status, 422, "{from:?} {until:?}");
            assert!(sent.text.contains(why), "{from:?} {until:?}: {}", sent.text);
            assert!(sent.text.contains(&format!("href=\"#{at}\"")), "{at}: {}", sent.text);
            assert!(sent.text.contains("Staatscourant 2026, 888"), "the answers are kept");
        }
        for (field, why) in [("regio", "Kies de vakantieregio"), ("bron", "Vul in waar u dit vond")] {
            let mut form = summer(&page, ["5", "7", "2031"], ["17", "8", "2031"]);
            form.fields.retain(|(each, _)| each != field);
            let sent = editor.submit(&form, &[]).await;
            assert!(sent.status == 422 && sent.text.contains(why), "{field}: {}", sent.text);
        }
        let kept = laid_down::table.filter(laid_down::kind.eq("summer"));
        assert_eq!(app.database(|conn| kept.count().get_result::<i64>(conn)), 0);
    })
    .await;
}
