//! Colleagues: invited, accepted, changed, gone.

use diesel::prelude::*;
use openhuis::domain::access::ProviderRole;
use openhuis::storage::schema::memberships;

use crate::support::app::{TestApp, on_both};
use crate::support::client::Client;

/// An organisation with somebody in this role, logged in.
async fn with_member(app: &TestApp, role: ProviderRole) -> Client {
    let (org, user) = (app.organisation("De Linde"), app.user("baas@zorg.example"));
    app.member(&org, &user, role);
    let client = app.visitor();
    app.log_in(&client, "baas@zorg.example").await;
    client
}

async fn invite(boss: &Client, mail: &str, role: &str) -> crate::support::client::Page {
    let form = boss.get("/aanbieder/mensen/uitnodigen").await.form("/aanbieder/mensen/uitnodigen");
    boss.submit(&form, &[("mail", mail), ("rol", role)]).await
}

fn membership(app: &TestApp, role: &str) -> (String, String) {
    app.database(|conn| {
        memberships::table
            .filter(memberships::role.eq(role))
            .select((memberships::id, memberships::state))
            .first(conn)
    })
}

#[actix_web::test]
async fn a_colleague_without_account_chooses_a_name_and_password_and_is_in() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        assert_eq!(invite(&boss, "bea@zorg.example", "invuller").await.status, 303);
        let link = app.last_mail_to("bea@zorg.example").link("/uitnodiging/");
        let bea = app.visitor();
        let page = bea.get(&link).await;
        assert!(page.text.contains("De Linde"));
        assert_eq!(bea.submit(&page.form(&link), &[("naam", ""), ("wachtwoord", "kort")]).await.status, 422);
        let password = crate::support::people::PASSWORD;
        let answer = bea.submit(&page.form(&link), &[("naam", "Bea"), ("wachtwoord", password)]).await;
        assert_eq!(answer.header("location"), "/uitnodiging-aangenomen", "{}", answer.text);
        assert_eq!(app.log_in(&bea, "bea@zorg.example").await.header("location"), "/aanbieder");
        assert_eq!(bea.get("/aanbieder/mensen").await.status, 200);
        assert_eq!(bea.get("/aanbieder/mensen/uitnodigen").await.status, 403);
        assert_eq!(bea.get(&link).await.status, 404, "an invitation works once");
    })
    .await;
}

#[actix_web::test]
async fn somebody_with_an_account_accepts_with_a_button() {
    on_both(async |app| {
        app.user("bea@zorg.example");
        let boss = with_member(app, ProviderRole::Tekenbevoegde).await;
        invite(&boss, "bea@zorg.example", "tekenbevoegde").await;
        let link = app.last_mail_to("bea@zorg.example").link("/uitnodiging/");
        let bea = app.visitor();
        let page = bea.get(&link).await;
        assert!(!page.text.contains("wachtwoord\""), "no new password is asked");
        assert_eq!(bea.submit(&page.form(&link), &[]).await.header("location"), "/uitnodiging-aangenomen");
    })
    .await;
}

#[actix_web::test]
async fn nobody_is_invited_twice_and_an_adviser_needs_a_last_day() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        invite(&boss, "bea@zorg.example", "lezer").await;
        let again = invite(&boss, "bea@zorg.example", "lezer").await;
        assert!(again.status == 422 && again.text.contains("al uitgenodigd"));
        assert_eq!(invite(&boss, "advies@zorg.example", "gemachtigde").await.status, 422);
        let form = boss.get("/aanbieder/mensen/uitnodigen").await.form("/aanbieder/mensen/uitnodigen");
        let adviser = [("mail", "advies@zorg.example"), ("rol", "gemachtigde")];
        let past = [("tot_day", "22"), ("tot_month", "11"), ("tot_year", "2026")];
        assert_eq!(boss.submit(&form, &[&adviser[..], &past].concat()).await.status, 422);
        let form = boss.get("/aanbieder/mensen/uitnodigen").await.form("/aanbieder/mensen/uitnodigen");
        let later = [("tot_day", "31"), ("tot_month", "12"), ("tot_year", "2026")];
        assert_eq!(boss.submit(&form, &[&adviser[..], &later].concat()).await.status, 303);
        assert!(app.last_mail_to("advies@zorg.example").body.contains("31 december 2026"));
    })
    .await;
}

#[actix_web::test]
async fn a_withdrawn_invitation_opens_nothing() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        invite(&boss, "bea@zorg.example", "lezer").await;
        let link = app.last_mail_to("bea@zorg.example").link("/uitnodiging/");
        let page = format!("/aanbieder/mensen/{}", membership(app, "lezer").0);
        let form = boss.get(&page).await.form(&format!("{page}/beeindigen"));
        assert_eq!(boss.submit(&form, &[]).await.status, 303);
        assert_eq!(app.visitor().get(&link).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn the_last_who_manages_neither_steps_down_nor_leaves() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        let page = format!("/aanbieder/mensen/{}", membership(app, "beheerder").0);
        let shown = boss.get(&page).await;
        let answer = boss.submit(&shown.form(&page), &[("rol", "lezer")]).await;
        assert!(answer.status == 422 && answer.text.contains("altijd een beheerder"), "{}", answer.text);
        let answer = boss.submit(&shown.form(&format!("{page}/beeindigen")), &[]).await;
        assert!(answer.status == 422 && answer.text.contains("altijd een beheerder"));
        let answer = boss.submit(&boss.get(&page).await.form(&page), &[("rol", "tekenbevoegde")]).await;
        assert_eq!(answer.status, 303, "an unverified claim corrects who signs");
    })
    .await;
}

#[actix_web::test]
async fn a_role_that_changed_meanwhile_is_not_overwritten() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        invite(&boss, "bea@zorg.example", "lezer").await;
        let page = format!("/aanbieder/mensen/{}", membership(app, "lezer").0);
        let (one, other) = (boss.get(&page).await.form(&page), boss.get(&page).await.form(&page));
        assert_eq!(boss.submit(&one, &[("rol", "invuller")]).await.status, 303);
        assert_eq!(boss.submit(&other, &[("rol", "beheerder")]).await.status, 409);
    })
    .await;
}

#[actix_web::test]
async fn the_members_of_another_organisation_are_not_there() {
    on_both(async |app| {
        let boss = with_member(app, ProviderRole::Beheerder).await;
        let (org, user) = (app.organisation("Een ander"), app.user("ander@zorg.example"));
        app.member(&org, &user, ProviderRole::Lezer);
        let page = format!("/aanbieder/mensen/{}", membership(app, "lezer").0);
        assert_eq!(boss.get(&page).await.status, 404);
        assert_eq!(boss.get("/aanbieder/mensen/geen-id").await.status, 404);
    })
    .await;
}
