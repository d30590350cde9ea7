//! Proposals and the second person: what they need, and what code and database both refuse.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use openhuis::app::{Error, review};
use openhuis::storage::schema::{decision_inputs, decisions};

use crate::support::on_both;

#[actix_web::test]
async fn nothing_is_proposed_until_every_hard_requirement_is_settled() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        for outcome in ["admit", "refuse"] {
            assert!(matches!(one.propose(outcome), Err(Error::Refused(why)) if why.contains("nog niet beoordeeld")));
        }
        assert!(matches!(one.propose("misschien"), Err(Error::Invalid(_))));
        one.assess_all();
        assert!(matches!(one.propose("refuse"), Err(Error::Refused(_))), "nothing grounds a refusal");
        one.propose("admit").unwrap();
        assert_eq!(one.dossier().head.state, "assessed");
        let kept: (String, i64) = app.database(|conn| {
            let named = decisions::table.select(decisions::inputs_sha256).first(conn)?;
            Ok((named, decision_inputs::table.count().get_result(conn)?))
        });
        assert_eq!((kept.0.len(), kept.1), (64, 1));
    })
    .await;
}

#[actix_web::test]
async fn a_refusal_carries_the_grounds_that_were_judged() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let code = one.dossier().lots[0].open[0].clone();
        one.assess_all();
        app.pass(chrono::TimeDelta::minutes(1));
        one.assess(&one.judged(&code, false)).unwrap();
        assert!(matches!(one.propose("admit"), Err(Error::Refused(why)) if why.contains(&code)));
        one.propose("refuse").unwrap();
        let reasons: String =
            app.database(|conn| decisions::table.select(decisions::reasons_json).first(conn));
        assert!(reasons.contains(&code) && reasons.contains("AFW-01"), "{reasons}");
    })
    .await;
}

#[actix_web::test]
async fn who_assessed_never_countersigns_by_code_or_by_database() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let decision = one.proposed();
        let refused = one.agree(&world.assessor, &decision);
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("Vraag een collega")));
        let by_hand = app.database.write(|conn| {
            let sql = format!(
                "UPDATE decisions SET state = 'countersigned', countersigned_by = '{}', \
                 countersigned_at = proposed_at WHERE id = '{decision}'",
                world.assessor
            );
            Ok(conn.batch_execute(&sql)?)
        });
        assert!(by_hand.is_err(), "the database refuses it too");
        one.agree(&world.countersigner, &decision).unwrap();
        assert_eq!(one.dossier().lots[0].state, "countersigned");
        let again = one.agree(&world.countersigner, &decision);
        assert!(matches!(again, Err(Error::Refused(_))), "it lies with the decision maker now");
    })
    .await;
}

#[actix_web::test]
async fn what_is_sent_back_says_why_and_opens_the_assessment_again() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let code = one.dossier().lots[0].open[0].clone();
        one.assess_all();
        let decision = one.propose("admit").unwrap();
        let ctx = app.assessor(&world.countersigner);
        let back = |why: &str| {
            app.database.write(|conn| review::send_back(conn, &ctx, &world.scope(), &decision, why))
        };
        assert!(matches!(back(""), Err(Error::Invalid(_))));
        back("Het uittreksel is van een andere rechtspersoon.").unwrap();
        let dossier = one.dossier();
        assert_eq!((dossier.head.state, dossier.lots[0].state), ("in_assessment", "pending"));
        app.pass(chrono::TimeDelta::minutes(1));
        one.assess(&one.judged(&code, false)).unwrap();
        let second = one.propose("refuse").unwrap();
        assert!(matches!(back("nog eens"), Err(Error::Stale)), "the earlier one lies nowhere any more");
        one.agree(&world.countersigner, &second).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn another_region_does_not_know_the_proposal() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let decision = one.proposed();
        let other = app.world_of(crate::support::world::MIJ, "mij.test");
        let ctx = app.assessor(&other.assessor);
        let agreed = app.database.write(|conn| review::agree(conn, &ctx, &other.scope(), &decision));
        assert!(matches!(agreed, Err(Error::NotFound)));
        let ctx = app.assessor(&world.countersigner);
        let waiting = app.database.read(|conn| review::show::proposals(conn, &ctx, &world.scope())).unwrap();
        assert_eq!(waiting.len(), 1);
        let seen =
            app.database.read(|conn| review::show::proposal(conn, &ctx, &world.scope(), &decision)).unwrap();
        assert_eq!((seen.outcome, seen.state), ("admit", "proposed"));
        assert!(seen.differing > 0, "people said more than the rules could");
    })
    .await;
}
