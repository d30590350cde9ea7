//! Who may look into what is said in types: a table belongs to a region or an organisation, and so does what reads it. What does
//! not stands in a written list with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use openhuis::storage::db::Kind;
use quote::ToTokens as _;
use syn::{FnArg, Item, ItemFn, Visibility};

use super::schema::{lines, tables};
use crate::support::database::TestDatabase;

/// Tables without `region_id` or `org_id`, and why.
const INSTALLATION_WIDE: [(&str, &str); 18] = [
    ("users", "a person may work for several organisations and regions"),
    ("sessions", "a login of a person"),
    ("second_factors", "how a person logs in, wherever it works"),
    ("recovery_codes", "part of how a person logs in"),
    ("login_attempts", "counts attempts before anybody is known"),
    ("spells", "whether the portal was there is the same for everybody"),
    ("idempotency", "the memory of a form of a person"),
    ("one_time_tokens", "a link for a person"),
    (
        "organisations",
        "the organisation itself; what a region fixed of it stands in its applications and admissions",
    ),
    ("blobs", "bytes by their hash; who may read them is said by the row that names the hash"),
    ("national_tables", "the same numbers for everybody; a decision names them by their hash"),
    ("jobs", "the runner works for everybody"),
    ("audit_leaf", "one log per installation; `audit_index` knows region and organisation"),
    ("audit_payload", "part of a leaf"),
    ("audit_head", "the size of the log"),
    ("audit_node", "part of the tree over all leaves"),
    ("audit_checkpoint", "a signed head of the one log"),
    ("audit_key", "what the one log is signed with"),
];
/// The table of regions is its own scope.
const REGION_ITSELF: &str = "regions";
/// Tables in which something may belong to no region.
const SOMETIMES: [(&str, &str); 2] = [
    ("mails", "invitations and passwords are mailed on behalf of no region"),
    ("audit_index", "what a person does with the own account belongs to no region"),
];

#[test]
fn every_table_belongs_to_a_region_or_an_organisation_or_says_why_not() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let mut conn = store.url.connect().unwrap();
    let mut unscoped = BTreeSet::new();
    for table in tables(&mut conn) {
        let scopes = lines(
            &mut conn,
            &format!(
                "SELECT name || CASE \"notnull\" WHEN 0 THEN ' null' ELSE '' END AS line FROM pragma_table_info('{table}') \
                 WHERE name IN ('region_id', 'org_id')"
            ),
        );
        if scopes.is_empty() && table != REGION_ITSELF {
            unscoped.insert(table.clone());
        }
        if scopes.contains(&"region_id null".to_owned()) {
            assert!(SOMETIMES.iter().any(|(name, _)| *name == table), "{table}.region_id may be empty");
        }
    }
    let written: BTreeSet<String> = INSTALLATION_WIDE.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(
        unscoped, written,
        "write the table with its reason in tests/it/storage/scopes.rs, or give it a scope"
    );
}

/// A public function of `storage` that reads or writes, as `module::name`, with its arguments after the connection.
fn functions() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage");
    let mut found = BTreeMap::new();
    for file in rust_files(&root) {
        let module = file.strip_prefix(&root).unwrap().with_extension("");
        let module: Vec<&str> = module.iter().map(|part| part.to_str().unwrap()).collect();
        let parsed = syn::parse_file(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for item in parsed.items {
            let Item::Fn(function) = item else { continue };
            let types = types(&function);
            if !matches!(function.vis, Visibility::Inherited)
                && types.iter().any(|one| one.contains("DbConn"))
            {
                found.insert(format!("{}::{}", module.join("::"), function.sig.ident), types);
            }
        }
    }
    found
}

fn types(function: &ItemFn) -> Vec<String> {
    let text = |argument: &FnArg| match argument {
        FnArg::Typed(typed) => typed.ty.to_token_stream().to_string(),
        FnArg::Receiver(_) => String::new(),
    };
    function.sig.inputs.iter().map(text).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// Whether the arguments say in whose name: a scope, or a whole row that carries its region or organisation.
fn is_scoped(types: &[String]) -> bool {
    let scopes = ["RegionScope", "OrgScope", "Area", "Sight", "WallScope"];
    types.iter().any(|one| scopes.iter().any(|scope| one.contains(scope)) || one.trim().ends_with("Row"))
}

/// The written list: a function, or `module::*`, and the reason.
fn written() -> BTreeMap<&'static str, &'static str> {
    let lines =
        include_str!("unscoped.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap_or_else(|| panic!("without a reason: {line}"))).collect()
}

#[test]
fn every_function_of_storage_asks_for_a_scope_or_says_why_not() {
    let (functions, written) = (functions(), written());
    assert!(functions.len() > 200, "the reader of functions found {}", functions.len());
    let module = |name: &str| format!("{}::*", name.rsplit_once("::").unwrap().0);
    let mut used = BTreeSet::new();
    let mut missing = Vec::new();
    for (name, types) in functions.iter().filter(|(_, types)| !is_scoped(types)) {
        match written.get_key_value(name.as_str()).or_else(|| written.get_key_value(module(name).as_str())) {
            Some((line, _)) => drop(used.insert(*line)),
            None => missing.push(format!("{name}({})", types.join(", "))),
        }
    }
    let stale: Vec<_> = written.keys().filter(|line| !used.contains(**line)).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "take a scope, or write in tests/it/storage/unscoped.txt why not:\n{}\nno longer needed there: {stale:?}",
        missing.join("\n")
    );
}
