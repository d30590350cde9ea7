//! Whose work an application is, and who never sees or handles it.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::review::Whom;
use openhuis::app::{Error, policy, review};
use openhuis::domain::application::{Relation, State};
use openhuis::storage::schema::{applications, windows};
use openhuis::storage::views::queue::{self, Filter, From, Sight};

use crate::support::world::MIJ;
use crate::support::{TestApp, on_both};

fn lines(app: &TestApp, world: &crate::support::world::World, filter: &Filter) -> Vec<String> {
    let now = app.clock.now();
    let scope = world.scope();
    let (lines, _) = app.database(|conn| {
        let sight = Sight::new(conn, &scope, (now, now.date_naive()))?;
        queue::page(conn, &sight, filter, &From::Start, 25)
    });
    lines.into_iter().map(|line| line.id).collect()
}

#[actix_web::test]
async fn an_application_is_one_persons_work_until_it_is_given_back() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let head = one.dossier().head;
        assert_eq!(
            (head.state, head.is_mine),
            (openhuis::domain::code::Code::code(State::InAssessment), true)
        );
        let refused = one.take(&world.countersigner);
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("Een collega")));
        let (ctx, seen) = (app.assessor(&world.assessor), one.version());
        app.database.write(|conn| review::give_back(conn, &ctx, &world.scope(), &one.id, seen)).unwrap();
        one.take(&world.countersigner).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_claim_that_nobody_verified_is_not_assessed() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        app.claim(&world, "unverified");
        let refused = one.take(&world.assessor);
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("geverifieerd")));
    })
    .await;
}

#[actix_web::test]
async fn who_is_tied_to_the_aanbieder_does_not_handle_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (ctx, seen) = (app.assessor(&world.assessor), one.version());
        let declared = app.database.write(|conn| {
            review::declare(
                conn,
                &ctx,
                &world.scope(),
                &one.id,
                (Relation::Family, &Whom::Unsaid),
                ("", seen),
            )
        });
        declared.unwrap();
        assert_eq!(one.dossier().head.assessor, None, "it is given back");
        assert!(matches!(one.take(&world.assessor), Err(Error::Refused(why)) if why.contains("band")));
    })
    .await;
}

#[actix_web::test]
async fn a_form_that_is_older_than_the_dossier_changes_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let (ctx, seen) = (app.assessor(&world.assessor), one.version());
        let stale = app.database.write(|conn| review::take(conn, &ctx, &world.scope(), &one.id, seen - 1));
        assert!(matches!(stale, Err(Error::Stale)));
        assert_eq!(one.dossier().head.assessor, None);
    })
    .await;
}

#[actix_web::test]
async fn drafts_sealed_windows_and_other_regions_are_not_there() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let ctx = app.assessor(&world.assessor);
        let look = |scope| app.database.read(|conn| review::show::dossier(conn, &ctx, &scope, &one.id));
        assert!(matches!(look(world.scope()), Err(Error::NotFound)), "a draft");
        let withdrawn =
            Filter { states: <State as openhuis::domain::code::Code>::ALL.to_vec(), ..Filter::default() };
        assert!(lines(app, &world, &withdrawn).is_empty());
        one.submit().unwrap();
        assert!(look(world.scope()).is_ok());
        assert_eq!(lines(app, &world, &Filter::default()).len(), 1);
        let other = app.world_of(MIJ, "mij.test");
        assert!(matches!(look(other.scope()), Err(Error::NotFound)), "another region's");
        assert!(lines(app, &other, &Filter::default()).is_empty());
        app.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set(windows::sealed.eq(true))
                .execute(conn)
        });
        assert!(matches!(look(world.scope()), Err(Error::NotFound)), "sealed until the close");
        assert!(lines(app, &world, &Filter::default()).is_empty());
        app.pass(TimeDelta::weeks(7));
        let closing = app.system();
        app.database.write(|conn| policy::close(conn, &closing, &world.window)).unwrap();
        let look = app.database.read(|conn| {
            review::show::dossier(conn, &app.assessor(&world.assessor), &world.scope(), &one.id)
        });
        assert!(look.is_ok(), "after the close");
    })
    .await;
}

#[actix_web::test]
async fn the_queue_turns_pages_by_deadline_and_searches_names_numbers_and_kvk() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let now = app.clock.now();
        let find = |find: &str| lines(app, &world, &Filter { find: find.to_owned(), ..Filter::default() });
        let number: String =
            app.database(|conn| applications::table.select(applications::number).first(conn));
        for found in ["linde", "LÍNDE", "zorggroep", &number, "90001354"] {
            assert_eq!(find(found), [one.id.to_string()], "{found}");
        }
        for nothing in ["100%", "zorg_roep", "99999999"] {
            assert!(find(nothing).is_empty(), "{nothing}");
        }
        let key: String = app.database(|conn| applications::table.select(applications::due_key).first(conn));
        let beyond = From::After(key, one.id.to_string());
        let scope = world.scope();
        let (rest, more) = app.database(|conn| {
            let sight = Sight::new(conn, &scope, (now, now.date_naive()))?;
            queue::page(conn, &sight, &Filter::default(), &beyond, 25)
        });
        assert!(rest.is_empty() && !more);
        let gemeente = one.dossier().lots.len();
        assert_eq!(gemeente, 1);
    })
    .await;
}
