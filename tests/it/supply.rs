//! Aanbieders state their free places; the region measures, and two people close a lot and open it again. No applicant is looked at.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use openhuis::app::supply;
use openhuis::domain::identifiers::GemeenteCode;
use openhuis::domain::ids::OrgId;
use openhuis::domain::letter::LetterKind;
use openhuis::domain::policy_code::{GroupCode, LotKey};
use openhuis::domain::terms::local_day;
use openhuis::domain::windows::LotState;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{
    admission_capacity, admissions, audit_index, letters, lot_states, mails, windows,
};
use openhuis::storage::types::{AsText, instant};

use crate::support::client::Page;
use crate::support::register::Admitted;
use crate::support::two_people::{EDITOR, dated, filled, logged_in, publish, waiting, world};
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/dekking";
const WHY: (&str, &str) = ("waarom", "Er is genoeg individuele begeleiding in Meppel.");

fn lot(gemeente: &str) -> LotKey {
    LotKey { group: GroupCode::parse("ib").unwrap(), gemeente: GemeenteCode::parse(gemeente).unwrap() }
}

fn path(world: &World, lot: &LotKey) -> String {
    format!("{HOME}/{}/{}/{}", world.procedure, lot.group, lot.gemeente)
}

fn closes(app: &TestApp, world: &World) -> DateTime<Utc> {
    let of = windows::table.find(world.window.as_str()).select(windows::closes_at);
    instant(app.database(|conn| of.first(conn)))
}

/// The state of a lot now, and whether there is enough.
fn seen(app: &TestApp, world: &World, lot: &LotKey) -> (LotState, bool) {
    let now = app.clock.now();
    let land =
        app.database.read(|conn| supply::landscape(conn, &world.scope(), &world.procedure, now)).unwrap();
    let lot = &land.lots[lot];
    (lot.states.at(now).unwrap(), lot.judged.is_enough())
}

/// Somebody proposes to close a lot from a day on.
async fn propose(app: &TestApp, world: &World, lot: &LotKey, from: NaiveDate, review: NaiveDate) -> Page {
    let (path, editor) = (path(world, lot), logged_in(app, EDITOR).await);
    let form = filled(editor.get(&path).await.form(&path), &[("besluit", "sluiten"), WHY]);
    editor.submit(&dated(dated(form, "ingang", from), "heroverweging", review), &[]).await
}

/// The first day after the running window and the four weeks, and a year later.
fn days(app: &TestApp, world: &World) -> (NaiveDate, NaiveDate) {
    let notice = local_day(app.clock.now() + TimeDelta::days(28));
    let from = notice.max(local_day(closes(app, world) + TimeDelta::days(1)));
    (from, from + TimeDelta::days(365))
}

#[actix_web::test]
async fn a_lot_with_enough_is_closed_by_two_people_and_everybody_reads_why_with_the_figures() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        assert_eq!(seen(app, &world, &lot), (LotState::Open, false), "nobody stated anything");
        app.enough(&world, &lot);
        assert_eq!(seen(app, &world, &lot), (LotState::Open, true));
        let (from, review) = days(app, &world);
        let sent = propose(app, &world, &lot, from, review).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let again = propose(app, &world, &lot, from, review).await;
        assert!(again.text.contains("Er wacht al een voorstel"), "{}", again.text);
        let mut forged = waiting(app, &logged_in(app, EDITOR).await.get(HOME).await, "terugnemen");
        forged.action = forged.action.replace("terugnemen", "bevestigen");
        let own = logged_in(app, EDITOR).await.submit(&forged, &[]).await;
        assert!([403, 409, 422].contains(&own.status), "one person publishes nothing");

        let done = publish(app, HOME).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert_eq!(seen(app, &world, &lot).0, LotState::Open, "whoever applies before is handled as before");
        let public = app.visitor().get(&format!("/regio/{}", world.slug)).await;
        for text in [WHY.1, "De cijfers", "ten minste 10", "alleen met meerwaarde"] {
            assert!(public.text.contains(text), "{text}: {}", public.text);
        }
        app.pass(openhuis::domain::terms::start_of_day(from).unwrap() - app.clock.now());
        assert_eq!(seen(app, &world, &lot).0, LotState::ClosedUnlessAddedValue);
        app.pass(TimeDelta::days(365));
        assert_eq!(seen(app, &world, &lot).0, LotState::Open, "nobody decided anew");
        let noted: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("lot.state_changed")).count().get_result(conn)
        });
        let states: i64 = app.database(|conn| lot_states::table.count().get_result(conn));
        assert_eq!(noted, states, "every state has its leaf");
    })
    .await;
}

#[actix_web::test]
async fn a_closure_that_breaks_a_rule_is_refused_beside_the_field_with_that_rule() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        app.enough(&world, &lot);
        let (from, review) = days(app, &world);
        let day = TimeDelta::days(1);
        let today = local_day(app.clock.now());
        for (from, review, why) in [
            (today - day, review, "werkt nooit terug"),
            (today + day, review, "28 dagen eerder gepubliceerd"),
            (from - day, review, "kan iemand zich nog aanmelden"),
            (from, from, "ten hoogste een jaar"),
            (from, from + TimeDelta::days(367), "ten hoogste een jaar"),
        ] {
            let sent = propose(app, &world, &lot, from, review).await;
            assert_eq!(sent.status, 422, "{why}: {}", sent.text);
            assert!(sent.text.contains(why), "{why}: {}", sent.text);
        }
    })
    .await;
}

#[actix_web::test]
async fn a_lot_with_too_little_cannot_be_closed_and_the_page_says_what_is_missed() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        let editor = logged_in(app, EDITOR).await;
        let page = editor.get(&path(&world, &lot)).await;
        assert!(page.text.contains("Sluiten kan nu niet"), "{}", page.text);
        assert!(!page.text.contains("value=\"sluiten\""));
        let (from, review) = days(app, &world);
        let form = filled(page.form(&path(&world, &lot)), &[("besluit", "sluiten"), WHY]);
        let sent = editor.submit(&dated(dated(form, "ingang", from), "heroverweging", review), &[]).await;
        assert_eq!(sent.status, 422, "{}", sent.text);
        assert!(sent.text.contains("niet voldoende aanbod"), "{}", sent.text);
    })
    .await;
}

#[actix_web::test]
async fn what_was_enough_when_it_was_proposed_is_measured_again_when_it_is_published() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        app.enough(&world, &lot);
        let (from, review) = days(app, &world);
        assert_eq!(propose(app, &world, &lot, from, review).await.status, 303);
        app.database(|conn| {
            diesel::update(admission_capacity::table).set(admission_capacity::free.eq(0)).execute(conn)
        });
        let refused = publish(app, HOME).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert!(refused.text.contains("niet voldoende aanbod"), "{}", refused.text);
    })
    .await;
}

#[actix_web::test]
async fn a_closed_lot_opens_for_scarcity_as_soon_as_a_colleague_publishes_it_and_followers_hear_of_it() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        app.follow(&world);
        app.enough(&world, &lot);
        let (from, review) = days(app, &world);
        assert_eq!(propose(app, &world, &lot, from, review).await.status, 303);
        assert_eq!(publish(app, HOME).await.status, 303);
        let written: Vec<LetterRow> = app.database(|conn| {
            let closure = letters::kind.eq(AsText(LetterKind::Closure));
            letters::table.filter(closure).select(LetterRow::as_select()).load(conn)
        });
        let admitted: Vec<String> =
            app.database(|conn| admissions::table.select(admissions::org_id).distinct().load(conn));
        assert_eq!(written.len(), admitted.len(), "everybody who is admitted reads of it");
        let text = format!("{:?}", written[0].content_json.0);
        assert!(text.contains("Uw toelating verandert niet.") && text.contains(WHY.1), "{text}");
        app.pass(
            openhuis::domain::terms::start_of_day(from).unwrap() - app.clock.now() + TimeDelta::hours(9),
        );
        let (path, editor) = (path(&world, &lot), logged_in(app, EDITOR).await);
        let form = editor.get(&path).await.form(&path);
        let sent = editor.submit(&filled(form, &[("besluit", "schaarste"), WHY]), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(publish(app, HOME).await.status, 303);
        assert_eq!(seen(app, &world, &lot).0, LotState::OpenScarcity);
        let told: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("lot_changed")).order(mails::id).select(mails::body).load(conn)
        });
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("gaat dicht") && told[1].contains("te weinig zorg"), "{told:?}");
        assert!(told[0].contains(&format!("/regio/{}#anders", world.slug)), "{}", told[0]);
        let page = app.visitor().get(&format!("/regio/{}", world.slug)).await;
        assert!(page.text.contains("id=\"anders\"") && page.text.contains("De cijfers"), "{}", page.text);
    })
    .await;
}

#[actix_web::test]
async fn a_closure_that_is_only_announced_is_taken_back_by_two_people() {
    on_both(async |app| {
        let (world, lot) = (world(app), lot("GM0118"));
        app.enough(&world, &lot);
        let (from, review) = days(app, &world);
        assert_eq!(propose(app, &world, &lot, from, review).await.status, 303);
        assert_eq!(publish(app, HOME).await.status, 303);
        app.pass(TimeDelta::hours(1));
        let (path, editor) = (path(&world, &lot), logged_in(app, EDITOR).await);
        let page = editor.get(&path).await;
        assert!(page.text.contains("Toch open houden"), "{}", page.text);
        let sent = editor.submit(&filled(page.form(&path), &[("besluit", "openen"), WHY]), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(publish(app, HOME).await.status, 303);
        app.pass(
            openhuis::domain::terms::start_of_day(from).unwrap() - app.clock.now() + TimeDelta::hours(9),
        );
        assert_eq!(seen(app, &world, &lot).0, LotState::Open);
    })
    .await;
}

#[actix_web::test]
async fn an_aanbieder_states_its_free_places_in_one_form_and_confirms_them_with_one_button() {
    on_both(async |app| {
        let world = world(app);
        admit(app, &world, &world.org);
        let keeper = logged_in(app, "beheerder@zorg.zwd.test").await;
        let page = "/aanbieder/toelatingen/capaciteit";
        let form = keeper.get(page).await.form(page);
        let (free, waiting) = (name(&form.fields, "vrij."), name(&form.fields, "wachttijd."));
        let wrong = filled(keeper.get(page).await.form(page), &[(&free, "veel"), (&waiting, "-1")]);
        let refused = keeper.submit(&wrong, &[]).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.text.contains("Hebt u geen plek vrij?") && refused.text.contains("aantal dagen"));
        let sent = keeper.submit(&filled(form, &[(&free, "7"), (&waiting, "14")]), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        app.pass(TimeDelta::days(60));
        let keeper = logged_in(app, "beheerder@zorg.zwd.test").await;
        let again = keeper.get(page).await.form(page);
        assert_eq!(keeper.submit(&again, &[]).await.status, 303, "nothing to type where nothing changed");
        let kept: Vec<(i32, Option<i32>, NaiveDate)> = app.database(|conn| {
            admission_capacity::table
                .select((
                    admission_capacity::free,
                    admission_capacity::waiting_days,
                    admission_capacity::as_of,
                ))
                .load(conn)
        });
        assert_eq!(kept, [(7, Some(14), local_day(app.clock.now()))]);
    })
    .await;
}

#[actix_web::test]
async fn nobody_states_the_places_of_another_and_no_team_measures_another_region() {
    on_both(async |app| {
        let (world, _) = (world(app), app.world_of(MIJ, "mij.test"));
        admit(app, &world, &world.org);
        let keeper = logged_in(app, "beheerder@zorg.zwd.test").await;
        let page = "/aanbieder/toelatingen/capaciteit";
        let form = keeper.get(page).await.form(page);
        let ctx = app.system();
        let all = app.database.read(|conn| supply::own(conn, &ctx, &world.org_scope())).unwrap();
        let given = supply::Given { free: 1, waiting_days: 1 };
        let given = [((all[0].admission.clone(), all[0].target.clone()), given)].into_iter().collect();
        let other = openhuis::app::access::for_system_org(world.other.clone());
        let refused = app.database.write(|conn| supply::state(conn, &ctx, &other, &given));
        assert!(matches!(refused, Err(openhuis::app::Error::NotFound)));
        assert!(!form.fields.is_empty());
        let editor = logged_in(app, "beheer@mij.test").await;
        assert_eq!(editor.get(&path(&world, &lot("GM0118"))).await.status, 404);
    })
    .await;
}

fn admit(app: &TestApp, world: &World, org: &OrgId) {
    app.admit(world, &Admitted::active(org, "Zorggroep De Linde", "ib", "GM0118"));
}

fn name(fields: &[(String, String)], prefix: &str) -> String {
    fields.iter().find(|(name, _)| name.starts_with(prefix)).unwrap().0.clone()
}
