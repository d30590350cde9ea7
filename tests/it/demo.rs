//! The demo, at a small size: it builds on both databases, says the same every time, and shows every state it promises.

use openhuis::app::Database;
use openhuis::auth::origin::PublicUrl;
use openhuis::demo::{self, Login, Size};
use openhuis::files::Store;
use openhuis::storage::db::{Kind, pool};
use openhuis::storage::schema::{admissions, applications, audit_leaf, evidence};

use super::support::app::noon;
use super::support::database::{TestDatabase, cluster};

fn told(store: &TestDatabase) -> (Database, Vec<Login>) {
    let database = Database::new(pool(&store.url, 2));
    let files = Store::folder(&store.folder.join("files")).unwrap();
    let portal = PublicUrl::parse("http://127.0.0.1:8080").unwrap();
    let logins = demo::tell(&database, &files, &portal, noon(), &Size::SMALL).unwrap();
    (database, logins)
}

fn leaves(database: &Database) -> Vec<Vec<u8>> {
    use diesel::prelude::*;
    database
        .read(|conn| Ok(audit_leaf::table.order(audit_leaf::n).select(audit_leaf::hash).load(conn)?))
        .unwrap()
}

#[test]
fn a_small_demo_builds_on_both_databases_with_every_state_it_promises() {
    use diesel::prelude::*;
    let kinds = if cluster().is_some() { vec![Kind::Sqlite, Kind::Postgres] } else { vec![Kind::Sqlite] };
    let mut logs = Vec::new();
    for kind in kinds {
        let store = TestDatabase::fresh(kind).unwrap();
        let (database, logins) = told(&store);
        for role in ["beheerder@", "tekenbevoegde@", "beoordelaar@", "toezicht@", "beslisser@"] {
            assert!(logins.iter().any(|login| login.mail.starts_with(role)), "{role}");
        }
        let (states, admitted, pieces): (Vec<String>, i64, i64) = database
            .read(|conn| {
                Ok((
                    applications::table.select(applications::state).distinct().load(conn)?,
                    admissions::table.count().get_result(conn)?,
                    evidence::table.count().get_result(conn)?,
                ))
            })
            .unwrap();
        for state in ["draft", "submitted", "withdrawn"] {
            assert!(states.iter().any(|one| one == state), "{state} in {states:?}");
        }
        assert!(admitted > 20 && pieces > 100, "{admitted} admissions, {pieces} bewijsstukken");
        logs.push(leaves(&database));
    }
    assert!(logs.windows(2).all(|pair| pair[0] == pair[1]), "the log of both databases is the same");
}

#[test]
fn the_same_seed_and_day_give_the_same_log() {
    let (one, two) = (TestDatabase::fresh(Kind::Sqlite).unwrap(), TestDatabase::fresh(Kind::Sqlite).unwrap());
    let (first, second) = (leaves(&told(&one).0), leaves(&told(&two).0));
    assert!(first.len() > 200);
    assert_eq!(first, second);
}
