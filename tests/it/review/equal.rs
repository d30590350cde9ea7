//! Equal cases: whoever judges an equal case otherwise says why before a proposal, and never reads whose the other was.

use diesel::prelude::*;
use openhuis::app::review::show;
use openhuis::app::{self, Error};
use openhuis::storage::schema::organisations;

use crate::export::{OFFICER, Unpacked, of_team};
use crate::support::app::TestApp;
use crate::support::on_both;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;

/// The same world, seen from another aanbieder.
fn beside(app: &TestApp, world: &World, kvk: &str) -> World {
    let org = app.organisation("Andere Zorg");
    app.database(|conn| {
        diesel::update(organisations::table.find(org.as_str())).set(organisations::kvk.eq(kvk)).execute(conn)
    });
    World { org, ..world.clone() }
}

fn explain(one: &Reviewing<'_>, why: &str) -> app::Result<()> {
    one.explain(&one.dossier().unequal[0].assessment, why)
}

/// Taken up, with everything settled but one requirement that the rules find met: that is judged as said.
fn judged<'a>(app: &'a TestApp, world: &'a World, met: bool) -> Reviewing<'a> {
    app.pass(chrono::TimeDelta::minutes(1));
    let one = app.reviewing(world);
    one.take(&world.assessor).unwrap();
    one.assess_all();
    one.assess(&one.judged(&one.met_by_the_rules(), met)).unwrap();
    one
}

fn groups(one: &Reviewing<'_>) -> Vec<show::GroupSeen> {
    one.app.database.read(|conn| show::equal_groups(conn, &one.world.scope())).unwrap()
}

#[actix_web::test]
async fn an_equal_case_that_is_judged_otherwise_is_not_proposed_until_it_is_explained() {
    on_both(async |app| {
        let world = app.world();
        let early = judged(app, &world, true);
        assert!(early.dossier().unequal.is_empty(), "the first is equal to nobody");
        early.propose("admit").unwrap();
        let other = beside(app, &world, "60000001");
        let late = judged(app, &other, false);
        let code = late.met_by_the_rules();
        let found = late.dossier().unequal;
        assert_eq!((found.len(), found[0].code.as_str(), found[0].said), (1, code.as_str(), "not_met"));
        assert!(found[0].earlier.iter().all(|case| case.again.is_none() && case.said == "met"));
        assert!(matches!(late.propose("refuse"), Err(Error::Refused(why)) if why.contains(&code)));
        assert!(groups(&late)[0].open);
        assert!(matches!(explain(&late, "omdat"), Err(Error::Invalid(_))));
        explain(&late, "case_differs").unwrap();
        assert!(!groups(&late)[0].open);
        let decision = late.propose("refuse").unwrap();
        let (ctx, scope) = (app.assessor(&other.countersigner), other.scope());
        let read = app.database.read(|conn| show::proposal(conn, &ctx, &scope, &decision)).unwrap();
        assert_eq!(read.explained[0].why, "case_differs");
        let officer = app.visitor();
        app.log_in(&officer, OFFICER).await;
        let court = Unpacked::get(&officer, &of_team(&late.id, "rechter")).await;
        assert!(court.text("beoordelingen.json").contains("De inspectie gaf hier een aanwijzing."));
        assert!(court.text("index.html").contains("De inspectie gaf hier een aanwijzing."));
    })
    .await;
}

#[actix_web::test]
async fn what_was_wrong_is_looked_at_again_and_not_repeated() {
    on_both(async |app| {
        let world = app.world();
        let early = judged(app, &world, true);
        let other = beside(app, &world, "60000001");
        let late = judged(app, &other, false);
        explain(&late, "earlier_wrong").unwrap();
        late.propose("refuse").unwrap();
        let cases = &groups(&late)[0].cases;
        let number = early.dossier().head.number;
        assert_eq!(cases[0].again.as_ref().map(|(_, number)| number.as_str()), Some(number.as_str()));
        assert!(cases[1].again.is_none());
        let third = beside(app, &world, "60000002");
        let same = judged(app, &third, false);
        assert!(same.dossier().unequal.is_empty(), "the explanation of a colleague holds");
        app.pass(chrono::TimeDelta::minutes(1));
        same.assess(&same.judged(&same.met_by_the_rules(), true)).unwrap();
        assert_eq!(same.dossier().unequal.len(), 1, "the wrong outcome is not repeated in silence");
    })
    .await;
}
