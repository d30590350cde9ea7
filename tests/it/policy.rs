//! Laying down policy: a procedure from its regeling, by two people, whole or not at all.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use openhuis::app::access;
use openhuis::app::policy::{self, NewProcedure, TwoPeople};
use openhuis::domain::windows::LotState;
use openhuis::storage::schema::{audit_index, regions, scheme_versions};
use openhuis::storage::types::AsText;
use openhuis::storage::{calendar, documents};

use super::support::on_both;
use super::support::world::{MIJ, ZWD};

#[actix_web::test]
async fn both_real_regions_stand_in_one_installation() {
    on_both(async |app| {
        let zwd = app.world();
        let mij = app.world_of(MIJ, "mij.test");
        assert_ne!(zwd.region, mij.region);
        for world in [&zwd, &mij] {
            let scope = world.scope();
            let now = app.clock.now();
            let states = app.database(|conn| calendar::lot_states_of(conn, &scope, &world.procedure));
            assert_eq!(states.len(), world.scheme.groups().len() * world.scheme.gemeenten().len());
            let open = app.database(|conn| calendar::open_windows(conn, now));
            assert!(open.iter().any(|window| window.id == world.window.as_str()));
            let documents = app.database(|conn| documents::in_force(conn, &scope, &world.procedure, now));
            assert_eq!(documents.len(), world.scheme.documents().len());
        }
        let states = app.database(|conn| calendar::lot_states_of(conn, &mij.scope(), &mij.procedure));
        let local = states.iter().filter(|row| row.state == AsText(LotState::Local)).count();
        assert_eq!(local, 4, "HH in three gemeenten and respijtzorg in Apeldoorn are bought locally");
        assert_eq!(mij.org_scope().org(), &mij.org);
    })
    .await;
}

#[actix_web::test]
async fn a_broken_regeling_founds_nothing() {
    on_both(async |app| {
        let [by, confirmed_by] = ["a@test", "b@test"].map(|mail| app.user(mail));
        let people = TwoPeople::new(by, confirmed_by).unwrap();
        let source = ZWD.replace("spoor: civiel", "spoor: onbekend");
        let ctx = app.system();
        let new = NewProcedure { source: &source, people: &people, motivation: "x", effective_from: ctx.now };
        let refused = app.database.write(|conn| policy::found(conn, &ctx, &new)).unwrap_err();
        assert!(refused.to_string().contains("regeling:"), "{refused}");
        assert_eq!(app.database(|conn| regions::table.count().get_result::<i64>(conn)), 0);
        assert_eq!(app.database(|conn| audit_index::table.count().get_result::<i64>(conn)), 0);
    })
    .await;
}

#[actix_web::test]
async fn one_person_cannot_publish_alone() {
    on_both(async |app| {
        let one = app.user("a@test");
        let refused = TwoPeople::new(one.clone(), one.clone()).unwrap_err();
        assert!(refused.to_string().contains("collega"), "{refused}");
        let actor = app.as_user(&one, openhuis::domain::access::Role::Account);
        assert_eq!(actor.actor.user.as_ref(), Some(&one));
        let world = app.world();
        let twice = app.database.write(|conn| {
            let set = "UPDATE scheme_versions SET confirmed_by = published_by";
            Ok(conn.batch_execute(set)?)
        });
        assert!(twice.is_err(), "the database refuses it too");
        let versions = app.database(|conn| {
            scheme_versions::table
                .filter(scheme_versions::id.eq(world.version.as_str()))
                .count()
                .get_result::<i64>(conn)
        });
        assert_eq!(versions, 1);
    })
    .await;
}

#[actix_web::test]
async fn a_region_is_not_seen_from_another() {
    on_both(async |app| {
        let zwd = app.world();
        let mij = app.world_of(MIJ, "mij.test");
        let other = access::for_system(mij.region.clone());
        let window = app.database(|conn| calendar::window(conn, &other, &zwd.window).optional());
        assert!(window.is_none());
    })
    .await;
}
