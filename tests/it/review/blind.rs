//! Two who judge without each other: neither reads what the other found until both are done, on no page and by no step.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::Error;
use openhuis::app::{agreement, review};
use openhuis::domain::access::StaffRole;
use openhuis::domain::code::Code as _;
use openhuis::domain::decision::Panel;
use openhuis::domain::ids::UserId;
use openhuis::storage::schema::{assessments, decisions, scheme_versions};

use crate::support::reviewing::Reviewing;
use crate::support::world::{World, ZWD};
use crate::support::{TestApp, on_both};

/// The shipped regeling with another beoordelingsplan.
fn regeling(plan: &str) -> String {
    let changed = ZWD.replace("  beoordelaars: een\n", &format!("  beoordelaars: {plan}\n"));
    assert_ne!(changed, ZWD);
    changed
}

/// The same application in the eyes of somebody else.
fn seen_by(world: &World, who: &UserId) -> World {
    World { assessor: who.clone(), ..world.clone() }
}

fn through<'a>(one: &Reviewing<'a>, world: &'a World) -> Reviewing<'a> {
    Reviewing { app: one.app, world, id: one.id.clone() }
}

fn give_back(one: &Reviewing<'_>) {
    let (ctx, seen) = (one.app.assessor(&one.world.assessor), one.version());
    one.app.database.write(|conn| review::give_back(conn, &ctx, &one.world.scope(), &one.id, seen)).unwrap();
}

/// Judge everything that is open, the first against where that is asked, with words by which one knows who it was.
fn judge_all(one: &Reviewing<'_>, against: bool, words: &str) {
    one.take(&one.world.assessor).unwrap();
    for (number, code) in one.dossier().lots[0].open.clone().into_iter().enumerate() {
        let mut judged = one.judged(&code, !(against && number == 0));
        judged.motivation = words.to_owned();
        one.assess(&judged).unwrap();
    }
    one.app.pass(TimeDelta::minutes(1));
}

const SECRET: &str = "Het jaarverslag van twee jaar terug ontbreekt.";

/// Every page on which something of an application can stand, as somebody reads them.
async fn pages(app: &TestApp, mail: &str, one: &Reviewing<'_>, code: &str) -> String {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    let base = format!("/beoordeling/aanmeldingen/{}", one.id);
    let lot = one.dossier().lots[0].id.clone();
    let mut text = String::new();
    for path in [
        "/beoordeling".to_owned(),
        base.clone(),
        format!("{base}/eisen/{code}"),
        format!("{base}/belang"),
        format!("{base}/voorstel/{lot}"),
        "/beoordeling/medelezen".to_owned(),
        "/beoordeling/team".to_owned(),
        format!("/beoordeling/aanbieders/{}", one.world.org),
    ] {
        let page = client.get(&path).await;
        assert!(page.status < 500, "{path}: {}", page.text);
        text += &page.text;
    }
    text
}

#[actix_web::test]
async fn until_both_are_done_no_page_shows_what_the_other_found() {
    on_both(async |app| {
        let world = app.world_of(&regeling("twee_blind"), "zwd.test");
        let second = seen_by(&world, &world.countersigner);
        let first = app.reviewing(&world);
        let other = through(&first, &second);
        let code = {
            first.take(&world.assessor).unwrap();
            first.dossier().lots[0].open[0].clone()
        };
        judge_all(&first, true, SECRET);
        let own = first.dossier();
        assert!(own.head.blind && own.head.is_done && own.lots[0].open.is_empty());
        give_back(&first);
        other.take(&second.assessor).unwrap();
        let seen = other.dossier();
        assert!(seen.head.blind && !seen.head.is_done && seen.head.done == 1);
        assert!(seen.lots[0].open.contains(&code), "what the first judged is still to be judged");
        let tests = seen.kinds.iter().flat_map(|kind| &kind.tests);
        assert!(tests.clone().all(|test| test.said.is_none()), "no judgement shows");
        let judging = other.judging(&code, None).unwrap();
        assert!(judging.said.is_empty() && judging.points.iter().all(|point| point.answer.is_empty()));
        for mail in ["medelezer@zwd.test", "contract@zwd.test"] {
            let text = pages(app, mail, &other, &code).await;
            assert!(!text.contains(SECRET), "{mail} reads it");
        }
        // The first reads the own words, and nothing of the second either.
        let half = "Ik twijfel, maar het kan net.";
        let mut judged = other.judged(&code, true);
        judged.motivation = half.to_owned();
        other.assess(&judged).unwrap();
        let text = pages(app, "beoordelaar@zwd.test", &first, &code).await;
        assert!(text.contains(SECRET) && !text.contains(half));
        judge_all(&other, false, "Alles is er.");
        assert!(!other.dossier().head.blind);
        let text = pages(app, "medelezer@zwd.test", &other, &code).await;
        assert!(text.contains(SECRET) && text.contains(half), "now both read everything");
    })
    .await;
}

#[actix_web::test]
async fn one_alone_proposes_nothing_and_two_who_differ_agree_first() {
    on_both(async |app| {
        let world = app.world_of(&regeling("twee_blind"), "zwd.test");
        let second = seen_by(&world, &world.countersigner);
        let first = app.reviewing(&world);
        let other = through(&first, &second);
        judge_all(&first, true, SECRET);
        assert!(matches!(first.propose("refuse"), Err(Error::Refused(_))), "one is not two");
        give_back(&first);
        judge_all(&other, false, "Alles is er.");
        assert!(matches!(other.propose("admit"), Err(Error::Refused(_))), "they differ");
        // Now they read each other: the first looks again and revises.
        give_back(&other);
        judge_all_again(&first);
        first.propose("admit").unwrap();
    })
    .await;
}

/// Who said something against takes it back.
fn judge_all_again(one: &Reviewing<'_>) {
    one.take(&one.world.assessor).unwrap();
    let against: String = one.app.database(|conn| {
        assessments::table
            .filter(assessments::outcome.eq("not_met"))
            .select(assessments::requirement)
            .first(conn)
    });
    one.assess(&one.judged(&against, true)).unwrap();
}

#[actix_web::test]
async fn where_two_differ_a_moderator_judges_and_proposes_and_nobody_sooner() {
    on_both(async |app| {
        let world = app.world_of(&regeling("twee_met_moderator"), "zwd.test");
        let third = app.user("moderator@zwd.test");
        app.staff(&world.region, &third, StaffRole::Assessor);
        let (second, moderating) = (seen_by(&world, &world.countersigner), seen_by(&world, &third));
        let first = app.reviewing(&world);
        let (other, moderator) = (through(&first, &second), through(&first, &moderating));
        judge_all(&first, true, SECRET);
        give_back(&first);
        other.take(&second.assessor).unwrap();
        let code = other.dossier().lots[0].open[0].clone();
        other.assess(&other.judged(&code, true)).unwrap();
        give_back(&other);
        let refused = moderator.take(&third);
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("Een derde")), "two are at work");
        judge_all(&other, false, "Alles is er.");
        assert!(matches!(other.propose("admit"), Err(Error::Refused(_))), "the moderator proposes");
        give_back(&other);
        moderator.take(&third).unwrap();
        app.pass(TimeDelta::minutes(1));
        // Sides with the second, who came after: the last word counts.
        moderator.assess(&moderator.judged(&code, true)).unwrap();
        moderator.propose("admit").unwrap();
        let by: String = app.database(|conn| decisions::table.select(decisions::proposed_by).first(conn));
        assert_eq!(by, third.to_string());
    })
    .await;
}

#[actix_web::test]
async fn the_database_refuses_a_proposal_without_the_people_that_the_plan_asks() {
    on_both(async |app| {
        let world = app.world_of(&regeling("twee_blind"), "zwd.test");
        let asked: i32 = app.database(|conn| {
            scheme_versions::table.find(world.version.as_str()).select(scheme_versions::assessors).first(conn)
        });
        assert_eq!(asked, i32::from(Panel::from_code("two_blind").unwrap().assessors()));
        let one = app.reviewing(&world);
        judge_all(&one, false, "Alles is er.");
        // A decision as only who has the database in hand makes it: everything fits but the people.
        let by_hand = |id: &str| {
            let lot = one.dossier().lots[0].id.clone();
            let row = format!(
                "INSERT INTO decisions (id, region_id, lot_application_id, seq, state, outcome, note, reasons_json, inputs_sha256, proposed_by, proposed_at, returned_reason) \
                 VALUES ('{id}', '{}', '{lot}', 1, 'proposed', 'admit', '', '[]', 'x', '{}', '2026-11-22 11:00:00', '')",
                world.region, world.assessor
            );
            app.database.write(|conn| Ok(diesel::connection::SimpleConnection::batch_execute(conn, &row)?))
        };
        let refused = by_hand("00000000-0000-7000-8000-000000000001").unwrap_err();
        let why = std::error::Error::source(&refused).map(ToString::to_string).unwrap_or_default();
        assert!(why.contains("asks more assessors"), "{refused}: {why}");
        give_back(&one);
        let second = seen_by(&world, &world.countersigner);
        judge_all(&through(&one, &second), false, "Ook alles gezien.");
        by_hand("00000000-0000-7000-8000-000000000002").unwrap();
    })
    .await;
}

#[actix_web::test]
async fn where_two_differed_is_told_per_requirement_and_of_few_no_share_is_made() {
    on_both(async |app| {
        let world = app.world_of(&regeling("twee_blind"), "zwd.test");
        let second = seen_by(&world, &world.countersigner);
        let first = app.reviewing(&world);
        let other = through(&first, &second);
        first.take(&world.assessor).unwrap();
        let code = first.dossier().lots[0].open[0].clone();
        judge_all(&first, true, SECRET);
        give_back(&first);
        judge_all(&other, false, "Alles is er.");
        give_back(&other);
        // What is revised after reading each other makes nobody agree who did not.
        judge_all_again(&first);
        let (scope, now) = (world.scope(), app.clock.now());
        let read = |conn: &mut openhuis::app::DbConn| agreement::read(conn, &scope, None, now);
        let found = app.database.read(read).unwrap();
        assert_eq!(found.panel, Panel::TwoBlind);
        let one = found.requirements.first().unwrap();
        assert_eq!((one.code.as_str(), one.pairs.all(), one.pairs.differed()), (code.as_str(), 1, 1));
        assert!(
            found.requirements[1..].iter().all(|one| one.pairs.agreed() == 1 && one.pairs.kappa().is_none())
        );
        let client = app.visitor();
        app.log_in(&client, "beoordelaar@zwd.test").await;
        let page = client.get("/beoordeling/overeenstemming").await;
        assert!(page.text.contains(&code) && page.text.contains("te weinig"), "{}", page.text);
    })
    .await;
}
