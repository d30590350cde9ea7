//! Looking again at what was decided: other people, a new decision that points to the old one, and an admission that follows.

use diesel::prelude::*;
use openhuis::app::review::{self, Advised, Again};
use openhuis::app::{self, Error};
use openhuis::domain::access::StaffRole;
use openhuis::domain::ids::{DecisionId, Id, LotApplicationId};
use openhuis::domain::letter::LetterKind;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::lots::LotRow;
use openhuis::storage::schema::{admissions, decisions, letters, lot_applications, revisions};
use openhuis::storage::types::AsText;

use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// Three colleagues who had no hand in the first decision.
pub fn others(app: &TestApp, world: &World) -> World {
    let staff = |name: &str, role: StaffRole| {
        let user = app.user(&format!("{name}@zwd.test"));
        app.staff(&world.region, &user, role);
        user
    };
    let signer = staff("andere.beslisser", StaffRole::DecisionMaker);
    app.mandates(&world.region, &world.scheme, &signer, &world.admin);
    World {
        assessor: staff("andere.beoordelaar", StaffRole::Assessor),
        countersigner: staff("andere.medelezer", StaffRole::Assessor),
        signer,
        ..world.clone()
    }
}

fn revise(one: &Deciding<'_>, lot: &LotRow, cause: &str) -> app::Result<()> {
    let again = Again {
        lots: vec![Id::parse(&lot.id).unwrap()],
        cause: cause.to_owned(),
        motivation: "Een bijlage is over het hoofd gezien.".to_owned(),
        dispute: String::new(),
        seen: reviewing(one.app, one.world, one).version(),
    };
    let ctx = one.signer();
    one.app.database.write(|conn| review::revise(conn, &ctx, &one.world.scope(), &one.id, &again))
}

fn reviewing<'a>(app: &'a TestApp, world: &'a World, one: &Deciding<'_>) -> Reviewing<'a> {
    Reviewing { app, world, id: one.id.clone() }
}

fn state(app: &TestApp, lot: &LotRow) -> String {
    app.database(|conn| lot_applications::table.find(&lot.id).select(lot_applications::state).first(conn))
}

/// Take it, judge what is open and propose for the lot that is looked at again.
pub fn judge_again(again: &Reviewing<'_>, lot: &LotRow, outcome: &str) -> DecisionId {
    again.take(&again.world.assessor).unwrap();
    again.app.pass(chrono::TimeDelta::minutes(1));
    let open = again.dossier().lots.into_iter().find(|one| one.id == lot.id).unwrap().open;
    let (last, others) = open.split_last().unwrap();
    for code in others {
        again.assess(&again.judged(code, true)).unwrap();
    }
    again.assess(&again.judged(last, outcome == "admit")).unwrap();
    let (ctx, seen) = (again.app.assessor(&again.world.assessor), again.version());
    let lot: LotApplicationId = Id::parse(&lot.id).unwrap();
    let advised = Advised { lot, outcome: outcome.to_owned(), note: String::new(), seen };
    again
        .app
        .database
        .write(|conn| review::propose(conn, &ctx, &again.world.scope(), &again.id, &advised))
        .unwrap()
}

fn refused(done: app::Result<()>) {
    assert!(
        matches!(&done, Err(Error::Refused(why)) if why.contains("Een herziening doen andere mensen")),
        "{done:?}"
    );
}

fn revision_letters(app: &TestApp) -> Vec<LetterRow> {
    app.database(|conn| {
        letters::table
            .filter(letters::kind.eq(AsText(LetterKind::Revision)))
            .select(LetterRow::as_select())
            .load(conn)
    })
}

#[actix_web::test]
async fn a_refusal_that_was_wrong_is_revised_by_other_people_and_the_admission_follows() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        one.sign_all();
        app.pass(chrono::TimeDelta::days(3));
        let lot = one.lots.last().unwrap().clone();
        assert!(matches!(revise(&one, &lot, "zomaar"), Err(Error::Invalid(_))));
        revise(&one, &lot, "own_mistake").unwrap();
        assert_eq!(state(app, &lot), "reopened");
        assert_eq!(reviewing(app, &world, &one).dossier().head.state, "in_assessment");
        refused(reviewing(app, &world, &one).take(&world.assessor));
        let colleagues = others(app, &world);
        let again = reviewing(app, &colleagues, &one);
        let decision = judge_again(&again, &lot, "admit");
        refused(again.agree(&world.countersigner, &decision));
        again.agree(&colleagues.countersigner, &decision).unwrap();
        let ids = Deciding::ids(std::slice::from_ref(&lot));
        refused(one.sign_as(&one.signer(), &ids));
        let anew = Deciding { app, world: &colleagues, id: one.id.clone(), lots: vec![lot.clone()] };
        anew.sign_as(&anew.signer(), &ids).unwrap();
        assert_eq!(state(app, &lot), "decided");
        let (revises, seq): (Option<String>, i32) = app.database(|conn| {
            decisions::table.find(decision.as_str()).select((decisions::revises, decisions::seq)).first(conn)
        });
        let revised: String =
            app.database(|conn| revisions::table.select(revisions::decision_id).first(conn));
        assert_eq!((revises, seq), (Some(revised), 2));
        let granted: i64 = app.database(|conn| {
            admissions::table.filter(admissions::decision_id.eq(decision.as_str())).count().get_result(conn)
        });
        assert_eq!(granted, 1);
        let letter = revision_letters(app).pop().unwrap().content_json.0;
        let text = format!("{letter:?}");
        assert!(text.contains("komt in de plaats van") && text.contains("over het hoofd gezien"), "{text}");
        assert_eq!(letter.body.remedies.len(), 1, "one gemeente, with its own term anew");
        assert!(
            matches!(revise(&one, &one.lots[0], "own_mistake"), Ok(())),
            "another lot can be looked at later"
        );
    })
    .await;
}

#[actix_web::test]
async fn an_admission_that_should_not_have_been_lapses_with_the_new_decision() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        one.sign_all();
        app.pass(chrono::TimeDelta::days(3));
        let lot = one.lots[0].clone();
        revise(&one, &lot, "wrong_information").unwrap();
        let state_of = || -> String {
            app.database(|conn| {
                admissions::table
                    .filter(admissions::product_group.eq(&lot.product_group))
                    .filter(admissions::gemeente.eq(&lot.gemeente))
                    .select(admissions::state)
                    .first(conn)
            })
        };
        assert_eq!(state_of(), "granted", "until a new decision is signed the old one holds");
        let colleagues = others(app, &world);
        let again = reviewing(app, &colleagues, &one);
        let decision = judge_again(&again, &lot, "refuse");
        again.agree(&colleagues.countersigner, &decision).unwrap();
        let anew = Deciding { app, world: &colleagues, id: one.id.clone(), lots: vec![lot.clone()] };
        anew.sign_as(&anew.signer(), &Deciding::ids(&anew.lots)).unwrap();
        assert_eq!(state_of(), "lapsed");
    })
    .await;
}
