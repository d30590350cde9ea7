//! Decisions are evaluated again from what they rest on: the same bytes, or said where not.

use diesel::prelude::*;
use openhuis::app::Error;
use openhuis::app::replay::{self, Found};
use openhuis::domain::ids::DecisionId;
use openhuis::storage::bases;
use openhuis::storage::schema::{decision_inputs, mails, national_tables};

use crate::support::app::TestApp;
use crate::support::on_both;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;

fn found(app: &TestApp, world: &World, decision: &DecisionId) -> Found {
    app.database.read(|conn| replay::decision(conn, &world.scope(), decision)).unwrap().found
}

#[actix_web::test]
async fn a_decision_comes_out_the_same_and_the_tables_it_names_are_kept() {
    on_both(async |app| {
        let world = app.world();
        let decision = app.reviewing(&world).proposed();
        assert_eq!(found(app, &world, &decision), Found::Identical);
        let kept: i64 = app.database(|conn| national_tables::table.count().get_result(conn));
        assert_eq!(kept, 1);
        let other = app.world_of(crate::support::world::MIJ, "mij.test");
        let elsewhere = app.database.read(|conn| replay::decision(conn, &other.scope(), &decision));
        assert!(matches!(elsewhere, Err(Error::NotFound)));
    })
    .await;
}

#[actix_web::test]
async fn what_was_changed_or_destroyed_since_is_found_and_told_to_whoever_looks_after_the_region() {
    on_both(async |app| {
        let world = app.world();
        let decision = app.reviewing(&world).proposed();
        let content: Vec<u8> =
            app.database(|conn| decision_inputs::table.select(decision_inputs::content).first(conn));
        let other = String::from_utf8(content).unwrap().replace("\"places\":", "\"places\": ");
        app.database(|conn| {
            diesel::update(decision_inputs::table)
                .set(decision_inputs::content.eq(other.into_bytes()))
                .execute(conn)
        });
        assert_eq!(found(app, &world, &decision), Found::Altered);
        app.database(|conn| diesel::delete(decision_inputs::table).execute(conn));
        assert_eq!(found(app, &world, &decision), Found::Gone);
        let server = SmtpServer::start();
        app.worker(&server).catch_up().await.unwrap();
        let night = app.database(|conn| bases::nights(conn, &world.scope(), 1)).remove(0);
        assert_eq!(night.decisions, 1);
        assert!(night.deviations_json.contains("gone"), "{}", night.deviations_json);
        let told: i64 = app
            .database(|conn| mails::table.filter(mails::kind.eq("replay_differs")).count().get_result(conn));
        assert_eq!(told, 1);
    })
    .await;
}
