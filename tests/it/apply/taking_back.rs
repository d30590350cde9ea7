//! Withdrawing: whole or per lot, until the close.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::review::expire;
use openhuis::app::{Error, apply};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::State;
use openhuis::domain::ids::{Id, LotApplicationId};
use openhuis::domain::terms::local_day;
use openhuis::storage::schema::{letter_decisions, letters, lot_applications};
use openhuis::storage::{applications, lots};

use crate::support::applying::Applicant;
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// The aanbieder takes one lot of its application back.
fn take_back(team: &Reviewing<'_>, lot: &str) {
    let (ctx, scope) = (team.app.as_provider(ProviderRole::Tekenbevoegde), team.world.org_scope());
    let (seen, lot) = (team.version(), Id::parse(lot).unwrap());
    team.app.database.write(|conn| apply::withdraw_lot(conn, &ctx, &scope, &team.id, seen, &lot)).unwrap();
}

/// Two lots, taken up and judged, of which one is proposed; and the other.
fn half_proposed<'a>(
    app: &'a TestApp,
    world: &'a World,
) -> (Reviewing<'a>, openhuis::domain::ids::DecisionId, String) {
    let one: Applicant<'_> = app.applicant(world);
    one.fill_in();
    let wanted = &one.open_lots()[..2];
    one.choose(wanted).unwrap();
    for (lot, _) in wanted {
        one.places(lot, apply::ANYONE, "12").unwrap();
    }
    one.submit().unwrap();
    app.claim(world, "verified");
    let team = Reviewing { app, world, id: one.id.clone() };
    team.take(&world.assessor).unwrap();
    team.assess_all();
    let (first, other) = (team.dossier().lots[0].id.clone(), team.dossier().lots[1].id.clone());
    let decision = team.propose("admit").unwrap();
    assert_eq!((team.dossier().head.state, first == other), ("in_assessment", false));
    (team, decision, other)
}

#[actix_web::test]
async fn when_the_only_lot_without_a_proposal_is_taken_back_the_others_go_on_to_the_signature() {
    on_both(async |app| {
        let world = app.world();
        let (team, decision, other) = half_proposed(app, &world);
        take_back(&team, &other);
        assert_eq!(team.dossier().head.state, "assessed");
        team.agree(&world.countersigner, &decision).unwrap();
        let rows = app.database(|conn| lots::of_application(conn, &team.id));
        let left = rows.into_iter().filter(|row| row.id != other).collect();
        let one = Deciding { app, world: &world, id: team.id.clone(), lots: left };
        one.sign_as(&one.signer(), &Deciding::ids(&one.lots)).unwrap();
        assert_eq!(team.dossier().head.state, "decided");
    })
    .await;
}

#[actix_web::test]
async fn when_it_is_taken_back_during_a_request_for_repair_the_others_go_on_after_that() {
    on_both(async |app| {
        let world = app.world();
        let (team, _, other) = half_proposed(app, &world);
        team.ask("KWA-02", "bewijs:meldcode").unwrap();
        take_back(&team, &other);
        assert_eq!(team.dossier().head.state, "clarification_asked");
        app.pass(TimeDelta::days(20));
        let (ctx, today) = (app.system(), local_day(app.clock.now()));
        assert_eq!(app.database.write(|conn| expire(conn, &ctx, today)).unwrap(), 1);
        assert_eq!(team.dossier().head.state, "assessed");
    })
    .await;
}

#[actix_web::test]
async fn when_the_only_lot_without_a_decision_is_taken_back_the_others_are_told_in_a_letter_of_who_signed() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let (own, others) = one.by_gemeente();
        one.sign_as(&one.signer(), &own).unwrap();
        let team = Reviewing { app, world: &world, id: one.id.clone() };
        take_back(&team, others[0].as_str());
        assert_eq!(team.dossier().head.state, "decided");
        let told: (Vec<String>, i64) = app.database(|conn| {
            let by = letters::table.select(letters::created_by).load(conn)?;
            Ok((by, letter_decisions::table.count().get_result(conn)?))
        });
        assert_eq!(told, (vec![world.signer.to_string()], 2));
    })
    .await;
}

#[actix_web::test]
async fn a_lot_is_taken_back_and_the_last_one_takes_the_application_along() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.choose(&one.open_lots()[..2]).unwrap();
        one.submit().unwrap();
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let rows = app.database(|conn| lots::of_application(conn, &one.id));
        let lot = |place: usize| -> LotApplicationId { Id::parse(&rows[place].id).unwrap() };
        let withdraw = |lot: &LotApplicationId| {
            let seen = one.version();
            app.database.write(|conn| apply::withdraw_lot(conn, &ctx, &scope, &one.id, seen, lot))
        };
        withdraw(&lot(0)).unwrap();
        assert_eq!(one.opened().life.state(), State::Submitted);
        assert_eq!(app.database.read(|conn| apply::chosen(conn, &one.id)).unwrap().len(), 1);
        assert!(matches!(withdraw(&lot(0)), Err(Error::Refused(_))), "it was taken back already");
        withdraw(&lot(1)).unwrap();
        assert_eq!(one.opened().life.state(), State::Withdrawn);
    })
    .await;
}

#[actix_web::test]
async fn after_the_close_nothing_is_taken_back() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        assert!(app.clock.set(one.opened().window.phases().closes));
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let seen = one.version();
        let late = app.database.write(|conn| apply::withdraw(conn, &ctx, &scope, &one.id, seen));
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        assert_eq!(one.opened().life.state(), State::Submitted);
    })
    .await;
}

#[actix_web::test]
async fn a_draft_that_is_thrown_away_was_never_seen_by_the_team() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let seen = one.version();
        app.database.write(|conn| apply::withdraw(conn, &ctx, &scope, &one.id, seen)).unwrap();
        assert_eq!(one.opened().life.state(), State::Withdrawn);
        let now = app.clock.now();
        let found =
            app.database.read(|conn| Ok(applications::find_in_region(conn, &world.scope(), &one.id, now)?));
        assert!(matches!(found, Err(Error::NotFound)));
        let rows: i64 = app.database(|conn| lot_applications::table.count().get_result(conn));
        assert_eq!(rows, 0);
    })
    .await;
}

#[actix_web::test]
async fn what_was_replaced_and_withdrawn_stays_readable_with_its_files() {
    use crate::support::multipart::{self, PDF};
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let client = app.visitor();
        app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let upload = format!("{base}/bewijs/soort/kvk_uittreksel");
        let form = client.get(&format!("{base}/bewijs")).await.form(&upload);
        multipart::send(&client, &form, &[("uittreksel.pdf", PDF)], "text/html").await;
        let first = one.submit().unwrap();
        let page = client.get(&format!("{base}/bewijs")).await;
        assert_eq!(client.submit(&page.form(&format!("{base}/bewijs/weg")), &[]).await.status, 303);
        one.answer("medewerkers", "12").unwrap();
        let second = one.submit().unwrap();
        let follow = client.get(&format!("{base}/volgen")).await;
        for id in [&first, &second] {
            assert!(
                follow.text.contains(&format!("href=\"/aanbieder/inzendingen/{id}\"")),
                "{}",
                follow.text
            );
        }
        let lot = app.database(|conn| lots::of_application(conn, &one.id)).remove(0).id;
        let asks = client.get(&format!("{base}/intrekken?perceel={lot}")).await;
        assert!(asks.text.contains("De rest van uw aanmelding blijft staan"), "{}", asks.text);
        let done = client.submit(&asks.form(&format!("{base}/intrekken")), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let shelf = client.get("/aanbieder/bewijs/soort/kvk_uittreksel").await.text;
        let from = shelf.find("/aanbieder/bewijs/stuk/").unwrap();
        let piece: String = shelf[from..].chars().take_while(|one| *one != '"').collect();
        let gone = client.get(&piece).await.form(&format!("{piece}/verwijderen"));
        assert_eq!(client.submit(&gone, &[]).await.status, 303);

        let old = client.get(&format!("/aanbieder/inzendingen/{first}")).await;
        assert!(old.status == 200 && old.text.contains("Deze inzending telt niet meer"), "{}", old.text);
        assert!(old.text.contains("uittreksel.pdf") && !old.text.contains(">12<"), "{}", old.text);
        let file = client.get(&format!("{piece}/bestand")).await;
        assert_eq!((file.status, file.text.as_str()), (200, PDF));
        assert_eq!(client.get(&format!("/aanbieder/inzendingen/{first}/json")).await.status, 200);
        let new = client.get(&format!("/aanbieder/inzendingen/{second}")).await;
        assert!(new.text.contains("U stuurde geen bewijsstukken mee"), "{}", new.text);
        let other = app.visitor();
        app.log_in(&other, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&format!("/aanbieder/inzendingen/{first}")).await.status, 404);
    })
    .await;
}
