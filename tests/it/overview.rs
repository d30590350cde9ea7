//! How long decisions take: for the team by step, window and gemeente, and for everybody without a number below five.

use chrono::TimeDelta;
use openhuis::app::overview::{self, Overview, Told};
use openhuis::app::review::{self, Repair};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::durations::Step;
use openhuis::domain::ids::Id;
use openhuis::domain::terms::local_day;

use crate::review::repairing::repairable;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

fn read(app: &TestApp, world: &World) -> Overview {
    let (scope, now) = (world.scope(), app.clock.now());
    app.database.read(|conn| overview::read(conn, &scope, now, local_day(now))).unwrap()
}

fn all(_: &Told) -> bool {
    true
}

fn days(overview: &Overview, step: Step) -> (usize, Option<u32>, Option<u32>) {
    let one = overview.step(step, all);
    (one.count, one.median, one.most)
}

/// The lots of an aanbieder of its own: three, all decided.
fn decided(app: &TestApp, world: &World, name: &str) {
    let own = World { org: app.organisation(name), ..world.clone() };
    app.member(&own.org, &app.user_by_mail("tekenbevoegde@zorg.zwd.test"), ProviderRole::Tekenbevoegde);
    app.deciding(&own).sign_all();
}

#[actix_web::test]
async fn each_step_takes_the_days_between_what_people_did() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        app.pass(TimeDelta::days(2));
        one.take(&world.assessor).unwrap();
        app.pass(TimeDelta::days(1));
        one.assess_all();
        assert_eq!(days(&read(app, &world), Step::Whole), (0, None, None), "nothing is decided yet");
        app.pass(TimeDelta::days(4));
        let decision = one.propose("admit").unwrap();
        app.pass(TimeDelta::days(3));
        one.agree(&world.countersigner, &decision).unwrap();
        app.pass(TimeDelta::days(5));
        let signer = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
        let lot = Id::parse(&one.dossier().lots[0].id).unwrap();
        app.database
            .write(|conn| openhuis::app::decide::sign(conn, &signer, &world.scope(), &[lot]))
            .unwrap();
        let overview = read(app, &world);
        for (step, wanted) in [
            (Step::Taken, 2),
            (Step::FirstJudged, 1),
            (Step::Proposed, 4),
            (Step::Countersigned, 3),
            (Step::Decided, 5),
            (Step::Whole, 15),
        ] {
            assert_eq!(days(&overview, step), (1, Some(wanted), Some(wanted)), "{step:?}");
        }
        assert_eq!(days(&overview, Step::Repair), (0, None, None));
        assert_eq!(days(&overview, Step::Told), (0, None, None), "the letter has not left");
        let elsewhere = overview.step(Step::Whole, |told| told.gemeente == "GM0000");
        assert_eq!(elsewhere.count, 0);
        let other = app.world_of(MIJ, "mij.test");
        assert!(read(app, &other).lots.is_empty(), "another region's");
    })
    .await;
}

#[actix_web::test]
async fn repair_counts_the_days_it_was_open_and_the_share_of_applications() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (code, anchor) = repairable(&one);
        let request = one.ask(&code, &anchor).unwrap();
        let running = read(app, &world);
        assert_eq!(days(&running, Step::Repair).0, 0, "what still runs has no length");
        assert_eq!(running.repaired(all).repaired, 1, "but it was asked");
        app.pass(TimeDelta::days(6));
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let given = Repair { text: "Zie de bijlage.".to_owned(), ..Repair::default() };
        app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given)).unwrap();
        let after = read(app, &world);
        assert_eq!(days(&after, Step::Repair), (1, Some(6), Some(6)));
        assert_eq!((after.repaired(all).all, after.repaired(all).repaired), (1, 1));
    })
    .await;
}

#[actix_web::test]
async fn everybody_reads_how_long_it_took_only_of_five_or_more() {
    on_both(async |app| {
        let world = app.world();
        app.pass(TimeDelta::days(1));
        decided(app, &world, "Zorg Een");
        let (visitor, path) = (app.visitor(), format!("/regio/{}/doorlooptijden", world.slug));
        let few = visitor.get(&path).await;
        assert_eq!(few.status, 200, "{}", few.text);
        assert!(few.text.contains("nog te weinig beslist") && few.text.contains("minder dan 5"));
        let csv = String::from_utf8(visitor.get(&format!("{path}.csv")).await.body()).unwrap();
        assert!(csv.contains("minder dan 5") && !csv.contains(";3;"), "{csv}");
        decided(app, &world, "Zorg Twee");
        let enough = visitor.get(&path).await;
        assert!(
            enough.text.contains("Doorlooptijd per stap") && enough.text.contains(">6<"),
            "{}",
            enough.text
        );
        let csv = String::from_utf8(visitor.get(&format!("{path}.csv")).await.body()).unwrap();
        assert!(csv.contains(";Van ontvangst tot beslissing;6;0;0"), "{csv}");
    })
    .await;
}

#[actix_web::test]
async fn the_team_reads_steps_terms_and_work_and_takes_them_as_a_table() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "Zorg Een");
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let client = app.visitor();
        app.log_in(&client, "beoordelaar@zwd.test").await;
        let page = client.get(&format!("/beoordeling/overzicht?venster={}", world.window)).await;
        assert_eq!(page.status, 200, "{}", page.text);
        for text in ["Doorlooptijd per stap", "De helft van de beslissingen", "Persoon beoordelaar@zwd.test"]
        {
            assert!(page.text.contains(text), "{text}\n{}", page.text);
        }
        let csv = client.get("/beoordeling/overzicht.csv?gemeente=GM0000").await;
        let text = String::from_utf8(csv.body()).unwrap();
        assert!(text.starts_with("\u{feff}venster;gemeente;stap"), "{text}");
        let csv = client.get("/beoordeling/overzicht.csv").await;
        let text = String::from_utf8(csv.body()).unwrap();
        assert!(text.contains("alle vensters;alle gemeenten;Van ontvangst tot beslissing;3;0;0"), "{text}");
        let none = client.get("/beoordeling/overzicht?venster=niets&gemeente=GM0000").await;
        assert!(none.status == 200 && none.text.contains("Hier is nog niets gebeurd"), "{}", none.text);
    })
    .await;
}
