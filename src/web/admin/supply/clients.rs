//! `/beheer/dekking/clienten`: the region brings in how many clients each lot has, sees what that changes, and takes it over.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::super::documents::slug;
use super::super::team::Choice;
use crate::app::FieldError;
use crate::app::imports::clients::{self, Plan, Step};
use crate::app::imports::{self, Done};
use crate::app::public;
use crate::domain::ids::{ImportId, ProcedureId};
use crate::domain::imports::{CLIENTS_COLUMNS, ClientCount, ImportKind, Quarter, Wrong};
use crate::domain::scheme::Scheme;
use crate::domain::words::apply::lot_of;
use crate::domain::words::imports::heading;
use crate::domain::words::vault::limit;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::imports::{MOST, WrongList, brought, mistake};
use crate::web::sheet;

const HOME: &str = "/beheer/dekking/clienten";
const TEMPLATE: &str = "admin/clienten.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// The procedures to choose from.
    choices: Vec<Choice>,
    columns: Vec<&'static str>,
    limit: String,
    wrong: WrongList,
    earlier: Vec<DoneView>,
    /// `ingelezen`, `weggegooid` or nothing.
    done: String,
}

#[derive(Serialize)]
struct DoneView {
    file_name: String,
    at: String,
    by: String,
}

/// `GET /beheer/dekking/clienten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), &[]).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView, wrong: &[Wrong]) -> Result<Page, AppError> {
    let (slug, scope, now) = (slug(call)?, call.visitor.region_scope()?, call.now);
    let (procedures, earlier) = call
        .read(move |conn| {
            let procedures = public::region(conn, &slug, now)?.procedures;
            Ok((procedures, imports::done(conn, &scope, ImportKind::Clients)?))
        })
        .await?;
    let choice = |one: public::Procedure| Choice { value: one.id.to_string(), label: one.title };
    let view = |one: Done| DoneView { file_name: one.file_name, at: one.at.to_rfc3339(), by: one.by };
    Ok(Page {
        form,
        choices: procedures.into_iter().map(choice).collect(),
        columns: CLIENTS_COLUMNS.map(heading).to_vec(),
        limit: limit(MOST),
        wrong: WrongList::of(wrong),
        earlier: earlier.into_iter().map(view).collect(),
        done: call.query().text("klaar").to_owned(),
    })
}

/// `POST /beheer/dekking/clienten`: look at a file; nothing of it counts yet.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn prepare(mut call: Call) -> Answer {
    let brought = match brought(&mut call).await? {
        Ok(brought) => brought,
        Err(mistake) => return again(&call, mistake, &[]).await,
    };
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    let (find, looked_at) = (scope.clone(), brought.clone());
    let wrong = call
        .read(move |conn| clients::wrong(conn, &find, (&looked_at.procedure, &looked_at.table), now))
        .await?;
    if !wrong.is_empty() {
        return again(&call, mistake(), &wrong).await;
    }
    call.change(move |conn, ctx| {
        let id = clients::prepare(conn, ctx, &scope, brought)?;
        Ok(format!("{HOME}/{id}"))
    })
    .await
}

async fn again(call: &Call, mistake: FieldError, wrong: &[Wrong]) -> Answer {
    let page = look(call, FormView::new(&call.form, vec![mistake]), wrong).await?;
    call.refused_form(TEMPLATE, &page)
}

#[derive(Serialize)]
struct PlanPage {
    path: String,
    file_name: String,
    /// What is wrong since the regeling was changed; then nothing can be taken over.
    wrong: WrongList,
    added: Vec<CountView>,
    corrected: Vec<CountView>,
    /// How many stand there already.
    same: usize,
}

#[derive(Serialize)]
struct CountView {
    lot: String,
    quarter: String,
    clients: u32,
    /// What stands there now.
    was: Option<u32>,
}

/// `GET /beheer/dekking/clienten/{id}`: what a file would change.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled.
pub async fn one(call: Call) -> Answer {
    let (scope, now, id): (_, _, ImportId) = (call.visitor.region_scope()?, call.now, call.id("id")?);
    let path = format!("{HOME}/{id}");
    let plan = call.read(move |conn| clients::plan(conn, &scope, &id, now)).await?;
    call.page("admin/clienten-nakijken.html", &plan_page(path, plan))
}

fn plan_page(path: String, plan: Plan) -> PlanPage {
    let Plan { file_name, scheme, counts } = plan;
    let (counts, wrong) = match counts {
        Ok(counts) => (counts, WrongList::default()),
        Err(wrong) => (Vec::new(), WrongList::of(&wrong)),
    };
    let (mut added, mut corrected, mut same) = (Vec::new(), Vec::new(), 0);
    for (count, step) in &counts {
        match step {
            Step::New => added.push(count_view(&scheme, count, None)),
            Step::Corrected { from } => corrected.push(count_view(&scheme, count, Some(*from))),
            Step::Same => same += 1,
        }
    }
    PlanPage { path, file_name, wrong, added, corrected, same }
}

fn count_view(scheme: &Scheme, count: &ClientCount, was: Option<u32>) -> CountView {
    CountView {
        lot: lot_of(scheme, &count.lot),
        quarter: count.quarter.to_string(),
        clients: count.clients,
        was,
    }
}

/// `POST /beheer/dekking/clienten/{id}`: from now on it counts.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled, or does not fit the regeling any more.
pub async fn take_over(call: Call) -> Answer {
    let (scope, id): (_, ImportId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        clients::take_over(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?klaar=ingelezen"))
    })
    .await
}

/// `POST /beheer/dekking/clienten/{id}/weggooien`
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled.
pub async fn discard(call: Call) -> Answer {
    let (scope, id): (_, ImportId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        imports::discard(conn, ctx, &scope, ImportKind::Clients, &id)?;
        Ok(format!("{HOME}?klaar=weggegooid"))
    })
    .await
}

/// `GET /beheer/dekking/clienten/voorbeeld?procedure=…`: a row for every lot that is bought, with the newest count; to fill in.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn example(call: Call) -> Answer {
    let (scope, now, today) = (call.visitor.region_scope()?, call.now, call.today());
    let procedure = ProcedureId::parse(call.query().text("procedure")).map_err(|_| AppError::NotFound)?;
    let land = call.read(move |conn| crate::app::supply::landscape(conn, &scope, &procedure, now)).await?;
    let quarter = Quarter::of(today).to_string();
    let table = || -> csv::Result<Vec<u8>> {
        let mut writer = sheet::writer(true);
        writer.write_record(CLIENTS_COLUMNS.map(heading))?;
        for (key, lot) in land.lots.iter().filter(|(_, lot)| lot.is_bought(now)) {
            let gemeente = land.scheme.gemeente(&key.gemeente).map_or("", |one| one.name.as_str());
            let clients = lot.supply.clients.map_or_else(String::new, |count| count.to_string());
            writer.write_record([
                sheet::harmless(gemeente).as_str(),
                key.group.as_str(),
                &quarter,
                &clients,
            ])?;
        }
        Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
    };
    let bytes = table().map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"clienten-{}.csv\"", land.scheme.code());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}
