//! The pages of a region: windows, lots, requirements as text, tariffs.

use crate::support::register::Admitted;
use crate::support::{TestApp, on_both};

async fn text(app: &TestApp, path: &str) -> String {
    let page = app.visitor().get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text);
    page.text
}

#[actix_web::test]
async fn the_front_page_names_the_regions_and_what_is_open() {
    on_both(async |app| {
        let empty = text(app, "/").await;
        assert!(empty.contains("nog geen regio"));
        let world = app.world();
        let page = text(app, "/").await;
        assert!(page.contains(&format!("/regio/{}", world.slug)));
        assert!(page.contains("Open voor indienen"));
    })
    .await;
}

#[actix_web::test]
async fn the_page_of_a_region_tells_when_and_where_one_may_apply() {
    on_both(async |app| {
        let world = app.world();
        let page = text(app, &format!("/regio/{}", world.slug)).await;
        assert!(page.contains("Open voor indienen") && page.contains("Nog "), "{page}");
        for gemeente in world.scheme.gemeenten() {
            assert!(page.contains(&gemeente.name));
        }
        for group in world.scheme.groups() {
            assert!(page.contains(&group.title));
        }
        // The state of a lot is a word, never only a colour.
        assert!(page.contains("</svg>open</span>"));
    })
    .await;
}

#[actix_web::test]
async fn a_number_of_aanbieders_below_five_is_not_shown() {
    on_both(async |app| {
        let world = app.world();
        let names = ["Een", "Twee", "Drie", "Vier", "Vijf"];
        for name in names {
            let org = app.organisation(name);
            app.admit(&world, &Admitted::active(&org, name, "ib", "GM1690"));
            if name != "Vijf" {
                app.admit(&world, &Admitted::active(&org, name, "db", "GM1690"));
            }
        }
        let ib = text(app, &format!("/regio/{}/productgroepen/ib", world.slug)).await;
        assert!(ib.contains("5 aanbieders"));
        let db = text(app, &format!("/regio/{}/productgroepen/db", world.slug)).await;
        assert!(db.contains("minder dan 5 aanbieders") && !db.contains("4 aanbieders"));
    })
    .await;
}

#[actix_web::test]
async fn requirements_are_read_as_text_with_their_ground_and_evidence() {
    on_both(async |app| {
        let world = app.world();
        let page = text(app, &format!("/regio/{}/eisen", world.slug)).await;
        for requirement in world.scheme.requirements() {
            assert!(page.contains(&format!("id=\"{}\"", requirement.code)), "{}", requirement.code);
        }
        assert!(page.contains("Het is niet ouder dan 6 maanden op"));
        assert!(page.contains(world.scheme.sha256()));
    })
    .await;
}

#[actix_web::test]
async fn a_product_group_shows_tariffs_with_their_six_parts_and_says_what_is_not_decided() {
    on_both(async |app| {
        let world = app.world();
        let page = text(app, &format!("/regio/{}/productgroepen/ib", world.slug)).await;
        assert!(page.contains("Niet-productieve uren") && page.contains("Voorbeeld, niet vastgesteld"));
        assert!(page.contains("Geldt vanaf"));
    })
    .await;
}

#[actix_web::test]
async fn windows_are_shown_with_their_moments_and_as_a_year() {
    on_both(async |app| {
        let world = app.world();
        let page = text(app, &format!("/regio/{}/vensters", world.slug)).await;
        assert!(page.contains("Beslissing uiterlijk") && page.contains("Vensters in 2026"));
    })
    .await;
}

#[actix_web::test]
async fn what_does_not_exist_is_not_found() {
    on_both(async |app| {
        let world = app.world();
        let slug = &world.slug;
        for path in [
            "/regio/niets".to_owned(),
            "/regio/niets/register".to_owned(),
            "/regio/niets/register.csv".to_owned(),
            format!("/regio/{slug}/productgroepen/niets"),
            format!("/regio/{slug}/register/niets"),
            format!("/regio/{slug}/register/01890a5d-ac96-774b-bcce-b302099a8057"),
        ] {
            assert_eq!(app.visitor().get(&path).await.status, 404, "{path}");
        }
    })
    .await;
}

#[actix_web::test]
async fn applying_from_a_public_page_is_the_right_way_for_whoever_asks() {
    on_both(async |app| {
        let world = app.world();
        let path = format!("/aanmelden/{}", world.window);
        let anyone = app.visitor();
        let windows = anyone.get(&format!("/regio/{}/vensters", world.slug)).await;
        assert!(windows.text.contains(&format!("href=\"{path}\"")), "{}", windows.text);
        let page = anyone.get(&path).await;
        assert!(page.status == 200 && page.text.contains("/registreren"), "{}", page.text);
        assert!(page.text.contains(&format!("/inloggen?next=/aanmelden/{}", world.window)), "{}", page.text);
        let provider = app.visitor();
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        let page = provider.get(&path).await;
        let begun = provider.submit(&page.form("/aanbieder/aanmeldingen"), &[]).await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        let again = provider.get(&path).await;
        assert_eq!((again.status, again.header("location")), (303, begun.header("location")));
        let reader = app.visitor();
        app.log_in(&reader, "tekenbevoegde@ander.zwd.test").await;
        assert!(
            reader.get(&path).await.text.contains("Aanmelding beginnen"),
            "another aanbieder begins its own"
        );
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        assert!(team.get(&path).await.text.contains("U werkt nu voor een regio"));
        assert_eq!(anyone.get("/aanmelden/01890a5d-ac96-774b-bcce-b302099a8057").await.status, 404);
        app.pass(chrono::TimeDelta::weeks(8));
        assert!(anyone.get(&path).await.text.contains("U kunt zich nu niet aanmelden"));
    })
    .await;
}
