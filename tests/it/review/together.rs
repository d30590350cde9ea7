//! A combinatie with the team: each is judged and asked by itself, and nobody learns of another.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::review::{self, Repair, Whom, expire};
use openhuis::app::{Error, apply, letters as posted, replay};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::Relation;
use openhuis::domain::application::member::Task;
use openhuis::domain::ids::{ClarificationId, DecisionId, Id, MemberId, OrgId};
use openhuis::domain::terms::local_day;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{audit_index, letters, mails};
use openhuis::storage::{assignments, lots, snapshots};

use crate::support::client::Client;
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::together::{Partner, SECRET};
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// What each must meet by itself, may be repaired, and is one question.
const OWN: (&str, &str) = ("KWA-04", "gegeven:vog_op_orde");
/// What the team asks a member; nobody else may ever read it.
const QUESTION: &str = "Stuur het stuk alsnog.";

/// A combinatie of two that was sent in and taken up, where the partner declared a conviction.
fn taken<'a>(app: &'a TestApp, world: &'a World) -> (Reviewing<'a>, OrgId, MemberId) {
    let one = app.combination(world);
    let partner = one.partner("Thuis Samen", Task::Partner);
    partner.convicted();
    partner.sign().unwrap();
    one.submit().unwrap();
    app.claim(world, "verified");
    let (org, member) = (partner.org.clone(), partner.member.clone());
    let team = Reviewing { app, world, id: one.id.clone() };
    team.take(&world.assessor).unwrap();
    (team, org, member)
}

fn partner<'a>(team: &Reviewing<'a>, org: &OrgId, member: &MemberId) -> Partner<'a> {
    Partner { app: team.app, org: org.clone(), application: team.id.clone(), member: member.clone() }
}

async fn penvoerder(app: &TestApp) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, "tekenbevoegde@zorg.zwd.test").await.status, 303);
    client
}

#[actix_web::test]
async fn each_of_a_combinatie_is_judged_by_itself_with_its_own_answers_beside_it() {
    on_both(async |app| {
        let world = app.world();
        let (team, _, member) = taken(app, &world);
        let lead = team.judging("UIT-01", None).unwrap();
        let seen: Vec<_> =
            lead.parts.iter().map(|one| (one.name.as_str(), one.rules, one.open, one.is_current)).collect();
        assert_eq!(seen[0].1, "voldoet");
        assert_eq!(&seen[1..], [("Thuis Samen", "beoordelen", true, false)]);
        let values = |page: &review::show::Judging| {
            page.facts.iter().filter_map(|fact| fact.value.clone()).collect::<Vec<_>>().join("; ")
        };
        assert!(!values(&lead).contains(SECRET) && lead.points.is_empty(), "{}", values(&lead));
        let own = team.judging("UIT-01", Some(&member)).unwrap();
        assert!(values(&own).contains(SECRET) && !own.points.is_empty());
        assert_eq!((own.results[0].outcome, own.name.as_str()), ("beoordelen", "Thuis Samen"));

        team.assess(&team.judged("UIT-01", true)).unwrap();
        assert!(team.dossier().lots[0].open.contains(&"UIT-01".to_owned()), "the partner waits still");
        team.assess(&team.judged_of("UIT-01", Some(&member), true)).unwrap();
        assert!(!team.dossier().lots[0].open.contains(&"UIT-01".to_owned()));
        let judged = team.judging("UIT-01", Some(&member)).unwrap();
        assert_eq!((judged.results[0].outcome, judged.said.len()), ("voldoet", 1));
        assert_eq!(team.judging("UIT-01", None).unwrap().said.len(), 1, "that of the penvoerder");

        team.assess_all();
        let decision = team.propose("admit").unwrap();
        let found = app.database.read(|conn| replay::decision(conn, &world.scope(), &decision)).unwrap();
        assert_eq!(found.found, replay::Found::Identical);
    })
    .await;
}

#[actix_web::test]
async fn what_all_have_together_is_judged_once_with_the_papers_of_each_beside_it() {
    on_both(async |app| {
        let world = app.world();
        let (team, _, member) = taken(app, &world);
        let whole = team.judging("GES-02", None).unwrap();
        assert_eq!(whole.beside.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Thuis Samen"]);
        let own = team.judging("GES-02", Some(&member)).unwrap();
        assert!(!own.is_judged && own.results.is_empty());
        let refused = team.assess(&team.judged_of("GES-02", Some(&member), true));
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        // What only the penvoerder must meet is nothing of a partner's.
        assert!(matches!(team.judging("GES-12", Some(&member)), Err(Error::NotFound)));
    })
    .await;
}

/// Everything judged in favour but the conviction of the partner; proposed, agreed and signed, and the letters sent.
async fn refused_for_the_partner(team: &Reviewing<'_>, member: &MemberId) -> DecisionId {
    let (app, world) = (team.app, team.world);
    team.assess(&review::Judged {
        motivation: SECRET.to_owned(),
        ..team.judged_of("UIT-01", Some(member), false)
    })
    .unwrap();
    team.assess_all();
    let decision = team.propose("refuse").unwrap();
    team.agree(&world.countersigner, &decision).unwrap();
    let lots = app.database(|conn| lots::of_application(conn, &team.id));
    let one = Deciding { app, world, id: team.id.clone(), lots };
    one.sign_as(&one.signer(), &Deciding::ids(&one.lots)).unwrap();
    decision
}

#[actix_web::test]
async fn why_a_member_does_not_meet_an_eis_only_that_member_reads() {
    on_both(async |app| {
        let world = app.world();
        let (team, org, member) = taken(app, &world);
        refused_for_the_partner(&team, &member).await;
        let of_member = partner(&team, &org, &member);
        let told = || app.database.read(|conn| apply::told(conn, &of_member.opened())).unwrap();
        assert!(told().is_empty(), "not before the letter left");
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        assert_eq!(told()[0].why, SECRET);
        let page = of_member.browser("baas@samen.test").await.get(&own_page(&team)).await;
        assert!(page.text.contains(SECRET), "{}", page.text);
        let rows = app.database.read(|conn| posted::received(conn, &world.org_scope())).unwrap();
        let letter = format!("{:?}", rows[0].content_json.0);
        assert!(!letter.contains(SECRET) && letter.contains("Thuis Samen"), "{letter}");
        let lead = penvoerder(app).await;
        for path in [
            own_page(&team),
            format!("{}/volgen", own_page(&team)),
            format!("/aanbieder/brieven/{}", rows[0].id),
        ] {
            let page = lead.get(&path).await;
            assert!(page.status == 200 && !page.text.contains(SECRET), "{path} {}", page.status);
        }
    })
    .await;
}

fn own_page(team: &Reviewing<'_>) -> String {
    format!("/aanbieder/aanmeldingen/{}", team.id)
}

fn repair(team: &Reviewing<'_>, org: &OrgId, request: &ClarificationId, given: &Repair) -> Result<(), Error> {
    let ctx = team.app.as_provider(ProviderRole::Invuller);
    let scope = openhuis::app::access::for_system_org(org.clone());
    team.app.database.write(|conn| review::repair(conn, &ctx, &scope, (&team.id, request), given))
}

#[actix_web::test]
async fn only_the_member_that_is_asked_reads_and_answers_and_its_own_outcome_changes() {
    on_both(async |app| {
        let world = app.world();
        let (team, org, member) = taken(app, &world);
        let before = team.judging(OWN.0, Some(&member)).unwrap().results[0].outcome;
        assert_eq!(before, "onbekend");
        let sent = app.database(|conn| snapshots::last(conn, &team.id)).content;
        let request = team.ask_of(OWN.0, OWN.1, Some(&member)).unwrap();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let to: Vec<Option<String>> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("repair_asked")).select(mails::org_id).load(conn)
        });
        assert_eq!(to, [Some(org.to_string())]);

        let path = format!("{}/herstel/{request}", own_page(&team));
        let lead = penvoerder(app).await;
        assert_eq!(lead.get(&path).await.status, 404);
        let follows = lead.get(&format!("{}/volgen", own_page(&team))).await.text;
        assert!(
            follows.contains("Wij hebben een vraag aan Thuis Samen") && !follows.contains(QUESTION),
            "{follows}"
        );
        assert!(follows.contains("Wacht op een deelnemer"), "{follows}");
        for page in ["/aanbieder/berichten", "/aanbieder/aanmeldingen", "/aanbieder/brieven"] {
            assert!(!lead.get(page).await.text.contains(QUESTION), "{page}");
        }
        let given = Repair {
            text: SECRET.to_owned(),
            fields: [("vog_op_orde".to_owned(), vec!["ja".to_owned()])].into(),
            ..Repair::default()
        };
        assert!(matches!(repair(&team, &world.org, &request, &given), Err(Error::NotFound)));

        let own = partner(&team, &org, &member).browser("baas@samen.test").await;
        for page in [own_page(&team), "/aanbieder/berichten".to_owned(), path] {
            assert!(own.get(&page).await.text.contains(QUESTION), "{page}");
        }
        app.pass(TimeDelta::minutes(1));
        repair(&team, &org, &request, &given).unwrap();
        assert_eq!(team.judging(OWN.0, Some(&member)).unwrap().results[0].outcome, "voldoet");
        assert_eq!(team.dossier().head.state, "in_assessment");
        let notes: Vec<_> = team.dossier().notes.into_iter().map(|note| note.body).collect();
        assert_eq!(notes, [SECRET, QUESTION]);
        let renewed = app.database(|conn| snapshots::last(conn, &team.id)).content;
        assert!(renewed != sent && !String::from_utf8_lossy(&renewed).contains(SECRET));
        assert!(!lead.get("/aanbieder/berichten").await.text.contains(SECRET));
        team.assess_all();
        let decision = team.propose("admit").unwrap();
        let found = app.database.read(|conn| replay::decision(conn, &world.scope(), &decision)).unwrap();
        assert_eq!(found.found, replay::Found::Identical);
    })
    .await;
}

#[actix_web::test]
async fn a_member_and_the_penvoerder_each_have_one_chance_to_repair_the_same_eis() {
    on_both(async |app| {
        let world = app.world();
        let (team, _, member) = taken(app, &world);
        team.ask_of(OWN.0, OWN.1, Some(&member)).unwrap();
        team.ask_of(OWN.0, OWN.1, None).unwrap();
        let again = team.ask_of(OWN.0, OWN.1, Some(&member));
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        let not_its = team.ask_of("GES-12", "bewijs:combinatieovereenkomst", Some(&member));
        assert!(matches!(not_its, Err(Error::NotFound)), "{not_its:?}");
        // Asked at the same moment, they come in either order.
        let to: BTreeSet<String> = team.dossier().requests.into_iter().map(|one| one.to).collect();
        assert_eq!(to, BTreeSet::from([String::new(), "Thuis Samen".to_owned()]));
    })
    .await;
}

#[actix_web::test]
async fn the_letter_to_the_member_tells_nothing_of_what_others_have() {
    on_both(async |app| {
        let world = app.world();
        let (team, org, member) = taken(app, &world);
        for (code, anchor) in [OWN, ("GES-05", "gegeven:verzekerd_per_jaar")] {
            team.ask_of(code, anchor, Some(&member)).unwrap();
        }
        team.ask_of("KWA-02", "bewijs:meldcode", None).unwrap();
        let rows: Vec<LetterRow> = app.database(|conn| {
            letters::table.order(letters::created_at).select(LetterRow::as_select()).load(conn)
        });
        let to: Vec<_> = rows.iter().map(|row| row.org_id.as_str()).collect();
        assert_eq!(to, [org.as_str(), org.as_str(), world.org.as_str()]);
        let text = |place: usize| format!("{:?}", rows[place].content_json.0);
        assert!(text(0).contains("Thuis Samen") && !text(0).contains("penvoerder"), "{}", text(0));
        assert!(text(1).contains("U ziet niet wat zij hebben ingevuld"), "{}", text(1));
        assert!(!text(2).contains("deelnemer 2"), "{}", text(2));
    })
    .await;
}

#[actix_web::test]
async fn a_member_that_does_not_answer_is_named_to_the_penvoerder_without_what_was_asked() {
    on_both(async |app| {
        let world = app.world();
        let (team, _, member) = taken(app, &world);
        team.ask_of(OWN.0, OWN.1, Some(&member)).unwrap();
        app.pass(TimeDelta::days(20));
        let (ctx, today) = (app.system(), local_day(app.clock.now()));
        assert_eq!(app.database.write(|conn| expire(conn, &ctx, today)).unwrap(), 1);
        let opened =
            app.database.read(|conn| review::Opened::load(conn, &ctx, &world.scope(), &team.id)).unwrap();
        let missing = app
            .database
            .read(|conn| openhuis::app::unhandled::missing(conn, &opened.scheme, &opened.row))
            .unwrap();
        assert!(missing[0].contains("Thuis Samen") && !missing[0].contains(QUESTION), "{missing:?}");
        let about: Vec<Option<String>> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.like("clarification.%"))
                .select(audit_index::about_org)
                .load(conn)
        });
        assert!(about.iter().all(|org| *org != Some(world.org.to_string())), "it is in the member's own log");
    })
    .await;
}

#[actix_web::test]
async fn who_is_tied_to_a_member_does_not_handle_what_it_takes_part_in() {
    on_both(async |app| {
        let world = app.world();
        let (team, org, member) = taken(app, &world);
        let declare = |whom: &Whom| {
            let (ctx, seen) = (app.assessor(&world.assessor), team.version());
            app.database.write(|conn| {
                review::declare(conn, &ctx, &world.scope(), &team.id, (Relation::Family, whom), ("", seen))
            })
        };
        assert!(matches!(declare(&Whom::Unsaid), Err(Error::Invalid(list)) if list[0].field == "met"));
        declare(&Whom::Member(member)).unwrap();
        assert!(team.dossier().head.is_tied);
        assert_eq!(team.dossier().head.assessor, None, "it is given back");
        assert!(matches!(team.take(&world.assessor), Err(Error::Refused(why)) if why.contains("band")));
        // The member's own application is not this person's work either; one of the penvoerder alone could be.
        let of_member = World { org: org.clone(), ..world.clone() };
        let alone = app.applicant(&of_member);
        alone.fill_in();
        // What it declared as a member came along, and a declaration is given anew.
        for code in ["ernstige_fout", "zorgmaatregel"] {
            alone.answer(code, "nee").unwrap();
        }
        for code in ["veroordeling_datum", "veroordeling_aard", "veroordeling_maatregelen"] {
            alone.answer(code, "").unwrap();
        }
        alone.submit().unwrap();
        let other = Reviewing { app, world: &world, id: alone.id.clone() };
        assert!(other.dossier().head.is_tied);
        let tied = |to: &OrgId| {
            app.database(|conn| {
                assignments::tied(conn, &world.scope(), std::slice::from_ref(to), &world.assessor)
            })
        };
        assert!(tied(&org) && !tied(&world.org));
    })
    .await;
}

#[actix_web::test]
async fn who_opened_a_paper_of_a_member_stands_in_the_log_of_that_member() {
    on_both(async |app| {
        let world = app.world();
        let one = app.combination(&world);
        let partner = one.partner("Thuis Samen", Task::Partner);
        partner.fill_in();
        partner.send("meldcode");
        partner.sign().unwrap();
        one.submit().unwrap();
        let team = Reviewing { app, world: &world, id: one.id.clone() };
        let piece = Id::parse(&team.dossier().members[0].evidence[0].id).unwrap();
        let ctx = app.assessor(&world.assessor);
        app.database
            .write(|conn| review::show::download(conn, &ctx, &world.scope(), &team.id, &piece))
            .unwrap();
        let about: Vec<Option<String>> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.eq("evidence.downloaded"))
                .select(audit_index::about_org)
                .load(conn)
        });
        assert_eq!(about, [Some(partner.org.to_string())]);
    })
    .await;
}
