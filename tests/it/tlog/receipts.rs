//! What leaves the portal carries the proof that the log tells of it; and who guards privacy reads who looked.

use std::process::Command;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::Text;
use openhuis::domain::access::StaffRole;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::UserId;
use openhuis::storage::DbConn;
use openhuis::storage::db::Kind;
use openhuis::storage::views::accesses::{Wanted, in_region};

use super::python;
use crate::commands::{openhuis, told};
use crate::export::{OFFICER, Unpacked, of_team, own};
use crate::support::database::TestDatabase;
use crate::support::on_both;
use crate::support::smtp::SmtpServer;

const OWN: &str = "tekenbevoegde@zorg.zwd.test";

#[actix_web::test]
async fn whoever_sends_in_gets_a_proof_that_both_verifiers_accept_without_the_portal() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let client = app.visitor();
        app.log_in(&client, OWN).await;
        let page = format!("/aanbieder/aanmeldingen/{}/ontvangst", one.id);
        assert!(!client.get(&page).await.text.contains("tlog-proof"), "nothing was signed yet");
        assert_eq!(app.visitor().get("/.well-known/openhuis-log.vkey").await.status, 404);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let received = client.get(&page).await.text;
        let href =
            received.split('"').find(|part| part.ends_with("/tlog-proof")).expect("a proof").to_owned();
        let vkey = app.visitor().get("/.well-known/openhuis-log.vkey").await.text;
        assert!(
            app.visitor()
                .get("/.well-known/openhuis-log.checkpoint")
                .await
                .text
                .starts_with("openhuis.test/log\n")
        );
        let proof = client.get(&href).await;
        assert_eq!(proof.status, 200);
        let file = app.evidence().join("bewijs.tlog-proof");
        std::fs::write(&file, proof.body()).unwrap();
        let arguments = ["log", "verify", file.to_str().unwrap(), "--vkey", vkey.trim()];
        let (code, ours, why) = told(&openhuis(&arguments));
        assert_eq!(code, 0, "{why}");
        let (code, theirs, why) = told(&python(&file, &["--vkey", vkey.trim()]));
        assert_eq!(code, 0, "{why}");
        let [ours, theirs] =
            [ours, theirs].map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
        assert_eq!(ours, theirs);
        assert_eq!(ours["leaf"]["event"], "application.submitted");
        assert_eq!(ours["leaf"]["subject"]["id"], one.id.to_string());
        // The leaf fixes the very bytes that the aanbieder can download.
        let bytes = client.get(&href.replace("/tlog-proof", "/json")).await.body();
        assert_eq!(ours["leaf"]["manifest"], Digest::of(&bytes).to_string());
    })
    .await;
}

#[actix_web::test]
async fn the_receipt_has_the_key_of_the_log_on_paper() {
    on_both(async |app| {
        let world = app.world();
        let runner = app.worker(&SmtpServer::start());
        runner.drain().await.unwrap();
        let one = app.reviewing(&world);
        runner.drain().await.unwrap();
        let client = app.visitor();
        app.log_in(&client, OWN).await;
        let page = client.get(&format!("/aanbieder/aanmeldingen/{}/ontvangst", one.id)).await.text;
        let proof = page.split('"').find(|part| part.ends_with("/tlog-proof")).expect("a proof").to_owned();
        let pdf = app.evidence().join("ontvangst.pdf");
        std::fs::write(&pdf, client.get(&proof.replace("/tlog-proof", "/pdf")).await.body()).unwrap();
        let text =
            Command::new("pdftotext").args(["-raw", pdf.to_str().unwrap(), "-"]).output().unwrap().stdout;
        let text: String = String::from_utf8(text).unwrap().split_whitespace().collect();
        let vkey = client.get("/.well-known/openhuis-log.vkey").await.text;
        assert!(text.contains(vkey.trim()), "{vkey}: {text}");
    })
    .await;
}

#[actix_web::test]
async fn the_log_of_a_dossier_that_leaves_is_proved_line_by_line() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let (client, team) = (app.visitor(), app.visitor());
        app.log_in(&client, OWN).await;
        app.log_in(&team, OFFICER).await;
        let vkey = client.get("/.well-known/openhuis-log.vkey").await.text;
        for zip in [
            Unpacked::get(&client, &own(&one.id)).await,
            Unpacked::get(&team, &of_team(&one.id, "rechter")).await,
        ] {
            let (folder, more) = (zip.log(), ["--vkey", vkey.trim()]);
            let arguments = [&["log", "verify", folder.to_str().unwrap()], more.as_slice()].concat();
            let (ours, theirs) = (told(&openhuis(&arguments)), told(&python(&folder, &more)));
            assert_eq!((ours.0, theirs.0), (0, 0), "{} {}", ours.2, theirs.2);
            let [said, other] =
                [&ours.1, &theirs.1].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
            assert_eq!(said, other);
            let leaves = zip.text("logboek/leaves.ndjson");
            std::fs::write(folder.join("leaves.ndjson"), leaves.replacen("\"via\":\"", "\"via\":\"x", 1))
                .unwrap();
            let (ours, theirs) = (told(&openhuis(&arguments)), told(&python(&folder, &more)));
            assert_eq!((ours.0, theirs.0), (1, 1));
            assert!(
                ours.2.contains("does not lead from the leaf")
                    && theirs.2.contains("does not lead from the leaf")
            );
            let fewer: String = leaves.lines().skip(1).map(|line| format!("{line}\n")).collect();
            std::fs::write(folder.join("leaves.ndjson"), fewer).unwrap();
            assert_eq!(
                (told(&openhuis(&arguments)).0, told(&python(&folder, &more)).0),
                (1, 1),
                "a line is missing"
            );
        }
    })
    .await;
}

#[actix_web::test]
async fn who_guards_privacy_sees_who_looked_and_takes_it_away_as_a_table() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let admin = app.visitor();
        for hours in 0..3 {
            app.pass(TimeDelta::hours(hours));
            let team = app.visitor();
            app.log_in(&team, OFFICER).await;
            assert_eq!(team.get(&format!("/beoordeling/aanmeldingen/{}", one.id)).await.status, 200);
        }
        let mail = "inzage@zwd.test";
        let user = app.user(mail);
        app.staff(&world.region, &user, StaffRole::RegionAdmin);
        app.log_in(&admin, mail).await;
        let page = admin.get("/beheer/inzage").await.text;
        assert_eq!(
            page.matches("Aanmelding bekeken</th>").count() + page.matches("Aanmelding bekeken</td>").count(),
            3,
            "{page}"
        );
        let person = page.split('"').find(|part| part.contains("persoon=")).expect("a person").to_owned();
        assert!(admin.get(&person).await.text.contains("Aanmelding bekeken"));
        for nothing in
            ["?soort=letter.downloaded", "?rol=staff.supervisor", "?van=01-01-2030", "?tot=01-01-2020"]
        {
            assert!(
                admin.get(&format!("/beheer/inzage{nothing}")).await.text.contains("Niets gevonden"),
                "{nothing}"
            );
        }
        for all in ["?soort=dossier.viewed", "?van=22-11-2026", "?tot=2026-11-22", "?soort=onzin"] {
            assert!(
                admin.get(&format!("/beheer/inzage{all}")).await.text.contains("Aanmelding bekeken</"),
                "{all}"
            );
        }
        for (day, told) in [("morgen", true), ("31-02-2026", true), ("1-10-2026", false), ("", false)] {
            let page = admin.get(&format!("/beheer/inzage?van={day}")).await.text;
            assert_eq!(page.contains("Wij lezen de datum niet"), told, "{day}");
        }
        let table = admin.get("/beheer/inzage.csv?soort=dossier.viewed").await;
        assert_eq!(table.text.lines().count(), 4, "{}", table.text);
        // Page by page, whatever the filter, in one order.
        let every = Wanted::default();
        let by = Wanted { by: Some(UserId::parse(&id_in(&person)).unwrap()), ..Wanted::default() };
        app.database(|conn| {
            for wanted in [&every, &by] {
                let whole = in_region(conn, &world.scope(), wanted, None, 100)?;
                let (mut after, mut paged) = (None, Vec::new());
                while let Some(next) = in_region(conn, &world.scope(), wanted, after, 1)?.pop() {
                    after = Some((next.at, next.n));
                    paged.push(next);
                }
                assert_eq!(paged, whole);
                assert!(whole.len() >= 3);
            }
            Ok(())
        });
    })
    .await;
}

fn id_in(address: &str) -> String {
    address.split("persoon=").nth(1).unwrap()[..36].to_owned()
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[test]
fn the_index_of_looks_is_used_whatever_the_filter() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let plan = |filter: &str| {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT n FROM audit_index WHERE seen_in = 'x' {filter} ORDER BY at DESC, n DESC LIMIT 51"
        );
        let DbConn::Sqlite(conn) = &mut store.url.connect().unwrap() else { panic!("a file") };
        let steps: Vec<Step> = diesel::sql_query(sql).load(conn).unwrap();
        steps.into_iter().map(|step| step.detail + " ").collect::<String>()
    };
    for (filter, index) in [
        ("", "audit_index_seen "),
        (
            "AND at <= '2026-01-01' AND (at < '2026-01-01' OR (at = '2026-01-01' AND n < 7))",
            "audit_index_seen ",
        ),
        ("AND about_org = 'o'", "audit_index_seen_org"),
        ("AND user_id = 'u'", "audit_index_seen_user"),
        ("AND event = 'e'", "audit_index_seen_event"),
        ("AND role = 'r'", "audit_index_seen_role"),
    ] {
        let plan = plan(filter);
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{filter}: {plan}");
    }
}
