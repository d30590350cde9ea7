//! Zienswijzen: nobody is refused on something it did not give without having been heard about it.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::{Error, review};
use openhuis::domain::ids::{DecisionId, HearingId, Id};
use openhuis::domain::letter::LetterKind;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{decisions, hearing_decisions, hearings, letters};
use openhuis::storage::types::{AsText, stored};

use crate::support::reviewing::Reviewing;
use crate::support::{TestApp, on_both};

fn proposal(app: &TestApp) -> DecisionId {
    let id: String =
        app.database(|conn| decisions::table.order(decisions::seq.desc()).select(decisions::id).first(conn));
    Id::parse(&id).unwrap()
}

fn intentions(app: &TestApp) -> Vec<LetterRow> {
    app.database(|conn| {
        letters::table
            .filter(letters::kind.eq(AsText(LetterKind::Intention)))
            .select(LetterRow::as_select())
            .load(conn)
    })
}

fn refused(done: openhuis::app::Result<()>, because: &str) {
    match done {
        Err(Error::Refused(why)) => assert!(why.contains(because), "{why}"),
        other => panic!("{other:?}"),
    }
}

/// The moment after the term.
fn let_pass(app: &TestApp, hearing: &HearingId) {
    let due: Option<chrono::NaiveDateTime> =
        app.database(|conn| hearings::table.find(hearing.as_str()).select(hearings::due_at).first(conn));
    app.pass(due.unwrap() - stored(app.clock.now()));
}

#[actix_web::test]
async fn a_refusal_on_what_the_aanbieder_did_not_give_waits_until_it_was_heard() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let hearing = one.intended();
        let letter = format!("{:?}", intentions(app).pop().unwrap().content_json.0);
        assert!(letter.contains("In het register staat iets anders."), "the letter says what it rests on");
        let agree = || one.agree(&world.countersigner, &proposal(app));
        refused(agree(), "kan nog een zienswijze geven");
        one.give(&hearing, "Het register is inmiddels verbeterd.").unwrap();
        refused(one.give(&hearing, "En nog iets."), "al gegeven");
        refused(agree(), "schrijft eerst wat de regio daarvan vindt");
        let ctx = app.assessor(&world.countersigner);
        let other =
            app.database.write(|conn| review::weigh(conn, &ctx, &world.scope(), (&one.id, &hearing), "Nee."));
        assert!(matches!(other, Err(Error::Refused(_))), "who handles it weighs it");
        assert!(matches!(one.weigh(&hearing, " "), Err(Error::Invalid(_))));
        one.weigh(&hearing, "Op de peildatum was dat nog niet zo.").unwrap();
        agree().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn who_lets_the_term_pass_was_heard_and_is_too_late_after_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let hearing = one.intended();
        let_pass(app, &hearing);
        refused(one.give(&hearing, "Wacht."), "geen zienswijze meer geven");
        one.agree(&world.countersigner, &proposal(app)).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn who_was_heard_about_the_same_is_not_asked_again() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let hearing = one.intended();
        one.give(&hearing, "Het register is verbeterd.").unwrap();
        one.weigh(&hearing, "Nog niet op de peildatum.").unwrap();
        let ctx = app.assessor(&world.countersigner);
        let first = proposal(app);
        let back = |conn: &mut _| {
            review::send_back(conn, &ctx, &world.scope(), &first, "Schrijf de motivering korter.")
        };
        app.database.write(back).unwrap();
        app.pass(TimeDelta::minutes(1));
        let second = one.propose("refuse").unwrap();
        assert_eq!(intentions(app).len(), 1);
        let about: Vec<String> = app.database(|conn| {
            hearing_decisions::table.select(hearing_decisions::hearing_id).distinct().load(conn)
        });
        assert_eq!(about, [hearing.to_string()]);
        one.agree(&world.countersigner, &second).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn against_what_the_rules_find_it_must_be_said_what_is_known() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let judged = one.judged(&one.met_by_the_rules(), false);
        let silent = review::Judged { differs: String::new(), ..judged };
        match one.assess(&silent) {
            Err(Error::Invalid(mistakes)) => assert_eq!(mistakes[0].field, "afwijkend"),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[actix_web::test]
async fn a_refusal_on_what_the_aanbieder_gave_itself_needs_no_hearing() {
    on_both(async |app| {
        let world = app.world();
        let one: Reviewing<'_> = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let code = one.dossier().lots[0].open[0].clone();
        one.assess_all();
        app.pass(TimeDelta::minutes(1));
        one.assess(&one.judged(&code, false)).unwrap();
        let decision = one.propose("refuse").unwrap();
        assert!(one.dossier().hearings.is_empty() && intentions(app).is_empty());
        one.agree(&world.countersigner, &decision).unwrap();
    })
    .await;
}
