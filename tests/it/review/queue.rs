//! What the queue costs the database: how many questions, and along which way it answers them. Time says little on a busy
//! machine; these do not depend on it.

use std::sync::{Arc, Mutex};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::connection::{Connection as _, InstrumentationEvent};
use diesel::prelude::*;
use diesel::sql_types::Text;
use openhuis::app::DbConn;
use openhuis::storage::schema::{applications, windows};
use openhuis::storage::views::queue::{self, Sight, Tally};

use crate::support::{TestApp, on_both};

/// The statements of the only connection that is used, from now on.
fn listen(app: &TestApp) -> Arc<Mutex<Vec<String>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let instrument = move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            // The pool asks a server whether it is still there.
            if !query.starts_with("SELECT 1 ") {
                told.lock().unwrap().push(query);
            }
        }
    };
    app.database
        .read(|conn| {
            conn.set_instrumentation(instrument);
            Ok(())
        })
        .unwrap();
    heard
}

/// What SQLite may read whole: a statement that reads no table, and what it has just counted.
const WHOLE: [&str; 2] = ["SCAN CONSTANT ROW", "SCAN rows_found"];

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite goes about a statement; nothing where the database is another.
fn plan(app: &TestApp, sql: &str) -> Vec<String> {
    let asked = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps = app.database(|conn| match conn {
        DbConn::Sqlite(lite) => asked.load::<Step>(lite),
        DbConn::Postgres(_) => Ok(Vec::new()),
    });
    steps.into_iter().map(|step| step.detail).collect()
}

#[actix_web::test]
async fn a_page_of_the_queue_is_nine_questions_and_each_is_answered_along_an_index() {
    on_both(async |app| {
        let world = app.world();
        drop(app.reviewing(&world));
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        // The first page reads the regeling.
        assert_eq!(team.get("/beoordeling").await.status, 200);
        for path in [
            "/beoordeling",
            "/beoordeling?na=2026-01-01_0",
            "/beoordeling?van=mij",
            "/beoordeling?termijn=voorbij",
        ] {
            let heard = listen(app);
            assert_eq!(team.get(path).await.status, 200);
            let heard = std::mem::take(&mut *heard.lock().unwrap());
            assert_eq!(heard.len(), 9, "{path}: {heard:#?}");
            for sql in heard {
                let steps = plan(app, &sql);
                let walks = |step: &String| step.starts_with("SCAN ") && !WHOLE.contains(&step.as_str());
                assert!(!steps.iter().any(walks), "{sql}: {steps:#?}");
                if sql.contains("`applications`.`org_name`") {
                    let open = |step: &String| step.contains("INDEX applications_open");
                    assert!(steps.iter().any(open), "{sql}: {steps:#?}");
                    assert!(!steps.iter().any(|step| step.contains("ORDER BY")), "{sql}: {steps:#?}");
                }
                if sql.contains("rows_found") {
                    let counts = |step: &&String| step.contains("INDEX applications_open");
                    assert!(
                        steps.is_empty() || steps.iter().filter(counts).count() == 4,
                        "{sql}: {steps:#?}"
                    );
                }
            }
        }
    })
    .await;
}

#[actix_web::test]
async fn the_tiles_count_what_is_due_and_whose_it_is_but_nothing_that_is_sealed() {
    on_both(async |app| {
        let world = app.world();
        let scope = world.scope();
        let tally = |me| {
            let now = app.clock.now();
            app.database(|conn| {
                let sight = Sight::new(conn, &scope, (now, now.date_naive()))?;
                queue::tally(conn, &sight, me)
            })
        };
        let none = Tally { over: 0, week: 0, mine: 0, nobodys: 0 };
        assert_eq!(tally(&world.assessor), none);
        let one = app.reviewing(&world);
        assert_eq!(tally(&world.assessor), Tally { nobodys: 1, ..none });
        one.take(&world.assessor).unwrap();
        assert_eq!(tally(&world.assessor), Tally { mine: 1, ..none });
        assert_eq!(tally(&world.countersigner), none);
        let due_in = |days: i64| {
            let key = (app.clock.now().date_naive() + TimeDelta::days(days)).to_string();
            app.database(|conn| {
                diesel::update(applications::table).set(applications::due_key.eq(key)).execute(conn)
            });
            tally(&world.assessor)
        };
        assert_eq!(due_in(8), Tally { mine: 1, ..none });
        assert_eq!(due_in(7), Tally { week: 1, mine: 1, ..none });
        assert_eq!(due_in(0), Tally { week: 1, mine: 1, ..none });
        assert_eq!(due_in(-1), Tally { over: 1, mine: 1, ..none });
        let sealed = |closed: Option<NaiveDateTime>| {
            let window = windows::table.find(world.window.as_str());
            let sealed = (windows::sealed.eq(true), windows::closed_at.eq(closed));
            app.database(|conn| diesel::update(window).set(sealed).execute(conn));
            tally(&world.assessor)
        };
        app.pass(TimeDelta::weeks(20));
        assert_eq!(sealed(None), none);
        assert_eq!(sealed(Some(app.clock.now().naive_utc())), Tally { over: 1, mine: 1, ..none });
    })
    .await;
}
