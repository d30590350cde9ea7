//! What must hold after every kill, read from the database and the folder themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use openhuis::app::DbConn;
use openhuis::app::tlog::verify_stored;
use openhuis::domain::audit::{Salt, commitment, leaf_hash};
use openhuis::domain::digest::Digest;
use openhuis::domain::tlog::{Checkpoint, Note, check_consistency, consistency};
use openhuis::storage::DatabaseUrl;
use openhuis::storage::db::Kind;
use openhuis::storage::schema::{
    application_snapshots as snapshots, applications, audit_head, audit_index, audit_leaf, audit_payload,
    blobs, evidence, jobs, lot_applications, mails,
};
use openhuis::storage::tlog::{Tree, heads_above};

use super::people::{Book, Sender};
use crate::support::database::TestDatabase;

/// What was found so far.
pub struct Truth {
    url: DatabaseUrl,
    store: PathBuf,
    /// The hashes of the log up to the last kill: it only grows.
    log: Vec<Vec<u8>>,
    /// Files whose content was compared.
    compared: BTreeSet<String>,
    /// What the last kill left in the folder: uploads that were under way, and files without a row.
    left: Vec<PathBuf>,
    swept: usize,
}

impl Truth {
    pub fn new(store: &TestDatabase) -> Self {
        Self {
            url: store.url.clone(),
            store: store.folder.join("evidence"),
            log: Vec::new(),
            compared: BTreeSet::new(),
            left: Vec::new(),
            swept: 0,
        }
    }

    /// After a kill, before the next start.
    pub async fn check(&mut self, store: &TestDatabase, book: &Book, senders: &[Sender]) {
        let mut conn = store.url.connect().unwrap();
        nobody_else(&mut conn).await;
        whole(&mut conn);
        self.log(&mut conn);
        self.applications(&mut conn, book, senders);
        self.evidence(&mut conn, book, senders);
        let failed: Vec<String> =
            jobs::table.filter(jobs::state.eq("failed")).select(jobs::last_error).load(&mut conn).unwrap();
        assert!(failed.is_empty(), "work was given up: {failed:?}");
        self.left = leftovers(&self.store, &mut conn);
    }

    /// After a start: what the kill left is gone. Several nodes may share a folder with PostgreSQL, so there it may stay a day.
    pub async fn is_tidy(&mut self) {
        if self.url.kind() != Kind::Sqlite {
            return;
        }
        for _ in 0..200 {
            let mut conn = self.url.connect().unwrap();
            let still = leftovers(&self.store, &mut conn);
            if !self.left.iter().any(|one| still.contains(one)) {
                self.swept += self.left.len();
                self.left.clear();
                return;
            }
            drop(conn);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("still there: {:?}", self.left);
    }

    fn log(&mut self, conn: &mut DbConn) {
        let size: i64 = audit_head::table.select(audit_head::size).first(conn).unwrap();
        let leaves: Vec<(i64, Vec<u8>, Vec<u8>)> = audit_leaf::table.order(audit_leaf::n).load(conn).unwrap();
        let payloads: Vec<(i64, Vec<u8>, Vec<u8>)> = audit_payload::table.load(conn).unwrap();
        let mut payloads: BTreeMap<i64, _> =
            payloads.into_iter().map(|(n, salt, bytes)| (n, (salt, bytes))).collect();
        let indexed: i64 = audit_index::table.count().get_result(conn).unwrap();
        let many = i64::try_from(leaves.len()).unwrap();
        assert_eq!((size, indexed), (many, many), "head, index and leaves");
        for (place, (n, bytes, hash)) in (0..).zip(&leaves) {
            let leaf: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            assert_eq!((*n, leaf["n"].as_i64()), (place, Some(place)));
            assert_eq!(leaf_hash(bytes).as_slice(), hash, "leaf {n}");
            let bound = payloads
                .remove(n)
                .map(|(salt, payload)| commitment(&Salt::try_from(salt.as_slice()).unwrap(), &payload));
            assert_eq!(leaf["payload"].as_str().map(str::to_owned), bound, "the payload of leaf {n}");
        }
        assert!(payloads.is_empty(), "payloads without a leaf");
        assert!(self.log.iter().zip(&leaves).all(|(before, (_, _, now))| before == now), "the log changed");
        assert!(self.log.len() <= leaves.len(), "the log became shorter");
        self.log = leaves.into_iter().map(|(_, _, hash)| hash).collect();
        let found = verify_stored(conn).unwrap();
        assert_eq!(found.size, u64::try_from(size).unwrap());
    }

    fn applications(&self, conn: &mut DbConn, book: &Book, senders: &[Sender]) {
        let rows: Vec<(String, String, Option<chrono::NaiveDateTime>)> = applications::table
            .select((applications::id, applications::state, applications::received_at))
            .load(conn)
            .unwrap();
        let mut sent: BTreeMap<String, Vec<Receipt>> = BTreeMap::new();
        for receipt in receipts(conn) {
            sent.entry(receipt.application.clone()).or_default().push(receipt);
        }
        let lots: BTreeSet<String> = lot_applications::table
            .select(lot_applications::application_id)
            .load(conn)
            .unwrap()
            .into_iter()
            .collect();
        let work: BTreeSet<String> =
            jobs::table.select(jobs::dedupe_key).load(conn).unwrap().into_iter().collect();
        for (id, state, received_at) in rows {
            let own = sent.remove(&id).unwrap_or_default();
            assert_eq!(own.is_empty(), state == "draft", "{id} is {state}");
            assert_eq!(own.last().map(|last| last.at), received_at, "{id}");
            assert_eq!(lots.contains(&id), state != "draft", "the lots of {id}");
            let order: Vec<i32> = own.iter().map(|one| one.seq).collect();
            assert_eq!(order, (1..).take(own.len()).collect::<Vec<_>>(), "{id}");
            let fixed: Vec<String> = own.iter().map(|one| format!("sha256:{}", one.sha256)).collect();
            assert_eq!(manifests(conn, &id), fixed, "leaf and snapshot of {id}");
            for one in &own {
                assert_eq!(Digest::of(&one.content).hex(), one.sha256, "snapshot {}", one.id);
                assert!(work.contains(&format!("render_receipt:{}", one.id)), "no work for {}", one.id);
                assert!(one.receipt.as_ref().is_none_or(|sha256| self.has(sha256)), "receipt of {}", one.id);
            }
            let answered = book.received.get(&id).copied().unwrap_or(0);
            let open = senders.iter().any(|one| one.application == id && one.may_have_sent(false));
            let found = own.len();
            assert!(found == answered || (open && found == answered + 1), "{id}: {found} of {answered}");
        }
        assert!(sent.is_empty(), "snapshots without an application");
        let mails: i64 =
            mails::table.filter(mails::kind.eq("application_received")).count().get_result(conn).unwrap();
        let all: i64 = snapshots::table.count().get_result(conn).unwrap();
        assert_eq!(mails, 2 * all, "a mail to aanbieder and signatory for every submission");
    }

    fn evidence(&mut self, conn: &mut DbConn, book: &Book, senders: &[Sender]) {
        let rows: Vec<(String, String, String)> =
            evidence::table.select((evidence::id, evidence::org_id, evidence::sha256)).load(conn).unwrap();
        let told: Vec<String> = audit_index::table
            .filter(audit_index::event.eq("evidence.uploaded"))
            .select(audit_index::subject_id)
            .load(conn)
            .unwrap();
        let told: BTreeSet<String> = told.into_iter().collect();
        assert_eq!(
            told,
            rows.iter().map(|(id, _, _)| id.clone()).collect(),
            "leaves and rows of bewijsstukken"
        );
        let work: BTreeSet<String> =
            jobs::table.select(jobs::dedupe_key).load(conn).unwrap().into_iter().collect();
        for (id, org, sha256) in &rows {
            assert!(work.contains(&format!("inspect_evidence:{id}")), "no work for {id}");
            if self.compared.insert(sha256.clone()) {
                let bytes = std::fs::read(address(&self.store, sha256)).unwrap();
                assert_eq!(Digest::of(&bytes).hex(), *sha256, "the file of {id}");
            }
            match book.kept.get(id) {
                Some(answered) => assert_eq!(answered, sha256, "{id}"),
                None => {
                    let open = senders.iter().any(|one| one.org.as_str() == org && one.may_have_sent(true));
                    assert!(open, "nobody sent {id}");
                }
            }
        }
        for id in book.kept.keys() {
            assert!(told.contains(id), "{id} was acknowledged and is lost");
        }
    }

    fn has(&self, sha256: &str) -> bool {
        address(&self.store, sha256).exists()
    }

    /// The figures of a run.
    pub fn counts(&self, book: &Book) -> String {
        let received: usize = book.received.values().sum();
        format!(
            "{received} submissions and {} uploads acknowledged and found, {} forms sent again, {} leaves, {} signed heads of which each extends all before it, {} leftovers swept",
            book.kept.len(),
            book.again,
            self.log.len(),
            consistent(&mut self.url.connect().unwrap()),
            self.swept,
        )
    }
}

/// Every signed head extends every one before it; how many there are.
fn consistent(conn: &mut DbConn) -> usize {
    let heads: Vec<Checkpoint> = heads_above(conn, -1, i64::MAX)
        .unwrap()
        .iter()
        .map(|row| Checkpoint::parse(&Note::parse(&row.note).unwrap().text).unwrap())
        .collect();
    for (place, before) in heads.iter().enumerate() {
        for now in &heads[place..] {
            let proof = consistency(&mut Tree(conn), before.size, now.size).unwrap();
            check_consistency((before.size, &before.root), (now.size, &now.root), &proof).unwrap();
        }
    }
    assert!(heads.len() > 1, "the log was signed while it ran");
    heads.len()
}

struct Receipt {
    id: String,
    application: String,
    seq: i32,
    at: chrono::NaiveDateTime,
    content: Vec<u8>,
    sha256: String,
    receipt: Option<String>,
}

fn receipts(conn: &mut DbConn) -> Vec<Receipt> {
    type Row = (String, String, i32, chrono::NaiveDateTime, Vec<u8>, String, Option<String>);
    let rows: Vec<Row> = snapshots::table
        .order((snapshots::application_id, snapshots::seq))
        .select((
            snapshots::id,
            snapshots::application_id,
            snapshots::seq,
            snapshots::received_at,
            snapshots::content,
            snapshots::sha256,
            snapshots::receipt_sha256,
        ))
        .load(conn)
        .unwrap();
    rows.into_iter()
        .map(|(id, application, seq, at, content, sha256, receipt)| Receipt {
            id,
            application,
            seq,
            at,
            content,
            sha256,
            receipt,
        })
        .collect()
}

/// What the leaves of an application's submissions fix, in order.
fn manifests(conn: &mut DbConn, application: &str) -> Vec<String> {
    let leaves: Vec<Vec<u8>> = audit_index::table
        .inner_join(audit_leaf::table)
        .filter(audit_index::subject_id.eq(application))
        .filter(audit_index::event.eq_any(["application.submitted", "application.replaced"]))
        .order(audit_index::n)
        .select(audit_leaf::bytes)
        .load(conn)
        .unwrap();
    let manifest = |bytes: &Vec<u8>| {
        let leaf: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        leaf["manifest"].as_str().unwrap().to_owned()
    };
    leaves.iter().map(manifest).collect()
}

fn address(store: &Path, sha256: &str) -> PathBuf {
    store.join(&sha256[..2]).join(&sha256[2..4]).join(sha256)
}

/// Unfinished uploads, and files that no row knows.
fn leftovers(store: &Path, conn: &mut DbConn) -> Vec<PathBuf> {
    let known: Vec<String> = blobs::table.select(blobs::sha256).load(conn).unwrap();
    let known: BTreeSet<String> = known.into_iter().collect();
    let mut left = Vec::new();
    let mut folders = vec![store.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if folder != store && !known.contains(&name) {
                left.push(path);
            }
        }
    }
    left
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// The killed process's connections to PostgreSQL end on their own, with what they were busy with.
async fn nobody_else(conn: &mut DbConn) {
    let DbConn::Postgres(pg) = conn else { return };
    let sql = "SELECT count(*) AS count FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..400 {
        if diesel::sql_query(sql).get_result::<Count>(pg).unwrap().count == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the killed process still has connections");
}

fn whole(conn: &mut DbConn) {
    let DbConn::Sqlite(lite) = conn else { return };
    let said: Vec<Word> = diesel::sql_query("PRAGMA integrity_check").load(lite).unwrap();
    assert_eq!(said.first().map(|word| word.integrity_check.as_str()), Some("ok"));
    let dangling: Count =
        diesel::sql_query("SELECT count(*) AS count FROM pragma_foreign_key_check").get_result(lite).unwrap();
    assert_eq!(dangling.count, 0, "rows that point to nothing");
}
