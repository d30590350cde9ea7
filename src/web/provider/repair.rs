//! Answering a herstelverzoek, on the very question it is about.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::due;
use crate::app::review::{self, Asked, Repair};
use crate::domain::application::clarification::Kind;
use crate::domain::code::Code as _;
use crate::domain::facts::{Choice, FactDef, FactType, FactValue, Fields};
use crate::domain::ids::{ApplicationId, ClarificationId, Id};
use crate::domain::words::requirement as texts;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "provider/herstel.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    number: String,
    requirement: String,
    incomplete: bool,
    question: String,
    state: &'static str,
    is_open: bool,
    due: String,
    /// Why it is that day.
    why: Vec<String>,
    answer: String,
    field: Option<Field>,
    vault: Vec<Piece>,
    /// What was asked in the same request.
    together: Vec<Together>,
    /// Since when and until when at most the decision term stands still.
    paused: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
}

/// One thing of the same request.
#[derive(Serialize)]
struct Together {
    href: String,
    title: String,
    state: &'static str,
    is_this: bool,
}

/// The question that the request is about.
#[derive(Serialize)]
struct Field {
    code: String,
    label: String,
    /// How it is asked: `yes_no`, `line`, `text`, `choice`, `choices`, or `words` where it is told in words.
    kind: &'static str,
    options: Vec<Piece>,
    /// The answer that was sent in, in words.
    sent: String,
}

/// Something to choose.
#[derive(Serialize)]
struct Piece {
    value: String,
    label: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/herstel/{request}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx): (_, _) = (call.visitor.org_scope()?, call.ctx());
    let (id, request): (ApplicationId, ClarificationId) = (call.id("id")?, call.id("request")?);
    let action = format!("/aanbieder/aanmeldingen/{id}/herstel/{request}");
    call.read(move |conn| {
        let asked = review::asked(conn, &ctx, &scope, &id, &request)?;
        let is_open = asked.is_open(&ctx);
        let why = review::why_request(conn, &asked)?;
        let paused = due::paused(conn, &asked.opened.row)?;
        Ok(Page { why, paused, ..show(asked, is_open, action, form) })
    })
    .await
}

fn show(asked: Asked, is_open: bool, action: String, form: FormView) -> Page {
    let vault = asked
        .vault
        .iter()
        .map(|(piece, _)| Piece { value: piece.id.clone(), label: piece.file_name.clone() });
    let together = asked.together.iter().map(|one| Together {
        href: format!("/aanbieder/aanmeldingen/{}/herstel/{}", one.application_id, one.id),
        title: asked.title_of(one).to_owned(),
        state: one.state.0.code(),
        is_this: one.id == asked.request.id,
    });
    Page {
        together: together.collect(),
        paused: None,
        form,
        action,
        number: asked.opened.row.number.clone(),
        requirement: asked.title().to_owned(),
        incomplete: asked.request.kind.0 == Kind::Incomplete,
        state: asked.request.state.0.code(),
        is_open,
        due: asked.request.due_at.and_utc().to_rfc3339(),
        why: Vec::new(),
        vault: vault.collect(),
        field: asked.question.as_ref().map(|def| field(def, asked.answer.as_ref())),
        question: asked.request.question,
        answer: asked.request.answer,
    }
}

fn field(def: &FactDef, sent: Option<&FactValue>) -> Field {
    let options = |list: &[Choice]| {
        list.iter().map(|one| Piece { value: one.code.clone(), label: one.title.clone() }).collect()
    };
    let (kind, options) = match &def.kind {
        FactType::YesNo => ("yes_no", Vec::new()),
        FactType::Whole(_) | FactType::Money(_) | FactType::Percent(_) | FactType::Day(_) => {
            ("line", Vec::new())
        }
        FactType::Text(_) => ("text", Vec::new()),
        FactType::Choice(list) => ("choice", options(list)),
        FactType::Choices(list) => ("choices", options(list)),
        // A whole table is not put right in a corner of this page: the aanbieder says in words what must change.
        FactType::ComplyOrExplain { .. } | FactType::PaidPersons => ("words", Vec::new()),
    };
    Field {
        code: def.code.to_string(),
        label: def.question.clone(),
        kind,
        options,
        sent: sent.map(|value| texts::value(Some(&def.kind), value)).unwrap_or_default(),
    }
}

/// `POST /aanbieder/aanmeldingen/{id}/herstel/{request}`
///
/// # Errors
/// [`AppError::Refused`] after the term, or when it was answered before.
pub async fn answer(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.org_scope()?, call.id("id")?);
    let request: ClarificationId = call.id("request")?;
    let given = Repair {
        text: call.form.text("antwoord").to_owned(),
        fields: fields(&call.form),
        evidence: call.form.all("bewijs").filter_map(|id| Id::parse(id).ok()).collect(),
    };
    let done = call
        .change(move |conn, ctx| {
            review::repair(conn, ctx, &scope, (&id, &request), &given)?;
            Ok(format!("/aanbieder/aanmeldingen/{id}/herstel/{request}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// The fields of the question as its type reads them.
fn fields(form: &Form) -> Fields {
    let mut fields: Fields = BTreeMap::new();
    for (name, value) in form.under("vraag.") {
        fields.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    fields
}
