//! `/beheer/uitgaand`: every mail sent on behalf of the region, and what became of it.
//! May import: app, storage::views, domain (to show), web.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::app::admin::read;
use crate::domain::ids::{Id, kind};
use crate::storage::views::admin::{self, After};
use crate::web::call::{Answer, Call};
use crate::web::forms::percent_encode;

/// Mails on a page.
const PAGE: i64 = 25;
/// How a moment stands in the address of the next page.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.6f";

#[derive(Serialize)]
struct Page {
    mails: Vec<Line>,
    waiting: i64,
    failed: i64,
    next: String,
}

#[derive(Serialize)]
struct Line {
    id: String,
    subject: String,
    recipient: String,
    state: String,
    at: String,
}

#[derive(Serialize)]
struct OnePage {
    subject: String,
    recipient: String,
    state: String,
    answer: String,
    at: String,
    settled: Option<String>,
    body: String,
}

fn shown(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339()
}

/// `GET /beheer/uitgaand`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let after = after(&call);
    let (mut mails, (waiting, failed)) = call
        .read(move |conn| Ok((admin::outbox(conn, &scope, after.as_ref(), PAGE + 1)?, read::work(conn)?)))
        .await?;
    let more = mails.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if more {
        mails.pop();
    }
    let next = mails.last().filter(|_| more).map_or_else(String::new, |last| {
        let moment = last.created_at.format(MOMENT).to_string();
        format!("/beheer/uitgaand?na={}&mail={}", percent_encode(&moment), last.id)
    });
    let lines = mails.into_iter().map(|mail| Line {
        id: mail.id,
        subject: mail.subject,
        recipient: mail.recipient,
        state: mail.state,
        at: shown(mail.created_at),
    });
    call.page("admin/uitgaand.html", &Page { mails: lines.collect(), waiting, failed, next })
}

/// Where the page begins; an address that was tampered with begins at the newest mail.
fn after(call: &Call) -> Option<After> {
    let query = call.query();
    let created_at = NaiveDateTime::parse_from_str(query.text("na"), MOMENT).ok()?;
    let id = Id::<kind::Mail>::parse(query.text("mail")).ok()?;
    Some(After { created_at, id: id.to_string() })
}

/// `GET /beheer/uitgaand/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for a mail of another region.
pub async fn one(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let id: Id<kind::Mail> = call.id("id")?;
    let mail = call.read(move |conn| Ok(admin::mail(conn, &scope, id.as_str())?)).await?;
    let page = OnePage {
        at: shown(mail.created_at),
        settled: mail.settled_at.map(shown),
        subject: mail.subject,
        recipient: mail.recipient,
        state: mail.state,
        answer: mail.answer,
        body: mail.body,
    };
    call.page("admin/uitgaand-mail.html", &page)
}
