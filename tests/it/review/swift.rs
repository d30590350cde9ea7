//! Assessing with few steps: agreeing with the toetspunten, going on with what waits, taking over, and all lots at once.

use chrono::NaiveDate;
use diesel::prelude::*;
use openhuis::app::Error;
use openhuis::app::apply::ANYONE;
use openhuis::app::review::{self, Judged};
use openhuis::domain::ids::Id;
use openhuis::storage::schema::{assessments, decisions};

use crate::support::TestApp;
use crate::support::on_both;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;

const PLAN: &str = "BEO-01";

/// Sent in for a few lots with every bewijsstuk, so that a requirement waits for a person.
fn proved<'a>(app: &'a TestApp, world: &'a World, lots: usize) -> Reviewing<'a> {
    let draft = app.applicant(world);
    draft.fill_in();
    let open = draft.open_lots();
    draft.choose(&open[..lots]).unwrap();
    for (lot, _) in &open[1..lots] {
        draft.places(lot, ANYONE, "3").unwrap();
    }
    let issued: NaiveDate = app.clock.now().date_naive() - chrono::TimeDelta::days(10);
    draft.prove(issued);
    draft.submit().unwrap();
    app.claim(world, "verified");
    let one = Reviewing { app, world, id: draft.id.clone() };
    one.take(&world.assessor).unwrap();
    one
}

fn agreed(one: &Reviewing<'_>) -> Judged {
    Judged { agrees: true, outcome: String::new(), motivation: String::new(), ..one.judged(PLAN, true) }
}

fn fields(refused: openhuis::app::Result<()>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn who_agrees_gives_the_answers_on_the_toetspunten_as_the_motivation() {
    on_both(async |app| {
        let world = app.world();
        let one = proved(app, &world, 1);
        let contrary = Judged { outcome: "not_met".to_owned(), reason: "AFW-03".to_owned(), ..agreed(&one) };
        assert_eq!(fields(one.assess(&contrary)), ["oordeel"], "agreeing and saying no is a mistake");
        let no = agreed(&one).points.into_iter().map(|(code, _)| (code, "nee".to_owned())).collect();
        let against = Judged { points: no, ..agreed(&one) };
        assert_eq!(fields(one.assess(&against)), ["oordeel"], "the toetspunten say no");
        one.assess(&agreed(&one)).unwrap();
        let said = one.judging(PLAN, None).unwrap().said;
        assert_eq!(said[0].outcome, "met");
        assert!(said[0].motivation.starts_with("Volgens de toetspunten is aan de eis voldaan."), "{said:?}");
        let question = one.judging(PLAN, None).unwrap().points[0].question.clone();
        assert!(said[0].motivation.contains(&format!("{question} Ja.")), "{said:?}");
    })
    .await;
}

#[actix_web::test]
async fn without_toetspunten_agreeing_needs_a_motivation_all_the_same() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let open = one.dossier().lots[0].open.clone();
        let code = open.iter().find(|code| one.judging(code, None).unwrap().points.is_empty()).unwrap();
        let agreed = Judged { agrees: true, motivation: String::new(), ..one.judged(code, true) };
        assert_eq!(fields(one.assess(&agreed)), ["motivering"]);
    })
    .await;
}

#[actix_web::test]
async fn after_a_judgement_the_page_goes_on_with_the_next_requirement_that_waits_and_at_last_to_the_proposals()
 {
    on_both(async |app| {
        let world = app.world();
        let one = proved(app, &world, 2);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let base = format!("/beoordeling/aanmeldingen/{}", one.id);
        let dossier = one.dossier();
        let mut waiting = dossier.left;
        let mut at = format!("{base}/eisen/{}#oordeel-geven", dossier.next.unwrap().code);
        let mut seen = Vec::new();
        while at.contains("/eisen/") {
            let path = at.split('#').next().unwrap().to_owned();
            assert!(at.ends_with("#oordeel-geven") && !seen.contains(&path), "{at} comes once, at the form");
            let page = team.get(&path).await;
            assert!(page.text.contains("id=\"oordeel-geven\" tabindex=\"-1\""), "{}", page.text);
            let told = if waiting == 1 { "Nog 1 eis ".to_owned() } else { format!("Nog {waiting} eisen ") };
            assert!(page.text.contains(&told), "{told}: {}", page.text);
            let code = path.rsplit('/').next().unwrap();
            let points: Vec<(String, String)> = one
                .judged(code, true)
                .points
                .into_iter()
                .map(|(point, yes)| (format!("toetspunt.{point}"), yes))
                .collect();
            let mut answers: Vec<(&str, &str)> =
                points.iter().map(|(name, yes)| (name.as_str(), yes.as_str())).collect();
            if points.is_empty() {
                answers.extend([("oordeel", "met"), ("motivering", "Gezien."), ("actie", "opslaan")]);
            } else {
                answers.push(("actie", "akkoord"));
            }
            let done = team.submit(&page.form(&path), &answers).await;
            assert_eq!(done.status, 303, "{}", done.text);
            app.pass(chrono::TimeDelta::minutes(1));
            at = done.header("location").to_owned();
            seen.push(path);
            waiting -= 1;
        }
        assert_eq!((waiting, at), (0, format!("{base}#voorstellen")));
        let page = team.get(&base).await;
        let lots = one.dossier().lots;
        assert!(page.text.contains("Alle eisen zijn beoordeeld") && lots.iter().all(|lot| lot.can_admit));
        let form = page.form(&format!("{base}/voorstellen"));
        let done = team.submit(&form, &[("kavel", &lots[0].id), ("kavel", &lots[1].id)]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let proposed: i64 = app.database(|conn| decisions::table.count().get_result(conn));
        assert_eq!((proposed, one.dossier().head.state), (2, "assessed"));
    })
    .await;
}

#[actix_web::test]
async fn proposing_for_all_is_for_all_or_for_none_and_only_what_was_judged() {
    on_both(async |app| {
        let world = app.world();
        let one = proved(app, &world, 2);
        let (ctx, scope) = (app.assessor(&world.assessor), world.scope());
        let lots: Vec<_> = one.dossier().lots.iter().map(|lot| Id::parse(&lot.id).unwrap()).collect();
        let admit = |lots: &[_], seen| {
            app.database.write(|conn| review::admit_all(conn, &ctx, &scope, &one.id, (lots, seen)))
        };
        assert!(matches!(admit(&lots, one.version()), Err(Error::Refused(_))), "nothing is judged yet");
        assert_eq!(fields(admit(&[], one.version())), ["voorstel"]);
        one.assess_all();
        let against = Judged { lot: Some(lots[1].clone()), ..one.judged(PLAN, false) };
        app.pass(chrono::TimeDelta::minutes(1));
        one.assess(&against).unwrap();
        let can: Vec<bool> = one.dossier().lots.iter().map(|lot| lot.can_admit).collect();
        assert_eq!(can, [true, false]);
        assert!(matches!(admit(&lots, one.version()), Err(Error::Refused(_))));
        let proposed: i64 = app.database(|conn| decisions::table.count().get_result(conn));
        assert_eq!(proposed, 0, "not for the first one either");
        assert!(matches!(admit(&lots[..1], one.version() - 1), Err(Error::Stale)));
        admit(&lots[..1], one.version()).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn the_form_shows_the_approved_text_and_how_the_letter_would_read_and_saves_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = proved(app, &world, 1);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let path = format!("/beoordeling/aanmeldingen/{}/eisen/{PLAN}", one.id);
        let page = team.get(&path).await;
        let standard = world.scheme.reasons().iter().find(|one| one.code == "AFW-03").unwrap();
        let answers = [("oordeel", "not_met"), ("reden", "AFW-03"), ("actie", "voorbeeld")];
        let shown = team.submit(&page.form(&path), &answers).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(
            shown.text.contains("Zo staat het in de brief") && shown.text.contains(&format!("Eis {PLAN}:"))
        );
        assert!(shown.text.contains(&format!(">\n{}</textarea>", standard.text)), "the text to begin with");
        let own = [("motivering", "Het plan noemt de <b>buurt</b> niet."), ("actie", "voorbeeld")];
        let shown = team.submit(&page.form(&path), &[&answers[..2], &own].concat()).await;
        assert!(shown.text.matches("Het plan noemt de &lt;b&gt;buurt&lt;").count() >= 2, "{}", shown.text);
        let said: i64 = app.database(|conn| assessments::table.count().get_result(conn));
        assert_eq!(said, 0);
    })
    .await;
}

#[actix_web::test]
async fn a_note_for_colleagues_stands_beside_the_judgement_and_in_nothing_that_goes_out() {
    const NOTE: &str = "Alleen voor ons: vorige keer ging dit ook mis.";
    on_both(async |app| {
        let world = app.world();
        let one = proved(app, &world, 1);
        one.assess_all();
        app.pass(chrono::TimeDelta::minutes(1));
        let against = Judged { note: NOTE.to_owned(), ..one.judged(PLAN, false) };
        one.assess(&against).unwrap();
        assert_eq!(one.judging(PLAN, None).unwrap().said[0].note, NOTE);
        one.propose("refuse").unwrap();
        let (reasons, note): (String, String) = app.database(|conn| {
            decisions::table
                .select((diesel::dsl::sql::<diesel::sql_types::Text>("reasons_json"), decisions::note))
                .first(conn)
        });
        assert!(
            reasons.contains("Gezien in de stukken")
                && !reasons.contains("Alleen voor ons")
                && note.is_empty()
        );
        let told = app.database.read(|conn| {
            let ctx = app.assessor(&world.assessor);
            review::show::preview(conn, &ctx, &world.scope(), &one.id, (PLAN, None, &against.motivation))
        });
        assert!(told.unwrap().rows.iter().all(|(_, text)| !text.contains("Alleen voor ons")));
    })
    .await;
}

#[actix_web::test]
async fn what_was_said_in_another_application_is_shown_and_taken_over_with_where_it_comes_from() {
    on_both(async |app| {
        let world = app.world();
        let first = proved(app, &world, 1);
        first.assess(&first.judged(PLAN, true)).unwrap();
        let earlier: String = app.database(|conn| assessments::table.select(assessments::id).first(conn));
        let next = app.next_window(&world);
        let again = app.applicant(&next);
        let lots = again.open_lots();
        again.choose(&lots[..1]).unwrap();
        again.places(&lots[0].0, ANYONE, "4").unwrap();
        again.accept_all();
        again.reaffirm(true, true).unwrap();
        again.submit().unwrap();
        let second = Reviewing { app, world: &next, id: again.id.clone() };
        second.take(&next.assessor).unwrap();
        let judging = second.judging(PLAN, None).unwrap();
        let seen = &judging.earlier[0];
        assert_eq!((seen.id.as_str(), seen.basis, seen.outcome), (earlier.as_str(), "same", "met"));
        assert_eq!(seen.number, first.dossier().head.number);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let path = format!("/beoordeling/aanmeldingen/{}/eisen/{PLAN}", second.id);
        assert!(team.get(&path).await.text.contains(&format!("?over={earlier}#oordeel-geven")));
        let filled = team.get(&format!("{path}?over={earlier}")).await;
        assert!(filled.text.contains("Overgenomen uit een eerder oordeel"), "{}", filled.text);
        let done = team.submit(&filled.form(&path), &[("actie", "opslaan")]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let said = second.judging(PLAN, None).unwrap().said;
        assert_eq!(
            (said[0].copied_from.as_str(), said[0].motivation.as_str()),
            (seen.number.as_str(), "Gezien in de stukken.")
        );
        let nothing = Id::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
        let foreign = Judged { copied_from: Some(nothing), ..second.judged(PLAN, true) };
        assert!(
            matches!(second.assess(&foreign), Err(Error::NotFound)),
            "only what was said of this aanbieder"
        );
    })
    .await;
}
