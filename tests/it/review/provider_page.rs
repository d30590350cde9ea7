//! The team's page of one aanbieder, and the letter that goes with a herstelverzoek.

use diesel::prelude::*;
use openhuis::app::letters as reading;
use openhuis::domain::letter::LetterKind;
use openhuis::domain::words::dates::long_date;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{letters, mails};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::client::Client;
use crate::support::smtp::SmtpServer;
use crate::support::world::MIJ;
use crate::support::{TestApp, on_both};

async fn who(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

#[actix_web::test]
async fn one_page_per_aanbieder_has_its_applications_admissions_evidence_letters_and_messages() {
    on_both(async |app| {
        let world = app.world();
        app.world_of(MIJ, "mij.test");
        let one = app.deciding(&world);
        one.sign_all();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let letter: LetterRow =
            app.database(|conn| letters::table.select(LetterRow::as_select()).first(conn));
        let team = who(app, "beoordelaar@zwd.test").await;
        let dossier = format!("/beoordeling/aanmeldingen/{}", one.id);
        let form = team.get(&dossier).await.form(&format!("{dossier}/berichten"));
        assert_eq!(team.submit(&form, &[("bericht", "Welkom bij ons.")]).await.status, 303);

        for search in ["linde", "LINDE", "90001354"] {
            let found = team.get(&format!("/beoordeling/aanbieders?q={search}")).await.text;
            assert!(found.contains("Zorggroep De Linde"), "{search}: {found}");
        }
        let page = team.get(&format!("/beoordeling/aanbieders/{}", world.org)).await.text;
        let link = format!("/beoordeling/brieven/{}", letter.id);
        for part in [
            "ZWD-2026-00001",
            "Toelatingen per productgroep",
            "Bewijsstukken",
            link.as_str(),
            "Welkom bij ons.",
            "Overeenkomsten",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(team.get(&dossier).await.text.contains(&link), "the dossier leads to its letters too");
        for mail in ["beoordelaar@zwd.test", "beheer@zwd.test", "contract@zwd.test"] {
            assert_eq!(who(app, mail).await.get(&link).await.status, 200, "{mail}");
        }

        let other = who(app, "beoordelaar@mij.test").await;
        assert_eq!(other.get(&format!("/beoordeling/aanbieders/{}", world.org)).await.status, 404);
        assert!(!other.get("/beoordeling/aanbieders?q=linde").await.text.contains("Zorggroep De Linde"));
        for path in [link.clone(), format!("{link}/pdf")] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_request_to_repair_is_a_letter_in_the_portal_and_its_mail_leads_to_the_answer() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let asked =
            world.scheme.requirements().iter().find(|requirement| {
                requirement.repairable && !requirement.condition.evidence_kinds().is_empty()
            });
        let (asked, code) = (asked.unwrap(), asked.unwrap().code.to_string());
        let kind = asked.condition.evidence_kinds().into_iter().next().unwrap();
        let request = one.ask(&code, &format!("bewijs:{kind}")).unwrap();
        let none: i64 =
            app.database(|conn| mails::table.filter(mails::kind.eq("repair_asked")).count().get_result(conn));
        assert_eq!(none, 0, "the mail waits for the letter");
        app.worker(&SmtpServer::start()).drain().await.unwrap();

        let row: LetterRow = app.database(|conn| {
            letters::table.filter(letters::kind.eq("repair")).select(LetterRow::as_select()).first(conn)
        });
        assert_eq!((row.kind.0, row.state.as_str()), (LetterKind::Repair, "dispatched"));
        assert_eq!(row.clarification_id.as_deref(), Some(request.as_str()));
        let text = format!("{:?}", row.content_json.0);
        for part in [asked.title.as_str(), "Stuur het stuk alsnog.", "Onvolledig", "ZWD-2026-00001"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let path = app.files.local(&row.sha256.clone().unwrap().parse().unwrap()).unwrap();
        let bytes = std::fs::read(path.path()).unwrap();
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let report = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile)).unwrap();
            assert!(report.is_compliant, "{profile}: {:?}", report.failures);
        }
        let told: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("repair_asked")).select(mails::body).load(conn)
        });
        let due = one.dossier().requests[0].due.clone();
        let due: chrono::DateTime<chrono::Utc> = due.parse().unwrap();
        let last = long_date(openhuis::domain::terms::local_day(due - chrono::TimeDelta::seconds(1)));
        assert_eq!(told.len(), 1);
        for part in [format!("/herstel/{request}"), format!("/aanbieder/brieven/{}", row.id), last] {
            assert!(told[0].contains(&part), "{part}: {}", told[0]);
        }
        let received = app.database.read(|conn| reading::received(conn, &world.org_scope())).unwrap();
        assert_eq!(received.len(), 1);

        let own = who(app, "lezer@zorg.zwd.test").await;
        let letter = format!("/aanbieder/brieven/{}", row.id);
        assert!(own.get(&letter).await.text.contains("Stuur het stuk alsnog."));
        assert_eq!(own.get(&format!("{letter}/pdf")).await.body(), bytes);
        let other = who(app, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&letter).await.status, 404);
        let team = who(app, "beoordelaar@zwd.test").await;
        assert_eq!(team.get(&format!("/beoordeling/brieven/{}", row.id)).await.status, 200);
    })
    .await;
}
