//! A letter is rendered, its mail leaves, and only then it is made known, with the dates of that day.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::letters as reading;
use openhuis::app::policy::TwoPeople;
use openhuis::domain::terms::local_day;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::lots;
use openhuis::storage::schema::{audit_index, letters, mails};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::{Answer, SmtpServer};
use crate::support::world::World;
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

/// Somebody whose pay of 2025 is above the maximum, refused for it and signed.
fn refused_for_pay<'a>(app: &'a TestApp, world: &'a World) -> Deciding<'a> {
    let one = app.applicant(world);
    one.fill_in();
    for (code, typed) in [("valt_onder_wnt", "ja"), ("wnt_klasse", "iii")] {
        one.answer(code, typed).unwrap();
    }
    let code = "topfunctionarissen";
    let fields = [
        ("jaar", "2025"),
        ("1.rol", "leidinggevend"),
        ("1.bezoldiging", "200.000"),
        ("1.deeltijd", "100"),
        ("1.dagen", "365"),
        ("1.overgangsrecht", "nee"),
    ];
    let fields = fields.map(|(part, typed)| (format!("{code}.{part}"), vec![typed.to_owned()]));
    one.answer_with(code, fields.into()).unwrap();
    one.submit().unwrap();
    app.claim(world, "verified");
    let review = Reviewing { app, world, id: one.id.clone() };
    review.take(&world.assessor).unwrap();
    for code in review.dossier().lots[0].open.clone() {
        review.assess(&review.judged(&code, code != "GOV-02")).unwrap();
    }
    let decision = review.propose("refuse").unwrap();
    review.agree(&world.countersigner, &decision).unwrap();
    let lots = app.database(|conn| lots::of_application(conn, &one.id));
    let one = Deciding { app, world, id: one.id, lots };
    one.sign_as(&one.signer(), &Deciding::ids(&one.lots)).unwrap();
    one
}

#[actix_web::test]
async fn a_letter_says_what_was_signed_whatever_was_laid_down_since() {
    on_both(async |app| {
        let world = app.world();
        refused_for_pay(app, &world);
        // Somebody finds that the numbers of 2025 were wrong, after the signature and before the letter.
        let second = app.user_by_mail("beleid@zwd.test");
        let people = TwoPeople::new(world.admin.clone(), second).unwrap();
        app.pass(TimeDelta::minutes(1));
        app.wnt_year_of(
            &world.scope(),
            2025,
            [260_000, 150_000, 180_000, 210_000, 235_000, 260_000],
            &people,
        );
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let text = format!("{:?}", letter(app).content_json.0);
        assert!(text.contains("190.000,00"), "the maximum it was refused by: {text}");
        assert!(!text.contains("210.000,00"), "{text}");
    })
    .await;
}
