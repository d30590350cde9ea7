//! Looking at the pages of a bewijsstuk: drawn by the child process, by its class, and kept nowhere.

use std::sync::Arc;

use diesel::prelude::*;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::EvidenceId;
use openhuis::jobs::Worker;
use openhuis::storage::schema::{audit_index, blobs, evidence};

use crate::support::TestApp;
use crate::support::on_both;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

/// Sent in with that bewijsstuk.
fn sent<'a>(app: &'a TestApp, world: &'a World) -> (Reviewing<'a>, EvidenceId) {
    let draft = app.applicant(world);
    draft.fill_in();
    let piece = draft.along(PDF, "uittreksel.pdf");
    draft.submit().unwrap();
    app.claim(world, "verified");
    (Reviewing { app, world, id: draft.id.clone() }, piece)
}

/// What waits is done, files looked at by the real child process.
async fn inspect(app: &TestApp) {
    let exe = Arc::new(env!("CARGO_BIN_EXE_openhuis").into());
    Worker { exe, ..app.worker(&SmtpServer::start()) }.drain().await.unwrap();
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn a_page_is_drawn_for_who_looks_and_nothing_of_it_is_kept_while_the_file_is_a_download() {
    on_both(async |app| {
        let world = app.world();
        let (one, piece) = sent(app, &world);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let base = format!("/beoordeling/aanmeldingen/{}/bewijs/{piece}", one.id);
        let page = format!("{base}/bladzijde/1");
        assert_eq!(team.get(&page).await.status, 404, "it is in quarantine until it was looked at");
        let waiting = team.get(&format!("{base}/lezen")).await.text;
        assert!(waiting.contains("Niet te tonen") && waiting.contains("nog niet nagekeken"), "{waiting}");
        inspect(app).await;
        let picture = team.get(&page).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"), "{}", picture.text);
        assert!(picture.body().starts_with(b"\x89PNG"), "a picture of the page");
        assert!(picture.header("content-security-policy").contains("sandbox"));
        assert_eq!(picture.header("cache-control"), "no-store");
        let left = std::fs::read_dir(app.evidence().join("tmp")).unwrap().count();
        assert_eq!(left, 0, "the picture is not kept");
        let reading = team.get(&format!("{base}/lezen?vanaf=7")).await.text;
        assert!(reading.contains(&page) && reading.contains("uittreksel.pdf"), "{reading}");
        let dossier = team.get(&format!("/beoordeling/aanmeldingen/{}", one.id)).await.text;
        assert!(dossier.contains(&format!("{base}/lezen")), "the dossier leads to it");
        for beyond in ["0", "2", "99999999999", "x"] {
            assert_eq!(team.get(&format!("{base}/bladzijde/{beyond}")).await.status, 404, "{beyond}");
        }
        assert_eq!((leaves(app, "dossier.viewed"), leaves(app, "evidence.downloaded")), (1, 0));
        assert_eq!(team.get(&base).await.body(), PDF.as_bytes());
        assert_eq!(leaves(app, "evidence.downloaded"), 1);
    })
    .await;
}

#[actix_web::test]
async fn what_the_inspection_does_not_trust_and_what_it_cannot_draw_is_not_shown_with_why() {
    on_both(async |app| {
        let world = app.world();
        let (one, piece) = sent(app, &world);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let base = format!("/beoordeling/aanmeldingen/{}/bewijs/{piece}", one.id);
        let cases = [
            ("suspicious", 1, "vertrouwt dit bestand niet"),
            ("broken", 0, "vertrouwt dit bestand niet"),
            // As where poppler is not installed: nobody counted the pages.
            ("clean", 0, "geen afbeelding maken"),
        ];
        for (found, pages, why) in cases {
            app.database(|conn| {
                diesel::update(blobs::table.filter(blobs::sha256.eq(Digest::of(PDF.as_bytes()).hex())))
                    .set((blobs::inspection.eq(found), blobs::pages.eq(pages)))
                    .execute(conn)
            });
            assert_eq!(team.get(&format!("{base}/bladzijde/1")).await.status, 404, "{found}");
            let reading = team.get(&format!("{base}/lezen")).await.text;
            assert!(reading.contains("Niet te tonen") && reading.contains(why), "{found}: {reading}");
            assert!(reading.contains(&format!("href=\"{base}\"")), "the download stays");
        }
    })
    .await;
}

#[actix_web::test]
async fn pages_follow_the_class_of_the_bewijsstuk() {
    on_both(async |app| {
        let world = app.world();
        let (one, piece) = sent(app, &world);
        one.take(&world.assessor).unwrap();
        inspect(app).await;
        app.database(|conn| {
            diesel::update(evidence::table.find(piece.as_str()))
                .set(evidence::class.eq("strafrechtelijk"))
                .execute(conn)
        });
        let base = format!("/beoordeling/aanmeldingen/{}/bewijs/{piece}", one.id);
        for (mail, status) in [("beoordelaar@zwd.test", 200), ("medelezer@zwd.test", 403)] {
            let team = app.visitor();
            app.log_in(&team, mail).await;
            for path in ["bladzijde/1", "lezen"] {
                assert_eq!(team.get(&format!("{base}/{path}")).await.status, status, "{mail} {path}");
            }
        }
        let colleague = one.dossier_as(&app.assessor(&world.countersigner)).unwrap();
        assert!(colleague.evidence.iter().all(|piece| piece.view == "shielded" && piece.file.is_none()));
    })
    .await;
}
