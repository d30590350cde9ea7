//! Signals, samples and the order of risk: what toezicht reads, and that nobody else does.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::signals::{self, Calamity, Draw, Report, Step};
use openhuis::app::{self, Error, admin};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::identifiers::EmailAddress;
use openhuis::domain::ids::{AdmissionId, OrgId, SignalId};
use openhuis::domain::supervision::Discipline;
use openhuis::storage::schema::{
    audit_index, audit_leaf, mails, signal_reporters, signals as kept, staff_roles,
};
use openhuis::storage::signals::WallScope;
use openhuis::storage::types::stored;

use crate::storage::schema::places_of;
use crate::support::applying::portal;
use crate::support::client::Client;
use crate::support::register::Admitted;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

/// Stands in everything that a signal holds, who reported it and what toezicht made of it.
const SECRET: &str = "Fluistering";

fn report_of(org: &OrgId, text: &str) -> Report {
    Report {
        org: org.to_string(),
        who: "resident".to_owned(),
        nature: "quality".to_owned(),
        gemeente: "GM1690".to_owned(),
        location: format!("{SECRET} locatie"),
        on: Ok(Some(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())),
        text: text.to_owned(),
        name: format!("{SECRET} melder"),
        contact: "06-12345678".to_owned(),
    }
}

fn report(app: &TestApp, world: &World, told: &Report) -> app::Result<SignalId> {
    let (ctx, scope) = (app.system(), world.scope());
    app.database.write(|conn| signals::report(conn, &ctx, (&scope, &portal()), told))
}

fn calamity_of(admission: &AdmissionId) -> Calamity {
    Calamity {
        admission: admission.to_string(),
        nature: "calamity".to_owned(),
        location: format!("{SECRET} huis"),
        on: Ok(Some(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())),
        text: format!("{SECRET} gevallen"),
        done: format!("{SECRET} arts gebeld"),
        name: format!("{SECRET} leidinggevende"),
        contact: "0522-123456".to_owned(),
    }
}

fn call_out(app: &TestApp, world: &World, told: &Calamity) -> app::Result<SignalId> {
    let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
    app.database.write(|conn| signals::calamity(conn, &ctx, (&scope, &portal()), told))
}

/// What a toezichthouder of the whole region may look behind.
fn wall(world: &World, disciplines: &[Discipline]) -> WallScope {
    let watches = disciplines.iter().map(|one| (*one, Vec::new())).collect();
    WallScope { region: world.scope(), watches }
}

fn take(app: &TestApp, world: &World, id: &SignalId, step: &str) -> app::Result<()> {
    let wall = wall(world, &[Discipline::Quality, Discipline::Lawfulness]);
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    let seen = app.database.read(|conn| signals::one(conn, &wall, id)).unwrap().version;
    let step = Step {
        step: step.to_owned(),
        until: Ok(NaiveDate::from_ymd_opt(2027, 1, 10)),
        to: "inspectorate".to_owned(),
        why: format!("{SECRET} {step}"),
        seen,
    };
    app.database.write(|conn| signals::take(conn, &ctx, &wall, id, &step))
}

/// An aanbieder that is admitted in the gemeente of the signals.
fn admitted(app: &TestApp, world: &World) -> AdmissionId {
    app.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM1690"))
}

/// Another toezichthouder.
fn colleague(app: &TestApp, world: &World, mail: &str, (discipline, gemeente): (&str, &str)) {
    let user = app.user(mail);
    app.staff(&world.region, &user, StaffRole::Supervisor);
    app.database(|conn| {
        diesel::update(staff_roles::table.filter(staff_roles::user_id.eq(user.as_str())))
            .set((staff_roles::discipline.eq(discipline), staff_roles::gemeente.eq(gemeente)))
            .execute(conn)
    });
}

pub async fn inside(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303, "{mail}");
    client
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

fn mistakes<T: std::fmt::Debug>(done: app::Result<T>) -> Vec<(String, String)> {
    match done {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| (one.field, one.message)).collect(),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_text_in_which_a_client_can_be_recognised_is_refused_with_its_place_and_kept_nowhere() {
    on_both(async |app| {
        let world = app.world();
        let admission = admitted(app, &world);
        let told = report_of(&world.org, "Het ging zo.\nZijn bsn is 123456782.");
        let found = mistakes(report(app, &world, &told));
        assert!(found[0].0 == "wat" && found[0].1.contains("op regel 2 vanaf teken 13"), "{found:?}");
        let place =
            Report { location: "bel 0522-123456".to_owned(), ..report_of(&world.org, "Er kwam niemand.") };
        assert_eq!(mistakes(report(app, &world, &place))[0].0, "waar");
        let done = Calamity { done: "mail naar jan@zorg.nl".to_owned(), ..calamity_of(&admission) };
        assert_eq!(mistakes(call_out(app, &world, &done))[0].0, "gedaan");
        let later = Report {
            on: Ok(NaiveDate::from_ymd_opt(2027, 1, 1)),
            ..report_of(&world.org, "Er kwam niemand.")
        };
        assert_eq!(mistakes(report(app, &world, &later))[0].0, "wanneer_day");
        let nobody = report_of(&world.other, "Er kwam niemand.");
        assert_eq!(mistakes(report(app, &world, &nobody))[0].0, "aanbieder", "it is not admitted");
        let count: i64 = app.database(|conn| kept::table.count().get_result(conn));
        assert_eq!(count, 0);

        // The same through the page: what was typed is shown to who typed it, and stands nowhere.
        let visitor = app.visitor();
        let path = format!("/regio/{}/melding", world.slug);
        let page = visitor.get(&path).await;
        assert!(page.text.contains("Namen kunnen wij niet herkennen"), "{}", page.text);
        let org = world.org.to_string();
        let bad = [
            ("aanbieder", org.as_str()),
            ("wie", "resident"),
            ("waarover", "quality"),
            ("wat", "bsn 123456782"),
        ];
        let refused = visitor.submit(&page.form(&path), &bad).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("burgerservicenummer"), "{}", refused.text);
        assert!(found_in(app, "123456782").is_empty());
        let good = [("wat", "Er kwam al drie dagen niemand.")];
        let sent = visitor.submit(&refused.form(&path), &[&bad[..3], &good[..]].concat()).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let thanks = visitor.get(sent.header("location")).await.text;
        assert!(thanks.contains("M-") && thanks.contains("kunnen wij u niet beloven"), "{thanks}");
    })
    .await;
}

#[actix_web::test]
async fn a_signal_is_read_by_who_watches_its_gemeente_and_discipline_and_by_nobody_else() {
    on_both(async |app| {
        let world = app.world();
        admitted(app, &world);
        let far = app.world_of(MIJ, "mij.test");
        colleague(app, &world, "hier@zwd.test", ("quality", "GM1690"));
        colleague(app, &world, "daar@zwd.test", ("quality", "GM0118"));
        colleague(app, &world, "geld@zwd.test", ("lawfulness", ""));
        let here = report(app, &world, &report_of(&world.org, "Er kwam niemand.")).unwrap();
        let unknown = Report { gemeente: String::new(), ..report_of(&world.org, "Er kwam weer niemand.") };
        let unknown = report(app, &world, &unknown).unwrap();
        let nonsense = "/toezicht/signalen/01890a5d-ac96-774b-bcce-b302099a8057";
        let readers = [
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
        ];
        for (mail, status) in readers {
            let client = inside(app, mail).await;
            let not_there = client.get(nonsense).await;
            for id in [&here, &unknown] {
                let page = client.get(&format!("/toezicht/signalen/{id}")).await;
                assert_eq!(page.status, status, "{mail}");
                if status == 404 {
                    assert_eq!(without_request(&page.text), without_request(&not_there.text), "{mail}");
                }
                let who = client.get(&format!("/toezicht/signalen/{id}/melder")).await;
                assert_eq!(who.status, status, "{mail}");
                assert_eq!(page.text.contains(SECRET), status == 200, "{mail}");
                assert!(
                    !page.text.contains("melder 06") && !page.text.contains("06-12345678"),
                    "apart from it"
                );
            }
            assert_eq!(not_there.status, if status == 200 { 404 } else { status }, "{mail}");
        }
        assert!(leaves(app, "signal.opened") >= 4 && leaves(app, "signal.reporter_viewed") >= 4);
        assert_ne!(far.region, world.region);
        let about: i64 = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.like("signal.%"))
                .filter(audit_index::about_org.is_not_null())
                .count()
                .get_result(conn)
        });
        assert_eq!(about, 0, "the aanbieder does not learn that somebody reported");
        let bytes: Vec<Vec<u8>> = app.database(|conn| audit_leaf::table.select(audit_leaf::bytes).load(conn));
        assert!(!bytes.iter().any(|leaf| String::from_utf8_lossy(leaf).contains(SECRET)));
    })
    .await;
}

/// A page without what is another each time.
pub fn without_request(text: &str) -> String {
    let main = text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    main.split(|one: char| !(one.is_ascii_alphanumeric() || one == '-')).filter(|word| !is_id(word)).collect()
}

#[actix_web::test]
async fn nobody_stands_on_both_sides_of_the_wall() {
    on_both(async |app| {
        let world = app.world();
        let (ctx, scope) = (app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin)), world.scope());
        let give = |mail: &str, role, discipline| {
            let mail = EmailAddress::parse(mail).unwrap();
            app.database.write(|conn| admin::grant_role(conn, &ctx, &scope, &mail, (role, discipline), ""))
        };
        let quality = Some(Discipline::Quality);
        assert_eq!(mistakes(give("toezicht@zwd.test", StaffRole::Assessor, None))[0].0, "rol");
        assert_eq!(mistakes(give("beoordelaar@zwd.test", StaffRole::Supervisor, quality))[0].0, "rol");
        app.user("nieuw@zwd.test");
        assert_eq!(mistakes(give("nieuw@zwd.test", StaffRole::Supervisor, None))[0].0, "toezicht");
        assert_eq!(mistakes(give("nieuw@zwd.test", StaffRole::Assessor, quality))[0].0, "toezicht");
        give("nieuw@zwd.test", StaffRole::Supervisor, quality).unwrap();
        give("nieuw@zwd.test", StaffRole::Supervisor, Some(Discipline::Lawfulness)).unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_toezichthouder_triages_with_reasons_and_hands_over_what_is_for_the_other_discipline() {
    on_both(async |app| {
        let world = app.world();
        admitted(app, &world);
        colleague(app, &world, "geld@zwd.test", ("lawfulness", ""));
        let id = report(app, &world, &report_of(&world.org, "Er kwam niemand.")).unwrap();
        take(app, &world, &id, "watch").unwrap();
        take(app, &world, &id, "dismiss").unwrap();
        assert!(matches!(take(app, &world, &id, "investigate"), Err(Error::Refused(_))), "put away");
        take(app, &world, &id, "reopen").unwrap();
        let quality = inside(app, "toezicht@zwd.test").await;
        let path = format!("/toezicht/signalen/{id}");
        let page = quality.get(&path).await;
        for why in ["watch", "dismiss", "reopen"] {
            assert!(page.text.contains(&format!("{SECRET} {why}")), "{why}");
        }
        let form = page.form(&format!("{path}/stap"));
        let empty = quality.submit(&form, &[("stap", "dismiss"), ("waarom", " ")]).await;
        assert_eq!(empty.status, 422, "without a reason");
        let over = quality.submit(&form, &[("stap", "hand_over"), ("waarom", "Het gaat om geld.")]).await;
        assert_eq!(over.status, 303, "{}", over.text);
        assert_eq!(quality.get(&path).await.status, 404, "it is not theirs any more");
        let money = inside(app, "geld@zwd.test").await;
        let page = money.get(&path).await;
        assert!(page.status == 200 && page.text.contains("Te beoordelen"), "{}", page.text);
        assert_eq!(leaves(app, "signal.stepped"), 4);
    })
    .await;
}

#[actix_web::test]
async fn a_calamiteit_has_a_receipt_and_reaches_toezicht_by_a_mail_that_tells_nothing() {
    on_both(async |app| {
        let world = app.world();
        let admission = admitted(app, &world);
        colleague(app, &world, "daar@zwd.test", ("quality", "GM0118"));
        colleague(app, &world, "geld@zwd.test", ("lawfulness", ""));
        let id = call_out(app, &world, &calamity_of(&admission)).unwrap();
        let sent: Vec<(String, Option<String>, String, String)> = app.database(|conn| {
            mails::table
                .filter(mails::kind.eq("signal_received"))
                .select((mails::recipient, mails::region_id, mails::subject, mails::body))
                .load(conn)
        });
        assert_eq!(sent.len(), 1, "{sent:?}");
        let (to, region, subject, body) = &sent[0];
        assert_eq!((to.as_str(), region), ("toezicht@zwd.test", &None), "in no outbox of the region");
        for text in [subject, body] {
            assert!(
                !text.contains(SECRET)
                    && !text.contains("Linde")
                    && !text.to_lowercase().contains("calamiteit")
            );
        }
        let own = inside(app, "lezer@zorg.zwd.test").await;
        let receipt = own.get(&format!("/aanbieder/toelatingen/calamiteit/{id}")).await;
        let number = signals::number(&id);
        assert!(receipt.text.contains(&number) && !receipt.text.contains(SECRET), "{}", receipt.text);
        let other = inside(app, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&format!("/aanbieder/toelatingen/calamiteit/{id}")).await.status, 404);
        let reported = report(app, &world, &report_of(&world.org, "Er kwam niemand.")).unwrap();
        let not_own = own.get(&format!("/aanbieder/toelatingen/calamiteit/{reported}")).await;
        assert_eq!(not_own.status, 404, "what somebody else reported about it");
        assert!(
            mistakes(call_out(app, &world, &Calamity { on: Ok(None), ..calamity_of(&admission) })).len() == 1
        );
    })
    .await;
}

#[actix_web::test]
async fn what_nobody_would_read_is_not_taken() {
    on_both(async |app| {
        let world = app.world();
        let admission = admitted(app, &world);
        app.database(|conn| {
            diesel::update(staff_roles::table.filter(staff_roles::user_id.eq(world.supervisor.as_str())))
                .set(staff_roles::gemeente.eq("GM0118"))
                .execute(conn)
        });
        for done in [
            report(app, &world, &report_of(&world.org, "Er kwam niemand.")),
            call_out(app, &world, &calamity_of(&admission)),
        ] {
            assert!(
                matches!(done, Err(Error::Refused(ref why)) if why.contains("Bel de gemeente")),
                "{done:?}"
            );
        }
    })
    .await;
}

/// In which tables a text stands.
pub fn found_in(app: &TestApp, text: &str) -> Vec<String> {
    app.database(|conn| Ok(places_of(conn, text)))
}

#[actix_web::test]
async fn what_a_signal_says_is_in_no_other_table_page_export_mail_or_letter() {
    on_both(async |app| {
        let world = app.world();
        let one: Reviewing<'_> = app.reviewing(&world);
        let admission = admitted(app, &world);
        one.take(&world.assessor).unwrap();
        let id = report(app, &world, &report_of(&world.org, &format!("{SECRET} tekst"))).unwrap();
        call_out(app, &world, &calamity_of(&admission)).unwrap();
        for step in ["watch", "investigate", "reopen", "pass_on"] {
            take(app, &world, &id, step).unwrap();
        }
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        assert_eq!(
            found_in(app, SECRET),
            ["signal_reporters.name", "signal_steps.why", "signals.done", "signals.location", "signals.text"]
        );
        let (team, own) =
            (format!("/beoordeling/aanmeldingen/{}", one.id), format!("/aanbieder/aanmeldingen/{}", one.id));
        let of_team = [
            team.clone(),
            format!("{team}/dossier/rechter/dossier.zip"),
            format!("{team}/dossier/archief/dossier.zip"),
            format!("{team}/dossier/aanbieder/dossier.zip"),
            "/beoordeling".to_owned(),
            format!("/beoordeling/aanbieders/{}", world.org),
        ];
        let of_aanbieder = [
            format!("{own}/volgen"),
            format!("{own}/dossier.zip"),
            "/aanbieder/inzage".to_owned(),
            "/aanbieder/toelatingen".to_owned(),
        ];
        let public = [
            format!("/regio/{}/register.csv", world.slug),
            format!("/regio/{}", world.slug),
            format!("/regio/{}/register/{}", world.slug, world.org),
        ];
        let walks: [(&str, &[String]); 3] = [
            ("beoordelaar@zwd.test", &of_team),
            ("beheer@zwd.test", &of_team[4..]),
            ("tekenbevoegde@zorg.zwd.test", &of_aanbieder),
        ];
        for (mail, paths) in walks {
            let client = inside(app, mail).await;
            for path in paths.iter().chain(&public) {
                let page = client.get(path).await;
                assert_eq!(page.status, 200, "{mail} {path}");
                assert!(!String::from_utf8_lossy(&page.body()).contains(SECRET), "{mail} {path}");
            }
        }
        // Who reported can be destroyed while the signal stays.
        app.database(|conn| diesel::delete(signal_reporters::table).execute(conn));
        let toezicht = inside(app, "toezicht@zwd.test").await;
        assert_eq!(toezicht.get(&format!("/toezicht/signalen/{id}")).await.status, 200);
        assert_eq!(toezicht.get(&format!("/toezicht/signalen/{id}/melder")).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn a_paper_that_expired_without_an_answer_is_a_signal_once() {
    on_both(async |app| {
        use openhuis::storage::schema::evidence_requests as requests;
        let world = app.world();
        admitted(app, &world);
        let now = stored(app.clock.now());
        let request =
            app.source.id::<openhuis::domain::ids::kind::EvidenceRequest>(app.clock.now()).to_string();
        app.database(|conn| {
            diesel::insert_into(requests::table)
                .values((
                    (
                        requests::id.eq(&request),
                        requests::region_id.eq(world.region.as_str()),
                        requests::procedure_id.eq(world.procedure.as_str()),
                        requests::version_id.eq(world.version.as_str()),
                        requests::org_id.eq(world.org.as_str()),
                        requests::requirement.eq("GES-06"),
                        requests::evidence_kind.eq("verzekering"),
                    ),
                    (
                        requests::asked_at.eq(now),
                        requests::due_on.eq(NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()),
                        requests::state.eq("asked"),
                        requests::reply.eq(""),
                        requests::reason.eq(""),
                        requests::changed_at.eq(now),
                        requests::version.eq(1_i64),
                    ),
                ))
                .execute(conn)
        });
        let raise = || {
            let ctx = app.system();
            app.database.write(|conn| signals::raise(conn, &ctx, &world.scope(), &portal())).unwrap()
        };
        assert_eq!(raise(), 0, "it is valid still");
        app.pass(TimeDelta::days(30));
        assert_eq!((raise(), raise()), (1, 0), "once");
        let row: (String, String, Option<String>) = app.database(|conn| {
            kept::table.select((kept::source, kept::discipline, kept::request_id)).first(conn)
        });
        assert_eq!(row, ("expired_evidence".to_owned(), "lawfulness".to_owned(), Some(request)));
        let ctx = app.system();
        let order = |kinds: &[Discipline]| {
            let wall = wall(&world, kinds);
            app.database.read(|conn| signals::order(conn, &ctx, &wall)).unwrap()
        };
        let placed = order(&[Discipline::Quality]);
        assert!(placed.len() == 1 && placed[0].score.points == 10 + 5, "{placed:?}");
    })
    .await;
}

#[actix_web::test]
async fn a_sample_is_kept_can_be_drawn_again_by_anybody_and_shows_no_other_gemeente() {
    on_both(async |app| {
        let world = app.world();
        for number in 0..6 {
            let (org, name) = (app.organisation(&format!("Zorg {number}")), format!("Zorg {number}"));
            let gemeente = if number < 4 { "GM1690" } else { "GM0118" };
            app.admit(&world, &Admitted::active(&org, &name, "ib", gemeente));
        }
        colleague(app, &world, "hier@zwd.test", ("quality", "GM1690"));
        let client = inside(app, "hier@zwd.test").await;
        let path = "/toezicht/steekproeven";
        let form = client.get(path).await.form(path);
        let answers = [("aantal", "5"), ("startgetal", "7 12 19"), ("herkomst", "De loterij van zaterdag.")];
        assert_eq!(client.submit(&form, &answers).await.status, 422, "there are four");
        let sent = client.submit(&form, &[&[("aantal", "2")], &answers[1..]].concat()).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let one = sent.header("location").to_owned();
        let page = client.get(&one).await;
        assert!(page.text.contains("sha256sum") && !page.text.contains("Zorg 4"), "{}", page.text);
        let csv = client.get(&format!("{one}/steekproef.csv")).await.text;
        let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(';').collect()).collect();
        assert_eq!(rows.len(), 4);
        for row in &rows {
            let mut sum = std::process::Command::new("sha256sum")
                .stdin(std::process::Stdio::piped())
                .stdout(std::process::Stdio::piped())
                .spawn()
                .unwrap();
            std::io::Write::write_all(
                &mut sum.stdin.take().unwrap(),
                format!("7 12 19\n{}", row[1]).as_bytes(),
            )
            .unwrap();
            let told = String::from_utf8(sum.wait_with_output().unwrap().stdout).unwrap();
            assert!(told.starts_with(row[4]), "{told} {row:?}");
        }
        assert!(rows.windows(2).all(|pair| pair[0][4] < pair[1][4]), "in the order of the draw");
        assert_eq!(rows.iter().map(|row| row[5]).collect::<Vec<_>>(), ["ja", "ja", "nee", "nee"]);
        assert_eq!(inside(app, "toezicht@zwd.test").await.get(&one).await.status, 200, "of the whole region");
        colleague(app, &world, "daar@zwd.test", ("quality", "GM0118"));
        let there = inside(app, "daar@zwd.test").await;
        assert_eq!(there.get(&one).await.status, 404);
        assert!(!there.get(path).await.text.contains("7 12 19"));
        assert_eq!(inside(app, "beoordelaar@zwd.test").await.get(&one).await.status, 403);
        // Drawn by the whole region, somebody of one gemeente does not see it.
        let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
        let draw = Draw {
            discipline: String::new(),
            seed: "8".to_owned(),
            seed_from: "Een dobbelsteen.".to_owned(),
            size: "6".to_owned(),
        };
        let all = wall(&world, &[Discipline::Quality]);
        let whole = app.database.write(|conn| signals::draw(conn, &ctx, &all, &draw)).unwrap();
        assert_eq!(client.get(&format!("{path}/{whole}")).await.status, 404);
        assert_eq!((leaves(app, "sample.drawn"), leaves(app, "sample.taken_out")), (2, 1));
    })
    .await;
}
