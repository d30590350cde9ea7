//! Who has a draft is reminded before its window closes, and the team sees whose drafts there are and nothing of what stands in them.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::apply;
use openhuis::app::policy::{self, TwoPeople};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::laid_down::LaidDown;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::windows::{DatesPlan, Occasion, Phases};
use openhuis::storage::schema::{audit_index, mails};

use crate::support::smtp::SmtpServer;
use crate::support::two_people::{COLLEAGUE, EDITOR, logged_in, world};
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// Let the runner work on each of so many days, twice a day; the days on which a draft was reminded of.
async fn reminded(app: &TestApp, days: usize) -> Vec<String> {
    let worker = app.worker(&SmtpServer::start());
    for _ in 0..days {
        app.pass(TimeDelta::days(1));
        worker.catch_up().await.unwrap();
        worker.catch_up().await.unwrap();
    }
    mailed(app).into_iter().map(|(day, _)| day).collect()
}

fn mailed(app: &TestApp) -> Vec<(String, String)> {
    let rows: Vec<(chrono::NaiveDateTime, String)> = app.database(|conn| {
        let of = mails::table.filter(mails::kind.eq("draft_reminder"));
        of.order(mails::created_at).select((mails::created_at, mails::body)).load(conn)
    });
    rows.into_iter().map(|(at, body)| (at.date().to_string(), body)).collect()
}

fn extend(app: &TestApp, world: &World, days: i64) {
    let (scope, now) = (world.scope(), app.clock.now());
    let window = app.database.read(|conn| policy::window(conn, &scope, &world.window, now)).unwrap();
    let plan = DatesPlan {
        window: window.id,
        was: window.phases,
        phases: Phases { closes: window.phases.closes + TimeDelta::days(days), ..window.phases },
        occasion: Occasion::Planning,
        motivation: Motivation::parse("Het portaal was een dag niet bereikbaar.").unwrap(),
    };
    let people = TwoPeople::new(world.admin.clone(), app.user_by_mail(COLLEAGUE)).unwrap();
    app.lay_down(&scope, &LaidDown::Dates(Box::new(plan)), &people);
}

#[actix_web::test]
async fn a_draft_is_reminded_of_fourteen_seven_and_two_days_ahead_with_the_moment_of_the_close() {
    on_both(async |app| {
        let world = world(app);
        app.applicant(&world);
        // The window of the world closes on 2 January 2027 at 12:00.
        assert_eq!(reminded(app, 45).await, ["2026-12-19", "2026-12-26", "2026-12-31"]);
        let (_, body) = &mailed(app)[0];
        assert!(body.contains("Indienen kan tot 2 januari 2027 om 12:00 uur."), "{body}");
        let leaves: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("application.reminded")).count().get_result(conn)
        });
        assert_eq!(leaves, 3);
    })
    .await;
}

#[actix_web::test]
async fn a_reminder_moves_with_the_close() {
    on_both(async |app| {
        let world = world(app);
        app.applicant(&world);
        assert_eq!(reminded(app, 28).await, ["2026-12-19"]);
        extend(app, &world, 14);
        assert_eq!(reminded(app, 45).await, ["2026-12-19", "2027-01-02", "2027-01-09", "2027-01-14"]);
        assert!(mailed(app)[1].1.contains("16 januari 2027 om 12:00 uur"));
    })
    .await;
}

#[actix_web::test]
async fn who_sent_in_or_withdrew_or_began_after_the_day_is_not_reminded() {
    on_both(async |app| {
        let world = world(app);
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        assert_eq!(reminded(app, 35).await, Vec::<String>::new());
        let other = World { org: world.other.clone(), ..world.clone() };
        app.member(&world.other, &app.user_by_mail("invuller@zorg.zwd.test"), ProviderRole::Invuller);
        let late = app.applicant(&other);
        assert_eq!(reminded(app, 1).await, Vec::<String>::new(), "two days are still to come");
        let ctx = app.as_provider(ProviderRole::Invuller);
        let version = late.version();
        let drop = |conn: &mut openhuis::app::DbConn| {
            apply::withdraw(conn, &ctx, &other.org_scope(), &late.id, version)
        };
        app.database.write(drop).unwrap();
        assert_eq!(reminded(app, 10).await, Vec::<String>::new());
    })
    .await;
}

#[actix_web::test]
async fn nobody_is_reminded_on_the_last_day_after_the_close() {
    on_both(async |app| {
        let world = world(app);
        app.applicant(&world);
        // The runner was away until half an hour after the close.
        app.pass(TimeDelta::days(41) + TimeDelta::minutes(30));
        app.worker(&SmtpServer::start()).catch_up().await.unwrap();
        assert_eq!(mailed(app), []);
    })
    .await;
}

#[actix_web::test]
async fn the_team_sees_whose_drafts_there_are_and_nothing_of_what_stands_in_them() {
    on_both(async |app| {
        let world = world(app);
        let one = app.applicant(&world);
        one.fill_in();
        let path = format!("/beheer/vensters/{}/concepten", world.window);
        let editor = logged_in(app, EDITOR).await;
        assert!(editor.get("/beheer/vensters").await.text.contains(&path));
        let page = editor.get(&path).await;
        assert!(page.text.contains("Zorggroep De Linde") && page.text.contains("nog niet"), "{}", page.text);
        for sealed in [one.opened().row.number.as_str(), one.id.as_str(), "12 plekken", "percel"] {
            assert!(!page.text.contains(sealed), "{sealed}: {}", page.text);
        }
        one.submit().unwrap();
        let page = editor.get(&path).await;
        assert!(page.text.contains("Er zijn geen open concepten"), "{}", page.text);
    })
    .await;
}
