//! An admission starts on its first day, once the signed overeenkomst is recorded; not a day before.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::admissions::{self, SignedPaper};
use openhuis::app::{Error, contracts};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::admission::Signatories;
use openhuis::domain::digest::Digest;
use openhuis::storage::schema::admissions as rows;

use crate::support::world::World;
use crate::support::{TestApp, on_both};

fn states(app: &TestApp) -> Vec<String> {
    app.database(|conn| rows::table.order(rows::id).select(rows::state).load(conn))
}

fn record(app: &TestApp, world: &World, signed_on: NaiveDate) -> openhuis::app::Result<()> {
    let user = app.user_by_mail("contract@zwd.test");
    let ctx = app.as_user(&user, Role::Staff(StaffRole::ContractManager));
    let scope = world.scope();
    let known = app.database.read(|conn| contracts::of_org(conn, &ctx, &scope, &world.org)).unwrap();
    let paper = SignedPaper {
        org: world.org.clone(),
        procedure: known.procedure.unwrap(),
        gemeente: known.awaiting[0].0.clone(),
        document: known.versions[0].0.clone(),
        signed_on,
        signatories: Signatories { provider: "A. Linde".to_owned(), gemeente: "B. Berg".to_owned() },
        digest: Digest::of(b"paper"),
        size: 5,
        media_type: "application/pdf",
        file_name: "overeenkomst.pdf".to_owned(),
    };
    app.database.write(|conn| admissions::record_agreement(conn, &ctx, &scope, &paper)).map(drop)
}

#[actix_web::test]
async fn an_admission_starts_on_its_first_day_with_the_overeenkomst_and_not_before() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let start = NaiveDate::from_ymd_opt(2027, 4, 1).unwrap();
        let activate = |on: NaiveDate| {
            let ctx = app.system();
            app.database.write(|conn| admissions::activate(conn, &ctx, on)).unwrap()
        };
        assert_eq!(activate(start), 0, "without the overeenkomst nothing starts");
        // The two lots are in two gemeenten: each has its own overeenkomst.
        record(app, &world, app.clock.now().date_naive()).unwrap();
        record(app, &world, app.clock.now().date_naive()).unwrap();
        assert_eq!(states(app), ["granted", "granted"]);
        assert_eq!(activate(start - TimeDelta::days(1)), 0);
        assert_eq!(activate(start), 2);
        assert_eq!(activate(start), 0, "doing it again changes nothing");
        assert_eq!(states(app), ["active", "active"]);
    })
    .await;
}

#[actix_web::test]
async fn an_overeenkomst_signed_tomorrow_is_refused_and_another_region_finds_nothing() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let tomorrow = app.clock.now().date_naive() + TimeDelta::days(1);
        assert!(matches!(record(app, &world, tomorrow), Err(Error::Refused(_))));
        let other = app.world_of(crate::support::world::MIJ, "mij.test");
        let ctx = app.system();
        let found = app.database.read(|conn| contracts::of_org(conn, &ctx, &other.scope(), &world.org));
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}
