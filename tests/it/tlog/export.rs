//! An export is accepted by both verifiers, and by neither when anything in it was changed, left out, moved or put back.
//!
//! `OPENHUIS_TEST_LEAVES` says how many leaves (3,000; 100,000 in `make soak`).

use std::fs;
use std::path::{Path, PathBuf};

use openhuis::auth::log_key::LogKey;
use openhuis::auth::random::Source;
use openhuis::domain::tlog::{Algorithm, Checkpoint, Note};
use openhuis::storage::audit;
use openhuis::storage::db::Kind;
use openhuis::storage::tlog;

use super::{ctx, database, happen, openhuis, python, regions};
use crate::support::app::noon;
use crate::support::database::{TestDatabase, kinds};

fn size() -> u32 {
    std::env::var("OPENHUIS_TEST_LEAVES").ok().map_or(3_000, |text| text.parse().unwrap())
}

/// A log that was signed three times, two days and a change of keys apart.
fn lived(kind: Kind, count: u32) -> TestDatabase {
    let store = TestDatabase::fresh(kind).unwrap();
    let (database, notary) = (database(&store), store.notary());
    happen(&database, 0, count / 2);
    notary.sign(&database, noon()).unwrap();
    let day = 24 * 60;
    happen(&database, day, count / 4);
    notary.sign(&database, ctx(day).now).unwrap();
    notary.change_key(&database, &ctx(2 * day), false).unwrap();
    happen(&database, 3 * day, count - count / 2 - count / 4 - 1);
    store
}

fn export(store: &TestDatabase, name: &str, more: &[&str]) -> PathBuf {
    let folder = store.folder.join(name);
    let arguments = [&["log", "export", folder.to_str().unwrap()], more].concat();
    let output = openhuis(store, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// What both verifiers say: the same exit code, and what each tells.
fn both(store: &TestDatabase, what: &Path, more: &[&str]) -> (i32, [String; 2]) {
    let ours = openhuis(store, &[&["log", "verify", what.to_str().unwrap()], more].concat());
    let theirs = python(what, more);
    let told = [&ours, &theirs].map(|one| {
        let told = if one.status.success() { &one.stdout } else { &one.stderr };
        String::from_utf8(told.clone()).unwrap()
    });
    assert_eq!(ours.status.code(), theirs.status.code(), "{told:?}");
    (ours.status.code().unwrap(), told)
}

fn accepted(store: &TestDatabase, what: &Path, more: &[&str]) -> serde_json::Value {
    let (code, told) = both(store, what, more);
    assert_eq!(code, 0, "{told:?}");
    let [ours, theirs] = told.map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
    assert_eq!(ours, theirs, "both say the same");
    ours
}

fn copied(from: &Path, name: &str) -> PathBuf {
    let to = from.with_file_name(name);
    fs::create_dir_all(to.join("checkpoints")).unwrap();
    for folder in ["", "checkpoints"] {
        for entry in fs::read_dir(from.join(folder))
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_file())
        {
            fs::copy(entry.path(), to.join(folder).join(entry.file_name())).unwrap();
        }
    }
    to
}

fn lines(folder: &Path) -> Vec<String> {
    fs::read_to_string(folder.join("leaves.ndjson")).unwrap().lines().map(str::to_owned).collect()
}

fn write_lines(folder: &Path, lines: &[String]) {
    fs::write(folder.join("leaves.ndjson"), lines.iter().map(|line| format!("{line}\n")).collect::<String>())
        .unwrap();
}

fn head(folder: &Path) -> Note {
    Note::parse(&fs::read_to_string(folder.join("checkpoint.note")).unwrap()).unwrap()
}

fn vkeys(folder: &Path) -> Vec<String> {
    fs::read_to_string(folder.join("vkey")).unwrap().lines().map(str::to_owned).collect()
}

/// A way to tamper: what is done to a copy of the export, and what the refusal says.
type Tampering = (&'static str, fn(&Path), &'static str);

fn change_lines(folder: &Path, change: impl FnOnce(&mut Vec<String>)) {
    let mut all = lines(folder);
    change(&mut all);
    write_lines(folder, &all);
}

fn earlier(folder: &Path) -> PathBuf {
    let mut all: Vec<_> =
        fs::read_dir(folder.join("checkpoints")).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all.remove(0)
}

/// The head signed again by a key that nobody knows, under the same name.
fn sign_as_stranger(folder: &Path) -> LogKey {
    let note = head(folder);
    let name = Checkpoint::parse(&note.text).unwrap().origin;
    let stranger = LogKey::generate(&name, Algorithm::Ed25519, &Source::system());
    let signatures = vec![stranger.sign(&note.text)];
    fs::write(folder.join("checkpoint.note"), Note { signatures, ..note }.to_string()).unwrap();
    stranger
}

const TAMPERINGS: [Tampering; 13] = [
    (
        "a leaf that is edited, and still JSON",
        |to| {
            change_lines(to, |all| {
                let place = all.len() / 3;
                all[place] = all[place].replace("\"role\":\"system\"", "\"role\":\"account\"");
            })
        },
        "are not the ones that were signed",
    ),
    (
        "the last leaf edited",
        |to| {
            change_lines(to, |all| {
                let last = all.last_mut().unwrap();
                *last = last.replace("\"via\":\"cli\"", "\"via\":\"web\"");
            })
        },
        "are not the ones that were signed",
    ),
    (
        "a leaf removed from the middle",
        |to| {
            change_lines(to, |all| {
                all.remove(all.len() / 2);
            })
        },
        "lines changed places",
    ),
    ("the last leaves removed", |to| change_lines(to, |all| all.truncate(all.len() - 3)), "are missing"),
    ("all leaves removed", |to| change_lines(to, Vec::clear), "are missing"),
    ("two leaves that changed places", |to| change_lines(to, |all| all.swap(10, 11)), "lines changed places"),
    (
        "a leaf added",
        |to| {
            change_lines(to, |all| {
                let last = all.last().unwrap();
                let n = all.len();
                all.push(last.replace(&format!("\"n\":{}", n - 1), &format!("\"n\":{n}")));
            })
        },
        "there are more leaves",
    ),
    (
        "a leaf that is only its hash",
        |to| {
            change_lines(to, |all| {
                use base64::Engine as _;
                let hash = openhuis::domain::audit::leaf_hash(all[5].as_bytes());
                all[5] = format!("\"{}\"", base64::engine::general_purpose::STANDARD.encode(hash));
            })
        },
        "only the hash of a leaf",
    ),
    (
        "another size in the head",
        |to| {
            let note = fs::read_to_string(to.join("checkpoint.note")).unwrap();
            let size = Checkpoint::parse(&head(to).text).unwrap().size;
            fs::write(
                to.join("checkpoint.note"),
                note.replacen(&size.to_string(), &(size - 1).to_string(), 1),
            )
            .unwrap();
            change_lines(to, |all| {
                all.pop();
            });
        },
        "signature",
    ),
    (
        "a foreign key under the same name",
        |to| {
            sign_as_stranger(to);
        },
        "signed by none of the keys",
    ),
    (
        "an old head",
        |to| {
            fs::copy(earlier(to), to.join("checkpoint.note")).unwrap();
        },
        "it is an old one",
    ),
    (
        "an old head alone",
        |to| {
            fs::copy(earlier(to), to.join("checkpoint.note")).unwrap();
            fs::remove_dir_all(to.join("checkpoints")).unwrap();
        },
        "there are more leaves",
    ),
    (
        "the key of another order",
        |to| {
            let mut all = vkeys(to);
            all.reverse();
            fs::write(to.join("vkey"), all.join("\n")).unwrap();
        },
        "key",
    ),
];

#[test]
fn both_verifiers_accept_an_export_and_refuse_whatever_was_done_to_it() {
    let store = lived(Kind::Sqlite, size());
    let folder = export(&store, "export", &[]);
    let (first, last) = (vkeys(&folder)[0].clone(), vkeys(&folder)[1].clone());
    for trusted in [None, Some(first.as_str()), Some(last.as_str())] {
        let more: Vec<&str> = trusted.iter().flat_map(|key| ["--vkey", *key]).collect();
        let found = accepted(&store, &folder, &more);
        assert_eq!((found["size"].as_u64(), found["withheld"].as_u64()), (Some(u64::from(size())), Some(0)));
        assert_eq!((found["checkpoints"].as_u64(), found["vkey"].as_str()), (Some(4), Some(last.as_str())));
    }
    for (name, tamper, rule) in TAMPERINGS {
        let other = copied(&folder, "tampered");
        tamper(&other);
        let (code, told) = both(&store, &other, &["--vkey", &last]);
        assert_eq!(code, 1, "{name}: {told:?}");
        assert!(told.iter().all(|one| one.contains(rule)), "{name}: {told:?}");
        println!("tampered: {name}: {}", told[0].trim_end());
        fs::remove_dir_all(other).unwrap();
    }
}

#[test]
fn a_log_that_was_made_anew_is_refused_by_who_knows_the_key_or_an_earlier_head() {
    let store = lived(Kind::Sqlite, 40);
    let folder = export(&store, "export", &[]);
    let key = vkeys(&folder)[1].clone();
    // Everything is right but the key: nobody sees it who does not know the key.
    let other = copied(&folder, "anew");
    fs::remove_dir_all(other.join("checkpoints")).unwrap();
    let stranger = sign_as_stranger(&other);
    fs::write(other.join("vkey"), stranger.public().to_string()).unwrap();
    accepted(&store, &other, &[]);
    let (code, told) = both(&store, &other, &["--vkey", &key]);
    assert!(code == 1 && told.iter().all(|one| one.contains("the key that you trust")), "{told:?}");
    // The same key and an old database: nobody sees it who does not know a later head.
    let early = TestDatabase::fresh(Kind::Sqlite).unwrap();
    happen(&database(&early), 0, 20);
    early.notary().sign(&database(&early), noon()).unwrap();
    early.settle();
    let back = early.copy();
    happen(&database(&early), 1, 5);
    let late = export(&early, "late", &[]);
    let rolled_back = export(&back, "early", &[]);
    accepted(&store, &rolled_back, &[]);
    let known = late.join("checkpoint.note");
    let known = ["--checkpoint", known.to_str().unwrap()];
    let (code, told) = both(&store, &rolled_back, &known);
    assert!(code == 1 && told.iter().all(|one| one.contains("it is an old one")), "{told:?}");
    // It grew again, with other leaves.
    happen(&database(&back), 2, 9);
    let forked = export(&back, "forked", &[]);
    let (code, told) = both(&store, &forked, &known);
    assert!(
        code == 1 && told.iter().all(|one| one.contains("are not the ones that were signed")),
        "{told:?}"
    );
}

#[test]
fn the_export_of_a_region_shows_no_leaf_of_another() {
    for kind in kinds() {
        let store = lived(kind, 60);
        let folder = store.folder.join("region");
        write_region(&store, &folder);
        let found = accepted(&store, &folder, &[]);
        let shown = lines(&folder).iter().filter(|line| line.starts_with('{')).count();
        assert_eq!(found["withheld"].as_u64(), Some(60 - u64::try_from(shown).unwrap()));
        let other = regions()[1].to_string();
        assert!(shown > 15 && lines(&folder).iter().all(|line| !line.contains(&other)));
        // The key and the tree are those of the whole log.
        let whole = export(&store, "whole", &[]);
        assert_eq!(head(&whole).text, head(&folder).text);
        let tampered = copied(&folder, "tampered");
        change_lines(&tampered, |all| all[1] = all[2].clone());
        let (code, told) = both(&store, &tampered, &[]);
        assert_eq!(code, 1, "{told:?}");
    }
}

/// As `log export --region` does, of a region that is in the log only.
fn write_region(store: &TestDatabase, folder: &Path) {
    let notary = store.notary();
    notary.sign(&database(store), ctx(9_000).now).unwrap();
    let whole = export(store, "for-region", &[]);
    copied(&whole, "region");
    let mut leaves = Vec::new();
    let size = i64::try_from(Checkpoint::parse(&head(&whole).text).unwrap().size).unwrap();
    let of = openhuis::app::tlog::Leaves::Region(regions()[0].clone());
    database(store).read(|conn| of.write(conn, size, &mut leaves)).unwrap();
    fs::write(folder.join("leaves.ndjson"), leaves).unwrap();
    fs::write(folder.join("region"), format!("{}\n", regions()[0])).unwrap();
}

#[test]
fn one_leaf_is_proved_to_both_verifiers() {
    for kind in kinds() {
        let store = lived(kind, 300);
        let database = database(&store);
        store.notary().sign(&database, ctx(9_000).now).unwrap();
        let keys = database.read(openhuis::app::tlog::keys).unwrap();
        for n in [0, 149, 150, 299] {
            let bundle = database
                .read(|conn| {
                    let leaf = audit::from_place(conn, n, 1)?.remove(0);
                    openhuis::app::tlog::proof(conn, &leaf)
                })
                .unwrap()
                .expect("it was signed");
            let file = store.folder.join(format!("{n}.tlog-proof"));
            fs::write(&file, bundle.to_string()).unwrap();
            let (key, other) = if n < 225 { (&keys[0], &keys[1]) } else { (&keys[1], &keys[0]) };
            let found = accepted(&store, &file, &["--vkey", &key.to_string()]);
            assert_eq!((found["index"].as_i64(), found["leaf"]["n"].as_i64()), (Some(n), Some(n)));
            let (code, told) = both(&store, &file, &["--vkey", &other.to_string()]);
            assert!(
                code == 1 && told.iter().all(|one| one.contains("signed by none of the keys")),
                "{told:?}"
            );
            let extra = bundle.extra.clone().unwrap();
            let forged =
                String::from_utf8(extra).unwrap().replace("\"role\":\"system\"", "\"role\":\"account\"");
            let forged = openhuis::domain::tlog::Bundle { extra: Some(forged.into_bytes()), ..bundle };
            fs::write(&file, forged.to_string()).unwrap();
            let (code, told) = both(&store, &file, &["--vkey", &key.to_string()]);
            assert!(
                code == 1 && told.iter().all(|one| one.contains("does not lead from the leaf")),
                "{told:?}"
            );
        }
        assert!(database.read(|conn| Ok(tlog::over(conn, 300)?)).unwrap().is_none());
    }
}

#[test]
fn what_cannot_be_read_is_no_tampering() {
    let store = lived(Kind::Sqlite, 20);
    let folder = export(&store, "export", &[]);
    let taken = openhuis(&store, &["log", "export", folder.to_str().unwrap()]);
    assert_eq!(taken.status.code(), Some(2), "an export is not written over another");
    fs::remove_file(folder.join("vkey")).unwrap();
    assert_eq!(both(&store, &folder, &[]).0, 2);
    assert_eq!(both(&store, &store.folder.join("nowhere"), &[]).0, 2);
}
