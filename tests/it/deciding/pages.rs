//! The pages of the decision maker, the contractmanager and the aanbieder, as they are used.

use diesel::prelude::*;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{agreements, audit_index, letters};

use crate::support::client::Client;
use crate::support::multipart;
use crate::support::smtp::SmtpServer;
use crate::support::{TestApp, on_both};

async fn who(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

#[actix_web::test]
async fn a_decision_maker_checks_and_signs_and_a_double_send_signs_once() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let client = who(app, "beslisser@zwd.test").await;
        let (own, others) = one.by_gemeente();
        let list = client.get(&format!("/beoordeling/beslissingen?gemeente={}", one.lots[0].gemeente)).await;
        assert_eq!(list.status, 200);
        assert!(list.text.contains("Zorggroep De Linde"), "{}", list.text);
        let page = client.get(&format!("/beoordeling/beslissingen/{}", own[0])).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let query = own.iter().map(|id| format!("perceel={id}")).collect::<Vec<_>>().join("&");
        let check = client.get(&format!("/beoordeling/beslissingen/bevestigen?{query}")).await;
        assert!(check.text.contains("Volmachtbesluit 2026-1"), "{}", check.text);
        let form = check.form("/beoordeling/beslissingen/tekenen");
        for _ in 0..2 {
            let signed = client.submit(&form, &[]).await;
            assert_eq!(
                signed.header("location"),
                format!("/beoordeling/beslissingen?getekend={}", own.len())
            );
        }
        let both =
            client.get(&format!("/beoordeling/beslissingen/bevestigen?{query}&perceel={}", others[0])).await;
        assert!(
            both.text.contains("U tekent per gemeente") && !both.text.contains("/tekenen\""),
            "{}",
            both.text
        );
        let back = client.get(&format!("/beoordeling/beslissingen/bevestigen?perceel={}", others[0])).await;
        let back = back.form("/beoordeling/beslissingen/teruggeven");
        assert_eq!(client.submit(&back, &[]).await.status, 422, "a reason is needed");
        assert_eq!(client.submit(&back, &[("reden", "Ander stuk.")]).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn another_region_and_another_role_do_not_reach_a_decision() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        app.world_of(crate::support::world::MIJ, "mij.test");
        let path = format!("/beoordeling/beslissingen/{}", one.lots[0].id);
        assert_eq!(who(app, "beslisser@mij.test").await.get(&path).await.status, 404);
        assert_eq!(who(app, "beoordelaar@zwd.test").await.get(&path).await.status, 403);
    })
    .await;
}

#[actix_web::test]
async fn an_aanbieder_reads_and_downloads_its_letter_and_nobody_elses() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let row: LetterRow = app.database(|conn| letters::table.select(LetterRow::as_select()).first(conn));
        let client = who(app, "lezer@zorg.zwd.test").await;
        assert!(client.get("/aanbieder/brieven").await.text.contains(&row.number));
        let page = client.get(&format!("/aanbieder/brieven/{}", row.id)).await;
        assert!(page.text.contains("In het kort") && page.text.contains("uiterlijk"), "{}", page.text);
        let pdf = client.get(&format!("/aanbieder/brieven/{}/pdf", row.id)).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
        let own = client.get("/aanbieder/toelatingen").await;
        assert!(own.text.contains("1 april 2027"), "{}", own.text);
        let other = who(app, "tekenbevoegde@ander.zwd.test").await;
        for rest in ["", "/pdf"] {
            assert_eq!(other.get(&format!("/aanbieder/brieven/{}{rest}", row.id)).await.status, 404);
        }
        let team = who(app, "beoordelaar@zwd.test").await;
        assert_eq!(team.get(&format!("/beoordeling/brieven/{}", row.id)).await.status, 200);
    })
    .await;
}

#[actix_web::test]
async fn the_contractmanager_sees_what_waits_and_is_told_what_is_missing() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let client = who(app, "contract@zwd.test").await;
        let list = client.get("/beoordeling/toelatingen").await;
        assert!(list.text.contains("Wacht op de start"), "{}", list.text);
        let path = format!("/beoordeling/toelatingen/{}", world.org);
        let page = client.get(&path).await;
        assert_eq!(page.status, 200);
        let form = page.form(&format!("{path}/overeenkomst"));
        let mut body = String::new();
        for (name, value) in &form.fields {
            body += &format!("--grens\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += "--grens--\r\n";
        let headers = [("accept", "text/html"), ("content-type", "multipart/form-data; boundary=grens")];
        let again = client.send("POST", &form.action, &headers, &body).await;
        assert_eq!(again.status, 422, "{}", again.text);
        assert!(again.text.contains("Kies het bestand met de getekende overeenkomst."));
    })
    .await;
}

#[actix_web::test]
async fn a_recorded_overeenkomst_is_downloaded_by_the_team_and_the_aanbieder_and_by_nobody_else() {
    on_both(async |app| {
        const PDF: &str = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
        let world = app.world();
        app.world_of(crate::support::world::MIJ, "mij.test");
        app.deciding(&world).sign_all();
        let client = who(app, "contract@zwd.test").await;
        let path = format!("/beoordeling/toelatingen/{}", world.org);
        let mut form = client.get(&path).await.form(&format!("{path}/overeenkomst"));
        for (name, value) in [
            ("getekend_day", "20"),
            ("getekend_month", "11"),
            ("getekend_year", "2026"),
            ("tekenaar_aanbieder", "A. Linde"),
            ("tekenaar_gemeente", "B. Berg"),
        ] {
            form.fields.retain(|(each, _)| each != name);
            form.fields.push((name.to_owned(), value.to_owned()));
        }
        let sent = multipart::send(&client, &form, &[("getekend.pdf", PDF)], "text/html").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let id: String = app.database(|conn| agreements::table.select(agreements::id).first(conn));
        let file = format!("{path}/overeenkomst/{id}");
        assert!(client.get(&path).await.text.contains(&file));
        for mail in ["contract@zwd.test", "beoordelaar@zwd.test"] {
            assert_eq!(who(app, mail).await.get(&file).await.body(), PDF.as_bytes(), "{mail}");
        }
        assert_eq!(who(app, "contract@mij.test").await.get(&file).await.status, 404, "another region");
        let elsewhere = format!("/beoordeling/toelatingen/{}/overeenkomst/{id}", world.other);
        assert_eq!(client.get(&elsewhere).await.status, 404, "it is not of that aanbieder");

        let own = who(app, "lezer@zorg.zwd.test").await;
        let mine = format!("/aanbieder/toelatingen/overeenkomst/{id}");
        assert!(own.get("/aanbieder/toelatingen").await.text.contains(&mine));
        let given = own.get(&mine).await;
        assert_eq!((given.status, given.body()), (200, PDF.as_bytes().to_vec()));
        assert!(given.header("content-disposition").starts_with("attachment; filename=\"getekend.pdf\""));
        assert_eq!(who(app, "tekenbevoegde@ander.zwd.test").await.get(&mine).await.status, 404);
        let noted: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("agreement.downloaded")).count().get_result(conn)
        });
        assert_eq!(noted, 3, "each download is a line of the log");
    })
    .await;
}
