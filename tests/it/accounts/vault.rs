//! The evidence vault, file by file.

use diesel::prelude::*;
use openhuis::storage::schema::{audit_index, blobs, evidence, jobs};

use crate::support::app::{TestApp, on_both};
use crate::support::client::Client;
use crate::support::multipart::{self, PDF};

const SHELF: &str = "/aanbieder/bewijs/soort/kvk_uittreksel";

async fn inside(app: &TestApp, mail: &str) -> Client {
    app.world();
    as_(app, mail).await
}

async fn as_(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

fn kept(app: &TestApp) -> (i64, i64) {
    app.database(|conn| {
        let rows = evidence::table.count().get_result(conn)?;
        let files = blobs::table.filter(blobs::inspection.eq("waiting")).count().get_result(conn)?;
        Ok((rows, files))
    })
}

#[actix_web::test]
async fn a_file_is_kept_described_downloaded_and_withdrawn() {
    on_both(async |app| {
        let client = inside(app, "invuller@zorg.zwd.test").await;
        let page = client.get(SHELF).await;
        let answer =
            multipart::send(&client, &page.form(SHELF), &[("uittreksel.pdf", PDF)], "text/html").await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let one = answer.header("location").to_owned();
        let shown = client.get(&one).await;
        assert!(shown.text.contains("uittreksel.pdf") && shown.text.contains("Wordt gecontroleerd"));
        let later = [("afgifte_day", "1"), ("afgifte_month", "1"), ("afgifte_year", "2027")];
        assert_eq!(client.submit(&shown.form(&one), &later).await.status, 422);
        let dates = [("afgifte_day", "1"), ("afgifte_month", "11"), ("afgifte_year", "2026")];
        assert_eq!(client.submit(&client.get(&one).await.form(&one), &dates).await.status, 303);
        assert_eq!(client.submit(&shown.form(&one), &[("notitie", "oud formulier")]).await.status, 409);
        assert!(client.get(SHELF).await.text.contains("Geldig"));
        let file = client.get(&format!("{one}/bestand")).await;
        assert_eq!((file.status, file.text.as_str()), (200, PDF));
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"uittreksel.pdf\""));
        let form = client.get(&one).await.form(&format!("{one}/verwijderen"));
        assert_eq!(client.submit(&form, &[]).await.status, 303);
        assert!(!client.get(SHELF).await.text.contains("uittreksel.pdf"));
        let events: Vec<String> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.like("evidence.%"))
                .order(audit_index::n)
                .select(audit_index::event)
                .load(conn)
        });
        let told = ["evidence.uploaded", "evidence.described", "evidence.downloaded", "evidence.withdrawn"];
        assert_eq!(events, told);
        let waiting: i64 = app
            .database(|conn| jobs::table.filter(jobs::kind.eq("inspect_evidence")).count().get_result(conn));
        assert_eq!(waiting, 1);
    })
    .await;
}

#[actix_web::test]
async fn each_bad_file_says_its_own_mistake_and_the_good_one_stays() {
    on_both(async |app| {
        let client = inside(app, "beheerder@zorg.zwd.test").await;
        let encrypted = PDF.replace("trailer<<", "trailer<</Encrypt 9 0 R");
        let files = [
            ("goed.pdf", PDF),
            ("leeg.pdf", ""),
            ("virus.exe", "MZ"),
            ("foto.png", PDF),
            ("slot.pdf", encrypted.as_str()),
        ];
        let form = client.get(SHELF).await.form(SHELF);
        let answer = multipart::send(&client, &form, &files, "text/html").await;
        assert_eq!(answer.status, 422);
        for sentence in [
            "leeg.pdf: Dit bestand is leeg",
            "virus.exe: Een bestand met de extensie .exe kan hier niet",
            "foto.png: De naam van dit bestand eindigt op .png, maar de inhoud is pdf",
            "slot.pdf: Op dit bestand zit een wachtwoord",
        ] {
            assert!(answer.text.contains(sentence), "no {sentence:?} in {}", answer.text);
        }
        assert_eq!(kept(app).0, 1);
        assert!(client.get(SHELF).await.text.contains("goed.pdf"));
    })
    .await;
}

#[actix_web::test]
async fn a_program_is_answered_in_json_and_no_file_at_all_is_a_mistake() {
    on_both(async |app| {
        let client = inside(app, "tekenbevoegde@zorg.zwd.test").await;
        let form = client.get(SHELF).await.form(SHELF);
        let good = multipart::send(&client, &form, &[("a.pdf", PDF)], "application/json").await;
        assert!(good.status == 200 && good.text.contains("/aanbieder/bewijs/stuk/"), "{}", good.text);
        let form = client.get(SHELF).await.form(SHELF);
        let bad = multipart::send(&client, &form, &[("a.pdf", "")], "application/json").await;
        assert!(bad.status == 422 && bad.text.contains("\"detail\":\"Dit bestand is leeg"), "{}", bad.text);
        let none = multipart::send(&client, &form, &[], "text/html").await;
        assert!(none.status == 422 && none.text.contains("Kies een bestand"));
    })
    .await;
}

#[actix_web::test]
async fn the_same_form_twice_keeps_one_file() {
    on_both(async |app| {
        let client = inside(app, "invuller@zorg.zwd.test").await;
        let form = client.get(SHELF).await.form(SHELF);
        for _ in 0..2 {
            let answer = multipart::send(&client, &form, &[("a.pdf", PDF)], "text/html").await;
            assert_eq!(answer.status, 303);
        }
        assert_eq!(kept(app), (1, 1));
    })
    .await;
}

#[actix_web::test]
async fn a_form_without_its_token_reads_no_file() {
    on_both(async |app| {
        let client = inside(app, "invuller@zorg.zwd.test").await;
        let mut form = client.get(SHELF).await.form(SHELF);
        form.fields.retain(|(name, _)| name != "_csrf");
        let answer = multipart::send(&client, &form, &[("a.pdf", PDF)], "text/html").await;
        assert_eq!(answer.status, 403);
        assert_eq!(kept(app), (0, 0));
    })
    .await;
}

#[actix_web::test]
async fn a_reader_adds_nothing_and_another_organisation_sees_nothing() {
    on_both(async |app| {
        let client = inside(app, "invuller@zorg.zwd.test").await;
        let form = client.get(SHELF).await.form(SHELF);
        let answer = multipart::send(&client, &form, &[("a.pdf", PDF)], "text/html").await;
        let one = answer.header("location").to_owned();
        let other = as_(app, "tekenbevoegde@ander.zwd.test").await;
        for path in [one.clone(), format!("{one}/bestand")] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        let reader = as_(app, "lezer@zorg.zwd.test").await;
        assert_eq!(reader.get(&one).await.status, 200);
        let forged = crate::support::client::PageForm { action: SHELF.to_owned(), fields: Vec::new() };
        assert_eq!(multipart::send(&reader, &forged, &[("a.pdf", PDF)], "text/html").await.status, 403);
        assert_eq!(client.get("/aanbieder/bewijs/soort/bestaat_niet").await.status, 404);
        assert_eq!(client.get("/aanbieder/bewijs").await.status, 200);
    })
    .await;
}
