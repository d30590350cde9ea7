//! Verification: planned by whose work it is, told to the aanbieder, reported by who was there, answered by the aanbieder, and deciding nothing.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use openhuis::app::verification::{self, Moved, Planned, Reported, Seen};
use openhuis::app::{self, Error};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::ids::{UserId, VerificationId};
use openhuis::storage::schema::{audit_index, mails, verifications};

use crate::support::TestApp;
use crate::support::applying::portal;
use crate::support::on_both;
use crate::support::reviewing::Reviewing;

pub const CHECKED: [&str; 2] = ["KWA-01", "KWA-09"];

fn in_days(app: &TestApp, days: i64) -> DateTime<Utc> {
    app.clock.now() + TimeDelta::days(days)
}

pub fn form(one: &Reviewing<'_>) -> Planned {
    Planned {
        manner: "visit".to_owned(),
        requirements: CHECKED.map(str::to_owned).to_vec(),
        visitors: vec![one.world.assessor.to_string(), one.world.countersigner.to_string()],
        at: Some(in_days(one.app, 7)),
        place: "Bij u op kantoor.".to_owned(),
        seen: one.version(),
    }
}

pub fn plan(one: &Reviewing<'_>, form: &Planned) -> app::Result<VerificationId> {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    one.app.database.write(|conn| verification::plan(conn, &ctx, (&scope, &portal()), &one.id, form))
}

pub fn report(one: &Reviewing<'_>, by: &UserId, id: &VerificationId, codes: &[&str]) -> app::Result<()> {
    let (ctx, scope) = (one.app.assessor(by), one.world.scope());
    let seen = codes.iter().map(|code| ((*code).to_owned(), format!("Gezien bij {code}.")));
    let form = Reported { seen: seen.collect(), version: seen_by_team(one, id).version };
    one.app.database.write(|conn| verification::report(conn, &ctx, (&scope, &portal()), (&one.id, id), &form))
}

/// A week later, by picture.
pub fn reschedule(one: &Reviewing<'_>, id: &VerificationId) {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    let moved = Moved {
        at: Some(in_days(one.app, 14)),
        place: "Via beeld.".to_owned(),
        why: "Een van ons is ziek.".to_owned(),
        seen: seen_by_team(one, id).version,
    };
    one.app
        .database
        .write(|conn| verification::reschedule(conn, &ctx, (&scope, &portal()), (&one.id, id), &moved))
        .unwrap();
}

/// It does not go on.
pub fn cancel(one: &Reviewing<'_>, id: &VerificationId) {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    let seen = seen_by_team(one, id).version;
    let why = ("Wij weten genoeg.", seen);
    one.app
        .database
        .write(|conn| verification::cancel(conn, &ctx, (&scope, &portal()), (&one.id, id), why))
        .unwrap();
}

fn react(one: &Reviewing<'_>, id: &VerificationId, text: &str) -> app::Result<()> {
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Invuller), one.world.org_scope());
    one.app.database.write(|conn| verification::react(conn, &ctx, &scope, (&one.id, id), text))
}

fn seen_by_team(one: &Reviewing<'_>, id: &VerificationId) -> Seen {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    one.app.database.read(|conn| verification::one(conn, &ctx, &scope, (&one.id, id))).unwrap().1
}

fn fields<T: std::fmt::Debug>(refused: app::Result<T>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn told(app: &TestApp, kind: &str) -> i64 {
    app.database(|conn| mails::table.filter(mails::kind.eq(kind)).count().get_result(conn))
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn it_is_planned_for_named_requirements_by_two_assessors_without_a_tie_and_the_aanbieder_is_told() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        assert!(matches!(plan(&one, &form(&one)), Err(Error::Refused(_))), "nobody took it");
        one.take(&world.assessor).unwrap();
        let empty = Planned { seen: one.version(), ..Planned::default() };
        assert_eq!(fields(plan(&one, &empty)), ["soort", "eis", "wie", "dag", "plaats"]);
        let other = Planned { requirements: vec!["BESTAAT-NIET".to_owned()], ..form(&one) };
        assert_eq!(fields(plan(&one, &other)), ["eis"], "only what the regeling asks of this application");
        let criminal = Planned { requirements: vec!["UIT-01".to_owned()], ..form(&one) };
        assert_eq!(fields(plan(&one, &criminal)), ["eis"], "never what only named officers read");
        for visitors in [
            vec![world.assessor.to_string()],
            vec![world.assessor.to_string(); 2],
            vec![world.assessor.to_string(), world.signer.to_string()],
        ] {
            assert_eq!(
                fields(plan(&one, &Planned { visitors, ..form(&one) })),
                ["wie"],
                "two who assess here"
            );
        }
        let past = Planned { at: Some(app.clock.now()), ..form(&one) };
        assert!(matches!(plan(&one, &past), Err(Error::Refused(why)) if why.contains("al voorbij")));
        let id = plan(&one, &form(&one)).unwrap();
        assert_eq!((told(app, "verification_planned"), leaves(app, "verification.planned")), (1, 1));
        let body: String = app.database(|conn| {
            mails::table.filter(mails::kind.eq("verification_planned")).select(mails::body).first(conn)
        });
        assert!(body.contains("Bij u op kantoor.") && body.contains("(KWA-01)"), "{body}");
        let provider = app.visitor();
        app.log_in(&provider, "lezer@zorg.zwd.test").await;
        let follow = provider.get(&format!("/aanbieder/aanmeldingen/{}/volgen", one.id)).await.text;
        assert!(follow.contains(&format!("/verificatie/{id}")) && follow.contains("Gepland"), "{follow}");
        let page = provider.get(&format!("/aanbieder/aanmeldingen/{}/verificatie/{id}", one.id)).await.text;
        assert!(page.contains("Bij u op kantoor.") && !page.contains("Verslag maken"), "{page}");
        let stranger = app.visitor();
        app.log_in(&stranger, "tekenbevoegde@ander.zwd.test").await;
        let path = format!("/aanbieder/aanmeldingen/{}/verificatie/{id}", one.id);
        assert_eq!(stranger.get(&path).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn it_moves_with_a_reason_and_is_cancelled_with_a_reason_and_the_aanbieder_is_told_each_time() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let id = plan(&one, &form(&one)).unwrap();
        let (ctx, scope) = (app.assessor(&world.assessor), world.scope());
        let to = |moved: &Moved| {
            app.database.write(|conn| {
                verification::reschedule(conn, &ctx, (&scope, &portal()), (&one.id, &id), moved)
            })
        };
        assert_eq!(fields(to(&Moved::default())), ["dag", "plaats", "reden"]);
        let later = in_days(app, 14);
        let moved = Moved {
            at: Some(later),
            place: "Via beeld.".to_owned(),
            why: "Ziekte.".to_owned(),
            seen: seen_by_team(&one, &id).version,
        };
        to(&moved).unwrap();
        assert!(matches!(to(&moved), Err(Error::Stale)), "the version that was seen is an old one");
        let seen = seen_by_team(&one, &id);
        assert_eq!(
            (seen.at, seen.place.as_str(), seen.reason.as_str()),
            (later.to_rfc3339(), "Via beeld.", "Ziekte.")
        );
        let cancel = |why: &str| {
            let seen = seen_by_team(&one, &id).version;
            app.database.write(|conn| {
                verification::cancel(conn, &ctx, (&scope, &portal()), (&one.id, &id), (why, seen))
            })
        };
        assert_eq!(fields(cancel(" ")), ["waarom"]);
        cancel("Het is niet meer nodig.").unwrap();
        assert!(matches!(cancel("Nog eens."), Err(Error::Refused(_))));
        assert_eq!((told(app, "verification_moved"), told(app, "verification_cancelled")), (1, 1));
        assert_eq!((leaves(app, "verification.moved"), leaves(app, "verification.cancelled")), (1, 1));
        app.pass(TimeDelta::days(15));
        let late = report(&one, &world.assessor, &id, &CHECKED);
        assert!(matches!(late, Err(Error::Refused(_))), "what was cancelled has no report");
    })
    .await;
}

#[actix_web::test]
async fn who_was_there_reports_afterwards_and_the_aanbieder_reacts_once_within_the_term() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let id = plan(&one, &form(&one)).unwrap();
        assert!(
            matches!(report(&one, &world.assessor, &id, &CHECKED), Err(Error::Refused(_))),
            "not before it was"
        );
        app.pass(TimeDelta::days(7));
        assert_eq!(fields(report(&one, &world.assessor, &id, &CHECKED[..1])), ["gezien.KWA-09"]);
        assert!(
            matches!(report(&one, &world.admin, &id, &CHECKED), Err(Error::Refused(_))),
            "who was not there"
        );
        assert!(matches!(react(&one, &id, "Te vroeg."), Err(Error::Refused(_))), "there is no report yet");
        let before = one.judging("KWA-01", None).unwrap();
        report(&one, &world.countersigner, &id, &CHECKED).unwrap();
        assert!(matches!(report(&one, &world.assessor, &id, &CHECKED), Err(Error::Refused(_))), "once");
        let after = one.judging("KWA-01", None).unwrap();
        let outcome = |judging: &app::review::show::Judging| {
            (judging.results[0].outcome, judging.said.len(), judging.steps.left, judging.head.due)
        };
        assert_eq!(outcome(&before), outcome(&after), "a report settles nothing, and the term runs on");
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let beside = team.get(&format!("/beoordeling/aanmeldingen/{}/eisen/KWA-01", one.id)).await.text;
        assert!(beside.contains("Gezien bij KWA-01.") && !beside.contains("Gezien bij KWA-09."), "{beside}");
        assert_eq!(fields(react(&one, &id, " ")), ["reactie"]);
        let provider = app.visitor();
        app.log_in(&provider, "invuller@zorg.zwd.test").await;
        let path = format!("/aanbieder/aanmeldingen/{}/verificatie/{id}", one.id);
        let page = provider.get(&path).await;
        assert!(page.text.contains("Gezien bij KWA-09."), "{}", page.text);
        let sent = provider.submit(&page.form(&path), &[("reactie", "De map lag er wel.")]).await;
        assert_eq!(sent.header("location"), path, "{}", sent.text);
        assert!(matches!(react(&one, &id, "Nog iets."), Err(Error::Refused(_))), "once");
        let seen = seen_by_team(&one, &id);
        assert_eq!((seen.state, seen.reaction.as_str()), ("answered", "De map lag er wel."));
        assert_eq!((leaves(app, "verification.reported"), leaves(app, "verification.answered")), (1, 1));
        assert_eq!(told(app, "verification_reported"), 1);
        let changed = app.database.write(|conn| {
            Ok(diesel::update(verifications::table)
                .set(verifications::reaction.eq("anders"))
                .execute(conn)?)
        });
        assert!(changed.is_err(), "the database keeps what was said");
    })
    .await;
}

#[actix_web::test]
async fn a_reaction_after_the_term_is_too_late() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let id = plan(&one, &form(&one)).unwrap();
        app.pass(TimeDelta::days(7));
        report(&one, &world.assessor, &id, &CHECKED).unwrap();
        assert!(seen_by_team(&one, &id).can_react);
        app.pass(TimeDelta::days(90));
        assert!(!seen_by_team(&one, &id).can_react);
        assert!(matches!(react(&one, &id, "Alsnog."), Err(Error::Refused(why)) if why.contains("U kon reageren tot")));
    })
    .await;
}

#[actix_web::test]
async fn the_team_plans_and_reports_by_pages() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let team = app.visitor();
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let path = format!("/beoordeling/aanmeldingen/{}/verificatie", one.id);
        let page = team.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let refused = team.submit(&page.form(&path), &[("soort", "talk")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("Kies twee beoordelaars"), "{}", refused.text);
        let (first, second) = (world.assessor.to_string(), world.countersigner.to_string());
        let answers = [
            ("soort", "talk"),
            ("eis", "KWA-01"),
            ("wie", first.as_str()),
            ("wie", second.as_str()),
            ("dag_day", "1"),
            ("dag_month", "12"),
            ("dag_year", "2026"),
            ("tijd", "9:30"),
            ("plaats", "Via beeld."),
        ];
        let planned = team.submit(&team.get(&path).await.form(&path), &answers).await;
        assert_eq!(planned.status, 303, "{}", planned.text);
        let at = planned.header("location").to_owned();
        let shown = team.get(&at).await.text;
        assert!(
            shown.contains("Gepland") && shown.contains("9:30") && !shown.contains("Verslag maken"),
            "{shown}"
        );
        app.pass(TimeDelta::days(10));
        app.log_in(&team, "beoordelaar@zwd.test").await;
        let page = team.get(&at).await;
        let told = [("gezien.KWA-01", "De klachtenregeling hangt in de hal.")];
        let done = team.submit(&page.form(&format!("{at}/verslag")), &told).await;
        assert_eq!(done.header("location"), at, "{}", done.text);
        assert!(team.get(&at).await.text.contains("De klachtenregeling hangt in de hal."));
    })
    .await;
}
