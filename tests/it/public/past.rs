//! What everybody may read of the supply: per doelgroep, in bands, and through time; never a number below five.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::domain::admission::State;
use openhuis::domain::identifiers::GemeenteCode;
use openhuis::domain::policy_code::{GroupCode, LotKey};
use openhuis::domain::terms::local_day;
use openhuis::storage::schema::{admission_capacity, admissions};
use openhuis::storage::types::AsText;

use crate::support::register::Admitted;
use crate::support::two_people::world;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

fn lot() -> LotKey {
    LotKey { group: GroupCode::parse("ib").unwrap(), gemeente: GemeenteCode::parse("GM0118").unwrap() }
}

async fn read(app: &TestApp, path: &str) -> String {
    let page = app.visitor().get(path).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// So many more aanbieders of the lot.
fn more(app: &TestApp, world: &World, count: usize) {
    for number in 0..count {
        let name = format!("Zorg Meer {number} {}", app.clock.now());
        let org = app.organisation(&name);
        app.admit(world, &Admitted::active(&org, &name, "ib", "GM0118"));
    }
}

/// What stands between a heading and the next.
fn under<'a>(page: &'a str, heading: &str) -> &'a str {
    let rest = page.split(heading).nth(1).unwrap_or_else(|| panic!("no {heading}: {page}"));
    rest.split("<h").next().unwrap()
}

#[actix_web::test]
async fn free_places_are_public_in_a_band_and_only_of_three_aanbieders_or_more() {
    on_both(async |app| {
        let world = world(app);
        let path = format!("/regio/{}/dekking/ib/GM0118", world.slug);
        assert!(read(app, &path).await.contains("geen aanbieder"));
        app.enough(&world, &lot());
        let targets = world.scheme.target_groups().len();
        let page = read(app, &path).await;
        assert!(page.contains("25 of meer") && page.contains("minder dan 5 aanbieders"), "{page}");
        assert!(!page.contains(&format!(">{}<", targets * 30)), "no exact number of places");
        let seen =
            async || read(app, &format!("/regio/{}/dekking?doelgroep=nah&productgroep=ib", world.slug)).await;
        assert!(seen().await.contains("25 of meer"), "thirty places for this doelgroep");
        app.database(|conn| {
            let of_one =
                admission_capacity::table.select(admission_capacity::admission_id).first::<String>(conn)?;
            diesel::delete(admission_capacity::table.filter(admission_capacity::admission_id.eq(of_one)))
                .execute(conn)
        });
        let two = seen().await;
        assert!(two.contains("van te weinig aanbieders om te tonen") && !two.contains("25 of meer"), "{two}");
        assert!(two.contains("Hoogeveen: minder dan 5 aanbieders"), "the map has no small number: {two}");
    })
    .await;
}

#[actix_web::test]
async fn what_aanbieders_stated_too_long_ago_is_not_added_up_in_public() {
    on_both(async |app| {
        let world = world(app);
        app.enough(&world, &lot());
        let path = format!("/regio/{}/dekking?productgroep=ib", world.slug);
        assert!(read(app, &path).await.contains("25 of meer"));
        let old: NaiveDate = local_day(app.clock.now()) - TimeDelta::days(100);
        app.database(|conn| {
            let of_one =
                admission_capacity::table.select(admission_capacity::admission_id).first::<String>(conn)?;
            diesel::update(admission_capacity::table.filter(admission_capacity::admission_id.eq(of_one)))
                .set(admission_capacity::as_of.eq(old))
                .execute(conn)
        });
        let page = read(app, &path).await;
        assert!(!page.contains("25 of meer"), "two are left that stated lately: {page}");
    })
    .await;
}

#[actix_web::test]
async fn a_lot_tells_its_past_month_by_month_without_a_small_number_and_with_the_published_reasons() {
    on_both(async |app| {
        let world = world(app);
        more(app, &world, 2);
        app.pass(TimeDelta::days(40));
        let moved = local_day(app.clock.now());
        more(app, &world, 5);
        // What is admitted from now on counts from now on.
        app.database(|conn| {
            let new =
                admissions::table.filter(admissions::granted_at.ge(moved.and_hms_opt(0, 0, 0).unwrap()));
            diesel::update(new).set(admissions::starts_on.eq(moved)).execute(conn)
        });
        app.pass(TimeDelta::days(60));
        let now = app.clock.now().naive_utc();
        app.database(|conn| {
            let first =
                admissions::table.order(admissions::id).select(admissions::id).first::<String>(conn)?;
            diesel::update(admissions::table.find(first))
                .set((admissions::state.eq(AsText(State::Ended)), admissions::state_since.eq(now)))
                .execute(conn)
        });
        let page = read(app, &format!("/regio/{}/dekking/ib/GM0118", world.slug)).await;
        let counts = under(&page, "Aantal aanbieders</h3>");
        let order = [
            "maart 2027",
            "6 aanbieders",
            "januari 2027",
            "7 aanbieders",
            "januari 2026",
            "minder dan 5 aanbieders",
        ];
        let places: Vec<usize> = order
            .iter()
            .map(|text| counts.find(text).unwrap_or_else(|| panic!("{text}: {counts}")))
            .collect();
        assert!(places.is_sorted(), "the last change first: {counts}");
        for small in [">1 aanbieder", ">2 aanbieders", ">3 aanbieders", ">4 aanbieders"] {
            assert!(!page.contains(small), "{small}");
        }
        let states = under(&page, "en waarom</h3>");
        assert!(states.contains("Open"), "{states}");
        assert!(!page.contains("geheim"), "never why an aanbieder takes no clients");
    })
    .await;
}

#[actix_web::test]
async fn a_lot_that_is_none_is_not_there() {
    on_both(async |app| {
        let world = world(app);
        for path in ["ib/GM9999", "xx/GM0118", "ib/niets", "%20/GM0118"] {
            let page = app.visitor().get(&format!("/regio/{}/dekking/{path}", world.slug)).await;
            assert_eq!(page.status, 404, "{path}");
        }
        assert_eq!(app.visitor().get("/regio/nergens/dekking").await.status, 404);
    })
    .await;
}
