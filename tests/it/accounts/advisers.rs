//! A gemachtigde: only the procedure it is for, and nothing after its last day.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::{Error, access, apply};
use openhuis::domain::access::{ProviderRole, Role};
use openhuis::storage::schema::memberships;

use crate::support::client::PageForm;
use crate::support::world::MIJ;
use crate::support::{TestApp, on_both};

/// Invited by the page, as gemachtigde for one procedure or for all, until 1 January 2027; logged in.
async fn adviser(app: &TestApp, procedure: &str) -> crate::support::client::Client {
    let boss = app.visitor();
    app.log_in(&boss, "beheerder@zorg.zwd.test").await;
    let form = boss.get("/aanbieder/mensen/uitnodigen").await.form("/aanbieder/mensen/uitnodigen");
    let answers = [
        ("mail", "raad@advies.test"),
        ("rol", "gemachtigde"),
        ("procedure", procedure),
        ("tot_day", "1"),
        ("tot_month", "1"),
        ("tot_year", "2027"),
    ];
    assert_eq!(boss.submit(&form, &answers).await.status, 303);
    let client = app.visitor();
    app.database(|conn| {
        diesel::update(memberships::table.filter(memberships::role.eq("gemachtigde")))
            .set(memberships::state.eq("active"))
            .execute(conn)
    });
    app.log_in(&client, "raad@advies.test").await;
    client
}

#[actix_web::test]
async fn an_adviser_for_one_procedure_sees_and_changes_nothing_of_another() {
    on_both(async |app| {
        let (world, far) = (app.world(), app.world_of(MIJ, "mij.test"));
        let one = app.applicant(&world);
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let other = app.database.write(|conn| apply::start(conn, &ctx, &scope, &far.window)).unwrap();
        app.user("raad@advies.test");
        let client = adviser(app, far.procedure.as_str()).await;
        let list = client.get("/aanbieder/aanmeldingen").await;
        assert!(list.text.contains(&format!("{other}")) && !list.text.contains(&format!("{}", one.id)));
        assert!(!list.text.contains(world.window.as_str()), "and begins nothing there");
        for path in ["", "/percelen", "/bewijs", "/indienen", "/volgen"] {
            assert_eq!(
                client.get(&format!("/aanbieder/aanmeldingen/{}{path}", one.id)).await.status,
                404,
                "{path}"
            );
            assert_eq!(
                client.get(&format!("/aanbieder/aanmeldingen/{other}{path}")).await.status,
                200,
                "{path}"
            );
        }
        // Its own procedure has an application already, so the page offers no form to begin one; this is the form of a forger.
        let begin = PageForm { action: "/aanbieder/aanmeldingen".to_owned(), ..list.form("/uitloggen") };
        let forced = client.submit(&begin, &[("venster", world.window.as_str())]).await;
        assert_eq!(forced.status, 404);
        let people = client.get("/aanbieder/mensen").await;
        assert!(people.text.contains("alleen voor"), "{}", people.text);
    })
    .await;
}

#[actix_web::test]
async fn after_the_last_day_an_adviser_is_nobody_there() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        app.user("raad@advies.test");
        let client = adviser(app, "").await;
        let path = format!("/aanbieder/aanmeldingen/{}", one.id);
        assert_eq!(client.get(&path).await.status, 200);
        // 1 January 2027 is the last day; half an hour before it is over in the Netherlands it still counts.
        let end = chrono::DateTime::parse_from_rfc3339("2027-01-01T23:30:00+01:00").unwrap();
        app.pass(end.to_utc() - app.clock.now());
        app.log_in(&client, "raad@advies.test").await;
        assert_eq!(client.get(&path).await.status, 200);
        app.pass(TimeDelta::minutes(31) - TimeDelta::seconds(30));
        assert_ne!(client.get(&path).await.status, 200);
        app.log_in(&client, "raad@advies.test").await;
        assert_ne!(client.get(&path).await.status, 200);
    })
    .await;
}

#[actix_web::test]
async fn a_scope_is_of_one_procedure_in_the_use_cases_too() {
    on_both(async |app| {
        let (world, far) = (app.world(), app.world_of(MIJ, "mij.test"));
        let one = app.applicant(&world);
        app.user("raad@advies.test");
        drop(adviser(app, far.procedure.as_str()).await);
        let user = app.user_by_mail("raad@advies.test");
        let ctx = app.as_user(&user, Role::Provider(ProviderRole::Gemachtigde));
        let acting = access::Acting::Organisation {
            org: world.org.clone(),
            name: String::new(),
            role: ProviderRole::Gemachtigde,
            procedure: Some(far.procedure.clone()),
        };
        let scope = openhuis::app::Visitor { login: None, acting, unread: 0 }.org_scope().unwrap();
        let refused = app.database.write(|conn| apply::upgrade(conn, &ctx, &scope, &one.id, one.version()));
        assert!(matches!(refused, Err(Error::NotFound)));
        let begun = app.database.write(|conn| apply::start(conn, &ctx, &scope, &world.window));
        assert!(matches!(begun, Err(Error::NotFound)));
    })
    .await;
}
