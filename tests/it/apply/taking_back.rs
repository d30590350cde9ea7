//! Withdrawing: whole or per lot, until the close.

use diesel::prelude::*;
use openhuis::app::{Error, apply};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::State;
use openhuis::domain::ids::{Id, LotApplicationId};
use openhuis::storage::{applications, lots, schema::lot_applications};

use crate::support::on_both;

#[actix_web::test]
async fn a_lot_is_taken_back_and_the_last_one_takes_the_application_along() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.choose(&one.open_lots()[..2]).unwrap();
        one.submit().unwrap();
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let rows = app.database(|conn| lots::of_application(conn, &one.id));
        let lot = |place: usize| -> LotApplicationId { Id::parse(&rows[place].id).unwrap() };
        let withdraw = |lot: &LotApplicationId| {
            let seen = one.version();
            app.database.write(|conn| apply::withdraw_lot(conn, &ctx, &scope, &one.id, seen, lot))
        };
        withdraw(&lot(0)).unwrap();
        assert_eq!(one.opened().life.state(), State::Submitted);
        assert_eq!(app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap().len(), 1);
        assert!(matches!(withdraw(&lot(0)), Err(Error::Refused(_))), "it was taken back already");
        withdraw(&lot(1)).unwrap();
        assert_eq!(one.opened().life.state(), State::Withdrawn);
    })
    .await;
}

#[actix_web::test]
async fn after_the_close_nothing_is_taken_back() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        assert!(app.clock.set(one.opened().window.phases().closes));
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let seen = one.version();
        let late = app.database.write(|conn| apply::withdraw(conn, &ctx, &scope, &one.id, seen));
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        assert_eq!(one.opened().life.state(), State::Submitted);
    })
    .await;
}

#[actix_web::test]
async fn a_draft_that_is_thrown_away_was_never_seen_by_the_team() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let seen = one.version();
        app.database.write(|conn| apply::withdraw(conn, &ctx, &scope, &one.id, seen)).unwrap();
        assert_eq!(one.opened().life.state(), State::Withdrawn);
        let now = app.clock.now();
        let found =
            app.database.read(|conn| Ok(applications::find_in_region(conn, &world.scope(), &one.id, now)?));
        assert!(matches!(found, Err(Error::NotFound)));
        let rows: i64 = app.database(|conn| lot_applications::table.count().get_result(conn));
        assert_eq!(rows, 0);
    })
    .await;
}
