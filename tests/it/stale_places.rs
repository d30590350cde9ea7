//! An aanbieder whose free places were stated too long ago is asked for new figures: one mail, whatever the number of its lots.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::domain::admission::State;
use openhuis::domain::ids::OrgId;
use openhuis::domain::terms::local_day;
use openhuis::storage::admissions::CapacityRow;
use openhuis::storage::schema::mails;
use openhuis::storage::supply;

use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

const MEPPEL: &str = "GM0119";
const HOOGEVEEN: &str = "GM0118";

/// An aanbieder with an admission in two gemeenten, which states its places in both today.
fn admitted(app: &TestApp, world: &World, name: &str) -> OrgId {
    let org = app.organisation(name);
    for gemeente in [MEPPEL, HOOGEVEEN] {
        let id = app
            .admit(world, &Admitted { target: "iedereen", ..Admitted::active(&org, name, "ib", gemeente) });
        let row = CapacityRow {
            admission_id: id.to_string(),
            region_id: world.region.to_string(),
            target_group: "iedereen".to_owned(),
            places: 4,
            free: 2,
            as_of: local_day(app.clock.now()),
            waiting_days: Some(7),
        };
        app.database(|conn| supply::state(conn, &row));
    }
    org
}

/// Let the runner work on each of so many days; who was asked, and after how many days.
async fn asked(app: &TestApp, days: i64) -> Vec<(String, i64)> {
    let (worker, begin) = (app.worker(&SmtpServer::start()), app.clock.now());
    for _ in 0..days {
        app.pass(TimeDelta::days(1));
        worker.catch_up().await.unwrap();
        worker.catch_up().await.unwrap();
    }
    let rows: Vec<(chrono::NaiveDateTime, Option<String>)> = app.database(|conn| {
        let of = mails::table.filter(mails::kind.eq("places_asked"));
        of.order(mails::created_at).select((mails::created_at, mails::org_id)).load(conn)
    });
    rows.into_iter().map(|(at, org)| (org.unwrap(), (at.and_utc() - begin).num_days())).collect()
}

#[actix_web::test]
async fn figures_that_count_no_more_are_asked_in_one_mail_and_again_every_fortnight() {
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Linde").to_string();
        let told = asked(app, 121).await;
        // The regeling lets a statement count for 90 days.
        let days = [91, 105, 119].map(|day| (org.clone(), day));
        assert_eq!(told, days);
    })
    .await;
}

#[actix_web::test]
async fn who_stated_its_places_or_takes_no_new_clients_is_left_alone() {
    on_both(async |app| {
        let world = app.world();
        let stopped = app.organisation("Gestopt");
        let stop =
            Admitted { state: State::Suspended, ..Admitted::active(&stopped, "Gestopt", "ib", MEPPEL) };
        app.admit(&world, &stop);
        let linde = admitted(app, &world, "Linde").to_string();
        assert_eq!(asked(app, 60).await, []);
        admitted(app, &world, "Eik");
        let told = asked(app, 60).await;
        assert!(!told.is_empty() && told.iter().all(|(org, _)| *org == linde), "{told:?}");
    })
    .await;
}

#[actix_web::test]
async fn new_figures_end_the_asking() {
    on_both(async |app| {
        let world = app.world();
        admitted(app, &world, "Linde");
        assert_eq!(asked(app, 91).await.len(), 1);
        let today = local_day(app.clock.now());
        app.database(|conn| {
            use openhuis::storage::schema::admission_capacity;
            diesel::update(admission_capacity::table).set(admission_capacity::as_of.eq(today)).execute(conn)
        });
        assert_eq!(asked(app, 60).await.len(), 1);
    })
    .await;
}
