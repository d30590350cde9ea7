//! An admission starts on its first day, once the signed overeenkomst is recorded; not a day before.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::admissions::{self, SignedPaper};
use openhuis::app::policy::{self, NewProcedure, TwoPeople};
use openhuis::app::{Error, contracts};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::admission::Signatories;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{DocumentId, Id, ProcedureId};
use openhuis::storage::documents;
use openhuis::storage::schema::admissions as rows;

use crate::support::world::{World, ZWD};
use crate::support::{TestApp, on_both};

pub fn states(app: &TestApp) -> Vec<String> {
    app.database(|conn| rows::table.order(rows::id).select(rows::state).load(conn))
}

pub fn record(app: &TestApp, world: &World, signed_on: NaiveDate) -> openhuis::app::Result<()> {
    let user = app.user_by_mail("contract@zwd.test");
    let ctx = app.as_user(&user, Role::Staff(StaffRole::ContractManager));
    let paper = paper(app, world, signed_on);
    app.database.write(|conn| admissions::record_agreement(conn, &ctx, &world.scope(), &paper)).map(drop)
}

fn paper(app: &TestApp, world: &World, signed_on: NaiveDate) -> SignedPaper {
    let (ctx, scope) = (app.system(), world.scope());
    let known = app.database.read(|conn| contracts::of_org(conn, &ctx, &scope, &world.org)).unwrap();
    SignedPaper {
        org: world.org.clone(),
        procedure: known.awaiting[0].procedure.clone(),
        gemeente: known.awaiting[0].gemeente.clone(),
        document: known.versions[0].0.clone(),
        signed_on,
        signatories: Signatories { provider: "A. Linde".to_owned(), gemeente: "B. Berg".to_owned() },
        digest: Digest::of(b"paper"),
        size: 5,
        media_type: "application/pdf",
        file_name: "overeenkomst.pdf".to_owned(),
    }
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
        app.sees_vog(&world);
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

#[actix_web::test]
async fn an_overeenkomst_of_another_procedure_starts_nothing() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let source = ZWD.replacen("code: wmo_zwd_2026", "code: wmo_zwd_tweede", 1);
        let people = TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
        let ctx = app.system();
        let effective_from = ctx.now - TimeDelta::days(400);
        let new = NewProcedure { source: &source, people: &people, motivation: "Tweede.", effective_from };
        let second = app.database.write(|conn| policy::found(conn, &ctx, &new)).unwrap();
        app.documents(&world.scope(), &second.procedure, &world.scheme, &world.admin);
        let of = |procedure, kind: &str| {
            let all = app.database(|conn| documents::in_force(conn, &world.scope(), procedure, ctx.now));
            Id::parse(&all.iter().find(|(row, _)| row.kind == kind).unwrap().0.id).unwrap()
        };
        let today = app.clock.now().date_naive();
        let record = |procedure: &ProcedureId, document: DocumentId| {
            let user = app.user_by_mail("contract@zwd.test");
            let ctx = app.as_user(&user, Role::Staff(StaffRole::ContractManager));
            let paper = SignedPaper { procedure: procedure.clone(), document, ..paper(app, &world, today) };
            app.database.write(|conn| admissions::record_agreement(conn, &ctx, &world.scope(), &paper))
        };
        let (own, others) = (of(&world.procedure, "overeenkomst"), of(&second.procedure, "overeenkomst"));
        assert!(matches!(record(&world.procedure, others.clone()), Err(Error::Invalid(_))));
        assert!(
            matches!(record(&second.procedure, others), Err(Error::NotFound)),
            "nothing is admitted there"
        );
        let tariffs = of(&world.procedure, "tarieven");
        assert!(matches!(record(&world.procedure, tariffs), Err(Error::Invalid(_))), "no overeenkomst");
        assert!(record(&world.procedure, own).is_ok());
    })
    .await;
}
