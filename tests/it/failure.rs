//! The portal fails around a close: who tried in vain can prove it, the region sees what happened, and everybody gets more time.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use openhuis::app::availability::{self, Beat};
use openhuis::app::{attempts, login};
use openhuis::domain::access::ProviderRole;
use openhuis::storage::db::Kind;
use openhuis::storage::schema::{
    application_snapshots, audit_index, failures, mails, refused_attempts, windows,
};
use openhuis::storage::types::instant;

use crate::support::applying::Applicant;
use crate::support::client::{Client, Page, PageForm};
use crate::support::database::{TestDatabase, cluster};
use crate::support::two_people::{EDITOR, dated, filled, logged_in, publish, world};
use crate::support::world::World;
use crate::support::{TestApp, on_both};

const SIGNATORY: &str = "tekenbevoegde@zorg.zwd.test";

fn closes(app: &TestApp, world: &World) -> DateTime<Utc> {
    let of = windows::table.find(world.window.as_str()).select(windows::closes_at);
    instant(app.database(|conn| of.first(conn)))
}

/// Let time pass until so long before the close; after it where it is negative.
fn wait(app: &TestApp, world: &World, before: TimeDelta) {
    app.pass(closes(app, world) - before - app.clock.now());
}

/// A filled-in draft, its signatory, and the form with which that one sends in.
async fn ready<'a>(app: &'a TestApp, world: &'a World) -> (Applicant<'a>, Client, PageForm) {
    let one = app.applicant(world);
    one.fill_in();
    wait(app, world, TimeDelta::minutes(10));
    let client = logged_in(app, SIGNATORY).await;
    let path = format!("/aanbieder/aanmeldingen/{}/indienen", one.id);
    let form = client.get(&path).await.form(&path);
    (one, client, form)
}

async fn send(client: &Client, form: &PageForm) -> Page {
    client.submit(form, &[("verklaring", "ja")]).await
}

/// What is known of the attempts: cause and moment.
fn kept(app: &TestApp) -> Vec<(String, DateTime<Utc>)> {
    let rows: Vec<(String, chrono::NaiveDateTime)> = app.database(|conn| {
        let all = refused_attempts::table.order((refused_attempts::received_at, refused_attempts::id));
        all.select((refused_attempts::cause, refused_attempts::received_at)).load(conn)
    });
    rows.into_iter().map(|(cause, at)| (cause, instant(at))).collect()
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

fn told(app: &TestApp, kind: &str) -> Vec<(String, String)> {
    app.database(|conn| {
        let of = mails::table.filter(mails::kind.eq(kind)).order((mails::recipient, mails::body));
        of.select((mails::recipient, mails::body)).load(conn)
    })
}

/// The process says that it is at work, from now on, every ten seconds for so long.
fn at_work(app: &TestApp, mut last: Option<Beat>, seconds: i64) -> Option<Beat> {
    for _ in 0..seconds / 10 {
        let ctx = app.system();
        last = Some(app.database.light(|conn| availability::beat(conn, &ctx, last)).unwrap());
        app.pass(TimeDelta::seconds(10));
    }
    last
}

#[actix_web::test]
async fn what_comes_at_the_close_is_refused_with_the_times_and_can_be_proved() {
    on_both(async |app| {
        let world = world(app);
        let (one, client, form) = ready(app, &world).await;
        wait(app, &world, TimeDelta::zero());
        let refused = send(&client, &form).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert!(refused.text.contains("2 januari 2027 om 12:00:00 uur (UTC+01:00)"), "{}", refused.text);
        assert_eq!(kept(app), [("too_late".to_owned(), closes(app, &world))]);
        assert_eq!(leaves(app, "submission.refused"), 1);

        let tasks = client.get(&format!("/aanbieder/aanmeldingen/{}", one.id)).await.text;
        assert!(tasks.contains("U probeerde in te dienen op 2 januari 2027 om 12:00:00 uur"), "{tasks}");
        let proof = tasks.split("href=\"").find(|rest| rest.contains("/pogingen/")).unwrap();
        let proof = client.get(proof.split('"').next().unwrap()).await;
        let (leaf, filled): (Vec<u8>, Option<String>) = app.database(|conn| {
            use openhuis::storage::schema::audit_leaf;
            let n: i64 = audit_index::table
                .filter(audit_index::event.eq("submission.refused"))
                .select(audit_index::n)
                .first(conn)?;
            let hash = audit_leaf::table.find(n).select(audit_leaf::hash).first(conn)?;
            Ok((hash, refused_attempts::table.select(refused_attempts::filled_sha256).first(conn)?))
        });
        let leaf: String = leaf.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in [leaf, filled.unwrap(), "binnen na de sluiting".to_owned(), "too_late".to_owned()] {
            assert!(proof.text.contains(&text), "{text}: {}", proof.text);
        }
        let stranger = logged_in(app, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(stranger.get(&format!("/aanbieder/aanmeldingen/{}", one.id)).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn what_a_rule_refuses_for_another_reason_than_the_time_is_no_attempt_that_failed() {
    on_both(async |app| {
        let world = world(app);
        let (_, client, form) = ready(app, &world).await;
        assert_eq!(client.submit(&form, &[]).await.status, 422, "nothing was declared");
        app.renew(&world);
        assert_eq!(send(&client, &form).await.status, 409, "the regeling changed");
        assert_eq!(kept(app), []);
    })
    .await;
}

#[actix_web::test]
async fn a_node_that_does_not_know_the_time_takes_no_submissions_and_says_so() {
    on_both(async |app| {
        let world = world(app);
        let (_, client, form) = ready(app, &world).await;
        for offset in [0, 400] {
            app.pace.note(TimeDelta::milliseconds(offset), app.clock.now());
        }
        let refused = send(&client, &form).await;
        assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
        assert!(refused.text.contains("weet nu niet precies hoe laat het is"), "{}", refused.text);
        assert_eq!(client.get("/aanbieder").await.status, 200, "everything else goes on");
        assert_eq!(kept(app), [("clock_unknown".to_owned(), app.clock.now())]);
        app.pace.note(TimeDelta::milliseconds(400), app.clock.now());
        assert_eq!(send(&client, &form).await.status, 303, "the next measurement agrees");
        let stored: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
        assert_eq!(stored, 1);
    })
    .await;
}

#[actix_web::test]
async fn what_was_tried_while_the_database_was_away_is_kept_when_it_is_back() {
    if cluster().is_none() {
        return;
    }
    let app = &TestApp::start(TestDatabase::fresh(Kind::Postgres).unwrap());
    let world = world(app);
    let (_, client, form) = ready(app, &world).await;
    let at = app.clock.now();
    app.let_database_answer(false);
    let refused = send(&client, &form).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    let forged = filled(form.clone(), &[("_csrf", "x")]);
    assert_eq!(send(&client, &forged).await.status, 503);
    assert_eq!(app.store().notes().unwrap().len(), 1, "another's form is not ours to keep");
    app.let_database_answer(true);
    app.pass(TimeDelta::minutes(2));
    let ctx = app.system();
    // The pool finds out about its dead connections by asking them.
    let taken = (0..20).find_map(|_| attempts::take_in(&app.database, &app.store(), &ctx).ok());
    assert_eq!(taken, Some(1));
    assert_eq!(kept(app), [("out_of_order".to_owned(), at)]);
    assert_eq!(app.store().notes().unwrap(), []);
    assert_eq!(attempts::take_in(&app.database, &app.store(), &ctx).unwrap(), 0);
    let page = client.get("/aanbieder/aanmeldingen").await;
    assert_eq!(page.status, 200);
}

#[actix_web::test]
async fn what_the_database_cannot_keep_is_noted_and_taken_in_once() {
    let app = &TestApp::start(TestDatabase::fresh(Kind::Sqlite).unwrap());
    let world = world(app);
    let (_, client, form) = ready(app, &world).await;
    let broken = "CREATE TRIGGER full BEFORE INSERT ON application_snapshots BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END;
        CREATE TRIGGER full_too BEFORE INSERT ON refused_attempts BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END;";
    app.database(|conn| conn.batch_execute(broken));
    assert_eq!(send(&client, &form).await.status, 503);
    assert_eq!((kept(app), app.store().notes().unwrap().len()), (vec![], 1));
    let ctx = app.system();
    assert!(attempts::take_in(&app.database, &app.store(), &ctx).is_err(), "it stays noted");
    app.database(|conn| conn.batch_execute("DROP TRIGGER full; DROP TRIGGER full_too;"));
    assert_eq!(attempts::take_in(&app.database, &app.store(), &ctx).unwrap(), 1);
    assert_eq!(kept(app), [("out_of_order".to_owned(), app.clock.now())]);
    assert_eq!(send(&client, &form).await.status, 303, "the same form is taken afterwards");
}

#[actix_web::test]
async fn a_failure_is_seen_by_the_region_and_gives_everybody_more_time_by_two_people() {
    on_both(async |app| {
        let world = world(app);
        app.follow(&world);
        let (_, client, form) = ready(app, &world).await;
        let last = at_work(app, None, 60);
        app.pass(TimeDelta::minutes(7));
        at_work(app, last, 60);
        // Somebody of another aanbieder cannot get in, and one of ours makes a mistake once.
        for (mail, good) in [("tekenbevoegde@ander.zwd.test", false), (SIGNATORY, false), (SIGNATORY, true)] {
            app.pass(TimeDelta::seconds(1));
            let ctx = app.system();
            app.database
                .light(|conn| match login::knock(conn, &ctx, mail, "10.0.0.1")? {
                    login::Door::Open(knock) if good => login::settle(conn, &knock),
                    _ => Ok(()),
                })
                .unwrap();
        }
        wait(app, &world, TimeDelta::seconds(-1));
        send(&client, &form).await;

        let path = format!("/beheer/vensters/{}/storing", world.window);
        let editor = logged_in(app, EDITOR).await;
        let page = editor.get(&path).await;
        for text in [
            "11:50:50",
            "11:58:00",
            "Zorggroep De Linde",
            "binnen na de sluiting",
            "1 andere aanbieder",
            "gaat weer open",
        ] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert!(!page.text.contains("Thuis Anders"), "it does not apply here: {}", page.text);
        let same = editor.submit(&filled(page.form(&path), &[("waarom", "Storing.")]), &[]).await;
        assert_eq!(same.status, 422, "{}", same.text);
        let later = (closes(app, &world) + TimeDelta::days(3)).date_naive();
        let wanted =
            filled(dated(page.form(&path), "sluit", later), &[("waarom", "Het portaal was 8 minuten weg.")]);
        assert_eq!(editor.submit(&wanted, &[]).await.status, 303);
        assert_eq!(send(&client, &form).await.status, 409, "one person gives nobody more time");
        let done = publish(app, "/beheer/vensters").await;
        assert_eq!(done.status, 303, "{}", done.text);

        let mailed = told(app, "failure_extended");
        assert_eq!(mailed.len(), 2, "{mailed:?}");
        let linde = mailed.iter().find(|(_, body)| body.contains("Zorggroep De Linde")).unwrap();
        assert!(linde.1.contains("u probeerde in te dienen op") && linde.1.contains("nog niet is ingediend"));
        assert!(
            mailed
                .iter()
                .any(|(_, body)| body.contains("Thuis Anders") && body.contains("niet kon inloggen"))
        );
        let in_private: Vec<String> = app.database(|conn| {
            let of =
                mails::table.filter(mails::kind.eq("failure_extended")).filter(mails::region_id.is_null());
            of.select(mails::body).load(conn)
        });
        assert!(
            matches!(&in_private[..], [one] if one.contains("Thuis Anders")),
            "the region does not see to whom: {in_private:?}"
        );
        assert_eq!((told(app, "dates_changed").len(), told(app, "window_changed").len()), (0, 1));
        assert_eq!((leaves(app, "window.failed"), leaves(app, "window.extended")), (1, 1));
        let content: Vec<u8> = app.database(|conn| failures::table.select(failures::content).first(conn));
        let kept: serde_json::Value = serde_json::from_slice(&content).unwrap();
        assert_eq!(kept["refused"].as_array().unwrap().len(), 2, "{kept}");

        // It is for everybody: also for who was nowhere in the lists.
        let nobody = World { org: app.organisation("Nieuw"), ..world.clone() };
        app.member(&nobody.org, &app.user_by_mail("invuller@zorg.zwd.test"), ProviderRole::Invuller);
        app.applicant(&nobody);
        assert_eq!(send(&client, &form).await.status, 303);
        assert!(editor.get(&path).await.text.contains("Eerder gaf de regio meer tijd"));
    })
    .await;
}

#[actix_web::test]
async fn a_sealed_window_that_opens_again_is_sealed_again_and_keeps_what_it_received() {
    on_both(async |app| {
        let world = world(app);
        app.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set(windows::sealed.eq(true))
                .execute(conn)
        });
        let (one, client, form) = ready(app, &world).await;
        assert_eq!(send(&client, &form).await.status, 303);
        wait(app, &world, TimeDelta::minutes(-5));
        let worker = app.worker(&crate::support::smtp::SmtpServer::start());
        worker.drain().await.unwrap();
        let assessor = logged_in(app, "beoordelaar@zwd.test").await;
        let dossier = format!("/beoordeling/aanmeldingen/{}", one.id);
        assert_eq!(assessor.get(&dossier).await.status, 200);

        let path = format!("/beheer/vensters/{}/storing", world.window);
        let editor = logged_in(app, EDITOR).await;
        let later = (closes(app, &world) + TimeDelta::days(3)).date_naive();
        let form =
            filled(dated(editor.get(&path).await.form(&path), "sluit", later), &[("waarom", "Storing.")]);
        assert_eq!(editor.submit(&form, &[]).await.status, 303);
        assert_eq!(publish(app, "/beheer/vensters").await.status, 303);
        assert_eq!(
            assessor.get(&dossier).await.status,
            404,
            "nobody reads on while others may still send in"
        );
        let stored: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
        assert_eq!(stored, 1, "what was received stays received");
        wait(app, &world, TimeDelta::minutes(-5));
        worker.drain().await.unwrap();
        assert_eq!(logged_in(app, "beoordelaar@zwd.test").await.get(&dossier).await.status, 200);
    })
    .await;
}
