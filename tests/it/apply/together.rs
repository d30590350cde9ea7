//! Applying together: each signs its own part, the penvoerder sees how far it is, and all are judged as one.

use diesel::prelude::*;
use openhuis::app::{Error, FieldError, apply, replay};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::Snapshot;
use openhuis::domain::application::member::Task;
use openhuis::domain::rules::Outcome;
use openhuis::storage::schema::{audit_index, facts, member_parts, organisations};
use openhuis::storage::snapshots;

use crate::support::applying::{Applicant, portal};
use crate::support::on_both;
use crate::support::reviewing::Reviewing;
use crate::support::together::{Partner, SECRET, hired};
use crate::support::world::World;

fn messages<T: std::fmt::Debug>(refused: Result<T, Error>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(list)) => list.into_iter().map(|one: FieldError| one.message).collect(),
        Err(Error::Refused(why)) => vec![why],
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_combinant_that_has_not_signed_stops_sending_in() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        assert_eq!(messages(one.submit()), ["U meldt zich aan als combinatie. Noem met welke organisaties."]);
        let partner = one.partner("Thuis Samen", Task::Partner);
        assert_eq!(partner.state(), "taking_part");
        let why = messages(one.submit());
        assert!(why[0].contains("Thuis Samen heeft nog niet ondertekend"), "{why:?}");
        partner.fill_in();
        partner.sign().unwrap();
        one.submit().unwrap();
    })
    .await;
}

#[actix_web::test]
async fn who_names_a_combinant_says_that_it_is_a_combinatie() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        partner.sign().unwrap();
        let why = messages(one.submit());
        assert!(why[0].contains("Antwoord ja op de vraag"), "{why:?}");
    })
    .await;
}

#[actix_web::test]
async fn another_onderaannemer_need_not_sign() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        let product = one.open_lots()[0].1.to_string();
        one.name("Jansen Zorg", "70000001", Task::Subcontractor(hired(&product))).unwrap();
        one.submit().unwrap();
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        let snapshot = Snapshot::read(&row.content).unwrap();
        assert_eq!(snapshot.members[0].named.name, "Jansen Zorg");
        assert!(snapshot.members[0].signature.is_none());
        let relied = one.name("Vries Zorg", "70000002", Task::ReliedOn(hired(&product))).unwrap();
        assert!(messages(one.submit())[0].contains("Vries Zorg is nog niet gevraagd"));
        let _ = relied;
    })
    .await;
}

#[actix_web::test]
async fn the_penvoerder_never_reads_what_a_member_answered() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.convicted();
        partner.sign().unwrap();
        let id = one.submit().unwrap();
        let client = app.visitor();
        assert_eq!(app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await.status, 303);
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let member = format!("{base}/samen/{}", partner.member);
        let sent = format!("/aanbieder/inzendingen/{id}");
        let pages = [
            base.clone(),
            format!("{base}/samen"),
            member,
            format!("{base}/vragen/uitsluiting"),
            format!("{base}/bewijs"),
            format!("{base}/zelfcontrole"),
            format!("{base}/indienen"),
            format!("{base}/volgen"),
            sent.clone(),
            format!("{sent}/json"),
        ];
        for path in pages {
            let page = client.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text.contains(SECRET), "{path} tells it");
            assert!(!page.text.contains("deelnemer 2"), "{path} tells an outcome");
        }
        let json = client.get(&format!("{sent}/json")).await.text;
        let digest: String =
            app.database(|conn| member_parts::table.select(member_parts::sha256).first(conn));
        assert!(json.contains(&digest), "it holds the digest of the part: {json}");
        let row = app.database(|conn| snapshots::last(conn, &one.id));
        assert!(!String::from_utf8_lossy(&row.content).contains(SECRET));
    })
    .await;
}

#[actix_web::test]
async fn the_self_check_of_the_penvoerder_tells_no_outcome_of_another() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let before = check(&one);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.convicted();
        partner.sign().unwrap();
        assert_eq!(check(&one), before, "as if the other answered nothing");
    })
    .await;
}

/// Codes and outcomes of what a penvoerder must meet by itself.
fn check(one: &Applicant<'_>) -> Vec<(String, Outcome)> {
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Lezer), one.world.org_scope());
    let check = one.app.database.read(|conn| apply::self_check(conn, &ctx, &scope, &one.id)).unwrap();
    let exclusion = check.items.into_iter().filter(|item| item.requirement.as_str().starts_with("UIT"));
    exclusion.map(|item| (item.requirement.to_string(), item.outcome)).collect()
}

#[actix_web::test]
async fn a_change_after_signing_takes_the_signature_away_and_what_was_sent_in_stays() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        partner.sign().unwrap();
        one.submit().unwrap();
        let sent = app.database(|conn| snapshots::last(conn, &one.id)).content;
        partner.answer("veroordeling", "ja").unwrap();
        assert_eq!(partner.state(), "taking_part");
        assert!(messages(one.submit())[0].contains("nog niet ondertekend"));
        assert_eq!(app.database(|conn| snapshots::last(conn, &one.id)).content, sent);
    })
    .await;
}

#[actix_web::test]
async fn who_signed_is_asked_again_when_the_rules_change() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        partner.sign().unwrap();
        one.choose(&one.open_lots()[..1]).unwrap();
        assert_eq!(partner.state(), "signed", "nothing more is asked");
        app.renew(&world);
        let (ctx, scope, seen) = (app.as_provider(ProviderRole::Invuller), world.org_scope(), one.version());
        app.database.write(|conn| apply::upgrade(conn, &ctx, &scope, &one.id, seen)).unwrap();
        assert_eq!(partner.state(), "taking_part");
    })
    .await;
}

#[actix_web::test]
async fn nobody_signs_before_every_question_about_exclusion_is_answered() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        let why = messages(partner.sign());
        assert!(why.iter().any(|one| one.contains("Beantwoord de vraag")), "{why:?}");
        let filler = app.as_provider(ProviderRole::Invuller);
        assert!(matches!(partner.sign_as(&filler), Err(Error::Forbidden)));
    })
    .await;
}

#[actix_web::test]
async fn two_sign_where_the_member_is_bound_by_two() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        app.database(|conn| {
            diesel::update(organisations::table.find(partner.org.as_str()))
                .set(organisations::signing.eq("jointly"))
                .execute(conn)
        });
        partner.fill_in();
        partner.sign().unwrap();
        assert_eq!(partner.state(), "taking_part", "the first of two confirms");
        assert!(messages(partner.sign())[0].contains("zelf al bevestigd"));
        let other = app.user_by_mail("beheerder@zorg.zwd.test");
        let second = app.as_user(&other, app.as_provider(ProviderRole::Tekenbevoegde).actor.role);
        partner.sign_as(&second).unwrap();
        assert_eq!(partner.state(), "signed");
    })
    .await;
}

#[actix_web::test]
async fn only_the_named_organisation_takes_part_and_only_by_the_last_link() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let member = one.name("Thuis Samen", "70000009", Task::Partner).unwrap();
        let first = one.invite(&member).unwrap();
        let (ctx, other) = (
            app.as_provider(ProviderRole::Tekenbevoegde),
            openhuis::app::access::for_system_org(world.other.clone()),
        );
        let look = |token: &str| app.database.read(|conn| apply::asked(conn, &other, token)).is_ok();
        assert!(!look(&first), "another number: it is not there");
        app.database(|conn| {
            diesel::update(organisations::table.find(world.other.as_str()))
                .set(organisations::kvk.eq("70000009"))
                .execute(conn)
        });
        assert!(look(&first));
        let second = one.invite(&member).unwrap();
        assert!(!look(&first) && look(&second));
        app.database.write(|conn| apply::accept_invitation(conn, &ctx, &other, &portal(), &second)).unwrap();
        let again =
            app.database.write(|conn| apply::accept_invitation(conn, &ctx, &other, &portal(), &second));
        assert!(matches!(again, Err(Error::NotFound)));
    })
    .await;
}

#[actix_web::test]
async fn an_organisation_is_in_one_combinatie_only_for_a_lot() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        let second_world = World { org: world.other.clone(), ..world.clone() };
        let second = app.combination(&second_world);
        let kvk: String = app.database(|conn| {
            organisations::table.find(partner.org.as_str()).select(organisations::kvk).first(conn)
        });
        let member = second.name("Thuis Samen", &kvk, Task::Partner).unwrap();
        let token = second.invite(&member).unwrap();
        let why = messages(partner.accept(&token));
        assert!(why[0].contains("al in een andere combinatie"), "{why:?}");
        // In another lot it may; and then the lots are changed to the same.
        second.choose(&second.open_lots()[1..2]).unwrap();
        partner.accept(&token).unwrap();
        let other = Partner { app, org: partner.org.clone(), application: second.id.clone(), member };
        for partner in [&partner, &other] {
            partner.fill_in();
            partner.sign().unwrap();
        }
        one.submit().unwrap();
        second.choose(&second.open_lots()[..1]).unwrap();
        second.places(&second.open_lots()[0].0, apply::ANYONE, "4").unwrap();
        let why = messages(second.submit());
        assert!(why[0].contains("Thuis Samen zit voor"), "{why:?}");
    })
    .await;
}

#[actix_web::test]
async fn the_team_reads_the_own_part_of_each_and_a_decision_on_all_comes_out_the_same_again() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.convicted();
        partner.sign().unwrap();
        one.submit().unwrap();
        app.claim(&world, "verified");
        let team = Reviewing { app, world: &world, id: one.id.clone() };
        team.take(&world.assessor).unwrap();
        let dossier = team.dossier();
        let seen = &dossier.members[0];
        assert_eq!((seen.name.as_str(), seen.number), ("Thuis Samen", 2));
        assert!(seen.signed_by.is_some());
        let convicted = seen.tests.iter().find(|test| test.code == "UIT-01").unwrap();
        assert_eq!(convicted.rules, "beoordelen");
        assert!(seen.facts.iter().any(|fact| fact.value.as_deref() == Some(SECRET)));
        let kind = dossier.kinds.iter().find(|kind| kind.code == "exclusion").unwrap();
        assert_eq!(kind.tests[0].rules, "beoordelen", "the application as a whole");
        team.assess_all();
        let decision = team.propose("refuse").or_else(|_| team.propose("admit")).unwrap();
        let found = app.database.read(|conn| replay::decision(conn, &world.scope(), &decision)).unwrap();
        assert_eq!(found.found, replay::Found::Identical);
    })
    .await;
}

#[actix_web::test]
async fn what_a_member_said_goes_into_its_own_ledger() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        partner.sign().unwrap();
        let codes: Vec<String> = app.database(|conn| {
            facts::table.filter(facts::org_id.eq(partner.org.as_str())).select(facts::code).load(conn)
        });
        assert!(codes.contains(&"veroordeling".to_owned()), "{codes:?}");
        let leaves: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.eq("member.signed")).count().get_result(conn)
        });
        assert_eq!(leaves, 1);
    })
    .await;
}

/// What the penvoerder must still send of a kind.
fn asked(one: &Applicant<'_>, kind: &str) -> apply::AskedKind {
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Lezer), one.world.org_scope());
    let list = one.app.database.read(|conn| apply::checklist(conn, &ctx, &scope, &one.id)).unwrap();
    list.kinds.into_iter().find(|asked| asked.def.code.as_str() == kind).unwrap()
}

#[actix_web::test]
async fn a_paper_that_counts_for_all_together_is_in_order_when_a_member_sent_it_and_signed() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        for kind in ["kwaliteitscertificaat", "meldcode"] {
            partner.send(kind);
        }
        assert!(!asked(&one, "kwaliteitscertificaat").is_done(), "not before it signed");
        partner.sign().unwrap();
        let certificate = asked(&one, "kwaliteitscertificaat");
        assert_eq!((certificate.is_done(), certificate.by_others), (true, vec!["Thuis Samen".to_owned()]));
        // Each must have this one by itself, so the penvoerder hears nothing of it.
        let own = asked(&one, "meldcode");
        assert_eq!((own.is_done(), own.by_others), (false, Vec::new()));
        let lead = app.visitor();
        assert_eq!(app.log_in(&lead, "tekenbevoegde@zorg.zwd.test").await.status, 303);
        let page = lead.get(&format!("/aanbieder/aanmeldingen/{}/bewijs", one.id)).await.text;
        assert!(page.contains("Thuis Samen stuurt dit stuk mee"), "{page}");
        assert!(!page.contains("kwaliteitscertificaat.pdf"), "not which file");
    })
    .await;
}

#[actix_web::test]
async fn who_sends_in_reads_who_take_part_before_and_after_and_in_the_receipt() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        let product = one.open_lots()[0].1.to_string();
        one.name("Jansen Zorg", "70000001", Task::Subcontractor(hired(&product))).unwrap();
        let lead = app.visitor();
        assert_eq!(app.log_in(&lead, "tekenbevoegde@zorg.zwd.test").await.status, 303);
        let path = format!("/aanbieder/aanmeldingen/{}/indienen", one.id);
        let before = lead.get(&path).await.text;
        assert!(before.contains("Wie er meedoen") && before.contains("nog niet ondertekend"), "{before}");
        partner.fill_in();
        partner.sign().unwrap();
        let id = one.submit().unwrap();
        let sent = lead.get(&format!("/aanbieder/inzendingen/{id}")).await.text;
        assert!(sent.contains("Thuis Samen") && sent.contains("Niet ondertekend. Dat hoeft niet."), "{sent}");
        let receipt = app.database.read(|conn| apply::receipt_letter(conn, &id)).unwrap().unwrap();
        let text = format!("{receipt:?}");
        assert!(text.contains("Thuis Samen") && text.contains("Jansen Zorg"), "{text}");
    })
    .await;
}
