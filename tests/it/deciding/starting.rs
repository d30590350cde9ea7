//! An admission starts when the evidence that is due at the start is there too, and everybody sees what it waits for.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::admissions::{self, Sighting, record_seen};
use openhuis::app::vault::{self, NewEvidence};
use openhuis::app::{Ctx, Error};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::OrgId;
use openhuis::domain::policy_code::PolicyCode;
use openhuis::storage::schema::{application_evidence, audit_index, letters};

use super::contracts::{record, states};
use crate::support::applying::Applicant;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World, ZWD};
use crate::support::{TestApp, on_both};

pub fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 4, 1).unwrap()
}

impl TestApp {
    fn manager(&self) -> Ctx {
        let user = self.user_by_mail("contract@zwd.test");
        self.as_user(&user, Role::Staff(StaffRole::ContractManager))
    }

    /// The contractmanager saw the VOG of the first aanbieder today.
    pub fn sees_vog(&self, world: &World) {
        self.sees(world, (&world.org, "vog_persoon"), self.clock.now().date_naive()).unwrap();
    }

    /// The team sees something of an organisation, for the admissions of the first.
    pub fn sees(
        &self,
        world: &World,
        (of, kind): (&OrgId, &str),
        on: NaiveDate,
    ) -> openhuis::app::Result<()> {
        let sighting = Sighting {
            org: world.org.clone(),
            of: of.clone(),
            procedure: world.procedure.clone(),
            kind: PolicyCode::parse(kind).unwrap(),
            seen_on: on,
            issued_on: None,
            expires_on: None,
        };
        let ctx = self.manager();
        self.database.write(|conn| record_seen(conn, &ctx, &world.scope(), &sighting)).map(drop)
    }

    fn activate(&self, on: NaiveDate) -> usize {
        let ctx = self.system();
        self.database.write(|conn| admissions::activate(conn, &ctx, on)).unwrap()
    }

    /// Signed for everything, with both overeenkomsten recorded.
    pub fn granted(&self, world: &World) {
        self.granted_with(world, |_| ());
    }

    /// The same for an application to which something is done before it is sent in.
    pub fn granted_with(&self, world: &World, before: impl FnOnce(&Applicant<'_>)) {
        self.deciding_with(world, before).sign_all();
        let today = self.clock.now().date_naive();
        record(self, world, today).unwrap();
        record(self, world, today).unwrap();
    }
}

#[actix_web::test]
async fn an_admission_does_not_start_before_evidence_due_at_the_start_was_seen() {
    on_both(async |app| {
        let world = app.world();
        app.granted(&world);
        assert_eq!(app.activate(start()), 0);
        assert_eq!(states(app), ["granted", "granted"]);
        app.pass(start() - app.clock.now().date_naive() + TimeDelta::days(3));
        app.sees_vog(&world);
        assert_eq!(states(app), ["active", "active"], "what came late starts at once");
        let seen: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("evidence.seen")).count().get_result(conn)
        });
        assert_eq!(seen, 1);
    })
    .await;
}

#[actix_web::test]
async fn what_is_seen_tomorrow_or_for_nothing_is_refused() {
    on_both(async |app| {
        let world = app.world();
        let today = app.clock.now().date_naive();
        assert!(
            matches!(app.sees(&world, (&world.org, "vog_persoon"), today), Err(Error::NotFound)),
            "nothing is granted"
        );
        app.granted(&world);
        let tomorrow = app.sees(&world, (&world.org, "vog_persoon"), today + TimeDelta::days(1));
        assert!(matches!(tomorrow, Err(Error::Invalid(_))), "{tomorrow:?}");
        let sent_in = app.sees(&world, (&world.org, "kvk_uittreksel"), today);
        assert!(matches!(sent_in, Err(Error::Invalid(_))), "what is uploaded is not seen: {sent_in:?}");
        app.sees_vog(&world);
        let again = app.sees(&world, (&world.org, "vog_persoon"), today);
        assert!(matches!(again, Err(Error::Invalid(_))), "nothing waits for it any more: {again:?}");
        let far = app.world_of(MIJ, "mij.test");
        let elsewhere = World { org: world.org.clone(), ..far };
        assert!(matches!(app.sees(&elsewhere, (&elsewhere.org, "vog_persoon"), today), Err(Error::NotFound)));
    })
    .await;
}

#[actix_web::test]
async fn a_runner_that_catches_up_does_not_start_an_admission_before_the_day_its_evidence_was_seen() {
    on_both(async |app| {
        let world = app.world();
        app.granted(&world);
        app.pass(start() - app.clock.now().date_naive() - TimeDelta::days(1));
        app.sees_vog(&world);
        let day_before = app.clock.now().date_naive() - TimeDelta::days(1);
        assert_eq!(app.activate(day_before), 0);
        assert_eq!(app.activate(start()), 2);
    })
    .await;
}

/// The same regeling, with a bewijsstuk that is sent in and due at the start only.
fn due_in_vault() -> String {
    let seen = "    peildatum: start\n    moment: bij_start\n    vanaf: 2026-01-01\n    toelichting: Bij de start bekijken";
    let later = ZWD.replacen(seen, &seen.replace("    moment: bij_start\n", ""), 1);
    let tax = "    voorwaarde:\n      bewijs: verklaring_betalingsgedrag\n";
    let due = later.replacen(tax, &format!("    moment: bij_start\n{tax}"), 1);
    assert_ne!(due, later);
    due.replacen("    voorwaarde:\n      bewijs: vog_persoon\n", tax, 1)
}

#[actix_web::test]
async fn a_bewijsstuk_of_the_vault_that_is_due_at_the_start_counts_from_the_day_it_is_there() {
    on_both(async |app| {
        let world = app.world_of(&due_in_vault(), "zwd.test");
        app.granted(&world);
        assert_eq!(app.activate(start()), 0);
        let issued = app.clock.now().date_naive() - TimeDelta::days(30);
        let new = NewEvidence {
            kind: "verklaring_betalingsgedrag".to_owned(),
            class: Class::Bedrijfsvertrouwelijk,
            digest: Digest::of(b"tax"),
            size: 3,
            media_type: "application/pdf",
            file_name: "belasting.pdf".to_owned(),
            issued_on: Some(issued),
            expires_on: None,
        };
        let ctx = app.as_provider(ProviderRole::Invuller);
        app.database.write(|conn| vault::add(conn, &ctx, &world.org_scope(), &new)).unwrap();
        let linked = || -> i64 { app.database(|conn| application_evidence::table.count().get_result(conn)) };
        assert_eq!(linked(), 0);
        assert_eq!(app.activate(start()), 2);
        assert_eq!(linked(), 1, "the aanbieder sees where its bewijsstuk was used");
    })
    .await;
}

#[actix_web::test]
async fn the_team_and_the_aanbieder_see_what_is_waited_for_and_the_letter_says_it() {
    on_both(async |app| {
        let world = app.world();
        app.granted(&world);
        let (manager, provider) = (app.visitor(), app.visitor());
        app.log_in(&manager, "contract@zwd.test").await;
        app.log_in(&provider, "lezer@zorg.zwd.test").await;
        let path = format!("/beoordeling/toelatingen/{}", world.org);
        for page in [manager.get("/beoordeling/toelatingen").await, manager.get(&path).await] {
            assert!(page.text.contains("VOG gezien bij de start"), "{}", page.text);
        }
        let own = provider.get("/aanbieder/toelatingen").await;
        assert!(own.text.contains("Stuur dit niet op."), "{}", own.text);
        let content: String = app.database(|conn| letters::table.select(letters::content_json).first(conn));
        assert!(content.contains("VOG gezien bij de start (eis KWA-05)"), "{content}");

        let form = manager.get(&path).await.form(&format!("{path}/gezien"));
        let empty = manager.submit(&form, &[]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("Vul in op welke dag u het bewijs hebt gezien"), "{}", empty.text);
        let later = [("gezien_day", "1"), ("gezien_month", "1"), ("gezien_year", "2199")];
        let later = manager.submit(&form, &later).await;
        assert!(later.status == 422 && later.text.contains("Deze dag moet nog komen"), "{}", later.text);
        let on = [("gezien_day", "20"), ("gezien_month", "11"), ("gezien_year", "2026")];
        for _ in 0..2 {
            assert_eq!(manager.submit(&form, &on).await.status, 303, "a double click records once");
        }
        let page = manager.get(&path).await;
        assert!(page.text.contains("20 november 2026") && !page.text.contains("/gezien\""), "{}", page.text);
        let server = SmtpServer::start();
        app.pass(start() - app.clock.now().date_naive());
        app.worker(&server).drain().await.unwrap();
        app.activate(start());
        assert!(!provider.get("/aanbieder/toelatingen").await.text.contains("Stuur dit niet op."));
    })
    .await;
}
