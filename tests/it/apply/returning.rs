//! Coming back in a next window: everything that still holds comes along, only what is stale or new is asked, and one confirmation is enough.

use diesel::prelude::*;
use openhuis::app::apply::{self, AnswerTurn, Saved};
use openhuis::app::{Error, access};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::last_time::{Again, LotTurn};
use openhuis::domain::application::member::Task;
use openhuis::domain::policy_code::LotKey;
use openhuis::domain::rules::EvidenceState;
use openhuis::domain::windows::{LotState, NoEntry};
use openhuis::storage::calendar::{self, LotStateRow};
use openhuis::storage::schema::{audit_index, draft_answers, facts};
use openhuis::storage::types::{AsText, stored};

use crate::support::applying::Applicant;
use crate::support::client::Client;
use crate::support::together::SECRET;
use crate::support::world::{World, ZWD};
use crate::support::{TestApp, on_both};

/// An application with answers and bewijsstukken of a day, sent in and decided: admitted in two lots, refused in the last one.
fn decided(app: &TestApp, world: &World, issued_on: &str) {
    decided_with(app, world, issued_on, &[]);
}

fn decided_with(app: &TestApp, world: &World, issued_on: &str, answers: &[(&str, &str)]) {
    let before = |one: &Applicant<'_>| {
        let usual = [("medewerkers", "48"), ("polis_einddatum", "30-6-2030")];
        for (code, typed) in usual.iter().chain(answers) {
            one.answer(code, typed).unwrap();
        }
        one.prove(issued_on.parse().unwrap());
    };
    app.deciding_with(world, before).sign_all();
}

/// What is chosen, with places.
fn chosen(one: &Applicant<'_>) -> Vec<apply::LotDraft> {
    one.app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap()
}

/// A gemeente stops buying what a lot is about.
fn stop_buying(app: &TestApp, world: &World, lot: &LotKey) {
    let now = app.clock.now();
    let row = LotStateRow {
        id: app.source.id::<()>(now).to_string(),
        region_id: world.region.to_string(),
        procedure_id: world.procedure.to_string(),
        product_group: lot.group.to_string(),
        gemeente: lot.gemeente.to_string(),
        state: AsText(LotState::NotBought),
        effective_from: stored(now),
        motivation: "De gemeente stopt ermee.".to_owned(),
        review_on: None,
        figures_json: None,
        decided_by: world.admin.to_string(),
        confirmed_by: world.signer.to_string(),
        decided_at: stored(now),
    };
    app.database(|conn| calendar::insert_lot_state(conn, &row));
}

fn leaves(app: &TestApp) -> i64 {
    app.database(|conn| {
        audit_index::table.filter(audit_index::event.eq("application.reaffirmed")).count().get_result(conn)
    })
}

async fn somebody(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303);
    client
}

#[actix_web::test]
async fn who_returns_with_nothing_changed_confirms_once_and_sends_in() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let client = somebody(app, "tekenbevoegde@zorg.zwd.test").await;
        let list = client.get("/aanbieder/aanmeldingen").await;
        let begun = client.submit(&list.form("/aanbieder/aanmeldingen"), &[]).await;
        let here = begun.header("location").to_owned();
        assert!(here.ends_with("/vorige-keer"), "{here}");
        let one = app.applicant(&world);
        let lots = chosen(&one);
        assert!(matches!(&lots[..], [lot] if lot.places[apply::ANYONE] == "12"), "where it is not admitted: {lots:?}");
        assert_eq!((one.asked(), one.lacking()), (vec![], vec![]));
        let page = client.get(&here).await;
        for part in ["ZWD-2026-00001", "Er is niets nieuw of verlopen", "(12 plaatsen)", "48", "Van 22 november 2026, uw eigen opgave",
            "kvk_uittreksel 2026-11-20.pdf", "Dezelfde versie als vorige keer", "hetzelfde als vorige keer"] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        let ticks = [("verklaringen", "ja"), ("documenten", "ja")];
        let done = client.submit(&page.form(&here), &ticks).await;
        let send = here.replace("vorige-keer", "indienen");
        assert_eq!((done.status, done.header("location")), (303, send.as_str()), "{}", done.text);
        let page = client.get(&send).await;
        let sent = client.submit(&page.form(&send), &[("verklaring", "ja")]).await;
        assert!(sent.header("location").ends_with("/ontvangst"), "{}", sent.text);
        let said: Vec<(chrono::NaiveDate, Option<String>)> = app.database(|conn| {
            facts::table
                .filter(facts::code.eq("medewerkers"))
                .order(facts::recorded_at)
                .select((facts::as_of, facts::supersedes))
                .load(conn)
        });
        assert!(
            matches!(&said[..], [(then, None), (now, Some(_))] if then.to_string() == "2026-11-22" && now.to_string() == "2027-01-17"),
            "a fact of today that replaces the earlier one: {said:?}"
        );
    })
    .await;
}

#[actix_web::test]
async fn of_evidence_only_what_is_too_old_is_asked_and_what_is_newer_in_the_vault_comes_instead() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-06-15");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        let lacking = one.lacking();
        assert!(lacking.contains(&"kvk_uittreksel".to_owned()), "six months have passed: {lacking:?}");
        assert!(!lacking.contains(&"jaarrekening".to_owned()), "{lacking:?}");
        let since = one.since().unwrap();
        let (_, stale) =
            since.evidence.iter().find(|(kind, _)| kind.def.code.as_str() == "kvk_uittreksel").unwrap();
        assert!(matches!(stale, Some(EvidenceState::TooOld { .. })), "{stale:?}");
        assert_eq!(one.asked(), Vec::<String>::new());
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let page = client.get(&format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id)).await;
        assert!(
            page.text.contains("Dit moet u nog invullen")
                && page.text.contains("u had een stuk van 15 juni 2026")
        );

        one.prove("2027-01-10".parse().unwrap());
        one.reaffirm(true, true).unwrap();
        one.submit().unwrap();
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        assert_eq!(one.lacking(), Vec::<String>::new(), "what was added last time goes along");
    })
    .await;
}

#[actix_web::test]
async fn of_questions_only_the_one_with_other_words_is_asked() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let source = ZWD.replace(
            "vraag: Hoeveel mensen verlenen bij u zorg of ondersteuning?",
            "vraag: Hoeveel mensen werken bij u?",
        );
        let version = app.scheme_version(&world, source);
        let world = app.next_window_of(&world, &version);
        let one = app.applicant(&world);
        assert_eq!(one.asked(), ["medewerkers"]);
        let since = one.since().unwrap();
        let asked = since.answers.iter().find(|one| one.def.code.as_str() == "medewerkers").unwrap();
        assert_eq!((&asked.turn, &asked.saved), (&AnswerTurn::Again(Again::Reworded), &None));
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let page = client.get(&format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id)).await;
        for part in [
            "Hoeveel mensen werken bij u?",
            "De vraag is veranderd. Vorige keer antwoordde u: 48.",
            "Gewijzigd",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        one.answer("medewerkers", "50").unwrap();
        one.reaffirm(true, true).unwrap();
        assert!(one.since().unwrap().is_done());
    })
    .await;
}

#[actix_web::test]
async fn an_answer_that_time_has_passed_by_is_asked_again() {
    on_both(async |app| {
        let world = app.world();
        decided_with(app, &world, "2026-11-20", &[("polis_einddatum", "15-5-2027")]);
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        assert_eq!(
            one.asked(),
            ["polis_einddatum"],
            "the policy ends before admissions start in this window"
        );
        let since = one.since().unwrap();
        let asked = since.answers.iter().find(|one| one.def.code.as_str() == "polis_einddatum").unwrap();
        assert_eq!(asked.turn, AnswerTurn::Again(Again::Outdated));
    })
    .await;
}

#[actix_web::test]
async fn lots_that_are_not_offered_or_in_which_one_is_admitted_are_said_and_not_chosen() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        let turns = || -> Vec<LotTurn> { one.since().unwrap().lots.iter().map(|one| one.turn).collect() };
        let count = |turn| turns().into_iter().filter(|one| *one == turn).count();
        assert_eq!((count(LotTurn::Admitted), count(LotTurn::Chosen)), (2, 1));
        let lot = chosen(&one)[0].key();
        stop_buying(app, &world, &lot);
        let (ctx, seen) = (app.as_provider(ProviderRole::Beheerder), one.version());
        app.database.write(|conn| apply::withdraw(conn, &ctx, &world.org_scope(), &one.id, seen)).unwrap();
        let one = app.applicant(&world);
        assert!(chosen(&one).is_empty());
        let client = somebody(app, "lezer@zorg.zwd.test").await;
        let page = client.get(&format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id)).await;
        for part in ["U bent hier al toegelaten. Dat blijft zo.", "Productgroepen en gemeenten kiezen"] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        let why = openhuis::domain::words::refusals::InDutch::in_dutch(&NoEntry::NotBought);
        assert!(page.text.contains(&why), "{why}: {}", page.text);
        assert!(!page.text.contains("Dit klopt nog"), "who only reads confirms nothing");
    })
    .await;
}

#[actix_web::test]
async fn a_lot_that_nobody_decided_on_yet_is_not_chosen_twice() {
    on_both(async |app| {
        let world = app.world();
        let first = app.applicant(&world);
        first.fill_in();
        first.submit().unwrap();
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        assert!(chosen(&one).is_empty());
        assert!(one.since().unwrap().lots.iter().all(|one| one.turn == LotTurn::Undecided));
    })
    .await;
}

#[actix_web::test]
async fn confirming_twice_changes_nothing() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        one.reaffirm(true, true).unwrap();
        let after = (one.version(), leaves(app));
        one.reaffirm(true, true).unwrap();
        assert_eq!((one.version(), leaves(app)), after);
        assert_eq!(after.1, 1, "one leaf");
    })
    .await;
}

#[actix_web::test]
async fn a_declaration_about_exclusion_is_never_given_silently() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        one.reaffirm(false, true).unwrap();
        let since = one.since().unwrap();
        assert_eq!((since.carried(true).count(), since.carried(false).count()), (1, 0));
        let refused = one.submit();
        assert!(
            matches!(&refused, Err(Error::Invalid(found)) if found.iter().any(|one| one.field == "vraag:veroordeling")),
            "{refused:?}"
        );
        one.reaffirm(true, false).unwrap();
        one.submit().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn without_the_ticks_the_rest_is_saved_and_the_page_says_what_is_left() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let here = format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id);
        let form = client.get(&here).await.form(&here);
        let saved = client.submit(&form, &[]).await;
        assert_eq!((saved.status, saved.header("location")), (303, here.as_str()), "{}", saved.text);
        let page = client.get(&here).await;
        assert!(page.text.contains("name=\"verklaringen\"") && page.text.contains("name=\"documenten\""));
        assert!(page.text.contains("Bevestigd"), "{}", page.text);
        let tasks = client.get(&here.replace("/vorige-keer", "")).await;
        assert!(tasks.text.contains("1 antwoord nog bevestigen"), "{}", tasks.text);
    })
    .await;
}

#[actix_web::test]
async fn a_first_application_and_somebody_else_find_no_such_page() {
    on_both(async |app| {
        let world = app.world();
        let first = app.applicant(&world);
        first.fill_in();
        first.submit().unwrap();
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let path = |one: &Applicant<'_>| format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id);
        assert_eq!(client.get(&path(&first)).await.status, 404);
        let tasks = client.get(&format!("/aanbieder/aanmeldingen/{}", first.id)).await;
        assert!(!tasks.text.contains("Vorige keer") && !tasks.text.contains("vorige-keer"), "{}", tasks.text);
        let world = app.next_window(&world);
        let again = app.applicant(&world);
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        assert_eq!(client.get(&path(&again)).await.status, 200);
        let other = somebody(app, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&path(&again)).await.status, 404);
        let scope = access::for_system_org(world.other.clone());
        let ctx = app.as_provider(ProviderRole::Tekenbevoegde);
        let newcomer = app.database.write(|conn| apply::start(conn, &ctx, &scope, &world.window)).unwrap();
        assert_eq!(other.get(&format!("/aanbieder/aanmeldingen/{newcomer}/vorige-keer")).await.status, 404);
        let rows: i64 = app.database(|conn| {
            draft_answers::table
                .filter(draft_answers::application_id.eq(newcomer.as_str()))
                .count()
                .get_result(conn)
        });
        assert_eq!(rows, 0, "a newcomer begins with nothing");
    })
    .await;
}

#[actix_web::test]
async fn of_a_combinatie_only_the_own_part_comes_along_and_the_others_are_named() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuiszorg Samen", Task::Partner);
        partner.convicted();
        partner.fill_in();
        partner.sign().unwrap();
        one.submit().unwrap();
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        let since = one.since().unwrap();
        assert!(since.misses_members() && !since.is_done());
        assert!(since.answers.iter().all(|one| !format!("{:?}", one.saved).contains(SECRET)));
        let client = somebody(app, "invuller@zorg.zwd.test").await;
        let page = client.get(&format!("/aanbieder/aanmeldingen/{}/vorige-keer", one.id)).await;
        assert!(
            page.text.contains("Thuiszorg Samen") && page.text.contains("Nodig hen dan opnieuw uit"),
            "{}",
            page.text
        );
        assert!(!page.text.contains(SECRET));
    })
    .await;
}

#[actix_web::test]
async fn what_came_along_can_be_answered_otherwise_and_is_then_no_longer_of_last_time() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world, "2026-11-20");
        let world = app.next_window(&world);
        let one = app.applicant(&world);
        one.answer("medewerkers", "51").unwrap();
        one.reaffirm(true, true).unwrap();
        let since = one.since().unwrap();
        let of =
            |code: &str| since.answers.iter().find(|one| one.def.code.as_str() == code).unwrap().turn.clone();
        assert_eq!((of("medewerkers"), of("veroordeling")), (AnswerTurn::Changed, AnswerTurn::Confirmed));
        let answers = app.database.read(|conn| apply::answers_of(conn, &one.opened())).unwrap();
        assert!(
            answers.values().all(|one| matches!(one, Saved::Value { taken_over: None, .. })),
            "{answers:?}"
        );
    })
    .await;
}
