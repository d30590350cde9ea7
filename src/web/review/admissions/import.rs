//! `/beoordeling/toelatingen/overnemen`: the region brings in the contracts that run already, sees what that changes, and takes them over.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::Choice;
use crate::app::imports::contracts::{self, Plan, Planned, Step, Who};
use crate::app::imports::{self, Done};
use crate::app::{Acting, FieldError, public};
use crate::domain::code::Code as _;
use crate::domain::ids::{ImportId, ProcedureId};
use crate::domain::imports::{CONTRACTS_COLUMNS, ImportKind, Wrong};
use crate::domain::organisation::{LegalForm, Signing};
use crate::domain::scheme::{CellState, Scheme};
use crate::domain::words::apply::lot_of;
use crate::domain::words::imports as words;
use crate::domain::words::vault::limit;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::imports::{MOST, WrongList, brought, mistake};
use crate::web::sheet;

const HOME: &str = "/beoordeling/toelatingen/overnemen";
const TEMPLATE: &str = "review/overnemen.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// The procedures to choose from.
    choices: Vec<Choice>,
    columns: Vec<ColumnView>,
    limit: String,
    wrong: WrongList,
    earlier: Vec<DoneView>,
    /// `overgenomen`, `weggegooid` or nothing.
    done: String,
}

#[derive(Serialize)]
struct ColumnView {
    name: &'static str,
    about: String,
}

#[derive(Serialize)]
struct DoneView {
    file_name: String,
    at: String,
    by: String,
}

/// `GET /beoordeling/toelatingen/overnemen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), &[]).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView, wrong: &[Wrong]) -> Result<Page, AppError> {
    let Acting::Region { slug, .. } = &call.visitor.acting else { return Err(AppError::NotFound) };
    let (slug, scope, now) = (slug.clone(), call.visitor.region_scope()?, call.now);
    let (procedures, earlier) = call
        .read(move |conn| {
            let procedures = public::region(conn, &slug, now)?.procedures;
            Ok((procedures, imports::done(conn, &scope, ImportKind::Contracts)?))
        })
        .await?;
    let choice = |one: public::Procedure| Choice { value: one.id.to_string(), label: one.title };
    let view = |one: Done| DoneView { file_name: one.file_name, at: one.at.to_rfc3339(), by: one.by };
    let column = |column| ColumnView { name: words::heading(column), about: words::about(column) };
    Ok(Page {
        form,
        choices: procedures.into_iter().map(choice).collect(),
        columns: CONTRACTS_COLUMNS.map(column).into(),
        limit: limit(MOST),
        wrong: WrongList::of(wrong),
        earlier: earlier.into_iter().map(view).collect(),
        done: call.query().text("klaar").to_owned(),
    })
}

/// `POST /beoordeling/toelatingen/overnemen`: look at a file; nothing of it counts yet.
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
        .read(move |conn| contracts::wrong(conn, &find, (&looked_at.procedure, &looked_at.table), now))
        .await?;
    if !wrong.is_empty() {
        return again(&call, mistake(), &wrong).await;
    }
    call.change(move |conn, ctx| {
        let id = contracts::prepare(conn, ctx, &scope, brought)?;
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
    /// What is wrong by now; then nothing can be taken over.
    wrong: WrongList,
    /// The aanbieders of whom something changes.
    changed: Vec<PlannedView>,
    /// How many letters go out.
    letters: usize,
    added: usize,
    corrected: usize,
    same: usize,
    /// Contracts that are left out: ended, or decided.
    left_out: usize,
}

#[derive(Serialize)]
struct PlannedView {
    name: String,
    kvk: String,
    /// `new`, `unclaimed` or `registered`.
    who: &'static str,
    /// Whether it gets a letter.
    letter: bool,
    lots: Vec<LotView>,
}

#[derive(Serialize)]
struct LotView {
    lot: String,
    /// `new`, `corrected`, `same`, `ended` or `decided`.
    step: &'static str,
}

/// `GET /beoordeling/toelatingen/overnemen/{id}`: what a file would change.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled.
pub async fn one(call: Call) -> Answer {
    let (scope, now, id): (_, _, ImportId) = (call.visitor.region_scope()?, call.now, call.id("id")?);
    let path = format!("{HOME}/{id}");
    let plan = call.read(move |conn| contracts::plan(conn, &scope, &id, now)).await?;
    call.page("review/overnemen-nakijken.html", &plan_page(path, &plan))
}

fn plan_page(path: String, plan: &Plan) -> PlanPage {
    let (planned, wrong) = match &plan.contractors {
        Ok(planned) => (planned.as_slice(), WrongList::default()),
        Err(wrong) => (&[][..], WrongList::of(wrong)),
    };
    let views: Vec<PlannedView> = planned.iter().map(|one| planned_view(&plan.scheme, one)).collect();
    let count = |steps: &[&str]| {
        views.iter().flat_map(|one| &one.lots).filter(|lot| steps.contains(&lot.step)).count()
    };
    PlanPage {
        path,
        file_name: plan.file_name.clone(),
        wrong,
        letters: planned.iter().filter(|one| one.letter).count(),
        added: count(&["new"]),
        corrected: count(&["corrected"]),
        same: count(&["same"]),
        left_out: count(&["ended", "decided"]),
        changed: views
            .into_iter()
            .filter(|one| one.letter || one.lots.iter().any(|lot| lot.step != "same"))
            .collect(),
    }
}

fn planned_view(scheme: &Scheme, one: &Planned) -> PlannedView {
    let lot = |(contract, step): (&crate::domain::imports::RunningContract, &Step)| LotView {
        lot: lot_of(scheme, &contract.lot),
        step: match step {
            Step::New => "new",
            Step::Corrected(_) => "corrected",
            Step::Same => "same",
            Step::Ended => "ended",
            Step::Decided => "decided",
        },
    };
    PlannedView {
        name: one.contractor.profile.name.clone(),
        kvk: one.contractor.profile.kvk.as_str().to_owned(),
        letter: one.letter,
        who: match one.who {
            Who::New => "new",
            Who::Unclaimed(_) => "unclaimed",
            Who::Registered(_) => "registered",
        },
        lots: one.contractor.contracts.iter().zip(&one.steps).map(lot).collect(),
    }
}

/// `POST /beoordeling/toelatingen/overnemen/{id}`: from now on the contracts stand in the portal.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled, or something is wrong with it by now.
pub async fn take_over(call: Call) -> Answer {
    let (scope, id): (_, ImportId) = (call.visitor.region_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        contracts::take_over(conn, ctx, &scope, &portal, &id)?;
        Ok(format!("{HOME}?klaar=overgenomen"))
    })
    .await
}

/// `POST /beoordeling/toelatingen/overnemen/{id}/weggooien`
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when it was settled.
pub async fn discard(call: Call) -> Answer {
    let (scope, id): (_, ImportId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        imports::discard(conn, ctx, &scope, ImportKind::Contracts, &id)?;
        Ok(format!("{HOME}?klaar=weggegooid"))
    })
    .await
}

/// `GET /beoordeling/toelatingen/overnemen/voorbeeld?procedure=…`: two rows about an aanbieder that does not exist.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn example(call: Call) -> Answer {
    let (scope, now, today) = (call.visitor.region_scope()?, call.now, call.today());
    let procedure = ProcedureId::parse(call.query().text("procedure")).map_err(|_| AppError::NotFound)?;
    let find =
        move |conn: &mut crate::app::DbConn| crate::app::schemes::in_force(conn, &scope, &procedure, now);
    let scheme = call.read(find).await?.scheme;
    let table = || -> csv::Result<Vec<u8>> {
        let mut writer = sheet::writer(true);
        writer.write_record(CONTRACTS_COLUMNS.map(words::heading))?;
        for (number, (gemeente, group, product)) in bought(&scheme).enumerate() {
            // What is said of the aanbieder need stand in the first row only.
            let mut row = vec![words::EXAMPLE_KVK.to_owned()];
            let about = if number == 0 {
                words::example_about(LegalForm::Stichting.code(), words::signing(Signing::Alone))
            } else {
                Default::default()
            };
            row.extend(about);
            row.extend([gemeente, group, product, scheme.term().from.format("%d-%m-%Y").to_string()]);
            row.extend(["20".to_owned(), "4".to_owned(), today.format("%d-%m-%Y").to_string()]);
            writer.write_record(row)?;
        }
        Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
    };
    let bytes = table().map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"overeenkomsten-{}.csv\"", scheme.code());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

/// The first two lots in which something is bought: gemeente, productgroep and product.
fn bought(scheme: &Scheme) -> impl Iterator<Item = (String, String, String)> {
    let lots =
        scheme.groups().iter().flat_map(|group| scheme.gemeenten().iter().map(move |one| (group, one)));
    lots.filter_map(|(group, gemeente)| {
        let in_use = |code| scheme.cell(code, &gemeente.code) == Some(CellState::InUse);
        let product = group.products.iter().find(|one| in_use(&one.code))?;
        Some((gemeente.name.clone(), group.code.to_string(), product.code.to_string()))
    })
    .take(2)
}
