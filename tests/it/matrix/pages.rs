//! What the main pages hold, held beside the texts in `pages/`: the `main` of each, without what differs each time and
//! without what is only looks.

use openhuis::domain::access::Role;
use openhuis::domain::code::Code as _;
use openhuis::web::routes::ROUTES;

use super::people::{Place, walker};
use super::{portal, roles, visits, walk};
use crate::support::golden;

/// The pages, each as somebody who works with it, and what follows the path.
const PAGES: &[(&str, &str, &str)] = &[
    ("home", "anonymous", ""),
    ("register.list", "anonymous", ""),
    ("login.page", "anonymous", ""),
    ("apply.home", "provider.tekenbevoegde", ""),
    ("apply.tasks", "provider.invuller", ""),
    ("apply.lots", "provider.invuller", ""),
    ("apply.review", "provider.tekenbevoegde", ""),
    ("apply.follow", "provider.lezer", ""),
    ("queue.page", "staff.assessor", "?q=asked"),
    ("dossier.page", "staff.assessor", ""),
    ("decisions.list", "staff.decision_maker", ""),
    ("admissions.one", "staff.contract_manager", ""),
];

/// What stands within a line.
const INLINE: [&str; 6] = ["a ", "a>", "span", "strong", "time", "svg"];

#[actix_web::test]
async fn the_main_pages_hold_what_the_kept_pages_hold() {
    let prepared = super::sqlite().await;
    let (visits, shared) = (visits(), portal(prepared, ROUTES));
    for (name, role, query) in PAGES {
        let route = ROUTES.iter().find(|route| route.name == *name).unwrap();
        let visit = visits[name].clone().query(query);
        let role: Role = roles().find(|one| one.code() == *role).unwrap();
        let walker = walker(&shared, prepared, &visit, role, Place::Own);
        let seen = walk::knock(&shared, prepared, &visit, route, &visit.at, &walker, &[]).await;
        assert_eq!(seen.status, 200, "{name}: {}", seen.location);
        golden::holds(&format!("matrix/pages/{name}.html"), &content(&seen.body));
    }
    shared.stop().await;
}

/// The `main` of a page, every block on a line of its own. Numbers that were handed out in the order in which the world was
/// made stand as what they are.
fn content(page: &str) -> String {
    let (start, end) = (page.find("<main").unwrap(), page.find("</main>").unwrap());
    let bare = without(&without(&page[start..end], "<svg", "</svg>"), " class=\"", "\"");
    let numbered = |word: &str| match word.strip_prefix("ZWD-2026-") {
        Some(_) => Some("{number}"),
        None if word.len() == 8 && word.starts_with("9000") => Some("{kvk}"),
        None => None,
    };
    let text = golden::words(&golden::steady(&bare), numbered);
    let mut lines = String::new();
    let mut rest = text.as_str();
    while let Some(place) = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map(|(place, _)| place) {
        let (before, after) = rest.split_at(place);
        lines += before;
        let inline = after.starts_with("</") || INLINE.iter().any(|tag| after[1..].starts_with(tag));
        lines += if inline { "" } else { "\n" };
        rest = after;
    }
    lines += rest;
    let kept = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    kept.fold(String::new(), |all, line| all + line + "\n")
}

/// A text without anything from `open` up to and with `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(close).map_or("", |(_, rest)| rest))
}
