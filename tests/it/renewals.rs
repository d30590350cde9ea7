//! What expires is asked of who is admitted, in time, once, and a newer bewijsstuk in the vault is the answer for every region.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::ctx::Ctx;
use openhuis::app::evidence_requests as requests;
use openhuis::app::vault::{self, Description, NewEvidence};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{EvidenceId, EvidenceRequestId, Id, OrgId};
use openhuis::domain::motivation::Motivation;
use openhuis::storage::evidence_requests::RequestRow;
use openhuis::storage::schema::{admissions, audit_index, evidence_request_pieces, evidence_requests, mails};

use crate::support::applying::portal;
use crate::support::client::Client;
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const POLIS: &str = "polis_aansprakelijkheid";
const CERTIFICATE: &str = "kwaliteitscertificaat";
/// The last day of the papers of these tests.
const END: &str = "2027-06-01";

/// An aanbieder that is admitted in two lots of a region.
fn admitted(app: &TestApp, world: &World, name: &str) -> OrgId {
    let org = app.organisation(name);
    for gemeente in ["GM0200", "GM0213"] {
        app.admit(world, &Admitted::active(&org, name, "begeleiding_individueel", gemeente));
    }
    app.member(&org, &app.user(&format!("{}@zorg.test", name.to_lowercase())), ProviderRole::Beheerder);
    org
}

fn provider(app: &TestApp, name: &str) -> Ctx {
    app.as_user(&app.user_by_mail(&format!("{name}@zorg.test")), Role::Provider(ProviderRole::Beheerder))
}

/// A paper in the vault of Linde.
fn paper(app: &TestApp, org: &OrgId, kind: &str, end: Option<&str>) -> EvidenceId {
    let (ctx, scope) = (provider(app, "linde"), openhuis::app::access::for_system_org(org.clone()));
    let text = format!("%PDF-1.7 {kind} {end:?}");
    let new = NewEvidence {
        kind: kind.to_owned(),
        class: Class::Intern,
        file_name: format!("{kind}.pdf"),
        digest: Digest::of(text.as_bytes()),
        size: 21,
        media_type: "application/pdf",
        issued_on: None,
        expires_on: end.map(|day| day.parse().unwrap()),
    };
    app.database.write(|conn| vault::add(conn, &ctx, &scope, &new)).unwrap()
}

/// Let it be noon on a day, and the work of that day be done twice.
async fn on(app: &TestApp, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let noon = day.and_hms_opt(11, 0, 0).unwrap().and_utc();
    app.pass(noon - app.clock.now());
    let worker = app.worker(&SmtpServer::start());
    worker.catch_up().await.unwrap();
    worker.catch_up().await.unwrap();
}

/// The days on which somebody got a mail about bewijsverzoeken, with its text.
fn told(app: &TestApp) -> Vec<(String, String)> {
    let rows: Vec<(chrono::NaiveDateTime, String)> = app.database(|conn| {
        let of = mails::table.filter(mails::kind.eq_any(["evidence_expiring", "evidence_reminder"]));
        of.order(mails::created_at).select((mails::created_at, mails::body)).load(conn)
    });
    rows.into_iter().map(|(at, body)| (at.date().to_string(), body)).collect()
}

fn days(app: &TestApp) -> Vec<String> {
    told(app).into_iter().map(|(day, _)| day).collect()
}

/// What was asked about papers that expire: kind, last day and state.
fn asked(app: &TestApp) -> Vec<(String, String, String)> {
    let rows: Vec<(String, NaiveDate, String)> = app.database(|conn| {
        evidence_requests::table
            .filter(evidence_requests::evidence_kind.ne(""))
            .order((evidence_requests::asked_at, evidence_requests::evidence_kind))
            .select((evidence_requests::evidence_kind, evidence_requests::due_on, evidence_requests::state))
            .load(conn)
    });
    rows.into_iter().map(|(kind, due, state)| (kind, due.to_string(), state)).collect()
}

fn one(kind: &str, due: &str, state: &str) -> (String, String, String) {
    (kind.to_owned(), due.to_owned(), state.to_owned())
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

#[actix_web::test]
async fn a_newer_paper_is_asked_ninety_sixty_thirty_and_seven_days_ahead_in_one_mail_whatever_the_lots() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde");
        paper(app, &org, POLIS, Some(END));
        paper(app, &org, CERTIFICATE, Some(END));
        paper(app, &org, "klachtenregeling", None);
        for day in [
            "2027-03-02",
            "2027-03-03",
            "2027-03-04",
            "2027-04-01",
            "2027-04-02",
            "2027-04-03",
            "2027-05-01",
            "2027-05-02",
            "2027-05-03",
            "2027-05-24",
            "2027-05-25",
            "2027-05-26",
            "2027-06-01",
            "2027-06-02",
        ] {
            on(app, day).await;
        }
        assert_eq!(days(app), ["2027-03-03", "2027-04-02", "2027-05-02", "2027-05-25"]);
        for (_, body) in told(app) {
            assert_eq!(body.matches("geldig tot en met 1 juni 2027").count(), 2, "{body}");
        }
        assert_eq!(asked(app), [one(CERTIFICATE, END, "asked"), one(POLIS, END, "asked")]);
        assert_eq!(leaves(app, "evidence_request.renewal_made"), 2);
        assert_eq!(leaves(app, "evidence_request.reminded"), 6);
        let state: String = app.database(|conn| admissions::table.select(admissions::state).first(conn));
        assert_eq!(state, "active", "passing the last day ends nothing");

        let list = logged_in(app, "linde@zorg.test").await.get("/aanbieder/toelatingen").await.text;
        assert!(list.contains("Verloopt binnenkort"), "{list}");
        assert_eq!(list.matches(&format!("/aanbieder/bewijs/soort/{POLIS}")).count(), 1, "{list}");
        let list = logged_in(app, "contract@mij.test").await.get("/beoordeling/bewijsverzoeken").await.text;
        assert!(
            list.contains("Verloopt: een nieuw stuk is gevraagd") && list.contains("Kwaliteitscertificaat"),
            "{list}"
        );
    })
    .await;
}

#[actix_web::test]
async fn a_runner_that_was_away_asks_once_and_sends_no_burst() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde");
        paper(app, &org, POLIS, Some(END));
        on(app, "2027-03-02").await;
        on(app, "2027-05-10").await;
        on(app, "2027-05-11").await;
        assert_eq!(days(app), ["2027-05-10"]);
        on(app, "2027-05-27").await;
        assert_eq!(days(app), ["2027-05-10", "2027-05-27"]);
    })
    .await;
}

#[actix_web::test]
async fn a_newer_paper_goes_to_every_region_that_waits_for_it_when_it_has_its_date_and_nothing_more_is_asked()
{
    on_both(async |app| {
        let (world, other) = (app.world_of(MIJ, "mij.test"), app.world());
        let org = admitted(app, &world, "Linde");
        app.admit(&other, &Admitted::active(&org, "Linde", "ib", "GM1690"));
        paper(app, &org, POLIS, Some(END));
        on(app, "2027-03-03").await;
        assert_eq!(asked(app), [one(POLIS, END, "asked"), one(POLIS, END, "asked")]);
        assert_eq!(days(app).len(), 2, "one mail of each region");

        let newer = paper(app, &org, POLIS, None);
        assert!(asked(app).iter().all(|(_, _, state)| state == "asked"), "nobody knows until when it counts");
        let scope = openhuis::app::access::for_system_org(org.clone());
        let dated = Description {
            issued_on: None,
            expires_on: Some("2028-06-01".parse().unwrap()),
            note: String::new(),
        };
        let ctx = provider(app, "linde");
        app.database.write(|conn| vault::describe(conn, &ctx, &scope, &newer, 1, &dated)).unwrap();
        assert!(asked(app).iter().all(|(_, _, state)| state == "answered"), "{:?}", asked(app));
        assert_eq!(leaves(app, "evidence_request.answered"), 2);
        for day in ["2027-04-02", "2027-05-02", "2027-05-25"] {
            on(app, day).await;
        }
        assert_eq!(days(app).len(), 2);

        let manager = logged_in(app, "contract@mij.test").await;
        let list = manager.get("/beoordeling/bewijsverzoeken").await.text;
        let at =
            list.split("href=\"").find(|rest| rest.starts_with("/beoordeling/bewijsverzoeken/")).unwrap();
        let at = at.split('"').next().unwrap().to_owned();
        let page = manager.get(&at).await;
        assert!(page.text.contains(&format!("{at}/bewijs/{newer}")), "{}", page.text);
        assert_eq!(manager.submit(&page.form(&format!("{at}/akkoord")), &[]).await.status, 303);

        // In the year after, a newer one is there before anybody asks: the region gets it, and nobody hears of it.
        paper(app, &org, POLIS, Some("2029-06-01"));
        on(app, "2028-03-03").await;
        assert_eq!(days(app).len(), 2);
        let again = asked(app);
        assert_eq!(again[2..], [one(POLIS, "2028-06-01", "answered")], "the other region did not look yet");
    })
    .await;
}

#[actix_web::test]
async fn what_a_bewijsverzoek_asks_already_is_not_asked_as_expiring_too() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde");
        paper(app, &org, POLIS, Some(END));
        paper(app, &org, CERTIFICATE, Some(END));
        let id: EvidenceRequestId = app.source.id(app.clock.now());
        let row = RequestRow {
            id: id.to_string(),
            region_id: world.region.to_string(),
            procedure_id: world.procedure.to_string(),
            version_id: world.version.to_string(),
            org_id: org.to_string(),
            requirement: "GES-04".to_owned(),
            evidence_kind: String::new(),
            asked_at: openhuis::storage::types::stored(app.clock.now()),
            due_on: "2027-12-31".parse().unwrap(),
            state: openhuis::storage::types::AsText(openhuis::domain::admission::RequestState::Asked),
            reply: String::new(),
            answered_by: None,
            reason: String::new(),
            settled_by: None,
            changed_at: openhuis::storage::types::stored(app.clock.now()),
            reminded_on: None,
            version: 1,
        };
        app.database(|conn| openhuis::storage::evidence_requests::insert(conn, &row));
        on(app, "2027-03-03").await;
        assert_eq!(asked(app), [one(POLIS, END, "asked")]);
    })
    .await;
}

#[actix_web::test]
async fn what_was_given_back_is_not_sent_again_by_itself_and_what_was_dropped_is_not_asked_again() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde");
        paper(app, &org, POLIS, Some(END));
        on(app, "2027-03-03").await;
        paper(app, &org, POLIS, Some("2028-01-01"));
        let id: String =
            app.database(|conn| evidence_requests::table.select(evidence_requests::id).first(conn));
        let id: EvidenceRequestId = Id::parse(&id).unwrap();
        let manager =
            app.as_user(&app.user_by_mail("contract@mij.test"), Role::Staff(StaffRole::ContractManager));
        let (scope, lacking) = (world.scope(), Motivation::parse("Dit is de offerte.").unwrap());
        app.database
            .write(|conn| requests::give_back(conn, &manager, &scope, (&id, 2), &lacking, &portal()))
            .unwrap();
        on(app, "2027-03-04").await;
        assert_eq!(asked(app), [one(POLIS, END, "asked")]);
        paper(app, &org, POLIS, Some("2028-02-01"));
        assert_eq!(asked(app), [one(POLIS, END, "answered")]);
        let sent: i64 = app.database(|conn| evidence_request_pieces::table.count().get_result(conn));
        assert_eq!(sent, 2);
        let why = Motivation::parse("De gemeente heeft de polis zelf.").unwrap();
        app.database.write(|conn| requests::drop_it(conn, &manager, &scope, (&id, 4), &why)).unwrap();
        for day in ["2027-04-02", "2027-05-02"] {
            on(app, day).await;
        }
        assert_eq!(asked(app), [one(POLIS, END, "dropped")]);
        assert_eq!(days(app), ["2027-03-03"]);
    })
    .await;
}

#[actix_web::test]
async fn who_is_not_admitted_any_more_and_whose_paper_ended_long_ago_is_not_asked() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let org = admitted(app, &world, "Linde");
        paper(app, &org, POLIS, Some(END));
        paper(app, &org, CERTIFICATE, Some("2026-01-01"));
        app.database(|conn| {
            diesel::update(admissions::table).set(admissions::state.eq("lapsed")).execute(conn)
        });
        on(app, "2027-03-03").await;
        assert!(asked(app).is_empty() && days(app).is_empty());
        app.database(|conn| {
            diesel::update(admissions::table).set(admissions::state.eq("granted")).execute(conn)
        });
        app.pass(TimeDelta::days(1));
        on(app, "2027-03-05").await;
        assert_eq!(asked(app), [one(POLIS, END, "asked")]);
    })
    .await;
}
