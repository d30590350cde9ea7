//! Zelfcontrole: what the rules say of what is filled in now, with where each thing is put right.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, address, places_of};
use crate::app::apply::{self, CheckItem};
use crate::domain::code::Code as _;
use crate::domain::rules::Outcome;
use crate::domain::words::apply as words;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    head: Head,
    items: Vec<Item>,
    met: usize,
    missing: usize,
    failing: usize,
    judged: usize,
}

#[derive(Serialize)]
struct Item {
    title: String,
    lot: String,
    outcome: &'static str,
    hard: bool,
    why: Vec<String>,
    changes: Vec<String>,
    href: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/zelfcontrole`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let (check, drafts) = call
        .read(move |conn| {
            let check = apply::self_check(conn, &ctx, &scope, &id)?;
            Ok((check, apply::chosen(conn, &id)?))
        })
        .await?;
    let opened = &check.opened;
    let sections = places_of(opened, &drafts, call.now);
    let of = |outcome: Outcome| check.verdict.results.iter().filter(|one| one.outcome == outcome).count();
    let item = |one: &CheckItem| Item {
        title: one.title.clone(),
        lot: one.lot.as_ref().map_or_else(String::new, |lot| {
            let group = opened.scheme.group(&lot.group).map_or("", |group| group.title.as_str());
            let gemeente = opened.scheme.gemeente(&lot.gemeente).map_or("", |one| one.name.as_str());
            words::lot(group, gemeente)
        }),
        outcome: one.outcome.code(),
        hard: one.hard,
        why: one.why.clone(),
        changes: one.changes.clone(),
        href: one.link.as_ref().map_or_else(String::new, |link| address(opened, &sections, link)),
    };
    let page = Page {
        head: Head::new(&call, opened),
        items: check.items.iter().map(item).collect(),
        met: of(Outcome::Met),
        missing: of(Outcome::Unknown),
        failing: of(Outcome::NotMet),
        judged: of(Outcome::Judge),
    };
    call.page("provider/aanmelding/zelfcontrole.html", &page)
}
