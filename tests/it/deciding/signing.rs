//! Who may sign what, for whom; and that nothing is half signed.

use diesel::prelude::*;
use openhuis::app::{Error, decide};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::code::Code as _;
use openhuis::domain::motivation::Motivation;
use openhuis::storage::schema::{admissions, decisions, letters, mandates};
use openhuis::web::route::{Method, Route};
use openhuis::web::routes::ROUTES;

use crate::support::{TestApp, on_both};

fn count(app: &TestApp, what: &str) -> i64 {
    app.database(|conn| match what {
        "letters" => letters::table.count().get_result(conn),
        _ => admissions::table.count().get_result(conn),
    })
}

#[actix_web::test]
async fn signing_per_gemeente_gives_one_letter_and_an_admission_for_each_lot_that_is_admitted() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, others) = one.by_gemeente();
        one.sign_as(&one.signer(), &own).unwrap();
        assert_eq!(count(app, "letters"), 0, "the letter waits for the other gemeente");
        one.sign_as(&one.signer(), &others).unwrap();
        assert_eq!((count(app, "letters"), count(app, "admissions")), (1, 2));
        assert!(one.states().iter().all(|state| state == "decided"));
    })
    .await;
}

#[actix_web::test]
async fn lots_of_two_gemeenten_are_not_signed_at_once_and_nothing_of_it_is_kept() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let all = [one.by_gemeente().0, one.by_gemeente().1].concat();
        assert!(matches!(one.sign_as(&one.signer(), &all), Err(Error::Refused(_))));
        assert!(one.states().iter().all(|state| state == "countersigned"));
        assert_eq!(count(app, "admissions"), 0);
    })
    .await;
}

#[actix_web::test]
async fn nobody_signs_outside_the_volmacht_or_under_the_wrong_kind_of_power() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, _) = one.by_gemeente();
        let set = |kind: &str, until: Option<&str>| {
            let until: Option<chrono::NaiveDate> = until.map(|day| day.parse().unwrap());
            app.database(|conn| {
                diesel::update(mandates::table)
                    .set((mandates::kind.eq(kind), mandates::valid_until.eq(until)))
                    .execute(conn)
            })
        };
        for (kind, until) in [("mandaat", None), ("volmacht", Some("2026-11-21"))] {
            set(kind, until);
            let refused = one.sign_as(&one.signer(), &own);
            assert!(matches!(&refused, Err(Error::Refused(why)) if why.ends_with('.')), "{refused:?}");
        }
        set("volmacht", Some("2026-11-22"));
        one.sign_as(&one.signer(), &own).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn who_assessed_does_not_sign_and_the_database_says_so_too() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, _) = one.by_gemeente();
        app.database(|conn| {
            diesel::update(mandates::table).set(mandates::user_id.eq(world.assessor.as_str())).execute(conn)
        });
        let ctx = app.as_user(&world.assessor, Role::Staff(StaffRole::DecisionMaker));
        assert!(matches!(one.sign_as(&ctx, &own), Err(Error::Refused(_))));
        let mandate: String = app.database(|conn| mandates::table.select(mandates::id).first(conn));
        let raw = app.database.write(|conn| {
            Ok(diesel::update(decisions::table.filter(decisions::lot_application_id.eq(own[0].as_str())))
                .set((
                    decisions::state.eq("signed"),
                    decisions::signed_by.eq(Some(world.assessor.as_str())),
                    decisions::signed_at.eq(decisions::countersigned_at),
                    decisions::mandate_id.eq(Some(mandate)),
                ))
                .execute(conn)?)
        });
        assert!(raw.is_err(), "the guard of the database refuses it");
    })
    .await;
}

#[actix_web::test]
async fn a_returned_proposal_opens_the_assessment_again_and_cannot_be_signed_any_more() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, _) = one.by_gemeente();
        let why = Motivation::parse("De motivering noemt een ander stuk.").unwrap();
        let ctx = one.signer();
        app.database.write(|conn| decide::give_back(conn, &ctx, &world.scope(), &own[..1], &why)).unwrap();
        assert!(one.states().contains(&"pending".to_owned()));
        assert!(one.sign_as(&ctx, &own[..1]).is_err());
    })
    .await;
}

/// Property 7 of domain.md §6.1, of roles; of people it is `whoever_assessed_never_countersigns_or_signs` in the domain.
#[test]
fn property_7_only_a_decision_maker_decides_and_a_toezichthouder_takes_no_step_of_an_admission() {
    let changes = || ROUTES.iter().filter(|route| route.method == Method::Post);
    for route in changes().filter(|route| route.name.starts_with("decisions.")) {
        let may: Vec<_> = Role::ALL.iter().filter(|role| route.who.admits(**role)).collect();
        assert_eq!(may, [&Role::Staff(StaffRole::DecisionMaker)], "{}", route.name);
    }
    assert!(changes().filter(|route| route.name.starts_with("decisions.")).count() > 1);
    // What a toezichthouder does has its place under /toezicht; here it only reads.
    let here = |route: &&Route| route.path.starts_with("/beoordeling");
    let taken = changes().filter(here).filter(|route| route.who.admits(Role::Staff(StaffRole::Supervisor)));
    assert_eq!(taken.map(|route| route.name).collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(changes().filter(here).count() > 20);
}
