//! A window is planned by one person and published by another; its published dates only become later, by two people, and everybody hears of it.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use openhuis::app::policy::TwoPeople;
use openhuis::domain::laid_down::LaidDown;
use openhuis::domain::letter::LetterKind;
use openhuis::domain::scheme::{DayRuling, Ruling};
use openhuis::domain::terms::local_day;
use openhuis::domain::words::dates::long_date;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{applications, laid_down, letters, mails, windows};
use openhuis::storage::types::{AsText, instant};

use crate::support::two_people::{COLLEAGUE, EDITOR, dated, filled, logged_in, publish, waiting, world};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/vensters";
const NEW: &str = "/beheer/vensters/nieuw";

fn titles(app: &TestApp) -> Vec<String> {
    app.database(|conn| windows::table.order(windows::title).select(windows::title).load(conn))
}

fn closes(app: &TestApp, world: &World) -> DateTime<Utc> {
    let of = windows::table.find(world.window.as_str()).select(windows::closes_at);
    instant(app.database(|conn| of.first(conn)))
}

fn told(app: &TestApp, kind: &str) -> Vec<String> {
    app.database(|conn| mails::table.filter(mails::kind.eq(kind)).select(mails::body).load(conn))
}

/// Somebody proposes other dates for the window of the world.
async fn propose(app: &TestApp, world: &World, name: &str, day: NaiveDate, why: &str) {
    let path = format!("/beheer/vensters/{}/data", world.window);
    let editor = logged_in(app, EDITOR).await;
    let form = filled(dated(editor.get(&path).await.form(&path), name, day), &[("waarom", why)]);
    let sent = editor.submit(&form, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

const SAID: [(&str, &str); 2] = [("titel", "Instroom 2028"), ("waarom", "Elk jaar een kans.")];

#[actix_web::test]
async fn a_window_with_the_dates_that_the_regeling_asks_is_published_by_a_second_person() {
    on_both(async |app| {
        let world = world(app);
        let first = logged_in(app, EDITOR).await;
        let sent = first.submit(&filled(first.get(NEW).await.form(NEW), &SAID), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert!(!titles(app).contains(&"Instroom 2028".to_owned()), "one person publishes nothing");
        let mut forged = waiting(app, &first.get(HOME).await, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        assert!([403, 409, 422].contains(&first.submit(&forged, &[]).await.status));
        let again = first.submit(&filled(first.get(NEW).await.form(NEW), &SAID), &[]).await;
        assert!(again.text.contains("Er wacht al een voorstel"), "{}", again.text);

        let second = logged_in(app, COLLEAGUE).await;
        let page = second.get(HOME).await;
        assert!(page.text.contains("Elk jaar een kans."), "{}", page.text);
        let done = second.submit(&waiting(app, &page, "bevestigen"), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert!(titles(app).contains(&"Instroom 2028".to_owned()));
        app.pass(TimeDelta::days(2));
        let public = app.visitor().get(&format!("/regio/{}/vensters", world.slug)).await;
        assert!(public.text.contains("Instroom 2028"), "{}", public.text);
        assert!(public.text.contains("Waarom deze datum?"), "{}", public.text);
        assert!(
            public.text.contains("De reden was: Elk jaar een kans."),
            "everybody can read why: {}",
            public.text
        );
    })
    .await;
}

/// The years of the planner, as somebody opens them one after the other.
const YEAR: &str = "/beheer/vensters/jaar";

#[actix_web::test]
async fn the_year_shows_when_one_can_apply_per_group_of_lots_and_what_must_still_be_planned() {
    on_both(async |app| {
        let world = world(app);
        let editor = logged_in(app, EDITOR).await;
        let page = editor.get(YEAR).await;
        assert!(page.text.contains("Instroom 2027"), "{}", page.text);
        assert!(
            page.text.contains("Alle gemeenten"),
            "lots that open together stand together: {}",
            page.text
        );
        // Twelve months after the close of the only window.
        let by = local_day(closes(app, &world)).checked_add_months(Months::new(12)).unwrap();
        let told = format!("Er moet een venster opengaan, uiterlijk {}", long_date(by));
        assert!(page.text.contains(&told), "{told}: {}", page.text);
        assert!(!page.text.contains("Het voorstel dat op een collega wacht"), "{}", page.text);
        let href = page.text.split("href=\"").find(|one| one.contains("vanaf_year=")).unwrap();
        let href = href.split('"').next().unwrap().replace("&amp;", "&");
        let plan = editor.get(&href).await;
        let sent = editor.submit(&filled(plan.form(NEW), &SAID), &[]).await;
        assert_eq!(sent.status, 303, "the dates that the planner proposes are in time: {}", sent.text);

        let page = editor.get(&format!("{YEAR}?jaar={}", by.year())).await;
        assert!(page.text.contains("Instroom 2028"), "{}", page.text);
        assert!(page.text.contains("wacht op een collega"), "{}", page.text);
        assert!(page.text.contains("Het voorstel dat op een collega wacht"), "{}", page.text);
        for odd in ["0", "99999", "twee"] {
            assert_eq!(editor.get(&format!("{YEAR}?jaar={odd}")).await.status, 200, "{odd}");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_window_that_needs_a_number_nobody_laid_down_is_planned_and_published_when_it_is_there() {
    on_both(async |app| {
        let world = world(app);
        app.pass(TimeDelta::days(600));
        let first = logged_in(app, EDITOR).await;
        let sent = first.submit(&filled(first.get(NEW).await.form(NEW), &SAID), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let second = logged_in(app, COLLEAGUE).await;
        let page = second.get(HOME).await;
        assert!(page.text.contains("maxima van de WNT over"), "{}", page.text);
        let mut forged = waiting(app, &page, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        assert_eq!(second.submit(&forged, &[]).await.status, 409);
        let people = TwoPeople::new(world.admin.clone(), app.user_by_mail(COLLEAGUE)).unwrap();
        for year in [2027, 2028] {
            app.wnt_year(&world.scope(), year, &people);
        }
        let form = waiting(app, &second.get(HOME).await, "bevestigen");
        assert_eq!(second.submit(&form, &[]).await.status, 303);
        assert!(titles(app).contains(&"Instroom 2028".to_owned()));
    })
    .await;
}

#[actix_web::test]
async fn a_window_that_is_too_short_too_soon_or_without_reason_is_told_beside_the_fields() {
    on_both(async |app| {
        world(app);
        let editor = logged_in(app, EDITOR).await;
        let page = editor.get(NEW).await;
        let form = || filled(page.form(NEW), &SAID);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (form, why) in [
            (dated(form(), "sluit", day("2026-12-20")), "Open eerder of sluit later"),
            (dated(form(), "publicatie", day("2026-11-20")), "publicatie is al voorbij"),
            (dated(form(), "opent", day("2026-11-24")), "Publiceer eerder of open later"),
            (dated(form(), "beslissing", day("2026-11-30")), "voordat het venster sluit"),
            (filled(form(), &[("waarom", " ")]), "Schrijf op waarom"),
            (filled(form(), &[("tijd", "vijf uur")]), "Vul een tijd in"),
            (filled(form(), &[("opent_day", "31"), ("opent_month", "2")]), "datum"),
            (filled(form(), &[("titel", "")]), "naam van het venster"),
        ] {
            let sent = editor.submit(&form, &[]).await;
            assert_eq!(sent.status, 422, "{why}: {}", sent.text);
            assert!(sent.text.contains(why), "{why}: {}", sent.text);
        }
        let kept: i64 = app
            .database(|conn| laid_down::table.filter(laid_down::kind.eq("window")).count().get_result(conn));
        assert_eq!(kept, 0, "nothing is kept");
    })
    .await;
}

#[actix_web::test]
async fn one_can_apply_at_least_once_a_year() {
    on_both(async |app| {
        world(app);
        app.pass(TimeDelta::days(400));
        let editor = logged_in(app, EDITOR).await;
        let sent = editor.submit(&filled(editor.get(NEW).await.form(NEW), &SAID), &[]).await;
        assert_eq!(sent.status, 422, "{}", sent.text);
        assert!(sent.text.contains("Een aanbieder moet zich elk jaar kunnen aanmelden"), "{}", sent.text);
    })
    .await;
}

#[actix_web::test]
async fn a_later_close_is_published_by_a_second_person_and_told_to_everybody_with_the_old_one() {
    on_both(async |app| {
        let world = world(app);
        app.follow(&world);
        app.applicant(&world);
        let was = closes(app, &world);
        let later = was + TimeDelta::days(7);
        let why = "Het portaal was een dag niet bereikbaar.";
        propose(app, &world, "sluit", later.date_naive(), why).await;
        assert_eq!(closes(app, &world), was);
        let done = publish(app, HOME).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert_eq!(closes(app, &world), later);
        let (followers, applicants) = (told(app, "window_changed"), told(app, "dates_changed"));
        assert_eq!((followers.len(), applicants.len()), (1, 1), "{followers:?} {applicants:?}");
        assert!(followers[0].contains("niet bereikbaar") && applicants[0].contains("niet bereikbaar"));
        let public = app.visitor().get(&format!("/regio/{}/vensters", world.slug)).await;
        assert!(public.text.contains("Het portaal was een dag niet bereikbaar."), "{}", public.text);
    })
    .await;
}

#[actix_web::test]
async fn who_sent_in_reads_a_later_close_in_a_letter() {
    on_both(async |app| {
        let world = world(app);
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        let later = closes(app, &world) + TimeDelta::days(7);
        propose(app, &world, "sluit", later.date_naive(), "Het portaal was een dag niet bereikbaar.").await;
        assert_eq!(publish(app, HOME).await.status, 303);
        let written: Vec<LetterRow> = app.database(|conn| {
            let changed = letters::kind.eq(AsText(LetterKind::WindowChanged));
            letters::table.filter(changed).select(LetterRow::as_select()).load(conn)
        });
        assert_eq!(written.len(), 1);
        let text = format!("{:?}", written[0].content_json.0);
        assert!(text.contains("niet bereikbaar") && text.contains("Uw aanmelding blijft gelden"), "{text}");
        assert!(told(app, "dates_changed").is_empty(), "a draft hears of it by mail, who sent in by letter");
    })
    .await;
}

#[actix_web::test]
async fn a_published_date_never_becomes_earlier() {
    on_both(async |app| {
        let world = world(app);
        let was = closes(app, &world);
        let path = format!("/beheer/vensters/{}/data", world.window);
        let editor = logged_in(app, EDITOR).await;
        let page = editor.get(&path).await;
        let form = || filled(page.form(&path), &[("waarom", "Er is genoeg.")]);
        for (form, why) in [
            (dated(form(), "sluit", (was - TimeDelta::days(1)).date_naive()), "wordt nooit korter"),
            (form(), "alleen later, nooit eerder"),
            (dated(form(), "beslissing", was.date_naive()), "alleen later, nooit eerder"),
            (dated(form(), "sluit", (was + TimeDelta::days(400)).date_naive()), "voordat het venster sluit"),
        ] {
            let sent = editor.submit(&form, &[]).await;
            assert_eq!(sent.status, 422, "{why}: {}", sent.text);
            assert!(sent.text.contains(why), "{why}: {}", sent.text);
        }
        assert_eq!(closes(app, &world), was);
    })
    .await;
}

#[actix_web::test]
async fn a_later_close_after_the_close_reopens_the_window_for_everyone() {
    on_both(async |app| {
        let world = world(app);
        let was = closes(app, &world);
        app.pass(was - app.clock.now() + TimeDelta::hours(1));
        let path = format!("/beheer/vensters/{}/data", world.window);
        let first = logged_in(app, EDITOR).await;
        let page = first.get(&path).await;
        assert!(page.text.contains("gaat het venster weer open"), "{}", page.text);
        let later = (was + TimeDelta::days(3)).date_naive();
        propose(app, &world, "sluit", later, "Storing op de laatste dag.").await;
        let done = publish(app, HOME).await;
        assert_eq!(done.status, 303, "{}", done.text);
        app.applicant(&world);
        let drafts: i64 = app.database(|conn| {
            applications::table
                .filter(applications::window_id.eq(world.window.as_str()))
                .count()
                .get_result(conn)
        });
        assert_eq!(drafts, 1, "one can apply again");
    })
    .await;
}

#[actix_web::test]
async fn a_decision_day_moves_with_the_close_only_where_it_is_counted_from_it() {
    on_both(async |app| {
        let world = world(app);
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        let due = || -> Option<NaiveDate> {
            let of = applications::table.find(one.id.as_str()).select(applications::decision_due_on);
            app.database(|conn| of.first(conn))
        };
        let (was, on_receipt) = (closes(app, &world).date_naive(), due());
        let people = TwoPeople::new(world.admin.clone(), app.user_by_mail(COLLEAGUE)).unwrap();
        let equal = DayRuling::new(
            on_receipt.unwrap(),
            Ruling::Equal { name: "Brugdag".to_owned() },
            "Koninklijk besluit van 1 november 2026",
        );
        app.lay_down(&world.scope(), &LaidDown::Day(equal.unwrap()), &people);
        propose(app, &world, "sluit", was + TimeDelta::days(3), "Storing.").await;
        assert_eq!(publish(app, HOME).await.status, 303);
        assert_eq!(due(), on_receipt, "what was computed stays, whatever was laid down since");

        app.seal(&world);
        propose(app, &world, "sluit", was + TimeDelta::days(10), "Storing.").await;
        assert_eq!(publish(app, HOME).await.status, 303);
        assert!(due() > on_receipt, "the team reads only after the close, and has its weeks from there");
    })
    .await;
}

#[actix_web::test]
async fn a_window_is_not_published_under_other_rules_than_it_was_planned_with() {
    on_both(async |app| {
        let world = world(app);
        let first = logged_in(app, EDITOR).await;
        let sent = first.submit(&filled(first.get(NEW).await.form(NEW), &SAID), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        app.renew(&world);
        let refused = publish(app, HOME).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert!(refused.text.contains("regeling"), "{}", refused.text);
        assert!(!titles(app).contains(&"Instroom 2028".to_owned()));
    })
    .await;
}

#[actix_web::test]
async fn dates_of_another_region_are_not_there() {
    on_both(async |app| {
        let (world, _) = (world(app), app.world_of(MIJ, "mij.test"));
        let other = logged_in(app, "beheer@mij.test").await;
        let path = format!("/beheer/vensters/{}/data", world.window);
        assert_eq!(other.get(&path).await.status, 404);
    })
    .await;
}
