//! A voornemen, and what the aanbieder thinks of it.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::review::{self, Heard};
use crate::domain::code::Code as _;
use crate::domain::decision::hearing::State;
use crate::domain::ids::{ApplicationId, HearingId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "provider/zienswijze.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    number: String,
    state: &'static str,
    /// Whether it can answer now.
    is_open: bool,
    due: String,
    why: Vec<String>,
    /// Where the letter is read; empty before it left.
    letter: String,
    /// What would be refused, with the grounds.
    lots: Vec<review::Refused>,
    given: String,
    given_at: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/zienswijze/{hearing}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (id, hearing): (ApplicationId, HearingId) = (call.id("id")?, call.id("hearing")?);
    let action = format!("/aanbieder/aanmeldingen/{id}/zienswijze/{hearing}");
    call.read(move |conn| {
        let heard = review::heard(conn, &ctx, &scope, (&id, &hearing))?;
        let lots = review::would_be_refused(conn, &heard)?;
        let is_open = heard.is_open(ctx.now);
        Ok(show(heard, lots, is_open, action, form))
    })
    .await
}

fn show(heard: Heard, lots: Vec<review::Refused>, is_open: bool, action: String, form: FormView) -> Page {
    let at = |at: Option<chrono::NaiveDateTime>| at.map(|at| at.and_utc().to_rfc3339()).unwrap_or_default();
    Page {
        form,
        action,
        number: heard.opened.row.number.clone(),
        state: match heard.row.state.0 {
            // What the region thinks of it stands in the letter with the outcome.
            State::Weighed => State::Given.code(),
            state => state.code(),
        },
        is_open,
        due: at(heard.row.due_at),
        why: heard.why,
        letter: heard.letter.map(|id| format!("/aanbieder/brieven/{id}")).unwrap_or_default(),
        lots,
        given: heard.row.given,
        given_at: at(heard.row.given_at),
    }
}

/// `POST /aanbieder/aanmeldingen/{id}/zienswijze/{hearing}`
///
/// # Errors
/// [`AppError::Refused`] after the term, or when it was answered before.
pub async fn give(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.org_scope()?, call.id("id")?);
    let (hearing, text): (HearingId, _) = (call.id("hearing")?, call.form.text("zienswijze").to_owned());
    let done = call
        .change(move |conn, ctx| {
            review::give(conn, ctx, &scope, (&id, &hearing), &text)?;
            Ok(format!("/aanbieder/aanmeldingen/{id}/zienswijze/{hearing}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
