//! The page of a wijziging: what changes, why, what it does, and who does what next.
//! May import: app, domain, web.

use serde::Serialize;

use super::{Head, home, seen};
use crate::app::FieldError;
use crate::app::amend::{self, Dossier, Text};
use crate::domain::ids::{AmendmentId, Id, ProcedureId};
use crate::domain::scheme::{Parameter, ParameterValue, Requirement, Scheme, compare};
use crate::domain::words::comparison::told;
use crate::domain::words::dates::long_date;
use crate::domain::words::numbers::places;
use crate::domain::words::requirement::{Sentence, value};
use crate::domain::words::{scheme as scheme_words, supply};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/wijziging.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    started_by: String,
    started_at: String,
    motivation: String,
    returned_reason: String,
    changes: Vec<ToldView>,
    texts: Vec<TextView>,
    cautions: Vec<String>,
    numbers: Vec<Line>,
    requirements: Vec<Line>,
    enough: Vec<String>,
    trials: Vec<TrialView>,
    /// Whether the last working out was of this very text, and it changes something.
    may_propose: bool,
    effective: DateParts,
    form: FormView,
}

/// One thing that changes, in plain sentences.
#[derive(Serialize)]
pub(super) struct ToldView {
    head: String,
    lines: Vec<String>,
}

/// Everything that changes.
pub(super) fn told_of(base: &Scheme, changed: &Scheme) -> Vec<ToldView> {
    let all = told(base, changed, &compare(base, changed));
    all.into_iter().map(|one| ToldView { head: one.head, lines: one.lines }).collect()
}

#[derive(Serialize)]
struct TextView {
    code: String,
    title: String,
    before: Vec<Sentence>,
    after: Vec<Sentence>,
}

/// Something that can be changed, with how it is now.
#[derive(Serialize)]
struct Line {
    code: String,
    title: String,
    now: Vec<String>,
}

#[derive(Serialize)]
struct TrialView {
    id: String,
    seq: i32,
    by: String,
    at: String,
    population: usize,
    dropping_out: usize,
    is_current: bool,
}

/// `POST /beheer/regeling/wijzigingen`: begin from the newest version.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn start(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let procedure: ProcedureId = Id::parse(call.form.text("procedure")).map_err(|_| AppError::NotFound)?;
    call.change(move |conn, ctx| Ok(home(&amend::start(conn, ctx, &scope, &procedure)?))).await
}

/// `GET /beheer/regeling/wijzigingen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id): (_, AmendmentId) = (call.visitor.region_scope()?, call.id("id")?);
    let Dossier { opened, started_by, trials, .. } =
        call.read(move |conn| amend::dossier(conn, &scope, &id)).await?;
    let (base, scheme) = (&opened.base.scheme, &opened.scheme);
    let text =
        |one: Text| TextView { code: one.code, title: one.title, before: one.before, after: one.after };
    let known: Vec<_> = base.cautions().iter().map(|one| &one.warning).collect();
    let fresh = scheme.cautions().iter().filter(|one| !known.contains(&&one.warning));
    let may_propose = trials.first().is_some_and(|last| last.is_current) && !compare(base, scheme).is_empty();
    Ok(Page {
        may_propose,
        effective: DateParts::sent(&call.form, "ingang"),
        head: Head::of(&opened),
        started_by,
        started_at: opened.row.started_at.and_utc().to_rfc3339(),
        motivation: opened.row.motivation.clone(),
        returned_reason: opened.row.returned_reason.clone(),
        changes: told_of(base, scheme),
        texts: amend::texts(base, scheme).into_iter().map(text).collect(),
        cautions: fresh.map(|one| scheme_words::warning(&one.warning)).collect(),
        numbers: scheme.parameters().iter().map(|one| number(scheme, one)).collect(),
        requirements: scheme.requirements().iter().map(|one| requirement(scheme, one)).collect(),
        enough: supply::sufficient(scheme.sufficient()),
        trials: trials
            .into_iter()
            .map(|one| TrialView {
                id: one.id,
                seq: one.seq,
                by: one.by,
                at: one.at.and_utc().to_rfc3339(),
                population: one.population,
                dropping_out: one.dropping_out,
                is_current: one.is_current,
            })
            .collect(),
        form,
    })
}

fn number(scheme: &Scheme, one: &Parameter) -> Line {
    let line = |at: &ParameterValue| {
        let number = value(Some(&one.kind), &at.value);
        format!("{number} vanaf {}{}", long_date(at.from), places(scheme, &at.scope))
    };
    Line { code: one.code.to_string(), title: one.title.clone(), now: one.values.iter().map(line).collect() }
}

fn requirement(scheme: &Scheme, one: &Requirement) -> Line {
    let where_it_applies = places(scheme, &one.scope);
    let now = if where_it_applies.is_empty() { "overal" } else { where_it_applies.trim_start() };
    Line { code: one.code.to_string(), title: one.title.clone(), now: vec![now.to_owned()] }
}

/// `POST …/motivering`
///
/// # Errors
/// [`AppError::Refused`] once it was worked out.
pub async fn motivate(call: Call) -> Answer {
    let (scope, id, seen) = seen(&call)?;
    let why = call.form.text("motivering").to_owned();
    let done = call
        .change(move |conn, ctx| {
            amend::motivate(conn, ctx, &scope, &id, seen, &why)?;
            Ok(home(&id))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes).await,
        done => done,
    }
}

/// The page again, with what must be corrected in one of its forms.
pub(super) async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = show(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

/// `POST …/weggooien`
///
/// # Errors
/// [`AppError::Refused`] when it waits for a colleague or is over.
pub async fn discard(call: Call) -> Answer {
    let (scope, id, seen) = seen(&call)?;
    call.change(move |conn, ctx| {
        amend::discard(conn, ctx, &scope, &id, seen)?;
        Ok("/beheer/regeling?klaar=weggegooid".to_owned())
    })
    .await
}
