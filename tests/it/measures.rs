//! Measures: from advice to a closed re-check, by three people, on a basis in the overeenkomst; and what nobody reads of it.

use chrono::{NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use openhuis::app::admissions::Stop;
use openhuis::app::investigations::{self, New};
use openhuis::app::measures::{self, Advice, Proposal, Reach, Recheck};
use openhuis::app::{self, Error, admissions};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::admission::{State as Admission, SuspensionKind};
use openhuis::domain::ids::{AdmissionId, MeasureId, UserId};
use openhuis::domain::letter::LetterKind;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::supervision::Discipline;
use openhuis::domain::supervision::measure::{MeasureKind, State};
use openhuis::domain::terms::local_day;
use openhuis::storage::schema::{admissions as admitted, letters, measures as kept};
use openhuis::storage::types::AsText;

use crate::support::applying::portal;
use crate::support::investigating::Investigating;
use crate::support::register::Admitted;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

/// Stands in everything that is written of a measure.
const SECRET: &str = "Fluistering";

fn watching(world: &World) -> Reach {
    Reach::watching(world.scope(), [(Discipline::Quality, Vec::new())].into())
}

fn team(world: &World) -> Reach {
    Reach::team(world.scope(), Vec::new())
}

fn advice_of(world: &World, admission: &AdmissionId, kind: &str) -> Advice {
    Advice {
        org: world.org.to_string(),
        discipline: String::new(),
        admissions: vec![admission.to_string()],
        kind: kind.to_owned(),
        text: format!("{SECRET} advies"),
        reports: Vec::new(),
        findings: vec![[
            "Locatie De Wilg".to_owned(),
            format!("{SECRET} feit"),
            "Bezoek op 2 november".to_owned(),
        ]],
    }
}

fn advise(app: &TestApp, world: &World, advice: &Advice) -> app::Result<MeasureId> {
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    app.database.write(|conn| measures::advise(conn, &ctx, &watching(world), advice))
}

fn proposal_of(app: &TestApp, kind: &str, days: Option<i64>) -> Proposal {
    Proposal {
        kind: kind.to_owned(),
        until: Ok(days.map(|days| local_day(app.clock.now()) + TimeDelta::days(days))),
        amount: String::new(),
        transferred: false,
        motivation: format!("{SECRET} motivering"),
        lighter: format!("{SECRET} evenredig"),
        seen: 1,
    }
}

fn manager(app: &TestApp) -> UserId {
    app.user_by_mail("contract@zwd.test")
}

fn propose(app: &TestApp, world: &World, id: &MeasureId, proposal: &Proposal) -> app::Result<()> {
    let ctx = app.as_user(&manager(app), Role::Staff(StaffRole::ContractManager));
    app.database.write(|conn| measures::propose(conn, &ctx, &team(world), id, proposal))
}

fn decide_as(app: &TestApp, world: &World, id: &MeasureId, by: &UserId) -> app::Result<()> {
    let ctx = app.as_user(by, Role::Staff(StaffRole::DecisionMaker));
    let seen = app.database(|conn| kept::table.find(id.as_str()).select(kept::version).first(conn));
    let why = format!("{SECRET} uitspraak");
    app.database.write(|conn| measures::decide(conn, &ctx, (&team(world), &portal()), (id, seen), &why))
}

fn decide(app: &TestApp, world: &World, id: &MeasureId) -> app::Result<()> {
    decide_as(app, world, id, &world.signer)
}

/// In force, after the aanbieder said nothing in its term.
fn in_force(
    app: &TestApp,
    world: &World,
    admission: &AdmissionId,
    (kind, days): (&str, Option<i64>),
) -> MeasureId {
    let id = advise(app, world, &advice_of(world, admission, kind)).unwrap();
    propose(app, world, &id, &proposal_of(app, kind, days)).unwrap();
    app.pass(TimeDelta::days(20));
    decide(app, world, &id).unwrap();
    id
}

fn recheck(
    app: &TestApp,
    world: &World,
    id: &MeasureId,
    (step, on): (&str, Option<NaiveDate>),
) -> app::Result<()> {
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    let seen = app.database(|conn| kept::table.find(id.as_str()).select(kept::version).first(conn));
    let step = Recheck { step: step.to_owned(), on: Ok(on), why: format!("{SECRET} {step}"), seen };
    app.database.write(|conn| measures::recheck(conn, &ctx, &watching(world), id, &step))
}

fn state(app: &TestApp, id: &MeasureId) -> State {
    let found: AsText<State> =
        app.database(|conn| kept::table.find(id.as_str()).select(kept::state).first(conn));
    found.0
}

fn stands(app: &TestApp, id: &AdmissionId) -> Admission {
    let found: AsText<Admission> =
        app.database(|conn| admitted::table.find(id.as_str()).select(admitted::state).first(conn));
    found.0
}

fn told(app: &TestApp) -> Vec<LetterKind> {
    let kinds: Vec<AsText<LetterKind>> = app.database(|conn| {
        letters::table.order((letters::created_at, letters::id)).select(letters::kind).load(conn)
    });
    kinds.into_iter().map(|one| one.0).collect()
}

fn refused<T: std::fmt::Debug>(done: app::Result<T>) -> String {
    match done {
        Err(Error::Refused(why)) => why,
        Err(Error::Invalid(mistakes)) => mistakes
            .into_iter()
            .map(|one| format!("{}: {}", one.field, one.message))
            .collect::<Vec<_>>()
            .join("\n"),
        other => panic!("{other:?}"),
    }
}

fn own(app: &TestApp, world: &World) -> AdmissionId {
    app.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM1690"))
}

#[actix_web::test]
async fn a_stop_goes_from_advice_to_a_closed_recheck_and_the_admission_follows() {
    on_both(async |app| {
        let world = app.world();
        let admission = own(app, &world);
        let id = advise(app, &world, &advice_of(&world, &admission, "intake_stop")).unwrap();
        assert_eq!(app.database.read(|conn| measures::own_list(conn, &world.org_scope())).unwrap().len(), 0);
        propose(app, &world, &id, &proposal_of(app, "intake_stop", Some(90))).unwrap();
        assert_eq!((state(app, &id), told(app)), (State::Hearing, vec![LetterKind::MeasureIntended]));
        assert!(
            refused(decide(app, &world, &id)).contains("De aanbieder kan nog zeggen"),
            "it is heard first"
        );
        let provider = app.as_provider(ProviderRole::Invuller);
        let view = |text: &str| {
            app.database.write(|conn| measures::give_view(conn, &provider, &world.org_scope(), &id, text))
        };
        view("Wij namen twee mensen aan.").unwrap();
        assert!(refused(view("En nog iets.")).contains("al"));
        assert_eq!(stands(app, &admission), Admission::Active, "nothing happens before it is decided");
        decide(app, &world, &id).unwrap();
        assert_eq!(stands(app, &admission), Admission::Suspended);
        assert!(told(app).contains(&LetterKind::MeasureTaken));

        let tomorrow = local_day(app.clock.now()) + TimeDelta::days(1);
        let by_hand = app.as_user(&manager(app), Role::Staff(StaffRole::ContractManager));
        let (scope, portal) = (world.scope(), portal());
        let stop = Stop {
            admissions: vec![admission.clone()],
            until: tomorrow,
            basis: Motivation::parse("Artikel 12.4.").unwrap(),
        };
        let whom = (&world.org, SuspensionKind::IntakeStop);
        let sooner = app
            .database
            .write(|conn| measures::suspend_by_hand(conn, &by_hand, (&scope, &portal), whom, &stop));
        assert!(refused(sooner).contains("alleen wie beslist"), "nobody cuts a measure short by hand");
        let back = app.database.write(|conn| {
            measures::resume_by_hand(conn, &by_hand, (&scope, &portal), &world.org, &stop.admissions)
        });
        assert!(refused(back).contains("alleen wie beslist"));
        recheck(app, &world, &id, ("plan_recheck", Some(tomorrow))).unwrap();
        let early = refused(recheck(app, &world, &id, ("close", None)));
        assert!(early.contains("geldt nog tot"), "{early}");
        app.pass(TimeDelta::days(91));
        let ctx = app.system();
        let back = app.database.write(|conn| admissions::resume(conn, &ctx, local_day(ctx.now))).unwrap();
        assert_eq!((back, stands(app, &admission)), (1, Admission::Active), "it returns by itself");
        recheck(app, &world, &id, ("close", None)).unwrap();
        assert_eq!(state(app, &id), State::Closed);
    })
    .await;
}

#[actix_web::test]
async fn what_the_overeenkomst_does_not_allow_is_refused_with_the_rule() {
    on_both(async |app| {
        let far = app.world_of(MIJ, "mij.test");
        let (group, gemeente) =
            (far.scheme.groups()[0].code.as_str(), far.scheme.gemeenten()[0].code.as_str());
        let admission = app.admit(&far, &Admitted::active(&far.org, "Elders", group, gemeente));
        let none = refused(advise(app, &far, &advice_of(&far, &admission, "suspension")));
        assert!(
            none.contains("maatregel: De regeling waarop deze toelating rust, noemt geen artikel"),
            "{none}"
        );

        let world = app.world();
        let admission = own(app, &world);
        let id = advise(app, &world, &advice_of(&world, &admission, "intake_stop")).unwrap();
        let long = refused(propose(app, &world, &id, &proposal_of(app, "intake_stop", Some(300))));
        assert!(
            long.contains("tot_day: ") && long.contains("Langer laat de overeenkomst niet toe"),
            "{long}"
        );
        let silent = Proposal { lighter: String::new(), ..proposal_of(app, "warning", None) };
        assert!(refused(propose(app, &world, &id, &silent)).contains("lichter: "), "proportionality");
        let money = Proposal { amount: "veel".to_owned(), ..proposal_of(app, "recovery", None) };
        assert!(refused(propose(app, &world, &id, &money)).contains("bedrag: "));
        assert_eq!((state(app, &id), told(app).len()), (State::Advised, 0));
    })
    .await;
}

#[actix_web::test]
async fn an_advice_names_its_admissions_one_by_one_and_no_client() {
    on_both(async |app| {
        let world = app.world();
        let here = own(app, &world);
        let there = app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM0118"));
        let none = Advice { admissions: Vec::new(), ..advice_of(&world, &here, "warning") };
        assert!(refused(advise(app, &world, &none)).contains("toelating: "), "never silently all");
        let both = Advice {
            admissions: vec![here.to_string(), there.to_string()],
            ..advice_of(&world, &here, "warning")
        };
        assert!(refused(advise(app, &world, &both)).contains("één gemeente"));
        let mut known = advice_of(&world, &here, "warning");
        known.findings[0][1] = "Het ging om bsn 123456782.".to_owned();
        assert!(refused(advise(app, &world, &known)).contains("feit_1: "));
        let silent = Advice { findings: vec![Default::default()], ..advice_of(&world, &here, "warning") };
        assert!(refused(advise(app, &world, &silent)).contains("bron_1: "), "a fact has a source");
        let other = Advice { org: world.other.to_string(), ..advice_of(&world, &here, "warning") };
        assert!(matches!(advise(app, &world, &other), Err(Error::NotFound)), "it is not admitted");
        let far = Reach::watching(world.scope(), [(Discipline::Quality, vec!["GM0118".to_owned()])].into());
        let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
        let advice = advice_of(&world, &here, "warning");
        let done = app.database.write(|conn| measures::advise(conn, &ctx, &far, &advice));
        assert!(refused(done).contains("toelating: "), "not of a gemeente that is not watched");
        let count: i64 = app.database(|conn| kept::table.count().get_result(conn));
        assert_eq!(count, 0);
    })
    .await;
}

#[actix_web::test]
async fn an_advice_rests_on_findings_of_a_final_report_word_for_word_and_reaches_no_further() {
    on_both(async |app| {
        let world = app.world();
        let group = world.scheme.groups()[0].code.as_str();
        let admit = |group: &str, gemeente: &str| {
            app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", group, gemeente))
        };
        let (here, beside, there) = (
            admit(group, "GM1690"),
            admit(world.scheme.groups()[1].code.as_str(), "GM1690"),
            admit(group, "GM0118"),
        );
        let one = Investigating { app, world: &world, gemeente: "GM1690".to_owned() };
        let facts =
            || app.database.read(|conn| investigations::facts(conn, &one.wall(), &world.org)).unwrap();
        let product = world.scheme.groups()[0].products[0].code.to_string();
        let id = one.plan_as(&one.wall(), &New { products: vec![product], ..one.form() }).unwrap();
        one.take(&id, "begin").unwrap();
        one.draft(&id).unwrap();
        one.take(&id, "hear").unwrap();
        assert!(facts().is_empty(), "a draft is no fact");
        one.answer(&id, &[("VEI-01", "Het is nu bijgewerkt.")]).unwrap();
        one.finish(&id, &[("VEI-01", "Wij zagen dat nog niet.", "not_met")]).unwrap();
        let found = facts();
        let [only] = found.as_slice() else { panic!("{found:?}") };
        let fact = &only.fact;
        assert!(fact.text.starts_with("Voldoet niet. Het register is niet bij."), "{}", fact.text);
        assert!(fact.text.contains("Het is nu bijgewerkt.") && fact.text.contains("Wij zagen dat nog niet."));
        assert!(fact.source.contains(&only.number) && fact.source.contains("VEI-01"), "{}", fact.source);

        let keys = std::slice::from_ref(&only.key);
        let chosen = |keys: &[String]| {
            app.database.read(|conn| investigations::chosen(conn, &one.wall(), &world.org, keys))
        };
        assert!(matches!(chosen(&["nonsense".to_owned()]), Err(Error::NotFound)));
        let elsewhere = app.database.read(|conn| investigations::facts(conn, &one.wall(), &world.other));
        assert!(elsewhere.unwrap().is_empty(), "of nobody else");
        let resting = |admissions: &[&AdmissionId]| Advice {
            admissions: admissions.iter().map(|id| id.to_string()).collect(),
            findings: vec![Default::default()],
            reports: chosen(keys).unwrap(),
            ..advice_of(&world, &here, "warning")
        };
        assert!(refused(advise(app, &world, &resting(&[&there]))).contains("andere gemeente"));
        assert!(refused(advise(app, &world, &resting(&[&here, &beside]))).contains("niet over alle"));
        let measure = advise(app, &world, &resting(&[&here])).unwrap();
        let seen = app.database.read(|conn| measures::one(conn, &team(&world), &measure)).unwrap().seen;
        assert_eq!(seen.facts, [[fact.location.clone(), fact.text.clone(), fact.source.clone()]]);
        let of =
            |reach: &Reach| app.database.read(|conn| measures::resting_on(conn, reach, &id)).unwrap().len();
        assert_eq!(of(&watching(&world)), 1);
        let far = Reach::watching(world.scope(), [(Discipline::Quality, vec!["GM0118".to_owned()])].into());
        assert_eq!(of(&far), 0, "not of a gemeente that is not watched");
    })
    .await;
}

#[actix_web::test]
async fn who_advises_proposes_and_decides_are_three_people_in_the_database_too() {
    on_both(async |app| {
        let world = app.world();
        let admission = own(app, &world);
        let id = advise(app, &world, &advice_of(&world, &admission, "warning")).unwrap();
        propose(app, &world, &id, &proposal_of(app, "warning", None)).unwrap();
        app.pass(TimeDelta::days(20));
        let alone = refused(decide_as(app, &world, &id, &app.user("iemand@zwd.test")));
        assert!(alone.contains("mandaat of volmacht"), "{alone}");
        app.mandates(&world.region, &world.scheme, &manager(app), &world.admin);
        let again = refused(decide_as(app, &world, &id, &manager(app)));
        assert!(again.contains("drie mensen"), "{again}");
        let mandate: String = app.database(|conn| {
            use openhuis::storage::schema::mandates;
            mandates::table.select(mandates::id).first(conn)
        });
        for who in ["proposed_by", "advised_by"] {
            let by_hand = format!(
                "UPDATE measures SET state = 'in_force', mandate_id = '{mandate}', decision = 'Ja.', decided_by = {who}, \
                 decided_at = '2026-12-31 11:00:00'"
            );
            let done: app::Result<()> = app.database.write(|conn| Ok(conn.batch_execute(&by_hand)?));
            assert!(done.is_err(), "{who}");
        }
        decide(app, &world, &id).unwrap();
        assert_eq!((state(app, &id), stands(app, &admission)), (State::InForce, Admission::Active));
    })
    .await;
}

#[actix_web::test]
async fn nothing_ends_while_clients_run_for_whom_nothing_is_arranged() {
    on_both(async |app| {
        let world = app.world();
        let target = world.scheme.target_groups()[0].code.to_string();
        let one = Admitted {
            target: &target,
            ..Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM1690")
        };
        let admission = app.admit(&world, &one);
        let id = advise(app, &world, &advice_of(&world, &admission, "ending")).unwrap();
        propose(app, &world, &id, &proposal_of(app, "ending", None)).unwrap();
        app.pass(TimeDelta::days(20));
        refused(decide(app, &world, &id));
        assert_eq!((state(app, &id), stands(app, &admission)), (State::Hearing, Admission::Active));
        let next = advise(app, &world, &advice_of(&world, &admission, "ending")).unwrap();
        let arranged = Proposal { transferred: true, ..proposal_of(app, "ending", None) };
        propose(app, &world, &next, &arranged).unwrap();
        app.pass(TimeDelta::days(20));
        decide(app, &world, &next).unwrap();
        assert_eq!(stands(app, &admission), Admission::Ended);
    })
    .await;
}

#[actix_web::test]
async fn a_lifted_stop_gives_the_admission_back_and_one_stop_never_hides_another() {
    on_both(async |app| {
        let world = app.world();
        let admission = own(app, &world);
        let id = in_force(app, &world, &admission, ("intake_stop", Some(90)));
        let next = advise(app, &world, &advice_of(&world, &admission, "suspension")).unwrap();
        propose(app, &world, &next, &proposal_of(app, "suspension", Some(60))).unwrap();
        app.pass(TimeDelta::days(20));
        assert!(refused(decide(app, &world, &next)).contains("Er geldt al"));
        let ctx = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
        let seen = app.database(|conn| kept::table.find(id.as_str()).select(kept::version).first(conn));
        let lift = |why: &str| {
            app.database
                .write(|conn| measures::lift(conn, &ctx, (&team(&world), &portal()), (&id, seen), why))
        };
        assert!(refused(lift("")).contains("waarom: "));
        lift("Het rooster klopt.").unwrap();
        assert_eq!((state(app, &id), stands(app, &admission)), (State::Lifted, Admission::Active));
        assert_eq!(told(app).last(), Some(&LetterKind::MeasureEnded));
        decide(app, &world, &next).unwrap();
        assert_eq!(stands(app, &admission), Admission::Suspended);
    })
    .await;
}

#[actix_web::test]
async fn the_public_only_sees_that_no_new_clients_are_taken_and_who_assesses_sees_nothing() {
    on_both(async |app| {
        let world = app.world();
        let admission = own(app, &world);
        let id = in_force(app, &world, &admission, ("intake_stop", Some(90)));
        let everybody = app.visitor();
        for path in ["register", "register.csv", ""] {
            let page = everybody.get(&format!("/regio/{}/{path}", world.slug)).await;
            assert!(!page.text.contains(SECRET) && !page.text.contains("MR-"), "{path}");
            assert!(!page.text.contains("art. 12.4"), "{path}");
        }
        let register = everybody.get(&format!("/regio/{}/register", world.slug)).await;
        assert!(register.text.contains("neemt nu geen nieuwe cliënten aan"), "{}", register.text);
        let readers = [
            ("beoordelaar@zwd.test", "/beoordeling/maatregelen", 403),
            ("beheer@zwd.test", "/beoordeling/maatregelen", 403),
            ("contract@zwd.test", "/beoordeling/maatregelen", 200),
            ("beslisser@zwd.test", "/beoordeling/maatregelen", 200),
            ("toezicht@zwd.test", "/toezicht/maatregelen", 200),
            ("lezer@zorg.zwd.test", "/aanbieder/maatregelen", 200),
            ("tekenbevoegde@ander.zwd.test", "/aanbieder/maatregelen", 404),
        ];
        for (mail, home, status) in readers {
            let client = app.visitor();
            assert_eq!(app.log_in(&client, mail).await.status, 303, "{mail}");
            let page = client.get(&format!("{home}/{id}")).await;
            assert_eq!(page.status, status, "{mail}: {}", page.text);
            if mail.starts_with("lezer") {
                assert!(page.text.contains("Overeenkomst art. 12.4"), "the aanbieder reads the basis");
                assert!(!page.text.contains("Fluistering advies"), "and not the advice");
            }
        }
        let kind: AsText<MeasureKind> =
            app.database(|conn| kept::table.find(id.as_str()).select(kept::advised_kind).first(conn));
        assert_eq!(kind.0, MeasureKind::IntakeStop);
    })
    .await;
}
