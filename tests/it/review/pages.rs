//! The same work through the pages, as people do it without JavaScript.

use diesel::prelude::*;
use openhuis::app::apply::ANYONE;
use openhuis::storage::schema::assessments;

use crate::support::on_both;
use crate::support::reviewing::Reviewing;

#[actix_web::test]
async fn the_team_works_from_the_queue_to_the_second_person_by_pages() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let queue = team.get("/beoordeling").await;
        assert_eq!(queue.status, 200);
        assert!(queue.text.contains("Zorggroep De Linde"), "{}", queue.text);
        let filtered = team.get("/beoordeling?termijn=voorbij&van=mij&q=linde").await;
        assert!(
            filtered.text.contains("Geen aanmeldingen gevonden")
                && filtered.text.contains("Wis alle filters")
        );
        let base = format!("/beoordeling/aanmeldingen/{}", one.id);
        let dossier = team.get(&base).await;
        assert_eq!(dossier.status, 200, "{}", dossier.text);
        let taken = team.submit(&dossier.form(&format!("{base}/nemen")), &[]).await;
        assert_eq!(taken.header("location"), format!("{base}#begin"));
        let code = one.dossier().lots[0].open[0].clone();
        let path = format!("{base}/eisen/{code}");
        let judging = team.get(&path).await;
        assert_eq!(judging.status, 200, "{}", judging.text);
        let empty = team.submit(&judging.form(&path), &[("oordeel", "")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("Kies of aan de eis is voldaan."));
        one.assess_all();
        let lot = one.dossier().lots[0].id.clone();
        let path = format!("{base}/voorstel/{lot}");
        let proposal = team.get(&path).await;
        let made = team.submit(&proposal.form(&path), &[("voorstel", "admit")]).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let waiting = one.app.assessor(&world.assessor);
        let waiting = app
            .database
            .read(|conn| openhuis::app::review::show::proposals(conn, &waiting, &world.scope()))
            .unwrap();
        let path = format!("/beoordeling/medelezen/{}", waiting[0].id);
        let own = team.get(&path).await;
        assert!(own.text.contains("U kunt niet ook akkoord geven"), "{}", own.text);
        // Nothing is offered; who sends the form anyway is refused.
        let mut form = own.form("/uitloggen");
        form.action = format!("{path}/akkoord");
        let refused = team.submit(&form, &[]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text.contains("Vraag een collega"), "{}", refused.text);
        let second = app.visitor();
        app.log_in(&second, "medelezer@zwd.test").await;
        let page = second.get(&path).await;
        let agreed = second.submit(&page.form(&format!("{path}/akkoord")), &[]).await;
        assert_eq!(agreed.header("location"), "/beoordeling/medelezen");
        for path in
            ["/beoordeling/medelezen", "/beoordeling/aanbieders", "/beoordeling/aanbieders?q=90001354"]
        {
            assert_eq!(second.get(path).await.status, 200, "{path}");
        }
        let provider = second.get(&format!("/beoordeling/aanbieders/{}", world.org)).await;
        assert_eq!(provider.status, 200, "{}", provider.text);
        let unknown = second.get(&format!("/beoordeling/aanbieders/{}", world.other)).await;
        assert_eq!(unknown.status, 404, "nothing of it was ever sent in here");
    })
    .await;
}

#[actix_web::test]
async fn a_request_and_its_answer_meet_on_the_same_question() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let requirement = world.scheme.requirements().iter().find(|one| one.repairable).unwrap();
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let path = format!("/beoordeling/aanmeldingen/{}/eisen/{}/herstel", one.id, requirement.code);
        let page = team.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let answers = [("soort", "incomplete"), ("onderdeel", "geheel"), ("vraag", "Wat bedoelt u hier?")];
        let asked = team.submit(&page.form(&path), &answers).await;
        assert_eq!(asked.status, 303, "{}", asked.text);
        let provider = app.visitor();
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        let inbox = provider.get("/aanbieder/berichten").await;
        assert!(inbox.text.contains("Wat bedoelt u hier?"), "{}", inbox.text);
        assert!(!inbox.text.contains("beoordelaar@"), "the aanbieder never reads who of the team wrote");
        let request = one.dossier().requests[0].id.clone();
        let path = format!("/aanbieder/aanmeldingen/{}/herstel/{request}", one.id);
        let start = provider.get("/aanbieder").await;
        assert!(start.text.contains(&path) && start.text.contains("Geef antwoord "), "{}", start.text);
        let followed = provider.get(&format!("/aanbieder/aanmeldingen/{}/volgen", one.id)).await.text;
        assert!(
            followed.contains(&path) && followed.contains("Wacht op u"),
            "it is said to who must answer: {followed}"
        );
        assert!(!followed.contains("Wacht op aanbieder"), "{followed}");
        let page = provider.get(&path).await;
        assert!(page.text.contains("Wat bedoelt u hier?"));
        let empty = provider.submit(&page.form(&path), &[("antwoord", " ")]).await;
        assert_eq!(empty.status, 422);
        let page = provider.get(&path).await;
        let done = provider.submit(&page.form(&path), &[("antwoord", "Wij bedoelen dit.")]).await;
        assert_eq!(done.header("location"), path);
        assert!(provider.get(&path).await.text.contains("U hebt geantwoord"));
        assert!(!provider.get("/aanbieder").await.text.contains("Geef antwoord"), "nothing waits any more");
        let read_only = app.visitor();
        app.log_in(&read_only, "lezer@zorg.zwd.test").await;
        assert_eq!(read_only.get(&path).await.status, 200);
        let other = app.visitor();
        app.log_in(&other, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&path).await.status, 404);
        let dossier = team.get(&format!("/beoordeling/aanmeldingen/{}", one.id)).await;
        assert!(dossier.text.contains("Wij bedoelen dit."));
    })
    .await;
}

#[actix_web::test]
async fn each_look_into_a_dossier_is_noted_once_an_hour() {
    use chrono::TimeDelta;
    use openhuis::storage::schema::audit_index;
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let team = app.visitor();
        app.log_in(&team, "medelezer@zwd.test").await;
        let path = format!("/beoordeling/aanmeldingen/{}", one.id);
        let views = || -> i64 {
            app.database(|conn| {
                audit_index::table.filter(audit_index::event.eq("dossier.viewed")).count().get_result(conn)
            })
        };
        team.get(&path).await;
        team.get(&path).await;
        assert_eq!(views(), 1);
        app.pass(TimeDelta::minutes(20));
        team.get(&path).await;
        app.pass(TimeDelta::minutes(20));
        team.get(&path).await;
        app.pass(TimeDelta::minutes(21));
        team.get(&path).await;
        assert_eq!(views(), 2);
    })
    .await;
}

#[actix_web::test]
async fn who_is_not_verified_is_not_taken_and_the_page_leads_to_the_registration() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        app.claim(&world, "unverified");
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let base = format!("/beoordeling/aanmeldingen/{}", one.id);
        let page = team.get(&base).await;
        assert!(page.text.contains("nog niet geverifieerd"), "{}", page.text);
        assert!(page.text.contains(&format!("href=\"/beoordeling/registraties/{}\"", world.org)));
        assert!(!page.text.contains("In behandeling nemen"));
        let version = one.version().to_string();
        let any = page.form(&format!("{base}/berichten"));
        let forced = crate::support::client::PageForm { action: format!("{base}/nemen"), ..any };
        let refused = team.submit(&forced, &[("version", &version)]).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(one.dossier().head.state, "submitted");
    })
    .await;
}

#[actix_web::test]
async fn each_look_at_a_registration_or_an_aanbieder_is_noted_once_an_hour() {
    use chrono::TimeDelta;
    use openhuis::storage::schema::audit_index;
    on_both(async |app| {
        let world = app.world();
        drop(app.reviewing(&world));
        let team = app.visitor();
        app.log_in(&team, "medelezer@zwd.test").await;
        let views = || -> i64 {
            app.database(|conn| {
                audit_index::table
                    .filter(audit_index::event.eq("organisation.viewed"))
                    .count()
                    .get_result(conn)
            })
        };
        for path in ["registraties", "aanbieders", "registraties"] {
            assert_eq!(team.get(&format!("/beoordeling/{path}/{}", world.org)).await.status, 200);
        }
        assert_eq!(views(), 1);
        app.pass(TimeDelta::minutes(29));
        team.get("/beoordeling").await;
        app.pass(TimeDelta::minutes(29));
        team.get("/beoordeling").await;
        app.pass(TimeDelta::minutes(3));
        team.get(&format!("/beoordeling/registraties/{}", world.org)).await;
        assert_eq!(views(), 2);
    })
    .await;
}

#[actix_web::test]
async fn who_chooses_no_lot_judges_every_lot() {
    on_both(async |app| {
        let world = app.world();
        let applicant = app.applicant(&world);
        let lots = applicant.open_lots();
        applicant.choose(&lots[..2]).unwrap();
        for (lot, _) in &lots[..2] {
            applicant.places(lot, ANYONE, "12").unwrap();
        }
        applicant.answer("veroordeling", "nee").unwrap();
        applicant.accept_all();
        applicant.submit().unwrap();
        app.claim(&world, "verified");
        let one = Reviewing { app, world: &world, id: applicant.id.clone() };
        one.take(&world.assessor).unwrap();
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let code = one.dossier().lots[0].open[0].clone();
        let path = format!("/beoordeling/aanmeldingen/{}/eisen/{code}", one.id);
        let page = team.get(&path).await;
        let points = one.judged(&code, true).points;
        let points: Vec<(String, String)> =
            points.into_iter().map(|(point, answer)| (format!("toetspunt.{point}"), answer)).collect();
        let mut answers = vec![("oordeel", "met"), ("motivering", "Gezien in de stukken.")];
        answers.extend(points.iter().map(|(point, answer)| (point.as_str(), answer.as_str())));
        let kept = team.submit(&page.form(&path), &answers).await;
        assert_eq!(kept.status, 303, "{}", kept.text);
        let about: Vec<Option<String>> =
            app.database(|conn| assessments::table.select(assessments::lot_application_id).load(conn));
        assert_eq!(about, [None]);
    })
    .await;
}

#[actix_web::test]
async fn a_question_and_its_answer_reach_the_other_side_and_the_answer_is_told_by_mail() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let (provider, team) = (app.visitor(), app.visitor());
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let form = provider.get("/aanbieder/berichten").await.form("/aanbieder/berichten");
        let id = one.id.to_string();
        assert_eq!(provider.submit(&form, &[("aanmelding", &id), ("bericht", " ")]).await.status, 422);
        let asked =
            provider.submit(&form, &[("aanmelding", &id), ("bericht", "Mag dit ook in maart?")]).await;
        assert_eq!(asked.status, 303, "{}", asked.text);
        let base = format!("/beoordeling/aanmeldingen/{}", one.id);
        let dossier = team.get(&base).await;
        assert!(dossier.text.contains("Mag dit ook in maart?"), "{}", dossier.text);
        app.pass(chrono::TimeDelta::minutes(1));
        let answer = dossier.form(&format!("{base}/berichten"));
        assert_eq!(team.submit(&answer, &[("bericht", "Ja, dat mag.")]).await.status, 303);
        let inbox = provider.get("/aanbieder/berichten").await.text;
        assert!(inbox.contains("Ja, dat mag.") && inbox.contains("Mag dit ook in maart?"), "{inbox}");
        let mail = app.last_mail_to(&world_mail(app, &world.org));
        assert_eq!(mail.kind, "message_waiting");
        assert!(!mail.body.contains("Ja, dat mag."), "what it says stays in the portal");
        let other = app.visitor();
        app.log_in(&other, "tekenbevoegde@ander.zwd.test").await;
        let page = other.get("/aanbieder/berichten").await;
        assert!(!page.text.contains("Ja, dat mag."));
        let forged = provider.get("/aanbieder/berichten").await.form("/aanbieder/berichten");
        let theirs = crate::support::client::PageForm {
            fields: forged.fields.into_iter().filter(|(name, _)| name != "_csrf").collect(),
            ..forged
        };
        assert_eq!(other.submit(&theirs, &[("aanmelding", &id), ("bericht", "x")]).await.status, 403);
    })
    .await;
}

/// The address of an organisation for messages.
fn world_mail(app: &crate::support::TestApp, org: &openhuis::domain::ids::OrgId) -> String {
    use diesel::prelude::*;
    use openhuis::storage::schema::organisations;
    app.database(|conn| organisations::table.find(org.as_str()).select(organisations::email).first(conn))
}
