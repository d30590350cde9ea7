//! Questions about a window: asked in time, answered to everybody at once without who asked, and never changed afterwards.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::domain::digest::Digest;
use openhuis::storage::schema::{audit_index, mails, nota_questions, notas};

use crate::support::client::{Client, Page};
use crate::support::smtp::SmtpServer;
use crate::support::two_people::{EDITOR, logged_in, world};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const ASKER: &str = "invuller@zorg.zwd.test";

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

fn told(app: &TestApp, kind: &str) -> Vec<String> {
    app.database(|conn| {
        mails::table.filter(mails::kind.eq(kind)).order(mails::recipient).select(mails::recipient).load(conn)
    })
}

async fn ask(client: &Client, world: &World, subject: &str, body: &str) -> Page {
    let path = format!("/aanbieder/vragen/stellen/{}", world.window);
    client.submit(&client.get(&path).await.form(&path), &[("onderwerp", subject), ("vraag", body)]).await
}

/// The page where everybody reads the notas of the window.
fn public(world: &World) -> String {
    format!("/regio/{}/vensters/{}/nota", world.slug, world.window)
}

fn of_team(world: &World) -> String {
    format!("/beheer/vragen/{}", world.window)
}

/// Begin an answer to these questions; its page.
async fn begin(team: &Client, world: &World, asked: &[&str]) -> String {
    let home = of_team(world);
    let mut form = team.get(&home).await.form(&format!("{home}/antwoord"));
    form.fields.extend(asked.iter().map(|id| ("vragen".to_owned(), (*id).to_owned())));
    let sent = team.submit(&form, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    sent.header("location").to_owned()
}

async fn publish(team: &Client, world: &World) -> Page {
    let page = format!("{}/publiceren", of_team(world));
    team.submit(&team.get(&page).await.form(&page), &[]).await
}

#[actix_web::test]
async fn a_question_is_taken_in_its_phase_and_after_it_the_page_says_why_not_and_what_to_do() {
    on_both(async |app| {
        let world = app.world();
        let client = logged_in(app, ASKER).await;
        let path = format!("/aanbieder/vragen/stellen/{}", world.window);
        let late = client.get(&path).await;
        assert!(late.text.contains("Vragen stellen kon tot") && late.text.contains("nota van inlichtingen"));
        assert!(!late.text.contains("Vraag stellen"), "{}", late.text);

        app.take_questions(&world);
        let form = client.get(&path).await.form(&path);
        for (subject, body, why) in [
            ("", "Hoe laat?", "Kies waar uw vraag over gaat."),
            ("other", " \u{200b} ", "Schrijf uw vraag op."),
            ("other", &"a".repeat(5_001), "langer dan 5.000 tekens"),
            ("requirement:BESTAAT-NIET", "Hoe?", "Kies waar uw vraag over gaat."),
        ] {
            let refused = client.submit(&form, &[("onderwerp", subject), ("vraag", body)]).await;
            assert!(refused.status == 422 && refused.text.contains(why), "{why}: {}", refused.text);
        }
        let code = &world.scheme.requirements()[0].code;
        let sent =
            ask(&client, &world, &format!("requirement:{code}"), "Geldt dit ook voor een starter?").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let own = client.get("/aanbieder/vragen").await.text;
        assert!(own.contains(&format!("Eis {code}")) && own.contains("Geldt dit ook voor een starter?"));
        assert_eq!(leaves(app, "question.asked"), 1);

        app.pass(TimeDelta::days(3));
        let late = app.try_ask(&world, &world.org, "Te laat?").unwrap_err().to_string();
        assert!(late.contains("Vragen stellen kon tot") && late.contains("Mail de regio"), "{late}");
        assert_eq!(leaves(app, "question.asked"), 1);
    })
    .await;
}

#[actix_web::test]
async fn several_questions_get_one_answer_that_everybody_reads_at_once_and_nobody_reads_who_asked() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        app.follow(&world);
        let one = app.ask(&world, &world.org, "Telt een lening mee? Wij van De Linde hebben er een.");
        let other = app.ask(&world, &world.other, "Mag een achtergestelde lening meetellen?");
        let team = logged_in(app, EDITOR).await;
        let seen = team.get(&of_team(&world)).await.text;
        assert!(seen.contains("Zorggroep De Linde") && seen.contains("Thuis Anders"), "{seen}");

        let item = begin(&team, &world, &[one.as_str(), other.as_str()]).await;
        let page = team.get(&item).await;
        assert!(page.text.contains("Staat hier nog in wie dit vroeg?"), "{}", page.text);
        let saved = team
            .submit(
                &with_questions(&page, &item, &[one.as_str(), other.as_str()]),
                &[
                    ("onderwerp", "other"),
                    ("vraag", "Telt een achtergestelde lening mee als eigen vermogen?"),
                    ("antwoord", "Ja, als de leñing is achtergesteld."),
                ],
            )
            .await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        assert!(
            !app.visitor().get(&public(&world)).await.text.contains("achtergesteld"),
            "not before it is out"
        );
        assert_eq!(publish(&team, &world).await.status, 303);

        let read = app.visitor().get(&public(&world)).await.text;
        for told in
            ["Nota van inlichtingen 1", "1.1", "Telt een achtergestelde lening mee", "Ja, als de leñing"]
        {
            assert!(read.contains(told), "{told}: {read}");
        }
        for hidden in ["Linde", "Anders", "zorg@example.test"] {
            assert!(!read.contains(hidden), "{hidden}");
        }
        let after = team.get(&of_team(&world)).await.text;
        assert!(
            !after.contains("De Linde") && !after.contains("Thuis Anders"),
            "who asked is needed no longer"
        );
        assert_eq!(told(app, "nota_published"), ["lezer@krant.test"]);
        assert_eq!(told(app, "question_answered").len(), 2, "one mail for each aanbieder");
        let outbox: i64 = app.database(|conn| {
            let of_region = mails::table.filter(mails::region_id.is_not_null());
            of_region.filter(mails::kind.eq("question_answered")).count().get_result(conn)
        });
        assert_eq!(outbox, 0, "the region does not see in its mail who asked");
        assert_eq!((leaves(app, "nota.published"), leaves(app, "question.answered")), (1, 2));
        let own = logged_in(app, ASKER).await.get("/aanbieder/vragen").await.text;
        assert!(own.contains("Lees antwoord 1.1") && own.contains("Wij van De Linde"), "{own}");
    })
    .await;
}

/// The form of an answer with these questions ticked.
fn with_questions(page: &Page, action: &str, asked: &[&str]) -> crate::support::client::PageForm {
    let mut form = page.form(action);
    form.fields.retain(|(name, _)| name != "vragen");
    form.fields.extend(asked.iter().map(|id| ("vragen".to_owned(), (*id).to_owned())));
    form
}

#[actix_web::test]
async fn an_answer_is_found_by_words_however_they_are_written_and_what_is_not_there_is_told() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let one = app.ask(&world, &world.org, "Eerste?");
        app.answer(&world, &[one], "Hoe zit het met de coördinator?", "Die mag 100 % buiten de regio wonen.");
        app.answer(&world, &[], "", "De helpdesk_telefoon is dicht op 24 december.");
        app.publish_nota(&world).unwrap();
        let search = async |words: &str| {
            let encoded: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let path = format!("{}?zoek={encoded}", public(&world));
            app.visitor().get(&path).await.text
        };
        for words in ["COORDINATOR", "coördinator regio", "regio coordinátor"] {
            let page = search(words).await;
            assert!(
                page.contains("1 antwoord gevonden") && page.contains("buiten de regio"),
                "{words}: {page}"
            );
            assert!(!page.contains("24 december"), "{words}");
        }
        assert!(search("24 december").await.contains("Mededeling"));
        // A wildcard is no letter: it looks for nothing, so everything is shown.
        assert!(search("%").await.contains("2 antwoorden gevonden"));
        let nothing = search("kinderopvang").await;
        assert!(
            nothing.contains("Geen vraag of antwoord met") && nothing.contains("kinderopvang"),
            "{nothing}"
        );
        let hostile = app.visitor().get(&format!("{}?zoek=%3Cscript%3Ex", public(&world))).await.text;
        assert!(!hostile.contains("<script>x"), "{hostile}");
    })
    .await;
}

#[actix_web::test]
async fn a_text_in_which_the_asker_may_stand_is_published_only_after_somebody_looked() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let one = app.ask(&world, &world.org, "Mag Zorggroep De Linde dit?");
        app.answer(&world, &[one], "Mag Zorggroep De Linde dit?", "Ja. Bel 0522 00 00 00.");
        let team = logged_in(app, EDITOR).await;
        let page = format!("{}/publiceren", of_team(&world));
        let shown = team.get(&page).await;
        assert!(shown.text.contains("de naam van wie dit vroeg: Zorggroep De Linde"), "{}", shown.text);
        assert!(shown.text.contains("een telefoonnummer: 0522 00 00 00"), "{}", shown.text);
        let refused = publish(&team, &world).await;
        assert!(refused.status == 422 && refused.text.contains("zet dan een vinkje"), "{}", refused.text);
        assert_eq!(leaves(app, "nota.published"), 0);
        let form = team.get(&page).await.form(&page);
        assert_eq!(team.submit(&form, &[("nagekeken", "ja")]).await.status, 303);
        assert_eq!(leaves(app, "nota.published"), 1);
    })
    .await;
}

#[actix_web::test]
async fn what_is_published_stays_and_a_later_nota_corrects_it() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let item = app.answer(&world, &[], "", "De helpdesk is open op 24 december.");
        let team = logged_in(app, EDITOR).await;
        let address = format!("/beheer/vragen/antwoorden/{item}");
        let form = team.get(&address).await.form(&address);
        let stale = team.get(&format!("{}/publiceren", of_team(&world))).await;
        app.publish_nota(&world).unwrap();
        assert_eq!(team.submit(&form, &[("antwoord", "Anders.")]).await.status, 404, "it cannot be changed");
        assert_eq!(team.get(&address).await.status, 404);
        let again = stale.form(&format!("{}/publiceren", of_team(&world)));
        assert_eq!(team.submit(&again, &[]).await.status, 404, "there is nothing to publish twice");

        let later = begin(&team, &world, &[]).await;
        let page = team.get(&later).await;
        assert!(page.text.contains("Verbetert dit een eerder antwoord?"), "{}", page.text);
        let answers = [("antwoord", "De helpdesk is dicht op 24 december."), ("verbetert", item.as_str())];
        assert_eq!(team.submit(&page.form(&later), &answers).await.status, 303);
        assert_eq!(publish(&team, &world).await.status, 303);
        let read = app.visitor().get(&public(&world)).await.text;
        assert!(read.contains("Verbeterd in antwoord 2.1") && read.contains("#antwoord-1.1"), "{read}");
        let numbers: Vec<Option<i32>> =
            app.database(|conn| notas::table.order(notas::started_at).select(notas::seq).load(conn));
        assert_eq!(numbers, [Some(1), Some(2)]);
    })
    .await;
}

#[actix_web::test]
async fn a_colleague_who_changed_something_meanwhile_is_not_passed_over() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let item = app.answer(&world, &[], "", "Een mededeling.");
        let team = logged_in(app, EDITOR).await;
        let publishing = format!("{}/publiceren", of_team(&world));
        let read = team.get(&publishing).await.form(&publishing);
        let address = format!("/beheer/vragen/antwoorden/{item}");
        let (first, second) =
            (team.get(&address).await.form(&address), team.get(&address).await.form(&address));
        assert_eq!(team.submit(&first, &[("antwoord", "Een betere mededeling.")]).await.status, 303);
        assert_eq!(team.submit(&second, &[("antwoord", "Een slechtere.")]).await.status, 409);
        assert_eq!(team.submit(&read, &[]).await.status, 409, "this is not what was read");
        assert_eq!(publish(&team, &world).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn a_nota_has_a_pdf_that_says_the_same_and_is_the_same_bytes_for_everybody() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        app.answer(&world, &[], "", "Hostile \u{202e}tekst ) Tj \u{1f600}");
        app.publish_nota(&world).unwrap();
        let path = format!("{}/1/nota.pdf", public(&world));
        assert_eq!(app.visitor().get(&path).await.status, 404, "it is still being made");
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let (first, second) = (app.visitor().get(&path).await, app.visitor().get(&path).await);
        assert_eq!((first.status, first.header("content-type")), (200, "application/pdf"));
        let bytes = first.body();
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes == second.body());
        let kept: Option<String> = app.database(|conn| notas::table.select(notas::pdf_sha256).first(conn));
        assert_eq!(kept.unwrap(), Digest::of(&bytes).hex());
        assert!(app.visitor().get(&public(&world)).await.text.contains("Download nota 1 (PDF)"));
    })
    .await;
}

#[actix_web::test]
async fn another_region_and_another_aanbieder_find_nothing_of_it() {
    on_both(async |app| {
        let world = world(app);
        let far = app.world_of(MIJ, "mij.test");
        app.take_questions(&world);
        let one = app.ask(&world, &world.org, "Geheime vraag?");
        let item = app.answer(&world, std::slice::from_ref(&one), "Vraag", "Antwoord");
        let stranger = logged_in(app, "beheer@mij.test").await;
        for path in [of_team(&world), format!("/beheer/vragen/antwoorden/{item}")] {
            assert_eq!(stranger.get(&path).await.status, 404, "{path}");
        }
        assert!(!stranger.get("/beheer/vragen").await.text.contains(world.window.as_str()));
        app.publish_nota(&world).unwrap();
        let elsewhere = format!("/regio/{}/vensters/{}/nota", far.slug, world.window);
        assert_eq!(app.visitor().get(&elsewhere).await.status, 404);
        assert_eq!(app.visitor().get(&format!("{elsewhere}/1/nota.pdf")).await.status, 404);
        let other = logged_in(app, "tekenbevoegde@ander.zwd.test").await;
        assert!(!other.get("/aanbieder/vragen").await.text.contains("Geheime vraag?"));
    })
    .await;
}

#[actix_web::test]
async fn answers_that_are_late_stand_in_red_until_they_are_out() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let one = app.ask(&world, &world.org, "Wanneer?");
        let team = logged_in(app, EDITOR).await;
        assert!(!team.get("/beheer/vragen").await.text.contains("te laat"));
        app.pass(TimeDelta::days(6));
        let team = logged_in(app, EDITOR).await;
        let page = team.get("/beheer/vragen").await.text;
        assert!(page.contains("de antwoorden zijn te laat") && page.contains("Te laat"), "{page}");
        app.answer(&world, &[one], "Wanneer?", "Nu.");
        assert!(team.get(&of_team(&world)).await.text.contains("De antwoorden zijn te laat"));
        app.publish_nota(&world).unwrap();
        assert!(!team.get("/beheer/vragen").await.text.contains("te laat"));
    })
    .await;
}

#[actix_web::test]
async fn a_question_that_came_by_mail_is_written_down_and_one_that_does_not_belong_gets_a_reason() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let team = logged_in(app, EDITOR).await;
        let (home, add) = (of_team(&world), format!("{}/toevoegen", of_team(&world)));
        let form = team.get(&home).await.form(&add);
        let answers = [("onderwerp", "other"), ("vraag", "Telefonisch gesteld?")];
        let refused = team.submit(&form, &answers).await;
        assert!(
            refused.status == 422 && refused.text.contains("Schrijf op hoe en wanneer"),
            "{}",
            refused.text
        );
        let sent = team.submit(&form, &[&answers[..], &[("hoe", "telefoon, 3 januari")]].concat()).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert!(team.get(&home).await.text.contains("telefoon, 3 januari"));

        let one = app.ask(&world, &world.org, "Mag ik een offerte?");
        let decline = format!("/beheer/vragen/vraag/{one}/afwijzen");
        let form = team.get(&home).await.form(&decline);
        let refused = team.submit(&form, &[]).await;
        assert!(refused.status == 422 && refused.text.contains("href=\"#reden\""), "{}", refused.text);
        assert_eq!(team.submit(&form, &[("reden", "Dit gaat niet over de regels.")]).await.status, 303);
        assert_eq!(told(app, "question_declined"), ["zorg@example.test"]);
        let own = logged_in(app, ASKER).await.get("/aanbieder/vragen").await.text;
        assert!(own.contains("Dit gaat niet over de regels."), "{own}");
        let states: Vec<String> = app.database(|conn| {
            nota_questions::table.order(nota_questions::state).select(nota_questions::state).load(conn)
        });
        assert_eq!(states, ["asked", "declined"]);
    })
    .await;
}

#[actix_web::test]
async fn who_asked_takes_a_question_back_until_the_region_works_at_it() {
    on_both(async |app| {
        let world = world(app);
        app.take_questions(&world);
        let (one, two) = (app.ask(&world, &world.org, "Een?"), app.ask(&world, &world.org, "Twee?"));
        let client = logged_in(app, ASKER).await;
        let page = client.get("/aanbieder/vragen").await;
        let withdraw = |id: &str| page.form(&format!("/aanbieder/vragen/{id}/intrekken"));
        assert_eq!(client.submit(&withdraw(one.as_str()), &[]).await.status, 303);
        app.answer(&world, std::slice::from_ref(&two), "Twee?", "");
        let refused = client.submit(&withdraw(two.as_str()), &[]).await;
        assert!(
            refused.status == 409 && refused.text.contains("werkt al aan een antwoord"),
            "{}",
            refused.text
        );
        let half = app.publish_nota(&world).unwrap_err().to_string();
        assert!(half.contains("Bij nummer 1 staat nog geen antwoord"), "{half}");
    })
    .await;
}
