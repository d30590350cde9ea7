//! Once a year who is admitted confirms what it told: asked once, nothing twice, with one button, and never an ending.

use chrono::NaiveDate;
use diesel::prelude::*;
use openhuis::domain::access::ProviderRole;
use openhuis::domain::ids::OrgId;
use openhuis::storage::schema::{
    admission_capacity, admissions, audit_index, confirmations, confirmed_facts, facts, mails,
};

use crate::support::client::{Client, Page};
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const LIST: &str = "/beoordeling/toelatingen/bevestigingen";
/// The codes of the table about the Governancecode.
const PRINCIPLES: [&str; 7] = [
    "goede_zorg",
    "waarden_en_normen",
    "invloed_belanghebbenden",
    "inrichting_governance",
    "goed_bestuur",
    "verantwoord_toezicht",
    "continue_ontwikkeling",
];

/// An aanbieder that is admitted in two lots of Zuidwest-Drenthe, with a tekenbevoegde.
fn admitted(app: &TestApp, world: &World, name: &str) -> OrgId {
    let org = app.organisation(name);
    for gemeente in ["GM1690", "GM0118"] {
        app.admit(world, &Admitted::active(&org, name, "ib", gemeente));
    }
    app.member(&org, &app.user(&format!("{}@zorg.test", name.to_lowercase())), ProviderRole::Tekenbevoegde);
    org
}

/// Let it be noon on a day, and the work of that day be done twice.
async fn on(app: &TestApp, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    app.pass(day.and_hms_opt(11, 0, 0).unwrap().and_utc() - app.clock.now());
    let worker = app.worker(&SmtpServer::start());
    worker.catch_up().await.unwrap();
    worker.catch_up().await.unwrap();
}

fn told(app: &TestApp, kind: &str) -> Vec<String> {
    let of = mails::table.filter(mails::kind.eq(kind)).order(mails::created_at);
    let rows: Vec<chrono::NaiveDateTime> = app.database(|conn| of.select(mails::created_at).load(conn));
    rows.into_iter().map(|at| at.date().to_string()).collect()
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

/// Where an aanbieder confirms to a region.
fn at(app: &TestApp, world: &World, org: &OrgId) -> String {
    let of = confirmations::table
        .filter(confirmations::org_id.eq(org.as_str()))
        .filter(confirmations::region_id.eq(world.region.as_str()))
        .order(confirmations::began_on.desc());
    let id: String = app.database(|conn| of.select(confirmations::id).first(conn));
    format!("/aanbieder/toelatingen/bevestigen/{id}")
}

/// The names of the fields about places that a page asks.
fn places(page: &Page) -> Vec<String> {
    let named = page.text.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    named
        .filter(|name| name.starts_with("vrij.") || name.starts_with("wachttijd."))
        .map(str::to_owned)
        .collect()
}

/// Answers to everything that a page asks: nothing that stands in the way, everything in order.
async fn answer(client: &Client, at: &str, other: &[(&str, &str)]) -> Page {
    let page = client.get(at).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let mut sent: Vec<(String, String)> =
        places(&page).into_iter().map(|name| (name, "3".to_owned())).collect();
    for code in ["veroordeling", "ernstige_fout", "zorgmaatregel", "onderaannemers"] {
        sent.push((code.to_owned(), "nee".to_owned()));
    }
    sent.extend(["vog_op_orde", "sroi_inspanning"].map(|code| (code.to_owned(), "ja".to_owned())));
    sent.extend(PRINCIPLES.map(|row| (format!("governancecode.{row}"), "toegepast".to_owned())));
    sent.retain(|(name, _)| other.iter().all(|(code, _)| code != name));
    sent.extend(other.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.submit(&page.form(at), &sent).await
}

#[actix_web::test]
async fn who_is_admitted_is_asked_when_the_year_begins_and_reminded_fourteen_seven_and_two_days_ahead() {
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Linde");
        let ended = admitted(app, &world, "Eik");
        let of_ended = admissions::table.filter(admissions::org_id.eq(ended.as_str()));
        app.database(|conn| diesel::update(of_ended).set(admissions::state.eq("lapsed")).execute(conn));
        on(app, "2027-10-31").await;
        assert!(told(app, "confirmation_asked").is_empty(), "the year before is over for everybody");
        for day in [
            "2027-11-01",
            "2027-11-02",
            "2027-11-28",
            "2027-11-29",
            "2027-11-30",
            "2027-12-06",
            "2027-12-07",
            "2027-12-11",
            "2027-12-12",
            "2027-12-13",
            "2027-12-14",
        ] {
            on(app, day).await;
        }
        assert_eq!(told(app, "confirmation_asked"), ["2027-11-01"], "one mail, whatever the lots");
        assert_eq!(told(app, "confirmation_reminder"), ["2027-11-29", "2027-12-06", "2027-12-11"]);
        assert_eq!((leaves(app, "confirmation.asked"), leaves(app, "confirmation.reminded")), (1, 3));
        let manager = logged_in(app, "contract@zwd.test").await;
        let list = manager.get(LIST).await.text;
        assert!(list.contains("Linde") && list.contains("Te laat") && !list.contains("Eik"), "{list}");
        let running = admissions::table.filter(admissions::org_id.eq(org.as_str()));
        let states: Vec<String> = app.database(|conn| running.select(admissions::state).load(conn));
        assert!(states.iter().all(|state| state == "active"), "passing the last day ends nothing");
        let provider = logged_in(app, "linde@zorg.test").await;
        assert!(provider.get("/aanbieder/toelatingen").await.text.contains("vraagt: klopt alles nog?"));
        assert_eq!(answer(&provider, &at(app, &world, &org), &[]).await.status, 303, "it can still be done");
        on(app, "2028-10-31").await;
        assert_eq!(told(app, "confirmation_asked").len(), 1);
        on(app, "2028-11-01").await;
        assert_eq!(told(app, "confirmation_asked"), ["2027-11-01", "2028-11-01"]);
    })
    .await;
}

#[actix_web::test]
async fn a_runner_that_was_away_asks_once_with_the_whole_term_and_what_started_later_waits_for_the_next_year()
{
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Linde");
        let late = admitted(app, &world, "Eik");
        let of_late = admissions::table.filter(admissions::org_id.eq(late.as_str()));
        let start: NaiveDate = "2027-11-02".parse().unwrap();
        app.database(|conn| diesel::update(of_late).set(admissions::starts_on.eq(start)).execute(conn));
        on(app, "2027-11-05").await;
        let rows: Vec<(String, NaiveDate)> = app.database(|conn| {
            confirmations::table.select((confirmations::org_id, confirmations::due_on)).load(conn)
        });
        assert_eq!(rows, [(org.to_string(), "2027-12-17".parse().unwrap())]);
    })
    .await;
}

#[actix_web::test]
async fn the_first_year_everything_is_asked_and_the_next_year_one_button_is_enough() {
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Linde");
        on(app, "2027-11-01").await;
        let provider = logged_in(app, "linde@zorg.test").await;
        let first = at(app, &world, &org);
        let page = provider.get(&first).await;
        let empty = provider.submit(&page.form(&first), &[]).await;
        assert!(empty.status == 422 && empty.text.contains("Beantwoord deze vraag"), "{}", empty.text);
        let nothing: i64 = app.database(|conn| facts::table.count().get_result(conn));
        assert_eq!(nothing, 0, "what is refused leaves nothing behind");
        assert_eq!(answer(&provider, &first, &[]).await.status, 303);
        assert_eq!(leaves(app, "confirmation.given"), 1);
        assert!(provider.get(&first).await.text.contains("U bevestigde dit op 1 november 2027"));
        let again = provider.submit(&page.form(&first), &[]).await;
        assert_eq!(again.status, 422, "{}", again.text);

        on(app, "2028-11-01").await;
        let provider = logged_in(app, "linde@zorg.test").await;
        let second = at(app, &world, &org);
        assert_ne!(first, second);
        assert_eq!(provider.get(&first).await.status, 404, "a newer year took its place");
        let page = provider.get(&second).await;
        assert!(page.text.contains("Uw eigen opgave, 1 november 2027"), "{}", page.text);
        let sent = provider.submit(&page.form(&second), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let changed: Vec<bool> =
            app.database(|conn| confirmed_facts::table.select(confirmed_facts::changed).load(conn));
        assert!(changed.len() == 14 && changed.iter().all(|one| !one), "{changed:?}");
        let said: i64 = app.database(|conn| {
            facts::table
                .filter(facts::source.eq("bevestiging"))
                .filter(facts::supersedes.is_not_null())
                .count()
                .get_result(conn)
        });
        assert_eq!(said, 7, "each question once a year: what hangs on a yes that was not given is not asked");
    })
    .await;
}

#[actix_web::test]
async fn a_yes_on_a_ground_of_exclusion_is_read_by_who_takes_it_up_and_ends_nothing() {
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Linde");
        on(app, "2027-11-01").await;
        let provider = logged_in(app, "linde@zorg.test").await;
        let own = at(app, &world, &org);
        let half = answer(&provider, &own, &[("veroordeling", "ja")]).await;
        assert_eq!(half.status, 422, "what hangs on a yes is asked then");
        assert_eq!(
            half.text.matches("Beantwoord deze vraag").count(),
            6,
            "three questions, above and at the field: {}",
            half.text
        );
        let sent = answer(
            &provider,
            &own,
            &[
                ("veroordeling", "ja"),
                ("veroordeling_datum_day", "3"),
                ("veroordeling_datum_month", "2"),
                ("veroordeling_datum_year", "2027"),
                ("veroordeling_aard", "fraude"),
                ("veroordeling_maatregelen", "De bestuurder is vertrokken."),
                ("zorgmaatregel", "nee"),
            ],
        )
        .await;
        assert_eq!(sent.status, 303, "{}", sent.text);

        let manager = logged_in(app, "contract@zwd.test").await;
        assert!(manager.get(LIST).await.text.contains("Er is een antwoord dat u moet lezen"));
        let one = own.replace("/aanbieder/toelatingen/bevestigen", LIST);
        let page = manager.get(&one).await;
        assert!(
            page.text.contains("Besloten") && !page.text.contains("De bestuurder is vertrokken"),
            "{}",
            page.text
        );
        assert!(!page.text.contains("Grond voor uitsluiting"), "that would tell what is shielded");
        assert!(
            !page.text.contains("de uitspraak onherroepelijk?"),
            "and so would a question that hangs on a yes"
        );
        let taken = manager.submit(&page.form(&format!("{one}/oppakken")), &[]).await;
        assert_eq!((taken.status, leaves(app, "confirmation.taken")), (303, 1));
        let page = manager.get(&one).await;
        assert!(
            page.text.contains("De bestuurder is vertrokken") && page.text.contains("Grond voor uitsluiting"),
            "{}",
            page.text
        );
        let running = admissions::table.filter(admissions::org_id.eq(org.as_str()));
        let states: Vec<String> = app.database(|conn| running.select(admissions::state).load(conn));
        assert!(states.iter().all(|state| state == "active"));

        let other = app.world_of(MIJ, "mij.test");
        drop(other);
        let elsewhere = logged_in(app, "contract@mij.test").await;
        assert_eq!(elsewhere.get(&one).await.status, 404);
        assert!(!elsewhere.get(LIST).await.text.contains("Linde"));
    })
    .await;
}

#[actix_web::test]
async fn what_was_answered_elsewhere_since_the_year_began_is_not_asked_again() {
    on_both(async |app| {
        let (world, other) = (app.world(), app.world_of(MIJ, "mij.test"));
        let org = admitted(app, &world, "Linde");
        app.admit(&other, &Admitted::active(&org, "Linde", "begeleiding_individueel", "GM0200"));
        on(app, "2027-11-15").await;
        assert_eq!(told(app, "confirmation_asked").len(), 2, "each region asks");
        let provider = logged_in(app, "linde@zorg.test").await;
        let (first, second) = (at(app, &world, &org), at(app, &other, &org));
        // Places of every region are stated on one page, and answers in the year of the other region.
        let capacity = "/aanbieder/toelatingen/capaciteit";
        let page = provider.get(capacity).await;
        let names = places(&page);
        let stated: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "2")).collect();
        assert_eq!(provider.submit(&page.form(capacity), &stated).await.status, 303);
        assert!(places(&provider.get(&first).await).is_empty());
        assert_eq!(answer(&provider, &first, &[("sroi_inspanning", "nee")]).await.status, 303);

        let page = provider.get(&second).await;
        assert!(page.text.contains("U hoeft alleen nog te bevestigen"), "{}", page.text);
        assert!(page.text.contains("Dit vertelde u dit jaar al"), "{}", page.text);
        let sent = provider.submit(&page.form(&second), &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let each: Vec<i64> = [&world, &other]
            .map(|world| {
                let of = confirmed_facts::table.filter(confirmed_facts::region_id.eq(world.region.as_str()));
                app.database(|conn| of.count().get_result(conn))
            })
            .into();
        assert_eq!(each, [7, 7], "each region gets every answer");
        let said: i64 = app.database(|conn| facts::table.count().get_result(conn));
        assert_eq!(said, 7, "each question was answered once");
        let free: Vec<i32> =
            app.database(|conn| admission_capacity::table.select(admission_capacity::free).load(conn));
        assert_eq!(free, [2, 2, 2]);
    })
    .await;
}
