//! A version that asks something of running admissions asks it of exactly those of whom the region does not know it, and never ends one.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::amend::{self, Wish};
use openhuis::app::evidence_requests::{self as requests, Reply};
use openhuis::app::vault::{self, NewEvidence};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{EvidenceRequestId, Id, OrgId};
use openhuis::domain::motivation::Motivation;
use openhuis::storage::evidence_requests::RequestRow;
use openhuis::storage::schema::{admissions, audit_index, evidence_requests, mails};

use crate::support::applying::portal;
use crate::support::client::Client;
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const APELDOORN: &str = "GM0200";
const LIST: &str = "/beoordeling/bewijsverzoeken";

/// The regeling in which GES-06 holds for running admissions too, with this transition.
pub fn text(transition: &str) -> String {
    let of = "    titel: Solvabiliteit\n    soort: geschiktheid\n";
    let running =
        format!("    geldt_voor: {{lopend: {{contractartikel: art. 12, overgangstermijn: {transition}}}}}\n");
    let text = MIJ.replace(of, &(of.to_owned() + &running));
    assert_ne!(text, MIJ);
    text
}

pub fn admitted(app: &TestApp, world: &World, name: &str, gemeente: &str) -> OrgId {
    let org = app.organisation(name);
    app.admit(world, &Admitted::active(&org, name, "begeleiding_individueel", gemeente));
    app.member(&org, &app.user(&format!("{}@zorg.test", name.to_lowercase())), ProviderRole::Beheerder);
    org
}

/// A wijziging with this text, published by two people.
pub fn publish(app: &TestApp, world: &World, text: &str) {
    let (scope, portal) = (world.scope(), portal());
    let second = app.user_by_mail("beleid@mij.test");
    let [editor, second] =
        [&world.admin, &second].map(|user| app.as_user(user, Role::Staff(StaffRole::PolicyEditor)));
    let wish =
        Wish { note: "Wie al is toegelaten, stuurt bewijs.", from: Some("2027-01-01".parse().unwrap()) };
    app.database
        .write(|conn| {
            let id = amend::start(conn, &editor, &scope, &world.procedure)?;
            amend::replace(conn, &editor, &scope, &id, 1, text)?;
            amend::motivate(conn, &editor, &scope, &id, 2, "Vorig jaar gingen twee aanbieders failliet.")?;
            let found = amend::find_out(conn, &editor, &scope, &id)?;
            amend::keep(conn, &editor, &scope, &id, &found)?;
            amend::propose(conn, &editor, &scope, &id, 4, &wish)?;
            amend::publish(conn, &second, &scope, (&id, 5), &[], &portal)
        })
        .unwrap();
}

/// Who is asked, with the last day.
fn asked(app: &TestApp) -> Vec<(String, String)> {
    let rows: Vec<(String, chrono::NaiveDate)> = app.database(|conn| {
        evidence_requests::table
            .order(evidence_requests::due_on)
            .select((evidence_requests::org_id, evidence_requests::due_on))
            .load(conn)
    });
    rows.into_iter().map(|(org, due)| (org, due.to_string())).collect()
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

fn running(app: &TestApp, org: &OrgId) -> bool {
    let state: String = app.database(|conn| {
        admissions::table.filter(admissions::org_id.eq(org.as_str())).select(admissions::state).first(conn)
    });
    state == "active"
}

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

fn jaarrekening(app: &TestApp, org: &OrgId) -> String {
    let ctx = app.as_user(&app.user_by_mail("linde@zorg.test"), Role::Provider(ProviderRole::Beheerder));
    let scope = openhuis::app::access::for_system_org(org.clone());
    let new = NewEvidence {
        kind: "jaarrekening".to_owned(),
        class: Class::Bedrijfsvertrouwelijk,
        file_name: "jaarrekening 2026.pdf".to_owned(),
        digest: Digest::of(b"%PDF-1.7 jaarrekening"),
        size: 21,
        media_type: "application/pdf",
        issued_on: Some("2026-11-01".parse().unwrap()),
        expires_on: None,
    };
    app.database.write(|conn| vault::add(conn, &ctx, &scope, &new)).unwrap().to_string()
}

#[actix_web::test]
async fn exactly_those_are_asked_whom_it_touches_and_once() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let touched = admitted(app, &world, "Linde", APELDOORN);
        let elsewhere = admitted(app, &world, "Eik", "GM0150");
        publish(app, &world, &text("2 maanden"));
        assert_eq!(asked(app), [(touched.to_string(), "2027-03-01".to_owned())]);
        assert_eq!(leaves(app, "evidence_request.made"), 1);
        let told: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("evidence_asked")).select(mails::body).load(conn)
        });
        assert!(
            matches!(&told[..], [one] if one.contains("- Solvabiliteit") && one.contains("1 maart 2027")),
            "{told:?}"
        );
        publish(app, &world, &text("3 maanden"));
        assert_eq!(asked(app).len(), 1, "who was asked before is not asked again");
        assert!(running(app, &touched) && running(app, &elsewhere));
    })
    .await;
}

#[actix_web::test]
async fn an_answer_from_the_vault_is_looked_at_given_back_and_accepted() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde", APELDOORN);
        publish(app, &world, &text("2 maanden"));
        let provider = logged_in(app, "linde@zorg.test").await;
        let list = provider.get("/aanbieder/toelatingen").await.text;
        let at = list
            .split("href=\"")
            .find(|rest| rest.contains("/bewijsverzoek/"))
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let page = provider.get(at).await;
        assert!(
            page.text.contains("ten minste") && page.text.contains("U blijft toegelaten"),
            "{}",
            page.text
        );
        let empty = provider.submit(&page.form(at), &[]).await;
        assert!(empty.status == 422 && empty.text.contains("Kies een bewijsstuk"), "{}", empty.text);

        let piece = jaarrekening(app, &org);
        let sent = provider
            .submit(&provider.get(at).await.form(at), &[("bewijs", &piece), ("antwoord", "Zie bijlage.")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert!(provider.get(at).await.text.contains("jaarrekening 2026.pdf"));

        let manager = logged_in(app, "contract@mij.test").await;
        let list = manager.get(LIST).await.text;
        assert!(list.contains("Linde") && list.contains("Beantwoord"), "{list}");
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let one = format!("{LIST}/{id}");
        let page = manager.get(&one).await;
        assert!(
            page.text.contains("Zie bijlage.") && page.text.contains(&format!("{one}/bewijs/{piece}")),
            "{}",
            page.text
        );
        let silent = manager.submit(&page.form(&format!("{one}/terug")), &[]).await;
        assert!(
            silent.status == 422 && silent.text.contains("Schrijf op wat er nog ontbreekt"),
            "{}",
            silent.text
        );
        let back = manager
            .submit(&page.form(&format!("{one}/terug")), &[("ontbreekt", "Het blad met de balans.")])
            .await;
        assert_eq!(back.status, 303, "{}", back.text);

        let page = provider.get(at).await;
        assert!(page.text.contains("Het blad met de balans."), "{}", page.text);
        provider.submit(&page.form(at), &[("antwoord", "Het blad is bladzijde 4.")]).await;
        let page = manager.get(&one).await;
        let stale = page.form(&format!("{one}/akkoord"));
        let accepted = manager.submit(&stale, &[]).await;
        assert_eq!(accepted.status, 303, "{}", accepted.text);
        assert!(manager.get(LIST).await.text.contains("Er staan geen verzoeken open"));
        assert!(provider.get(at).await.text.contains("U hoeft niets meer te doen"));
        assert_eq!(leaves(app, "evidence_request.accepted"), 1);
        assert!(running(app, &org));
    })
    .await;
}

#[actix_web::test]
async fn what_is_not_needed_any_more_is_dropped_with_a_reason_and_then_nothing_can_be_sent() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        admitted(app, &world, "Linde", APELDOORN);
        publish(app, &world, &text("2 maanden"));
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let (one, own) = (format!("{LIST}/{id}"), format!("/aanbieder/toelatingen/bewijsverzoek/{id}"));
        let provider = logged_in(app, "linde@zorg.test").await;
        let before = provider.get(&own).await.form(&own);
        let manager = logged_in(app, "contract@mij.test").await;
        let form = manager.get(&one).await.form(&format!("{one}/vervallen"));
        let dropped = manager.submit(&form, &[("vervalt", "De gemeente heeft het al.")]).await;
        assert_eq!(dropped.status, 303, "{}", dropped.text);
        let late = provider.submit(&before, &[("antwoord", "Toch nog.")]).await;
        assert!([409, 422].contains(&late.status), "{}: {}", late.status, late.text);
        assert!(provider.get(&own).await.text.contains("De gemeente heeft het al."));
    })
    .await;
}

/// The days on which a mail reminded an aanbieder, with its address, when the runner works on every day until `until`.
async fn reminded(app: &TestApp, until: &str) -> Vec<(String, String)> {
    let (worker, until) = (app.worker(&SmtpServer::start()), until.parse::<NaiveDate>().unwrap());
    while app.clock.now().date_naive() < until {
        app.pass(TimeDelta::days(1));
        worker.catch_up().await.unwrap();
        worker.catch_up().await.unwrap();
    }
    reminders(app)
}

fn reminders(app: &TestApp) -> Vec<(String, String)> {
    let rows: Vec<(chrono::NaiveDateTime, String)> = app.database(|conn| {
        let of = mails::table.filter(mails::kind.eq("evidence_reminder"));
        of.order(mails::created_at).select((mails::created_at, mails::body)).load(conn)
    });
    rows.into_iter().map(|(at, body)| (at.date().to_string(), body)).collect()
}

#[actix_web::test]
async fn who_has_not_answered_is_reminded_fourteen_seven_and_two_days_ahead_and_once_each() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde", APELDOORN);
        publish(app, &world, &text("2 maanden"));
        assert_eq!(asked(app), [(org.to_string(), "2027-03-01".to_owned())]);
        app.pass(TimeDelta::days(70));
        let told = reminded(app, "2027-03-05").await;
        let days: Vec<&str> = told.iter().map(|(day, _)| day.as_str()).collect();
        assert_eq!(days, ["2027-02-15", "2027-02-22", "2027-02-27"]);
        let said = "- Solvabiliteit: uiterlijk op 1 maart 2027";
        assert!(told.iter().all(|(_, body)| body.contains("Linde") && body.contains(said)), "{told:?}");
        assert_eq!(leaves(app, "evidence_request.reminded"), 3);
        let manager = logged_in(app, "contract@mij.test").await;
        let list = manager.get(LIST).await.text;
        assert!(list.contains("Herinnerd op 27 februari 2027"), "{list}");
    })
    .await;
}

#[actix_web::test]
async fn who_answered_whose_request_was_dropped_and_whose_admission_ended_is_not_reminded() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let of = |name: &str| admitted(app, &world, name, APELDOORN);
        let (answers, dropped, ended) = (of("Linde"), of("Eik"), of("Es"));
        of("Wilg");
        publish(app, &world, &text("2 maanden"));
        let [linde, eik] = [&answers, &dropped].map(|org| {
            let row = evidence_requests::table.filter(evidence_requests::org_id.eq(org.as_str()));
            let id: String = app.database(|conn| row.select(evidence_requests::id).first(conn));
            let id: EvidenceRequestId = Id::parse(&id).unwrap();
            id
        });
        let staff = |mail| app.as_user(&app.user_by_mail(mail), Role::Staff(StaffRole::ContractManager));
        let beheerder = app.user_by_mail("linde@zorg.test");
        let (provider, manager) =
            (app.as_user(&beheerder, Role::Provider(ProviderRole::Beheerder)), staff("contract@mij.test"));
        let (own, scope) = (openhuis::app::access::for_system_org(answers), world.scope());
        let why = Motivation::parse("De gemeente heeft het al.").unwrap();
        let reply = Reply { text: "Zie het jaarverslag.".to_owned(), evidence: Vec::new() };
        app.database
            .write(|conn| {
                requests::answer(conn, &provider, &own, (&linde, 1), &reply)?;
                requests::drop_it(conn, &manager, &scope, (&eik, 1), &why)
            })
            .unwrap();
        let of_ended = admissions::table.filter(admissions::org_id.eq(ended.as_str()));
        app.database(|conn| diesel::update(of_ended).set(admissions::state.eq("lapsed")).execute(conn));
        app.pass(TimeDelta::days(80));
        let told = reminded(app, "2027-02-16").await;
        assert!(matches!(&told[..], [(_, body)] if body.contains("Wilg")), "{told:?}");

        let (manager, lacking) = (staff("contract@mij.test"), Motivation::parse("De balans.").unwrap());
        app.database
            .write(|conn| requests::give_back(conn, &manager, &scope, (&linde, 2), &lacking, &portal()))
            .unwrap();
        assert_eq!(reminded(app, "2027-02-21").await.len(), 1, "it got a mail just now");
        let told = reminded(app, "2027-02-22").await;
        assert!(told.len() == 3 && told.iter().any(|(_, body)| body.contains("Linde")), "{told:?}");
    })
    .await;
}

#[actix_web::test]
async fn what_is_asked_of_one_aanbieder_stands_in_one_reminder_and_a_page_that_was_open_stays_good() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        admitted(app, &world, "Linde", APELDOORN);
        publish(app, &world, &text("2 maanden"));
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let manager = logged_in(app, "contract@mij.test").await;
        let one = format!("{LIST}/{id}");
        let page = manager.get(&one).await;
        assert!(page.text.contains("nog geen herinnering"), "{}", page.text);
        let ctx = app.system();
        app.pass(TimeDelta::days(90));
        app.database(|conn| {
            // The same aanbieder is asked about another eis as well, by the same day.
            let mut row: RequestRow = evidence_requests::table.select(RequestRow::as_select()).first(conn)?;
            row.id = ctx.id::<openhuis::domain::ids::kind::EvidenceRequest>().to_string();
            row.requirement = "GES-07".to_owned();
            diesel::insert_into(evidence_requests::table).values(row).execute(conn)
        });
        let remind = || {
            let ctx = app.system();
            app.database.write(|conn| requests::remind(conn, &ctx, &world.scope(), &portal())).unwrap()
        };
        assert_eq!((remind(), remind()), (1, 0));
        let told = reminders(app);
        assert!(
            matches!(&told[..], [(_, body)] if body.matches("uiterlijk op 1 maart 2027").count() == 2),
            "{told:?}"
        );
        let form = page.form(&format!("{one}/vervallen"));
        let dropped = manager.submit(&form, &[("vervalt", "Niet meer nodig.")]).await;
        assert_eq!(dropped.status, 303, "{}", dropped.text);
    })
    .await;
}

#[actix_web::test]
async fn nobody_elsewhere_finds_a_request() {
    on_both(async |app| {
        let (world, other) = (app.world_of(MIJ, "mij.test"), app.world());
        admitted(app, &world, "Linde", APELDOORN);
        app.admit(&other, &Admitted::active(&other.org, "Zorggroep De Linde", "ib", "GM1690"));
        publish(app, &world, &text("2 maanden"));
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let elsewhere = logged_in(app, "contract@zwd.test").await;
        assert_eq!(elsewhere.get(&format!("{LIST}/{id}")).await.status, 404);
        assert!(!elsewhere.get(LIST).await.text.contains("Linde"));
        let another = logged_in(app, "beheerder@zorg.zwd.test").await;
        assert_eq!(another.get(&format!("/aanbieder/toelatingen/bewijsverzoek/{id}")).await.status, 404);
    })
    .await;
}
