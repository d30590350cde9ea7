//! A lot that is closed but for who brings added value: a ground is held against what was published when the window opened, and never
//! against somebody else who applies.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::apply::{self, Link};
use openhuis::app::supply::{self, Lot};
use openhuis::app::{self, Error};
use openhuis::domain::application::Snapshot;
use openhuis::domain::application::snapshot::Contents;
use openhuis::domain::policy_code::{LotKey, ProductCode};
use openhuis::domain::rules::{Outcome, Stage};
use openhuis::domain::scheme::NationalTables;
use openhuis::domain::supply::{Figures, SupplySnapshot};
use openhuis::domain::terms::local_day;
use openhuis::domain::windows::LotState;
use openhuis::storage::calendar::{self, LotStateRow};
use openhuis::storage::schema::{admission_capacity, audit_index, opening_supply};
use openhuis::storage::snapshots;
use openhuis::storage::types::{AsText, stored};

use crate::support::applying::Applicant;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

const CLAIM: &str = "bedient_nieuwe_doelgroep";

/// The lot of the first gemeente in which there is enough, closed by two people.
fn closed_lot(app: &TestApp, world: &World, one: &Applicant<'_>) -> (LotKey, ProductCode) {
    let chosen = one.open_lots()[0].clone();
    app.enough(world, &chosen.0);
    free(app, "dementie", 0);
    let now = app.clock.now();
    let land =
        app.database.read(|conn| supply::landscape(conn, &world.scope(), &world.procedure, now)).unwrap();
    let Lot { supply, judged, .. } = land.lots[&chosen.0].clone();
    let figures = Figures { on: land.on, supply, judged };
    let row = LotStateRow {
        id: app.source.id::<()>(now).to_string(),
        region_id: world.region.to_string(),
        procedure_id: world.procedure.to_string(),
        product_group: chosen.0.group.to_string(),
        gemeente: chosen.0.gemeente.to_string(),
        state: AsText(LotState::ClosedUnlessAddedValue),
        effective_from: stored(now),
        motivation: "Er is genoeg.".to_owned(),
        review_on: Some(local_day(now + TimeDelta::days(300))),
        figures_json: Some(serde_json::to_string(&figures).unwrap()),
        decided_by: world.admin.to_string(),
        confirmed_by: world.signer.to_string(),
        decided_at: stored(now),
    };
    app.database(|conn| calendar::insert_lot_state(conn, &row));
    chosen
}

/// What every aanbieder has free for a doelgroep.
fn free(app: &TestApp, target: &str, places: i32) {
    app.database(|conn| {
        diesel::update(admission_capacity::table.filter(admission_capacity::target_group.eq(target)))
            .set(admission_capacity::free.eq(places))
            .execute(conn)
    });
}

fn published(app: &TestApp, world: &World) -> Option<SupplySnapshot> {
    app.database.read(|conn| supply::of_window(conn, &world.scope(), &world.window)).unwrap()
}

fn sent(app: &TestApp, one: &Applicant<'_>) -> Contents {
    let row = app.database(|conn| snapshots::last(conn, &one.id));
    Snapshot::read(&row.content).unwrap().contents
}

/// What the rules say of added value.
fn outcome(world: &World, contents: &Contents) -> Outcome {
    let verdict = contents.evaluate(&world.scheme, &NationalTables::default(), Stage::Application, &[]);
    verdict.results.iter().find(|one| one.code.as_str() == "TGW-01").unwrap().outcome
}

fn fill_in(one: &Applicant<'_>, (lot, product): &(LotKey, ProductCode)) {
    one.choose(&[(lot.clone(), product.clone())]).unwrap();
    one.places(lot, "dementie", "2").unwrap();
    one.answer("veroordeling", "nee").unwrap();
    one.accept_all();
}

#[actix_web::test]
async fn who_names_no_ground_is_told_which_question_to_answer_and_sends_nothing_in() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let chosen = closed_lot(app, &world, &one);
        fill_in(&one, &chosen);
        let Err(Error::Invalid(mistakes)) = one.submit() else { panic!("it was sent in") };
        assert!(
            mistakes.iter().any(|one| one.message.contains("alleen open als u iets toevoegt")),
            "{mistakes:?}"
        );
        let (opened, now) = (one.opened(), app.clock.now());
        let blockers = app.database.read(|conn| apply::blockers(conn, &opened, now)).unwrap();
        assert!(blockers.iter().any(|one| matches!(&one.link, Link::Answer(code) if code.as_str() == CLAIM)));
        assert_eq!(published(app, &world), None, "what was refused leaves nothing behind");
    })
    .await;
}

#[actix_web::test]
async fn a_ground_is_held_against_the_supply_of_the_opening_whatever_changed_since() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let chosen = closed_lot(app, &world, &one);
        fill_in(&one, &chosen);
        one.answer(CLAIM, "ja").unwrap();
        one.submit().unwrap();
        let first = sent(app, &one);
        assert_eq!(outcome(&world, &first), Outcome::Met, "nobody has a place for people with dementie");
        // Somebody gets a place free, and the aanbieder sends in again.
        free(app, "dementie", 5);
        one.submit().unwrap();
        let again = sent(app, &one);
        assert_eq!(again.supply, first.supply);
        assert_eq!(outcome(&world, &again), Outcome::Met);
        let leaves: i64 = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.eq("window.supply_published"))
                .count()
                .get_result(conn)
        });
        assert_eq!(leaves, 1, "it is published once");
    })
    .await;
}

/// Three aanbieders send in in an order, while places become free and are taken between them; what the rules say of each.
fn sent_in_order(app: &TestApp, order: [usize; 3]) -> [Outcome; 3] {
    let world = app.world();
    let third = World { org: app.organisation("derde"), ..world.clone() };
    let worlds = [world.clone(), World { org: world.other.clone(), ..world.clone() }, third];
    let all: Vec<Applicant<'_>> = worlds.iter().map(|one| app.applicant(one)).collect();
    let chosen = closed_lot(app, &world, &all[0]);
    let groups = world.scheme.target_groups();
    let served = groups.iter().map(|one| one.code.as_str()).find(|code| *code != "dementie").unwrap();
    free(app, served, 4);
    for (at, one) in all.iter().enumerate() {
        fill_in(one, &chosen);
        // The first offers what is there already, the others what is not.
        if at == 0 {
            one.places(&chosen.0, served, "2").unwrap();
            one.places(&chosen.0, "dementie", "").unwrap();
        }
        one.answer(CLAIM, "ja").unwrap();
    }
    for (places, at) in (0..).zip(order) {
        all[at].submit().unwrap();
        free(app, "dementie", places);
    }
    [0, 1, 2].map(|at| outcome(&world, &sent(app, &all[at])))
}

#[actix_web::test]
async fn in_whatever_order_they_send_in_each_gets_the_same_outcome_and_nobody_is_compared() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        on_both(async |app| {
            let found = sent_in_order(app, order);
            // Of the first the one ground that it names is not there, and it says nothing of the others.
            assert_eq!(found, [Outcome::Unknown, Outcome::Met, Outcome::Met], "{order:?}");
        })
        .await;
    }
}

#[actix_web::test]
async fn who_offers_what_was_free_already_is_told_so_before_sending_in() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let chosen = closed_lot(app, &world, &one);
        free(app, "dementie", 3);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        fill_in(&one, &chosen);
        one.answer(CLAIM, "ja").unwrap();
        let (ctx, scope) =
            (app.as_provider(openhuis::domain::access::ProviderRole::Lezer), world.org_scope());
        let check: app::Result<_> = app.database.read(|conn| apply::self_check(conn, &ctx, &scope, &one.id));
        let told: Vec<String> = check.unwrap().items.into_iter().flat_map(|item| item.why).collect();
        assert!(told.iter().any(|why| why.contains("was op") && why.contains("al plek vrij")), "{told:?}");
    })
    .await;
}

#[actix_web::test]
async fn grounds_are_asked_only_of_who_chose_a_closed_lot() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let asked = || {
            let drafts = app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap();
            let opened = one.opened();
            let sections = apply::sections(&opened, &drafts, app.clock.now());
            sections.iter().any(|(section, _)| *section == apply::Section::AddedValue)
        };
        one.fill_in();
        assert!(!asked());
        let chosen = closed_lot(app, &world, &one);
        fill_in(&one, &chosen);
        assert!(asked());
    })
    .await;
}

#[actix_web::test]
async fn the_supply_is_published_when_a_window_opens_and_everybody_reads_the_same() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        closed_lot(app, &world, &one);
        let path = format!("/regio/{}/vensters/{}/aanbod", world.slug, world.window);
        assert_eq!(app.visitor().get(&path).await.status, 404, "the runner has not had its turn");
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let page = app.visitor().get(&path).await;
        assert_eq!(page.status, 200);
        for text in ["Deze cijfers veranderen niet meer", "Mensen met dementie", "Geen plek vrij voor"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        let kept: Vec<String> =
            app.database(|conn| opening_supply::table.select(opening_supply::content).load(conn));
        free(app, "dementie", 5);
        app.worker(&server).drain().await.unwrap();
        let after: Vec<String> =
            app.database(|conn| opening_supply::table.select(opening_supply::content).load(conn));
        assert_eq!(kept, after);
        let list = app.visitor().get(&format!("/regio/{}/vensters", world.slug)).await;
        assert!(list.text.contains(&path));
    })
    .await;
}
