//! A dossier as one zip: public tools open and verify it, each gets what its class allows, and what people typed breaks nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::prelude::*;
use openhuis::app::review::{self, Judged};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::member::Task;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::Id;
use openhuis::storage::schema::{applications, audit_index, audit_payload, evidence, organisations, users};

use crate::support::applying::portal;
use crate::support::client::{Client, Page};
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::together::SECRET;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const OWN: &str = "tekenbevoegde@zorg.zwd.test";
/// Handles the application: the named officer.
pub const OFFICER: &str = "beoordelaar@zwd.test";
/// Reads dossiers, and is not.
const OTHER: &str = "medelezer@zwd.test";

async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303, "{mail}");
    client
}

/// An application that was decided and made known, with receipt and letters.
async fn decided<'a>(app: &'a TestApp, world: &'a World) -> Deciding<'a> {
    let one = app.deciding_with(world, |one| {
        one.along(PDF, "uittreksel.pdf");
    });
    let team = app.assessor(&world.assessor);
    let said = "Kunt u ons bellen?";
    app.database
        .write(|conn| review::from_team(conn, &team, &world.scope(), &portal(), &one.id, said))
        .unwrap();
    one.sign_all();
    app.worker(&SmtpServer::start()).drain().await.unwrap();
    one
}

pub fn own(id: &impl ToString) -> String {
    format!("/aanbieder/aanmeldingen/{}/dossier.zip", id.to_string())
}

pub fn of_team(id: &impl ToString, purpose: &str) -> String {
    format!("/beoordeling/aanmeldingen/{}/dossier/{purpose}/dossier.zip", id.to_string())
}

/// A dossier as somebody unpacks it with public tools.
pub struct Unpacked {
    folder: PathBuf,
    bytes: Vec<u8>,
    pub names: BTreeSet<String>,
}

impl Unpacked {
    pub async fn get(client: &Client, path: &str) -> Self {
        let page: Page = client.get(path).await;
        assert_eq!(
            (page.status, page.header("content-type")),
            (200, "application/zip"),
            "{path}: {}",
            page.text
        );
        Self::open(page.body())
    }

    fn open(bytes: Vec<u8>) -> Self {
        // The same dossier is the same bytes, also in another test at the same time.
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let count = OPENED.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("openhuis-dossier-{}-{count}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let zip = folder.join("dossier.zip");
        std::fs::write(&zip, &bytes).unwrap();
        let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                      z.extractall(sys.argv[2])\nprint('\\n'.join(z.namelist()))";
        let listed = run(Command::new("python3").args(["-X", "utf8", "-c", script]).arg(&zip).arg(&folder));
        std::fs::remove_file(zip).unwrap();
        Self { folder, bytes, names: listed.lines().map(str::to_owned).collect() }
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    }

    /// Everything that stands in it.
    fn all(&self) -> String {
        let texts = self.names.iter().map(|name| std::fs::read(self.folder.join(name)).unwrap());
        texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    fn has(&self, start: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(start))
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn run(command: &mut Command) -> String {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Every file is as the list says, for a reader that is not ours.
pub fn verified(zip: &Unpacked) {
    let mut check = Command::new("sha256sum");
    let checked =
        run(check.args(["--strict", "--quiet", "-c", "manifest-sha256.txt"]).current_dir(&zip.folder));
    assert_eq!(checked, "");
}

#[actix_web::test]
async fn a_dossier_opens_and_verifies_with_public_tools_and_the_list_names_every_file() {
    on_both(async |app| {
        let world = app.world();
        let one = decided(app, &world).await;
        for (mail, path) in [
            (OWN, own(&one.id)),
            (OFFICER, of_team(&one.id, "rechter")),
            (OTHER, of_team(&one.id, "archief")),
        ] {
            let client = logged_in(app, mail).await;
            let zip = Unpacked::get(&client, &path).await;
            verified(&zip);
            let list = zip.text("manifest-sha256.txt");
            let mut listed: BTreeSet<String> =
                list.lines().map(|line| line.split_once("  ").unwrap().1.to_owned()).collect();
            assert!(listed.insert("manifest-sha256.txt".to_owned()));
            assert_eq!(listed, zip.names, "{path}");
            for wanted in
                ["index.html", "manifest.csv", "bewijs/01-uittreksel.pdf", "brieven/", "mdto/dossier.mdto.xml"]
            {
                assert!(zip.has(wanted), "{path} has no {wanted}: {:?}", zip.names);
            }
            assert!(zip.has("inzending/01/ontvangstbevestiging.pdf") && zip.has("logboek/leaves.ndjson"));
            assert_eq!(zip.text("bewijs/01-uittreksel.pdf"), PDF, "byte for byte");
            assert!(zip.text("berichten.json").contains("Kunt u ons bellen?"));
            assert_eq!(noted(app).as_deref(), Some(Digest::of(list.as_bytes()).to_string().as_str()), "{path}");
            // Every XML is well formed, for a reader that is not ours.
            let script = "import glob, sys, xml.etree.ElementTree as t\n\
                          files = glob.glob(sys.argv[1] + '/mdto/*.xml')\nassert len(files) > 5\n\
                          roots = [t.parse(f).getroot() for f in files]\n\
                          assert all(r.tag == '{https://www.nationaalarchief.nl/mdto}MDTO' and len(r) == 1 for r in roots)";
            run(Command::new("python3").args(["-X", "utf8", "-c", script]).arg(&zip.folder));
        }
        let exported: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("dossier.exported")).count().get_result(conn)
        });
        assert_eq!(exported, 3, "each download is a leaf");
    })
    .await;
}

/// The digest of the list of files in the last leaf about a dossier that left.
fn noted(app: &TestApp) -> Option<String> {
    let payload: Option<Vec<u8>> = app.database(|conn| {
        audit_index::table
            .inner_join(audit_payload::table.on(audit_payload::n.eq(audit_index::n)))
            .filter(audit_index::event.eq("dossier.exported"))
            .order(audit_index::n.desc())
            .select(audit_payload::bytes)
            .first(conn)
            .optional()
    });
    let payload: serde_json::Value = serde_json::from_slice(&payload?).unwrap();
    payload["digest"].as_str().map(str::to_owned)
}

#[actix_web::test]
async fn what_only_a_named_officer_reads_leaves_with_nobody_else() {
    on_both(async |app| {
        let world = app.world();
        let one = decided(app, &world).await;
        const QUESTION: &str = "onherroepelijk veroordeeld";
        for (mail, path, officer) in [
            (OWN, own(&one.id), false),
            (OTHER, of_team(&one.id, "rechter"), false),
            (OTHER, of_team(&one.id, "archief"), false),
            (OFFICER, of_team(&one.id, "rechter"), true),
            (OFFICER, of_team(&one.id, "aanbieder"), false),
        ] {
            let zip = Unpacked::get(&logged_in(app, mail).await, &path).await;
            let answers = zip.text("antwoorden.json");
            assert_eq!(answers.contains("\"veroordeling\""), officer, "{mail} {path}: {answers}");
            assert_eq!(zip.has("inzending/01/inzending.json"), officer, "{mail} {path}");
            assert_eq!(
                zip.has("beslissingen/"),
                officer,
                "{mail} {path}: what a decision rests on holds every answer"
            );
            let told = zip.text("index.html").contains(QUESTION);
            assert!(told, "{mail} {path}: it is in it, or the index says that it was left out");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_judgement_on_a_restricted_ground_leaves_for_court_and_archive_only_with_its_named_officer() {
    on_both(async |app| {
        const GROUND: &str = "De maatregelen van toen zijn genoeg.";
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let judged = Judged { motivation: GROUND.to_owned(), ..one.judged("UIT-01", true) };
        one.assess(&judged).unwrap();
        for purpose in ["rechter", "archief"] {
            let path = of_team(&one.id, purpose);
            let officer = Unpacked::get(&logged_in(app, OFFICER).await, &path).await;
            assert!(officer.all().contains(GROUND), "{purpose}: the officer takes it along");
            let other = Unpacked::get(&logged_in(app, OTHER).await, &path).await;
            assert!(!other.all().contains(GROUND), "{purpose}: nobody else does");
            assert!(other.text("index.html").contains("AVG artikel 10"), "{purpose}: and the index says so");
        }
        let own = Unpacked::get(&logged_in(app, OWN).await, &own(&one.id)).await;
        assert!(!own.all().contains(GROUND));
    })
    .await;
}

#[actix_web::test]
async fn what_was_heard_and_disputed_is_in_it_and_what_colleagues_wrote_to_each_other_for_the_judge_only() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        one.assess_all();
        let judged = one.judged(&one.met_by_the_rules(), false);
        one.assess(&Judged { note: "Bel hen liever niet.".to_owned(), ..judged }).unwrap();
        one.propose("refuse").unwrap();
        let hearing = Id::parse(&one.dossier().hearings[0].id).unwrap();
        one.give(&hearing, "De regeling geldt nog.").unwrap();
        one.weigh(&hearing, "Het register zegt van niet.").unwrap();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let own = Unpacked::get(&logged_in(app, OWN).await, &own(&one.id)).await;
        assert!(own.text("stappen.json").contains("De regeling geldt nog."));
        assert!(own.text("index.html").contains("De regeling geldt nog."));
        assert!(!own.all().contains("Het register zegt van niet."), "not before the outcome is known");
        assert!(!own.all().contains("Bel hen liever niet."));
        let court = Unpacked::get(&logged_in(app, OFFICER).await, &of_team(&one.id, "rechter")).await;
        assert!(court.text("stappen.json").contains("Het register zegt van niet."));
        assert!(court.text("beoordelingen.json").contains("In het register staat iets anders."));
        assert!(court.text("beoordelingen.json").contains("Bel hen liever niet."));
    })
    .await;
}

#[actix_web::test]
async fn the_aanbieder_reads_no_names_of_the_team_and_nothing_that_is_still_in_progress() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding_with(&world, |one| {
            one.along(PDF, "uittreksel.pdf");
        });
        app.database(|conn| {
            diesel::update(users::table.find(world.assessor.as_str()))
                .set(users::name.eq("Beatrijs van Beoordeling"))
                .execute(conn)
        });
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let client = logged_in(app, OWN).await;
        let early = Unpacked::get(&client, &own(&one.id)).await;
        assert_eq!(early.text("beslissingen.json").trim(), "[]", "it is proposed, and not made known");
        assert!(early.text("index.html").contains("nog niet bekend is"));
        assert!(!early.all().contains("Het stuk ontbreekt, ook na het herstelverzoek."));
        one.sign_all();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let late = Unpacked::get(&client, &own(&one.id)).await;
        let decisions = late.text("beslissingen.json");
        assert!(decisions.contains("Het stuk ontbreekt, ook na het herstelverzoek."), "{decisions}");
        assert!(!late.all().contains("Beatrijs van Beoordeling"));
        for inner in ["proposal.made", "assessment.recorded", "application.assigned", "dossier.viewed"] {
            assert!(!late.text("logboek/leaves.ndjson").contains(inner), "{inner}");
        }
        let court = Unpacked::get(&logged_in(app, OFFICER).await, &of_team(&one.id, "rechter")).await;
        assert!(court.text("beslissingen.json").contains("Beatrijs van Beoordeling"));
        assert!(court.has("logboek/gegevens.ndjson") && court.has("regeling/versie-1.yaml"));
    })
    .await;
}

#[actix_web::test]
async fn members_of_a_combinatie_do_not_get_each_others_part_and_the_judge_gets_both() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.convicted();
        partner.sign().unwrap();
        one.submit().unwrap();
        app.claim(&world, "verified");
        let member = partner.member.clone();
        let team = Reviewing { app, world: &world, id: one.id.clone() };
        team.take(&world.assessor).unwrap();
        team.ask_of("KWA-04", "gegeven:vog_op_orde", Some(&member)).unwrap();
        let lead = Unpacked::get(&logged_in(app, OWN).await, &own(&one.id)).await;
        let all = lead.all();
        for hidden in [SECRET, "Stuur het stuk alsnog."] {
            assert!(!all.contains(hidden), "{hidden}");
        }
        assert_eq!(lead.text("herstelverzoeken.json").trim(), "[]");
        assert!(!lead.has("deelnemers/") && lead.text("index.html").contains("Eigen deel van Thuis Samen"));
        let court = Unpacked::get(&logged_in(app, OFFICER).await, &of_team(&one.id, "rechter")).await;
        assert!(court.has("deelnemers/01/eigen-deel.json") && court.all().contains(SECRET));
        let reader = Unpacked::get(&logged_in(app, OTHER).await, &of_team(&one.id, "rechter")).await;
        assert!(!reader.all().contains(SECRET), "only the named officer takes it out");
    })
    .await;
}

#[actix_web::test]
async fn another_aanbieder_and_another_region_find_no_dossier_and_a_draft_has_none() {
    on_both(async |app| {
        let world = app.world();
        app.world_of(MIJ, "mij.test");
        let draft = app.applicant(&world);
        let client = logged_in(app, OWN).await;
        assert_eq!(client.get(&own(&draft.id)).await.status, 404, "nothing was sent in");
        draft.fill_in();
        draft.submit().unwrap();
        let (own, court) = (own(&draft.id), of_team(&draft.id, "rechter"));
        assert_eq!(logged_in(app, "tekenbevoegde@ander.zwd.test").await.get(&own).await.status, 404);
        let far = logged_in(app, "beoordelaar@mij.test").await;
        assert_eq!(far.get(&court).await.status, 404);
        let page = format!("/beoordeling/aanmeldingen/{}/dossier", draft.id);
        assert_eq!(far.get(&page).await.status, 404);
        let team = logged_in(app, OFFICER).await;
        assert_eq!(team.get(&of_team(&draft.id, "krant")).await.status, 404, "there is no such purpose");
        let choice = team.get(&page).await.text;
        assert!(choice.contains("Voor de rechter") && choice.contains("Voor het archief"), "{choice}");
        assert!(choice.contains("Wat gaat er niet mee, en waarom?"), "{choice}");
    })
    .await;
}

#[actix_web::test]
async fn the_same_dossier_is_the_same_bytes_until_something_happens() {
    on_both(async |app| {
        let world = app.world();
        let one = decided(app, &world).await;
        let client = logged_in(app, OWN).await;
        let first = Unpacked::get(&client, &own(&one.id)).await.bytes.clone();
        app.pass(chrono::TimeDelta::minutes(5));
        let second = Unpacked::get(&client, &own(&one.id)).await.bytes.clone();
        assert!(first == second, "taking it out changes nothing in it");
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        app.database
            .write(|conn| review::from_provider(conn, &ctx, &scope, &one.id, "Wij bellen morgen."))
            .unwrap();
        let third = Unpacked::get(&client, &own(&one.id)).await;
        assert!(third.bytes != first && third.text("berichten.json").contains("Wij bellen morgen."));
    })
    .await;
}

#[actix_web::test]
async fn what_people_typed_reaches_the_zip_unharmed_and_breaks_nothing() {
    const NAME: &str = "=cmd|'/c calc'!A1 <script>alert(1)</script> & \u{202e}fdp";
    const FILE: &str = "..\\..\\..\u{202e}\u{1f600} ) Tj <b>\r\n.pdf";
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.along(PDF, "uittreksel.pdf");
        one.submit().unwrap();
        let long = "x".repeat(10_000);
        let told = format!("Regel 1\r\nRegel 2 <img src=x onerror=alert(1)> \u{1f600} {long}");
        app.database(|conn| {
            diesel::update(applications::table.find(one.id.as_str()))
                .set(applications::org_name.eq(NAME))
                .execute(conn)?;
            diesel::update(organisations::table.find(world.org.as_str()))
                .set(organisations::name.eq(NAME))
                .execute(conn)?;
            diesel::update(evidence::table).set(evidence::file_name.eq(FILE)).execute(conn)
        });
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let body = &told[..9_000];
        app.database.write(|conn| review::from_provider(conn, &ctx, &scope, &one.id, body)).unwrap();
        let zip = Unpacked::get(&logged_in(app, OFFICER).await, &of_team(&one.id, "archief")).await;
        verified(&zip);
        let index = zip.text("index.html");
        assert!(!index.contains("<script>") && !index.contains("<img"), "{index}");
        assert!(index.contains("&lt;script&gt;alert(1)&lt;"), "{index}");
        let messages: serde_json::Value = serde_json::from_str(&zip.text("berichten.json")).unwrap();
        assert!(messages[0]["body"].as_str().unwrap().contains("<img src=x onerror=alert(1)> \u{1f600}"));
        let piece: Vec<_> = zip.names.iter().filter(|name| name.starts_with("bewijs/")).collect();
        assert!(piece.len() == 1 && !piece[0].contains(['\\', '\n', '\u{202e}']), "{piece:?}");
        let table = zip.text("manifest.csv");
        assert!(table.lines().all(|line| !line.split(';').any(|cell| cell.starts_with('='))), "{table}");
    })
    .await;
}
