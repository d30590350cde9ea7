//! The close of a window waits for what was received before it: nothing is opened or fixed while something is on its way.

use std::sync::mpsc;
use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::Error;
use openhuis::app::policy::{SETTLED, STALE, close};
use openhuis::app::review::show;
use openhuis::storage::schema::{application_snapshots, audit_index, jobs, windows};
use openhuis::storage::types::instant;

use crate::support::smtp::SmtpServer;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

impl TestApp {
    /// Nobody of the team sees what is sent in before the close.
    pub fn seal(&self, world: &World) {
        self.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set(windows::sealed.eq(true))
                .execute(conn)
        });
    }

    /// Let the clock be this long after the close.
    fn after_close(&self, world: &World, time: TimeDelta) {
        let closes: chrono::NaiveDateTime = self.database(|conn| {
            windows::table.find(world.window.as_str()).select(windows::closes_at).first(conn)
        });
        self.pass(instant(closes) + time - self.clock.now());
    }

    fn closed(&self, world: &World) -> bool {
        let ctx = self.system();
        self.database.write(|conn| close(conn, &ctx, &world.window)).unwrap();
        self.database(|conn| {
            windows::table.find(world.window.as_str()).select(windows::closed_at.is_not_null()).first(conn)
        })
    }
}

#[actix_web::test]
async fn publishing_a_window_plans_its_close_and_the_runner_makes_it_take_effect_a_minute_later() {
    on_both(async |app| {
        let world = app.world();
        let server = SmtpServer::start();
        app.after_close(&world, SETTLED - TimeDelta::seconds(1));
        app.worker(&server).drain().await.unwrap();
        let done = || -> Vec<String> {
            app.database(|conn| {
                jobs::table.filter(jobs::kind.eq("close_window")).select(jobs::state).load(conn)
            })
        };
        assert_eq!(done(), ["queued"]);
        app.pass(TimeDelta::seconds(1));
        app.worker(&server).drain().await.unwrap();
        assert_eq!(done(), ["done"]);
        let noted: Vec<String> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.eq("window.closed"))
                .select(audit_index::subject_id)
                .load(conn)
        });
        assert_eq!(noted, [world.window.to_string()]);
    })
    .await;
}

#[actix_web::test]
async fn a_window_that_was_extended_meanwhile_closes_later() {
    on_both(async |app| {
        let world = app.world();
        app.after_close(&world, SETTLED);
        let later = app.clock.now() + TimeDelta::days(4);
        app.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set(windows::closes_at.eq(later.naive_utc()))
                .execute(conn)
        });
        assert!(!app.closed(&world));
        app.after_close(&world, SETTLED);
        assert!(app.closed(&world) && app.closed(&world), "doing it again changes nothing");
    })
    .await;
}

#[actix_web::test]
async fn a_sealed_dossier_opens_when_the_close_has_taken_effect_and_not_at_the_close() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        app.seal(&world);
        let look = || {
            let ctx = app.assessor(&world.assessor);
            app.database.read(|conn| show::dossier(conn, &ctx, &world.scope(), &one.id)).map(drop)
        };
        app.after_close(&world, TimeDelta::seconds(1));
        assert!(!app.closed(&world));
        assert!(matches!(look(), Err(Error::NotFound)), "something may still be on its way");
        app.after_close(&world, SETTLED);
        assert!(app.closed(&world));
        look().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn nothing_is_signed_between_the_close_and_its_effect() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, others) = one.by_gemeente();
        one.sign_as(&one.signer(), &own).unwrap();
        app.after_close(&world, TimeDelta::zero());
        assert!(matches!(one.sign_as(&one.signer(), &others), Err(Error::Refused(_))));
        app.after_close(&world, SETTLED);
        assert!(app.closed(&world));
        one.sign_as(&one.signer(), &others).unwrap();
    })
    .await;
}

/// Somebody else has the turn; the request is stamped, waits, and gets its turn when its stamp is old.
async fn waits_too_long(app: &TestApp, send: impl Future<Output = u16>, longer: Duration) -> u16 {
    let (let_go, wait) = mpsc::channel::<()>();
    let (has_turn, began) = mpsc::channel::<()>();
    let database = app.database.clone();
    let other = std::thread::spawn(move || {
        let hold = database.write(|_| {
            has_turn.send(()).unwrap();
            wait.recv().unwrap();
            Ok(())
        });
        hold.unwrap();
    });
    began.recv().unwrap();
    let turn = async {
        actix_web::rt::time::sleep(longer).await;
        app.pass(STALE + TimeDelta::seconds(1));
        let_go.send(()).unwrap();
    };
    let (status, ()) = futures_util::future::join(send, turn).await;
    other.join().unwrap();
    status
}

#[actix_web::test]
async fn a_change_that_waited_too_long_for_its_turn_is_refused_and_nothing_of_it_is_kept() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = app.visitor();
        app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await;
        let path = format!("/aanbieder/aanmeldingen/{}/indienen", one.id);
        // How long a request takes to be stamped is not known: the longer it is given, the surer it was.
        let mut status = 0;
        for longer in [1, 2, 4, 8] {
            let form = client.get(&path).await.form(&path);
            let before: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
            let send = async { client.submit(&form, &[("verklaring", "ja")]).await.status };
            status = waits_too_long(app, send, Duration::from_millis(250 * longer)).await;
            let after: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
            if status == 503 {
                assert_eq!(after, before, "nothing is kept");
                break;
            }
        }
        assert_eq!(status, 503);
        let form = client.get(&path).await.form(&path);
        assert_eq!(client.submit(&form, &[("verklaring", "ja")]).await.status, 303, "it can be sent again");
    })
    .await;
}
