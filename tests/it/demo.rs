//! The demo, at a small size: it builds on both databases, says the same every time, and shows every state it promises.

use std::collections::BTreeMap;

use diesel::prelude::*;
use openhuis::app::{self, Database, access, agreement};
use openhuis::auth::origin::PublicUrl;
use openhuis::demo::{self, Ground, Login, Size};
use openhuis::domain::decision::{Outcome, Panel};
use openhuis::domain::ids::Id;
use openhuis::domain::scheme::Reviewers;
use openhuis::domain::terms::local_day;
use openhuis::files::Store;
use openhuis::storage::db::{DbConn, Kind, pool};
use openhuis::storage::schema::{
    admissions, agreements, applications, audit_leaf, clarifications, followers, jobs, letters, measures,
    messages, regions, samples, signals, year_plan_entries,
};
use openhuis::storage::views::queue::{self, Filter, From, Sight};
use openhuis::storage::views::{claims, proposals, signing};
use openhuis::storage::{RegionScope, regions as places};

use super::support::app::noon;
use super::support::database::{TestDatabase, cluster};

fn told(store: &TestDatabase) -> (Database, Vec<Login>) {
    told_under(store, None)
}

fn told_under(store: &TestDatabase, asked: Option<Reviewers>) -> (Database, Vec<Login>) {
    let database = Database::new(pool(&store.url, 2));
    let files = Store::folder(&store.folder.join("files")).unwrap();
    let portal = PublicUrl::parse("http://127.0.0.1:8080").unwrap();
    let exe = std::path::Path::new(env!("CARGO_BIN_EXE_openhuis"));
    let ground = Ground { database: &database, store: &files, portal: &portal, exe };
    let logins = demo::tell(&ground, noon(), &Size::SMALL, asked).unwrap();
    (database, logins)
}

fn leaves(database: &Database) -> Vec<Vec<u8>> {
    database
        .read(|conn| Ok(audit_leaf::table.order(audit_leaf::n).select(audit_leaf::hash).load(conn)?))
        .unwrap()
}

fn counted(rows: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row).or_insert(0) += 1;
    }
    counts
}

fn as_counted(pairs: &[(&str, usize)]) -> BTreeMap<String, usize> {
    pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

/// What the pages of a team show, counted.
fn pages(conn: &mut DbConn, scope: &RegionScope) -> app::Result<BTreeMap<&'static str, usize>> {
    let moment = (noon(), local_day(noon()));
    let filter = Filter::default();
    let sight = Sight::new(conn, scope, moment)?;
    let (lines, _) = queue::page(conn, &sight, &filter, &From::Start, 100)?;
    let gemeenten: Vec<String> = places::gemeenten_of(conn, scope)?.into_iter().map(|one| one.code).collect();
    let waiting = signing::waiting(conn, scope, &gemeenten)?;
    let refused = waiting.iter().filter(|lot| lot.outcome.0 == Outcome::Refuse).count();
    Ok(BTreeMap::from([
        ("in the queue", lines.len()),
        ("taken", lines.iter().filter(|line| line.assessor.is_some()).count()),
        ("proposals", proposals::waiting(conn, scope, noon())?.len()),
        (
            "to sign, in more than one gemeente",
            usize::from(waiting.iter().any(|lot| lot.gemeente != waiting[0].gemeente)),
        ),
        ("to sign, to refuse", refused),
        ("claims", claims::waiting(conn, scope)?.len()),
    ]))
}

fn states(conn: &mut DbConn, scope: &RegionScope) -> app::Result<()> {
    let key = scope.key();
    let of: Vec<String> =
        applications::table.filter(applications::region_id.eq(key)).select(applications::state).load(conn)?;
    let expected = [
        ("draft", 2),
        ("submitted", 5),
        ("in_assessment", 7),
        ("clarification_asked", 1),
        ("assessed", 6),
        ("decided", 5),
        ("withdrawn", 1),
        ("not_handled", 1),
    ];
    assert_eq!(counted(of), as_counted(&expected));
    let of: Vec<String> = clarifications::table
        .filter(clarifications::region_id.eq(key))
        .select(clarifications::state)
        .load(conn)?;
    assert_eq!(counted(of), as_counted(&[("asked", 2), ("answered", 2), ("expired", 3)]));
    let of: Vec<(String, Option<String>, String)> = letters::table
        .filter(letters::region_id.eq(key))
        .select((letters::state, letters::sha256, letters::kind))
        .load(conn)?;
    assert!(of.iter().all(|(state, sha256, _)| state == "dispatched" && sha256.is_some()), "{of:?}");
    // Decisions: partly, admitted, refused, the one with an overeenkomst, and the one of the first window.
    let mut kinds = counted(of.into_iter().map(|(_, _, kind)| kind).collect());
    // Where a lot was closed it is written, and who had not answered yet was reminded.
    kinds.remove("closure");
    assert!(kinds.remove("reminder") > Some(0), "{kinds:?}");
    // Two measures are put to the aanbieder, and one of those is taken.
    let measures = kinds.remove("measure_intended").zip(kinds.remove("measure_taken"));
    assert_eq!(measures, takes_measures(conn, key)?.then_some((2, 1)));
    assert_eq!(kinds, as_counted(&[("decision", 5), ("not_handled", 1), ("repair", 7)]));
    let granted: i64 = admissions::table
        .filter(admissions::region_id.eq(key).and(admissions::state.eq("granted")))
        .count()
        .get_result(conn)?;
    let signed: i64 = agreements::table.filter(agreements::region_id.eq(key)).count().get_result(conn)?;
    assert!(granted > signed && signed > 0, "{granted} granted, {signed} overeenkomsten");
    let of: Vec<String> =
        messages::table.filter(messages::region_id.eq(key)).select(messages::sender).distinct().load(conn)?;
    assert_eq!(of.len(), 2, "messages go both ways");
    let of: Vec<String> =
        followers::table.filter(followers::region_id.eq(key)).select(followers::state).load(conn)?;
    assert_eq!(counted(of), as_counted(&[("confirmed", 3)]));
    behind_the_wall(conn, scope)
}

/// Only one of the two regions has measures in its regeling.
fn takes_measures(conn: &mut DbConn, region: &str) -> app::Result<bool> {
    let slug: String = regions::table.find(region).select(regions::slug).first(conn)?;
    Ok(slug == "zuidwest-drenthe")
}

/// What toezicht finds: signals in every state, one of which the portal raised itself, and a sample.
fn behind_the_wall(conn: &mut DbConn, scope: &RegionScope) -> app::Result<()> {
    let of: Vec<(String, String)> = signals::table
        .filter(signals::region_id.eq(scope.key()))
        .select((signals::state, signals::source))
        .load(conn)?;
    let (states, sources): (Vec<String>, Vec<String>) = of.into_iter().unzip();
    let expected =
        [("received", 5), ("to_investigate", 2), ("watched", 2), ("passed_on", 1), ("dismissed", 1)];
    assert_eq!(counted(states), as_counted(&expected));
    assert_eq!(counted(sources)["expired_evidence"], 1);
    let drawn: i64 = samples::table.filter(samples::region_id.eq(scope.key())).count().get_result(conn)?;
    assert_eq!(drawn, 1);
    let of: Vec<String> =
        measures::table.filter(measures::region_id.eq(scope.key())).select(measures::state).load(conn)?;
    let expected: &[_] = if takes_measures(conn, scope.key())? {
        &[("advised", 1), ("hearing", 1), ("recheck_planned", 1)]
    } else {
        &[]
    };
    assert_eq!(counted(of), as_counted(expected));
    let planned: i64 = year_plan_entries::table
        .filter(year_plan_entries::region_id.eq(scope.key()).and(year_plan_entries::origin.eq("sample")))
        .count()
        .get_result(conn)?;
    assert!(planned > 0, "who was drawn is in the plan");
    Ok(())
}

#[test]
fn a_small_demo_builds_on_both_databases_with_every_state_it_promises() {
    let kinds = if cluster().is_some() { vec![Kind::Sqlite, Kind::Postgres] } else { vec![Kind::Sqlite] };
    let mut logs = Vec::new();
    for kind in kinds {
        let store = TestDatabase::fresh(kind).unwrap();
        let (database, logins) = told(&store);
        for role in ["beheerder@", "tekenbevoegde@", "beoordelaar@", "toezicht@", "beslisser@"] {
            assert!(logins.iter().any(|login| login.mail.starts_with(role)), "{role}");
        }
        database
            .read(|conn| {
                let found: Vec<String> = regions::table.select(regions::id).load(conn)?;
                assert_eq!(found.len(), 2);
                for region in found {
                    let scope = access::for_system(Id::parse(&region).unwrap());
                    states(conn, &scope)?;
                    let pages = pages(conn, &scope)?;
                    assert_eq!(pages["in the queue"], 19, "{pages:?}");
                    assert!(pages.values().all(|count| *count > 0), "{pages:?}");
                    assert_eq!(pages["claims"], 2, "one new, and one that says to be another");
                }
                let undone: Vec<(String, String)> = jobs::table
                    .filter(jobs::state.ne("done"))
                    .filter(jobs::run_at.le(noon().naive_utc()))
                    .select((jobs::kind, jobs::last_error))
                    .load(conn)?;
                assert!(undone.is_empty(), "work that was left: {undone:?}");
                let bytes: Vec<Vec<u8>> =
                    audit_leaf::table.order(audit_leaf::n).select(audit_leaf::bytes).load(conn)?;
                let at = |leaf: &Vec<u8>| {
                    let leaf: serde_json::Value = serde_json::from_slice(leaf).unwrap();
                    leaf["at"].as_str().unwrap().to_owned()
                };
                assert!(bytes.iter().map(at).is_sorted(), "the log is in order of time");
                Ok(())
            })
            .unwrap();
        logs.push(leaves(&database));
    }
    assert!(logs.windows(2).all(|pair| pair[0] == pair[1]), "the log of both databases is the same");
}

#[test]
fn under_another_plan_two_judge_what_one_judged_and_differ_about_one_dossier() {
    for (asked, panel) in
        [(Reviewers::TwoBlind, Panel::TwoBlind), (Reviewers::TwoWithModerator, Panel::TwoAndModerator)]
    {
        let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
        let (database, logins) = told_under(&store, Some(asked));
        let moderators = logins.iter().filter(|login| login.mail.starts_with("moderator@")).count();
        assert_eq!(moderators, if panel == Panel::TwoAndModerator { 2 } else { 0 });
        database
            .read(|conn| {
                let found: Vec<String> = regions::table.select(regions::id).load(conn)?;
                for region in found {
                    let scope = access::for_system(Id::parse(&region).unwrap());
                    // Every dossier ends where it ends with one assessor: nothing the two did was refused.
                    states(conn, &scope)?;
                    let told = agreement::read(conn, &scope, None, noon())?;
                    assert_eq!(told.panel, panel);
                    let differed: Vec<u32> =
                        told.requirements.iter().map(|one| one.pairs.differed()).collect();
                    assert_eq!(differed.iter().sum::<u32>(), 1, "{differed:?}");
                    assert!(told.requirements.iter().any(|one| one.pairs.agreed() > 5));
                }
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn the_same_seed_and_day_give_the_same_log() {
    let (one, two) = (TestDatabase::fresh(Kind::Sqlite).unwrap(), TestDatabase::fresh(Kind::Sqlite).unwrap());
    let (first, second) = (leaves(&told(&one).0), leaves(&told(&two).0));
    assert!(first.len() > 1000);
    assert_eq!(first, second);
}
