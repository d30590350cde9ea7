//! A draft: nothing that is typed gets lost, nobody else sees it, and who only reads changes nothing.

use openhuis::app::policy::{self, NewProcedure, TwoPeople};
use openhuis::app::{self, Error, access, apply};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::State;
use openhuis::storage::{applications, schema::facts};

use crate::support::on_both;
use crate::support::world::ZWD;

#[actix_web::test]
async fn a_draft_has_a_number_and_is_begun_once_per_window() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        assert_eq!(one.opened().row.number, "ZWD-2026-00001");
        assert_eq!(one.opened().life.state(), State::Draft);
        assert_eq!(app.applicant(&world).id, one.id, "beginning again leads to the same draft");
    })
    .await;
}

#[actix_web::test]
async fn two_procedures_of_one_region_never_give_the_same_number_in_one_year() {
    on_both(async |app| {
        let world = app.world();
        let first = app.applicant(&world).opened().row.number;
        let source = ZWD.replacen("code: wmo_zwd_2026", "code: wmo_zwd_tweede", 1);
        let people = TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
        let ctx = app.system();
        let new = NewProcedure {
            source: &source,
            people: &people,
            motivation: "Een tweede procedure.",
            effective_from: ctx.now - chrono::TimeDelta::days(400),
        };
        let second = app.database.write(|conn| policy::found(conn, &ctx, &new)).unwrap();
        assert_eq!(second.region, world.region);
        let window = app.window(&world.scope(), &second.procedure, &second.scheme, &people);
        let ctx = app.as_provider(ProviderRole::Invuller);
        let begun = app.database.write(|conn| apply::start(conn, &ctx, &world.org_scope(), &window)).unwrap();
        let opened = app.database.read(|conn| apply::open(conn, &world.org_scope(), &begun)).unwrap();
        assert_eq!((first.as_str(), opened.row.number.as_str()), ("ZWD-2026-00001", "ZWD-2026-00002"));
    })
    .await;
}

#[actix_web::test]
async fn what_cannot_be_read_is_kept_as_it_was_typed() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.answer("medewerkers", "een stuk of twaalf").unwrap();
        let answers = app.database.read(|conn| apply::answers_of(conn, &one.opened())).unwrap();
        let saved = answers.values().next().unwrap();
        assert!(
            matches!(saved, apply::Saved::Raw(typed) if typed["medewerkers"] == ["een stuk of twaalf"]),
            "{saved:?}"
        );
        let (lot, product) = one.open_lots()[0].clone();
        one.choose(&[(lot.clone(), product)]).unwrap();
        one.places(&lot, apply::ANYONE, "veel").unwrap();
        let chosen = app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap();
        assert_eq!(chosen[0].unreadable(), [apply::ANYONE]);
    })
    .await;
}

#[actix_web::test]
async fn a_stale_form_changes_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let seen = one.version();
        one.answer("medewerkers", "12").unwrap();
        let late = app
            .database
            .write(|conn| apply::choose_lots(conn, &ctx, &scope, &one.id, seen, &one.open_lots()[..1]));
        assert!(matches!(late, Err(Error::Stale)));
        assert!(app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap().is_empty());
    })
    .await;
}

#[actix_web::test]
async fn who_only_reads_changes_nothing_and_who_fills_in_does_not_send_in() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let reader = app.as_provider(ProviderRole::Lezer);
        assert!(matches!(one.answer_as(&reader, "medewerkers", "1"), Err(Error::Forbidden)));
        for role in [ProviderRole::Lezer, ProviderRole::Invuller, ProviderRole::Beheerder] {
            let ctx = app.as_provider(role);
            assert!(matches!(one.submit_as(&ctx, true), Err(Error::Forbidden)), "{role:?}");
        }
    })
    .await;
}

#[actix_web::test]
async fn another_organisation_and_the_team_do_not_find_a_draft() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let other = access::for_system_org(world.other.clone());
        let found: app::Result<_> = app.database.read(|conn| apply::open(conn, &other, &one.id));
        assert!(matches!(found, Err(Error::NotFound)));
        let now = app.clock.now();
        let found: app::Result<_> =
            app.database.read(|conn| Ok(applications::find_in_region(conn, &world.scope(), &one.id, now)?));
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}

#[actix_web::test]
async fn a_lot_that_is_not_bought_cannot_be_chosen() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let (opened, now) = (one.opened(), app.clock.now());
        let matrix = apply::matrix(&opened, now);
        let scheme = &opened.scheme;
        let closed = matrix.into_iter().find(|cell| cell.entry.is_err()).unwrap();
        let product = scheme.group(&closed.lot.group).unwrap().products[0].code.clone();
        assert!(matches!(one.choose(&[(closed.lot, product)]), Err(Error::Invalid(_))));
    })
    .await;
}

#[actix_web::test]
async fn the_self_check_lists_what_is_missing_with_where_to_go() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let (ctx, scope) = (app.as_provider(ProviderRole::Lezer), world.org_scope());
        let check = app.database.read(|conn| apply::self_check(conn, &ctx, &scope, &one.id)).unwrap();
        let links: Vec<_> = check.items.iter().filter_map(|item| item.link.clone()).collect();
        assert!(links.iter().any(|link| matches!(link, apply::Link::Evidence(_))), "{links:?}");
        assert!(links.iter().any(|link| matches!(link, apply::Link::Answer(_))), "{links:?}");
        assert!(!links.contains(&apply::Link::Documents), "they were accepted: {links:?}");
    })
    .await;
}

#[actix_web::test]
async fn a_next_draft_takes_over_what_was_said_before() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.answer("medewerkers", "48").unwrap();
        one.submit().unwrap();
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let seen = one.version();
        app.database.write(|conn| apply::withdraw(conn, &ctx, &scope, &one.id, seen)).unwrap();
        let next = app.applicant(&world);
        assert_ne!(next.id, one.id);
        let answers = app.database.read(|conn| apply::answers_of(conn, &next.opened())).unwrap();
        let saved = answers.iter().find(|(code, _)| code.as_str() == "medewerkers").unwrap().1;
        assert!(matches!(saved, apply::Saved::Value { taken_over: Some(_), .. }), "{saved:?}");
    })
    .await;
}

#[actix_web::test]
async fn what_is_only_filled_in_is_no_fact_yet() {
    on_both(async |app| {
        let world = app.world();
        app.applicant(&world).fill_in();
        use diesel::prelude::*;
        assert_eq!(app.database(|conn| facts::table.count().get_result::<i64>(conn)), 0);
    })
    .await;
}
