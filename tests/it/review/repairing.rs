//! Repair: one chance, in time, while the clock of the decision stands still.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::review::{self, Repair};
use openhuis::app::{Error, access};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::terms::local_day;
use openhuis::domain::words::dates::weekday_and_date;
use openhuis::storage::schema::{application_snapshots, applications, clarifications, messages};

use crate::support::on_both;
use crate::support::reviewing::Reviewing;

/// A requirement that can be repaired and something of it to point at.
pub fn repairable(one: &Reviewing<'_>) -> (String, String) {
    let found = one
        .world
        .scheme
        .requirements()
        .iter()
        .find(|requirement| requirement.repairable && !requirement.condition.evidence_kinds().is_empty());
    let found = found.unwrap();
    let kind = found.condition.evidence_kinds().into_iter().next().unwrap();
    (found.code.to_string(), format!("bewijs:{kind}"))
}

fn due(one: &Reviewing<'_>) -> chrono::NaiveDate {
    one.dossier().head.due.unwrap()
}

#[actix_web::test]
async fn the_clock_of_the_decision_stands_still_until_the_answer() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let before = due(&one);
        let (code, anchor) = repairable(&one);
        let request = one.ask(&code, &anchor).unwrap();
        assert_eq!(one.dossier().head.state, "clarification_asked");
        let while_open = due(&one);
        assert!(while_open > before);
        app.pass(TimeDelta::days(2));
        let ctx = app.as_provider(ProviderRole::Invuller);
        let (scope, given) =
            (world.org_scope(), Repair { text: "Zie de bijlage.".to_owned(), ..Repair::default() });
        let answer =
            || app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given));
        answer().unwrap();
        assert_eq!(one.dossier().head.state, "in_assessment");
        // From Sunday 22 November eight weeks end on a Sunday, so on Monday; two days later that is Tuesday.
        assert_eq!(due(&one), before + TimeDelta::days(1));
        let why = one.dossier().head.why.join(" ");
        assert!(why.contains("De termijn is 8 weken."), "{why}");
        assert!(why.contains("De termijn stond 2 dagen stil"), "{why}");
        assert!(why.ends_with(&format!("De laatste dag is {}.", weekday_and_date(due(&one)))), "{why}");
        assert!(matches!(answer(), Err(Error::Refused(_))), "answered before");
        let said: Vec<String> =
            app.database(|conn| messages::table.order(messages::sent_at).select(messages::body).load(conn));
        assert_eq!(said, ["Stuur het stuk alsnog.", "Zie de bijlage."]);
    })
    .await;
}

#[actix_web::test]
async fn everyone_has_one_chance_and_only_where_the_regeling_gives_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (code, anchor) = repairable(&one);
        assert!(matches!(one.ask(&code, "bewijs:iets-anders"), Err(Error::Invalid(_))));
        let request = one.ask(&code, &anchor).unwrap();
        assert!(matches!(one.ask(&code, &anchor), Err(Error::Refused(_))), "asked before");
        let not = world.scheme.requirements().iter().find(|one| !one.repairable).unwrap();
        assert!(matches!(one.ask(not.code.as_str(), "geheel"), Err(Error::Refused(_))), "cannot be repaired");
        let (ctx, scope, seen) = (app.assessor(&world.assessor), world.scope(), one.version());
        let back = |why: &str| {
            app.database.write(|conn| review::take_back(conn, &ctx, &scope, &one.id, &request, (why, seen)))
        };
        assert!(matches!(back(" "), Err(Error::Invalid(_))));
        back("Het stuk zat er toch bij.").unwrap();
        assert_eq!(one.dossier().head.state, "in_assessment");
        one.ask(&code, &anchor).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_term_that_passed_unused_is_closed_once_and_then_no_answer_counts() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (code, anchor) = repairable(&one);
        let request = one.ask(&code, &anchor).unwrap();
        let ctx = app.as_provider(ProviderRole::Invuller);
        let (scope, given) = (world.org_scope(), Repair { text: "Te laat.".to_owned(), ..Repair::default() });
        let other = access::for_system_org(world.other.clone());
        let theirs =
            app.database.write(|conn| review::repair(conn, &ctx, &other, (&one.id, &request), &given));
        assert!(matches!(theirs, Err(Error::NotFound)), "another organisation's");
        let expire = || {
            let ctx = app.system();
            app.database.write(|conn| review::expire(conn, &ctx, local_day(ctx.now))).unwrap()
        };
        assert_eq!(expire(), 0, "the term runs");
        app.pass(TimeDelta::days(30));
        let late = app.as_provider(ProviderRole::Invuller);
        let late =
            app.database.write(|conn| review::repair(conn, &late, &scope, (&one.id, &request), &given));
        assert!(matches!(late, Err(Error::Refused(_))));
        assert_eq!((expire(), expire()), (1, 0));
        let state: String =
            app.database(|conn| clarifications::table.select(clarifications::state).first(conn));
        assert_eq!(state, "expired");
        assert_eq!(one.dossier().head.state, "in_assessment");
    })
    .await;
}

#[actix_web::test]
async fn a_new_answer_counts_from_then_on_and_what_was_sent_in_stays() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let found = world.scheme.requirements().iter().find_map(|requirement| {
            let yes_no = requirement.condition.facts().into_iter().find(|code| {
                let def = world.scheme.fact(code).unwrap();
                matches!(def.kind, openhuis::domain::facts::FactType::YesNo)
            })?;
            requirement.repairable.then(|| (requirement.code.to_string(), yes_no.to_string()))
        });
        let (code, fact) = found.unwrap();
        let received: Option<chrono::NaiveDateTime> =
            app.database(|conn| applications::table.select(applications::received_at).first(conn));
        let request = one.ask(&code, &format!("gegeven:{fact}")).unwrap();
        let ctx = app.as_provider(ProviderRole::Invuller);
        app.pass(TimeDelta::hours(1));
        let fields = [(fact.clone(), vec!["ja".to_owned()])].into();
        let given = Repair { fields, ..Repair::default() };
        let scope = world.org_scope();
        app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given)).unwrap();
        let rows: Vec<i32> = app.database(|conn| {
            application_snapshots::table
                .order(application_snapshots::seq)
                .select(application_snapshots::seq)
                .load(conn)
        });
        assert_eq!(rows, [1, 2]);
        assert!(one.dossier().facts.iter().any(|seen| seen.code == fact));
        let after: Option<chrono::NaiveDateTime> =
            app.database(|conn| applications::table.select(applications::received_at).first(conn));
        assert_eq!(after, received, "repair is no later submission");
    })
    .await;
}

#[actix_web::test]
async fn what_was_judged_before_a_repair_still_counts_for_everybody_who_reads_the_verdict() {
    on_both(async |app| {
        let world = app.world();
        let applicant = app.applicant(&world);
        applicant.fill_in();
        for (code, typed) in [
            ("veroordeling", "ja"),
            ("veroordeling_datum", "1-3-2025"),
            ("veroordeling_aard", "fraude"),
            (
                "veroordeling_maatregelen",
                "Een tweede handtekening bij elke betaling, elk kwartaal gecontroleerd.",
            ),
        ] {
            applicant.answer(code, typed).unwrap();
        }
        applicant.submit().unwrap();
        app.claim(&world, "verified");
        let one = Reviewing { app, world: &world, id: applicant.id.clone() };
        one.take(&world.assessor).unwrap();
        one.assess(&one.judged("UIT-01", true)).unwrap();
        let request = one.ask("KWA-02", "gegeven:aandachtsfunctionaris").unwrap();
        let ctx = app.as_provider(ProviderRole::Invuller);
        let given = Repair {
            fields: [("aandachtsfunctionaris".to_owned(), vec!["ja".to_owned()])].into(),
            ..Repair::default()
        };
        let scope = world.org_scope();
        app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given)).unwrap();
        let opened = app
            .database
            .read(|conn| review::Opened::load(conn, &app.assessor(&world.assessor), &world.scope(), &one.id));
        let signed = opened.unwrap().verdict().unwrap();
        let judged = signed.results.iter().find(|result| result.code.as_str() == "UIT-01").unwrap();
        assert_eq!(judged.outcome, openhuis::domain::rules::Outcome::Met);
    })
    .await;
}
