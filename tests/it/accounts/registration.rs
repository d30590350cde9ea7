//! Registering and confirming.

use diesel::prelude::*;
use openhuis::storage::schema::{memberships, organisations, users};

use super::answers;
use crate::support::app::{TestApp, on_both};
use crate::support::client::Page;

async fn register(app: &TestApp, otherwise: &[(&str, &str)]) -> Page {
    let visitor = app.visitor();
    let page = visitor.get("/registreren").await;
    visitor.submit(&page.form("/registreren"), &answers(otherwise)).await
}

#[actix_web::test]
async fn who_registers_confirms_the_address_and_then_manages_the_organisation() {
    on_both(async |app| {
        let answer = register(app, &[]).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/registreren/gedaan"));
        let mail = app.last_mail_to("anna@zorg.example");
        assert_eq!(mail.kind, "account_confirm");
        assert!(mail.body.contains("Stichting De Linde"), "{}", mail.body);
        let anna = app.visitor();
        let link = mail.link("/bevestigen/");
        // Following the link changes nothing, so that a mail scanner confirms nothing.
        let page = anna.get(&link).await;
        assert!(page.text.contains("anna@zorg.example"));
        assert_eq!(state_of(app, "anna@zorg.example"), "unconfirmed");
        let answer = anna.submit(&page.form(&link), &[]).await;
        assert_eq!(answer.header("location"), "/bevestigd");
        assert_eq!(state_of(app, "anna@zorg.example"), "active");
        assert_eq!(anna.get(&link).await.status, 404, "a link works once");
        let roles: Vec<String> = app.database(|conn| memberships::table.select(memberships::role).load(conn));
        assert_eq!(roles, ["beheerder"]);
    })
    .await;
}

#[actix_web::test]
async fn who_declares_to_be_tekenbevoegd_is_tekenbevoegde() {
    on_both(async |app| {
        register(app, &[("tekenbevoegde", "ja")]).await;
        let roles: Vec<String> = app.database(|conn| memberships::table.select(memberships::role).load(conn));
        assert_eq!(roles, ["tekenbevoegde"]);
    })
    .await;
}

#[actix_web::test]
async fn nobody_learns_from_the_page_who_is_known() {
    on_both(async |app| {
        app.user("anna@zorg.example");
        app.organisation("De echte Linde");
        let known = register(app, &[]).await;
        let fresh = register(app, &[("mail", "bea@zorg.example")]).await;
        assert_eq!((known.status, known.header("location")), (fresh.status, fresh.header("location")));
        assert_eq!(app.last_mail_to("anna@zorg.example").kind, "account_exists");
        let claims: Vec<String> = app.database(|conn| {
            organisations::table.order(organisations::name).select(organisations::name).load(conn)
        });
        assert_eq!(claims, ["De echte Linde", "Stichting De Linde"], "of the known address nothing is kept");
    })
    .await;
}

#[actix_web::test]
async fn every_mistake_stands_beside_its_field_and_nothing_is_kept() {
    on_both(async |app| {
        let wrong = [
            ("naam", ""),
            ("mail", "anna"),
            ("wachtwoord", "kort"),
            ("kvk", "1234567"),
            ("rechtsvorm", "eenmanszaak"),
            ("rsin", "123456782"),
            ("postcode", "0000 AA"),
            ("agb", "12"),
        ];
        let page = register(app, &wrong).await;
        assert_eq!(page.status, 422);
        for (field, _) in wrong.iter().filter(|(field, _)| *field != "rechtsvorm") {
            assert!(page.text.contains(&format!("href=\"#{field}\"")), "no link to {field}");
        }
        assert!(page.text.contains("burgerservicenummer"));
        assert!(page.text.contains("Stichting De Linde"), "answers are kept");
        assert!(!page.text.contains("value=\"kort\""), "a password is not shown again");
        let people: i64 = app.database(|conn| users::table.count().get_result(conn));
        assert_eq!(people, 0);
    })
    .await;
}

#[actix_web::test]
async fn sending_the_form_twice_registers_once() {
    on_both(async |app| {
        let visitor = app.visitor();
        let form = visitor.get("/registreren").await.form("/registreren");
        for _ in 0..2 {
            assert_eq!(visitor.submit(&form, &answers(&[])).await.status, 303);
        }
        assert_eq!(app.mails_to("anna@zorg.example").len(), 1);
    })
    .await;
}

#[actix_web::test]
async fn a_new_link_makes_the_old_one_worthless_and_strangers_get_none() {
    on_both(async |app| {
        register(app, &[]).await;
        let old = app.last_mail_to("anna@zorg.example").link("/bevestigen/");
        let visitor = app.visitor();
        for mail in ["anna@zorg.example", "niemand@zorg.example"] {
            let form = visitor.get("/bevestigen").await.form("/bevestigen");
            assert_eq!(
                visitor.submit(&form, &[("mail", mail)]).await.header("location"),
                "/registreren/gedaan"
            );
        }
        assert_eq!(visitor.get(&old).await.status, 404);
        let new = app.last_mail_to("anna@zorg.example").link("/bevestigen/");
        assert_eq!(visitor.get(&new).await.status, 200);
        assert!(app.mails_to("niemand@zorg.example").is_empty());
    })
    .await;
}

fn state_of(app: &TestApp, mail: &str) -> String {
    app.database(|conn| users::table.filter(users::email_key.eq(mail)).select(users::state).first(conn))
}
