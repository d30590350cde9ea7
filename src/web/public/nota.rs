//! `/regio/{slug}/vensters/{id}/nota`: the questions about a window with their answers, to read, to search and to keep as a PDF.
//! May import: app, domain (to show), web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::nota::{self, Nota};
use crate::app::public::{Region, Window};
use crate::domain::ids::WindowId;
use crate::domain::words::nota as words;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    region: Head,
    window: WindowView,
    /// What was searched for.
    find: String,
    /// Why nothing is shown, where nothing was found.
    nothing: String,
    /// How many answers are shown.
    found: usize,
    notas: Vec<NotaView>,
}

#[derive(Serialize)]
struct WindowView {
    id: String,
    title: String,
    base: String,
    /// Whether questions are taken now.
    asking: bool,
    questions_until: DateTime<Utc>,
    answers_by: DateTime<Utc>,
}

#[derive(Serialize)]
struct NotaView {
    number: i32,
    title: String,
    at: DateTime<Utc>,
    intro: String,
    version: Option<i32>,
    pdf: bool,
    sha256: String,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    number: String,
    subject: String,
    question: String,
    answer: String,
    corrects: String,
    corrected_by: String,
}

/// `GET /regio/{slug}/vensters/{id}/nota?zoek=…`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region, and before it is public.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let id: WindowId = call.id("id")?;
    let window = find(&region, &id).ok_or(AppError::NotFound)?;
    let (scope, wanted) = (region.scope.clone(), call.query().text("zoek").to_owned());
    let looked_for = wanted.clone();
    let notas = call.read(move |conn| nota::published(conn, &scope, &id, &looked_for)).await?;
    let found = notas.iter().map(|one| one.answers.len()).sum();
    let searched = !wanted.is_empty();
    let content = Page {
        window: view(&region, window, call.now),
        nothing: if searched && found == 0 { words::nothing_found(&wanted) } else { String::new() },
        find: wanted,
        found,
        notas: notas.into_iter().map(NotaView::from).collect(),
        region: Head::of(&region),
    };
    frame::page(&call, &region, Place::Windows, "public/region/nota.html", &content)
}

fn find<'a>(region: &'a Region, id: &WindowId) -> Option<&'a Window> {
    region.procedures.iter().flat_map(|procedure| &procedure.windows).find(|window| window.id == *id)
}

fn view(region: &Region, window: &Window, now: DateTime<Utc>) -> WindowView {
    WindowView {
        base: format!("/regio/{}/vensters/{}/nota", region.slug, window.id),
        id: window.id.to_string(),
        title: window.title.clone(),
        asking: window.phases.takes_questions(now),
        questions_until: window.phases.questions_until,
        answers_by: window.phases.answers_by,
    }
}

impl From<Nota> for NotaView {
    fn from(one: Nota) -> Self {
        let answer = |one: nota::Answer| AnswerView {
            number: one.number,
            subject: one.subject,
            question: one.question,
            answer: one.answer,
            corrects: one.corrects,
            corrected_by: one.corrected_by,
        };
        Self {
            title: words::title(u32::try_from(one.number).unwrap_or_default()),
            number: one.number,
            at: one.at,
            intro: one.intro,
            version: one.version,
            pdf: one.pdf,
            sha256: one.sha256,
            answers: one.answers.into_iter().map(answer).collect(),
        }
    }
}

/// `GET /regio/{slug}/vensters/{id}/nota/{number}/nota.pdf`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region and a number that does not exist; also until the PDF was made.
pub async fn pdf(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (id, number): (WindowId, String) = (call.id("id")?, call.param("number")?.to_owned());
    let window = find(&region, &id).ok_or(AppError::NotFound)?;
    let name = words::file_name(&window.title, number.parse().map_err(|_| AppError::NotFound)?);
    let scope = region.scope.clone();
    let sha256 = call.read(move |conn| nota::pdf(conn, &scope, &id, &number)).await?;
    download::hand_out(&call, &sha256, "application/pdf", &name).await
}
