//! Bibob: a dossier of its own for named officers. Outside it no more is known than that the term stands still, and nothing is decided meanwhile.

use diesel::prelude::*;
use openhuis::app::bibob::{self, Step};
use openhuis::app::vault::NewEvidence;
use openhuis::app::{self, Error, decide, due};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{BibobId, Id, UserId};
use openhuis::files::Limits;
use openhuis::storage::schema::{applications, audit_index, bibob_officers};

use crate::storage::schema::places_of;
use crate::support::applying::portal;
use crate::support::client::Client;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

/// Stands in everything that officers write and the aanbieder hands in.
const SECRET: &str = "Zwijgstuk";
const OFFICER: &str = "medelezer@zwd.test";

/// The second assessor is named an officer.
fn name(app: &TestApp, world: &World, who: &UserId) -> app::Result<()> {
    let admin = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
    app.database.write(|conn| bibob::name(conn, &admin, &world.scope(), who.as_str()))
}

fn ask(one: &Reviewing<'_>, by: &UserId) -> app::Result<BibobId> {
    let (ctx, scope) = (one.app.assessor(by), one.world.scope());
    let reason = format!("{SECRET} reden");
    one.app.database.write(|conn| bibob::ask(conn, &ctx, (&scope, &portal()), &one.id, &reason))
}

fn hand_in(one: &Reviewing<'_>) -> app::Result<()> {
    let content = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Info({SECRET} formulier)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    );
    let mut upload = one.app.store().begin(Limits { max_bytes: 1 << 20 }).unwrap();
    upload.write(content.as_bytes()).unwrap();
    upload.finish().unwrap();
    let file = NewEvidence {
        kind: "bibob_formulier".to_owned(),
        class: Class::Bibob,
        digest: Digest::of(content.as_bytes()),
        size: u64::try_from(content.len()).unwrap(),
        media_type: "application/pdf",
        file_name: format!("{SECRET}.pdf"),
        issued_on: None,
        expires_on: None,
    };
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Invuller), one.world.org_scope());
    one.app.database.write(|conn| bibob::hand_in(conn, &ctx, &scope, &one.id, &[file]))
}

fn version(one: &Reviewing<'_>, id: &BibobId) -> i64 {
    let (ctx, scope) = (one.app.assessor(&one.world.countersigner), one.world.scope());
    one.app.database.read(|conn| bibob::one(conn, &ctx, &scope, id)).unwrap().version
}

fn step(one: &Reviewing<'_>, id: &BibobId, named: &str, choice: &str) -> app::Result<()> {
    let (ctx, scope) = (one.app.assessor(&one.world.countersigner), one.world.scope());
    let step = Step {
        step: named.to_owned(),
        choice: choice.to_owned(),
        text: format!("{SECRET} {named}"),
        seen: version(one, id),
    };
    one.app.database.write(|conn| bibob::take(conn, &ctx, (&scope, &portal()), id, &step))
}

fn refused<T: std::fmt::Debug>(done: app::Result<T>) -> String {
    match done {
        Err(Error::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn due_on(one: &Reviewing<'_>) -> chrono::NaiveDate {
    let due: Option<chrono::NaiveDate> = one.app.database(|conn| {
        applications::table.find(one.id.as_str()).select(applications::decision_due_on).first(conn)
    });
    due.unwrap()
}

/// Since when and until when the term stands still, as both sides read it.
fn paused(one: &Reviewing<'_>) -> Option<(String, String)> {
    let row = one.dossier().head.bibob_paused;
    row.map(|(first, last)| (first.to_string(), last.to_string()))
}

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303, "{mail}");
    client
}

#[actix_web::test]
async fn the_term_stands_still_for_advice_for_eight_weeks_and_four_more_once_and_both_sides_read_only_that() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        name(app, &world, &world.countersigner).unwrap();
        let id = ask(&one, &world.countersigner).unwrap();
        let before = due_on(&one);
        assert!(refused(step(&one, &id, "conclude", "no_objection")).contains("formulier"));
        assert!(refused(step(&one, &id, "ask_advice", "")).contains("formulier"));
        hand_in(&one).unwrap();
        assert_eq!(due_on(&one), before, "a form stops no clock");
        step(&one, &id, "ask_advice", "").unwrap();
        assert_eq!(paused(&one), Some(("2026-11-23".to_owned(), "2027-01-18".to_owned())));
        let longer = due_on(&one);
        assert!(longer > before);
        step(&one, &id, "extend", "").unwrap();
        assert_eq!(paused(&one).unwrap().1, "2027-02-15");
        assert!(due_on(&one) > longer);
        assert!(refused(step(&one, &id, "extend", "")).contains("één keer"));
        let reader = logged_in(app, "lezer@zorg.zwd.test").await;
        let follow = reader.get(&format!("/aanbieder/aanmeldingen/{}/volgen", one.id)).await.text;
        assert!(follow.contains("opgeschort tot en met 15 februari 2027"), "{follow}");
        app.pass(chrono::TimeDelta::days(14));
        step(&one, &id, "conclude", "conditions").unwrap();
        assert_eq!(paused(&one), None);
        assert!(due_on(&one) < longer, "what ended sooner is due sooner");
        let row = app.database(|conn| {
            use openhuis::storage::applications::ApplicationRow;
            applications::table.find(one.id.as_str()).select(ApplicationRow::as_select()).first(conn)
        });
        assert_eq!(app.database.read(|conn| due::paused_for_bibob(conn, &row)).unwrap(), None);
    })
    .await;
}

#[actix_web::test]
async fn nothing_is_proposed_agreed_or_signed_while_it_runs() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        assert!(matches!(ask(&one, &world.countersigner), Err(Error::NotFound)), "nobody was named");
        name(app, &world, &world.countersigner).unwrap();
        assert!(refused(ask(&one, &world.countersigner)).contains("beoordeeld"), "nobody took it");
        one.take(&world.assessor).unwrap();
        one.assess_all();
        let id = ask(&one, &world.countersigner).unwrap();
        assert!(refused(ask(&one, &world.countersigner)).contains("loopt al"));
        assert!(refused(one.propose("admit")).contains("Wet Bibob"));
        step(&one, &id, "stop", "not_needed").unwrap();
        let decision = one.propose("admit").unwrap();
        let again = ask(&one, &world.countersigner).unwrap();
        assert!(refused(one.agree(&world.countersigner, &decision)).contains("Wet Bibob"));
        step(&one, &again, "stop", "not_needed").unwrap();
        one.agree(&world.countersigner, &decision).unwrap();
        let last = ask(&one, &world.countersigner).unwrap();
        let sign = || {
            let ctx = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
            let lot = Id::parse(&one.dossier().lots[0].id).unwrap();
            app.database.write(|conn| decide::sign(conn, &ctx, &world.scope(), &[lot]))
        };
        assert!(refused(sign()).contains("Wet Bibob"));
        step(&one, &last, "stop", "not_needed").unwrap();
        sign().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_refusal_on_it_needs_a_conclusion_and_says_only_the_published_ground() {
    on_both(async |app| {
        let world = app.world();
        let applicant = app.applicant(&world);
        applicant.fill_in();
        // It works along: by the rules there is nothing to refuse on.
        applicant.answer("werkt_mee_aan_bibob", "ja").unwrap();
        applicant.submit().unwrap();
        app.claim(&world, "verified");
        let one = Reviewing { app, world: &world, id: applicant.id.clone() };
        one.take(&world.assessor).unwrap();
        name(app, &world, &world.countersigner).unwrap();
        let refuse = || one.assess(&one.judged("VER-05", false));
        assert!(refused(refuse()).contains("Bibob-behandelaar"));
        let id = ask(&one, &world.countersigner).unwrap();
        hand_in(&one).unwrap();
        step(&one, &id, "research", "").unwrap();
        assert_eq!(one.judging("VER-05", None).unwrap().bibob, "runs");
        step(&one, &id, "conclude", "serious_danger").unwrap();
        assert_eq!(one.judging("VER-05", None).unwrap().bibob, "may_refuse");
        assert_eq!(one.judging("GES-01", None).unwrap().bibob, "", "beside no other eis");
        refuse().unwrap();
        let said = &one.judging("VER-05", None).unwrap().said[0];
        assert!(said.motivation.contains("vertrouwelijk") && !said.motivation.contains("Gezien"), "{said:?}");
    })
    .await;
}

#[actix_web::test]
async fn who_is_no_named_officer_and_whose_regeling_knows_no_bibob_finds_nothing() {
    on_both(async |app| {
        let (world, far) = (app.world(), app.world_of(MIJ, "mij.test"));
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        name(app, &world, &world.countersigner).unwrap();
        let id = ask(&one, &world.countersigner).unwrap();
        let paths = [
            "/beoordeling/bibob".to_owned(),
            format!("/beoordeling/bibob/{id}"),
            format!("/beoordeling/bibob/beginnen/{}", one.id),
        ];
        let nonsense = "/beoordeling/bibob/01890a5d-ac96-774b-bcce-b302099a8057";
        // Toezicht has no pages of the team at all.
        for (mail, status) in [
            ("beoordelaar@zwd.test", 404),
            ("beslisser@zwd.test", 404),
            ("toezicht@zwd.test", 403),
            ("beheer@zwd.test", 404),
        ] {
            let client = logged_in(app, mail).await;
            for path in &paths {
                assert_eq!(client.get(path).await.status, status, "{mail} {path}");
            }
            assert_eq!(client.get(nonsense).await.status, status);
        }
        let officer = logged_in(app, OFFICER).await;
        for path in &paths {
            assert_eq!(officer.get(path).await.status, 200, "{path}");
        }
        let admin = logged_in(app, "beheer@zwd.test").await;
        assert_eq!(admin.get("/beheer/bibob").await.status, 200);
        let elsewhere = logged_in(app, "beheer@mij.test").await;
        assert_eq!(elsewhere.get("/beheer/bibob").await.status, 404, "its regeling knows no Bibob");
        assert!(matches!(name(app, &far, &far.countersigner), Err(Error::NotFound)));
        // Who is no officer any more reads nothing any more.
        let row: String = app.database(|conn| bibob_officers::table.select(bibob_officers::id).first(conn));
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
        let row = Id::parse(&row).unwrap();
        app.database.write(|conn| bibob::end(conn, &ctx, &world.scope(), &row)).unwrap();
        assert_eq!(officer.get(&paths[1]).await.status, 404);
        let other = logged_in(app, "tekenbevoegde@ander.zwd.test").await;
        let own = format!("/aanbieder/aanmeldingen/{}/bibob", one.id);
        assert_eq!(other.get(&own).await.status, 404, "another aanbieder");
    })
    .await;
}

#[actix_web::test]
async fn what_stands_in_a_dossier_is_in_no_other_table_export_page_mail_or_letter() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        name(app, &world, &world.countersigner).unwrap();
        let id = ask(&one, &world.countersigner).unwrap();
        hand_in(&one).unwrap();
        for (named, choice) in
            [("research", ""), ("ask_advice", ""), ("extend", ""), ("conclude", "serious_danger")]
        {
            step(&one, &id, named, choice).unwrap();
        }
        let (ctx, scope) = (app.assessor(&world.countersigner), world.scope());
        let text = format!("{SECRET} notitie");
        app.database.write(|conn| bibob::note(conn, &ctx, &scope, &id, &text)).unwrap();
        one.assess_all();
        let decision = one.propose("admit").unwrap();
        one.agree(&world.countersigner, &decision).unwrap();
        let signer = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
        let lot = Id::parse(&one.dossier().lots[0].id).unwrap();
        app.database.write(|conn| decide::sign(conn, &signer, &scope, &[lot])).unwrap();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        assert_eq!(
            app.database(|conn| Ok(places_of(conn, SECRET))),
            ["bibob_notes.text", "evidence.file_name"],
            "its own tables, and the row of the file, of its class"
        );
        let (team, own) =
            (format!("/beoordeling/aanmeldingen/{}", one.id), format!("/aanbieder/aanmeldingen/{}", one.id));
        let of_team = [
            team.clone(),
            format!("{team}/eisen/VER-05"),
            format!("{team}/dossier/rechter/dossier.zip"),
            format!("{team}/dossier/archief/dossier.zip"),
            format!("{team}/dossier/aanbieder/dossier.zip"),
            format!("/beoordeling?zoek={SECRET}"),
            format!("/beoordeling/aanbieders/{}", world.org),
        ];
        let of_aanbieder = [
            format!("{own}/volgen"),
            format!("{own}/bibob"),
            format!("{own}/dossier.zip"),
            "/aanbieder/bewijs".to_owned(),
            "/aanbieder/inzage".to_owned(),
            "/aanbieder/brieven".to_owned(),
        ];
        let public = [format!("/regio/{}/register.csv", world.slug), format!("/regio/{}", world.slug)];
        let walks: [(&str, &[String]); 4] = [
            ("beoordelaar@zwd.test", &of_team),
            (OFFICER, &of_team[..5]),
            ("lezer@zorg.zwd.test", &of_aanbieder),
            ("tekenbevoegde@zorg.zwd.test", &of_aanbieder),
        ];
        for (mail, paths) in walks {
            let client = logged_in(app, mail).await;
            for path in paths.iter().chain(&public) {
                let page = client.get(path).await;
                assert_eq!(page.status, 200, "{mail} {path}");
                // What was searched for stands in the field of the search itself.
                let body = page.body();
                let shown = String::from_utf8_lossy(&body).replace(&format!("value=\"{SECRET}\""), "");
                assert!(path.contains("zoek=") || !shown.contains(SECRET), "{mail} {path}");
                assert!(!shown.contains(&format!("{SECRET} ")) && !shown.contains("Zwijgstuk.pdf"), "{path}");
            }
        }
        let page = logged_in(app, OFFICER).await.get(&format!("/beoordeling/bibob/{id}")).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let shown = page.text;
        for what in ["reden", "research", "ask_advice", "extend", "conclude", "notitie"] {
            assert!(shown.contains(&format!("{SECRET} {what}")), "the officer reads {what}");
        }
        assert!(shown.contains("Zwijgstuk.pdf"));
        let steps: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.like("bibob.%")).count().get_result(conn)
        });
        assert_eq!(steps, 8, "asked, handed in, four steps, a note, and a look");
    })
    .await;
}

#[actix_web::test]
async fn how_long_dossiers_are_kept_is_set_with_a_reason_and_told_to_officers() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        name(app, &world, &world.countersigner).unwrap();
        assert!(matches!(name(app, &world, &world.countersigner), Err(Error::Invalid(_))), "once");
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
        let set = |years: &str, why: &str| {
            app.database.write(|conn| bibob::keep_for(conn, &ctx, &world.scope(), (years, why)))
        };
        for (years, why) in [("0", "Daarom."), ("21", "Daarom."), ("vijf", "Daarom."), ("5", " ")] {
            assert!(matches!(set(years, why), Err(Error::Invalid(_))), "{years} {why}");
        }
        set("5", "Zo lang mag het advies opnieuw worden gebruikt.").unwrap();
        let id = ask(&one, &world.countersigner).unwrap();
        step(&one, &id, "stop", "no_form").unwrap();
        let reader = app.assessor(&world.countersigner);
        let seen = app.database.read(|conn| bibob::one(conn, &reader, &world.scope(), &id)).unwrap();
        assert_eq!(seen.keep_until.unwrap().to_string(), "2031-11-22");
    })
    .await;
}
