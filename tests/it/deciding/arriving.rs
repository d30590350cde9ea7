//! Letters that did not arrive, that go out on the published day, that remind, and that tell what was published.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::{Error, letters};
use openhuis::domain::ids::{Id, LetterId};
use openhuis::domain::letter::LetterKind;
use openhuis::domain::terms::{local_day, start_of_day};
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{clarifications, letters as kept, mails, organisations, windows};
use openhuis::storage::types::{AsText, instant};

use crate::review::repairing::repairable;
use crate::support::applying::portal;
use crate::support::smtp::{Answer, SmtpServer};
use crate::support::world::World;
use crate::support::{TestApp, on_both};

fn all(app: &TestApp) -> Vec<LetterRow> {
    app.database(|conn| {
        kept::table.order((kept::created_at, kept::id)).select(LetterRow::as_select()).load(conn)
    })
}

fn id(row: &LetterRow) -> LetterId {
    Id::parse(&row.id).unwrap()
}

fn told(app: &TestApp, kind: &str) -> Vec<(String, String)> {
    app.database(|conn| {
        let of_kind = mails::table.filter(mails::kind.eq(kind)).order((mails::created_at, mails::id));
        of_kind.select((mails::recipient, mails::body)).load(conn)
    })
}

fn send_again(app: &TestApp, world: &World, letter: &LetterId) -> openhuis::app::Result<LetterId> {
    let ctx = app.assessor(&world.assessor);
    app.database.write(|conn| letters::send_again(conn, &ctx, &world.scope(), letter))
}

/// Somebody was told that the mail of a letter came back.
fn come_back(app: &TestApp, world: &World, letter: &LetterId, why: &str) -> openhuis::app::Result<()> {
    let ctx = app.assessor(&world.assessor);
    app.database.write(|conn| letters::returned(conn, &ctx, &world.scope(), letter, (why, &portal())))
}

fn last_day(row: &LetterRow) -> NaiveDate {
    row.content_json.0.annexes[0].section.remedies[0].last_day
}

#[actix_web::test]
async fn a_letter_that_a_server_refuses_alerts_the_team_and_goes_to_the_right_address_under_its_own_number() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        server.script(&[Answer::AtRecipient(550); 3]);
        app.worker(&server).drain().await.unwrap();
        let before = all(app).remove(0);
        assert_eq!(before.state, "rendered");
        let missing = app.database.read(|conn| letters::missing(conn, &world.scope())).unwrap();
        assert_eq!((missing.len(), missing[0].number.as_str()), (1, before.number.as_str()));
        let alerts = told(app, "letter_bounced");
        assert_eq!(alerts.len(), 1, "the desk of the region hears of it: {alerts:?}");
        assert!(alerts[0].1.contains(&before.number) && alerts[0].1.contains(&before.id), "{alerts:?}");
        app.pass(TimeDelta::days(3));
        app.database(|conn| {
            diesel::update(organisations::table.find(world.org.as_str()))
                .set(organisations::email.eq("nieuw@zorg.test"))
                .execute(conn)
        });
        assert_eq!(send_again(app, &world, &id(&before)).unwrap(), id(&before));
        app.worker(&server).drain().await.unwrap();
        let after = all(app);
        assert_eq!((after.len(), after[0].state.as_str()), (1, "dispatched"));
        assert_eq!(after[0].number, before.number);
        assert!(last_day(&after[0]) > last_day(&before), "the term begins on the day it leaves");
        let sent = told(app, "letter_ready");
        assert_eq!(sent.last().unwrap().0, "nieuw@zorg.test");
        assert!(app.database.read(|conn| letters::missing(conn, &world.scope())).unwrap().is_empty());
    })
    .await;
}

#[actix_web::test]
async fn a_letter_whose_mail_came_back_is_sent_again_as_another_letter_with_a_term_of_its_own() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let first = all(app).remove(0);
        assert!(matches!(send_again(app, &world, &id(&first)), Err(Error::Refused(_))), "it arrived");
        app.pass(TimeDelta::days(3));
        let back = |why: &str| come_back(app, &world, &id(&first), why);
        assert!(matches!(back(" "), Err(Error::Invalid(_))), "without saying how that is known");
        back("De provider meldt dat het postvak vol is.").unwrap();
        assert!(matches!(back("Nog eens."), Err(Error::Refused(_))), "known already");
        let again = send_again(app, &world, &id(&first)).unwrap();
        assert!(matches!(send_again(app, &world, &id(&first)), Err(Error::Refused(_))), "sent again already");
        app.worker(&server).drain().await.unwrap();
        let rows = all(app);
        assert_eq!(rows[0].content_json.0, first.content_json.0, "what was made known never changes");
        let second = rows.into_iter().find(|row| row.id == again.as_str()).unwrap();
        assert_eq!(
            (second.state.as_str(), second.resends.as_deref()),
            ("dispatched", Some(first.id.as_str()))
        );
        assert_ne!(second.number, first.number);
        assert!(last_day(&second) > last_day(&first));
        let content = &second.content_json.0;
        assert!(content.summary[0].contains(&first.number), "{:?}", content.summary);
        assert_eq!(content.annexes.len(), first.content_json.0.annexes.len(), "it tells the same decisions");
        let received = app.database.read(|conn| letters::received(conn, &world.org_scope())).unwrap();
        assert_eq!(received.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn a_letter_that_is_sent_again_says_once_in_the_place_of_which_it_comes_however_often_it_comes_back() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let back = |letter: &LetterId| come_back(app, &world, letter, "Vol.").unwrap();
        let first = all(app).remove(0);
        back(&id(&first));
        let second = send_again(app, &world, &id(&first)).unwrap();
        server.script(&[Answer::AtRecipient(550); 3]);
        app.worker(&server).drain().await.unwrap();
        app.pass(TimeDelta::days(2));
        assert_eq!(send_again(app, &world, &second).unwrap(), second, "it never left: under its own number");
        app.worker(&server).drain().await.unwrap();
        back(&second);
        let third = send_again(app, &world, &second).unwrap();
        // Its mail leaves on a later day than it was made: it is put together anew.
        app.pass(TimeDelta::days(1));
        app.worker(&server).drain().await.unwrap();
        let rows = all(app);
        let told = |letter: &LetterId| {
            let row = rows.iter().find(|row| row.id == letter.as_str()).unwrap();
            assert_eq!(row.state, "dispatched");
            let instead =
                row.content_json.0.summary.iter().filter(|line| line.contains("komt in de plaats van"));
            (row.number.clone(), instead.cloned().collect::<Vec<_>>())
        };
        let (number, instead) = told(&second);
        assert!(instead.len() == 1 && instead[0].contains(&first.number), "{instead:?}");
        let (_, instead) = told(&third);
        assert!(instead.len() == 1 && instead[0].contains(&number), "{instead:?}");
    })
    .await;
}

#[actix_web::test]
async fn the_term_for_repair_starts_anew_when_its_letter_is_sent_again() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (code, anchor) = repairable(&one);
        one.ask(&code, &anchor).unwrap();
        let server = SmtpServer::start();
        server.script(&[Answer::AtRecipient(550); 20]);
        app.worker(&server).drain().await.unwrap();
        drop(server);
        let due = || app.database(|conn| clarifications::table.select(clarifications::due_at).first(conn));
        let before: chrono::NaiveDateTime = due();
        app.pass(TimeDelta::days(4));
        let letter = all(app).into_iter().find(|row| row.kind.0 == LetterKind::Repair).unwrap();
        send_again(app, &world, &id(&letter)).unwrap();
        let after: chrono::NaiveDateTime = due();
        assert!(after > before, "{before} {after}");
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let sent = all(app).into_iter().find(|row| row.id == letter.id).unwrap();
        assert_eq!((sent.state.as_str(), sent.number.as_str()), ("dispatched", letter.number.as_str()));
        let last = local_day(instant(after) - TimeDelta::seconds(1));
        let text = format!("{:?}", sent.content_json.0);
        assert!(text.contains(&openhuis::domain::words::dates::long_date(last)), "{text}");
        app.pass(TimeDelta::days(60));
        app.worker(&server).drain().await.unwrap();
    })
    .await;
}

/// When the window of an application says that decisions are told.
fn last_for_decisions(app: &TestApp) -> NaiveDate {
    app.database(|conn| {
        windows::table.select(windows::decisions_due_on).order(windows::decisions_due_on).first(conn)
    })
}

#[actix_web::test]
async fn on_the_published_day_what_is_decided_is_told_and_the_rest_follows_with_its_own_term() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, others) = one.by_gemeente();
        one.sign_as(&one.signer(), &own).unwrap();
        let (server, day) = (SmtpServer::start(), last_for_decisions(app));
        let bundle = |on: NaiveDate| {
            let ctx = app.system();
            app.database.write(|conn| letters::bundle(conn, &ctx, on)).unwrap()
        };
        assert_eq!(bundle(day.pred_opt().unwrap()), 0, "not before the published day");
        app.pass(start_of_day(day).unwrap() - app.clock.now() + TimeDelta::hours(7));
        assert_eq!((bundle(day), bundle(day)), (1, 0), "once");
        app.worker(&server).drain().await.unwrap();
        let rows = all(app);
        assert_eq!((rows.len(), rows[0].state.as_str()), (1, "dispatched"));
        assert!(rows[0].content_json.0.annexes.len() <= 1, "of one gemeente only");
        app.pass(TimeDelta::days(9));
        one.sign_as(&one.signer(), &others).unwrap();
        app.worker(&server).drain().await.unwrap();
        let rows = all(app);
        let decisions: Vec<_> = rows.iter().filter(|row| row.kind.0 == LetterKind::Decision).collect();
        assert_eq!(decisions.len(), 2);
        assert_ne!(decisions[0].content_json.0.date, decisions[1].content_json.0.date);
        let known = app
            .database
            .read(|conn| Ok(openhuis::storage::letters::made_known(conn, &world.scope(), &one.id)?));
        assert_eq!(known.unwrap().len(), own.len() + others.len(), "each decision is told once");
    })
    .await;
}

#[actix_web::test]
async fn who_did_not_answer_a_herstelverzoek_is_reminded_once_three_days_before_the_last() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (code, anchor) = repairable(&one);
        one.ask(&code, &anchor).unwrap();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let due: chrono::NaiveDateTime =
            app.database(|conn| clarifications::table.select(clarifications::due_at).first(conn));
        let last = local_day(instant(due) - TimeDelta::seconds(1));
        let remind = || {
            let ctx = app.system();
            app.database.write(|conn| letters::remind(conn, &ctx, &world.scope())).unwrap()
        };
        assert_eq!(remind(), 0, "on the day it was asked");
        app.pass(start_of_day(last).unwrap() - TimeDelta::days(3) + TimeDelta::hours(8) - app.clock.now());
        assert_eq!((remind(), remind()), (1, 0));
        app.worker(&server).drain().await.unwrap();
        let reminders = || {
            let of_kind = kept::kind.eq(AsText(LetterKind::Reminder));
            app.database(|conn| {
                kept::table.filter(of_kind).select(LetterRow::as_select()).load::<LetterRow>(conn)
            })
        };
        let sent = reminders();
        assert_eq!((sent.len(), sent[0].state.as_str()), (1, "dispatched"));
        let text = format!("{:?}", sent[0].content_json.0);
        assert!(
            text.contains(&code) && text.contains(&openhuis::domain::words::dates::long_date(last)),
            "{text}"
        );
    })
    .await;
}

#[actix_web::test]
async fn what_the_team_does_about_a_letter_is_done_on_its_page() {
    on_both(async |app| {
        let world = app.world();
        app.deciding(&world).sign_all();
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let letter = all(app).remove(0);
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let address = format!("/beoordeling/brieven/{}", letter.id);
        let page = team.get(&address).await;
        assert!(page.text.contains("Kwam de mail terug?"), "{}", page.text);
        let form = page.form(&format!("{address}/terug"));
        let empty = team.submit(&form, &[]).await;
        assert_eq!(empty.status, 422, "{}", empty.text);
        let done = team.submit(&form, &[("reden", "Postvak bestaat niet.")]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let list = team.get("/beoordeling/brieven").await;
        assert!(
            list.text.contains("Postvak bestaat niet.") && list.text.contains(&letter.number),
            "{}",
            list.text
        );
        let queue = team.get("/beoordeling").await;
        assert!(queue.text.contains("1 brief kwam niet aan"), "{}", queue.text);
        let page = team.get(&address).await;
        let done = team.submit(&page.form(&format!("{address}/opnieuw")), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let list = team.get("/beoordeling/brieven").await;
        assert!(list.text.contains("Alle brieven zijn aangekomen"), "{}", list.text);
    })
    .await;
}
