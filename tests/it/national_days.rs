//! Days made equal to a feestdag are confirmed, added and taken back by two people of a region, and terms are counted with them from then on.

use chrono::NaiveDate;
use diesel::prelude::*;
use openhuis::app::national::{self, TermOf};
use openhuis::domain::access::StaffRole;
use openhuis::domain::terms::{RestDay, end_of_day};
use openhuis::storage::schema::{applications, clarifications, laid_down};

use crate::review::repairing::repairable;
use crate::support::client::{Client, Page, PageForm};
use crate::support::reviewing::Reviewing;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/landelijke-dagen";

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

/// The form with something said of a day; the year is 2026.
fn said(page: &Page, (day, month): (&str, &str), kind: &str, name: &str) -> PageForm {
    let mut form = page.form(HOME);
    let answers = [
        ("dag_day", day),
        ("dag_month", month),
        ("dag_year", "2026"),
        ("soort", kind),
        ("naam", name),
        ("bron", "Staatscourant 2026, 777"),
    ];
    for (key, value) in answers {
        form.fields.retain(|(each, _)| each != key);
        form.fields.push((key.to_owned(), value.to_owned()));
    }
    form
}

/// The form that confirms, or takes back, the only thing that waits.
fn waiting(app: &TestApp, page: &Page, what: &str) -> PageForm {
    let waits = laid_down::table.filter(laid_down::state.eq("waiting"));
    let id: String = app.database(|conn| waits.select(laid_down::id).first(conn));
    page.form(&format!("/beheer/vastleggen/{id}/{what}"))
}

/// One person says something of a day, and another confirms it.
async fn lay_down(app: &TestApp, on: (&str, &str), kind: &str, name: &str) {
    let first = logged_in(app, "beheer@zwd.test").await;
    let sent = first.submit(&said(&first.get(HOME).await, on, kind, name), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let second = logged_in(app, "beleid@zwd.test").await;
    let form = waiting(app, &second.get(HOME).await, "bevestigen");
    assert_eq!(second.submit(&form, &[]).await.status, 303);
}

fn world(app: &TestApp) -> World {
    let world = app.world();
    app.staff(&world.region, &app.user_by_mail("beleid@zwd.test"), StaffRole::PolicyEditor);
    world
}

fn rest_day(app: &TestApp, world: &World, on: &str) -> Option<RestDay> {
    let calendar = app.database.read(|conn| national::calendar(conn, &world.scope(), TermOf::Provider));
    calendar.unwrap().rest_day(on.parse().unwrap())
}

/// The last days on which the herstelverzoeken may be answered, the first asked first.
fn last_days(app: &TestApp) -> Vec<NaiveDate> {
    let due: Vec<chrono::NaiveDateTime> = app.database(|conn| {
        clarifications::table.order(clarifications::asked_at).select(clarifications::due_at).load(conn)
    });
    let day = |due: chrono::NaiveDateTime| {
        let before = due.date().pred_opt().unwrap()..=due.date();
        before.start().iter_days().find(|day| end_of_day(*day).unwrap().naive_utc() == due).unwrap()
    };
    due.into_iter().map(day).collect()
}

fn ask(one: &Reviewing<'_>, which: usize) {
    let scheme = &one.world.scheme;
    let codes: Vec<_> = scheme.requirements().iter().filter(|requirement| requirement.repairable).collect();
    let (code, anchor) = match which {
        0 => repairable(one),
        _ => {
            let (first, _) = repairable(one);
            let other = codes.iter().find(|requirement| {
                requirement.code.as_str() != first && !requirement.condition.evidence_kinds().is_empty()
            });
            let other = other.unwrap();
            let kind = other.condition.evidence_kinds().into_iter().next().unwrap();
            (other.code.to_string(), format!("bewijs:{kind}"))
        }
    };
    one.ask(&code, &anchor).unwrap();
}

#[actix_web::test]
async fn a_term_is_counted_with_a_day_that_two_people_confirmed_and_one_that_was_computed_before_stays() {
    on_both(async |app| {
        let world = world(app);
        let other = app.world_of(MIJ, "mij.test");
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        ask(&one, 0);
        assert_eq!(last_days(app), [day("2026-12-04")], "ten working days from Sunday 22 November");
        lay_down(app, ("4", "12"), "gelijk", "vrijdag voor pakjesavond").await;
        app.pass(chrono::TimeDelta::hours(1));
        ask(&one, 1);
        assert_eq!(last_days(app), [day("2026-12-04"), day("2026-12-07")]);
        let confirmed = RestDay::Equal { name: "vrijdag voor pakjesavond".to_owned(), confirmed: true };
        assert_eq!(rest_day(app, &world, "2026-12-04"), Some(confirmed));
        assert_eq!(rest_day(app, &other, "2026-12-04"), None, "it holds in that region alone");
    })
    .await;
}

#[actix_web::test]
async fn what_one_person_says_of_a_day_counts_for_nobody_and_another_takes_it_back_or_confirms() {
    on_both(async |app| {
        let world = world(app);
        let first = logged_in(app, "beheer@zwd.test").await;
        first.submit(&said(&first.get(HOME).await, ("24", "12"), "gelijk", "kerstavond"), &[]).await;
        assert_eq!(rest_day(app, &world, "2026-12-24"), None);
        let page = first.get(HOME).await;
        assert!(page.text.contains("Vraag een collega"), "{}", page.text);
        let twice = first.submit(&said(&page, ("24", "12"), "gelijk", "kerstavond"), &[]).await;
        assert!(
            twice.status == 422 && twice.text.contains("wacht al een opgave op een collega"),
            "{}",
            twice.text
        );
        let mut forged = waiting(app, &page, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        assert!([403, 409, 422].contains(&first.submit(&forged, &[]).await.status), "nobody confirms alone");
        let taken_back = first.submit(&waiting(app, &page, "terugnemen"), &[]).await;
        assert_eq!(taken_back.status, 303);
        assert!(!first.get(HOME).await.text.contains("wacht op een collega"));
        assert_eq!(rest_day(app, &world, "2026-12-24"), None);
    })
    .await;
}

#[actix_web::test]
async fn a_day_that_nobody_confirmed_lengthens_the_term_of_an_aanbieder_and_never_that_of_the_region() {
    on_both(async |app| {
        let world = world(app);
        let scope = world.scope();
        let works = |of: TermOf| {
            let calendar = app.database.read(|conn| national::calendar(conn, &scope, of)).unwrap();
            calendar.is_working_day("2026-05-15".parse().unwrap())
        };
        assert!(!works(TermOf::Provider) && works(TermOf::Region), "the portal ships it unconfirmed");
        let doubtful = RestDay::Equal { name: "vrijdag na Hemelvaartsdag".to_owned(), confirmed: false };
        assert_eq!(rest_day(app, &world, "2026-05-15"), Some(doubtful));
        lay_down(app, ("15", "5"), "gelijk", "vrijdag na Hemelvaartsdag").await;
        assert!(!works(TermOf::Provider) && !works(TermOf::Region));
        app.pass(chrono::TimeDelta::minutes(1));
        lay_down(app, ("15", "5"), "gewoon", "").await;
        assert!(works(TermOf::Provider) && works(TermOf::Region), "the last word counts");
        let page = logged_in(app, "beheer@zwd.test").await.get(HOME).await;
        assert!(!page.text.contains("15 mei 2026") && page.text.contains("7 mei 2027"), "{}", page.text);
    })
    .await;
}

#[actix_web::test]
async fn the_last_day_for_a_decision_is_counted_without_a_doubtful_day() {
    on_both(async |app| {
        // From Friday 12 March 2027 eight weeks end on Friday 7 May, which the portal ships unconfirmed.
        app.pass(chrono::TimeDelta::days(110));
        let world = app.world();
        let one = app.reviewing(&world);
        let due: Option<NaiveDate> = app.database(|conn| {
            applications::table.find(one.id.as_str()).select(applications::decision_due_on).first(conn)
        });
        assert_eq!(due, "2027-05-07".parse().ok());
    })
    .await;
}

#[actix_web::test]
async fn what_cannot_be_said_of_a_day_is_told_beside_its_field_and_nothing_is_kept() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, "beheer@zwd.test").await;
        let page = editor.get(HOME).await;
        for (on, kind, name, why) in [
            (("25", "12"), "gelijk", "kerst", "Deze dag is al eerste kerstdag"),
            (("26", "9"), "gelijk", "zaterdag", "Deze dag is al een zaterdag"),
            (("24", "12"), "gelijk", "", "Vul in hoe de dag heet"),
            (("24", "12"), "gewoon", "", "Deze dag is al een gewone dag"),
            (("24", "12"), "", "x", "Kies of de dag gelijkgesteld is"),
            (("31", "2"), "gewoon", "", "datum"),
            (("", ""), "gewoon", "", "datum"),
        ] {
            let sent = editor.submit(&said(&page, on, kind, name), &[]).await;
            assert_eq!(sent.status, 422, "{on:?} {kind}");
            assert!(sent.text.contains(why), "{on:?} {kind}: {}", sent.text);
            assert!(sent.text.contains("Staatscourant 2026, 777"), "the answers are kept");
        }
        let days = laid_down::table.filter(laid_down::kind.eq("day"));
        assert_eq!(app.database(|conn| days.count().get_result::<i64>(conn)), 0);
    })
    .await;
}
