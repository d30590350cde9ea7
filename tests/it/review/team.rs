//! Who does what in a team: giving work to a colleague, spreading it, days off, and who never judges whom.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::review::absence::{self, NewAbsence};
use openhuis::app::review::workload::{self, Chosen, Team};
use openhuis::app::{Error, decide, review, to_sign};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::application::Relation;
use openhuis::domain::ids::{ApplicationId, Id, LotApplicationId, UserId};
use openhuis::domain::terms::local_day;
use openhuis::storage::schema::applications;
use openhuis::storage::views::signing;

use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

fn team(app: &TestApp, world: &World) -> Team {
    let ctx = app.assessor(&world.assessor);
    app.database.read(|conn| workload::team(conn, &ctx, &world.scope())).unwrap()
}

fn assessor_of(app: &TestApp, id: &ApplicationId) -> Option<String> {
    app.database(|conn| applications::table.find(id.as_str()).select(applications::assessor_id).first(conn))
}

fn hand_over(one: &Reviewing<'_>, by: &UserId, to: &UserId) -> openhuis::app::Result<()> {
    let (ctx, seen) = (one.app.assessor(by), one.version());
    one.app.database.write(|conn| review::hand_over(conn, &ctx, &one.world.scope(), &one.id, (to, seen)))
}

/// Applications of other aanbieders that were sent in.
fn more(app: &TestApp, world: &World, names: &[&str]) -> Vec<ApplicationId> {
    names
        .iter()
        .map(|name| {
            let own = World { org: app.organisation(name), ..world.clone() };
            let signatory = app.user_by_mail("tekenbevoegde@zorg.zwd.test");
            app.member(&own.org, &signatory, ProviderRole::Tekenbevoegde);
            app.claim(&own, "unverified");
            let applicant = app.applicant(&own);
            applicant.fill_in();
            applicant.submit().unwrap();
            let id = applicant.id.clone();
            verify(app, &own, name);
            id
        })
        .collect()
}

fn verify(app: &TestApp, world: &World, name: &str) {
    use openhuis::storage::schema::organisations;
    let number = 90_100_000 + name.bytes().map(u32::from).sum::<u32>();
    app.database(|conn| {
        diesel::update(organisations::table.find(world.org.as_str()))
            .set(organisations::kvk.eq(number.to_string()))
            .execute(conn)
    });
    app.claim(world, "verified");
}

#[actix_web::test]
async fn work_is_given_to_a_colleague_who_begins_it_and_to_nobody_who_may_not() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        hand_over(&one, &world.assessor, &world.countersigner).unwrap();
        assert_eq!(assessor_of(app, &one.id), Some(world.countersigner.to_string()));
        let head = one.dossier_as(&app.assessor(&world.countersigner)).unwrap().head;
        assert!(head.is_mine && head.can_take && head.state == "submitted", "given is not begun");
        one.take(&world.countersigner).unwrap();
        let refused = hand_over(&one, &world.assessor, &world.assessor);
        assert!(
            matches!(refused, Err(Error::Refused(why)) if why.contains("Een collega")),
            "it is another's"
        );
        let who_signs = hand_over(&one, &world.countersigner, &world.signer);
        assert!(matches!(who_signs, Err(Error::Invalid(_))), "who signs does not assess");
        let tied = app.assessor(&world.assessor);
        let declared = (Relation::Work, &review::Whom::Unsaid);
        let seen = one.version();
        app.database
            .write(|conn| review::declare(conn, &tied, &world.scope(), &one.id, declared, ("", seen)))
            .unwrap();
        assert!(matches!(hand_over(&one, &world.countersigner, &world.assessor), Err(Error::Invalid(_))));
    })
    .await;
}

#[actix_web::test]
async fn who_works_for_the_aanbieder_handles_nothing_of_it() {
    on_both(async |app| {
        let world = app.world();
        for user in [&world.assessor, &world.signer] {
            app.member(&world.org, user, ProviderRole::Lezer);
        }
        let one = app.reviewing(&world);
        assert!(one.dossier().head.is_tied && !one.dossier().head.can_take);
        assert!(matches!(one.take(&world.assessor), Err(Error::Refused(why)) if why.contains("u werkt er")));
    })
    .await;
}

#[actix_web::test]
async fn who_is_tied_signs_nothing_of_it_one_by_one_or_many_at_once_and_returns_nothing() {
    on_both(async |app| {
        let world = app.world();
        let deciding = app.deciding(&world);
        app.member(&world.org, &world.signer, ProviderRole::Lezer);
        let (own, _) = deciding.by_gemeente();
        let (ctx, scope) = (deciding.signer(), world.scope());
        let refused = deciding.sign_as(&ctx, &own);
        assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("band")));
        let check = app.database.read(|conn| to_sign::check(conn, &ctx, &scope, &own)).unwrap();
        assert!(check.lots.iter().all(|(_, why)| why.as_ref().is_some_and(|why| why.contains("band"))));
        let why = openhuis::domain::motivation::Motivation::parse("Kijk nog eens.").unwrap();
        let returned = app.database.write(|conn| decide::give_back(conn, &ctx, &scope, &own, &why));
        assert!(matches!(returned, Err(Error::Refused(why)) if why.contains("band")));
        let waiting =
            app.database(|conn| signing::waiting(conn, &scope, &[deciding.lots[0].gemeente.clone()]));
        assert!(!waiting.is_empty(), "nothing happened");
        let _: Vec<LotApplicationId> = Deciding::ids(&deciding.lots);
    })
    .await;
}

#[actix_web::test]
async fn the_work_is_spread_evenly_as_proposed_and_nothing_moves_before() {
    on_both(async |app| {
        let world = app.world();
        let first = app.reviewing(&world);
        let others = more(app, &world, &["Zorg Een", "Zorg Twee", "Zorg Drie"]);
        first.take(&world.assessor).unwrap();
        first.assess_all();
        let before = team(app, &world);
        assert_eq!((before.nobodys, before.moves.len()), (3, 3));
        assert!(others.iter().all(|id| assessor_of(app, id).is_none()), "a proposal moves nothing");
        let chosen: Vec<Chosen> = before.moves.iter().map(|one| choice(&one.value)).collect();
        let ctx = app.assessor(&world.assessor);
        app.database.write(|conn| workload::rebalance(conn, &ctx, &world.scope(), &chosen)).unwrap();
        let after = team(app, &world);
        assert_eq!(after.people.iter().map(|one| one.open).collect::<Vec<_>>(), [2, 2]);
        assert!(after.moves.is_empty() && after.nobodys == 0);
        assert_eq!(assessor_of(app, &first.id), Some(world.assessor.to_string()), "what is begun stays");
        let stale = app.database.write(|conn| workload::rebalance(conn, &ctx, &world.scope(), &chosen));
        assert!(matches!(stale, Err(Error::Stale)), "what changed since is looked at again");
    })
    .await;
}

fn choice(value: &str) -> Chosen {
    let parts: Vec<&str> = value.split('_').collect();
    Chosen {
        application: Id::parse(parts[0]).unwrap(),
        to: Id::parse(parts[1]).unwrap(),
        seen: parts[2].parse().unwrap(),
    }
}

#[actix_web::test]
async fn the_proposed_spread_respects_who_is_tied() {
    on_both(async |app| {
        let world = app.world();
        app.member(&world.org, &world.countersigner, ProviderRole::Lezer);
        let one = app.reviewing(&world);
        let moves = team(app, &world).moves;
        assert_eq!(moves.len(), 1);
        assert_eq!(choice(&moves[0].value).to, world.assessor);
        let forced =
            Chosen { application: one.id.clone(), to: world.countersigner.clone(), seen: one.version() };
        let ctx = app.assessor(&world.assessor);
        let refused = app.database.write(|conn| workload::rebalance(conn, &ctx, &world.scope(), &[forced]));
        assert!(matches!(refused, Err(Error::Invalid(_))), "a form made by hand gets no further");
    })
    .await;
}

fn away(user: &UserId, from: NaiveDate, days: i64, substitute: Option<&UserId>) -> NewAbsence {
    NewAbsence {
        user: user.clone(),
        from: Some(from),
        until: Some(from + TimeDelta::days(days)),
        substitute: substitute.cloned(),
    }
}

#[actix_web::test]
async fn absence_hands_the_open_work_over_on_its_first_day() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (ctx, scope, today) = (app.assessor(&world.assessor), world.scope(), local_day(app.clock.now()));
        let new = away(&world.assessor, today + TimeDelta::days(1), 6, Some(&world.countersigner));
        let id = app.database.write(|conn| absence::record(conn, &ctx, &scope, &new)).unwrap();
        let system = app.system();
        assert_eq!(app.database.write(|conn| absence::begin(conn, &system, &scope)).unwrap(), 0);
        assert_eq!(assessor_of(app, &one.id), Some(world.assessor.to_string()), "not before the day");
        app.pass(TimeDelta::days(1));
        let system = app.system();
        assert_eq!(app.database.write(|conn| absence::begin(conn, &system, &scope)).unwrap(), 1);
        assert_eq!(app.database.write(|conn| absence::begin(conn, &system, &scope)).unwrap(), 0, "once");
        assert_eq!(assessor_of(app, &one.id), Some(world.countersigner.to_string()));
        let back = hand_over(&one, &world.countersigner, &world.assessor);
        assert!(matches!(back, Err(Error::Invalid(_))), "who is away gets no work");
        let client = app.visitor();
        app.log_in(&client, "medelezer@zwd.test").await;
        let queue = client.get("/beoordeling").await;
        assert!(queue.text.contains("Persoon beoordelaar@zwd.test is afwezig tot en met"), "{}", queue.text);
        let ctx = app.assessor(&world.assessor);
        app.database.write(|conn| absence::end(conn, &ctx, &scope, &id)).unwrap();
        hand_over(&one, &world.countersigner, &world.assessor).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn without_a_substitute_who_may_judge_it_the_work_goes_back_and_only_a_beheerder_notes_it_for_another()
{
    on_both(async |app| {
        let world = app.world();
        app.member(&world.org, &world.countersigner, ProviderRole::Lezer);
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (scope, today) = (world.scope(), local_day(app.clock.now()));
        let new = away(&world.assessor, today, 0, Some(&world.countersigner));
        let colleague = app.assessor(&world.countersigner);
        let refused = app.database.write(|conn| absence::record(conn, &colleague, &scope, &new));
        assert!(matches!(refused, Err(Error::Forbidden)));
        let admin = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
        app.database.write(|conn| absence::record(conn, &admin, &scope, &new)).unwrap();
        assert_eq!(assessor_of(app, &one.id), None, "the substitute works for the aanbieder");
        for wrong in [
            away(&world.assessor, today, -1, None),
            away(&world.assessor, today - TimeDelta::days(9), 2, None),
            away(&world.assessor, today, 1, Some(&world.assessor)),
            away(&world.signer, today, 1, None),
            NewAbsence { from: None, ..away(&world.assessor, today, 1, None) },
        ] {
            let refused = app.database.write(|conn| absence::record(conn, &admin, &scope, &wrong));
            assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong:?}");
        }
    })
    .await;
}
