//! The region brings in the contracts that run already: all mistakes at once and nothing taken over, or everything and only what changes.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::admissions::Stop;
use openhuis::app::imports::{Brought, contracts};
use openhuis::app::{Error, admissions, claims};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::admission::{SourceKind, State, SuspensionKind};
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::Id;
use openhuis::domain::imports::CONTRACTS_COLUMNS;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::words::imports::heading;
use openhuis::files::table;
use openhuis::storage::schema::{
    admission_capacity, admission_products, admissions as admitted, audit_index, claim_codes, mails,
    organisations,
};
use openhuis::storage::types::AsText;

use crate::support::applying::portal;
use crate::support::client::{Client, Page};
use crate::support::multipart;
use crate::support::two_people::logged_in;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const HOME: &str = "/beoordeling/toelatingen/overnemen";
pub const KEEPER: &str = "contract@zwd.test";

/// A row about an aanbieder with twenty places, of which four were free on 1 November.
pub fn row(kvk: &str, name: &str, gemeente: &str) -> String {
    with(kvk, name, gemeente, "ib;ib_licht;1-1-2026;20;4;1-11-2026")
}

/// A row about an aanbieder with this contract.
fn with(kvk: &str, name: &str, gemeente: &str, contract: &str) -> String {
    format!(
        "{kvk};{name};stichting;alleen;Dorpsstraat 1;7900 AA;Hoogeveen;info-{kvk}@zorg.example;0850000001;A. Boer;{gemeente};{contract}"
    )
}

/// A table with these rows.
pub fn text(rows: &[String]) -> String {
    format!("{}\n{}\n", CONTRACTS_COLUMNS.map(heading).join(";"), rows.join("\n"))
}

/// A table of one row.
pub fn one_row() -> String {
    text(&[row("90009997", "Walk Nieuw", "GM0118")])
}

/// A table of these aanbieders and gemeenten, as somebody brought it.
pub fn brought(world: &World, aanbieders: &[(&str, &str, &str)]) -> Brought {
    let rows: Vec<String> = aanbieders.iter().map(|(kvk, name, gemeente)| row(kvk, name, gemeente)).collect();
    let bytes = text(&rows).into_bytes();
    Brought {
        procedure: world.procedure.clone(),
        file_name: "contracten.csv".to_owned(),
        digest: Digest::of(&bytes),
        table: table::read(&bytes).unwrap(),
    }
}

/// Send a file with these rows.
async fn send(client: &Client, rows: &[String]) -> Page {
    let form = client.get(HOME).await.form(HOME);
    multipart::send(client, &form, &[("contracten.csv", &text(rows))], "text/html").await
}

/// Send a file and take it over. What the page said before.
pub async fn take_over(client: &Client, rows: &[String]) -> Page {
    let sent = send(client, rows).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let at = sent.header("location").to_owned();
    let looked = client.get(&at).await;
    let done = client.submit(&looked.form(&at), &[]).await;
    assert_eq!(done.status, 303, "{}", done.text);
    looked
}

fn count(app: &TestApp, table: &str) -> i64 {
    app.database(|conn| match table {
        "admissions" => admitted::table.count().get_result(conn),
        "organisations" => organisations::table.count().get_result(conn),
        "codes" => claim_codes::table.count().get_result(conn),
        kind => mails::table.filter(mails::kind.eq(kind.to_owned())).count().get_result(conn),
    })
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn contracts_are_taken_over_without_a_decision_and_who_is_new_gets_a_letter() {
    on_both(async |app| {
        let world = app.world();
        let keeper = logged_in(app, KEEPER).await;
        let rows = [
            row("90000001", "De Hoeve", "GM0118"),
            row("90000001", "De Hoeve", "GM1690"),
            row("90000002", "Thuis Best", "GM0118"),
        ];
        let looked = take_over(&keeper, &rows).await;
        assert!(looked.text.contains("3 toelatingen komen erbij"), "{}", looked.text);
        assert!(
            looked.text.contains("2 aanbieders hebben geen account en krijgen een brief"),
            "{}",
            looked.text
        );
        type Row = (AsText<SourceKind>, Option<String>, AsText<State>, chrono::NaiveDate);
        let all: Vec<Row> = app.database(|conn| {
            admitted::table
                .select((admitted::source, admitted::decision_id, admitted::state, admitted::starts_on))
                .load(conn)
        });
        let first = "2026-01-01".parse().unwrap();
        assert_eq!(all, vec![(AsText(SourceKind::TakenOver), None, AsText(State::Active), first); 3]);
        let places: Vec<(i32, i32, chrono::NaiveDate)> = app.database(|conn| {
            admission_capacity::table
                .select((admission_capacity::places, admission_capacity::free, admission_capacity::as_of))
                .load(conn)
        });
        assert_eq!(places, vec![(20, 4, "2026-11-01".parse().unwrap()); 3]);
        assert_eq!((count(app, "codes"), count(app, "contract_taken_over")), (2, 2));
        let consent: Vec<Option<chrono::NaiveDateTime>> = app.database(|conn| {
            organisations::table
                .filter(organisations::kvk.eq("90000001"))
                .select(organisations::consent_electronic_at)
                .load(conn)
        });
        assert_eq!(consent, [None], "nobody who works there said anything");
        let org: String = app.database(|conn| {
            organisations::table
                .filter(organisations::kvk.eq("90000001"))
                .select(organisations::id)
                .first(conn)
        });
        for page in
            [format!("/beoordeling/toelatingen/{org}"), format!("/regio/{}/register/{org}", world.slug)]
        {
            let seen = keeper.get(&page).await;
            assert!(seen.text.contains("Overgenomen contract"), "{page}: {}", seen.text);
            assert!(
                !seen.text.contains("Doelgroepen\"><span class=\"table__cell\"></span>"),
                "{}",
                seen.text
            );
        }
        let supervisor = logged_in(app, "toezicht@zwd.test").await;
        let seen = supervisor.get(&format!("/toezicht/{org}")).await;
        assert!(seen.text.contains("Overgenomen contract"), "{}", seen.text);
    })
    .await;
}

#[actix_web::test]
async fn the_same_table_again_changes_nothing_and_a_mended_one_only_what_is_mended() {
    on_both(async |app| {
        app.world();
        let keeper = logged_in(app, KEEPER).await;
        let rows = [row("90000001", "De Hoeve", "GM0118"), row("90000002", "Thuis Best", "GM0118")];
        take_over(&keeper, &rows).await;
        let all = || {
            ["admissions", "organisations", "codes", "contract_taken_over", "contract_attached"]
                .map(|table| count(app, table))
        };
        let before = all();
        let looked = take_over(&keeper, &rows).await;
        assert!(looked.text.contains("Er verandert niets"), "{}", looked.text);
        assert_eq!((all(), leaves(app, "admission.corrected")), (before, 0));

        let mended = [
            with("90000001", "De Hoeve", "GM0118", "ib;ib_licht;1-3-2026;20;4;1-11-2026"),
            with("90000002", "Thuis Beter", "GM0118", "ib;ib_licht;1-1-2026;22;9;2-11-2026"),
        ];
        let looked = take_over(&keeper, &mended).await;
        assert!(looked.text.contains("2 toelatingen worden verbeterd"), "{}", looked.text);
        assert_eq!((all(), leaves(app, "admission.corrected")), (before, 2));
        let starts: Vec<(String, chrono::NaiveDate)> = app.database(|conn| {
            admitted::table
                .order(admitted::org_name_key)
                .select((admitted::org_name, admitted::starts_on))
                .load(conn)
        });
        let (first, march) = ("2026-01-01".parse().unwrap(), "2026-03-01".parse().unwrap());
        assert_eq!(starts, [("De Hoeve".to_owned(), march), ("Thuis Beter".to_owned(), first)]);
        let free: Vec<i32> =
            app.database(|conn| admission_capacity::table.select(admission_capacity::free).load(conn));
        assert!(free.contains(&9) && free.contains(&4), "{free:?}");
        let products: i64 = app.database(|conn| admission_products::table.count().get_result(conn));
        assert_eq!(products, 2);
        assert!(take_over(&keeper, &mended).await.text.contains("Er verandert niets"));
        app.pass(TimeDelta::days(100));
        let keeper = logged_in(app, KEEPER).await;
        assert!(take_over(&keeper, &mended).await.text.contains("Er verandert niets"));
        assert_eq!(count(app, "codes"), 2, "a code that works no more is made anew by hand, not by a file");
    })
    .await;
}

#[actix_web::test]
async fn a_table_with_mistakes_takes_nothing_over_and_the_page_lists_each_with_row_and_column() {
    on_both(async |app| {
        app.world();
        let keeper = logged_in(app, KEEPER).await;
        let before = (count(app, "admissions"), count(app, "organisations"));
        let rows = [
            row("90000001", "De Hoeve", "GM0118"),
            row("9000001", "Te Kort", "GM0118"),
            row("90000001", "De Andere Hoeve", "GM1690"),
            row("90000003", "Elders", "GM9999"),
            with("90000004", "Vroeg", "GM0118", "ib;ib_licht;1-1-2020;-1;=A1;1-11-2026"),
        ];
        let refused = send(&keeper, &rows).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        for told in [
            "Wat er niet klopt (6)",
            "KvK-nummer van 8 cijfers",
            "iets anders bij hetzelfde KvK-nummer",
            "‘GM9999’ is geen gemeente",
            "buiten de looptijd",
            "kleiner dan 0",
            "Hier staat een formule",
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert_eq!((count(app, "admissions"), count(app, "organisations")), before);
    })
    .await;
}

#[actix_web::test]
async fn who_is_registered_gets_its_contract_by_kvk_number_and_a_mail_but_no_letter() {
    on_both(async |app| {
        let world = app.world();
        let ctx = app.as_user(&app.user_by_mail(KEEPER), Role::Staff(StaffRole::ContractManager));
        app.database.write(|conn| claims::verify_contractor(conn, &ctx, &world.scope(), &world.org)).unwrap();
        let keeper = logged_in(app, KEEPER).await;
        let refused = send(&keeper, &[row("90001354", "Zorggroep De Eik", "GM0118")]).await;
        assert_eq!(refused.status, 422, "a wrong number would give somebody else's contract away");
        assert!(refused.text.contains("de naam ‘Zorggroep De Linde’"), "{}", refused.text);
        take_over(&keeper, &[row("90001354", "Zorggroep de Linde", "GM0118")]).await;
        assert_eq!((count(app, "codes"), count(app, "contract_attached")), (0, 1));
        let own = logged_in(app, "beheerder@zorg.zwd.test").await.get("/aanbieder/toelatingen").await;
        assert!(own.text.contains("Overgenomen contract"), "{}", own.text);
        let address: String = app.database(|conn| {
            organisations::table.find(world.org.as_str()).select(organisations::street).first(conn)
        });
        assert_eq!(address, "Straat 1", "what people say of themselves stays");
    })
    .await;
}

#[actix_web::test]
async fn what_the_aanbieder_stated_later_and_what_ended_are_left_as_they_are() {
    on_both(async |app| {
        app.world();
        let keeper = logged_in(app, KEEPER).await;
        let rows = [row("90000001", "De Hoeve", "GM0118"), row("90000002", "Thuis Best", "GM0118")];
        take_over(&keeper, &rows).await;
        app.database(|conn| {
            diesel::update(admission_capacity::table)
                .set((
                    admission_capacity::free.eq(1),
                    admission_capacity::waiting_days.eq(Some(7)),
                    admission_capacity::as_of.eq("2026-11-02".parse::<chrono::NaiveDate>().unwrap()),
                ))
                .execute(conn)?;
            let ended = admitted::table.filter(admitted::org_name.eq("Thuis Best"));
            diesel::update(ended).set(admitted::state.eq("ended")).execute(conn)
        });
        let looked = take_over(&keeper, &rows).await;
        assert!(looked.text.contains("1 toelating slaan wij over"), "{}", looked.text);
        let free: Vec<i32> =
            app.database(|conn| admission_capacity::table.select(admission_capacity::free).load(conn));
        assert_eq!((free, count(app, "admissions")), (vec![1, 1], 2));
    })
    .await;
}

#[actix_web::test]
async fn an_admission_that_was_taken_over_is_suspended_and_lifted_like_any_other() {
    on_both(async |app| {
        let world = app.world();
        let keeper = logged_in(app, KEEPER).await;
        take_over(&keeper, &[row("90000001", "De Hoeve", "GM0118")]).await;
        let (id, org): (String, String) =
            app.database(|conn| admitted::table.select((admitted::id, admitted::org_id)).first(conn));
        let ctx = app.as_user(&app.user_by_mail(KEEPER), Role::Staff(StaffRole::ContractManager));
        let until = app.clock.now().date_naive() + TimeDelta::days(30);
        let basis = Motivation::parse("Artikel 12.3: er zijn nu te weinig begeleiders.").unwrap();
        let stop = Stop { admissions: vec![Id::parse(&id).unwrap()], until, basis };
        let org = Id::parse(&org).unwrap();
        let whom = (&org, SuspensionKind::Full);
        app.database
            .write(|conn| admissions::suspend(conn, &ctx, &world.scope(), &portal(), whom, &stop))
            .unwrap();
        app.database
            .write(|conn| admissions::lift(conn, &ctx, &world.scope(), &portal(), &org, &stop.admissions))
            .unwrap();
        let state: AsText<State> = app.database(|conn| admitted::table.select(admitted::state).first(conn));
        assert_eq!(state.0, State::Active);
    })
    .await;
}

#[actix_web::test]
async fn nobody_takes_over_contracts_for_another_region_or_a_table_of_another_kind() {
    on_both(async |app| {
        let (world, far) = (app.world(), app.world_of(MIJ, "mij.test"));
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::ContractManager));
        let table = brought(&world, &[("90000001", "De Hoeve", "GM0118")]);
        let refused = app.database.write(|conn| contracts::prepare(conn, &ctx, &far.scope(), table.clone()));
        assert!(matches!(refused, Err(Error::NotFound)));
        let id = app.database.write(|conn| contracts::prepare(conn, &ctx, &world.scope(), table)).unwrap();
        let take =
            |conn: &mut _, world: &World| contracts::take_over(conn, &ctx, &world.scope(), &portal(), &id);
        assert!(matches!(app.database.write(|conn| take(conn, &far)), Err(Error::NotFound)));
        let clients = super::clients::brought(&world.procedure, "GM0118;ib;2026K3;12");
        let other = app
            .database
            .write(|conn| openhuis::app::imports::clients::prepare(conn, &ctx, &world.scope(), clients))
            .unwrap();
        let refused =
            app.database.write(|conn| contracts::take_over(conn, &ctx, &world.scope(), &portal(), &other));
        assert!(matches!(refused, Err(Error::NotFound)));
        app.database.write(|conn| take(conn, &world)).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn the_example_can_be_sent_back_as_it_is() {
    on_both(async |app| {
        let world = app.world();
        let keeper = logged_in(app, KEEPER).await;
        let example = keeper.get(&format!("{HOME}/voorbeeld?procedure={}", world.procedure)).await;
        let text = String::from_utf8(example.body()).unwrap();
        let form = keeper.get(HOME).await.form(HOME);
        let sent = multipart::send(&keeper, &form, &[("voorbeeld.csv", &text)], "text/html").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
    })
    .await;
}
