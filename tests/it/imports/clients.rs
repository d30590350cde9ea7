//! The region brings in how many clients each lot has: all mistakes at once and nothing taken over, or everything and only what changes.

use diesel::prelude::*;
use openhuis::app::imports::{Brought, clients};
use openhuis::app::{Error, supply};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::digest::Digest;
use openhuis::domain::identifiers::GemeenteCode;
use openhuis::domain::ids::ProcedureId;
use openhuis::domain::policy_code::{GroupCode, LotKey};
use openhuis::files::table;
use openhuis::storage::schema::{audit_index, client_counts, imports};

use crate::support::client::{Client, Page};
use crate::support::multipart;
use crate::support::two_people::{EDITOR, filled, logged_in, publish, world};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/dekking/clienten";
const HEAD: &str = "gemeente;productgroep;kwartaal;cliënten\n";

/// A table of one line.
pub fn one_line() -> String {
    format!("{HEAD}GM0118;db;2026K3;376\n")
}

/// A table of these lines, as somebody brought it.
pub fn brought(procedure: &ProcedureId, lines: &str) -> Brought {
    let bytes = format!("{HEAD}{lines}").into_bytes();
    let table = table::read(&bytes).unwrap();
    Brought {
        procedure: procedure.clone(),
        file_name: "clienten.csv".to_owned(),
        digest: Digest::of(&bytes),
        table,
    }
}

/// Send a file with this text.
async fn send(client: &Client, text: &str) -> Page {
    let form = client.get(HOME).await.form(HOME);
    multipart::send(client, &form, &[("clienten.csv", text)], "text/html").await
}

/// Send a file and take it over.
async fn bring_in(client: &Client, text: &str) -> Page {
    let sent = send(client, text).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let at = sent.header("location").to_owned();
    let looked = client.get(&at).await;
    client.submit(&looked.form(&at), &[]).await
}

fn kept(app: &TestApp) -> Vec<(String, String, String, i32)> {
    let all = client_counts::table
        .order((client_counts::product_group, client_counts::gemeente, client_counts::quarter))
        .select((
            client_counts::product_group,
            client_counts::gemeente,
            client_counts::quarter,
            client_counts::clients,
        ));
    app.database(|conn| all.load(conn))
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

fn count(group: &str, gemeente: &str, quarter: &str, clients: i32) -> (String, String, String, i32) {
    (group.to_owned(), gemeente.to_owned(), quarter.to_owned(), clients)
}

#[actix_web::test]
async fn a_table_with_mistakes_changes_nothing_and_the_page_lists_each_with_row_and_column() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, EDITOR).await;
        let text = format!(
            "{HEAD}GM0118;ib;2026K3;12\nAmsterdam;ib;2026K3;1\nGM0118;xx;2026K3;1\nGM0118;db;2026K3;-1\n\
             GM1690;db;2026K3;\nGM0118;ib;2026K3;13\n"
        );
        let refused = send(&editor, &text).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        for told in [
            "Er is niets ingelezen",
            "Wat er niet klopt (5)",
            "‘Amsterdam’ is geen gemeente",
            "‘xx’ is geen code van een productgroep",
            "kleiner dan 0",
            "Dit vak is leeg",
            "ook al op regel 2",
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert!(kept(app).is_empty());
        let staged: i64 = app.database(|conn| imports::table.count().get_result(conn));
        assert_eq!(staged, 0);
    })
    .await;
}

#[actix_web::test]
async fn a_file_that_is_no_table_is_told_what_to_do() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, EDITOR).await;
        for (text, told) in [
            (String::new(), "Dit bestand is leeg"),
            ("%PDF-1.4\0".to_owned(), "geen CSV-bestand en geen Excel-werkmap"),
            (";".repeat(99), "te veel kolommen"),
            ("x".repeat(5 << 20), "hooguit 4 MB"),
        ] {
            let refused = send(&editor, &text).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let form = editor.get(HOME).await.form(HOME);
        let refused = multipart::send(&editor, &form, &[], "text/html").await;
        assert!(refused.text.contains("Kies het bestand"), "{}", refused.text);
    })
    .await;
}

#[actix_web::test]
async fn the_same_table_again_changes_nothing_and_a_corrected_count_replaces_the_old_one_with_a_leaf() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, EDITOR).await;
        let text = format!("\u{feff}{HEAD}GM0118;ib;2026K3;12\r\nDe Wolden;db;2026K3;96\r\n");
        assert_eq!(bring_in(&editor, &text).await.status, 303);
        let first = [count("db", "GM1690", "2026K3", 96), count("ib", "GM0118", "2026K3", 12)];
        assert_eq!(kept(app), first);
        let sent = send(&editor, &text).await;
        let looked = editor.get(sent.header("location")).await;
        assert!(looked.text.contains("Er verandert niets"), "{}", looked.text);
        assert_eq!(bring_in(&editor, &text).await.status, 303);
        assert_eq!((kept(app), leaves(app, "clients.corrected")), (first.to_vec(), 0));

        let corrected = "gemeente,productgroep,kwartaal,cliënten\nGM0118,ib,2026K3,14\n";
        let sent = send(&editor, corrected).await;
        let looked = editor.get(sent.header("location")).await;
        assert!(looked.text.contains("Wordt vervangen (1)"), "{}", looked.text);
        assert_eq!(kept(app), first, "nothing counts before it is taken over");
        assert_eq!(bring_in(&editor, corrected).await.status, 303);
        assert_eq!(kept(app)[1], count("ib", "GM0118", "2026K3", 14));
        assert_eq!((leaves(app, "clients.corrected"), leaves(app, "clients.imported")), (1, 3));
        let page = editor.get(HOME).await;
        assert!(page.text.contains("Eerder ingelezen"), "{}", page.text);
        let left: i64 = app.database(|conn| {
            imports::table.filter(imports::table_json.is_not_null()).count().get_result(conn)
        });
        assert_eq!(left, 0, "what stood in the files is not kept");
    })
    .await;
}

#[actix_web::test]
async fn a_table_that_is_thrown_away_or_replaced_by_another_cannot_be_taken_over_any_more() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, EDITOR).await;
        let first = send(&editor, &one_line()).await.header("location").to_owned();
        let stale = editor.get(&first).await.form(&first);
        let second = send(&editor, &one_line()).await.header("location").to_owned();
        assert_eq!(editor.submit(&stale, &[]).await.status, 409, "a newer file takes its place");
        let away = format!("{second}/weggooien");
        let form = editor.get(&second).await.form(&away);
        let take = editor.get(&second).await.form(&second);
        assert_eq!(editor.submit(&form, &[]).await.status, 303);
        assert_eq!(editor.submit(&take, &[]).await.status, 409);
        assert!(kept(app).is_empty());
        assert_eq!(leaves(app, "import.discarded"), 2);
    })
    .await;
}

#[actix_web::test]
async fn the_newest_count_is_what_a_lot_is_measured_by_and_the_page_says_when_it_was_counted() {
    on_both(async |app| {
        let world = world(app);
        let lot = LotKey {
            group: GroupCode::parse("ib").unwrap(),
            gemeente: GemeenteCode::parse("GM0118").unwrap(),
        };
        app.enough(&world, &lot);
        let editor = logged_in(app, EDITOR).await;
        let at = format!("/beheer/dekking/{}/ib/GM0118", world.procedure);
        let said = editor.get(&at).await;
        assert!(said.text.contains("geteld op 1 juni 2024, volgens de regeling"), "{}", said.text);
        let many = format!("{HEAD}GM0118;ib;2026K3;90000\nGM0118;ib;2026K1;20\n");
        assert_eq!(bring_in(&editor, &many).await.status, 303);
        let counted = editor.get(&at).await;
        assert!(counted.text.contains("geteld in het derde kwartaal van 2026"), "{}", counted.text);
        assert!(counted.text.contains("Sluiten kan nu niet"), "too few places for so many: {}", counted.text);
        let all = editor.get("/beheer/dekking").await;
        assert!(all.text.contains("2026K3"), "{}", all.text);
    })
    .await;
}

#[actix_web::test]
async fn fewer_than_ten_clients_are_not_counted_in_public() {
    on_both(async |app| {
        let world = world(app);
        let lot = LotKey {
            group: GroupCode::parse("ib").unwrap(),
            gemeente: GemeenteCode::parse("GM0118").unwrap(),
        };
        app.enough(&world, &lot);
        let editor = logged_in(app, EDITOR).await;
        assert_eq!(bring_in(&editor, &format!("{HEAD}GM0118;ib;2026K3;7\n")).await.status, 303);
        open_for_scarcity(app, &world, &editor).await;
        let public = app.visitor().get(&format!("/regio/{}", world.slug)).await;
        assert!(
            public.text.contains("minder dan 10") && public.text.contains("te weinig cliënten om te tonen")
        );
        assert!(!public.text.contains("voor 7 cliënten"), "{}", public.text);
    })
    .await;
}

/// Two people open a lot because there is too little: the figures are published.
async fn open_for_scarcity(app: &TestApp, world: &World, editor: &Client) {
    let at = format!("/beheer/dekking/{}/ib/GM0118", world.procedure);
    let form = editor.get(&at).await.form(&at);
    let answers = [("besluit", "schaarste"), ("waarom", "Er is een wachtlijst.")];
    assert_eq!(editor.submit(&filled(form, &answers), &[]).await.status, 303);
    assert_eq!(publish(app, "/beheer/dekking").await.status, 303);
}

#[actix_web::test]
async fn nobody_brings_in_anything_for_another_region() {
    on_both(async |app| {
        let (world, far) = (world(app), app.world_of(MIJ, "mij.test"));
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor));
        let brought = brought(&world.procedure, "GM0118;ib;2026K3;12");
        let refused = app.database.write(|conn| clients::prepare(conn, &ctx, &far.scope(), brought.clone()));
        assert!(matches!(refused, Err(Error::NotFound)));
        let id = app.database.write(|conn| clients::prepare(conn, &ctx, &world.scope(), brought)).unwrap();
        let refused = app.database.write(|conn| clients::take_over(conn, &ctx, &far.scope(), &id));
        assert!(matches!(refused, Err(Error::NotFound)));
        app.database.write(|conn| clients::take_over(conn, &ctx, &world.scope(), &id)).unwrap();
        let now = app.clock.now();
        let land =
            app.database.read(|conn| supply::landscape(conn, &far.scope(), &far.procedure, now)).unwrap();
        assert!(land.lots.values().all(|lot| lot.counted.is_none()), "the other region counted nothing");
    })
    .await;
}

#[actix_web::test]
async fn the_example_has_a_row_for_every_lot_that_is_bought_and_can_be_sent_back() {
    on_both(async |app| {
        let world = world(app);
        let editor = logged_in(app, EDITOR).await;
        let example = editor.get(&format!("{HOME}/voorbeeld?procedure={}", world.procedure)).await;
        assert_eq!(example.status, 200);
        let text = String::from_utf8(example.body()).unwrap();
        assert!(text.starts_with("\u{feff}gemeente;productgroep;kwartaal;cliënten\r\n"), "{text}");
        assert!(text.contains("Meppel;ib;2026K4;753") || text.contains(";ib;2026K4;753"), "{text}");
        let full: String = text
            .lines()
            .map(|line| if line.ends_with(';') { format!("{line}0\n") } else { format!("{line}\n") })
            .collect();
        assert_eq!(send(&editor, &full).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn the_coverage_is_taken_away_as_a_table_and_the_public_one_holds_no_small_number() {
    on_both(async |app| {
        let world = world(app);
        let lot = LotKey {
            group: GroupCode::parse("ib").unwrap(),
            gemeente: GemeenteCode::parse("GM0118").unwrap(),
        };
        app.enough(&world, &lot);
        let editor = logged_in(app, EDITOR).await;
        let own = editor.get(&format!("/beheer/dekking/csv/{}", world.procedure)).await;
        let own = String::from_utf8(own.body()).unwrap();
        let name = "GM0118;Hoogeveen;ib;Individuele begeleiding;open";
        let said = own.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(said.contains(";3;0;") && said.contains(";753;2024-06-01;14;"), "{said}");
        let public = app.visitor().get(&format!("/regio/{}/dekking.csv", world.slug)).await;
        let public = String::from_utf8(public.body()).unwrap();
        assert!(public.contains(&format!("{name};minder dan 5")), "{public}");
        assert!(!public.contains("753"), "clients are not in it: {public}");
    })
    .await;
}
