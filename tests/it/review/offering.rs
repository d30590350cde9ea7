//! Offering repair: several things in one request, the clock that stands still, what the answer changed, and the same chance for everyone.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::apply::ANYONE;
use openhuis::app::review::show::{self, AlikeRow};
use openhuis::app::review::{self, Ask, Repair};
use openhuis::app::vault::{self, NewEvidence};
use openhuis::app::{self, Error};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{ApplicationId, ClarificationId};
use openhuis::storage::schema::{
    application_snapshots, applications, clarifications, letters, organisations,
};

use crate::support::TestApp;
use crate::support::on_both;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;

fn ask_of(code: &str, anchor: &str, seen: i64) -> Ask {
    Ask {
        requirement: code.to_owned(),
        member: None,
        kind: "incomplete".to_owned(),
        anchor: anchor.to_owned(),
        question: format!("Vul {code} aan."),
        team_fault: String::new(),
        seen,
    }
}

fn ask_all(one: &Reviewing<'_>, forms: &[Ask]) -> app::Result<Vec<ClarificationId>> {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    one.app.database.write(|conn| review::ask_all(conn, &ctx, &scope, &one.id, forms))
}

fn several(one: &Reviewing<'_>) -> show::Several {
    let ctx = one.app.assessor(&one.world.assessor);
    one.app.database.read(|conn| show::several(conn, &ctx, &one.world.scope(), &one.id)).unwrap()
}

#[actix_web::test]
async fn several_defects_go_in_one_request_with_one_letter_and_one_term() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let items = several(&one).items;
        assert!(items.len() >= 3, "{items:?}");
        assert!(!several(&one).never.is_empty(), "what cannot be repaired is named and not offered");
        let seen = one.version();
        let chosen: Vec<&str> = items[..2].iter().map(|item| item.code.as_str()).collect();
        let forms: Vec<Ask> = chosen.iter().map(|code| ask_of(code, "geheel", seen)).collect();
        assert!(matches!(ask_all(&one, &[]), Err(Error::Invalid(found)) if found[0].field == "eis"));
        let empty = [forms[0].clone(), Ask { question: String::new(), ..forms[1].clone() }];
        let field = format!("vraag.{}", chosen[1]);
        assert!(matches!(ask_all(&one, &empty), Err(Error::Invalid(found)) if found[0].field == field));
        let twice = [forms[0].clone(), forms[0].clone()];
        assert!(
            matches!(ask_all(&one, &twice), Err(Error::Refused(_))),
            "once per requirement, also in one request"
        );
        let ids = ask_all(&one, &forms).unwrap();
        assert_eq!(ids.len(), 2);
        let (due, letters): (Vec<chrono::NaiveDateTime>, Vec<String>) = app.database(|conn| {
            let content = diesel::dsl::sql::<diesel::sql_types::Text>("content_json");
            let due = clarifications::table.select(clarifications::due_at).distinct().load(conn)?;
            Ok((due, letters::table.select(content).load(conn)?))
        });
        assert_eq!((due.len(), letters.len()), (1, 1), "one term, one letter");
        assert!(chosen.iter().all(|code| letters[0].contains(&format!("Eis {code}:"))), "{letters:?}");
        let left: Vec<String> = several(&one).items.into_iter().map(|item| item.code).collect();
        assert!(
            chosen.iter().all(|code| !left.contains(&(*code).to_owned())),
            "what was asked is not offered again"
        );
        let provider = app.visitor();
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        let path = |id: &ClarificationId| format!("/aanbieder/aanmeldingen/{}/herstel/{id}", one.id);
        let page = provider.get(&path(&ids[0])).await.text;
        assert!(
            page.contains("Alles wat in dit verzoek is gevraagd") && page.contains(&path(&ids[1])),
            "{page}"
        );
    })
    .await;
}

#[actix_web::test]
async fn both_sides_see_that_the_term_stands_still_and_until_when() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        assert_eq!(one.dossier().head.paused, None);
        let request = one.ask("GES-01", "geheel").unwrap();
        let today = app.clock.now().date_naive();
        let (first, last) = one.dossier().head.paused.unwrap();
        assert_eq!(first, today.succ_opt().unwrap(), "from the day after the request");
        let term = i64::from(world.scheme.terms().repair.count);
        assert!(last - today >= TimeDelta::days(term.min(7)), "{last}");
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let dossier = team.get(&format!("/beoordeling/aanmeldingen/{}", one.id)).await.text;
        assert!(dossier.contains("De beslistermijn staat stil"), "{dossier}");
        let provider = app.visitor();
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        for path in ["volgen".to_owned(), format!("herstel/{request}")] {
            let page = provider.get(&format!("/aanbieder/aanmeldingen/{}/{path}", one.id)).await.text;
            assert!(page.contains("De termijn voor onze beslissing staat stil"), "{path}: {page}");
        }
    })
    .await;
}

#[actix_web::test]
async fn what_cannot_be_repaired_is_refused_with_a_sentence_alone_and_among_others() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let never = several(&one).never[0].0.clone();
        let alone = one.ask(&never, "geheel");
        assert!(matches!(&alone, Err(Error::Refused(why)) if why.contains("niet herstelbaar")), "{alone:?}");
        let seen = one.version();
        let among = ask_all(&one, &[ask_of("GES-01", "geheel", seen), ask_of(&never, "geheel", seen)]);
        assert!(matches!(among, Err(Error::Refused(_))));
        let asked: i64 = app.database(|conn| clarifications::table.count().get_result(conn));
        assert_eq!(asked, 0, "all of it or nothing");
    })
    .await;
}

#[actix_web::test]
async fn an_answer_comes_back_as_old_beside_new_with_the_digest_of_each_file() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let request = one.ask("GES-01", "bewijs:kvk_uittreksel").unwrap();
        assert!(one.dossier().requests[0].changed.is_empty(), "nothing was answered");
        let new = NewEvidence {
            kind: "kvk_uittreksel".to_owned(),
            class: Class::Bedrijfsvertrouwelijk,
            digest: Digest::of(b"het nieuwe uittreksel"),
            size: 21,
            media_type: "application/pdf",
            file_name: "nieuw-uittreksel.pdf".to_owned(),
            issued_on: None,
            expires_on: None,
        };
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let piece = app.database.write(|conn| vault::add(conn, &ctx, &scope, &new)).unwrap();
        let given = Repair { text: "Hier is het.".to_owned(), evidence: vec![piece], ..Repair::default() };
        app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given)).unwrap();
        let changed = one.dossier().requests[0].changed.clone();
        assert_eq!(changed.len(), 1, "{changed:?}");
        assert!(changed[0].before.is_empty());
        assert_eq!(changed[0].after[0].text.as_deref(), Some("nieuw-uittreksel.pdf"));
        assert_eq!(changed[0].after[0].sha256, Digest::of(b"het nieuwe uittreksel").hex());
        let snapshots: i64 = app.database(|conn| application_snapshots::table.count().get_result(conn));
        assert_eq!(snapshots, 2, "what was sent in before stays beside it");
        let judging = one.judging("GES-01", None).unwrap();
        assert_eq!(judging.requests[0].changed, changed, "beside the eis too");
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let page = team.get(&format!("/beoordeling/aanmeldingen/{}/eisen/GES-01", one.id)).await.text;
        assert!(
            page.contains("Wat het antwoord verandert")
                && page.contains(&Digest::of(b"het nieuwe uittreksel").hex()),
            "{page}"
        );
    })
    .await;
}

#[actix_web::test]
async fn another_answer_stands_beside_the_one_that_was_sent_in() {
    on_both(async |app| {
        let world = app.world();
        let draft = app.applicant(&world);
        draft.fill_in();
        draft.answer("medewerkers", "12").unwrap();
        draft.submit().unwrap();
        app.claim(&world, "verified");
        let one = Reviewing { app, world: &world, id: draft.id.clone() };
        one.take(&world.assessor).unwrap();
        let looks = |one: &&openhuis::domain::scheme::Requirement| {
            one.repairable && one.condition.facts().iter().any(|code| code.as_str() == "medewerkers")
        };
        let Some(requirement) = world.scheme.requirements().iter().find(looks) else {
            panic!("no requirement about medewerkers can be repaired");
        };
        let request = one.ask(requirement.code.as_str(), "gegeven:medewerkers").unwrap();
        let (ctx, scope) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
        let fields = [("medewerkers".to_owned(), vec!["14".to_owned()])].into();
        let given = Repair { fields, ..Repair::default() };
        app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, &request), &given)).unwrap();
        let changed = one.dossier().requests[0].changed.clone();
        let texts = |all: &[show::Shown]| all.iter().map(|one| one.text.clone().unwrap()).collect::<Vec<_>>();
        assert_eq!(
            (texts(&changed[0].before), texts(&changed[0].after)),
            (vec!["12".to_owned()], vec!["14".to_owned()])
        );
    })
    .await;
}

/// A second aanbieder with the same defect in the same window.
fn another<'a>(app: &'a TestApp, world: &'a World) -> (World, ApplicationId) {
    let other = World { org: world.other.clone(), ..world.clone() };
    let draft = app.applicant(&other);
    let open = draft.open_lots();
    draft.choose(&open[..1]).unwrap();
    draft.places(&open[0].0, ANYONE, "4").unwrap();
    draft.answer("veroordeling", "nee").unwrap();
    draft.accept_all();
    draft.submit().unwrap();
    let since = openhuis::storage::types::stored(app.clock.now());
    app.database(|conn| {
        diesel::update(organisations::table.find(world.other.as_str()))
            .set((
                organisations::kvk.eq("90000099"),
                organisations::state.eq("verified"),
                organisations::state_by.eq(Some(world.admin.to_string())),
                organisations::state_at.eq(Some(since)),
            ))
            .execute(conn)
    });
    let id = draft.id.clone();
    (other, id)
}

fn alike(one: &Reviewing<'_>, code: &str) -> show::Alike {
    let ctx = one.app.assessor(&one.world.assessor);
    one.app
        .database
        .read(|conn| show::alike(conn, &ctx, &one.world.scope(), (&one.world.window, code)))
        .unwrap()
}

fn state_of(rows: &[AlikeRow], id: &ApplicationId) -> (&'static str, &'static str) {
    let row = rows.iter().find(|row| row.application == id.as_str()).unwrap();
    (row.state, row.request)
}

#[actix_web::test]
async fn who_has_the_same_defect_and_was_not_asked_is_listed_and_asked_with_one_button() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (_, second) = another(app, &world);
        one.ask("GES-01", "geheel").unwrap();
        let ask_others = || {
            let (ctx, form) = (app.assessor(&world.assessor), ask_of("GES-01", "geheel", 0));
            app.database.write(|conn| review::ask_others(conn, &ctx, &world.scope(), &world.window, &form))
        };
        let rows = alike(&one, "GES-01").rows;
        assert_eq!(state_of(&rows, &one.id), ("asked", "asked"));
        assert_eq!(state_of(&rows, &second), ("waits", ""), "nobody took it up yet");
        assert!(matches!(ask_others(), Err(Error::Refused(_))), "there is nobody to ask now");
        let colleague = Reviewing { app, world: &world, id: second.clone() };
        colleague.take(&world.countersigner).unwrap();
        let seen = alike(&one, "GES-01");
        assert_eq!((state_of(&seen.rows, &second), seen.can_ask), (("can_ask", ""), 1));
        assert_eq!(seen.last.2, "Stuur het stuk alsnog.", "the question that was asked last");
        let judging = colleague.judging("GES-01", None).unwrap();
        assert_eq!(judging.asked_elsewhere, 1, "who judges the other one is told");
        assert_eq!(ask_others().unwrap(), 1);
        assert_eq!(state_of(&alike(&one, "GES-01").rows, &second), ("asked", "asked"));
        let state: String = app.database(|conn| {
            applications::table.find(second.as_str()).select(applications::state).first(conn)
        });
        assert_eq!(state, "clarification_asked", "also where a colleague handles it");
        assert!(matches!(ask_others(), Err(Error::Refused(_))), "once");
    })
    .await;
}

#[actix_web::test]
async fn the_page_asks_the_others_and_shields_what_only_named_officers_read() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (_, second) = another(app, &world);
        Reviewing { app, world: &world, id: second }.take(&world.countersigner).unwrap();
        one.ask("GES-01", "geheel").unwrap();
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let path = format!("/beoordeling/vensters/{}/herstel/GES-01", world.window);
        let page = team.get(&path).await;
        assert!(page.text.contains("Vraag ook de andere aanbieder"), "{}", page.text);
        let done = team.submit(&page.form(&path), &[]).await;
        assert_eq!(done.header("location"), path, "{}", done.text);
        assert!(!team.get(&path).await.text.contains("Nog niet gevraagd"));
        let criminal = format!("/beoordeling/vensters/{}/herstel/UIT-01", world.window);
        assert_eq!(team.get(&criminal).await.status, 404);
    })
    .await;
}
