//! Beheer of policy: documents are published in two steps, followers hear of it, and the regeling can be read.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::storage::schema::{document_drafts, mails};

use super::support::client::{Client, Page, PageForm};
use super::support::world::{MIJ, World};
use super::support::{TestApp, on_both};
use crate::support::multipart;

const HOME: &str = "/beheer/documenten";
const PDF: &str = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

async fn editor(app: &TestApp, domain: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, &format!("beheer@{domain}")).await;
    client
}

fn filled(page: &Page, answers: &[(&str, &str)]) -> PageForm {
    let mut form = page.form(HOME);
    for (name, value) in answers {
        form.fields.retain(|(each, _)| each != name);
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

async fn prepare(client: &Client, answers: &[(&str, &str)], file: &str) -> Page {
    let form = filled(&client.get(HOME).await, answers);
    multipart::send(client, &form, &[("tarieven.pdf", file)], "text/html").await
}

async fn follow(app: &TestApp, world: &World, mail: &str) {
    let client = app.visitor();
    let path = format!("/regio/{}/volgen", world.slug);
    client.submit(&client.get(&path).await.form(&path), &[("mail", mail)]).await;
    let body: String = app.database(|conn| {
        mails::table.filter(mails::kind.eq("follow_confirm")).select(mails::body).first(conn)
    });
    let link = &body[body.find("/regio/").unwrap()..];
    let link = link.split_whitespace().next().unwrap();
    client.submit(&client.get(link).await.form(link), &[]).await;
}

fn told(app: &TestApp, kind: &str) -> Vec<(String, String)> {
    app.database(|conn| {
        mails::table.filter(mails::kind.eq(kind)).select((mails::recipient, mails::body)).load(conn)
    })
}

const NEW: &[(&str, &str)] =
    &[("soort", "tarieven"), ("titel", "Tarieven 2027 (bijgesteld)"), ("versie", "1.1")];

#[actix_web::test]
async fn a_new_version_is_read_first_and_then_published_and_followers_hear_of_it() {
    on_both(async |app| {
        let world = app.world();
        follow(app, &world, "lezer@krant.test").await;
        let beleid = app.visitor();
        app.staff(
            &world.region,
            &app.user("alleen.beleid@zwd.test"),
            openhuis::domain::access::StaffRole::PolicyEditor,
        );
        let arrived = app.log_in(&beleid, "alleen.beleid@zwd.test").await;
        assert_eq!(arrived.header("location"), "/beheer");
        assert_eq!(beleid.get("/beheer").await.header("location"), HOME);

        let sent = prepare(&beleid, NEW, PDF).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let ready = sent.header("location").to_owned();
        let page = beleid.get(&ready).await;
        for told in
            ["Tarieven 2027 (bijgesteld), versie 1.1", "versie 1.0", "1 volger krijgt meteen een mail"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert_eq!(beleid.get(&format!("{ready}/bestand")).await.body(), PDF.as_bytes());
        let public = format!("/regio/{}/documenten", world.slug);
        assert!(!app.visitor().get(&public).await.text.contains("bijgesteld"), "not yet public");
        assert!(told_nobody(app));

        let publish = page.form(&format!("{ready}/publiceren"));
        assert_eq!(
            beleid.submit(&publish, &[]).await.header("location"),
            "/beheer/documenten?klaar=gepubliceerd"
        );
        let shown = app.visitor().get(&public).await.text;
        assert!(
            shown.contains("Tarieven 2027 (bijgesteld), versie 1.1") && shown.contains("Eerdere versies (1)")
        );
        let mail = told(app, "document_published");
        assert_eq!(mail.len(), 1);
        assert!(mail[0].0 == "lezer@krant.test" && mail[0].1.contains("versie 1.1"), "{mail:?}");
        assert_eq!(beleid.get(&ready).await.status, 404, "it is published now");
    })
    .await;
}

fn told_nobody(app: &TestApp) -> bool {
    told(app, "document_published").is_empty()
}

#[actix_web::test]
async fn a_version_or_file_that_is_there_already_and_a_file_that_is_no_pdf_are_refused_beside_the_field() {
    on_both(async |app| {
        app.world();
        let client = editor(app, "zwd.test").await;
        let same =
            prepare(&client, &[("soort", "tarieven"), ("titel", "Tarieven"), ("versie", "1.0")], PDF).await;
        assert_eq!(same.status, 422);
        assert!(same.text.contains("Versie 1.0 van dit document is al gepubliceerd"), "{}", same.text);
        assert!(same.text.contains("value=\"Tarieven\""), "answers are kept");
        let empty = prepare(&client, &[("soort", "niets"), ("titel", ""), ("versie", "")], PDF).await;
        for said in ["Kies welk soort", "Vul de titel", "Vul de versie"] {
            assert!(empty.status == 422 && empty.text.contains(said), "{said}");
        }
        let text = prepare(&client, NEW, "gewoon tekst").await;
        assert!(text.status == 422 && text.text.contains("Kies een PDF-bestand"));
        let form = filled(&client.get(HOME).await, NEW);
        let none = multipart::send(&client, &form, &[], "text/html").await;
        assert!(none.status == 422 && none.text.contains("Kies het bestand dat u wilt publiceren"));
        assert_eq!(app.database(|conn| document_drafts::table.count().get_result::<i64>(conn)), 0);

        let ready = prepare(&client, NEW, PDF).await.header("location").to_owned();
        let discard = client.get(&ready).await.form(&format!("{ready}/weggooien"));
        assert_eq!(client.submit(&discard, &[]).await.status, 303);
        assert_eq!(client.get(&ready).await.status, 404);
        let twice = prepare(&client, NEW, PDF).await.header("location").to_owned();
        let first = client.get(&twice).await;
        client.submit(&first.form(&format!("{twice}/publiceren")), &[]).await;
        let again =
            prepare(&client, &[("soort", "tarieven"), ("titel", "Zelfde"), ("versie", "1.2")], PDF).await;
        assert!(again.status == 422 && again.text.contains("precies hetzelfde bestand als versie 1.1"));
    })
    .await;
}

#[actix_web::test]
async fn another_region_reaches_neither_what_is_ready_nor_the_text_of_the_regeling() {
    on_both(async |app| {
        let world = app.world();
        app.world_of(MIJ, "mij.test");
        let own = editor(app, "zwd.test").await;
        let ready = prepare(&own, NEW, PDF).await.header("location").to_owned();
        let yaml = format!("/beheer/regeling/{}/yaml", world.version);
        let text = own.get(&yaml).await;
        assert_eq!((text.status, text.body()), (200, super::support::world::ZWD.as_bytes().to_vec()));
        let page = own.get("/beheer/regeling").await;
        assert!(page.text.contains(world.scheme.sha256()) && page.text.contains("Geldt nu"), "{}", page.text);

        let other = editor(app, "mij.test").await;
        for path in [&ready, &format!("{ready}/bestand"), &yaml] {
            assert_eq!(other.get(path).await.status, 404, "{path}");
        }
        let form = own.get(&ready).await.form(&format!("{ready}/publiceren"));
        let token = other.get(HOME).await.form(HOME);
        let csrf = token.fields.iter().find(|(name, _)| name == "_csrf").unwrap().1.clone();
        assert_eq!(other.submit(&form, &[("_csrf", &csrf)]).await.status, 404);
        let assessor = app.visitor();
        app.log_in(&assessor, "beoordelaar@zwd.test").await;
        for path in [HOME, "/beheer/regeling", "/beheer/vensters", &ready] {
            assert_eq!(assessor.get(path).await.status, 403, "{path}");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_window_that_is_announced_is_told_to_followers_when_it_is_public() {
    on_both(async |app| {
        let world = app.world();
        follow(app, &world, "lezer@krant.test").await;
        let people =
            openhuis::app::policy::TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
        app.pass(TimeDelta::days(1));
        app.window(&world.scope(), &world.procedure, &world.version, &people);
        let mail = told(app, "window_published");
        assert_eq!(mail.len(), 1);
        assert!(mail[0].1.contains("Instroom 2027") && mail[0].1.contains("/vensters"), "{mail:?}");
        let client = editor(app, "zwd.test").await;
        let page = client.get("/beheer/vensters").await;
        assert!(page.status == 200 && page.text.matches("Instroom 2027").count() >= 2, "{}", page.text);
    })
    .await;
}

#[actix_web::test]
async fn a_window_with_days_in_the_summer_holidays_is_told_to_who_looks_after_windows_and_stays() {
    on_both(async |app| {
        let world = app.world();
        let people =
            openhuis::app::policy::TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
        let warned = async || {
            let client = editor(app, "zwd.test").await;
            client.get("/beheer/vensters").await.text
        };
        assert!(!warned().await.contains("zomervakantie"), "the window of the world closes in January");
        // Sunday 20 June 2027: open from the day before until 31 July.
        app.pass(TimeDelta::days(210));
        app.wnt_year(&world.scope(), 2028, &people);
        app.window(&world.scope(), &world.procedure, &world.version, &people);
        let text = warned().await;
        let told = "Van de 43 dagen om aan te melden vallen er 22 in de zomervakantie van regio Noord, van 10 juli 2027 tot en met 22 augustus \
                    2027. Deze vakantiedata zijn nog niet bevestigd";
        assert!(text.contains("Instroom 2027: let op de zomervakantie") && text.contains(told), "{text}");
        app.pass(TimeDelta::days(60));
        assert!(!warned().await.contains("zomervakantie"), "what is over needs no warning");
    })
    .await;
}
