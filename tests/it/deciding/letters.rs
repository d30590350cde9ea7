//! A letter is rendered, its mail leaves, and only then it is made known, with the dates of that day.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::letters as reading;
use openhuis::domain::terms::local_day;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{audit_index, letters, mails};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::smtp::{Answer, SmtpServer};
use crate::support::{TestApp, on_both};

fn letter(app: &TestApp) -> LetterRow {
    app.database(|conn| letters::table.select(LetterRow::as_select()).first(conn))
}

fn bytes(app: &TestApp, row: &LetterRow) -> Vec<u8> {
    let path = app.files.local(&row.sha256.clone().unwrap().parse().unwrap()).unwrap();
    std::fs::read(path.path()).unwrap()
}

#[actix_web::test]
async fn an_accepted_mail_makes_the_letter_known_on_that_day_and_its_file_conforms() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let row = letter(app);
        assert_eq!(row.state, "dispatched");
        assert_eq!(row.content_json.0.date, local_day(app.clock.now()));
        assert!(server.received().iter().any(|mail| mail.data.contains(&row.number)));
        let content = &row.content_json.0;
        assert_eq!(content.annexes.len(), 2, "an annex for each gemeente");
        let text = format!("{content:?}");
        assert!(
            text.contains("Toegelaten") && text.contains("Niet toegelaten"),
            "partial admission in one letter"
        );
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let report =
                validate_pdf_bytes(&bytes(app, &row), &ValidationOptions::default().profile(profile))
                    .unwrap();
            assert!(report.is_compliant, "{profile}: {:?}", report.failures);
        }
        let received = app.database.read(|conn| reading::received(conn, &world.org_scope())).unwrap();
        assert_eq!(received.len(), 1);
    })
    .await;
}

#[actix_web::test]
async fn after_a_delay_over_midnight_the_letter_has_new_dates_before_its_mail_leaves() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        let worker = app.worker(&server);
        server.script(&[Answer::AtRecipient(450); 40]);
        worker.drain().await.unwrap();
        let before = letter(app);
        assert_eq!(before.state, "rendered", "a delay is no bekendmaking");
        drop(worker);
        let server = SmtpServer::start();
        // Three days: terms that end in one weekend end on the same Monday.
        app.pass(TimeDelta::days(3));
        app.worker(&server).drain().await.unwrap();
        let after = letter(app);
        assert_eq!(
            (after.state.as_str(), after.content_json.0.date),
            ("dispatched", local_day(app.clock.now()))
        );
        assert_ne!(before.sha256, after.sha256, "the file shows the new dates");
        let last_day = |row: &LetterRow| row.content_json.0.annexes[0].section.remedies[0].last_day;
        assert!(last_day(&after) > last_day(&before));
    })
    .await;
}

#[actix_web::test]
async fn a_refused_mail_leaves_the_letter_unknown_and_is_an_alert() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        server.script(&[Answer::AtRecipient(550); 40]);
        app.worker(&server).drain().await.unwrap();
        assert_eq!(letter(app).state, "rendered");
        let refused: Vec<String> = app
            .database(|conn| mails::table.filter(mails::state.eq("refused")).select(mails::kind).load(conn));
        assert!(refused.contains(&"letter_ready".to_owned()));
        let events: Vec<String> =
            app.database(|conn| audit_index::table.select(audit_index::event).load(conn));
        assert!(
            events.contains(&"mail.failed".to_owned()) && !events.contains(&"letter.dispatched".to_owned())
        );
        let received = app.database.read(|conn| reading::received(conn, &world.org_scope())).unwrap();
        assert!(received.is_empty());
    })
    .await;
}
