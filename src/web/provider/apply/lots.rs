//! Percelen kiezen: per product group a table of gemeenten and products.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, base, seen};
use crate::app::FieldError;
use crate::app::apply::{self, LotCell, LotDraft, Opened, field_of};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::policy_code::{GroupCode, LotKey, ProductCode};
use crate::domain::scheme::ProductGroup;
use crate::domain::windows::Entry;
use crate::domain::words::apply as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "provider/aanmelding/percelen.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    form: FormView,
    groups: Vec<Group>,
    /// Where the supply stands that was published when the window opened; only where a lot is closed without added value.
    supply: Option<String>,
    /// What counts as added value.
    grounds: Vec<String>,
}

#[derive(Serialize)]
struct Group {
    code: String,
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
    gemeente: String,
    /// Why it cannot be chosen like any other; empty when it can.
    state: &'static str,
    open: bool,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    id: String,
    value: String,
    product: String,
    bought: bool,
    ticked: bool,
}

/// `GET /aanbieder/aanmeldingen/{id}/percelen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), None).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView, ticked: Option<Vec<String>>) -> Result<Page, AppError> {
    let (scope, id, now) = (call.visitor.org_scope()?, call.id("id")?, call.now);
    let (opened, matrix, chosen) = call
        .read(move |conn| {
            let opened = apply::open(conn, &scope, &id)?;
            let matrix = apply::matrix(&opened, now);
            let chosen = apply::chosen(conn, &id)?;
            Ok((opened, matrix, chosen))
        })
        .await?;
    let ticked = ticked.unwrap_or_else(|| chosen.iter().flat_map(values).collect());
    let groups = opened.scheme.groups().iter();
    Ok(Page {
        head: Head::new(call, &opened),
        form,
        supply: matrix
            .iter()
            .any(|cell| cell.entry == Ok(Entry::WithAddedValue))
            .then(|| format!("/regio/{}/vensters/{}/aanbod", opened.home.slug, opened.window_row.id)),
        grounds: opened.scheme.added_value().iter().map(|one| one.title.clone()).collect(),
        groups: groups.map(|group| shown(&opened, group, &matrix, &ticked)).collect(),
    })
}

fn values(draft: &LotDraft) -> Vec<String> {
    draft.products.iter().map(|product| value(&draft.key(), product)).collect()
}

fn value(lot: &LotKey, product: &ProductCode) -> String {
    format!("{}|{}|{product}", lot.group, lot.gemeente.as_str())
}

fn shown(opened: &Opened, group: &ProductGroup, matrix: &[LotCell], ticked: &[String]) -> Group {
    let row = |cell: &LotCell| Row {
        gemeente: opened.scheme.gemeente(&cell.lot.gemeente).map_or_else(String::new, |one| one.name.clone()),
        state: words::lot_state(cell.state),
        open: cell.entry.is_ok() && !cell.products.is_empty(),
        cells: group
            .products
            .iter()
            .map(|product| {
                let value = value(&cell.lot, &product.code);
                Cell {
                    id: field_of(&cell.lot, &product.code),
                    bought: cell.products.contains(&product.code),
                    ticked: ticked.contains(&value),
                    product: product.title.clone(),
                    value,
                }
            })
            .collect(),
    };
    Group {
        code: group.code.to_string(),
        title: group.title.clone(),
        columns: std::iter::once(words::GEMEENTE)
            .chain(group.products.iter().map(|product| product.title.as_str()))
            .map(|label| Column { label: label.to_owned() })
            .collect(),
        rows: matrix.iter().filter(|cell| cell.lot.group == group.code).map(row).collect(),
    }
}

/// `POST /aanbieder/aanmeldingen/{id}/percelen`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile; [`AppError::BadRequest`] for what is no lot of ours.
pub async fn save(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let ticked: Vec<String> = call.form.all("kies").map(str::to_owned).collect();
    let wanted = ticked.iter().map(|text| read(text)).collect::<Option<Vec<_>>>();
    let wanted = wanted.ok_or(AppError::BadRequest)?;
    let done = call
        .change(move |conn, ctx| {
            apply::choose_lots(conn, ctx, &scope, &id, seen, &wanted)?;
            Ok(format!("{}/plaatsen", base(&id)))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes, ticked).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>, ticked: Vec<String>) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes), Some(ticked)).await?;
    call.refused_form(TEMPLATE, &page)
}

/// A lot with a product as a box sends it.
fn read(text: &str) -> Option<(LotKey, ProductCode)> {
    let mut parts = text.split('|');
    let (group, gemeente, product) = (parts.next()?, parts.next()?, parts.next()?);
    let lot = LotKey { group: GroupCode::parse(group).ok()?, gemeente: GemeenteCode::parse(gemeente).ok()? };
    Some((lot, ProductCode::parse(product).ok()?))
}
