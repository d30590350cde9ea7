//! Judging requirements: what a judgement needs, and what it never loses.

use diesel::prelude::*;
use openhuis::app::Error;
use openhuis::app::apply::ANYONE;
use openhuis::app::review::Judged;
use openhuis::domain::ids::Id;
use openhuis::storage::schema::assessments;

use crate::support::on_both;
use crate::support::reviewing::Reviewing;

fn fields(refused: openhuis::app::Result<()>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_judgement_needs_an_outcome_a_reason_and_why() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let code = one.dossier().lots[0].open[0].clone();
        let empty = Judged { requirement: code.clone(), seen: one.version(), ..Judged::default() };
        let missing = fields(one.assess(&empty));
        assert!(missing.contains(&"oordeel".to_owned()) && missing.contains(&"motivering".to_owned()));
        let against = Judged { reason: "ONV-01".to_owned(), ..one.judged(&code, false) };
        assert!(
            fields(one.assess(&against)).contains(&"reden".to_owned()),
            "a reason for repair refuses nobody"
        );
        let unknown = Judged { requirement: "BESTAAT-NIET".to_owned(), ..one.judged(&code, true) };
        assert_eq!(fields(one.assess(&unknown)), ["eis"]);
    })
    .await;
}

#[actix_web::test]
async fn a_later_judgement_revises_the_earlier_one_and_both_stay() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let code = one.dossier().lots[0].open[0].clone();
        one.assess(&one.judged(&code, true)).unwrap();
        app.pass(chrono::TimeDelta::minutes(1));
        one.assess(&one.judged(&code, false)).unwrap();
        let rows: Vec<(String, Option<String>)> = app.database(|conn| {
            assessments::table
                .order(assessments::assessed_at)
                .select((assessments::id, assessments::revises))
                .load(conn)
        });
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].1.as_ref(), Some(&rows[0].0));
        let changed = app.database.write(|conn| {
            Ok(diesel::update(assessments::table).set(assessments::motivation.eq("anders")).execute(conn)?)
        });
        assert!(changed.is_err(), "the database keeps what was said");
    })
    .await;
}

#[actix_web::test]
async fn what_is_not_met_in_one_gemeente_shows_and_what_nobody_judged_in_another_stays_open() {
    on_both(async |app| {
        let world = app.world();
        let draft = app.applicant(&world);
        draft.fill_in();
        let lots = draft.open_lots();
        draft.choose(&lots[..2]).unwrap();
        draft.places(&lots[1].0, ANYONE, "3").unwrap();
        draft.submit().unwrap();
        app.claim(&world, "verified");
        let one = Reviewing { app, world: &world, id: draft.id.clone() };
        one.take(&world.assessor).unwrap();
        let (code, lots) = (one.dossier().lots[0].open[0].clone(), one.dossier().lots);
        let judge = |lot: usize, met| {
            let lot = Some(Id::parse(&lots[lot].id).unwrap());
            one.assess(&Judged { lot, ..one.judged(&code, met) }).unwrap();
            app.pass(chrono::TimeDelta::minutes(1));
        };
        let seen = || {
            let kinds = one.dossier().kinds;
            let kind =
                kinds.into_iter().find(|kind| kind.tests.iter().any(|test| test.code == code)).unwrap();
            let test = kind.tests.iter().find(|test| test.code == code).unwrap();
            (test.said, test.open, kind.settled)
        };
        assert_eq!(seen(), (None, true, false));
        judge(0, false);
        assert_eq!(seen(), (Some("not_met"), true, false), "the other gemeente is still to be judged");
        judge(1, true);
        assert_eq!(seen(), (Some("not_met"), false, false), "what came last is not all there is");
    })
    .await;
}

#[actix_web::test]
async fn only_whose_work_it_is_judges() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let code = one.dossier().lots[0].open[0].clone();
        let refused = one.assess(&one.judged(&code, true));
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("Neem de aanmelding eerst")));
        one.take(&world.countersigner).unwrap();
        let refused = one.assess(&one.judged(&code, true));
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("Een collega")));
    })
    .await;
}

#[actix_web::test]
async fn what_is_criminal_is_read_by_whose_work_it_is_only() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let seen = |dossier: openhuis::app::review::show::Dossier| {
            dossier.facts.into_iter().find(|fact| fact.class == "strafrechtelijk").unwrap().value
        };
        assert!(seen(one.dossier()).is_some());
        let colleague = one.dossier_as(&app.assessor(&world.countersigner)).unwrap();
        assert!(colleague.kinds.iter().flat_map(|kind| &kind.tests).any(|test| test.rules == "afgeschermd"));
        assert_eq!(seen(colleague), None);
    })
    .await;
}

#[actix_web::test]
async fn who_reads_along_or_signs_does_not_read_what_lies_behind_a_criminal_requirement() {
    use openhuis::app::{Ctx, review::show, to_sign};
    use openhuis::domain::access::{Role, StaffRole};
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let decision = one.proposed();
        let rows = |ctx: &Ctx| {
            app.database.read(|conn| show::proposal(conn, ctx, &world.scope(), &decision)).unwrap().rows
        };
        let second = rows(&app.assessor(&world.countersigner));
        assert!(
            second.iter().all(|row| row.rules != "afgeschermd"),
            "who countersigns must know the conclusion"
        );
        let along = rows(&app.as_user(&world.signer, Role::Staff(StaffRole::ContractManager)));
        let shielded: Vec<_> = along.iter().filter(|row| row.rules == "afgeschermd").collect();
        assert!(
            !shielded.is_empty()
                && shielded.iter().all(|row| row.said.is_none() && row.motivation.is_empty())
        );
        let signer = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
        let lot = openhuis::domain::ids::Id::parse(&one.dossier().lots[0].id).unwrap();
        let to_sign =
            app.database.read(|conn| to_sign::proposal(conn, &signer, &world.scope(), &lot)).unwrap();
        for row in shielded {
            let found = to_sign.results.iter().find(|found| found.title == row.title).unwrap();
            assert!(found.explanation.is_empty(), "{found:?}");
        }
    })
    .await;
}
