//! A suspension has a ground and a last day, ends by itself, and is not told to the public but as no place.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::admissions::{self, Stop};
use openhuis::app::{Ctx, Error};
use openhuis::auth::origin::PublicUrl;
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::admission::SuspensionKind;
use openhuis::domain::ids::{AdmissionId, Id};
use openhuis::domain::motivation::Motivation;
use openhuis::storage::schema::{admissions as rows, audit_index, mails, suspensions};

use super::contracts::states;
use crate::support::register::Admitted;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const WHY: &str = "Artikel 12.3: er zijn nu te weinig begeleiders.";

impl TestApp {
    /// The first aanbieder runs in two lots.
    fn runs(&self, world: &World) -> Vec<AdmissionId> {
        for gemeente in ["GM1690", "GM0119"] {
            self.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", gemeente));
        }
        let ids: Vec<String> = self.database(|conn| rows::table.order(rows::id).select(rows::id).load(conn));
        ids.iter().map(|id| Id::parse(id).unwrap()).collect()
    }

    fn keeper(&self) -> Ctx {
        let user = self.user_by_mail("contract@zwd.test");
        self.as_user(&user, Role::Staff(StaffRole::ContractManager))
    }

    fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }

    fn suspend(&self, world: &World, kind: SuspensionKind, stop: &Stop) -> openhuis::app::Result<()> {
        let (ctx, portal) = (self.keeper(), PublicUrl::parse("http://127.0.0.1").unwrap());
        let scope = world.scope();
        self.database.write(|conn| admissions::suspend(conn, &ctx, &scope, &portal, (&world.org, kind), stop))
    }

    fn stop_intake(&self, world: &World, stop: &Stop) -> openhuis::app::Result<()> {
        let ctx = self.as_provider(ProviderRole::Beheerder);
        self.database.write(|conn| admissions::stop_intake(conn, &ctx, &world.org_scope(), stop))
    }

    fn resume(&self, on: NaiveDate) -> usize {
        let ctx = self.system();
        self.database.write(|conn| admissions::resume(conn, &ctx, on)).unwrap()
    }
}

fn stop(admissions: &[AdmissionId], until: NaiveDate) -> Stop {
    Stop { admissions: admissions.to_vec(), until, basis: Motivation::parse(WHY).unwrap() }
}

#[actix_web::test]
async fn a_suspension_ends_by_itself_on_its_day_and_leaves_its_ground_behind() {
    on_both(async |app| {
        let world = app.world();
        let lots = app.runs(&world);
        let until = app.today() + TimeDelta::days(30);
        app.suspend(&world, SuspensionKind::Full, &stop(&lots[..1], until)).unwrap();
        assert_eq!(states(app), ["suspended", "active"]);
        let told: Vec<(String, String)> =
            app.database(|conn| mails::table.select((mails::kind, mails::body)).load(conn));
        assert!(told.iter().any(|(kind, body)| kind == "admission_suspended" && !body.contains(WHY)));
        assert_eq!(app.resume(until - TimeDelta::days(1)), 0);
        app.pass(TimeDelta::days(30));
        assert_eq!(app.resume(until), 1);
        assert_eq!(app.resume(until), 0, "doing it again changes nothing");
        assert_eq!(states(app), ["active", "active"]);
        let kept: Vec<(String, String, bool)> = app.database(|conn| {
            suspensions::table
                .select((suspensions::basis, suspensions::side, suspensions::ended_at.is_not_null()))
                .load(conn)
        });
        assert_eq!(kept, [(WHY.to_owned(), "team".to_owned(), true)]);
        let noted: Vec<String> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.like("admission.%"))
                .order(audit_index::n)
                .select(audit_index::event)
                .load(conn)
        });
        assert_eq!(noted, ["admission.suspended", "admission.resumed"]);
    })
    .await;
}

#[actix_web::test]
async fn an_aanbieder_stops_and_takes_clients_again_but_not_against_the_team() {
    on_both(async |app| {
        let world = app.world();
        let lots = app.runs(&world);
        let until = app.today() + TimeDelta::days(30);
        app.stop_intake(&world, &stop(&lots, until)).unwrap();
        assert_eq!(states(app), ["suspended", "suspended"]);
        let ctx = app.as_provider(ProviderRole::Beheerder);
        let again = |id: &AdmissionId| {
            app.database.write(|conn| admissions::take_again(conn, &ctx, &world.org_scope(), id))
        };
        again(&lots[0]).unwrap();
        app.suspend(&world, SuspensionKind::IntakeStop, &stop(&lots[1..], until)).unwrap();
        assert!(matches!(again(&lots[1]), Err(Error::Refused(_))), "the team imposed it");
        assert!(matches!(app.stop_intake(&world, &stop(&lots[1..], until)), Err(Error::Refused(_))));
        assert!(matches!(again(&lots[0]), Err(Error::Refused(_))), "nothing runs there");
        let too_long = stop(&lots[..1], app.today() + TimeDelta::days(800));
        assert!(matches!(app.stop_intake(&world, &too_long), Err(Error::Refused(_))));
    })
    .await;
}

#[actix_web::test]
async fn nobody_suspends_what_is_of_another_organisation_or_region() {
    on_both(async |app| {
        let world = app.world();
        let lots = app.runs(&world);
        let until = app.today() + TimeDelta::days(30);
        let other = World { org: world.other.clone(), ..world.clone() };
        let far = World { org: world.org.clone(), ..app.world_of(MIJ, "mij.test") };
        for elsewhere in [&other, &far] {
            let refused = app.suspend(elsewhere, SuspensionKind::Full, &stop(&lots, until));
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        assert!(matches!(app.stop_intake(&other, &stop(&lots, until)), Err(Error::NotFound)));
        assert_eq!(states(app), ["active", "active"]);
    })
    .await;
}

#[actix_web::test]
async fn the_team_suspends_on_a_page_and_the_public_reads_only_that_no_clients_are_taken() {
    on_both(async |app| {
        let world = app.world();
        let lots = app.runs(&world);
        let (manager, provider) = (app.visitor(), app.visitor());
        app.log_in(&manager, "contract@zwd.test").await;
        app.log_in(&provider, "beheerder@zorg.zwd.test").await;
        let one = format!("/beoordeling/toelatingen/{}", world.org);
        let path = format!("{one}/opschorten");
        assert!(manager.get(&one).await.text.contains(&path));
        let form = manager.get(&path).await.form(&path);
        let empty = manager.submit(&form, &[]).await;
        assert_eq!(empty.status, 422);
        for said in ["Kies wat u opschort.", "Kies ten minste één toelating.", "welk artikel"] {
            assert!(empty.text.contains(said), "{said}: {}", empty.text);
        }
        let answers = [
            ("omvang", "full"),
            ("toelating", lots[0].as_str()),
            ("tot_day", "31"),
            ("tot_month", "1"),
            ("tot_year", "2027"),
            ("reden", WHY),
        ];
        let longer = answers.map(|(name, value)| (name, if name == "tot_year" { "2028" } else { value }));
        let refused = manager.submit(&form, &longer).await;
        assert!(refused.status == 422 && refused.text.contains("Langer laat de overeenkomst niet toe"));
        assert_eq!(manager.submit(&form, &answers).await.status, 303);
        for page in [manager.get(&one).await, provider.get("/aanbieder/toelatingen").await] {
            assert!(page.text.contains(WHY) && page.text.contains("31 januari 2027"), "{}", page.text);
            assert!(!page.text.contains("/hervatten"), "{}", page.text);
        }
        let register = app.visitor().get(&format!("/regio/{}/register/{}", world.slug, world.org)).await;
        assert!(register.text.contains("Neemt nu geen nieuwe cliënten aan"), "{}", register.text);
        assert!(!register.text.contains("Artikel 12.3") && !register.text.contains("januari 2027"));
        let lift = manager.get(&path).await.form(&format!("{one}/opheffen"));
        assert_eq!(manager.submit(&lift, &[]).await.status, 422, "nothing was ticked");
        assert_eq!(manager.submit(&lift, &[("toelating", lots[0].as_str())]).await.status, 303);
        assert_eq!(states(app), ["active", "active"]);
    })
    .await;
}

#[actix_web::test]
async fn the_aanbieder_stops_on_a_page_and_only_who_manages_it_may() {
    on_both(async |app| {
        let world = app.world();
        let lots = app.runs(&world);
        let (beheerder, reader) = (app.visitor(), app.visitor());
        app.log_in(&beheerder, "beheerder@zorg.zwd.test").await;
        app.log_in(&reader, "lezer@zorg.zwd.test").await;
        assert_eq!(reader.get("/aanbieder/toelatingen/stop").await.status, 403);
        assert!(!reader.get("/aanbieder/toelatingen").await.text.contains("/aanbieder/toelatingen/stop"));
        let form = beheerder.get("/aanbieder/toelatingen/stop").await.form("/aanbieder/toelatingen/stop");
        let empty = beheerder.submit(&form, &[]).await;
        assert!(empty.status == 422 && empty.text.contains("Schrijf waarom u tijdelijk"), "{}", empty.text);
        let answers = [
            ("toelating", lots[0].as_str()),
            ("tot_day", "31"),
            ("tot_month", "1"),
            ("tot_year", "2027"),
            ("reden", WHY),
        ];
        assert_eq!(beheerder.submit(&form, &answers).await.status, 303);
        let page = beheerder.get("/aanbieder/toelatingen?gedaan=gestopt").await;
        assert!(page.text.contains("Geen nieuwe cliënten tot en met 31 januari 2027"), "{}", page.text);
        let back = page.form(&format!("/aanbieder/toelatingen/{}/hervatten", lots[0]));
        assert_eq!(beheerder.submit(&back, &[]).await.status, 303);
        assert_eq!(states(app), ["active", "active"]);
    })
    .await;
}
