//! `/beoordeling/bewijsverzoeken`: what admitted aanbieders are asked to send since the regeling changed, and settling what they sent.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::seen;
use crate::app::Error;
use crate::app::evidence_requests::{self as requests, Line, One};
use crate::domain::admission::RequestState;
use crate::domain::code::Code as _;
use crate::domain::ids::{EvidenceId, EvidenceRequestId};
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::words::contracts as words;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const LIST: &str = "/beoordeling/bewijsverzoeken";
const PAGE: &str = "review/bewijsverzoek.html";

#[derive(Serialize)]
struct Page {
    lines: Vec<LineView>,
    /// What was just done, for the message on top.
    done: &'static str,
}

#[derive(Serialize)]
struct LineView {
    id: String,
    name: String,
    title: String,
    state: &'static str,
    due: String,
    /// Whether a newer bewijsstuk is asked, because the one that is there expires.
    expires: bool,
    /// The day of the last reminder; empty where there was none.
    reminded: String,
}

impl From<Line> for LineView {
    fn from(line: Line) -> Self {
        Self {
            expires: line.row.is_renewal(),
            id: line.row.id,
            name: line.name,
            title: line.title,
            state: line.row.state.0.code(),
            due: line.row.due_on.to_string(),
            reminded: line.row.reminded_on.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    line: LineView,
    text: String,
    reply: String,
    reason: String,
    pieces: Vec<Piece>,
    version: i64,
    answered: bool,
    settled: bool,
    /// Why it is asked until that day.
    why: Vec<String>,
}

#[derive(Serialize)]
struct Piece {
    id: String,
    name: String,
}

/// `GET /beoordeling/bewijsverzoeken`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let lines = call.read(move |conn| requests::of_region(conn, &scope, None)).await?;
    let done = match call.query().text("gedaan") {
        "akkoord" => "accepted",
        "terug" => "given_back",
        "vervallen" => "dropped",
        _ => "",
    };
    call.page(
        "review/bewijsverzoeken.html",
        &Page { lines: lines.into_iter().map(Into::into).collect(), done },
    )
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.region_scope()?, call.id("id")?);
    let One { line, text, pieces, why } = call.read(move |conn| requests::one(conn, &scope, &id)).await?;
    let state = line.row.state.0;
    Ok(OnePage {
        form,
        text,
        why,
        reply: line.row.reply.clone(),
        reason: line.row.reason.clone(),
        pieces: pieces.into_iter().map(|(piece, _)| Piece { id: piece.id, name: piece.file_name }).collect(),
        version: line.row.version,
        answered: state == RequestState::Answered,
        settled: !RequestState::OPEN.contains(&state),
        line: line.into(),
    })
}

/// `GET /beoordeling/bewijsverzoeken/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(PAGE, &page)
}

/// `POST …/akkoord`
///
/// # Errors
/// [`AppError::Refused`] when nothing waits; [`AppError::Stale`].
pub async fn accept(call: Call) -> Answer {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    call.change(move |conn, ctx| {
        requests::accept(conn, ctx, &scope, (&id, seen))?;
        Ok(format!("{LIST}?gedaan=akkoord"))
    })
    .await
}

/// `POST …/terug`
///
/// # Errors
/// As [`accept`].
pub async fn give_back(call: Call) -> Answer {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.region_scope()?, call.id("id")?);
    let (seen, portal) = (seen(&call)?, call.site.url.clone());
    let lacking = why(&call, "ontbreekt", words::SAY_LACKING);
    let done = match lacking {
        Err(error) => Err(error.into()),
        Ok(lacking) => {
            call.change(move |conn, ctx| {
                requests::give_back(conn, ctx, &scope, (&id, seen), &lacking, &portal)?;
                Ok(format!("{LIST}?gedaan=terug"))
            })
            .await
        }
    };
    or_again(&call, done).await
}

/// `POST …/vervallen`
///
/// # Errors
/// As [`accept`].
pub async fn drop_it(call: Call) -> Answer {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let done = match why(&call, "vervalt", words::SAY_DROPPED) {
        Err(error) => Err(error.into()),
        Ok(why) => {
            call.change(move |conn, ctx| {
                requests::drop_it(conn, ctx, &scope, (&id, seen), &why)?;
                Ok(format!("{LIST}?gedaan=vervallen"))
            })
            .await
        }
    };
    or_again(&call, done).await
}

fn why(call: &Call, field: &str, missing: &str) -> Result<Motivation, Error> {
    Motivation::parse(call.form.text(field)).map_err(|why| match why {
        NoMotivation::Empty => Error::field(field, missing),
        NoMotivation::TooLong => Error::field(field, words::TOO_LONG),
    })
}

/// What was done, or the page again with what is wrong beside its field.
async fn or_again(call: &Call, done: Answer) -> Answer {
    call.or_again(done, PAGE, async |form| look(call, form).await).await
}

/// `GET /beoordeling/bewijsverzoeken/{id}/bewijs/{piece}`: a file that was sent; the download is noted.
///
/// # Errors
/// [`AppError::NotFound`] when it was not sent with this request.
pub async fn piece(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, piece): (EvidenceRequestId, EvidenceId) = (call.id("id")?, call.id("piece")?);
    let file = call
        .site
        .blocking(move |database| database.write(|conn| requests::download(conn, &ctx, &scope, &id, &piece)))
        .await?;
    download::hand_out(&call, &file.sha256, &file.media_type, &file.file_name).await
}
