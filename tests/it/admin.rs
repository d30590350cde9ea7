//! Beheer: a region looks after its own people, gemeenten, signatures and look, and after nobody else's.

use openhuis::app::{Error, admin};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::identifiers::EmailAddress;
use openhuis::domain::supervision::Discipline;
use openhuis::storage::{regions, staff};

use super::support::on_both;
use super::support::world::MIJ;

const PAGES: [&str; 5] =
    ["/beheer/team", "/beheer/volmachten", "/beheer/gemeenten", "/beheer/uiterlijk", "/beheer/uitgaand"];

#[actix_web::test]
async fn the_admin_of_a_region_reaches_every_page_of_beheer_and_an_assessor_none() {
    on_both(async |app| {
        let world = app.world();
        let admin = app.visitor();
        app.log_in(&admin, "beheer@zwd.test").await;
        for page in PAGES.iter().chain(&["/beheer/gemeenten/GM1690"]) {
            assert_eq!(admin.get(page).await.status, 200, "{page}");
        }
        assert_eq!(admin.get("/beheer/gemeenten/GM0200").await.status, 404, "Apeldoorn is of another region");
        let assessor = app.visitor();
        app.log_in(&assessor, "beoordelaar@zwd.test").await;
        for page in PAGES {
            assert!([403, 404].contains(&assessor.get(page).await.status), "{page}");
        }
        assert_ne!(world.assessor, world.admin);
        assert_ne!(world.org, world.other);
    })
    .await;
}

#[actix_web::test]
async fn a_role_is_given_to_a_colleague_once_never_to_oneself_and_a_region_keeps_its_last_admin() {
    on_both(async |app| {
        let world = app.world();
        app.user("nieuw@zwd.test");
        let scope = world.scope();
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
        let give = |mail: &str, gemeente: &str| {
            let mail = EmailAddress::parse(mail).unwrap();
            app.database.write(|conn| {
                admin::grant_role(
                    conn,
                    &ctx,
                    &scope,
                    &mail,
                    (StaffRole::Supervisor, Some(Discipline::Quality)),
                    gemeente,
                )
            })
        };
        assert!(give("nieuw@zwd.test", "GM1690").is_ok());
        assert!(give("nieuw@zwd.test", "GM1690").is_err(), "the same role twice");
        assert!(give("nieuw@zwd.test", "GM0200").is_err(), "a gemeente of another region");
        let apart = give("beoordelaar@zwd.test", "");
        assert!(matches!(&apart, Err(Error::Invalid(why)) if why[0].field == "rol"), "{apart:?}");
        assert!(give("niemand@zwd.test", "").is_err(), "no account");
        assert!(give("beheer@zwd.test", "").is_err(), "oneself");
        let team = app.database(|conn| staff::team(conn, &scope));
        let own = team.iter().find(|member| member.role.role.0 == StaffRole::RegionAdmin).unwrap();
        let id = openhuis::domain::ids::Id::parse(&own.role.id).unwrap();
        assert!(
            app.database.write(|conn| admin::end_role(conn, &ctx, &scope, &id)).is_err(),
            "the last admin"
        );
    })
    .await;
}

#[actix_web::test]
async fn what_a_colleague_changed_meanwhile_is_not_overwritten_and_another_region_is_not_reached() {
    on_both(async |app| {
        let world = app.world();
        let other = app.world_of(MIJ, "mij.test");
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
        let row = app.database(|conn| regions::gemeenten_of(conn, &world.scope())).remove(0);
        let details = admin::GemeenteDetails { court: "Overijssel".to_owned(), ..(&row).into() };
        let change = |scope, court: &str| {
            let details = admin::GemeenteDetails { court: court.to_owned(), ..details.clone() };
            app.database
                .write(|conn| admin::change_gemeente(conn, &ctx, scope, &row.code, row.version, &details))
        };
        let (own, foreign) = (world.scope(), other.scope());
        assert!(matches!(change(&foreign, "Gelderland"), Err(openhuis::app::Error::NotFound)));
        change(&own, "Overijssel").unwrap();
        assert!(matches!(change(&own, "Gelderland"), Err(openhuis::app::Error::Stale)));
    })
    .await;
}

#[actix_web::test]
async fn a_colour_on_which_white_letters_cannot_be_read_is_refused() {
    on_both(async |app| {
        let world = app.world();
        let (scope, ctx) = (world.scope(), app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin)));
        let choose = |seen: i64, accent: &str| {
            let look = admin::Look { name: "Zuidwest-Drenthe".to_owned(), accent: accent.to_owned() };
            app.database.write(|conn| admin::change_look(conn, &ctx, &scope, seen, &look))
        };
        for wrong in ["#ffdd00", "geel", "#12345"] {
            assert!(choose(1, wrong).is_err(), "{wrong}");
        }
        choose(1, "#154273").unwrap();
        let row = app.database(|conn| regions::find(conn, &scope));
        assert_eq!(admin::theme_of(&row).accent.unwrap().to_string(), "#154273");
    })
    .await;
}

#[actix_web::test]
async fn the_colour_of_a_region_is_on_its_public_pages_and_on_those_of_its_team_and_nowhere_else() {
    on_both(async |app| {
        let world = app.world();
        let other = app.world_of(MIJ, "mij.test");
        let admin = app.visitor();
        app.log_in(&admin, "beheer@zwd.test").await;
        let form = admin.get("/beheer/uiterlijk").await.form("/beheer/uiterlijk");
        assert_eq!(admin.submit(&form, &[("kleur", "#ffdd00")]).await.status, 422);
        let anybody = app.visitor();
        let page = format!("/regio/{}", world.slug);
        assert!(!anybody.get(&page).await.text.contains("/thema/"), "a refused colour changes nothing");
        assert_eq!(
            admin.submit(&form, &[("kleur", "#154273"), ("_once", "een-andere-keer-0001")]).await.status,
            303
        );

        let shown = anybody.get(&page).await.text;
        let sheet = sheet_of(&shown).expect("the sheet of the region");
        assert_eq!(sheet_of(&admin.get("/beheer/team").await.text), Some(sheet.clone()));
        assert_eq!(sheet_of(&anybody.get(&format!("/regio/{}", other.slug)).await.text), None);
        assert_eq!(sheet_of(&anybody.get("/").await.text), None);
        let css = anybody.get(&sheet).await;
        assert_eq!((css.status, css.header("content-type")), (200, "text/css; charset=utf-8"));
        assert!(css.header("cache-control").contains("immutable"));
        assert!(css.text.contains("#154273"), "{}", css.text);
        assert_eq!(anybody.get("/thema/154273-000000000000.css").await.status, 404);

        let again = admin.get("/beheer/uiterlijk").await.form("/beheer/uiterlijk");
        assert_eq!(admin.submit(&again, &[("kleur", "#7a1f3d")]).await.status, 303);
        assert_ne!(sheet_of(&anybody.get(&page).await.text), Some(sheet), "another colour, another address");
    })
    .await;
}

#[actix_web::test]
async fn an_old_form_is_told_in_what_role_and_when_it_was_changed_but_not_by_whom() {
    on_both(async |app| {
        let world = app.world();
        let [one, other] = [app.visitor(), app.visitor()];
        app.staff(&world.region, &app.user("tweede.beheer@zwd.test"), StaffRole::RegionAdmin);
        app.log_in(&one, "beheer@zwd.test").await;
        app.log_in(&other, "tweede.beheer@zwd.test").await;
        let old = other.get("/beheer/uiterlijk").await.form("/beheer/uiterlijk");
        let form = one.get("/beheer/uiterlijk").await.form("/beheer/uiterlijk");
        assert_eq!(one.submit(&form, &[("naam", "Zuidwest")]).await.status, 303);
        app.pass(chrono::TimeDelta::seconds(30));
        let stale = other.submit(&old, &[("naam", "Noordoost")]).await;
        assert_eq!(stale.status, 409);
        let told = "Een regiobeheerder wijzigde dit op 22 november 2026 om 12:00:00 uur";
        assert!(stale.text.contains(told), "{}", stale.text);
        assert!(!stale.text.contains("Persoon beheer@zwd.test"), "never a name");
    })
    .await;
}

fn sheet_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<link rel=\"stylesheet\" href=\"/thema/")?;
    Some(format!("/thema/{}", rest.split('"').next()?))
}
