//! The letters an aanbieder received: the outcome in plain words first, the whole letter below it, and the file.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::letters;
use crate::domain::ids::LetterId;
use crate::domain::letter::LetterContent;
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::download;

#[derive(Serialize)]
struct ListPage {
    letters: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    number: String,
    subject: String,
    region: String,
    date: String,
}

/// `GET /aanbieder/brieven`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let rows = call.read(move |conn| letters::received(conn, &scope)).await?;
    let lines = rows.into_iter().map(|row| {
        let content = row.content_json.0;
        Line {
            id: row.id,
            number: row.number,
            date: row.dispatched_at.map(|at| long_date(local_day(at.and_utc()))).unwrap_or_default(),
            subject: content.subject,
            region: content.sender.region,
        }
    });
    call.page("provider/brieven.html", &ListPage { letters: lines.collect() })
}

/// A letter on a page, for its receiver and for the team.
#[derive(Serialize)]
pub struct LetterPage {
    letter: LetterContent,
    date: String,
    /// What to do before when: the last day of each gemeente's remedy.
    remedies: Vec<LastDay>,
    download: String,
    /// Whether it was made known.
    sent: bool,
}

#[derive(Serialize)]
struct LastDay {
    gemeente: String,
    last_day: NaiveDate,
}

impl LetterPage {
    /// The page of a letter whose file is at `download`.
    #[must_use]
    pub fn new(letter: LetterContent, download: String, sent: bool) -> Self {
        let sections = std::iter::once(&letter.body).chain(letter.annexes.iter().map(|annex| &annex.section));
        let remedies = sections.flat_map(|section| &section.remedies);
        Self {
            remedies: remedies
                .map(|clause| LastDay { gemeente: clause.gemeente.clone(), last_day: clause.last_day })
                .collect(),
            date: long_date(letter.date),
            letter,
            download,
            sent,
        }
    }
}

/// A letter on a page of who received it.
#[derive(Serialize)]
struct OwnPage {
    #[serde(flatten)]
    page: LetterPage,
    /// Where the aanbieder says that it does not agree; empty where nothing was decided.
    disagree: String,
}

/// `GET /aanbieder/brieven/{id}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another organisation's letter, and before it was made known.
pub async fn one(call: Call) -> Answer {
    let (scope, id): (_, LetterId) = (call.visitor.org_scope()?, call.id("id")?);
    let row = call.read(move |conn| letters::read(conn, &scope, &id)).await?;
    let download = format!("/aanbieder/brieven/{}/pdf", row.id);
    let disagree = match row.kind.0.is_about_decisions() {
        true => format!("/aanbieder/brieven/{}/oneens", row.id),
        false => String::new(),
    };
    let page = LetterPage::new(row.content_json.0, download, true);
    call.page("provider/brief.html", &OwnPage { page, disagree })
}

/// `GET /aanbieder/brieven/{id}/pdf`: the download is noted.
///
/// # Errors
/// As [`one`].
pub async fn pdf(call: Call) -> Answer {
    let (scope, id, ctx): (_, LetterId, _) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let file = call
        .site
        .blocking(move |database| database.write(|conn| letters::download(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &file.digest.hex(), "application/pdf", &file.file_name).await
}
