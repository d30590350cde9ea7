//! Changing the rules in the browser: a number for one gemeente, why, and what it would do to everybody who is admitted.

use diesel::prelude::*;
use openhuis::app::taken_over;
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::facts::FactValue;
use openhuis::domain::ids::{Id, OrgId};
use openhuis::domain::money::BasisPoints;
use openhuis::domain::policy_code::PolicyCode;
use openhuis::storage::schema::{
    admissions, amendments, audit_index, mails, notas, scheme_versions, simulations, windows,
};

use super::support::client::{Client, Page};
use super::support::multipart;
use super::support::register::Admitted;
use super::support::world::{MIJ, World};
use super::support::{TestApp, on_both};

const HOME: &str = "/beheer/regeling";
const START: &str = "/beheer/regeling/wijzigingen";
/// Apeldoorn, where GES-06 applies.
const APELDOORN: &str = "GM0200";
const WHY: &str = "Vorig jaar gingen twee aanbieders failliet.";

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

/// Begin a wijziging; where its page is.
async fn begun(client: &Client) -> String {
    let sent = client.submit(&client.get(HOME).await.form(START), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    sent.header("location").to_owned()
}

/// Another minimum in one gemeente from the first day of 2027 on.
async fn raise(client: &Client, at: &str, percent: &str) -> Page {
    let number = format!("{at}/getal/solvabiliteit_minimum");
    let form = client.get(&number).await.form(&number);
    let answers = [
        ("waarde", percent),
        ("vanaf_day", "1"),
        ("vanaf_month", "1"),
        ("vanaf_year", "2027"),
        ("gemeenten", APELDOORN),
    ];
    client.submit(&form, &answers).await
}

async fn motivate(client: &Client, at: &str) {
    let action = format!("{at}/motivering");
    let sent = client.submit(&client.get(at).await.form(&action), &[("motivering", WHY)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn work_out(client: &Client, at: &str) -> Page {
    let action = format!("{at}/doorrekenen");
    let sent = client.submit(&client.get(at).await.form(&action), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    client.get(sent.header("location")).await
}

/// Somebody with a running contract for individual support in Apeldoorn, of which the region knows these answers.
fn contractor(app: &TestApp, world: &World, name: &str, solvency: Option<i32>) -> OrgId {
    let org = app.organisation(name);
    app.admit(world, &Admitted::active(&org, name, "begeleiding_individueel", APELDOORN));
    let Some(points) = solvency else { return org };
    let admission: String = app.database(|conn| {
        admissions::table.filter(admissions::org_id.eq(org.as_str())).select(admissions::id).first(conn)
    });
    let known = [
        (PolicyCode::parse("solvabiliteit").unwrap(), FactValue::Percent(BasisPoints::new(points))),
        (PolicyCode::parse("startende_organisatie").unwrap(), FactValue::YesNo(false)),
    ];
    let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::ContractManager));
    let about = (&world.scheme, "2026-01-01".parse().unwrap());
    let id = Id::parse(&admission).unwrap();
    app.database.write(|conn| taken_over::note(conn, &ctx, &world.scope(), &id, about, &known)).unwrap();
    org
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn a_number_for_one_gemeente_is_told_as_it_was_and_will_be() {
    on_both(async |app| {
        app.world_of(MIJ, "mij.test");
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        let fresh = client.get(&at).await;
        assert!(
            fresh.text.contains("Er is nog niets gewijzigd") && fresh.text.contains("versie 1"),
            "{}",
            fresh.text
        );

        let wrong = raise(&client, &at, "veel").await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("Vul een percentage in") && wrong.text.contains("value=\"veel\""),
            "{}",
            wrong.text
        );
        let beyond = raise(&client, &at, "120").await;
        assert!(
            beyond.status == 422 && beyond.text.contains("Zo klopt de regeling niet meer"),
            "{}",
            beyond.text
        );
        let number = format!("{at}/getal/solvabiliteit_minimum");
        let form = client.get(&number).await.form(&number);
        let past = [("waarde", "25"), ("vanaf_day", "1"), ("vanaf_month", "1"), ("vanaf_year", "2026")];
        let past = client.submit(&form, &past).await;
        assert!(past.status == 422 && past.text.contains("Kies een latere dag"), "{}", past.text);
        let elsewhere = client.submit(&form, &[("gemeenten", "GM0363")]).await;
        assert!(
            elsewhere.status == 422 && elsewhere.text.contains("Kies uit de lijst"),
            "{}",
            elsewhere.text
        );

        assert_eq!(raise(&client, &at, "25").await.header("location"), at);
        let page = client.get(&at).await.text;
        for told in [
            "In Apeldoorn vanaf 1 januari 2027: van 20,0\u{a0}% naar 25,0\u{a0}%.",
            "Na de wijziging",
            "25,0\u{a0}% vanaf 1 januari 2027 in Apeldoorn",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let yaml = client.get(&format!("{at}/yaml")).await.body();
        let text = String::from_utf8(yaml).unwrap();
        assert!(text.contains("# B056: strengere eisen per productgroep."), "comments stay");
        assert_eq!(text.lines().count(), MIJ.lines().count() + 4, "nothing else differs");
        assert_eq!((leaves(app, "amendment.started"), leaves(app, "amendment.changed")), (1, 1));
        let same = raise(&client, &at, "25").await;
        assert_eq!((same.status, leaves(app, "amendment.changed")), (303, 1), "the same again is no change");
    })
    .await;
}

#[actix_web::test]
async fn who_comes_with_an_old_page_is_told_that_a_colleague_changed_it() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        app.staff(&world.region, &app.user_by_mail("beleid@mij.test"), StaffRole::PolicyEditor);
        let (one, other) = (logged_in(app, "beheer@mij.test").await, logged_in(app, "beleid@mij.test").await);
        let at = begun(&one).await;
        let number = format!("{at}/getal/solvabiliteit_minimum");
        let old = other.get(&number).await.form(&number);
        raise(&one, &at, "25").await;
        let answers = [("waarde", "30"), ("vanaf_day", "1"), ("vanaf_month", "1"), ("vanaf_year", "2027")];
        assert_eq!(other.submit(&old, &answers).await.status, 409);
    })
    .await;
}

#[actix_web::test]
async fn why_is_said_first_and_the_effect_names_nobody() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let low = contractor(app, &world, "Zorg De Laagte", Some(2_100));
        contractor(app, &world, "Zorg De Hoogte", Some(3_500));
        contractor(app, &world, "Zorg Zonder Cijfers", None);
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        raise(&client, &at, "25").await;

        let early = client.get(&at).await;
        assert!(!early.text.contains(&format!("{at}/doorrekenen")), "there is no button before the reason");
        let csrf = early.form(&format!("{at}/motivering"));
        let mut forced = csrf.clone();
        forced.action = format!("{at}/doorrekenen");
        let refused = client.submit(&forced, &[]).await;
        assert!(
            refused.status == 409 && refused.text.contains("waarom u dit wilt wijzigen"),
            "{}",
            refused.text
        );
        let empty = client.submit(&csrf, &[("motivering", "  ")]).await;
        assert_eq!(empty.status, 422);
        motivate(&client, &at).await;

        let effect = work_out(&client, &at).await;
        for told in [
            "1 van de 3 toegelaten aanbieders valt ergens af.",
            "Begeleiding individueel in Apeldoorn",
            "2 van 3",
            "Van 1 van de 3 aanbieders heeft de regio nog geen gegevens",
            "Te weinig aanbieders",
            "GES-06 Solvabiliteit",
        ] {
            assert!(effect.text.contains(told), "{told}: {}", effect.text);
        }
        for name in ["Laagte", "Hoogte", "Zonder Cijfers", low.as_str()] {
            assert!(!effect.text.contains(name), "{name} is a name");
        }
        let page = client.get(&at).await.text;
        assert!(
            page.contains("1 van de 3 aanbieders") && page.contains("Deze tekst") && page.contains(WHY),
            "{page}"
        );
        assert!(!page.contains(&format!("{at}/motivering")), "the reason stays as it was");

        let run: String = app.database(|conn| simulations::table.select(simulations::id).first(conn));
        let csv = client.get(&format!("{at}/effect/{run}/csv")).await;
        assert!(csv.header("content-type").starts_with("text/csv"));
        let table = String::from_utf8(csv.body()).unwrap();
        let line = table.lines().find(|line| line.contains("Apeldoorn")).unwrap();
        assert!(line.starts_with("Begeleiding individueel;Apeldoorn;GM0200;3;2;1;0;"), "{table}");
        assert!(line.ends_with(": GES-06") && line.contains(";ja;"), "{table}");
        assert_eq!((leaves(app, "amendment.simulated"), leaves(app, "export.downloaded")), (1, 1));

        raise(&client, &at, "30").await;
        let old = client.get(&format!("{at}/effect/{run}")).await.text;
        assert!(old.contains("De tekst is daarna veranderd"), "{old}");
        assert!(old.contains("naar 25,0\u{a0}%"), "what was worked out stays readable: {old}");
        let again = work_out(&client, &at).await.text;
        let pseudonym = |text: &str| {
            let place = text.find("role=\"rowheader\"").unwrap_or(0);
            text[place..]
                .split(['<', '>'])
                .find(|word| word.len() == 9 && word.as_bytes()[4] == b'-')
                .map(str::to_owned)
        };
        assert_eq!(pseudonym(&old), pseudonym(&again), "the same aanbieder keeps its pseudonym");
        assert!(pseudonym(&old).is_some(), "{old}");
    })
    .await;
}

#[actix_web::test]
async fn nothing_that_another_region_fixed_is_looked_at() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let other = app.world();
        let org = contractor(app, &world, "Zorg Hier", None);
        // The other region knows that it would fail, and says so nowhere else.
        app.admit(
            &other,
            &Admitted::active(&org, "Zorg Hier", other.scheme.groups()[0].code.as_str(), "GM0118"),
        );
        let there: String = app.database(|conn| {
            admissions::table
                .filter(admissions::region_id.eq(other.region.as_str()))
                .select(admissions::id)
                .first(conn)
        });
        let known = [
            (PolicyCode::parse("solvabiliteit").unwrap(), FactValue::Percent(BasisPoints::new(100))),
            (PolicyCode::parse("startende_organisatie").unwrap(), FactValue::YesNo(false)),
        ];
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::ContractManager));
        let about = (&world.scheme, "2026-01-01".parse().unwrap());
        let id = Id::parse(&there).unwrap();
        app.database.write(|conn| taken_over::note(conn, &ctx, &other.scope(), &id, about, &known)).unwrap();
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        raise(&client, &at, "25").await;
        motivate(&client, &at).await;
        let effect = work_out(&client, &at).await.text;
        assert!(effect.contains("Niemand van de 1 toegelaten aanbieders valt af."), "{effect}");
    })
    .await;
}

#[actix_web::test]
async fn the_whole_text_is_taken_over_only_when_nothing_is_wrong_with_it() {
    on_both(async |app| {
        app.world_of(MIJ, "mij.test");
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        let text = format!("{at}/tekst");
        let form = client.get(&text).await.form(&text);
        let kept = form.fields.iter().find(|(name, _)| name == "tekst").unwrap().1.clone();
        assert_eq!(kept.trim_end(), MIJ.trim_end());

        let broken = kept.replace("spoor: ", "spor: ").replace("waarde: 20 %", "waarde: 20");
        let refused = client.submit(&form, &[("tekst", &broken)]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text.contains("De tekst is niet overgenomen") && refused.text.contains("spor: "),
            "{}",
            refused.text
        );
        assert!(
            refused.text.contains("De waarde past niet") || refused.text.contains("Deze waarde past niet")
        );
        let other_meaning = kept.replacen(
            "vraag: Hoe hoog was uw solvabiliteit in het laatst afgesloten boekjaar?\n    type: procent",
            "vraag: Hoe hoog?\n    type: bedrag",
            1,
        );
        if other_meaning != kept {
            let refused = client.submit(&form, &[("tekst", &other_meaning)]).await;
            assert_eq!(refused.status, 422, "{}", refused.text);
        }
        let founded = kept.replacen("spoor: civiel", "spoor: awb", 1);
        let refused = client.submit(&form, &[("tekst", &founded)]).await;
        assert!(
            refused.status == 422 && refused.text.contains("rechtsbescherming ligt vast"),
            "{}",
            refused.text
        );
        assert_eq!(leaves(app, "amendment.changed"), 0);

        // A browser sends carriage returns; the text has none.
        let better = kept.replace("aanbieders: 3", "aanbieders: 4").replace('\n', "\r\n");
        assert_eq!(client.submit(&form, &[("tekst", &better)]).await.header("location"), at);
        let source: String = app.database(|conn| amendments::table.select(amendments::source).first(conn));
        assert!(source.contains("aanbieders: 4") && !source.contains('\r'));
        assert!(client.get(&at).await.text.contains("wanneer er voldoende aanbod is"));
    })
    .await;
}

#[actix_web::test]
async fn the_places_of_an_eis_and_the_definition_of_enough_are_changed_by_forms() {
    on_both(async |app| {
        app.world_of(MIJ, "mij.test");
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        let places = format!("{at}/eis/GES-06");
        let form = client.get(&places).await.form(&places);
        assert_eq!(form.fields.iter().filter(|(name, _)| name == "gemeenten").count(), 2, "as it is now");
        assert_eq!(client.submit(&form, &[("gemeenten", APELDOORN)]).await.header("location"), at);
        let told = client.get(&at).await.text;
        assert!(told.contains("Verandert: eis GES-06") && told.contains("Wordt: in Apeldoorn"), "{told}");
        assert_eq!(client.get(&format!("{at}/eis/GES-99")).await.status, 404);
        assert_eq!(client.get(&format!("{at}/getal/onbekend")).await.status, 404);

        let enough = format!("{at}/aanbod");
        let form = client.get(&enough).await.form(&enough);
        let wrong = client.submit(&form, &[("wachttijd", "lang"), ("aanbieders", "-1")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("bijvoorbeeld 4 weken"), "{}", wrong.text);
        assert_eq!(client.submit(&form, &[("aanbieders", "5"), ("wachttijd", "")]).await.status, 303);
        let told = client.get(&at).await.text;
        assert!(told.contains("wanneer er voldoende aanbod is") && told.contains("ten minste 5"), "{told}");
        assert!(!told.contains("wachttijd"), "an empty measure is none: {told}");
    })
    .await;
}

#[actix_web::test]
async fn nobody_elsewhere_or_in_another_role_sees_a_wijziging_and_one_that_was_thrown_away_stays_so() {
    on_both(async |app| {
        app.world_of(MIJ, "mij.test");
        app.world();
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        let other = logged_in(app, "beheer@zwd.test").await;
        for path in [
            at.clone(),
            format!("{at}/tekst"),
            format!("{at}/yaml"),
            format!("{at}/getal/solvabiliteit_minimum"),
        ] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        let assessor = logged_in(app, "beoordelaar@mij.test").await;
        assert_eq!(assessor.get(&at).await.status, 403);
        assert!(client.get(HOME).await.text.contains("nog niet gemotiveerd"));

        let discard = client.get(&at).await.form(&format!("{at}/weggooien"));
        assert_eq!(
            client.submit(&discard, &[]).await.header("location"),
            "/beheer/regeling?klaar=weggegooid"
        );
        let over = client.get(&at).await.text;
        assert!(over.contains("Weggegooid") && !over.contains(&format!("{at}/motivering")), "{over}");
        let number = client.get(&format!("{at}/getal/solvabiliteit_minimum")).await.text;
        assert!(number.contains("Deze wijziging ligt vast"), "{number}");
        assert!(client.get(HOME).await.text.contains("Niemand werkt nu aan een wijziging"));
    })
    .await;
}

/// Worked out and proposed by `beheer`, to count from the first day of 2027 on.
async fn proposed(client: &Client) -> String {
    let at = begun(client).await;
    raise(client, &at, "25").await;
    motivate(client, &at).await;
    work_out(client, &at).await;
    let sent = propose(client, &at, "2027", "Te dragen.").await;
    assert_eq!(sent.header("location"), format!("{at}/publiceren"), "{}", sent.text);
    at
}

async fn propose(client: &Client, at: &str, year: &str, note: &str) -> Page {
    let action = format!("{at}/voorstellen");
    let form = client.get(at).await.form(&action);
    let day = [("ingang_day", "1"), ("ingang_month", "1"), ("ingang_year", year), ("toelichting", note)];
    client.submit(&form, &day).await
}

/// A colleague who writes the rules too.
async fn colleague(app: &TestApp, world: &World) -> Client {
    app.staff(&world.region, &app.user_by_mail("beleid@mij.test"), StaffRole::PolicyEditor);
    logged_in(app, "beleid@mij.test").await
}

#[actix_web::test]
async fn a_colleague_publishes_what_was_worked_out_and_everybody_reads_it() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        contractor(app, &world, "Zorg De Laagte", Some(2_100));
        let (own, other) = (logged_in(app, "beheer@mij.test").await, colleague(app, &world).await);
        let at = proposed(&own).await;
        let number = format!("{at}/getal/solvabiliteit_minimum");
        assert!(own.get(&number).await.text.contains("ligt vast"));
        let mine = own.get(&format!("{at}/publiceren")).await;
        assert!(mine.text.contains("Een collega publiceert"), "{}", mine.text);
        let mut forced = mine.form(&format!("{at}/terug"));
        forced.action = format!("{at}/publiceren");
        let refused = own.submit(&forced, &[]).await;
        assert!(refused.status == 409 && refused.text.contains("Vraag een"), "{}", refused.text);

        let read = other.get(&format!("{at}/publiceren")).await;
        for told in ["1 van de 1", WHY, "Te dragen.", "van 20,0\u{a0}% naar 25,0\u{a0}%", "1 januari 2027"] {
            assert!(read.text.contains(told), "{told}: {}", read.text);
        }
        let sent = other.submit(&read.form(&format!("{at}/publiceren")), &[]).await;
        assert_eq!(sent.header("location"), "/beheer/regeling?klaar=gepubliceerd", "{}", sent.text);
        assert!(other.get(HOME).await.text.contains("Geldt later"));

        let slug = &world.slug;
        let public = app.visitor();
        let history = public.get(&format!("/regio/{slug}/regeling")).await.text;
        for told in [
            "Versie 2",
            "Geldt later",
            WHY,
            "In Apeldoorn vanaf 1 januari 2027: van 20,0\u{a0}% naar 25,0\u{a0}%.",
        ] {
            assert!(history.contains(told), "{told}: {history}");
        }
        for name in ["beheer@", "beleid@"] {
            assert!(!history.contains(name), "who did it is not for everybody");
        }
        let rules = public.get(&format!("/regio/{slug}/eisen")).await.text;
        assert!(rules.contains("De regeling verandert") && rules.contains("versie 1"), "{rules}");
        app.pass(chrono::TimeDelta::days(60));
        let later = public.get(&format!("/regio/{slug}/eisen")).await.text;
        assert!(later.contains("versie 2") && !later.contains("De regeling verandert"), "{later}");
        let version: String = app.database(|conn| {
            scheme_versions::table.filter(scheme_versions::seq.eq(2)).select(scheme_versions::id).first(conn)
        });
        let text = public.get(&format!("/regio/{slug}/regeling/{version}")).await;
        assert!(text.text.contains("waarde: 25,0 %"));
        assert_eq!(leaves(app, "scheme.published"), 2);
    })
    .await;
}

#[actix_web::test]
async fn what_is_proposed_was_worked_out_and_begins_later_and_can_come_back() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let (own, other) = (logged_in(app, "beheer@mij.test").await, colleague(app, &world).await);
        let at = begun(&own).await;
        motivate(&own, &at).await;
        work_out(&own, &at).await;
        assert!(!own.get(&at).await.text.contains(&format!("{at}/voorstellen")), "nothing changes yet");
        raise(&own, &at, "25").await;
        assert!(
            !own.get(&at).await.text.contains(&format!("{at}/voorstellen")),
            "this text was not worked out"
        );
        work_out(&own, &at).await;
        let past = propose(&own, &at, "2026", "Goed.").await;
        assert!(past.status == 422 && past.text.contains("Kies een latere datum"), "{}", past.text);
        let late = propose(&own, &at, "2028", "Goed.").await;
        assert!(late.status == 422 && late.text.contains("eerder geldt dan de wijziging"), "{}", late.text);
        assert_eq!(propose(&own, &at, "2027", " ").await.status, 422);
        assert_eq!(propose(&own, &at, "2027", "Goed.").await.status, 303);

        let back = other.get(&format!("{at}/publiceren")).await.form(&format!("{at}/terug"));
        assert_eq!(other.submit(&back, &[("reden", "")]).await.status, 422);
        assert_eq!(other.submit(&back, &[("reden", "Reken ook 22 door.")]).await.header("location"), at);
        let page = own.get(&at).await.text;
        assert!(page.contains("Reken ook 22 door.") && page.contains(&format!("{at}/voorstellen")), "{page}");
        assert_eq!(own.get(&format!("{at}/publiceren")).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn a_wijziging_of_an_older_version_is_not_published_over_a_newer_one() {
    on_both(async |app| {
        let world = app.world_of(MIJ, "mij.test");
        let (own, other) = (logged_in(app, "beheer@mij.test").await, colleague(app, &world).await);
        let (first, second) = (proposed(&own).await, proposed(&own).await);
        let publish = async |at: &str| {
            let action = format!("{at}/publiceren");
            other.submit(&other.get(&action).await.form(&action), &[]).await
        };
        assert_eq!(publish(&first).await.status, 303);
        let refused = publish(&second).await;
        assert!(
            refused.status == 409 && refused.text.contains("Intussen is een andere versie"),
            "{}",
            refused.text
        );
    })
    .await;
}

/// The phases of the window so many days on: now lies before the answers, and one may submit already.
fn still_answering(app: &TestApp, world: &World) {
    let until = openhuis::storage::types::stored(app.clock.now() + chrono::TimeDelta::days(3));
    app.database(|conn| {
        diesel::update(windows::table.find(world.window.as_str()))
            .set((windows::questions_until.eq(until), windows::answers_at.eq(until)))
            .execute(conn)
    });
}

#[actix_web::test]
async fn a_running_window_takes_it_over_only_by_a_nota_and_who_sent_in_is_told() {
    on_both(async |app| {
        let world = app.world();
        app.staff(&world.region, &app.user_by_mail("beleid@zwd.test"), StaffRole::PolicyEditor);
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        let (own, other) = (logged_in(app, "beheer@zwd.test").await, logged_in(app, "beleid@zwd.test").await);
        let at = begun(&own).await;
        let number = format!("{at}/getal/verzekerd_per_aanspraak_minimum");
        let form = own.get(&number).await.form(&number);
        let answers =
            [("waarde", "1.500.000"), ("vanaf_day", "1"), ("vanaf_month", "2"), ("vanaf_year", "2027")];
        assert_eq!(own.submit(&form, &answers).await.status, 303);
        motivate(&own, &at).await;
        work_out(&own, &at).await;
        assert_eq!(propose(&own, &at, "2027", "Goed.").await.status, 303);

        let action = format!("{at}/publiceren");
        let frozen = other.get(&action).await;
        assert!(frozen.text.contains("De regels van dit venster staan vast"), "{}", frozen.text);
        let mut forced = frozen.form(&action);
        forced.fields.push(("vensters".to_owned(), world.window.to_string()));
        let refused = other.submit(&forced, &[]).await;
        assert_eq!(refused.status, 409, "{}", refused.text);

        still_answering(app, &world);
        let form = other.get(&action).await.form(&action);
        let window = world.window.to_string();
        let without = other.submit(&form, &[("vensters", &window)]).await;
        assert!(
            without.status == 422 && without.text.contains("Maak eerst bij Vragen een nota van inlichtingen"),
            "{}",
            without.text
        );
        announce(app, &world, &own, &at).await;
        let sent = other.submit(&form, &[("vensters", &window)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let (version, newest): (String, String) = app.database(|conn| {
            let used = windows::table.find(&window).select(windows::scheme_version_id).first(conn)?;
            let newest =
                scheme_versions::table.order(scheme_versions::seq.desc()).select(scheme_versions::id);
            Ok((used, newest.first(conn)?))
        });
        assert_eq!(version, newest);
        assert_eq!(leaves(app, "window.scheme_changed"), 1);
        let (brought, by, confirmed): (Option<String>, Option<String>, Option<String>) =
            app.database(|conn| {
                notas::table.select((notas::version_id, notas::published_by, notas::confirmed_by)).first(conn)
            });
        assert_eq!(brought.as_ref(), Some(&newest), "the nota says which version it brought");
        assert!(confirmed.is_some() && by != confirmed, "it was published by two people");
        let read = app.visitor().get(&format!("/regio/{}/vensters/{window}/nota", world.slug)).await.text;
        assert!(
            read.contains("Deze nota wijzigt de regeling") && read.contains("De drempel wordt hoger."),
            "{read}"
        );
        let mail: i64 = app
            .database(|conn| mails::table.filter(mails::kind.eq("version_changed")).count().get_result(conn));
        assert!(mail > 0, "who sent in under the older version is told");
        assert!(one.opened().is_outdated(), "what was sent in stays as it was until it is replaced");
    })
    .await;
}

/// A nota van inlichtingen for the window that announces the wijziging: alone it is not published.
async fn announce(app: &TestApp, world: &World, own: &Client, amendment: &str) {
    app.answer(world, &[], "", "De drempel wordt hoger.");
    let home = format!("/beheer/vragen/{}", world.window);
    let id = amendment.rsplit('/').next().unwrap();
    let form = own.get(&home).await.form(&format!("{home}/nota"));
    assert_eq!(own.submit(&form, &[("wijziging", id)]).await.status, 303);
    let page = own.get(&format!("{home}/publiceren")).await;
    assert!(page.text.contains("Een collega publiceert deze nota"), "{}", page.text);
    let alone = app.publish_nota(world).unwrap_err().to_string();
    assert!(alone.contains("samen met de wijziging"), "{alone}");
}

#[actix_web::test]
async fn a_regeling_is_sent_as_a_file_too_with_the_same_checks_and_what_is_no_regeling_is_told_beside_the_field()
 {
    on_both(async |app| {
        app.world_of(MIJ, "mij.test");
        let client = logged_in(app, "beheer@mij.test").await;
        let at = begun(&client).await;
        let page = client.get(&format!("{at}/tekst")).await;
        let form = page.form(&format!("{at}/tekst/bestand"));
        let send = async |files: &[(&str, &str)]| {
            let fresh = client.get(&format!("{at}/tekst")).await.form(&form.action);
            multipart::send(&client, &fresh, files, "text/html").await
        };
        let large = format!("{MIJ}\n{}", "# te groot\n".repeat(100_000));
        for (files, why) in [
            (&[][..], "Kies het bestand met de tekst van de regeling."),
            (&[("regeling.pdf", MIJ)][..], "Dit is geen YAML-bestand."),
            (&[("regeling.yaml", "formaat: \0")][..], "Dit is geen YAML-bestand."),
            (
                &[("regeling.yaml", large.as_str())][..],
                "Dit bestand is te groot. Een regeling is hooguit 1 MB.",
            ),
        ] {
            let refused = send(files).await;
            assert_eq!(refused.status, 422, "{why}");
            assert!(
                refused.text.contains(why) && refused.text.contains("href=\"#bestand\""),
                "{why}: {}",
                refused.text
            );
            assert!(
                refused.text.contains("code: wmo_mijov_2026"),
                "the text as it is stays in the other field"
            );
        }
        let broken = MIJ.replace("spoor: ", "spor: ").replace("waarde: 20 %", "waarde: 20");
        let refused = send(&[("regeling.yaml", &broken)]).await;
        assert_eq!(refused.status, 422);
        for told in ["De tekst is niet overgenomen", "href=\"#bestand\"", "spor: "] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert_eq!(leaves(app, "amendment.changed"), 0);

        let better = MIJ.replace("aanbieders: 3", "aanbieders: 4").replace('\n', "\r\n");
        let taken = send(&[("Regeling 2027.YML", &better)]).await;
        assert_eq!((taken.status, taken.header("location")), (303, at.as_str()), "{}", taken.text);
        let source: String = app.database(|conn| amendments::table.select(amendments::source).first(conn));
        assert_eq!(
            source,
            MIJ.replace("aanbieders: 3", "aanbieders: 4"),
            "byte for byte, without carriage returns"
        );
    })
    .await;
}
