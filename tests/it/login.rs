//! The door: who gets in, who does not, and what a visitor learns from being refused.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::storage::schema::{audit_index, sessions};

use crate::support::people::PASSWORD;
use crate::support::{TestApp, on_both};

fn events(app: &TestApp) -> Vec<String> {
    app.database(|conn| audit_index::table.order(audit_index::n).select(audit_index::event).load(conn))
}

#[actix_web::test]
async fn who_works_for_one_organisation_arrives_there_and_login_and_logout_are_leaves() {
    on_both(async |app| {
        let user = app.user("a@zorg.test");
        app.member(&app.organisation("Zorg BV"), &user, ProviderRole::Invuller);
        let client = app.visitor();
        let page = app.log_in(&client, "A@Zorg.test").await;
        assert_eq!((page.status, page.header("location")), (303, "/aanbieder"));
        let home = client.get("/kies").await;
        assert!(home.text.contains("Zorg BV") && home.text.contains("Persoon a@zorg.test"), "{}", home.text);
        let out = client.submit(&home.form("/uitloggen"), &[]).await;
        assert_eq!(out.header("location"), "/inloggen");
        assert_eq!(client.get("/kies").await.header("location"), "/inloggen?next=/kies");
        assert_eq!(events(app), ["account.logged_in", "account.logged_out"]);
    })
    .await;
}

#[actix_web::test]
async fn who_works_for_several_chooses_and_can_choose_only_what_is_theirs() {
    on_both(async |app| {
        let user = app.user("a@zorg.test");
        let (org, other, region) =
            (app.organisation("Zorg BV"), app.organisation("Anders BV"), app.region("drenthe"));
        app.member(&org, &user, ProviderRole::Tekenbevoegde);
        app.staff(&region, &user, StaffRole::Assessor);
        app.staff(&region, &user, StaffRole::RegionAdmin);
        let client = app.visitor();
        assert_eq!(app.log_in(&client, "a@zorg.test").await.header("location"), "/kies");
        let page = client.get("/kies").await;
        assert!(
            page.text.contains("Zorg BV")
                && page.text.contains("Regio drenthe")
                && !page.text.contains("Anders BV")
        );
        let form = page.form("/kies");
        assert_eq!(client.submit(&form, &[]).await.status, 422);
        let foreign = format!("organisation:{other}");
        assert_eq!(client.submit(&form, &[("voor", &foreign)]).await.status, 404);
        let chosen = client.submit(&form, &[("voor", &format!("region:{region}"))]).await;
        assert_eq!(chosen.header("location"), "/beoordeling");
    })
    .await;
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_account_get_the_same_page_and_the_answers_stay() {
    on_both(async |app| {
        app.user("a@zorg.test");
        let mut pages = Vec::new();
        for mail in ["a@zorg.test", "b@zorg.test"] {
            let client = app.visitor();
            let form = client.get("/inloggen").await.form("/inloggen");
            let page =
                client.submit(&form, &[("mail", mail), ("wachtwoord", "een heel ander wachtwoord")]).await;
            assert_eq!(page.status, 422);
            assert!(page.text.contains(mail) && !page.text.contains("heel ander"), "{}", page.text);
            let same = page.form("/inloggen").fields.iter().fold(page.text.clone(), |text, (_, value)| {
                if value.len() > 30 { text.replace(value, "…") } else { text }
            });
            pages.push(same.replace(mail, "…"));
        }
        assert_eq!(pages[0], pages[1]);
    })
    .await;
}

#[actix_web::test]
async fn after_ten_wrong_passwords_the_door_is_shut_for_a_quarter_of_an_hour_for_known_and_unknown_accounts()
{
    on_both(async |app| {
        app.user("a@zorg.test");
        for mail in ["a@zorg.test", "niemand@zorg.test"] {
            let client = app.visitor();
            let form = client.get("/inloggen").await.form("/inloggen");
            for _ in 0..10 {
                assert_eq!(client.submit(&form, &[("mail", mail), ("wachtwoord", "x")]).await.status, 422);
            }
            let shut = client.submit(&form, &[("mail", mail), ("wachtwoord", PASSWORD)]).await;
            assert_eq!((shut.status, shut.header("retry-after")), (429, "900"));
        }
        app.pass(TimeDelta::minutes(16));
        assert_eq!(app.log_in(&app.visitor(), "a@zorg.test").await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn the_right_password_is_counted_as_no_attempt() {
    on_both(async |app| {
        app.user("a@zorg.test");
        for _ in 0..12 {
            assert_eq!(app.log_in(&app.visitor(), "a@zorg.test").await.status, 303);
        }
    })
    .await;
}

#[actix_web::test]
async fn an_unconfirmed_or_disabled_account_does_not_get_in() {
    on_both(async |app| {
        app.user_in("nieuw@zorg.test", "unconfirmed");
        app.user_in("uit@zorg.test", "disabled");
        for mail in ["nieuw@zorg.test", "uit@zorg.test"] {
            let client = app.visitor();
            assert_eq!(app.log_in(&client, mail).await.status, 422);
            assert_eq!(client.cookie("__Host-openhuis"), None);
        }
    })
    .await;
}

#[actix_web::test]
async fn a_session_ends_after_half_an_hour_of_rest_and_after_twelve_hours_in_any_case() {
    on_both(async |app| {
        app.user("a@zorg.test");
        let client = app.visitor();
        app.log_in(&client, "a@zorg.test").await;
        for _ in 0..24 {
            app.pass(TimeDelta::minutes(29));
            assert_eq!(client.get("/kies").await.status, 200);
        }
        app.pass(TimeDelta::minutes(25));
        assert_eq!(client.get("/kies").await.status, 303, "twelve hours and one minute after login");
        app.log_in(&client, "a@zorg.test").await;
        app.pass(TimeDelta::minutes(31));
        assert_eq!(client.get("/kies").await.status, 303, "half an hour of rest");
    })
    .await;
}

#[actix_web::test]
async fn a_new_login_is_a_new_session_and_ends_the_one_before() {
    on_both(async |app| {
        app.user("a@zorg.test");
        let client = app.visitor();
        app.log_in(&client, "a@zorg.test").await;
        let first = client.cookie("__Host-openhuis").unwrap();
        let form = client.get("/kies").await.form("/uitloggen");
        let again = openhuis::web::forms::percent_encode(PASSWORD);
        let csrf = &form.fields.iter().find(|(name, _)| name == "_csrf").unwrap().1;
        let body = format!("mail=a%40zorg.test&wachtwoord={again}&_csrf={csrf}");
        assert_eq!(client.post("/inloggen", &body, &[]).await.status, 303);
        assert_ne!(client.cookie("__Host-openhuis").unwrap(), first);
        client.set_cookie("__Host-openhuis", &first);
        assert_eq!(client.get("/kies").await.status, 303, "the first token opens nothing any more");
        let running: i64 = app
            .database(|conn| sessions::table.filter(sessions::ended_at.is_null()).count().get_result(conn));
        assert_eq!(running, 1);
    })
    .await;
}

#[actix_web::test]
async fn login_leads_back_to_the_page_that_was_asked_for_but_never_to_another_site() {
    on_both(async |app| {
        let user = app.user("a@zorg.test");
        app.member(&app.organisation("Zorg BV"), &user, ProviderRole::Lezer);
        for (next, to) in [("/kies?x=1", "/kies?x=1"), ("//evil.example", "/aanbieder")] {
            let client = app.visitor();
            let page = client.get(&format!("/inloggen?next={next}")).await;
            let page = client
                .submit(&page.form("/inloggen"), &[("mail", "a@zorg.test"), ("wachtwoord", PASSWORD)])
                .await;
            assert_eq!(page.header("location"), to);
        }
    })
    .await;
}
