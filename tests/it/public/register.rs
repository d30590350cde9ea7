//! The register: who stands in it, in what order, and what it never tells.

use openhuis::domain::admission::{SourceKind, State};
use openhuis::domain::ids::OrgId;

use crate::support::client::Page;
use crate::support::register::Admitted;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

async fn get(app: &TestApp, world: &World, rest: &str) -> Page {
    let page = app.visitor().get(&format!("/regio/{}/register{rest}", world.slug)).await;
    assert_eq!(page.status, 200, "{rest}: {}", page.text);
    page
}

fn active(app: &TestApp, world: &World, name: &str, group: &str, gemeente: &str) -> OrgId {
    let org = app.organisation(name);
    app.admit(world, &Admitted::active(&org, name, group, gemeente));
    org
}

#[actix_web::test]
async fn only_admissions_that_run_are_listed_and_a_stop_is_told_without_its_reason() {
    on_both(async |app| {
        let world = app.world();
        let states = [
            ("Loopt", State::Active, SourceKind::TakenOver),
            ("Gestopt", State::Suspended, SourceKind::TakenOver),
            ("Wacht", State::Granted, SourceKind::TakenOver),
            ("Voorbij", State::Ended, SourceKind::TakenOver),
            ("Vervallen", State::Lapsed, SourceKind::TakenOver),
            ("Overbrugging", State::Active, SourceKind::Bridging),
        ];
        for (name, state, source) in states {
            let org = app.organisation(name);
            let one = Admitted::active(&org, name, "ib", "GM1690");
            app.admit(&world, &Admitted { state, source, ..one });
            let path = format!("/regio/{}/register/{org}", world.slug);
            let page = app.visitor().get(&path).await;
            let listed = matches!(name, "Loopt" | "Gestopt");
            assert_eq!(page.status, if listed { 200 } else { 404 }, "{name}");
            assert!(!page.text.contains("geheim") && !page.text.contains("2027"), "{}", page.text);
        }
        let list = get(app, &world, "").await.text;
        assert!(list.contains("2 aanbieders gevonden"));
        assert!(list.contains("neemt nu geen nieuwe cliënten aan") && list.contains("neemt cliënten aan"));
        for name in ["Wacht", "Voorbij", "Vervallen", "Overbrugging"] {
            assert!(!list.contains(name));
        }
        let csv = app.visitor().get(&format!("/regio/{}/register.csv", world.slug)).await.text;
        assert!(csv.contains("Loopt") && csv.contains("Gestopt") && !csv.contains("Wacht"));
        assert!(!list.contains("geheim") && !csv.contains("geheim"));
    })
    .await;
}

#[actix_web::test]
async fn filters_narrow_the_list_and_can_be_taken_away() {
    on_both(async |app| {
        let world = app.world();
        active(app, &world, "Alfa", "ib", "GM1690");
        active(app, &world, "Bravo", "db", "GM1690");
        active(app, &world, "Charlie", "ib", "GM0118");
        let org = app.organisation("Delta");
        let one = Admitted::active(&org, "Delta", "ib", "GM0118");
        app.admit(&world, &Admitted { target: "dementie", ..one });
        let cases = [
            ("?gemeente=GM1690", vec!["Alfa", "Bravo"]),
            ("?productgroep=ib", vec!["Alfa", "Charlie", "Delta"]),
            ("?gemeente=GM0118&productgroep=ib", vec!["Charlie", "Delta"]),
            ("?doelgroep=dementie", vec!["Delta"]),
            ("?gemeente=GM0118&productgroep=db", vec![]),
            ("?gemeente=onzin", vec!["Alfa", "Bravo", "Charlie", "Delta"]),
        ];
        for (query, expected) in cases {
            let page = get(app, &world, query).await.text;
            let listed: Vec<_> = ["Alfa", "Bravo", "Charlie", "Delta"]
                .into_iter()
                .filter(|name| page.contains(&format!(">{name}</a>")))
                .collect();
            assert_eq!(listed, expected, "{query}");
        }
        let page = get(app, &world, "?gemeente=GM0118&productgroep=ib").await.text;
        let base = format!("/regio/{}/register", world.slug);
        assert!(page.contains(&format!("href=\"{base}?productgroep=ib\"")), "{page}");
        assert!(page.contains(&format!("href=\"{base}?gemeente=GM0118\"")));
    })
    .await;
}

#[actix_web::test]
async fn the_order_is_by_name_and_pages_neither_repeat_nor_skip() {
    on_both(async |app| {
        let world = app.world();
        let mut names: Vec<String> =
            (0..60).map(|number| format!("Zorg {:02}", (number * 37) % 60)).collect();
        for name in &names {
            active(app, &world, name, "ib", "GM1690");
        }
        names.sort();
        let (mut seen, mut rest) = (Vec::new(), String::new());
        let mut pages = Vec::new();
        loop {
            let page = get(app, &world, &rest).await.text;
            let shown = names_on(&page);
            seen.extend(shown.clone());
            pages.push(shown);
            match link(&page, "next") {
                Some(next) => rest = next,
                None => break,
            }
        }
        assert_eq!(seen, names);
        let last = get(app, &world, &rest).await.text;
        let back = get(app, &world, &link(&last, "prev").unwrap()).await.text;
        assert_eq!(names_on(&back), pages[1]);
    })
    .await;
}

fn names_on(page: &str) -> Vec<String> {
    let cells = page.split("role=\"rowheader\">").skip(1);
    cells.map(|cell| cell.split("</a>").next().unwrap().rsplit('>').next().unwrap().to_owned()).collect()
}

fn link(page: &str, rel: &str) -> Option<String> {
    let tag = page.split("rel=\"").find(|part| part.starts_with(rel))?;
    let href = tag.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.split("/register").nth(1)?.replace("&amp;", "&"))
}

#[actix_web::test]
async fn the_table_has_a_row_per_lot_and_no_formula_of_an_aanbieder_runs_in_it() {
    on_both(async |app| {
        let world = app.world();
        let evil = "=HYPERLINK(\"http://kwaad.test\")";
        let org = app.organisation(evil);
        app.admit(&world, &Admitted::active(&org, evil, "ib", "GM1690"));
        app.admit(&world, &Admitted::active(&org, evil, "ib", "GM0118"));
        let page = app.visitor().get(&format!("/regio/{}/register.csv", world.slug)).await;
        assert!(page.header("content-type").starts_with("text/csv"));
        let text = String::from_utf8(page.body()).unwrap();
        assert!(text.starts_with("\u{feff}aanbieder;kvk;"), "{text}");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        for row in &rows {
            assert_eq!(&row[0], format!("'{evil}"));
            assert_eq!(&row[10], "ja");
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
        }
    })
    .await;
}

#[actix_web::test]
async fn the_page_of_an_aanbieder_shows_where_it_is_admitted_and_no_more() {
    on_both(async |app| {
        let world = app.world();
        let org = app.organisation("Zorggroep Het Veen");
        let one = Admitted::active(&org, "Zorggroep Het Veen", "ib", "GM1690");
        app.admit(&world, &Admitted { target: "dementie", ..one });
        let page = get(app, &world, &format!("/{org}")).await.text;
        assert!(page.contains("KvK-nummer") && page.contains("90001354"));
        assert!(page.contains("1 jan 2026") && page.contains("Neemt cliënten aan"));
        // Numbers of places are the aanbieder's own; the register only says for whom.
        assert!(!page.contains("4 plaatsen"));
    })
    .await;
}
