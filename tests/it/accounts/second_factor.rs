//! The second factor: who needs one reaches nothing before, a code counts once, paper helps where the telephone is gone.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::domain::ids::{RegionId, UserId};
use openhuis::storage::schema::{audit_index, staff_roles};

use crate::support::client::{Client, Page};
use crate::support::{TestApp, on_both_strictly};

const HOME: &str = "/account/tweede-stap";
const STEP: &str = "/inloggen/code";
const MAIL: &str = "beslisser@regio.test";

/// Somebody who decides for a region.
fn decision_maker(app: &TestApp) -> (UserId, RegionId) {
    let (user, region) = (app.user(MAIL), app.region("drenthe"));
    app.staff(&region, &user, StaffRole::DecisionMaker);
    (user, region)
}

fn events(app: &TestApp) -> Vec<String> {
    app.database(|conn| {
        audit_index::table
            .filter(audit_index::event.like("account.%"))
            .filter(audit_index::event.ne_all(["account.logged_in", "account.logged_out"]))
            .order(audit_index::n)
            .select(audit_index::event)
            .load(conn)
    })
}

/// Log in by the form with the password, and give what is asked next.
async fn log_in_with(app: &TestApp, client: &Client, code: &str) -> Page {
    let halfway = app.log_in(client, MAIL).await;
    assert_eq!(halfway.header("location"), STEP);
    let form = client.get(STEP).await.form(STEP);
    client.submit(&form, &[("code", code)]).await
}

/// Turn on the second factor on the page as it stands there; the recovery codes that it shows.
async fn turn_on(app: &TestApp, client: &Client, user: &UserId) -> Vec<String> {
    let form = client.get(HOME).await.form(HOME);
    let code = app.code_of(user, form.value("aanvraag"));
    let present = app.code(user);
    let on = client.submit(&form, &[("code", &code), ("huidig", &present)]).await;
    assert_eq!(on.header("location"), "/account/herstelcodes", "{}", on.text);
    shown(&client.get("/account/herstelcodes").await)
}

fn shown(page: &Page) -> Vec<String> {
    let codes = page.text.split("<li><code>").skip(1);
    codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn who_decides_reaches_nothing_but_setting_up_and_then_everything() {
    on_both_strictly(async |app| {
        let (user, _) = decision_maker(app);
        let client = app.visitor();
        assert_eq!(app.log_in(&client, MAIL).await.header("location"), HOME);
        for closed in ["/beoordeling", "/beoordeling/beslissingen", "/account", "/kies"] {
            let page = client.get(closed).await;
            assert!(page.header("location").starts_with(HOME), "{closed}: {}", page.header("location"));
        }
        let form = client.get(HOME).await.form(HOME);
        let wrong = client.submit(&form, &[("code", "000000")]).await;
        assert_eq!(wrong.status, 422);
        let again = wrong.form(HOME);
        assert_eq!(again.value("aanvraag"), form.value("aanvraag"), "the app has this secret by now");
        let codes = turn_on(app, &client, &user).await;
        assert_eq!(codes.len(), 10);
        let form = client.get("/account/herstelcodes").await.form("/account/herstelcodes/bewaard");
        assert_eq!(client.submit(&form, &[]).await.header("location"), "/beoordeling");
        assert_eq!(client.get("/beoordeling").await.status, 200);
        assert_eq!(client.get("/account/herstelcodes").await.header("location"), HOME, "shown once");
        assert_eq!(events(app), ["account.second_factor_on", "account.recovery_codes_issued"]);
        assert_eq!(app.last_mail_to(MAIL).kind, "second_factor_on");
    })
    .await;
}

#[actix_web::test]
async fn with_a_password_alone_nobody_gets_further_than_the_code() {
    on_both_strictly(async |app| {
        let (user, _) = decision_maker(app);
        app.second_factor(&user);
        let thief = app.visitor();
        app.log_in(&thief, MAIL).await;
        for closed in ["/beoordeling", "/account", HOME, "/account/herstelcodes", "/kies"] {
            let page = thief.get(closed).await;
            assert!(page.header("location").starts_with(STEP), "{closed}: {}", page.header("location"));
        }
        // Half a login is no login where everybody may come: no organisation is registered in this name.
        assert!(thief.get("/registreren").await.text.contains("E-mailadres"));
        assert!(!thief.get("/").await.text.contains("Persoon beslisser"));
    })
    .await;
}

#[actix_web::test]
async fn a_code_of_the_app_opens_once_and_no_earlier_one_ever_again() {
    on_both_strictly(async |app| {
        let (user, _) = decision_maker(app);
        app.second_factor(&user);
        let first = app.code(&user);
        app.pass(TimeDelta::seconds(30));
        let second = app.code(&user);
        let client = app.visitor();
        assert_eq!(log_in_with(app, &client, &second).await.header("location"), "/beoordeling");
        let other = app.visitor();
        for used in [&second, &first] {
            let refused = log_in_with(app, &other, used).await;
            assert_eq!(refused.status, 422, "{used}");
            assert!(refused.text.contains("al gebruikt"), "{}", refused.text);
        }
        app.pass(TimeDelta::seconds(30));
        let next = app.code(&user);
        assert_eq!(log_in_with(app, &other, &next).await.header("location"), "/beoordeling");
        assert_eq!(events(app), ["account.second_factor_passed"; 2]);
    })
    .await;
}

#[actix_web::test]
async fn after_five_wrong_codes_no_code_is_looked_at_for_a_while_whoever_tries() {
    on_both_strictly(async |app| {
        let (user, _) = decision_maker(app);
        app.second_factor(&user);
        let (client, other) = (app.visitor(), app.visitor());
        for _ in 0..5 {
            assert_eq!(log_in_with(app, &client, "000000").await.status, 422);
        }
        let code = app.code(&user);
        for each in [&client, &other] {
            let shut = log_in_with(app, each, &code).await;
            assert_eq!((shut.status, shut.header("retry-after")), (429, "900"));
        }
        app.pass(TimeDelta::minutes(16));
        let code = app.code(&user);
        assert_eq!(log_in_with(app, &client, &code).await.header("location"), "/beoordeling");
    })
    .await;
}

#[actix_web::test]
async fn a_recovery_code_opens_once_and_its_owner_hears_of_it() {
    on_both_strictly(async |app| {
        let (user, _) = decision_maker(app);
        let client = app.visitor();
        app.log_in(&client, MAIL).await;
        let codes = turn_on(app, &client, &user).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        // So that the last mail is the last.
        app.pass(TimeDelta::seconds(30));
        let other = app.visitor();
        assert_eq!(log_in_with(app, &other, &typed).await.header("location"), "/beoordeling");
        let mail = app.last_mail_to(MAIL);
        assert_eq!(mail.kind, "recovery_code_used");
        assert!(mail.body.contains("nog 9"), "{}", mail.body);
        assert_eq!(log_in_with(app, &app.visitor(), &typed).await.status, 422, "once");
        // New ones, and the old ones work no more.
        app.pass(TimeDelta::minutes(1));
        let (form, code) = (other.get(HOME).await.form("/account/herstelcodes"), app.code(&user));
        assert_eq!(other.submit(&form, &[("nieuwe_codes", &code)]).await.status, 303);
        let new = shown(&other.get("/account/herstelcodes").await);
        assert_eq!(new.len(), 10);
        assert_eq!(log_in_with(app, &app.visitor(), &codes[4]).await.status, 422);
        assert_eq!(log_in_with(app, &app.visitor(), &new[0]).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn who_lost_everything_is_helped_by_a_colleague_and_nobody_helps_themselves() {
    on_both_strictly(async |app| {
        let (user, region) = decision_maker(app);
        app.second_factor(&user);
        let admin = app.user("beheer@regio.test");
        app.staff(&region, &admin, StaffRole::RegionAdmin);
        app.second_factor(&admin);
        let (inside, client) = (app.visitor(), app.visitor());
        let code = app.code(&user);
        log_in_with(app, &inside, &code).await;
        app.log_in(&client, "beheer@regio.test").await;
        let (form, code) = (client.get(STEP).await.form(STEP), app.code(&admin));
        assert_eq!(client.submit(&form, &[("code", &code)]).await.status, 303);
        let role = |user: &UserId| -> String {
            app.database(|conn| {
                staff_roles::table
                    .filter(staff_roles::user_id.eq(user.as_str()))
                    .select(staff_roles::id)
                    .first(conn)
            })
        };
        let path = format!("/beheer/team/{}/tweede-stap", role(&user));
        let team = client.get("/beheer/team").await;
        let own = openhuis::web::forms::percent_encode(&team.form(&path).fields[0].1);
        assert_eq!(client.submit(&team.form(&path), &[]).await.header("location"), "/beheer/team");
        assert!(inside.get("/beoordeling").await.header("location").starts_with("/inloggen"));
        assert_eq!(app.last_mail_to(MAIL).kind, "second_factor_reset");
        assert_eq!(app.log_in(&inside, MAIL).await.header("location"), HOME, "sets up another");
        let body = format!("_csrf={own}&_once=0123456789abcdef");
        let mine = client.post(&format!("/beheer/team/{}/tweede-stap", role(&admin)), &body, &[]).await;
        assert_eq!(mine.status, 409, "{}", mine.text);
        assert!(events(app).contains(&"account.second_factor_reset".to_owned()));
    })
    .await;
}

#[actix_web::test]
async fn who_need_not_may_turn_it_on_and_off_and_other_devices_are_logged_out() {
    on_both_strictly(async |app| {
        let user = app.user(MAIL);
        app.member(&app.organisation("Zorg BV"), &user, ProviderRole::Invuller);
        let (here, elsewhere) = (app.visitor(), app.visitor());
        app.log_in(&here, MAIL).await;
        app.log_in(&elsewhere, MAIL).await;
        turn_on(app, &here, &user).await;
        assert_eq!(elsewhere.get("/aanbieder").await.header("location"), "/inloggen?next=/aanbieder");
        assert_eq!(here.get("/aanbieder").await.status, 200);
        app.pass(TimeDelta::seconds(30));
        let code = app.code(&user);
        assert_eq!(log_in_with(app, &elsewhere, &code).await.header("location"), "/aanbieder");
        // Another telephone: the code of the first one is asked, and from then on it opens nothing.
        app.pass(TimeDelta::seconds(30));
        turn_on(app, &elsewhere, &user).await;
        app.pass(TimeDelta::seconds(30));
        let off = "/account/tweede-stap/uitzetten";
        let form = elsewhere.get(HOME).await.form(off);
        assert_eq!(elsewhere.submit(&form, &[("uitzetten", "000000")]).await.status, 422);
        let code = app.code(&user);
        assert_eq!(elsewhere.submit(&form, &[("uitzetten", &code)]).await.header("location"), HOME);
        assert_eq!(app.last_mail_to(MAIL).kind, "second_factor_off");
        assert_eq!(app.log_in(&app.visitor(), MAIL).await.header("location"), "/aanbieder");
    })
    .await;
}

#[actix_web::test]
async fn who_is_given_such_a_role_while_inside_sets_it_up_at_the_next_page() {
    on_both_strictly(async |app| {
        let (user, region) = (app.user(MAIL), app.region("drenthe"));
        app.staff(&region, &user, StaffRole::Assessor);
        let client = app.visitor();
        assert_eq!(app.log_in(&client, MAIL).await.header("location"), "/beoordeling");
        app.staff(&region, &user, StaffRole::PolicyEditor);
        assert!(client.get("/beoordeling").await.header("location").starts_with(HOME));
        turn_on(app, &client, &user).await;
        assert_eq!(client.get("/beoordeling").await.status, 200);
        let page = client.get(HOME).await;
        assert!(page.text.contains("Met uw rol kunt u de tweede stap niet uitzetten"), "{}", page.text);
    })
    .await;
}
