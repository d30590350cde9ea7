//! `/beheer/vensters/{id}/storing`: what is known of a failure around the close, and more time for everybody because of it.
//! May import: app, domain, web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::super::laid_down;
use super::dates::{self, Dates};
use super::drafts::Line;
use crate::app::failure::{self, Seen};
use crate::domain::failure::{Evidence, Outage};
use crate::domain::ids::WindowId;
use crate::domain::laid_down::LaidDown;
use crate::domain::windows::Occasion;
use crate::domain::words::dates::exact_moment;
use crate::domain::words::failure as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/venster-storing.html";

#[derive(Serialize)]
struct Page {
    id: String,
    title: String,
    closes: DateTime<Utc>,
    closed: bool,
    outages: Vec<Silence>,
    refused: Vec<Attempt>,
    drafts: Vec<Line>,
    logins: Vec<Login>,
    others: usize,
    earlier: Vec<Earlier>,
    dates: Dates,
    form: FormView,
}

/// A time in which the portal was not there.
#[derive(Serialize)]
struct Silence {
    from: String,
    until: String,
    minutes: i64,
}

/// What somebody tried to send in.
#[derive(Serialize)]
struct Attempt {
    name: String,
    at: String,
    cause: &'static str,
}

/// Who could not log in.
#[derive(Serialize)]
struct Login {
    name: String,
    at: DateTime<Utc>,
}

/// What was known when everybody got more time before.
#[derive(Serialize)]
struct Earlier {
    at: DateTime<Utc>,
    outages: usize,
    refused: usize,
    drafts: usize,
    logins: usize,
}

impl From<Outage> for Silence {
    fn from(one: Outage) -> Self {
        // Half a minute counts as one: nobody reads that the portal was away for nought minutes.
        let minutes = ((one.until - one.from).num_seconds() + 59) / 60;
        Self { from: exact_moment(one.from), until: exact_moment(one.until), minutes }
    }
}

impl From<(DateTime<Utc>, Evidence)> for Earlier {
    fn from((at, known): (DateTime<Utc>, Evidence)) -> Self {
        let Evidence { outages, refused, drafts, logins } = known;
        Self {
            at,
            outages: outages.len(),
            refused: refused.len(),
            drafts: drafts.len(),
            logins: logins.len(),
        }
    }
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id, now): (_, WindowId, _) = (call.visitor.region_scope()?, call.id("id")?, call.now);
    let seen = call.read(move |conn| failure::seen(conn, &scope, &id, now)).await?;
    let Seen { window, evidence, refused, drafts, logins, others, earlier } = seen;
    let phases = window.phases();
    let attempt = |(row, name): (_, String)| attempt(&row, name);
    Ok(Page {
        id: window.id,
        title: window.title,
        closes: phases.closes,
        closed: phases.closes <= now,
        outages: evidence.outages.into_iter().map(Silence::from).collect(),
        refused: refused.into_iter().map(attempt).collect(),
        drafts: drafts.into_iter().map(Line::from).collect(),
        logins: logins.into_iter().map(|(name, at)| Login { name, at }).collect(),
        others,
        earlier: earlier.into_iter().map(Earlier::from).collect(),
        dates: Dates::shown(&form, &phases),
        form,
    })
}

fn attempt(row: &failure::AttemptRow, name: String) -> Attempt {
    Attempt { name, at: exact_moment(row.received_at.and_utc()), cause: words::cause(row.cause.0) }
}

/// `GET /beheer/vensters/{id}/storing`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /beheer/vensters/{id}/storing`: more time for everybody, which a colleague publishes.
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region.
pub async fn enter(call: Call) -> Answer {
    let window = dates::window(&call).await?;
    let done = match dates::sent(&call.form, &window, Occasion::Failure) {
        Ok(plan) => laid_down::enter(&call, LaidDown::Dates(Box::new(plan))).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
