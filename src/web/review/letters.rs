//! Letters of the region, for the team that sent them, and those that did not arrive.
//! May import: app, domain, web.

use serde::Serialize;

use crate::app::letters;
use crate::domain::ids::LetterId;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::provider::letters::LetterPage;

/// A mail about the letter that did not arrive.
#[derive(Serialize)]
struct Bounced {
    reason: String,
    /// Since when that is known, RFC 3339.
    at: String,
    /// When the letter was sent again, RFC 3339; empty while it was not.
    again: String,
}

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    page: LetterPage,
    id: String,
    /// The mails that did not arrive, the first first.
    bounced: Vec<Bounced>,
    /// Whether one of them was not followed by another.
    missing: bool,
    /// Whether the reader may send it again.
    sends: bool,
    form: FormView,
}

/// `GET /beoordeling/brieven/{id}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for a letter of another region.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/brief.html", &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id): (_, LetterId) = (call.visitor.region_scope()?, call.id("id")?);
    let (row, bounced) = call
        .read(move |conn| {
            Ok((letters::read_for_team(conn, &scope, &id)?, letters::bounced(conn, &scope, &id)?))
        })
        .await?;
    let download =
        if row.sha256.is_some() { format!("/beoordeling/brieven/{}/pdf", row.id) } else { String::new() };
    let sent = row.dispatched_at.is_some();
    let missing = bounced.iter().any(|one| one.again.is_none());
    Ok(Page {
        id: row.id,
        page: LetterPage::new(row.content_json.0, download, sent),
        bounced: bounced.into_iter().map(Bounced::from).collect(),
        missing,
        sends: call.may("review.letter_again"),
        form,
    })
}

impl From<letters::Bounced> for Bounced {
    fn from(one: letters::Bounced) -> Self {
        let again = one.again.map(|at| at.to_rfc3339()).unwrap_or_default();
        Self { at: one.at.to_rfc3339(), again, reason: one.reason }
    }
}

/// `GET /beoordeling/brieven/{id}/pdf`: the download is noted.
///
/// # Errors
/// As [`one`]; also until the letter was rendered.
pub async fn pdf(call: Call) -> Answer {
    let (scope, id, ctx): (_, LetterId, _) = (call.visitor.region_scope()?, call.id("id")?, call.ctx());
    let file = call
        .site
        .blocking(move |database| database.write(|conn| letters::download_for_team(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &file.digest.hex(), "application/pdf", &file.file_name).await
}

#[derive(Serialize)]
struct ListPage {
    letters: Vec<Line>,
}

/// A letter that did not arrive.
#[derive(Serialize)]
struct Line {
    id: String,
    number: String,
    organisation: String,
    reason: String,
    /// RFC 3339.
    since: String,
}

impl From<letters::Missing> for Line {
    fn from(one: letters::Missing) -> Self {
        Self {
            id: one.letter,
            number: one.number,
            organisation: one.organisation,
            reason: one.reason,
            since: one.since.to_rfc3339(),
        }
    }
}

/// `GET /beoordeling/brieven`: those that did not arrive and were not sent again yet.
///
/// # Errors
/// What the database says.
pub async fn missing(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let letters = call.read(move |conn| letters::missing(conn, &scope)).await?;
    call.page("review/brieven.html", &ListPage { letters: letters.into_iter().map(Line::from).collect() })
}

/// `POST /beoordeling/brieven/{id}/terug`: its mail came back.
///
/// # Errors
/// [`AppError::Refused`] where that is known, or the letter did not leave yet.
pub async fn returned(call: Call) -> Answer {
    let (scope, id): (_, LetterId) = (call.visitor.region_scope()?, call.id("id")?);
    let (why, portal) = (call.form.text("reden").to_owned(), call.site.url.clone());
    let done = call
        .change(move |conn, ctx| {
            letters::returned(conn, ctx, &scope, &id, (&why, &portal))?;
            Ok(format!("/beoordeling/brieven/{id}#verzending"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form("review/brief.html", &page)
        }
        done => done,
    }
}

/// `POST /beoordeling/brieven/{id}/opnieuw`: send it again, with terms that start anew.
///
/// # Errors
/// [`AppError::Refused`] where it is not known that it did not arrive, or nothing can be answered any more.
pub async fn again(call: Call) -> Answer {
    let (scope, id): (_, LetterId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        let sent = letters::send_again(conn, ctx, &scope, &id)?;
        Ok(format!("/beoordeling/brieven/{sent}#verzending"))
    })
    .await
}
