//! `/beoordeling/toelatingen/bevestigingen`: who confirmed this year that everything is still so, and what was said.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::seen;
use crate::app::confirmations::{self, AnswerSeen, One, TeamLine};
use crate::domain::ids::ConfirmationId;
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};

const LIST: &str = "/beoordeling/toelatingen/bevestigingen";

#[derive(Serialize)]
struct Page {
    /// Who said something that somebody should read, and nobody took up.
    notable: Vec<LineView>,
    /// Who must still confirm, what is overdue first.
    waiting: Vec<LineView>,
    /// Who confirmed, with nothing to read or with somebody who took it up.
    confirmed: Vec<LineView>,
}

#[derive(Serialize)]
struct LineView {
    id: String,
    name: String,
    due: String,
    overdue: bool,
    /// The day on which it was confirmed; empty while it was not.
    confirmed: String,
    /// Whether there is an answer that somebody should read, and nobody took it up.
    notable: bool,
    taken: bool,
}

impl From<TeamLine> for LineView {
    fn from(line: TeamLine) -> Self {
        let confirmed = line.row.confirmed_at.map(|at| long_date(local_day(at.and_utc())));
        Self {
            id: line.row.id,
            name: line.name,
            due: line.row.due_on.to_string(),
            overdue: line.overdue,
            confirmed: confirmed.unwrap_or_default(),
            notable: line.row.notable,
            taken: line.row.taken_by.is_some(),
        }
    }
}

#[derive(Serialize)]
struct OnePage {
    line: LineView,
    answers: Vec<AnswerView>,
    taken_by: String,
    shielded: bool,
    version: i64,
}

#[derive(Serialize)]
struct AnswerView {
    question: String,
    /// Nothing where only who took it up reads it.
    value: Option<String>,
    on: String,
    changed: bool,
    exclusion: bool,
}

impl From<AnswerSeen> for AnswerView {
    fn from(one: AnswerSeen) -> Self {
        Self {
            question: one.question,
            value: one.value,
            on: one.as_of.to_string(),
            changed: one.changed,
            exclusion: one.exclusion,
        }
    }
}

/// `GET /beoordeling/toelatingen/bevestigingen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let lines = call.read(move |conn| confirmations::of_region(conn, &ctx, &scope)).await?;
    let lines = lines.into_iter().map(LineView::from);
    let (mut waiting, given): (Vec<_>, Vec<_>) = lines.partition(|one| one.confirmed.is_empty());
    let (notable, confirmed) = given.into_iter().partition(|one| one.notable && !one.taken);
    // The names stay in order within each part.
    waiting.sort_by_key(|one| !one.overdue);
    call.page("review/bevestigingen.html", &Page { notable, waiting, confirmed })
}

/// `GET /beoordeling/toelatingen/bevestigingen/{id}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's.
pub async fn one(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, ConfirmationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let One { line, answers, taken_by, shielded } =
        call.read(move |conn| confirmations::one(conn, &ctx, &scope, &id)).await?;
    let page = OnePage {
        version: line.row.version,
        line: line.into(),
        answers: answers.into_iter().map(AnswerView::from).collect(),
        taken_by: taken_by.unwrap_or_default(),
        shielded,
    };
    call.page("review/bevestiging.html", &page)
}

/// `POST /beoordeling/toelatingen/bevestigingen/{id}/oppakken`
///
/// # Errors
/// [`crate::web::error::AppError::Refused`] while nothing was confirmed; [`crate::web::error::AppError::Stale`].
pub async fn take(call: Call) -> Answer {
    let (scope, id): (_, ConfirmationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    call.change(move |conn, ctx| {
        confirmations::take(conn, ctx, &scope, (&id, seen))?;
        Ok(format!("{LIST}/{id}"))
    })
    .await
}
