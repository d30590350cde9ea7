//! Evidence on the page of the application itself: adding, dating, choosing, and what is still the matter.

use diesel::prelude::*;
use openhuis::storage::schema::{application_evidence, evidence};

use crate::support::client::{Client, PageForm};
use crate::support::multipart::{self, PDF};
use crate::support::{TestApp, on_both};

async fn somebody(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

fn counts(app: &TestApp) -> (i64, i64) {
    app.database(|conn| {
        Ok((evidence::table.count().get_result(conn)?, application_evidence::table.count().get_result(conn)?))
    })
}

/// The page of one kind on the page with evidence.
fn card(text: &str, code: &str) -> String {
    let from = text.find(&format!("aria-labelledby=\"soort-{code}\"")).unwrap();
    text[from..].split("</section>").next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_file_added_there_goes_along_and_says_in_words_what_is_the_matter_with_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}/bewijs", one.id);
        let upload = format!("{base}/soort/kvk_uittreksel");
        let page = client.get(&base).await;
        assert!(card(&page.text, "kvk_uittreksel").contains("Ontbreekt nog"), "{}", page.text);
        let files = [("uittreksel.pdf", PDF), ("leeg.pdf", "")];
        let answer = multipart::send(&client, &page.form(&upload), &files, "text/html").await;
        assert!(
            answer.status == 422 && answer.text.contains("leeg.pdf: Dit bestand is leeg"),
            "{}",
            answer.text
        );
        assert_eq!(counts(app), (1, 1), "the good one stays, in the vault and with the application");
        let shown = card(&answer.text, "kvk_uittreksel");
        assert!(shown.contains("uittreksel.pdf") && shown.contains("Vul de datum in"), "{shown}");

        let from = shown.find(&format!("action=\"{base}/stuk/")).unwrap();
        let action: String = shown[from + 8..].chars().take_while(|one| *one != '"').collect();
        let piece = action.rsplit('/').next().unwrap().to_owned();
        let day = |text: &str| {
            let mut parts = text.split('-');
            ["day", "month", "year"]
                .map(|part| (format!("datum-{piece}_{part}"), parts.next().unwrap().to_owned()))
        };
        let send = async |text: &str| {
            let typed = day(text);
            let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            client.submit(&client.get(&base).await.form(&action), &typed).await
        };
        let later = send("1-1-2027").await;
        assert_eq!(later.status, 422, "{}", later.text);
        assert!(later.text.contains("ligt na vandaag"), "{}", later.text);
        let none = send("31-2-2026").await;
        assert!(none.status == 422 && none.text.contains("value=\"31\""));
        assert_eq!(send("1-2-2026").await.status, 303);
        let old = card(&client.get(&base).await.text, "kvk_uittreksel");
        assert!(
            old.contains("Te oud op de peildatum") && old.contains("u had een stuk van 1 februari 2026"),
            "{old}"
        );
        assert_eq!(send("1-11-2026").await.status, 303);
        assert!(card(&client.get(&base).await.text, "kvk_uittreksel").contains("In orde"));
    })
    .await;
}

#[actix_web::test]
async fn a_program_adds_a_file_at_a_time_also_as_something_equivalent_and_the_vault_offers_it_elsewhere() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}/bewijs", one.id);
        let upload = format!("{base}/soort/kwaliteitscertificaat");
        let mut form = client.get(&base).await.form(&upload);
        form.fields.push(("gelijkwaardig".to_owned(), "ja".to_owned()));
        let answer = multipart::send(&client, &form, &[("a.pdf", PDF)], "application/json").await;
        assert!(
            answer.status == 200 && answer.text.contains("#soort-kwaliteitscertificaat"),
            "{}",
            answer.text
        );
        let page = client.get(&base).await;
        assert!(card(&page.text, "kwaliteitscertificaat").contains("als iets gelijkwaardigs"));
        let (not, before) = (client.get(&base).await.form(&format!("{base}/soort/gva")), counts(app));
        let mut not = not;
        not.fields.push(("gelijkwaardig".to_owned(), "ja".to_owned()));
        let refused = multipart::send(&client, &not, &[("b.pdf", PDF)], "text/html").await;
        assert_ne!(refused.status, 303, "nothing equivalent counts there");
        assert_eq!(counts(app), before);

        assert_eq!(client.submit(&page.form(&format!("{base}/weg")), &[]).await.status, 303);
        assert_eq!(counts(app), (1, 0), "it stays in the vault");
        let page = client.get(&base).await;
        let chosen = client.submit(&page.form(&base), &[]).await;
        assert_eq!((chosen.status, counts(app)), (303, (1, 1)));
    })
    .await;
}

#[actix_web::test]
async fn who_may_not_adds_nothing_to_an_application() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}/bewijs", one.id);
        let form = client.get(&base).await.form(&format!("{base}/soort/kvk_uittreksel"));
        let other = somebody(app, "tekenbevoegde@ander.zwd.test").await;
        let token = other
            .get("/aanbieder/bewijs/soort/kvk_uittreksel")
            .await
            .form("/aanbieder/bewijs/soort/kvk_uittreksel");
        let foreign = PageForm { action: form.action.clone(), fields: token.fields };
        assert_eq!(multipart::send(&other, &foreign, &[("a.pdf", PDF)], "text/html").await.status, 404);
        let reader = somebody(app, "lezer@zorg.zwd.test").await;
        let page = reader.get(&base).await;
        assert!(!page.text.contains("type=\"file\""));
        let bare = PageForm { action: form.action.clone(), fields: Vec::new() };
        assert_eq!(multipart::send(&reader, &bare, &[("a.pdf", PDF)], "text/html").await.status, 403);
        let unknown = PageForm { action: format!("{base}/soort/bestaat_niet"), ..form.clone() };
        assert_eq!(multipart::send(&client, &unknown, &[("a.pdf", PDF)], "text/html").await.status, 404);
        app.pass(chrono::TimeDelta::weeks(8));
        assert_eq!(counts(app), (0, 0));
        let late = somebody(app, "invuller@zorg.zwd.test").await;
        let page = late.get(&base).await;
        assert!(
            page.status == 200 && !page.text.contains("type=\"file\""),
            "after the close nothing is added"
        );
    })
    .await;
}

#[actix_web::test]
async fn over_the_limit_of_the_regeling_nothing_is_kept_not_even_on_disk() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}/bewijs", one.id);
        let upload = format!("{base}/soort/kvk_uittreksel");
        let form = client.get(&base).await.form(&upload);
        assert_eq!(multipart::send(&client, &form, &[("a.pdf", PDF)], "text/html").await.status, 303);
        let almost = i64::try_from(world.scheme.uploads().application).unwrap() - 20;
        app.database(|conn| {
            diesel::update(
                openhuis::storage::schema::blobs::table
                    .filter(openhuis::storage::schema::blobs::inspection.eq("waiting")),
            )
            .set(openhuis::storage::schema::blobs::size.eq(almost))
            .execute(conn)
        });
        let other = PDF.replace("Kids[]", "Kids[ ]");
        let form = client.get(&base).await.form(&format!("{base}/soort/polis_aansprakelijkheid"));
        let full = multipart::send(&client, &form, &[("b.pdf", &other)], "text/html").await;
        assert!(full.status == 422 && full.text.contains("samen hooguit 1 GB"), "{}", full.text);
        assert_eq!(counts(app), (1, 1));
        let digest = openhuis::domain::digest::Digest::of(other.as_bytes()).hex();
        let address: openhuis::files::Sha256 = digest.parse().unwrap();
        assert!(app.files.open(&address).is_err(), "nothing is left on disk");
        // The vault has room of its own; what does not fit goes along with nothing.
        let shelf = "/aanbieder/bewijs/soort/polis_aansprakelijkheid";
        let form = client.get(shelf).await.form(shelf);
        assert_eq!(multipart::send(&client, &form, &[("b.pdf", &other)], "text/html").await.status, 303);
        let page = client.get(&base).await;
        let refused = client.submit(&page.form(&base), &[]).await;
        assert!(refused.status == 409 && refused.text.contains("samen hooguit 1 GB"), "{}", refused.text);
        assert_eq!(counts(app), (2, 1));
    })
    .await;
}
