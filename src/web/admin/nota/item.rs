//! `/beheer/vragen/antwoorden/{item}`: one answer, with the questions as they were asked beside it.
//! May import: app, domain, web.

use serde::Serialize;

use super::{Choice, HOME, Head, QuestionView, choices, slug, ticked};
use crate::app::nota::{self as app, Filled, Item, Work};
use crate::domain::ids::NotaItemId;
use crate::domain::words::nota as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/vragen-antwoord.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    id: String,
    seq: i32,
    version: i64,
    subject: String,
    question: String,
    answer: String,
    corrects: String,
    /// The questions that it answers, and those that wait: ticked or not.
    questions: Vec<Ticked>,
    /// What may tell everybody who asked.
    found: Vec<String>,
    subjects: Vec<Choice>,
    /// The published answers, to correct one.
    answers: Vec<Choice>,
    form: FormView,
}

#[derive(Serialize)]
struct Ticked {
    ticked: bool,
    #[serde(flatten)]
    question: QuestionView,
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id, now, slug): (_, NotaItemId, _, _) =
        (call.visitor.region_scope()?, call.id("item")?, call.now, slug(call)?);
    let (item, work) = call.read(move |conn| app::item(conn, &scope, &id, now)).await?;
    Ok(page_of(item, work, &slug, call, form))
}

fn page_of(item: Item, work: Work, slug: &str, call: &Call, form: FormView) -> Page {
    let own = item.questions.iter().map(|one| Ticked { ticked: true, question: QuestionView::from(one) });
    let others = work.waiting.iter().map(|one| Ticked { ticked: false, question: QuestionView::from(one) });
    Page {
        questions: own.chain(others).collect(),
        head: Head::of(&work, slug, call.now),
        id: item.row.id,
        seq: item.row.seq,
        version: item.row.version,
        subject: item.row.subject,
        question: item.row.question,
        answer: item.row.answer,
        corrects: item.row.corrects.unwrap_or_default(),
        found: item.found.iter().map(words::found).collect(),
        subjects: choices(work.subjects),
        answers: choices(work.answers),
        form,
    }
}

/// `GET /beheer/vragen/antwoorden/{item}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and for one that is published.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /beheer/vragen/antwoorden/{item}`: it may be half done.
///
/// # Errors
/// As [`page`]; [`AppError::Stale`] when a colleague saved it meanwhile.
pub async fn save(call: Call) -> Answer {
    let (scope, id): (_, NotaItemId) = (call.visitor.region_scope()?, call.id("item")?);
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let text = |name: &str| call.form.text(name).to_owned();
    let filled = Filled {
        subject: text("onderwerp"),
        question: text("vraag"),
        answer: text("antwoord"),
        corrects: text("verbetert"),
        questions: ticked(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            let window = app::save(conn, ctx, &scope, &id, seen, &filled)?;
            Ok(format!("{HOME}/{window}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}

/// `POST /beheer/vragen/antwoorden/{item}/weggooien`
///
/// # Errors
/// As [`page`].
pub async fn remove(call: Call) -> Answer {
    let (scope, id): (_, NotaItemId) = (call.visitor.region_scope()?, call.id("item")?);
    call.change(move |conn, ctx| {
        let window = app::remove(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}/{window}"))
    })
    .await
}
