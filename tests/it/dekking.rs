//! The dekking of a region at a glance: where it is below its floor, what it has for one doelgroep, and how that was in an earlier month.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::domain::admission::State;
use openhuis::domain::identifiers::GemeenteCode;
use openhuis::domain::ids::AdmissionId;
use openhuis::domain::policy_code::{GroupCode, LotKey};
use openhuis::domain::terms::local_day;
use openhuis::storage::admissions::CapacityRow;
use openhuis::storage::schema::{admissions, capacity_statements, suspensions};
use openhuis::storage::supply;
use openhuis::storage::types::AsText;

use crate::support::register::Admitted;
use crate::support::two_people::{EDITOR, logged_in, world};
use crate::support::world::World;
use crate::support::{TestApp, on_both};

const HOME: &str = "/beheer/dekking";

fn lot(gemeente: &str) -> LotKey {
    LotKey { group: GroupCode::parse("ib").unwrap(), gemeente: GemeenteCode::parse(gemeente).unwrap() }
}

/// An aanbieder states today how many places it has free for a doelgroep.
fn state(app: &TestApp, world: &World, admission: &AdmissionId, target: &str, free: i32) {
    let row = CapacityRow {
        admission_id: admission.to_string(),
        region_id: world.region.to_string(),
        target_group: target.to_owned(),
        places: 20,
        free,
        as_of: local_day(app.clock.now()),
        waiting_days: Some(14),
    };
    app.database(|conn| supply::state(conn, &row));
}

async fn seen(app: &TestApp, query: &str) -> String {
    let page = logged_in(app, EDITOR).await.get(&format!("{HOME}{query}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// The line of a gemeente in the table with this caption, as words.
fn line(page: &str, caption: &str, gemeente: &str) -> String {
    let table = page
        .split(caption)
        .nth(1)
        .unwrap_or_else(|| panic!("no {caption}"))
        .split("</table>")
        .next()
        .unwrap();
    let row = table.split("<tr").find(|row| row.contains(&format!("</span>{gemeente}</a>"))).unwrap();
    let words: Vec<&str> =
        row.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text.trim()).collect();
    words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

#[actix_web::test]
async fn a_lot_with_fewer_aanbieders_than_the_regeling_asks_is_named_in_words() {
    on_both(async |app| {
        let world = world(app);
        app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM0118"));
        app.enough(&world, &lot("GM0119"));
        let page = seen(app, "").await;
        assert!(page.contains("De regeling vraagt ten minste 3 aanbieders"), "{page}");
        let told = page.split("<strong>Individuele begeleiding:</strong>").nth(1).unwrap();
        let told = told.split("</li>").next().unwrap();
        assert!(told.contains("Hoogeveen (1)") && told.contains("De Wolden (geen)"), "{told}");
        assert!(!told.contains("Meppel"), "three are enough: {told}");
        assert!(line(&page, "Aanbod van Individuele begeleiding", "Hoogeveen").contains("1 minder dan 3"));
        assert!(page.contains("Hoogeveen: 1 aanbieder, kwetsbaar"), "the map says it too: {page}");
        assert!(page.contains("Meppel: 3 aanbieders, voldoende"), "{page}");
    })
    .await;
}

#[actix_web::test]
async fn of_a_doelgroep_the_page_counts_only_who_has_places_for_it_and_says_where_nobody_can_go() {
    on_both(async |app| {
        let world = world(app);
        let admission =
            app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM0118"));
        app.admit(&world, &Admitted::active(&world.other, "Zorg Ernaast", "ib", "GM0118"));
        state(app, &world, &admission, "nah", 4);
        let page = seen(app, "?doelgroep=nah&productgroep=ib").await;
        assert!(page.contains("Aanbieders voor: Mensen met niet-aangeboren hersenletsel"), "{page}");
        let found = line(&page, "Aanbod van Individuele begeleiding voor:", "Hoogeveen");
        assert!(found.ends_with("1 4 14 dagen Plek vrij"), "{found}");
        assert!(page.contains("Geen plek vrij voor deze doelgroep"));
        assert!(page.contains("Hoogeveen (2)"), "against the floor everybody counts: {page}");
        state(app, &world, &admission, "nah", 0);
        let full =
            line(&seen(app, "?doelgroep=nah").await, "Aanbod van Individuele begeleiding voor:", "Hoogeveen");
        assert!(full.ends_with("1 0 14 dagen Geen plek vrij"), "{full}");
        let all = line(
            &seen(app, "?doelgroep=bestaat_niet").await,
            "Aanbod van Individuele begeleiding",
            "Hoogeveen",
        );
        assert!(all.contains("2 minder dan 3"), "a doelgroep that nobody knows is none: {all}");

        let editor = logged_in(app, EDITOR).await;
        let table = editor.get(&format!("{HOME}/csv/{}?doelgroep=nah", world.procedure)).await;
        let table = String::from_utf8(table.body()).unwrap();
        let row = table.lines().find(|line| line.starts_with("GM0118;Hoogeveen;ib;")).unwrap();
        assert!(row.ends_with(";3;nah;Mensen met niet-aangeboren hersenletsel;1;0;14"), "{row}");
    })
    .await;
}

#[actix_web::test]
async fn an_earlier_month_is_shown_as_it_was_whatever_was_stated_ended_or_stopped_since() {
    on_both(async |app| {
        let world = world(app);
        let first = app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM0118"));
        let second = app.admit(&world, &Admitted::active(&world.other, "Zorg Ernaast", "ib", "GM0118"));
        for one in [&first, &second] {
            state(app, &world, one, "nah", 4);
        }
        // From 22 November 2026 into February.
        app.pass(TimeDelta::days(80));
        state(app, &world, &first, "nah", 1);
        let now = app.clock.now().naive_utc();
        app.database(|conn| {
            diesel::update(admissions::table.find(second.as_str()))
                .set((admissions::state.eq(AsText(State::Ended)), admissions::state_since.eq(now)))
                .execute(conn)
        });
        let caption = "Aanbod van Individuele begeleiding";
        let of = async |query: &str| line(&seen(app, query).await, caption, "Hoogeveen");
        assert!(of("").await.contains("1 minder dan 3 1 753"), "now: {}", of("").await);
        let then = of("?maand=2026-12").await;
        assert!(then.contains("2 minder dan 3 8 753"), "at the end of December: {then}");
        let page = seen(app, "?maand=2026-12&doelgroep=nah").await;
        for told in ["Zo was het op 31 december 2026", "november 2026", "januari 2027", "nu (februari 2027)"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        let before = of("?maand=2026-03").await;
        assert!(before.contains("2 minder dan 3 0 753"), "admitted, and nothing stated yet: {before}");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let stop = (
            suspensions::id
                .eq(app.source.id::<openhuis::domain::ids::kind::Suspension>(app.clock.now()).to_string()),
            suspensions::region_id.eq(world.region.as_str()),
            suspensions::admission_id.eq(first.as_str()),
            suspensions::kind.eq("intake_stop"),
            suspensions::side.eq("team"),
            suspensions::from_on.eq(day("2026-12-20")),
            suspensions::until.eq(day("2027-01-20")),
            suspensions::basis.eq("geheim: maatregel na signaal"),
            suspensions::imposed_by.eq(world.admin.as_str()),
            suspensions::imposed_at.eq("2026-12-20T10:00:00".parse::<chrono::NaiveDateTime>().unwrap()),
            suspensions::ended_at.eq(Some(now)),
            suspensions::ended_by.eq(None::<String>),
        );
        app.database(|conn| diesel::insert_into(suspensions::table).values(stop).execute(conn));
        let stopped = of("?maand=2026-12").await;
        assert!(stopped.contains("1 minder dan 3 4 753"), "who took no clients did not count: {stopped}");
        let kept: i64 = app.database(|conn| capacity_statements::table.count().get_result(conn));
        assert_eq!(kept, 3, "a statement of another day does not take the place of an earlier one");
    })
    .await;
}

#[actix_web::test]
async fn an_earlier_month_goes_into_the_table_too_and_nobody_looks_before_the_term() {
    on_both(async |app| {
        let world = world(app);
        let admission =
            app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM0118"));
        state(app, &world, &admission, "nah", 4);
        app.pass(TimeDelta::days(80));
        state(app, &world, &admission, "nah", 9);
        let editor = logged_in(app, EDITOR).await;
        let row = async |query: &str| {
            let table = editor.get(&format!("{HOME}/csv/{}?{query}", world.procedure)).await;
            let table = String::from_utf8(table.body()).unwrap();
            table.lines().find(|line| line.starts_with("GM0118;Hoogeveen;ib;")).unwrap().to_owned()
        };
        assert!(row("maand=2026-12").await.contains(";1;0;4;753;"));
        for now in ["", "maand=2025-12", "maand=2031-01", "maand=ooit"] {
            assert!(row(now).await.contains(";1;0;9;753;"), "{now}");
        }
    })
    .await;
}
