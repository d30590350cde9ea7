//! What differs in the version of the regeling that the window uses by now, before it is taken over.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, base, seen};
use crate::app::apply;
use crate::domain::code::Code as _;
use crate::domain::policy_code::PolicyCode;
use crate::domain::scheme::{Difference, Item, Part, Scheme, Turn};
use crate::domain::words::{difference as words, requirement};
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    head: Head,
    kept: usize,
    again: Vec<String>,
    groups: Vec<Group>,
}

/// What differs of one kind of thing.
#[derive(Serialize)]
pub(super) struct Group {
    code: &'static str,
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    turn: &'static str,
    title: String,
    parts: String,
    /// What was asked; empty where that did not change.
    was: String,
    /// What is asked now.
    is: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/versie`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] when it is not this organisation's.
pub async fn page(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let view = call.read(move |conn| apply::upgrade_view(conn, &scope, &id)).await?;
    let groups = groups(&view.opened.scheme, &view.to, &view.difference);
    let head = Head::new(&call, &view.opened);
    call.page("provider/aanmelding/versie.html", &Page { head, kept: view.kept, again: view.again, groups })
}

/// What differs between two versions, kind by kind.
pub(super) fn groups(old: &Scheme, new: &Scheme, found: &Difference) -> Vec<Group> {
    let group = |code, items: &[Item], line: &dyn Fn(&Item) -> Line| Group {
        code,
        items: items.iter().map(line).collect(),
    };
    let named = |name: &dyn Fn(&Scheme, &str) -> Option<String>, item: &Item| {
        line(item, |scheme| name(scheme, &item.code), old, new)
    };
    vec![
        group("requirements", &found.requirements, &|item| asked(item, old, new)),
        group("questions", &found.questions, &|item| named(&question, item)),
        group("evidence", &found.evidence, &|item| named(&evidence, item)),
        group("documents", &found.documents, &|item| named(&document, item)),
        group("products", &found.products, &|item| named(&product, item)),
    ]
}

fn line(item: &Item, title: impl Fn(&Scheme) -> Option<String>, old: &Scheme, new: &Scheme) -> Line {
    let parts: Vec<&str> = item.parts.iter().map(|part| words::part(*part)).collect();
    Line {
        turn: item.turn.code(),
        title: title(new).or_else(|| title(old)).unwrap_or_else(|| item.code.clone()),
        parts: parts.join(", "),
        was: String::new(),
        is: String::new(),
    }
}

/// A requirement with what it asks: what it asked before too, where that changed.
fn asked(item: &Item, old: &Scheme, new: &Scheme) -> Line {
    let find = |scheme: &Scheme| {
        PolicyCode::parse(&item.code).ok().and_then(|code| scheme.requirement(&code).cloned())
    };
    let text =
        |scheme: &Scheme| find(scheme).map(|one| requirement::paragraph(scheme, &one)).unwrap_or_default();
    let (was, is) = match item.turn {
        Turn::Added => (String::new(), text(new)),
        Turn::Removed => (text(old), String::new()),
        Turn::Changed if item.parts.contains(&Part::Rule) => (text(old), text(new)),
        Turn::Changed => (String::new(), String::new()),
    };
    Line { was, is, ..line(item, |scheme| find(scheme).map(|one| one.title), old, new) }
}

fn question(scheme: &Scheme, code: &str) -> Option<String> {
    scheme.facts().iter().find(|one| one.code.as_str() == code).map(|one| one.question.clone())
}

fn evidence(scheme: &Scheme, code: &str) -> Option<String> {
    scheme.evidence().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
}

fn document(scheme: &Scheme, code: &str) -> Option<String> {
    scheme.documents().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
}

fn product(scheme: &Scheme, code: &str) -> Option<String> {
    let mut products = scheme.groups().iter().flat_map(|group| &group.products);
    products.find(|one| one.code.as_str() == code).map(|one| one.title.clone())
}

/// `POST /aanbieder/aanmeldingen/{id}/versie`: take it over.
///
/// # Errors
/// [`crate::web::error::AppError::Stale`] when a colleague changed it meanwhile.
pub async fn upgrade(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    call.change(move |conn, ctx| {
        apply::upgrade(conn, ctx, &scope, &id, seen)?;
        Ok(base(&id))
    })
    .await
}
