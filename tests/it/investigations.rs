//! Investigations by toezicht: from planning to the final report, who reads what of them, and what is refused.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::investigations::{self, New};
use openhuis::app::{self, Error};
use openhuis::domain::access::StaffRole;
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::InvestigationId;
use openhuis::domain::supervision::Discipline;
use openhuis::domain::supervision::investigation::Outcome;
use openhuis::storage::schema::{audit_index, frameworks, mails, staff_roles};
use openhuis::storage::signals::WallScope;

use crate::signals::{found_in, inside, without_request};
use crate::support::investigating::Investigating;
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

/// Stands in everything that toezicht notes and finds.
const SECRET: &str = "Fluistering";

fn of<'a>(app: &'a TestApp, world: &'a World) -> Investigating<'a> {
    let group = world.scheme.groups()[0].code.as_str();
    for gemeente in ["GM1690", "GM0118"] {
        app.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", group, gemeente));
    }
    Investigating { app, world, gemeente: "GM1690".to_owned() }
}

fn wrong<T: std::fmt::Debug>(done: app::Result<T>) -> Vec<String> {
    match done {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn refusal<T: std::fmt::Debug>(done: app::Result<T>) -> String {
    match done {
        Err(Error::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn mails_of(app: &TestApp, kind: &str) -> Vec<(Option<String>, String)> {
    app.database(|conn| {
        mails::table.filter(mails::kind.eq(kind)).select((mails::region_id, mails::body)).load(conn)
    })
}

/// From the plan to the draft before the aanbieder.
fn heard(one: &Investigating<'_>) -> InvestigationId {
    let id = one.plan().unwrap();
    one.take(&id, "begin").unwrap();
    one.note(&id, &format!("{SECRET} notitie")).unwrap();
    one.draft_of(&id, one.findings(&id, &format!("{SECRET} bevinding"))).unwrap();
    one.take(&id, "hear").unwrap();
    id
}

#[actix_web::test]
async fn an_investigation_has_a_scope_within_the_own_gemeenten_and_norms_of_its_toezicht() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        let form = one.form();
        let whole = New {
            locations: " \n".to_owned(),
            products: vec![],
            gemeenten: vec![],
            norms: vec![],
            at: None,
            ..form.clone()
        };
        assert_eq!(
            wrong(one.plan_as(&one.wall(), &whole)),
            ["locatie", "norm", "dag_day"],
            "never the whole organisation"
        );
        assert_eq!(
            wrong(one.plan_as(&one.wall(), &New { products: vec!["nergens".to_owned()], ..form.clone() })),
            ["product"]
        );
        assert_eq!(
            wrong(one.plan_as(&one.wall(), &New { gemeenten: vec!["GM0180".to_owned()], ..form.clone() })),
            ["gemeente"],
            "not admitted there"
        );
        assert_eq!(
            wrong(one.plan_as(&one.wall(), &New { norms: vec!["REC-01".to_owned()], ..form.clone() })),
            ["norm"],
            "of the other toezicht"
        );
        let past = Some(app.clock.now() - TimeDelta::hours(1));
        assert_eq!(wrong(one.plan_as(&one.wall(), &New { at: past, ..form.clone() })), ["dag_day"]);
        let here =
            WallScope { watches: [(Discipline::Quality, vec!["GM1690".to_owned()])].into(), ..one.wall() };
        let both = New { gemeenten: vec!["GM1690".to_owned(), "GM0118".to_owned()], ..form.clone() };
        assert_eq!(wrong(one.plan_as(&here, &both)), ["gemeente"], "outside the own gemeenten");
        assert!(matches!(
            one.plan_as(&one.wall(), &New { org: world.other.to_string(), ..form }),
            Err(Error::NotFound)
        ));
        // Who keeps toezicht in one of the gemeenten reads along, and takes no steps.
        let id = one.plan_as(&one.wall(), &both).unwrap();
        let seen = app.database.read(|conn| investigations::one(conn, &here, &id)).unwrap();
        assert!(!seen.may_act);
        assert!(refusal(one.take_as(&here, &id, "announce")).contains("GM0118"));
    })
    .await;
}

#[actix_web::test]
async fn from_an_unannounced_visit_to_a_final_report_with_a_weighed_reply() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        let id = one.plan().unwrap();
        assert!(refusal(one.note(&id, "Te vroeg.")).contains("tijdens het bezoek"));
        one.take(&id, "begin").unwrap();
        assert_eq!(wrong(one.note(&id, "bsn 123456782")), ["notitie.VEI-01"], "kept nowhere");
        assert!(found_in(app, "123456782").is_empty());
        one.note(&id, "Het register is bij.").unwrap();
        let mut wide = one.findings(&id, "Het register is niet bij.");
        wide[0].locations.push("Elders 3".to_owned());
        assert!(refusal(one.draft_of(&id, wide)).contains("VEI-01"), "beyond the scope");
        let mut nowhere = one.findings(&id, "Het register is niet bij.");
        nowhere[0].locations.clear();
        assert_eq!(wrong(one.draft_of(&id, nowhere)), ["locatie.VEI-01"]);
        one.draft(&id).unwrap();
        let again = one.findings(&id, "Het register is deels bij.");
        one.draft_of(&id, again).unwrap();
        one.take(&id, "hear").unwrap();
        let until = one.seen(&id).line.until.unwrap();
        assert_eq!(until.to_rfc3339(), "2026-12-04T23:00:00+00:00", "ten working days from a Sunday on");
        assert!(refusal(one.finish(&id, &[])).contains("kan nog reageren"));
        assert!(refusal(one.take(&id, "close")).contains("kan nog reageren"));
        one.answer(&id, &[("VEI-01", "Wij werken het bij.")]).unwrap();
        assert!(matches!(one.answer(&id, &[]), Err(Error::Refused(_))), "once");
        assert_eq!(wrong(one.finish(&id, &[])), ["wordt.VEI-01", "afweging.VEI-01"]);
        one.finish(&id, &[("VEI-01", "Het is intussen bijgewerkt.", "met")]).unwrap();
        let finals =
            app.database.read(|conn| investigations::final_findings(conn, &one.wall(), &id)).unwrap();
        let (_, finding) = finals.first_key_value().unwrap();
        assert_eq!((finding.outcome, finding.text.as_str()), (Outcome::Met, "Het register is deels bij."));
        one.take(&id, "close").unwrap();
        assert!(matches!(one.take(&id, "cancel"), Err(Error::Refused(_))));
        assert_eq!(one.seen(&id).line.state.code(), "closed");
    })
    .await;
}

#[actix_web::test]
async fn without_an_answer_the_report_is_final_once_the_term_is_over() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        let id = heard(&one);
        app.pass(TimeDelta::days(20));
        assert!(refusal(one.answer(&id, &[("VEI-01", "Te laat.")])).contains("voorbij"));
        one.finish(&id, &[]).unwrap();
        assert_eq!(one.seen(&id).line.state.code(), "final");
    })
    .await;
}

#[actix_web::test]
async fn the_aanbieder_knows_what_it_was_told_and_a_visit_that_is_not_announced_says_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        let announced = one.plan().unwrap();
        one.take(&announced, "announce").unwrap();
        let [told] = &mails_of(app, "investigation_announced")[..] else { panic!("one mail") };
        assert!(told.0.is_none() && told.1.contains("Brink 2"), "in no outbox of the region: {told:?}");
        one.take(&announced, "move").unwrap();
        assert_eq!(mails_of(app, "investigation_moved").len(), 1);
        let quiet = one.plan().unwrap();
        one.take(&quiet, "begin").unwrap();
        one.note(&quiet, &format!("{SECRET} notitie")).unwrap();
        one.draft_of(&quiet, one.findings(&quiet, &format!("{SECRET} bevinding"))).unwrap();
        let own = inside(app, "invuller@zorg.zwd.test").await;
        let path = format!("/aanbieder/toezicht/{quiet}");
        let list = own.get("/aanbieder/toezicht").await;
        assert!(list.text.contains(announced.as_str()) && !list.text.contains(quiet.as_str()));
        assert_eq!(own.get(&path).await.status, 404);
        let about: i64 = app.database(|conn| {
            audit_index::table
                .filter(audit_index::subject_id.eq(quiet.as_str()))
                .filter(audit_index::about_org.is_not_null())
                .count()
                .get_result(conn)
        });
        assert_eq!(about, 0, "nor does its own list of what was looked at");
        // A stranger of another aanbieder sees neither.
        let other = inside(app, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&format!("/aanbieder/toezicht/{announced}")).await.status, 404);
        one.take(&quiet, "hear").unwrap();
        let page = own.get(&path).await;
        assert!(page.status == 200 && page.text.contains(&format!("{SECRET} bevinding")), "{}", page.text);
        assert!(!page.text.contains(&format!("{SECRET} notitie")), "notes are of toezicht");
        let form = page.form(&path);
        let empty = own.submit(&form, &[]).await;
        assert_eq!(empty.status, 422, "nothing said and nothing ticked");
        let private = own.submit(&form, &[("reactie.VEI-01", "bel 0522-123456")]).await;
        assert_eq!(private.status, 422);
        let sent = own.submit(&form, &[("reactie.VEI-01", "Dat klopt niet.")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let body = &mails_of(app, "investigation_hearing")[0].1;
        assert!(!body.contains(SECRET) && body.contains("tot en met"), "{body}");
    })
    .await;
}

#[actix_web::test]
async fn a_draft_is_read_by_toezicht_in_its_gemeenten_and_stands_nowhere_else() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        app.world_of(MIJ, "mij.test");
        for (mail, discipline, gemeente) in [
            ("hier@zwd.test", "quality", "GM1690"),
            ("daar@zwd.test", "quality", "GM0118"),
            ("geld@zwd.test", "lawfulness", ""),
        ] {
            let user = app.user(mail);
            app.staff(&world.region, &user, StaffRole::Supervisor);
            app.database(|conn| {
                diesel::update(staff_roles::table.filter(staff_roles::user_id.eq(user.as_str())))
                    .set((staff_roles::discipline.eq(discipline), staff_roles::gemeente.eq(gemeente)))
                    .execute(conn)
            });
        }
        let id = one.plan().unwrap();
        one.take(&id, "begin").unwrap();
        one.note(&id, &format!("{SECRET} notitie")).unwrap();
        one.draft_of(&id, one.findings(&id, &format!("{SECRET} bevinding"))).unwrap();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        assert_eq!(found_in(app, SECRET), ["investigation_findings.text", "investigation_notes.text"]);
        let nonsense = "/toezicht/onderzoeken/01890a5d-ac96-774b-bcce-b302099a8057";
        for (mail, status) in [
            ("toezicht@zwd.test", 200),
            ("hier@zwd.test", 200),
            ("daar@zwd.test", 404),
            ("geld@zwd.test", 404),
            ("toezicht@mij.test", 404),
            ("beoordelaar@zwd.test", 403),
            ("beslisser@zwd.test", 403),
            ("contract@zwd.test", 403),
            ("beheer@zwd.test", 403),
            ("beheerder@zorg.zwd.test", 404),
        ] {
            let client = inside(app, mail).await;
            let not_there = client.get(nonsense).await;
            for page in ["", "/bezoek", "/rapport"] {
                let page = client.get(&format!("/toezicht/onderzoeken/{id}{page}")).await;
                assert_eq!(page.status, status, "{mail}");
                assert_eq!(
                    page.text.contains(SECRET),
                    status == 200 && page.text.contains("bevinding") | page.text.contains("notitie"),
                    "{mail}"
                );
                if status == 404 {
                    assert_eq!(without_request(&page.text), without_request(&not_there.text), "{mail}");
                }
            }
        }
        for (mail, paths) in [
            (
                "beoordelaar@zwd.test",
                ["/beoordeling".to_owned(), format!("/beoordeling/aanbieders/{}", world.org)],
            ),
            ("beheerder@zorg.zwd.test", ["/aanbieder/inzage".to_owned(), "/aanbieder/toezicht".to_owned()]),
        ] {
            let client = inside(app, mail).await;
            for path in paths {
                let page = client.get(&path).await;
                assert!(
                    page.status == 200 && !page.text.contains(SECRET) && !page.text.contains(id.as_str()),
                    "{mail} {path}"
                );
            }
        }
    })
    .await;
}

#[actix_web::test]
async fn a_signal_begins_an_investigation_which_keeps_its_version_of_the_toetsingskader() {
    on_both(async |app| {
        let world = app.world();
        let one = of(app, &world);
        let client = inside(app, "toezicht@zwd.test").await;
        let signals = "/toezicht/signalen/nieuw";
        let org = world.org.to_string();
        let seen = [("aanbieder", org.as_str()), ("waarover", "quality"), ("wat", "De bel deed het niet.")];
        let sent = client.submit(&client.get(signals).await.form(signals), &seen).await;
        let signal = sent.header("location").to_owned();
        let step = client.get(&signal).await.form(&format!("{signal}/stap"));
        client.submit(&step, &[("stap", "investigate"), ("waarom", "Het is ernstig.")]).await;
        let page = client.get(&signal).await;
        let link = page.text.split("/toezicht/onderzoeken/nieuw?").nth(1).unwrap().split('"').next().unwrap();
        let link = format!("/toezicht/onderzoeken/nieuw?{}", link.replace("&amp;", "&"));
        let page = client.get(&link).await;
        assert!(page.text.contains("Drents Kwaliteitskader (aan te vullen)"), "{}", page.text);
        let product = one.ready().products[0].clone();
        let answers = [
            ("locatie", "Brink 2\nDorpsstraat 1"),
            ("product", product.as_str()),
            ("gemeente", "GM1690"),
            ("norm", "VEI-02"),
            ("dag_day", "20"),
            ("dag_month", "12"),
            ("dag_year", "2027"),
            ("tijd", "9:30"),
        ];
        let sent = client.submit(&page.form("/toezicht/onderzoeken/nieuw"), &answers).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let page = client.get(sent.header("location")).await;
        assert!(page.text.contains(&signal) && page.text.contains("Dorpsstraat 1"), "{}", page.text);
        one.plan().unwrap();
        let kept: Vec<String> = app.database(|conn| frameworks::table.select(frameworks::source).load(conn));
        assert_eq!(kept.len(), 1, "both began with the same version");
        assert!(kept[0].starts_with("# Wat toezicht bekijkt"));
        // A signal about somebody else begins nothing here.
        let elsewhere = New { signal: world.region.to_string(), ..one.form() };
        assert!(matches!(one.plan_as(&one.wall(), &elsewhere), Err(Error::NotFound)));
    })
    .await;
}
