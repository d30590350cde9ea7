//! Forgotten and changed passwords, and the sessions they end.

use crate::support::app::on_both;
use crate::support::people::PASSWORD;

const NEW: &str = "zes paarse lampen boven zee";

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_the_link_and_every_session_ends() {
    on_both(async |app| {
        app.user("anna@zorg.example");
        let inside = app.visitor();
        app.log_in(&inside, "anna@zorg.example").await;
        let visitor = app.visitor();
        for mail in ["anna@zorg.example", "niemand@zorg.example"] {
            let form = visitor.get("/wachtwoord-vergeten").await.form("/wachtwoord-vergeten");
            let answer = visitor.submit(&form, &[("mail", mail)]).await;
            assert_eq!(answer.header("location"), "/wachtwoord-vergeten/gedaan");
        }
        assert!(app.mails_to("niemand@zorg.example").is_empty());
        let link = app.last_mail_to("anna@zorg.example").link("/wachtwoord/");
        let form = visitor.get(&link).await.form(&link);
        assert_eq!(visitor.submit(&form, &[("wachtwoord", "kort")]).await.status, 422);
        let answer = visitor.submit(&form, &[("wachtwoord", NEW)]).await;
        assert_eq!(answer.header("location"), "/wachtwoord-gewijzigd");
        assert_eq!(visitor.get(&link).await.status, 404);
        assert_eq!(inside.get("/account").await.header("location"), "/inloggen?next=/account");
        assert_eq!(app.last_mail_to("anna@zorg.example").kind, "password_changed");
    })
    .await;
}

#[actix_web::test]
async fn a_link_is_too_old_after_two_hours() {
    on_both(async |app| {
        app.user("anna@zorg.example");
        let visitor = app.visitor();
        let form = visitor.get("/wachtwoord-vergeten").await.form("/wachtwoord-vergeten");
        visitor.submit(&form, &[("mail", "anna@zorg.example")]).await;
        let link = app.last_mail_to("anna@zorg.example").link("/wachtwoord/");
        app.pass(chrono::TimeDelta::hours(2));
        assert_eq!(visitor.get(&link).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn who_changes_the_password_stays_inside_and_is_logged_out_elsewhere() {
    on_both(async |app| {
        app.user("anna@zorg.example");
        let (here, elsewhere) = (app.visitor(), app.visitor());
        app.log_in(&here, "anna@zorg.example").await;
        app.log_in(&elsewhere, "anna@zorg.example").await;
        let form = here.get("/account").await.form("/account/wachtwoord");
        let refused = here.submit(&form, &[("huidig", "iets anders dan dit"), ("wachtwoord", NEW)]).await;
        assert_eq!(refused.status, 422);
        let form = refused.form("/account/wachtwoord");
        let answer = here.submit(&form, &[("huidig", PASSWORD), ("wachtwoord", NEW)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert_eq!(here.get("/account").await.status, 200);
        assert_eq!(elsewhere.get("/account").await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn other_sessions_can_be_ended_from_afar() {
    on_both(async |app| {
        app.user("anna@zorg.example");
        let (here, elsewhere) = (app.visitor(), app.visitor());
        app.log_in(&elsewhere, "anna@zorg.example").await;
        app.log_in(&here, "anna@zorg.example").await;
        let page = here.get("/account").await;
        assert!(page.text.contains("Ander apparaat"));
        here.submit(&page.form("/account/sessies"), &[]).await;
        assert_eq!(elsewhere.get("/account").await.status, 303);
        assert!(!here.get("/account").await.text.contains("Ander apparaat"));
    })
    .await;
}
