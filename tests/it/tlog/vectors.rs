//! The test vectors of `docs/verify`: a small log with keys that everybody knows, held equal to what this program makes of it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use openhuis::auth::log_key::LogKey;
use openhuis::domain::access::{Actor, Via};
use openhuis::domain::audit::{Entry, Event};
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{Id, RegionId};
use openhuis::domain::tlog::{
    Algorithm, Bundle, Chain, Checkpoint, Edge, Hash, KeyName, Node, Nodes, Note, Request, consistency,
    inclusion, node_hash, root_at,
};

use super::python;
use crate::commands;

fn id<K>(last: u8) -> Id<K> {
    Id::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{last:02x}")).unwrap()
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(1_795_310_400_000_000 + minute * 60_000_000).unwrap()
}

/// The key of the vectors whose seed is 32 times this byte.
fn key(byte: u8, algorithm: Algorithm) -> LogKey {
    let name =
        if algorithm == Algorithm::Ed25519 { "openhuis.example/log" } else { "witness.example/openhuis" };
    LogKey::of(KeyName::parse(name).unwrap(), algorithm, &[byte; 32])
}

/// Seven things that happen in two regions, the sixth a change of keys.
fn leaves() -> Vec<(Vec<u8>, Option<RegionId>)> {
    let fingerprint = |byte| Chain::fingerprint(key(byte, Algorithm::Ed25519).public());
    let changed = Event::LogKeyChanged { subject: fingerprint(2), from: Some(fingerprint(1)), lost: false };
    let happened = [
        (Event::RegionCreated { subject: id(1) }, Some(id(1))),
        (Event::RegionCreated { subject: id(2) }, Some(id(2))),
        (Event::ApplicationSubmitted { subject: id(6), snapshot: id(7), seq: 1, lots: 12 }, Some(id(1))),
        (Event::DossierViewed { subject: id(6) }, Some(id(1))),
        (Event::CapacityStated { subject: id(8), free: 3 }, Some(id(2))),
        (changed, None),
        (Event::DossierViewed { subject: id(6) }, Some(id(1))),
    ];
    let sealed = (0_u8..).zip(happened).map(|(n, (event, region))| {
        let entry = Entry {
            at: at(i64::from(n)),
            actor: Actor::system(Via::Job),
            region: region.clone(),
            procedure: None,
            event,
            manifest: (n == 2).then(|| Digest::of(b"abc")),
        };
        (entry.seal(u64::from(n), &[n; 32]).unwrap().bytes, region)
    });
    sealed.collect()
}

struct Kept(Vec<Hash>);

impl Nodes for Kept {
    type Error = std::convert::Infallible;

    fn hash(&mut self, node: Node) -> Result<Hash, Self::Error> {
        if node.level == 0 {
            return Ok(self.0[usize::try_from(node.index).unwrap()]);
        }
        let below = |side| Node { level: node.level - 1, index: node.index * 2 + side };
        Ok(node_hash(&self.hash(below(0))?, &self.hash(below(1))?))
    }
}

/// The files, by their name under `docs/verify/vectors`.
fn files() -> Vec<(String, String)> {
    let leaves = leaves();
    let hashes: Vec<Hash> = leaves.iter().map(|(leaf, _)| openhuis::domain::audit::leaf_hash(leaf)).collect();
    let mut tree = Kept(hashes.clone());
    let (old, new) = (key(1, Algorithm::Ed25519), key(2, Algorithm::Ed25519));
    let mut signed = |size: u64, keys: &[&LogKey]| {
        let root = root_at(&mut tree, size).unwrap();
        let text = Checkpoint { origin: old.public().name.clone(), size, root }.to_string();
        let signatures = keys.iter().map(|key| key.sign(&text)).collect();
        Note { text, signatures }
    };
    let (early, handed_over, whole) = (signed(3, &[&old]), signed(6, &[&old, &new]), signed(7, &[&new]));
    let mut all = Vec::new();
    for (folder, region) in [("whole", None), ("region", Some(id(1)))] {
        let line = |(leaf, of): &(Vec<u8>, Option<RegionId>), hash: &Hash| match (&region, of) {
            (Some(region), Some(of)) if of != region => format!("\"{}\"\n", STANDARD.encode(hash)),
            _ => format!("{}\n", String::from_utf8(leaf.clone()).unwrap()),
        };
        let text: String = leaves.iter().zip(&hashes).map(|(leaf, hash)| line(leaf, hash)).collect();
        let mut put = |name: &str, text: String| all.push((format!("{folder}/{name}"), text));
        put("leaves.ndjson", text);
        put("checkpoint.note", whole.to_string());
        put("checkpoints/000000000003.note", early.to_string());
        put("checkpoints/000000000006.note", handed_over.to_string());
        put("vkey", format!("{}\n{}\n", old.public(), new.public()));
        if let Some(region) = &region {
            put("region", format!("{region}\n"));
        }
    }
    let proof = inclusion(&mut tree, 2, 3).unwrap();
    let bundle = Bundle { extra: Some(leaves[2].0.clone()), index: 2, proof, note: early };
    all.push(("receipt.tlog-proof".to_owned(), bundle.to_string()));
    let request = Request { old: 3, proof: consistency(&mut tree, 3, 7).unwrap(), note: whole.clone() };
    all.push(("witness-request.txt".to_owned(), request.to_string()));
    let witness = key(3, Algorithm::Cosignature);
    let cosigned = format!("{}\n{}\n", witness.public(), witness.cosign(1_795_310_400, &whole.text));
    all.push(("witness-answer.txt".to_owned(), cosigned));
    all.push(("hashes.txt".to_owned(), told(&hashes)));
    all
}

/// The hash of each leaf, and the root of the tree at each size, in hexadecimal.
fn told(hashes: &[Hash]) -> String {
    let hex = |hash: &Hash| Digest::from_bytes(*hash).hex();
    let (mut edge, mut text) = (Edge::default(), format!("root 0 {}\n", hex(&Edge::default().root())));
    for (n, hash) in hashes.iter().enumerate() {
        edge.push(*hash, |_, _| {});
        let _ = writeln!(text, "leaf {n} {}\nroot {} {}", hex(hash), n + 1, hex(&edge.root()));
    }
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify/vectors")
}

#[test]
fn the_vectors_are_what_this_program_makes() {
    for (name, text) in files() {
        let path = folder().join(&name);
        if std::env::var_os("OPENHUIS_TEST_WRITE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{name}");
    }
}

#[test]
fn both_verifiers_accept_the_vectors() {
    let key = key(1, Algorithm::Ed25519).public().to_string();
    for (name, withheld) in [("whole", Some(0)), ("region", Some(2)), ("receipt.tlog-proof", None)] {
        let what = folder().join(name);
        let theirs = python(&what, &["--vkey", &key]);
        let (code, ours, _) =
            commands::told(&commands::openhuis(&["log", "verify", what.to_str().unwrap(), "--vkey", &key]));
        let (code_too, told, why) = commands::told(&theirs);
        assert_eq!((code, code_too), (0, 0), "{name}: {why}");
        let [ours, told] = [ours, told].map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
        assert_eq!(ours, told);
        assert_eq!(ours["withheld"].as_u64(), withheld);
    }
}
