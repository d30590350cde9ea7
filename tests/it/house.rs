//! The house has one direction: every path in every file points to a room on its left, or inside its own room.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The rooms and what each may name. A room may always name itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("storage", &["domain"]),
    ("documents", &["domain"]),
    ("files", &["domain"]),
    ("mail", &["domain"]),
    ("render", &["domain"]),
    ("auth", &["domain"]),
    ("clock", &[]),
    ("config", &["domain", "storage", "files", "mail", "auth"]),
    ("app", &["domain", "storage", "documents", "files", "mail", "render", "auth", "clock"]),
    ("jobs", &["domain", "storage", "documents", "files", "mail", "render", "auth", "clock", "app"]),
    ("demo", &["domain", "storage", "documents", "files", "mail", "render", "auth", "clock", "app", "jobs"]),
    ("web", &["domain", "storage", "documents", "files", "mail", "render", "auth", "clock", "app", "jobs"]),
    (
        "cli",
        &[
            "domain",
            "storage",
            "documents",
            "files",
            "mail",
            "render",
            "auth",
            "clock",
            "app",
            "jobs",
            "demo",
            "web",
            "config",
        ],
    ),
];

/// What `web` may name of `storage`: read models, connections and scopes. It writes through `app` only.
const STORAGE_FOR_WEB: &[&str] = &["views", "DbConn", "DbPool", "OrgScope", "RegionScope"];

#[test]
fn no_arrow_turns_round() {
    let wrong = arrows().into_iter().filter(|(room, path)| !is_allowed(room, path));
    let told = wrong.fold(String::new(), |mut text, (room, path)| {
        let _ = writeln!(text, "{room} names {}", path.join("::"));
        text
    });
    assert!(told.is_empty(), "arrows that turn round:\n{told}");
}

#[test]
fn the_reader_of_arrows_sees_groups_macros_nested_modules_and_supers() {
    let source = "
        use crate::{app::once, web::{self, forms}};
        fn f() { println!(\"{}\", crate::cli::X); super::storage::y(); }
        mod tests { use super::super::demo; }
    ";
    let mut seen = BTreeSet::new();
    let tokens: TokenStream = source.parse().unwrap();
    read(tokens, &["files".to_owned()], &mut seen);
    let seen: Vec<String> = seen.into_iter().map(|path| path.join("::")).collect();
    for expected in ["app::once", "web", "cli::X", "storage::y", "demo"] {
        assert!(
            seen.iter().any(|path| path == expected || path.starts_with(&format!("{expected}::"))),
            "{expected} in {seen:?}"
        );
    }
}

/// Which files may name what stands behind the wall between inkoop and toezicht (ADR 29), beside `app::signals` and the tables themselves.
const AT_THE_WALL: &[&str] = &[
    "app/mod",
    "app/investigations",
    "app/signals",
    // The story of the demo; it goes through the wall as a toezichthouder does.
    "demo/signals",
    "jobs/daily",
    "storage",
    "web/provider/calamity",
    // An aanbieder reads of its own what toezicht told it.
    "web/provider/supervision",
    "web/public/report",
    "web/supervision",
    // The routes to the pages of toezicht.
    "web/routes",
];

#[test]
fn nothing_of_inkoop_names_a_signal_a_sample_or_the_order_of_risk() {
    let behind: [&[&str]; 13] = [
        &["app", "signals"],
        &["storage", "signals"],
        &["storage", "samples"],
        &["storage", "views", "signals"],
        &["storage", "schema", "signals"],
        &["storage", "schema", "samples"],
        &["storage", "year_plan"],
        &["storage", "schema", "year_plan_entries"],
        &["domain", "supervision", "risk"],
        &["app", "investigations"],
        &["storage", "investigations"],
        &["storage", "schema", "investigations"],
        &["storage", "schema", "investigation_findings"],
    ];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut named, mut wrong) = (0, String::new());
    for file in rust_files(&src) {
        let place = file.strip_prefix(&src).unwrap().with_extension("");
        let module: Vec<String> = place.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        let mut paths = BTreeSet::new();
        read(std::fs::read_to_string(&file).unwrap().parse().unwrap(), &module, &mut paths);
        let is_behind = |path: &Vec<String>| {
            behind.iter().any(|wall| {
                path.len() >= wall.len() && path.iter().zip(*wall).all(|(one, other)| one == other)
            })
        };
        if paths.iter().any(is_behind) {
            named += 1;
            if !AT_THE_WALL.iter().any(|one| place.starts_with(one)) {
                let _ = writeln!(wrong, "{}", place.display());
            }
        }
    }
    assert!(named > 8, "the reader found {named} files");
    assert!(wrong.is_empty(), "these look behind the wall:\n{wrong}");
}

fn is_allowed(room: &str, path: &[String]) -> bool {
    let Some(target) = path.first() else { return true };
    if target == room || !ARROWS.iter().any(|(name, _)| name == target) {
        return true;
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else { return true };
    let within = path.get(1).is_none_or(|inner| STORAGE_FOR_WEB.contains(&inner.as_str()));
    allowed.contains(&target.as_str()) && !(room == "web" && target == "storage" && !within)
}

/// Every (room, absolute path) that the sources of the package name.
fn arrows() -> BTreeSet<(String, Vec<String>)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = BTreeSet::new();
    for file in rust_files(&src) {
        let place = file.strip_prefix(&src).unwrap().with_extension("");
        let mut module: Vec<String> = place.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let room = module.first().cloned().unwrap();
        if room == "main" || room == "lib" {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        syn::parse_file(&source).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        // `crate` inside the domain's own package is the domain.
        let mut paths = BTreeSet::new();
        read(source.parse().unwrap(), &module, &mut paths);
        if room != "domain" {
            all.extend(paths.into_iter().map(|path| (room.clone(), path)));
        }
    }
    all
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Collect the absolute paths in `tokens`, as seen from `module`.
fn read(tokens: TokenStream, module: &[String], seen: &mut BTreeSet<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        match token {
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                    (tokens.get(place + 1), tokens.get(place + 2))
                {
                    let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
                    read(body.stream(), &inner, seen);
                    place += 3;
                    continue;
                }
            }
            TokenTree::Ident(word) if word == "crate" => follow(&tokens, place + 1, Vec::new(), seen),
            TokenTree::Ident(word) if word == "openhuis_domain" => {
                follow(&tokens, place + 1, vec!["domain".to_owned()], seen)
            }
            TokenTree::Ident(word) if word == "super" && !after_colons(&tokens, place) => {
                let mut base = module.to_vec();
                let mut at = place;
                while matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "super") {
                    base.pop();
                    at += 3;
                }
                follow(&tokens, at.saturating_sub(2), base, seen);
            }
            TokenTree::Group(group) => read(group.stream(), module, seen),
            _ => {}
        }
        place += 1;
    }
}

fn after_colons(tokens: &[TokenTree], place: usize) -> bool {
    place > 0 && matches!(tokens.get(place - 1), Some(TokenTree::Punct(colon)) if colon.as_char() == ':')
}

/// From `::` at `place` on, extend `base` with the names that follow; a group branches.
fn follow(tokens: &[TokenTree], mut place: usize, mut base: Vec<String>, seen: &mut BTreeSet<Vec<String>>) {
    loop {
        let colons = tokens.get(place..place + 2).is_some_and(|two| {
            two.iter().all(|token| matches!(token, TokenTree::Punct(colon) if colon.as_char() == ':'))
        });
        if !colons {
            break;
        }
        match tokens.get(place + 2) {
            Some(TokenTree::Ident(name)) => base.push(name.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in
                    inner.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','))
                {
                    if let Some(TokenTree::Ident(name)) = branch.first() {
                        let next: Vec<String> = base.iter().cloned().chain([name.to_string()]).collect();
                        follow(branch, 1, next, seen);
                    }
                }
                return;
            }
            _ => break,
        }
        place += 3;
    }
    seen.insert(base);
}
