//! National numbers that the portal does not have are laid down by two people of a region, and hold there alone.

use openhuis::app::national;
use openhuis::app::policy::TwoPeople;
use openhuis::app::replay::{self, Found};
use openhuis::domain::scheme::WntClass;
use openhuis::storage::schema::{laid_down, windows};

use diesel::prelude::*;

use crate::support::client::{Client, Page, PageForm};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/landelijke-bedragen";

const YEAR: [(&str, &str); 8] = [
    ("jaar", "2027"),
    ("bedrag_algemeen", "€ 250.000"),
    ("bedrag_i", "140.000"),
    ("bedrag_ii", "170.000"),
    ("bedrag_iii", "200.000"),
    ("bedrag_iv", "225.000,50"),
    ("bedrag_v", "250.000"),
    ("bron", "Staatscourant 2026, 12345"),
];

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

fn filled(page: &Page, other: &[(&str, &str)]) -> PageForm {
    let mut form = page.form(HOME);
    for (name, value) in YEAR.iter().chain(other) {
        form.fields.retain(|(each, _)| each != name);
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

/// The form that confirms, or takes back, what waits.
fn waiting(app: &TestApp, page: &Page, what: &str) -> PageForm {
    let about = laid_down::table.filter(laid_down::about.eq("2027")).select(laid_down::id);
    let id: String = app.database(|conn| about.first(conn));
    page.form(&format!("/beheer/vastleggen/{id}/{what}"))
}

fn third_class(app: &TestApp, world: &World) -> Option<i64> {
    let tables = app.database.read(|conn| national::of_region(conn, &world.scope())).unwrap();
    tables.wnt_maximum(2027, WntClass::Iii).map(|amount| amount.get())
}

#[actix_web::test]
async fn a_year_holds_when_a_second_person_found_the_same_and_only_in_that_region() {
    on_both(async |app| {
        let (world, other) = (app.world(), app.world_of(MIJ, "mij.test"));
        app.staff(
            &world.region,
            &app.user_by_mail("beleid@zwd.test"),
            openhuis::domain::access::StaffRole::PolicyEditor,
        );
        let first = logged_in(app, "beheer@zwd.test").await;
        let sent = first.submit(&filled(&first.get(HOME).await, &[]), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(third_class(app, &world), None);
        let page = first.get(HOME).await;
        assert!(page.text.contains("Vraag een collega"), "{}", page.text);
        let again = first.submit(&filled(&page, &[]), &[]).await;
        assert!(again.text.contains("wacht al op een collega"), "{}", again.text);

        let second = logged_in(app, "beleid@zwd.test").await;
        let page = second.get(HOME).await;
        let confirmed = second.submit(&waiting(app, &page, "bevestigen"), &[]).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.text);
        assert_eq!(third_class(app, &world), Some(20_000_000));
        assert_eq!(third_class(app, &other), None);
        assert!(second.get(HOME).await.text.contains("225.000,50"));
    })
    .await;
}

#[actix_web::test]
async fn who_entered_a_year_cannot_confirm_it_and_what_was_a_mistake_is_taken_back() {
    on_both(async |app| {
        let world = app.world();
        let first = logged_in(app, "beheer@zwd.test").await;
        first.submit(&filled(&first.get(HOME).await, &[]), &[]).await;
        let mut forged = waiting(app, &first.get(HOME).await, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        let refused = first.submit(&forged, &[]).await;
        assert!([403, 409, 422].contains(&refused.status), "{}: {}", refused.status, refused.text);
        assert_eq!(third_class(app, &world), None);
        let taken_back = first.submit(&waiting(app, &first.get(HOME).await, "terugnemen"), &[]).await;
        assert_eq!(taken_back.status, 303);
        assert!(!first.get(HOME).await.text.contains("wacht op een collega"));
    })
    .await;
}

#[actix_web::test]
async fn a_typing_error_is_told_beside_its_field_and_nothing_is_kept() {
    on_both(async |app| {
        app.world();
        let editor = logged_in(app, "beheer@zwd.test").await;
        let page = editor.get(HOME).await;
        for (other, why) in [
            (("bedrag_ii", "17.000"), "niet hoger dan dat van de klasse ervoor"),
            (("bedrag_ii", "veel"), "Vul het bedrag in"),
            (("jaar", "2012"), "vanaf 2013"),
            (("jaar", "2024"), "staan al vast"),
            (("bron", ""), "waar u de bedragen vond"),
        ] {
            let sent = editor.submit(&filled(&page, &[other]), &[]).await;
            assert_eq!(sent.status, 422, "{other:?}");
            assert!(sent.text.contains(why), "{other:?}: {}", sent.text);
            assert!(
                sent.text.contains("Staatscourant 2026, 12345") || other.0 == "bron",
                "the answers are kept"
            );
        }
        let of = laid_down::table.filter(laid_down::about.eq_any(["2012", "2027"]));
        let kept: i64 = app.database(|conn| of.count().get_result(conn));
        assert_eq!(kept, 0);
    })
    .await;
}

#[actix_web::test]
async fn a_window_that_needs_a_year_which_nobody_confirmed_is_not_published() {
    on_both(async |app| {
        let world = app.world();
        let second = app.user_by_mail("beleid@zwd.test");
        let people = TwoPeople::new(world.admin.clone(), second).unwrap();
        app.pass(chrono::TimeDelta::days(400));
        let windows = || -> i64 { app.database(|conn| windows::table.count().get_result(conn)) };
        let before = windows();
        let refused = app.try_window(&world.scope(), &world.procedure, &world.version, &people).unwrap_err();
        assert!(refused.to_string().contains("2027"), "{refused}");
        assert_eq!(windows(), before);
        app.wnt_year(&world.scope(), 2027, &people);
        app.try_window(&world.scope(), &world.procedure, &world.version, &people).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_decision_comes_out_the_same_after_other_numbers_were_laid_down() {
    on_both(async |app| {
        let world = app.world();
        let decision = app.reviewing(&world).proposed();
        let second = app.user_by_mail("beleid@zwd.test");
        let people = TwoPeople::new(world.admin.clone(), second).unwrap();
        app.wnt_year(&world.scope(), 2027, &people);
        let found =
            app.database.read(|conn| replay::decision(conn, &world.scope(), &decision)).unwrap().found;
        assert_eq!(found, Found::Identical);
    })
    .await;
}
