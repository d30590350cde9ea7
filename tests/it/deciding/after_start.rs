//! What a regeling wants some time after the start is asked when an admission has started: once, until a day that is said.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::amend::population;
use openhuis::app::evidence_requests::ask_after_start;
use openhuis::app::vault::{self, NewEvidence};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::member::Task;
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{Id, OrgId};
use openhuis::storage::schema::{admissions, audit_index, evidence_requests, mails};
use openhuis::storage::views::admitted;

use super::contracts::states;
use super::starting::start;
use crate::support::applying::portal;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// Both admissions have started, `late` days after the day they could.
async fn started(app: &TestApp, world: &World, late: i64) {
    app.granted(world);
    app.pass(start() - app.clock.now().date_naive() + TimeDelta::days(late));
    app.sees_vog(world);
    assert_eq!(states(app), ["active", "active"]);
    app.worker(&SmtpServer::start()).drain().await.unwrap();
}

/// What is asked, with the last day.
fn asked(app: &TestApp) -> Vec<(String, NaiveDate)> {
    let rows = evidence_requests::table.select((evidence_requests::requirement, evidence_requests::due_on));
    app.database(|conn| rows.load(conn))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[actix_web::test]
async fn what_is_due_six_months_after_the_start_is_asked_once_for_all_lots_with_a_mail_and_a_leaf() {
    on_both(async |app| {
        let world = app.world();
        app.granted(&world);
        assert_eq!(asked(app), [], "nothing is asked before the start");
        app.pass(start() - app.clock.now().date_naive());
        app.sees_vog(&world);
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        assert_eq!(asked(app), [("KWA-10".to_owned(), day("2027-10-01"))]);
        let told: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("evidence_after_start")).select(mails::body).load(conn)
        });
        let said = |one: &String| one.contains("- Formatie en scholing") && one.contains("1 oktober 2027");
        assert!(!told.is_empty() && told.iter().all(said), "{told:?}");
        let leaves: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("evidence_request.made")).count().get_result(conn)
        });
        assert_eq!(leaves, 1);
        app.pass(TimeDelta::days(1));
        app.worker(&server).catch_up().await.unwrap();
        let mails = mails::table.filter(mails::kind.eq("evidence_after_start")).count();
        let mails: i64 = app.database(|conn| mails.get_result(conn));
        assert_eq!((asked(app).len(), mails), (1, i64::try_from(told.len()).unwrap()), "and not again");
    })
    .await;
}

#[actix_web::test]
async fn what_another_version_asks_already_is_not_asked_beside_it_while_that_is_open() {
    on_both(async |app| {
        let world = app.world();
        started(app, &world, 0).await;
        let version = app.renew(&world).to_string();
        let other = |state: &str| {
            let changed = (
                evidence_requests::version_id.eq(&version),
                evidence_requests::state.eq(state.to_owned()),
                evidence_requests::settled_by.eq((state == "accepted").then(|| world.admin.to_string())),
            );
            app.database(|conn| diesel::update(evidence_requests::table).set(changed).execute(conn));
        };
        let id: String = app.database(|conn| admissions::table.select(admissions::id).first(conn));
        let (ctx, id) = (app.system(), Id::parse(&id).unwrap());
        let again = || {
            let asked = |conn: &mut _| ask_after_start(conn, &ctx, &world.scope(), (&id, start()), &portal());
            app.database.write(asked).unwrap();
        };
        other("asked");
        again();
        assert_eq!(asked(app).len(), 1, "it is under way");
        other("accepted");
        again();
        assert_eq!(asked(app).len(), 2, "what was good enough then says nothing of now");
    })
    .await;
}

#[actix_web::test]
async fn the_term_runs_from_the_day_it_really_started() {
    on_both(async |app| {
        // Two days late, on 3 April 2027. Six months later is a Sunday, and stays: the Algemene termijnenwet ends at three (art. 4).
        started(app, &app.world(), 2).await;
        assert_eq!(asked(app), [("KWA-10".to_owned(), day("2027-10-03"))]);
    })
    .await;
}

#[actix_web::test]
async fn who_has_sent_it_already_is_asked_nothing() {
    on_both(async |app| {
        let world = app.world();
        let new = NewEvidence {
            kind: "formatieoverzicht".to_owned(),
            class: Class::Bedrijfsvertrouwelijk,
            digest: Digest::of(b"people"),
            size: 6,
            media_type: "application/pdf",
            file_name: "formatie.pdf".to_owned(),
            issued_on: Some(start() - TimeDelta::days(10)),
            expires_on: None,
        };
        app.granted(&world);
        app.pass(start() - app.clock.now().date_naive() - TimeDelta::days(5));
        let ctx = app.as_provider(ProviderRole::Invuller);
        app.database.write(|conn| vault::add(conn, &ctx, &world.org_scope(), &new)).unwrap();
        app.pass(TimeDelta::days(5));
        app.sees_vog(&world);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        assert_eq!((states(app), asked(app)), (vec!["active".to_owned(), "active".to_owned()], vec![]));
    })
    .await;
}

#[actix_web::test]
async fn the_aanbieder_and_the_contractmanager_read_what_is_due_when_and_follow_the_request() {
    on_both(async |app| {
        let world = app.world();
        app.granted(&world);
        let (manager, provider) = (app.visitor(), app.visitor());
        let team = format!("/beoordeling/toelatingen/{}", world.org);
        let read = async || {
            app.log_in(&manager, "contract@zwd.test").await;
            app.log_in(&provider, "beheerder@zorg.zwd.test").await;
            [manager.get(&team).await.text, provider.get("/aanbieder/toelatingen").await.text]
        };
        for text in read().await {
            assert!(
                text.contains("Na de start is nog nodig: Formatie en scholing (binnen 6 maanden)."),
                "{text}"
            );
        }
        app.pass(start() - app.clock.now().date_naive());
        app.sees_vog(&world);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        for text in read().await {
            let now = "Nu is nog nodig: Formatie en scholing (uiterlijk op 1 oktober 2027).";
            assert!(text.contains(now) && !text.contains("Na de start is nog nodig"), "{text}");
        }
        let list = manager.get("/beoordeling/bewijsverzoeken").await;
        assert!(list.text.contains("Formatie en scholing"), "{}", list.text);
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let path = format!("/aanbieder/toelatingen/bewijsverzoek/{id}");
        let page = provider.get(&path).await;
        assert!(page.status == 200 && page.text.contains("1 oktober 2027"), "{}", page.text);
        assert!(page.text.contains("Wij tellen vanaf de start van de toelating."), "{}", page.text);
        assert!(page.text.contains("De termijn is 6 maanden."), "{}", page.text);
        let sent =
            provider.submit(&page.form(&path), &[("antwoord", "Het overzicht volgt deze week.")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert!(manager.get("/beoordeling/bewijsverzoeken").await.text.contains("Formatie en scholing"));
        assert!(
            !manager.get(&team).await.text.contains("Nu is nog nodig"),
            "the answer is there; the team is to look"
        );
    })
    .await;
}

#[actix_web::test]
async fn of_a_combinatie_each_whose_paper_is_missing_is_asked_and_what_each_must_show_at_the_start_is_seen_of_each()
 {
    on_both(async |app| {
        let world = app.world();
        let mut member = None;
        app.granted_with(&world, |one| {
            one.answer("in_combinatie", "ja").unwrap();
            let partner = one.partner("Thuis Samen", Task::Partner);
            partner.fill_in();
            partner.sign().unwrap();
            member = Some(partner.org);
        });
        let member = member.unwrap();
        app.pass(start() - app.clock.now().date_naive());
        app.sees_vog(&world);
        assert_eq!(states(app), ["granted", "granted"], "the combinant showed none yet");
        app.sees(&world, (&member, "vog_persoon"), app.clock.now().date_naive()).unwrap();
        assert_eq!(states(app), ["active", "active"]);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let of = |org: &OrgId| -> Vec<String> {
            app.database(|conn| {
                evidence_requests::table
                    .filter(evidence_requests::org_id.eq(org.as_str()))
                    .select(evidence_requests::requirement)
                    .load(conn)
            })
        };
        assert_eq!((of(&world.org), of(&member)), (vec!["KWA-10".to_owned()], vec!["KWA-10".to_owned()]));
        let scope = openhuis::app::access::for_system_org(member.clone());
        let mine = app.database.read(|conn| openhuis::app::evidence_requests::mine(conn, &scope)).unwrap();
        assert_eq!(mine.len(), 1, "and it can answer");
        let told: Vec<Option<String>> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("evidence_after_start")).select(mails::org_id).load(conn)
        });
        assert!(told.contains(&Some(member.to_string())), "{told:?}");
        // A what-if looks at both too.
        let admitted = app.database(|conn| admitted::all(conn, &world.scope(), &world.procedure));
        let everybody = population(&world.scheme, &admitted, str::to_owned).unwrap().applicants;
        let beside: Vec<_> = everybody[0].members.iter().map(|one| one.id.as_str()).collect();
        assert_eq!((everybody.len(), beside), (1, vec![member.as_str()]));
    })
    .await;
}
