//! `/beheer/vensters/{id}/concepten`: whose drafts there are in a window. What stands in them is sealed.
//! May import: app, domain, web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::app::drafts::{self, DraftLine};
use crate::domain::ids::WindowId;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    title: String,
    closes: DateTime<Utc>,
    /// One cannot apply any more: what is still a draft was never sent in.
    closed: bool,
    drafts: Vec<Line>,
}

/// A draft as the team may know it.
#[derive(Serialize)]
pub(super) struct Line {
    name: String,
    worked_at: DateTime<Utc>,
    reminded_on: Option<NaiveDate>,
}

impl From<DraftLine> for Line {
    fn from(one: DraftLine) -> Self {
        Self { name: one.name, worked_at: one.worked_at.and_utc(), reminded_on: one.reminded_on }
    }
}

/// `GET /beheer/vensters/{id}/concepten`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for a window of another region.
pub async fn page(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.region_scope()?, call.id("id")?);
    let found = call.read(move |conn| drafts::of_window(conn, &scope, &id)).await?;
    let page = Page {
        closed: found.closes <= call.now,
        title: found.title,
        closes: found.closes,
        drafts: found.lines.into_iter().map(Line::from).collect(),
    };
    call.page("admin/venster-concepten.html", &page)
}
