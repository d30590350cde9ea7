//! Plaatsen: how many places there are per chosen lot, for whoever comes and per doelgroep.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Head, base, seen};
use crate::app::apply::{self, ANYONE, LotDraft};
use crate::domain::facts::FieldProblem;
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::Scheme;
use crate::domain::words::{apply as words, field as sentences};
use crate::web::call::{Answer, Call};
use crate::web::forms::Fault;

#[derive(Serialize)]
struct Page {
    head: Head,
    groups: Vec<Group>,
    errors: Vec<Fault>,
}

/// A product group with a column for each chosen gemeente and a row for each doelgroep.
#[derive(Serialize)]
struct Group {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Column {
    label: String,
}

#[derive(Serialize)]
struct Row {
    label: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    id: String,
    gemeente: String,
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
    let groups: Vec<Group> = opened
        .scheme
        .groups()
        .iter()
        .filter_map(|group| {
            let lots: Vec<&LotDraft> = drafts.iter().filter(|draft| draft.group == group.code).collect();
            (!lots.is_empty()).then(|| shown(&opened.scheme, &group.title, &lots))
        })
        .collect();
    let fields = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.fields);
    let errors = fields
        .filter(|field| !field.error.is_empty())
        .map(|field| Fault { field: field.id.clone(), text: field.error.clone() })
        .collect();
    call.page("provider/aanmelding/plaatsen.html", &Page { head: Head::new(&call, &opened), groups, errors })
}

fn shown(scheme: &Scheme, title: &str, lots: &[&LotDraft]) -> Group {
    let named =
        |lot: &LotDraft| scheme.gemeente(&lot.gemeente).map_or("", |one| one.name.as_str()).to_owned();
    let row = |target: &str, label: &str| Row {
        label: label.to_owned(),
        fields: lots.iter().map(|lot| field(lot, named(lot), target)).collect(),
    };
    let mut columns = vec![Column { label: words::TARGET_GROUP.to_owned() }];
    columns.extend(lots.iter().map(|lot| Column { label: named(lot) }));
    let mut rows = vec![row(ANYONE, words::ANYONE)];
    rows.extend(scheme.target_groups().iter().map(|target| row(target.code.as_str(), &target.title)));
    Group { title: title.to_owned(), columns, rows }
}

fn field(lot: &LotDraft, gemeente: String, target: &str) -> Field {
    let wrong = lot.unreadable().contains(&target);
    Field {
        id: name(&lot.key(), target),
        gemeente,
        value: lot.places.get(target).cloned().unwrap_or_default(),
        error: if wrong { sentences::problem(&FieldProblem::NotWhole) } else { String::new() },
    }
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
