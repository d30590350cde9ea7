//! One character more than fits: a sentence that says so beside the field, and nothing of it is kept.

use std::fmt::Debug;

use diesel::prelude::*;
use openhuis::app::dispute::{FiledForm, Ruled};
use openhuis::app::review::{self, Again, Ask, Judged, Longer, Repair};
use openhuis::app::verification::{self, Moved, Planned};
use openhuis::app::{self, Error, bibob, letters, nota};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::ids::HearingId;
use openhuis::storage::schema::{evidence, nota_questions};

use crate::deciding::disputes::Disputed;
use crate::review::repairing::repairable;
use crate::review::verifying::{form as visit, plan};
use crate::storage::schema::{lines, tables};
use crate::support::applying::portal;
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::{TestApp, on_both};

use super::story::{FILLER, MANAGER, logged_in};
use super::*;

/// How many rows each table has, those of the log among them.
fn rows(app: &TestApp) -> Vec<String> {
    app.database(|conn| {
        let count = |table: &String| format!("SELECT '{table} ' || count(*) AS line FROM {table}");
        Ok(tables(conn).iter().flat_map(|table| lines(conn, &count(table))).collect())
    })
}

/// It is refused beside this field as too long, and no row or leaf more is there.
fn refused<T: Debug>(app: &TestApp, field: &str, attempt: impl FnOnce() -> app::Result<T>) {
    let before = rows(app);
    match attempt() {
        Err(Error::Invalid(mistakes)) => {
            let said = mistakes.iter().find(|one| one.field == field);
            let said = said.unwrap_or_else(|| panic!("{field}: {mistakes:?}"));
            let clear = said.message.contains("te lang") || said.message.contains("tekens");
            assert!(clear, "{field}: {}", said.message);
        }
        other => panic!("{field}: {other:?}"),
    }
    assert_eq!(rows(app), before, "{field}");
}

fn planning(one: &Reviewing<'_>) {
    let (app, scope) = (one.app, one.world.scope());
    let ctx = app.assessor(&one.world.assessor);
    let visit = || visit(one);
    refused(app, "plaats", || plan(one, &Planned { place: PLACE.too_long(), ..visit() }));
    let id = plan(one, &visit()).unwrap();
    let at = (&one.id, &id);
    let seen = app.database.read(|conn| verification::one(conn, &ctx, &scope, at)).unwrap().1.version;
    let moved = Moved { at: visit().at, place: PLACE.too_long(), why: PLACE.too_long(), seen };
    let to =
        || app.database.write(|conn| verification::reschedule(conn, &ctx, (&scope, &portal()), at, &moved));
    refused(app, "plaats", to);
    refused(app, "reden", to);
    let why = PLACE.too_long();
    refused(app, "waarom", || {
        app.database.write(|conn| verification::cancel(conn, &ctx, (&scope, &portal()), at, (&why, seen)))
    });
}

fn writing(one: &Reviewing<'_>) {
    let (app, scope) = (one.app, one.world.scope());
    let ctx = app.assessor(&one.world.assessor);
    let long = TEAM_MESSAGE.too_long();
    refused(app, "bericht", || {
        app.database.write(|conn| review::from_team(conn, &ctx, &scope, &portal(), &one.id, &long))
    });
    let (own, org) = (app.as_provider(ProviderRole::Invuller), one.world.org_scope());
    refused(app, "bericht", || {
        app.database.write(|conn| review::from_provider(conn, &own, &org, &one.id, &long))
    });
    let longer = Longer { weeks: "3".to_owned(), motivation: EXTENSION.too_long(), seen: one.version() };
    refused(app, "motivering", || {
        app.database.write(|conn| review::extend(conn, &ctx, &scope, &one.id, &longer))
    });
    let (requirement, anchor) = repairable(one);
    let ask = |question: String| {
        let (requirement, anchor) = (requirement.clone(), anchor.clone());
        let (kind, team_fault) = ("incomplete".to_owned(), String::new());
        let ask = Ask { requirement, member: None, kind, anchor, question, team_fault, seen: one.version() };
        app.database.write(|conn| review::ask(conn, &ctx, &scope, &one.id, &ask))
    };
    refused(app, "vraag", || ask(REPAIR_ASKED.too_long()));
    let request = ask("Stuur het stuk.".to_owned()).unwrap();
    let given = Repair { text: REPAIR_GIVEN.too_long(), ..Repair::default() };
    refused(app, "antwoord", || {
        app.database.write(|conn| review::repair(conn, &own, &org, (&one.id, &request), &given))
    });
}

fn judging(one: &Reviewing<'_>) {
    let code = one.met_by_the_rules();
    let judged = || one.judged(&code, false);
    refused(one.app, "motivering", || one.assess(&Judged { motivation: REFUSAL.too_long(), ..judged() }));
    refused(one.app, "afwijkend", || one.assess(&Judged { differs: DIFFERS.too_long(), ..judged() }));
    refused(one.app, "notitie", || one.assess(&Judged { note: NOTE.too_long(), ..judged() }));
}

#[actix_web::test]
async fn a_text_of_the_team_that_is_too_long_is_refused_with_a_sentence_and_leaves_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        judging(&one);
        planning(&one);
        writing(&one);
    })
    .await;
}

#[actix_web::test]
async fn a_view_and_what_the_team_thinks_of_it_are_not_cut_off_but_refused() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let hearing: HearingId = one.intended();
        refused(app, "zienswijze", || one.give(&hearing, &HEARD.too_long()));
        one.give(&hearing, "Het register is verbeterd.").unwrap();
        refused(app, "reactie", || one.weigh(&hearing, &WEIGHED.too_long()));
    })
    .await;
}

#[actix_web::test]
async fn a_dispute_and_what_follows_from_it_are_not_cut_off_but_refused() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        let long = FiledForm { grounds: DISPUTE.too_long(), ..one.grounds() };
        refused(app, "waarom", || one.file(&long));
        refused(app, "later", || one.file(&FiledForm { late: DISPUTE.too_long(), ..one.grounds() }));
        let id = one.file(&one.grounds()).unwrap();
        let (decider, scope, at) = (one.decider(), world.scope(), (&one.one.id, &id));
        let ruled = Ruled {
            outcome: "founded".to_owned(),
            on: Some(one.today()),
            motivation: RULING.too_long(),
            seen: one.seen(&id).version,
        };
        refused(app, "motivering", || {
            app.database.write(|conn| app::dispute::decide(conn, &decider, (&scope, &portal()), at, &ruled))
        });
        let again = Again {
            lots: Deciding::ids(&one.one.lots[..1]),
            cause: "own_mistake".to_owned(),
            motivation: REVISION.too_long(),
            dispute: String::new(),
            seen: Reviewing { app, world: &world, id: one.one.id.clone() }.version(),
        };
        refused(app, "motivering", || {
            app.database.write(|conn| review::revise(conn, &decider, &scope, &one.one.id, &again))
        });
        let (ctx, why, portal) = (one.assessor(), BOUNCED.too_long(), portal());
        refused(app, "reden", || {
            app.database.write(|conn| letters::returned(conn, &ctx, &scope, &one.letter, (&why, &portal)))
        });
    })
    .await;
}

#[actix_web::test]
async fn a_question_and_its_answer_are_not_cut_off_but_refused() {
    on_both(async |app| {
        let world = app.world();
        app.take_questions(&world);
        refused(app, "vraag", || app.try_ask(&world, &world.org, &QUESTION.too_long()));
        let asked = app.ask(&world, &world.org, "Hoe laat?");
        let (ctx, scope) = (app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor)), world.scope());
        let why = NOTA_ANSWER.too_long();
        refused(app, "reden", || {
            app.database.write(|conn| nota::decline(conn, &ctx, &scope, &asked, &why, &portal()))
        });
        let new = nota::NewQuestion { came_in: "m".repeat(201), ..Default::default() };
        refused(app, "hoe", || app.database.write(|conn| nota::add(conn, &ctx, &scope, &world.window, &new)));
        let item = app.answer(&world, &[asked], "Hoe laat?", "Om tien uur.");
        for (field, question, answer) in [
            ("vraag", NOTA_QUESTION.too_long(), String::new()),
            ("antwoord", String::new(), NOTA_ANSWER.too_long()),
        ] {
            let filled = nota::Filled { subject: "other".to_owned(), question, answer, ..Default::default() };
            refused(app, field, || {
                app.database.write(|conn| nota::save(conn, &ctx, &scope, &item, 2, &filled))
            });
        }
    })
    .await;
}

#[actix_web::test]
async fn why_bibob_dossiers_are_kept_so_long_is_not_cut_off_but_refused() {
    on_both(async |app| {
        let world = app.world();
        let (ctx, why) = (app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin)), NOTE.too_long());
        refused(app, "reden", || {
            app.database.write(|conn| bibob::keep_for(conn, &ctx, &world.scope(), ("5", &why)))
        });
    })
    .await;
}

#[actix_web::test]
async fn a_form_with_a_text_that_is_too_long_comes_back_with_the_text_and_what_is_wrong() {
    on_both(async |app| {
        let world = app.world();
        app.take_questions(&world);
        let one = app.reviewing(&world);
        let filler = logged_in(app, FILLER).await;
        let manager = logged_in(app, MANAGER).await;
        let asking = format!("/aanbieder/vragen/stellen/{}", world.window);
        let team = logged_in(app, "beheer@zwd.test").await;
        let (street, name) = ("n".repeat(201), "n".repeat(121));
        for (client, page, field, long) in [
            (&filler, "/aanbieder/berichten", "bericht", PROVIDER_MESSAGE.too_long()),
            (&filler, asking.as_str(), "vraag", QUESTION.too_long()),
            (&manager, "/aanbieder/organisatie/wijzigen", "straat", street),
            (&team, "/beheer/uiterlijk", "naam", name),
        ] {
            let form = client.get(page).await.form(page);
            let before = rows(app);
            let answer = client.submit(&form, &[("onderwerp", "other"), (field, &long)]).await;
            assert_eq!(answer.status, 422, "{page}: {}", answer.text);
            assert!(answer.text.contains("tekens"), "{page}: {}", answer.text);
            assert_eq!(answer.form(page).value(field), long, "{page}: nobody types it again");
            assert_eq!(rows(app), before, "{page}");
        }
        drop(one);
        let (questions, pieces): (i64, i64) = app.database(|conn| {
            Ok((nota_questions::table.count().get_result(conn)?, evidence::table.count().get_result(conn)?))
        });
        assert_eq!((questions, pieces), (0, 0));
    })
    .await;
}
