//! `/beheer/vragen`: the questions about each window, the answers that are being written, and the nota in which they are published.
//! May import: app, domain (to show), web.

pub mod item;
pub mod publish;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::documents::slug;
use super::team::Choice;
use crate::app::FieldError;
use crate::app::nota::{self as app, About, Asked, Item, NewQuestion, Overview, Work};
use crate::domain::code::Code as _;
use crate::domain::ids::{Id, QuestionId, WindowId};
use crate::domain::words::nota as words;
use crate::storage::DbConn;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beheer/vragen";
const TEMPLATE: &str = "admin/vragen-venster.html";

#[derive(Serialize)]
struct ListPage {
    windows: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    procedure: String,
    phase: &'static str,
    waiting: usize,
    published: i64,
    questions_until: DateTime<Utc>,
    answers_by: DateTime<Utc>,
    /// That the answers are late; empty when they are not.
    late: String,
}

impl From<Overview> for Line {
    fn from(one: Overview) -> Self {
        Self {
            id: one.window.id.to_string(),
            title: one.window.title,
            procedure: one.procedure,
            phase: one.window.phase.code(),
            waiting: one.waiting,
            published: one.published,
            questions_until: one.window.phases.questions_until,
            answers_by: one.window.phases.answers_by,
            late: one.late.map(words::late).unwrap_or_default(),
        }
    }
}

/// `GET /beheer/vragen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    let found = call.read(move |conn| app::overview(conn, &scope, now)).await?;
    call.page("admin/vragen.html", &ListPage { windows: found.into_iter().map(Line::from).collect() })
}

/// A window in the head of the pages about it.
#[derive(Serialize)]
struct Head {
    id: String,
    title: String,
    base: String,
    /// Where everybody reads its notas.
    public: String,
    phase: &'static str,
    questions_until: DateTime<Utc>,
    answers_by: DateTime<Utc>,
    closes: DateTime<Utc>,
    open: bool,
    late: String,
}

impl Head {
    fn of(work: &Work, slug: &str, now: DateTime<Utc>) -> Self {
        let phases = &work.window.phases;
        Self {
            base: format!("{HOME}/{}", work.window.id),
            public: format!("/regio/{slug}/vensters/{}/nota", work.window.id),
            id: work.window.id.to_string(),
            title: work.window.title.clone(),
            phase: work.window.phase.code(),
            questions_until: phases.questions_until,
            answers_by: phases.answers_by,
            closes: phases.closes,
            open: now < phases.closes,
            late: work.late.map(words::late).unwrap_or_default(),
        }
    }
}

/// A question as it was asked, for the team only.
#[derive(Serialize)]
struct QuestionView {
    id: String,
    by: String,
    came_in: String,
    subject: String,
    body: String,
    at: DateTime<Utc>,
}

impl From<&Asked> for QuestionView {
    fn from(one: &Asked) -> Self {
        Self {
            id: one.row.id.clone(),
            by: one.by.clone(),
            came_in: one.row.came_in.clone(),
            subject: one.row.subject_title.clone(),
            body: one.row.body.clone(),
            at: one.row.asked_at.and_utc(),
        }
    }
}

/// An answer that is being written.
#[derive(Serialize)]
struct ItemView {
    id: String,
    seq: i32,
    subject: String,
    question: String,
    answer: String,
    questions: usize,
    /// What may tell everybody who asked.
    found: Vec<String>,
}

impl From<&Item> for ItemView {
    fn from(one: &Item) -> Self {
        Self {
            id: one.row.id.clone(),
            seq: one.row.seq,
            subject: one.row.subject_title.clone(),
            question: one.row.question.clone(),
            answer: one.row.answer.clone(),
            questions: one.questions.len(),
            found: one.found.iter().map(words::found).collect(),
        }
    }
}

#[derive(Serialize)]
struct NotaView {
    number: i32,
    at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Page {
    head: Head,
    waiting: Vec<QuestionView>,
    declined: usize,
    items: Vec<ItemView>,
    published: Vec<NotaView>,
    /// Version of the nota that is being worked at; 0 where there is none.
    version: i64,
    intro: String,
    amendment: String,
    amendments: Vec<Choice>,
    subjects: Vec<Choice>,
    /// The question that somebody wanted to give no answer.
    declining: String,
    form: FormView,
}

fn choices(all: Vec<(String, String)>) -> Vec<Choice> {
    all.into_iter().map(|(value, label)| Choice { value, label }).collect()
}

async fn look(call: &Call, id: WindowId) -> Result<(Head, Work), AppError> {
    let (scope, now, slug) = (call.visitor.region_scope()?, call.now, slug(call)?);
    let work = call.read(move |conn: &mut DbConn| app::work(conn, &scope, &id, now)).await?;
    Ok((Head::of(&work, &slug, now), work))
}

async fn show(call: &Call, id: WindowId, declining: &str, form: FormView) -> Result<Page, AppError> {
    let (head, work) = look(call, id).await?;
    let draft = work.draft.as_ref();
    let amendments = work.amendments.iter().map(|one| Choice {
        value: one.id.clone(),
        label: format!("Wijziging van {}: {}", one.started_by, first_line(&one.motivation)),
    });
    Ok(Page {
        waiting: work.waiting.iter().map(QuestionView::from).collect(),
        declined: work.declined,
        items: work.items.iter().map(ItemView::from).collect(),
        published: work
            .published
            .iter()
            .rev()
            .map(|one| NotaView {
                number: one.seq.unwrap_or_default(),
                at: one.published_at.map(|at| at.and_utc()),
            })
            .collect(),
        version: draft.map_or(0, |one| one.version),
        intro: draft.map(|one| one.intro.clone()).unwrap_or_default(),
        amendment: draft.and_then(|one| one.amendment_id.clone()).unwrap_or_default(),
        amendments: amendments.collect(),
        subjects: choices(work.subjects),
        declining: declining.to_owned(),
        head,
        form,
    })
}

/// The first line of a text, short enough for a choice.
fn first_line(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > MOST {
        line.chars().take(MOST).chain(['…']).collect()
    } else {
        line.to_owned()
    }
}

/// `GET /beheer/vragen/{window}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's.
pub async fn window(call: Call) -> Answer {
    let page = show(&call, call.id("window")?, "", FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn again(call: &Call, id: WindowId, declining: &str, mistakes: Vec<FieldError>) -> Answer {
    let page = show(call, id, declining, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

/// The ticked questions.
fn ticked(call: &Call) -> Result<Vec<QuestionId>, AppError> {
    let all = call.form.all("vragen").filter(|id| !id.is_empty()).map(Id::parse);
    all.collect::<Result<_, _>>().map_err(|_| AppError::NotFound)
}

/// `POST /beheer/vragen/{window}/antwoord`: begin an answer to the ticked questions.
///
/// # Errors
/// [`AppError::NotFound`] for a question about another window; [`AppError::Refused`] once the window is closed.
pub async fn begin(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.region_scope()?, call.id("window")?);
    let asked = ticked(&call)?;
    call.change(move |conn, ctx| {
        let item = app::begin(conn, ctx, &scope, &id, &asked)?;
        Ok(format!("{HOME}/antwoorden/{item}"))
    })
    .await
}

/// `POST /beheer/vragen/{window}/toevoegen`: write down a question that came in otherwise.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Refused`] once the window is closed.
pub async fn add(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.region_scope()?, call.id("window")?);
    let new = NewQuestion {
        subject: call.form.text("onderwerp").to_owned(),
        body: call.form.text("vraag").to_owned(),
        came_in: call.form.text("hoe").to_owned(),
    };
    let here = id.clone();
    let done = call
        .change(move |conn, ctx| {
            app::add(conn, ctx, &scope, &id, &new)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, here, "", mistakes).await,
        done => done,
    }
}

/// `POST /beheer/vragen/{window}/nota`: what comes before the answers, and what the nota announces.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`].
pub async fn describe(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.region_scope()?, call.id("window")?);
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let about = About {
        intro: call.form.text("inleiding").to_owned(),
        amendment: call.form.text("wijziging").to_owned(),
    };
    let here = id.clone();
    let done = call
        .change(move |conn, ctx| {
            app::describe(conn, ctx, &scope, &id, seen, &about)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, here, "", mistakes).await,
        done => done,
    }
}

/// `POST /beheer/vragen/vraag/{id}/afwijzen`: it gets no answer in a nota, with the reason for who asked.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Refused`] once it is taken into an answer.
pub async fn decline(call: Call) -> Answer {
    let (scope, id): (_, QuestionId) = (call.visitor.region_scope()?, call.id("id")?);
    let window: WindowId = Id::parse(call.form.text("venster")).map_err(|_| AppError::NotFound)?;
    let (reason, portal) = (call.form.text("reden").to_owned(), call.site.url.clone());
    let asked = id.clone();
    let done = call
        .change(move |conn, ctx| {
            let window = app::decline(conn, ctx, &scope, &id, &reason, &portal)?;
            Ok(format!("{HOME}/{window}"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, window, asked.as_str(), mistakes).await,
        done => done,
    }
}
