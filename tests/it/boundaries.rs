//! A region brings in the boundaries of its gemeenten: every mistake at once, or a map that everybody sees.

use std::fmt::Write as _;

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::domain::access::StaffRole;
use openhuis::storage::regions;
use openhuis::storage::schema::{audit_index, boundaries};

use crate::support::client::{Client, Page};
use crate::support::multipart;
use crate::support::two_people::{EDITOR, logged_in, world};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/gemeenten/grenzen";

/// Invented squares beside each other, one for each of these gemeenten, in longitude and latitude.
pub fn squares(codes: &[&str]) -> String {
    let mut features = String::new();
    for (number, code) in codes.iter().enumerate() {
        let (west, east) = (format!("6.{number}"), format!("6.{}", number + 1));
        let ring = format!("[[{west},52.5],[{east},52.5],[{east},52.7],[{west},52.7],[{west},52.5]]");
        let comma = if number == 0 { "" } else { "," };
        write!(
            features,
            "{comma}{{\"type\":\"Feature\",\"properties\":{{\"statcode\":\"{code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
        )
        .unwrap();
    }
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
}

/// The six gemeenten of the region of the walk.
pub fn whole() -> String {
    squares(&["GM0118", "GM0119", "GM0180", "GM1690", "GM1701", "GM1896"])
}

fn codes(app: &TestApp, world: &World) -> Vec<String> {
    let rows = app.database(|conn| regions::gemeenten_of(conn, &world.scope()));
    rows.into_iter().map(|row| row.code).collect()
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

async fn send(client: &Client, text: &str) -> Page {
    let form = client.get(HOME).await.form(HOME);
    multipart::send(client, &form, &[("grenzen.geojson", text)], "text/html").await
}

#[actix_web::test]
async fn the_real_map_stands_everywhere_once_all_gemeenten_have_a_boundary_and_not_before_it_is_taken_into_use()
 {
    on_both(async |app| {
        let world = world(app);
        let own = codes(app, &world);
        assert!(
            own.len() == 6 && own.iter().all(|code| whole().contains(code)),
            "the region of the walk: {own:?}"
        );
        let admin = logged_in(app, EDITOR).await;
        let public = format!("/regio/{}", world.slug);
        let maps = async || {
            let pages = [app.visitor().get(&public).await, app.visitor().get("/").await];
            let group = app.visitor().get(&format!("{public}/productgroepen/ib")).await;
            let team = admin.get("/beheer/dekking").await;
            pages
                .into_iter()
                .chain([group, team])
                .map(|page| page.text.contains("class=\"area-map\""))
                .collect::<Vec<_>>()
        };
        assert_eq!(maps().await, [false; 4], "tiles at first");
        let sent = send(&admin, &whole()).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(maps().await, [false; 4], "only looked at");
        let at = sent.header("location").to_owned();
        let looked = admin.get(&at).await;
        assert!(
            looked.text.contains("Alle 6 gemeenten staan erin") && looked.text.contains("class=\"area-map\""),
            "{}",
            looked.text
        );
        assert_eq!(admin.submit(&looked.form(&at), &[]).await.status, 303);
        assert_eq!(maps().await, [true; 4]);
        let page = app.visitor().get(&public).await;
        assert!(page.text.contains("Grenzen: CBS en Kadaster, CC BY 4.0"), "{}", page.text);
        assert_eq!(admin.get(&at).await.status, 409, "settled");
        assert_eq!((leaves(app, "boundaries.prepared"), leaves(app, "boundaries.taken_over")), (1, 1));

        app.database(|conn| {
            use openhuis::storage::schema::gemeenten;
            let moved = diesel::update(gemeenten::table.filter(gemeenten::code.eq("GM0118")));
            moved.set(gemeenten::code.eq("GM9118")).execute(conn)
        });
        let page = app.visitor().get("/").await;
        assert!(
            page.text.contains("class=\"tile-map\""),
            "one without a boundary, and there are tiles again"
        );
    })
    .await;
}

#[actix_web::test]
async fn a_file_with_mistakes_changes_nothing_and_the_page_lists_each_with_its_place_in_the_file() {
    on_both(async |app| {
        world(app);
        let admin = logged_in(app, EDITOR).await;
        let metres = whole().replacen("6.1,52.5", "209000.5,520000", 1).replacen("GM0119", "GM0118", 1);
        let metres = metres
            .replacen("\"statcode\":\"GM0180\"", "\"naam\":\"Staphorst\"", 1)
            .replacen("GM1690", "GM16", 1);
        let refused = send(&admin, &metres).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        for told in [
            "Er is niets ingelezen",
            "GM0118: de punten zijn in meters",
            "GM0118 staat ook al bij onderdeel 1",
            "Hier staat niet bij welke gemeente het is",
            "‘GM16’ is geen CBS-code",
            "Meppel (GM0119) staat niet in dit bestand",
            "De Wolden (GM1690) staat niet in dit bestand",
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let kept: i64 = app.database(|conn| boundaries::table.count().get_result(conn));
        assert_eq!((kept, leaves(app, "boundaries.prepared")), (0, 0));
        for (text, told) in [
            ("geen json".to_owned(), "geen GeoJSON: vanaf regel 1"),
            ("{\"type\":\"Topology\"}".to_owned(), "geen GeoJSON met gemeenten"),
            (" ".repeat(9 << 20), "hooguit 8 MB"),
            (String::new(), "Kies het bestand met de gemeentegrenzen"),
        ] {
            let refused = send(&admin, &text).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
    })
    .await;
}

#[actix_web::test]
async fn what_is_thrown_away_or_replaced_leaves_no_areas_and_another_region_finds_nothing() {
    on_both(async |app| {
        let (world, _) = (world(app), app.world_of(MIJ, "mij.test"));
        let admin = logged_in(app, EDITOR).await;
        let at = send(&admin, &whole()).await.header("location").to_owned();
        let far = logged_in(app, "beheer@mij.test").await;
        assert_eq!(far.get(&at).await.status, 404);
        let mut forged = admin.get(&at).await.form(&at);
        forged.fields.retain(|(name, _)| name != "_csrf");
        forged
            .fields
            .extend(far.get(HOME).await.form(HOME).fields.into_iter().filter(|(name, _)| name == "_csrf"));
        assert_eq!(far.submit(&forged, &[]).await.status, 404);
        let assessor = app.user("bea@zwd.test");
        app.staff(&world.region, &assessor, StaffRole::Assessor);
        assert_ne!(logged_in(app, "bea@zwd.test").await.get(HOME).await.status, 200);
        let away = format!("{at}/weggooien");
        let form = admin.get(&at).await.form(&away);
        assert_eq!(admin.submit(&form, &[]).await.status, 303);
        for _ in 0..2 {
            app.pass(TimeDelta::minutes(1));
            let at = send(&admin, &whole()).await.header("location").to_owned();
            let form = admin.get(&at).await.form(&at);
            assert_eq!(admin.submit(&form, &[]).await.status, 303);
        }
        let kept: Vec<(String, Option<String>)> = app.database(|conn| {
            boundaries::table
                .order(boundaries::id)
                .select((boundaries::state, boundaries::outlines_json))
                .load(conn)
        });
        let kept: Vec<(&str, bool)> =
            kept.iter().map(|(state, areas)| (state.as_str(), areas.is_some())).collect();
        assert_eq!(kept, [("discarded", false), ("replaced", false), ("current", true)]);
    })
    .await;
}
