//! Who signs the log: only what extends the last head that was signed, and that head stands outside the database too.

use diesel::connection::SimpleConnection as _;
use openhuis::app::tlog::{self, Disagreement, Found, NotaryError, Tampered, verify_stored};
use openhuis::app::{Database, DbConn};
use openhuis::domain::audit::{Token, leaf_hash};
use openhuis::domain::tlog::{Checkpoint, Note, check_consistency, consistency};
use openhuis::storage::audit;
use openhuis::storage::db::Kind;
use openhuis::storage::tlog::{Tree, heads_above};

use super::{ctx, database, happen, openhuis};
use crate::support::app::noon;
use crate::support::database::{TestDatabase, kinds};
use crate::support::server::Server;

fn disagrees(outcome: Result<(), NotaryError>) -> Disagreement {
    match outcome {
        Err(NotaryError::Disagrees { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

fn verified(database: &Database) -> Result<Found, Tampered> {
    database.read(|conn| Ok(verify_stored(conn))).unwrap()
}

/// As somebody with the database in hand, who takes the guards away first.
fn by_hand(store: &TestDatabase, sql: &str) {
    let mut conn = store.url.connect().unwrap();
    let guards = match &conn {
        DbConn::Sqlite(_) => ["leaf", "node", "checkpoint"]
            .iter()
            .flat_map(|table| {
                ["update", "delete"].map(|what| format!("DROP TRIGGER guard_audit_{table}_{what};"))
            })
            .collect::<String>(),
        DbConn::Postgres(_) => ["leaf", "node", "checkpoint"]
            .map(|table| format!("ALTER TABLE audit_{table} DISABLE TRIGGER ALL;"))
            .concat(),
    };
    let disable = match &conn {
        DbConn::Sqlite(_) => "PRAGMA foreign_keys = OFF;",
        DbConn::Postgres(_) => {
            "ALTER TABLE audit_payload DISABLE TRIGGER ALL; ALTER TABLE audit_index DISABLE TRIGGER ALL;"
        }
    };
    conn.batch_execute(&format!("{disable}{guards}{sql}")).unwrap();
}

#[test]
fn a_head_is_signed_when_there_is_something_new_and_extends_every_earlier_one() {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        let (database, notary) = (database(&store), store.notary());
        assert_eq!(notary.sign(&database, noon()).unwrap(), None, "nothing happened yet");
        let mut sizes = Vec::new();
        for (minute, count) in (0..).zip([1, 2, 0, 253, 1, 300, 7]) {
            happen(&database, minute, count);
            sizes.extend(notary.sign(&database, noon()).unwrap());
        }
        assert_eq!(sizes, [1, 3, 256, 257, 557, 564]);
        notary.check(&database).unwrap();
        let found = verified(&database).unwrap();
        assert_eq!((found.size, found.checkpoints, found.payloads), (564, 6, 564));
        database
            .read(|conn| {
                let heads: Vec<Checkpoint> = heads_above(conn, -1, 100)?
                    .iter()
                    .map(|row| Checkpoint::parse(&Note::parse(&row.note).unwrap().text).unwrap())
                    .collect();
                for (place, before) in heads.iter().enumerate() {
                    for now in &heads[place..] {
                        let proof = consistency(&mut Tree(conn), before.size, now.size)?;
                        check_consistency((before.size, &before.root), (now.size, &now.root), &proof)
                            .unwrap();
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}

#[actix_web::test]
async fn a_database_that_was_put_back_is_not_served_until_somebody_accepts_it() {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        happen(&database(&store), 0, 5);
        store.notary().sign(&database(&store), noon()).unwrap();
        store.settle();
        let old = store.copy();
        happen(&database(&store), 1, 3);
        store.notary().sign(&database(&store), noon()).unwrap();
        // The copy is the backup; the file outside is the one of the day of the fire.
        std::fs::copy(store.folder.join("audit.checkpoint"), old.folder.join("audit.checkpoint")).unwrap();
        let (back, notary) = (database(&old), old.notary());
        assert_eq!(disagrees(notary.check(&back)), Disagreement::RolledBack { had: 8, has: 5 });
        assert!(notary.sign(&back, noon()).is_err());
        assert!(Server::start(&old).await.is_none(), "it does not serve");
        let told = std::fs::read_to_string(old.folder.join("server.log")).unwrap();
        assert!(
            told.contains("5 lines of the log, and 8 were signed") && told.contains("openhuis log accept"),
            "{told}"
        );
        let verify = openhuis(&old, &["log", "verify"]);
        assert_eq!(verify.status.code(), Some(1));
        // Also when it grew since: the lines are other ones.
        happen(&back, 2, 9);
        assert_eq!(disagrees(notary.check(&back)), Disagreement::Changed(8));
        let accepted = openhuis(&old, &["log", "accept"]);
        assert_eq!(accepted.status.code(), Some(0), "{}", String::from_utf8_lossy(&accepted.stderr));
        assert!(old.folder.join("audit.checkpoint.before-8").exists());
        let mut server = Server::start(&old).await.expect("it serves again");
        server.kill();
        let leaf = back.read(|conn| Ok(audit::from_place(conn, 14, 1)?)).unwrap().remove(0);
        let leaf: serde_json::Value = serde_json::from_slice(&leaf.bytes).unwrap();
        assert_eq!(
            (leaf["event"].as_str(), leaf["subject"]["id"].as_str()),
            (Some("log.accepted"), Some("8"))
        );
        assert_eq!(openhuis(&old, &["log", "verify"]).status.code(), Some(0));
    }
}

#[test]
fn a_log_whose_last_head_is_gone_or_of_somebody_else_is_not_signed() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let (database, notary) = (database(&store), store.notary());
    happen(&database, 0, 5);
    notary.sign(&database, noon()).unwrap();
    let outside = store.folder.join("audit.checkpoint");
    let kept = std::fs::read_to_string(&outside).unwrap();
    std::fs::remove_file(&outside).unwrap();
    assert_eq!(disagrees(notary.check(&database)), Disagreement::Missing);
    let other = TestDatabase::fresh(Kind::Sqlite).unwrap();
    happen(&super::database(&other), 0, 5);
    other.notary().sign(&super::database(&other), noon()).unwrap();
    std::fs::copy(other.folder.join("audit.checkpoint"), &outside).unwrap();
    assert_eq!(disagrees(notary.check(&database)), Disagreement::NotOurs);
    std::fs::write(&outside, "no note").unwrap();
    assert!(matches!(notary.check(&database), Err(NotaryError::Outside(..))));
    std::fs::write(&outside, kept).unwrap();
    notary.check(&database).unwrap();
    std::fs::copy(other.folder.join("audit.key"), store.folder.join("audit.key")).unwrap();
    happen(&database, 1, 1);
    assert!(matches!(notary.sign(&database, noon()), Err(NotaryError::OtherKey(_))));
}

#[test]
fn whatever_somebody_changes_in_the_database_is_found_and_named() {
    let cases: [(&str, &str); 9] = [
        (
            "UPDATE audit_leaf SET bytes = (SELECT bytes FROM audit_leaf WHERE n = 6) WHERE n = 5",
            "leaf 5 was changed",
        ),
        (
            "DELETE FROM audit_payload WHERE n = 5; DELETE FROM audit_index WHERE n = 5; DELETE FROM audit_leaf WHERE n = 5",
            "leaf 5 is missing",
        ),
        (
            "UPDATE audit_payload SET bytes = (SELECT bytes FROM audit_payload WHERE n = 6) WHERE n = 5",
            "particulars of leaf 5 were changed",
        ),
        ("UPDATE audit_index SET event = 'dossier.viewed' WHERE n = 5", "index of leaf 5"),
        ("UPDATE audit_index SET region_id = NULL WHERE n = 3", "index of leaf 3"),
        (
            "UPDATE audit_node SET hash = (SELECT hash FROM audit_leaf WHERE n = 5)",
            "tree of the log is not that of its leaves",
        ),
        ("DELETE FROM audit_node", "tree of the log is not that of its leaves"),
        (
            "UPDATE audit_checkpoint SET note = (SELECT note FROM audit_checkpoint WHERE size = 300) WHERE size = 260",
            "the checkpoint of 260 leaves",
        ),
        (
            "UPDATE audit_head SET size = 0, edge = (SELECT substr(hash, 1, 0) FROM audit_leaf WHERE n = 0)",
            "an older database was put back",
        ),
    ];
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        for (minute, count) in [(0, 260), (1, 40)] {
            happen(&database(&store), minute, count);
            store.notary().sign(&database(&store), noon()).unwrap();
        }
        store.settle();
        for (sql, told) in cases {
            let copy = store.copy();
            verified(&database(&copy)).unwrap();
            by_hand(&copy, sql);
            let why = verified(&database(&copy)).expect_err(sql).to_string();
            assert!(why.contains(told), "{kind:?} {sql}: {why}");
            assert_eq!(openhuis(&copy, &["log", "verify"]).status.code(), Some(1), "{sql}");
        }
    }
}

#[test]
fn a_leaf_that_was_changed_with_its_hash_and_its_tree_is_not_what_was_signed() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let (database, notary) = (database(&store), store.notary());
    happen(&database, 0, 20);
    notary.sign(&database, noon()).unwrap();
    let leaf = database.read(|conn| Ok(audit::from_place(conn, 7, 1)?)).unwrap().remove(0);
    let forged =
        String::from_utf8(leaf.bytes).unwrap().replace("\"role\":\"system\"", "\"role\":\"account\"");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    by_hand(
        &store,
        &format!(
            "UPDATE audit_leaf SET bytes = X'{}', hash = X'{}' WHERE n = 7",
            hex(forged.as_bytes()),
            hex(&leaf_hash(forged.as_bytes()))
        ),
    );
    assert!(
        verified(&database)
            .unwrap_err()
            .to_string()
            .contains("the first 20 leaves are not the ones that were signed")
    );
    assert_eq!(disagrees(notary.check(&database)), Disagreement::Changed(20), "found at the start too");
}

#[test]
fn erasing_what_a_leaf_commits_to_leaves_the_tree_and_is_told() {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        let (database, notary) = (database(&store), store.notary());
        happen(&database, 0, 10);
        notary.sign(&database, noon()).unwrap();
        let ground = || Token::parse("avg-17").unwrap();
        database.write(|conn| tlog::erase(conn, &ctx(1), 4, ground())).unwrap();
        assert!(database.write(|conn| tlog::erase(conn, &ctx(1), 4, ground())).is_err(), "only once");
        notary.sign(&database, noon()).unwrap();
        let found = verified(&database).unwrap();
        assert_eq!((found.size, found.checkpoints, found.payloads), (11, 2, 10));
        let leaf = database.read(|conn| Ok(audit::from_place(conn, 10, 1)?)).unwrap().remove(0);
        let leaf: serde_json::Value = serde_json::from_slice(&leaf.bytes).unwrap();
        assert_eq!(
            (leaf["event"].as_str(), leaf["subject"]["id"].as_str()),
            (Some("payload.erased"), Some("4"))
        );
        let erased = openhuis(&store, &["log", "erase", "5", "--ground", "bewaartermijn"]);
        assert_eq!(erased.status.code(), Some(0));
        assert_eq!(
            openhuis(&store, &["log", "erase", "5", "--ground", "bewaartermijn"]).status.code(),
            Some(2)
        );
        assert_eq!(openhuis(&store, &["log", "verify"]).status.code(), Some(0));
    }
}
