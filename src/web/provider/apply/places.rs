//! Plaatsen: how many places there are per chosen lot, for whoever comes and per doelgroep.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Head, base, seen};
use crate::app::apply::{self, ANYONE, LotDraft, Opened};
use crate::domain::facts::FieldProblem;
use crate::domain::policy_code::LotKey;
use crate::domain::words::{apply as words, field};
use crate::web::call::{Answer, Call};
use crate::web::forms::Fault;

#[derive(Serialize)]
struct Page {
    head: Head,
    lots: Vec<Lot>,
    errors: Vec<Fault>,
}

#[derive(Serialize)]
struct Lot {
    title: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    id: String,
    label: String,
    value: String,
    error: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/plaatsen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let (opened, drafts) =
        call.read(move |conn| Ok((apply::open(conn, &scope, &id)?, apply::chosen(conn, &id)?))).await?;
    let lots: Vec<Lot> = drafts.iter().map(|draft| shown(&opened, draft)).collect();
    let wrong = lots.iter().flat_map(|lot| &lot.fields).filter(|field| !field.error.is_empty());
    let errors = wrong.map(|field| Fault { field: field.id.clone(), text: field.error.clone() }).collect();
    call.page("provider/aanmelding/plaatsen.html", &Page { head: Head::new(&call, &opened), lots, errors })
}

fn shown(opened: &Opened, draft: &LotDraft) -> Lot {
    let group = opened.scheme.group(&draft.group).map_or("", |group| group.title.as_str());
    let gemeente = opened.scheme.gemeente(&draft.gemeente).map_or("", |one| one.name.as_str());
    let unreadable = draft.unreadable();
    let one = |target: &str, label: &str| Field {
        id: name(&draft.key(), target),
        label: label.to_owned(),
        value: draft.places.get(target).cloned().unwrap_or_default(),
        error: if unreadable.contains(&target) {
            field::problem(&FieldProblem::NotWhole)
        } else {
            String::new()
        },
    };
    let mut fields = vec![one(ANYONE, words::ANYONE)];
    fields
        .extend(opened.scheme.target_groups().iter().map(|target| one(target.code.as_str(), &target.title)));
    Lot { title: words::lot(group, gemeente), fields }
}

fn name(lot: &LotKey, target: &str) -> String {
    format!("plaatsen.{}.{}.{target}", lot.group, lot.gemeente.as_str())
}

/// `POST /aanbieder/aanmeldingen/{id}/plaatsen`: what cannot be read is saved too, and shown with what is wrong.
///
/// # Errors
/// [`crate::web::error::AppError::Stale`] when a colleague changed it meanwhile.
pub async fn save(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let form = call.form.clone();
    call.change(move |conn, ctx| {
        let opened = apply::open(conn, &scope, &id)?;
        let targets = opened.scheme.target_groups().iter().map(|one| one.code.as_str());
        let targets: Vec<&str> = std::iter::once(ANYONE).chain(targets).collect();
        let mut typed = BTreeMap::new();
        for draft in apply::chosen(conn, &id)? {
            for target in &targets {
                let text = form.text(&name(&draft.key(), target));
                typed.insert((draft.key(), (*target).to_owned()), text.to_owned());
            }
        }
        apply::save_places(conn, ctx, &scope, &id, seen, &typed)?;
        let wrong = apply::chosen(conn, &id)?.iter().any(|draft| !draft.unreadable().is_empty());
        Ok(if wrong { format!("{}/plaatsen", base(&id)) } else { base(&id) })
    })
    .await
}
