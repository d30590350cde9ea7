//! Sending in: what it needs, when it is in time, and everything that it fixes.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::{Error, Once, apply, review};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::{Snapshot, State};
use openhuis::domain::canonical;
use openhuis::domain::ids::Id;
use openhuis::storage::schema::{
    application_snapshots, audit_index, facts, jobs, lot_applications, mails, organisations,
};
use openhuis::storage::snapshots;

use crate::support::applying::portal;
use crate::support::on_both;

#[actix_web::test]
async fn what_is_sent_in_is_fixed_with_all_that_follows() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let lot = one.fill_in();
        let id = one.submit().unwrap();
        assert_eq!(one.opened().life.state(), State::Submitted);
        assert!(one.opened().row.decision_due_on.is_some());
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        assert_eq!(row.id, id.as_str());
        let snapshot = Snapshot::read(&row.content).unwrap();
        assert_eq!(snapshot.received_at, app.clock.now());
        assert_eq!(snapshot.contents.lots[0].lot, lot);
        assert_eq!(snapshot.scheme.sha256, world.scheme.sha256());
        let again = canonical::to_bytes(&serde_json::from_slice(&row.content).unwrap()).unwrap();
        assert_eq!(again, row.content, "the bytes are canonical");
        let said: Vec<String> = app.database(|conn| facts::table.select(facts::code).load(conn));
        assert_eq!(said, ["veroordeling"]);
        let kinds: Vec<String> = app.database(|conn| jobs::table.select(jobs::kind).load(conn));
        assert!(kinds.iter().any(|kind| kind == "render_receipt"), "{kinds:?}");
        let mail: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("application_received")).select(mails::subject).load(conn)
        });
        assert_eq!(mail[0], "Ontvangstbevestiging van aanmelding ZWD-2026-00001");
        let leaves: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("application.submitted")).count().get_result(conn)
        });
        assert_eq!(leaves, 1);
    })
    .await;
}

#[actix_web::test]
async fn the_team_reads_what_was_sent_in_and_the_rules_say_the_same_again() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        let assessor = app.assessor(&world.assessor);
        let opened =
            app.database.read(|conn| review::Opened::load(conn, &assessor, &world.scope(), &one.id)).unwrap();
        let (ctx, scope) = (app.as_provider(ProviderRole::Lezer), world.org_scope());
        let check = app.database.read(|conn| apply::self_check(conn, &ctx, &scope, &one.id)).unwrap();
        assert_eq!(opened.verdict().unwrap(), check.verdict);
    })
    .await;
}

#[actix_web::test]
async fn a_missing_tick_stops_sending_in_and_says_where() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        let signatory = app.as_provider(ProviderRole::Tekenbevoegde);
        let fields = |refused| match refused {
            Err(Error::Invalid(list)) => {
                list.into_iter().map(|one: openhuis::app::FieldError| one.field).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let missing = fields(one.submit_as(&signatory, false));
        for place in ["percelen", "documenten", "verklaring"] {
            assert!(missing.iter().any(|field| field == place), "{place}: {missing:?}");
        }
        one.fill_in();
        assert_eq!(fields(one.submit_as(&signatory, false)), ["verklaring"]);
        one.answer("medewerkers", "veel").unwrap();
        assert_eq!(fields(one.submit_as(&signatory, true)), ["vraag:medewerkers"]);
        assert_eq!(one.opened().life.state(), State::Draft, "nothing was sent in");
    })
    .await;
}

#[actix_web::test]
async fn a_microsecond_before_the_close_is_in_and_the_close_itself_is_too_late() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let closes = one.opened().window.phases().closes;
        assert!(app.clock.set(closes));
        match one.submit() {
            Err(Error::Refused(why)) => {
                assert!(why.matches("uur (UTC").count() == 2, "both times: {why}");
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(one.answer("medewerkers", "1"), Err(Error::Refused(_))));
        assert!(app.clock.set(closes - TimeDelta::microseconds(1)));
        one.submit().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn sending_in_again_replaces_and_keeps_the_earlier_one() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let first = one.submit().unwrap();
        app.pass(TimeDelta::hours(1));
        let open = one.open_lots();
        one.choose(&open[1..3]).unwrap();
        assert_eq!(one.opened().life.state(), State::Submitted, "what was sent in still counts");
        let second = one.submit().unwrap();
        assert_ne!(first, second);
        let scope = world.org_scope();
        let sent = app.database.read(|conn| apply::submissions(conn, &scope, &one.id)).unwrap();
        assert_eq!(sent.iter().map(|one| one.seq).collect::<Vec<_>>(), [2, 1]);
        let states: Vec<String> = app.database(|conn| {
            lot_applications::table.order(lot_applications::state).select(lot_applications::state).load(conn)
        });
        assert_eq!(states, ["pending", "pending", "withdrawn"]);
    })
    .await;
}

#[actix_web::test]
async fn a_double_click_sends_in_once() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let (ctx, scope, portal) =
            (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope(), portal());
        let once = Once { route: "apply.submit", key: "0123456789abcdef".into(), body_hash: "a".into() };
        let command =
            apply::Submit { application: &one.id, seen: one.version(), declared: true, portal: &portal };
        let mut answers = Vec::new();
        for _ in 0..2 {
            let answer = app.database.once(&ctx, &once, |conn| {
                apply::submit(conn, &ctx, &scope, &command).map(|id| id.to_string())
            });
            answers.push(answer.unwrap());
        }
        assert_eq!(answers[0], answers[1]);
        let rows: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
        assert_eq!(rows, 1);
        let other = app.database.write(|conn| apply::submit(conn, &ctx, &scope, &command));
        assert!(matches!(other, Err(Error::Stale)), "another form of before is stale");
    })
    .await;
}

#[actix_web::test]
async fn where_two_sign_together_the_second_one_sends_in() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        app.database(|conn| {
            diesel::update(organisations::table.find(world.org.as_str()))
                .set(organisations::signing.eq("jointly"))
                .execute(conn)
        });
        let second = app.user("tweede@zorg.zwd.test");
        app.member(&world.org, &second, ProviderRole::Tekenbevoegde);
        let first = app.as_provider(ProviderRole::Tekenbevoegde);
        let second =
            app.as_user(&second, openhuis::domain::access::Role::Provider(ProviderRole::Tekenbevoegde));
        assert!(matches!(one.submit_as(&first, true), Err(Error::Refused(_))), "one is not enough");
        let (scope, portal) = (world.org_scope(), portal());
        let confirm = || {
            let command =
                apply::Submit { application: &one.id, seen: one.version(), declared: true, portal: &portal };
            app.database.write(|conn| apply::confirm(conn, &first, &scope, &command)).unwrap();
        };
        confirm();
        assert!(matches!(one.submit_as(&first, true), Err(Error::Refused(_))), "the same person twice");
        one.answer("medewerkers", "12").unwrap();
        assert!(matches!(one.submit_as(&second, true), Err(Error::Refused(_))), "changed since");
        confirm();
        one.submit_as(&second, true).unwrap();
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        let declared = Snapshot::read(&row.content).unwrap().declaration;
        assert_eq!(declared.confirmed_by, first.actor.user);
    })
    .await;
}

#[actix_web::test]
async fn the_receipt_names_the_number_the_exact_moment_and_the_lots() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let id = one.submit().unwrap();
        let letter = app.database.read(|conn| apply::receipt_letter(conn, &id)).unwrap().unwrap();
        let text = serde_json::to_string(&letter).unwrap();
        for part in ["ZWD-2026-00001", "22 november 2026 om 12:00:00 uur", world.scheme.sha256()] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let pdf = openhuis::documents::render(&letter).unwrap();
        let digest = openhuis::domain::digest::Digest::of(&pdf);
        let size = u64::try_from(pdf.len()).unwrap();
        let ctx = app.system();
        app.database.write(|conn| apply::receipt_rendered(conn, &ctx, &id, &digest, size)).unwrap();
        assert_eq!(app.database.read(|conn| apply::receipt_letter(conn, &id)).unwrap(), None, "made once");
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        assert_eq!(row.receipt_sha256, Some(digest.hex()));
        assert!(
            app.database
                .read(|conn| apply::receipt_letter(conn, &Id::parse(&one.id.to_string()).unwrap()))
                .is_err()
        );
    })
    .await;
}

#[actix_web::test]
async fn where_two_sign_together_a_volmacht_lets_one_send_in_and_the_team_sees_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        app.database(|conn| {
            diesel::update(organisations::table.find(world.org.as_str()))
                .set(organisations::signing.eq("jointly"))
                .execute(conn)
        });
        assert!(matches!(one.submit(), Err(Error::Refused(why)) if why.contains("volmacht")));
        let client = app.visitor();
        app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let sending = client.get(&format!("{base}/indienen")).await;
        assert!(sending.text.contains("volmacht_indienen") && sending.text.contains("Bevestigen"));
        let upload = format!("{base}/bewijs/soort/volmacht_indienen");
        let form = client.get(&format!("{base}/bewijs")).await.form(&upload);
        let files = [("volmacht.pdf", crate::support::multipart::PDF)];
        let sent = crate::support::multipart::send(&client, &form, &files, "text/html").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let page = client.get(&format!("{base}/indienen")).await;
        assert!(page.text.contains("dient alleen in"), "{}", page.text);
        let answer = client.submit(&page.form(&format!("{base}/indienen")), &[("verklaring", "ja")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        let sent = Snapshot::read(&row.content).unwrap();
        let piece = sent.declaration.volmacht.unwrap();
        assert!(sent.contents.evidence.iter().any(|one| one.id == piece), "its hash is fixed with the rest");
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let dossier = team.get(&format!("/beoordeling/aanmeldingen/{}", one.id)).await;
        assert!(dossier.text.contains("Door één persoon, met een volmacht"), "{}", dossier.text);
        assert!(dossier.text.contains("Volmacht om alleen in te dienen"));
    })
    .await;
}

#[actix_web::test]
async fn a_date_on_a_file_changes_what_was_confirmed() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        app.database(|conn| {
            diesel::update(organisations::table.find(world.org.as_str()))
                .set(organisations::signing.eq("jointly"))
                .execute(conn)
        });
        let client = app.visitor();
        app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let upload = format!("{base}/bewijs/soort/kvk_uittreksel");
        let form = client.get(&format!("{base}/bewijs")).await.form(&upload);
        let files = [("uittreksel.pdf", crate::support::multipart::PDF)];
        crate::support::multipart::send(&client, &form, &files, "text/html").await;
        let page = client.get(&format!("{base}/indienen")).await;
        let done = client.submit(&page.form(&format!("{base}/bevestigen")), &[("verklaring", "ja")]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let confirmed = || {
            let opened = one.opened();
            app.database.read(|conn| apply::confirmed(conn, &opened)).unwrap()
        };
        app.pass(chrono::TimeDelta::minutes(5));
        assert!(confirmed().is_some(), "time alone changes nothing");
        let shelf = client.get("/aanbieder/bewijs/soort/kvk_uittreksel").await.text;
        let from = shelf.find("/aanbieder/bewijs/stuk/").unwrap();
        let piece: String = shelf[from..].chars().take_while(|one| *one != '"').collect();
        let dates = [("afgifte_day", "1"), ("afgifte_month", "11"), ("afgifte_year", "2026")];
        assert_eq!(client.submit(&client.get(&piece).await.form(&piece), &dates).await.status, 303);
        assert!(confirmed().is_none());
    })
    .await;
}
