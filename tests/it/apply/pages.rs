//! The pages of applying, as a browser without scripts uses them.

use openhuis::domain::application::State;

use crate::support::applying::Applicant;
use crate::support::client::{Client, Page};
use crate::support::{TestApp, on_both};

async fn somebody(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303);
    client
}

/// The page after a redirect.
async fn follow(client: &Client, page: &Page) -> Page {
    assert_eq!(page.status, 303, "{}", page.text);
    let to = page.header("location").split('#').next().unwrap().to_owned();
    let next = client.get(&to).await;
    assert_eq!(next.status, 200, "{to}\n{}", next.text);
    next
}

async fn get(client: &Client, path: &str) -> Page {
    let page = client.get(path).await;
    assert_eq!(page.status, 200, "{path}\n{}", page.text);
    page
}

#[actix_web::test]
async fn from_an_open_window_to_the_receipt_without_scripts() {
    on_both(async |app| {
        let world = app.world();
        let client = somebody(app, "tekenbevoegde@zorg.zwd.test").await;
        let list = get(&client, "/aanbieder/aanmeldingen").await;
        assert!(list.text.contains("U hebt nog geen aanmeldingen"), "{}", list.text);
        let tasks = client.submit(&list.form("/aanbieder/aanmeldingen"), &[]).await;
        let base = tasks.header("location").to_owned();
        let tasks = follow(&client, &tasks).await;
        assert!(tasks.text.contains("Nog niet ingediend"));
        let id = openhuis::domain::ids::Id::parse(base.rsplit('/').next().unwrap()).unwrap();
        let one = Applicant { app, world: &world, id };

        let page = get(&client, &format!("{base}/percelen")).await;
        let (lot, product) = one.open_lots()[0].clone();
        let value = format!("{}|{}|{product}", lot.group, lot.gemeente.as_str());
        let next = client.submit(&page.form(&format!("{base}/percelen")), &[("kies", &value)]).await;
        let page = follow(&client, &next).await;
        let field = format!("plaatsen.{}.{}.", lot.group, lot.gemeente.as_str());
        let form = page.form(&format!("{base}/plaatsen"));
        let again = client.submit(&form, &[(&field, "veel")]).await;
        let page = follow(&client, &again).await;
        assert!(page.text.contains("heel getal") && page.text.contains("value=\"veel\""), "{}", page.text);
        let next = client.submit(&page.form(&format!("{base}/plaatsen")), &[(&field, "12")]).await;
        follow(&client, &next).await;

        for section in ["uitsluiting", "geschiktheid", "uitvoering", "verklaringen", "toegevoegde-waarde"] {
            let path = format!("{base}/vragen/{section}");
            let page = client.get(&path).await;
            if page.status == 200 {
                let saved = client.submit(&page.form(&path), &[]).await;
                follow(&client, &saved).await;
            }
        }
        get(&client, &format!("{base}/bewijs")).await;
        let check = get(&client, &format!("{base}/zelfcontrole")).await;
        assert!(check.text.contains("Voorlopig: u bent nog niet beoordeeld"));

        let page = get(&client, &format!("{base}/indienen")).await;
        let refused = client.submit(&page.form(&format!("{base}/indienen")), &[("verklaring", "ja")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains(&format!("href=\"{base}/documenten\"")), "{}", refused.text);
        one.accept_all();
        get(&client, &format!("{base}/documenten")).await;
        let page = get(&client, &format!("{base}/indienen")).await;
        let sent = client.submit(&page.form(&format!("{base}/indienen")), &[("verklaring", "ja")]).await;
        let receipt = follow(&client, &sent).await;
        assert!(receipt.text.contains("Wij hebben uw aanmelding ontvangen"));
        assert!(receipt.text.contains("ZWD-2026-00001"));
        assert_eq!(one.opened().life.state(), State::Submitted);

        let start = receipt.text.find("/aanbieder/inzendingen/").unwrap();
        let path: String = receipt.text[start..].chars().take_while(|one| *one != '"').collect();
        assert!(get(&client, &path).await.text.contains("Inzending 1 van aanmelding ZWD-2026-00001"));
        let json = client.get(&format!("{path}/json")).await;
        assert!(json.status == 200 && json.text.contains("\"number\":\"ZWD-2026-00001\""), "{path}");
        get(&client, &format!("{base}/volgen")).await;
        let page = get(&client, &format!("{base}/intrekken")).await;
        let gone = client.submit(&page.form(&format!("{base}/intrekken")), &[]).await;
        let page = follow(&client, &gone).await;
        assert!(page.text.contains("Ingetrokken"));
    })
    .await;
}

#[actix_web::test]
async fn what_evidence_is_needed_is_said_once_something_is_chosen() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let bewijs = format!("href=\"{base}/bewijs\"");
        let before = get(&client, &base).await.text;
        assert!(!before.contains(&bewijs) && !before.contains("soorten in orde"), "{before}");
        one.fill_in();
        let after = get(&client, &base).await.text;
        assert!(after.contains(&bewijs) && after.contains("soorten in orde"), "{after}");
    })
    .await;
}

#[actix_web::test]
async fn another_organisation_gets_the_same_404_as_for_what_is_not_there() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let other = somebody(app, "tekenbevoegde@ander.zwd.test").await;
        let nowhere = other.get("/aanbieder/aanmeldingen/01890a5d-ac96-774b-bcce-b302099a8057").await;
        for path in ["", "/percelen", "/vragen/uitsluiting", "/indienen", "/volgen"] {
            let page = other.get(&format!("/aanbieder/aanmeldingen/{}{path}", one.id)).await;
            assert_eq!((page.status, nowhere.status), (404, 404), "{path}");
        }
    })
    .await;
}

#[actix_web::test]
async fn who_only_reads_sees_everything_and_is_refused_every_change() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let reader = somebody(app, "lezer@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        for path in
            ["", "/percelen", "/plaatsen", "/vragen/uitsluiting", "/bewijs", "/documenten", "/indienen"]
        {
            get(&reader, &format!("{base}{path}")).await;
        }
        let page = get(&reader, &format!("{base}/vragen/uitsluiting")).await;
        let form = page.form(&format!("{base}/vragen/uitsluiting"));
        assert_eq!(reader.submit(&form, &[("veroordeling", "ja")]).await.status, 403);
    })
    .await;
}

#[actix_web::test]
async fn who_is_too_late_reads_both_times_exactly_and_keeps_the_answers() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let closes = one.opened().window.phases().closes;
        assert!(app.clock.set(closes - chrono::TimeDelta::minutes(5)));
        let client = somebody(app, "tekenbevoegde@zorg.zwd.test").await;
        let path = format!("/aanbieder/aanmeldingen/{}/indienen", one.id);
        let form = get(&client, &path).await.form(&path);
        let arrived = closes + chrono::TimeDelta::seconds(7);
        assert!(app.clock.set(arrived));
        let late = client.submit(&form, &[("verklaring", "ja")]).await;
        assert_eq!(late.status, 409, "{}", late.text);
        for moment in [closes, arrived] {
            let told = openhuis::domain::words::dates::exact_moment(moment);
            assert!(late.text.contains(&told), "{told}: {}", late.text);
        }
        assert!(late.text.contains("Uw antwoorden zijn bewaard"));
    })
    .await;
}
