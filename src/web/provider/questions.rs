//! `/aanbieder/vragen`: asking something about a window, and what became of one's questions.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::nota::{self as app, NewQuestion};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::code::Code as _;
use crate::domain::ids::{QuestionId, WindowId};
use crate::domain::words::nota as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/aanbieder/vragen";
const TEMPLATE: &str = "provider/vraag.html";

#[derive(Serialize)]
struct Page {
    /// `gesteld`, `ingetrokken` or nothing.
    done: String,
    windows: Vec<WindowView>,
    questions: Vec<QuestionView>,
    may_ask: bool,
}

#[derive(Serialize)]
struct WindowView {
    id: String,
    title: String,
    region: String,
    slug: String,
    /// Until when, or why not.
    told: String,
    asking: bool,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    window: String,
    region: String,
    subject: String,
    body: String,
    at: String,
    state: &'static str,
    reason: String,
    /// Number of the answer, and where it stands.
    number: String,
    answer: String,
    may_withdraw: bool,
}

impl From<app::Place> for WindowView {
    fn from(one: app::Place) -> Self {
        Self {
            id: one.window.to_string(),
            title: one.origin.title,
            region: one.origin.region,
            slug: one.origin.slug,
            asking: one.asking.is_ok(),
            told: one.asking.map_or_else(|why| why, words::takes_until),
        }
    }
}

/// Whether somebody in this role may ask: who only reads does not.
fn may_ask(call: &Call) -> bool {
    matches!(call.role, Role::Provider(role) if role != ProviderRole::Lezer)
}

/// `GET /aanbieder/vragen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, now, may_ask) = (call.visitor.org_scope()?, call.now, may_ask(&call));
    let (places, own) =
        call.read(move |conn| Ok((app::places(conn, &scope, now)?, app::own(conn, &scope)?))).await?;
    let question = |one: app::Own| {
        let state = one.row.state.0;
        let page = format!("/regio/{}/vensters/{}/nota", one.origin.slug, one.row.window_id);
        QuestionView {
            at: one.asked_at().to_rfc3339(),
            state: state.code(),
            answer: if one.number.is_empty() {
                String::new()
            } else {
                format!("{page}#antwoord-{}", one.number)
            },
            may_withdraw: may_ask && state == crate::domain::nota::State::Asked,
            id: one.row.id,
            window: one.origin.title,
            region: one.origin.region,
            subject: one.row.subject_title,
            body: one.row.body,
            reason: one.row.reason,
            number: one.number,
        }
    };
    let page = Page {
        done: call.query().text("klaar").to_owned(),
        windows: places.into_iter().map(WindowView::from).collect(),
        questions: own.into_iter().map(question).collect(),
        may_ask,
    };
    call.page("provider/vragen.html", &page)
}

#[derive(Serialize)]
struct AskPage {
    window: WindowView,
    options: Vec<Choice>,
    form: FormView,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

async fn show(call: &Call, form: FormView) -> Result<AskPage, AppError> {
    let (scope, id, now): (_, WindowId, _) = (call.visitor.org_scope()?, call.id("window")?, call.now);
    let asking = call.read(move |conn| app::page(conn, &scope, &id, now)).await?;
    let options = asking.subjects.into_iter().map(|(value, label)| Choice { value, label });
    Ok(AskPage { options: options.collect(), window: WindowView::from(asking.place), form })
}

/// `GET /aanbieder/vragen/stellen/{window}`
///
/// # Errors
/// [`AppError::NotFound`] for a window that is not public.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /aanbieder/vragen/stellen/{window}`
///
/// # Errors
/// [`AppError::NotFound`] for a window that is not public; [`AppError::Refused`] outside the phase for questions.
pub async fn ask(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.org_scope()?, call.id("window")?);
    let new = NewQuestion {
        subject: call.form.text("onderwerp").to_owned(),
        body: call.form.text("vraag").to_owned(),
        came_in: String::new(),
    };
    let done = call
        .change(move |conn, ctx| {
            app::ask(conn, ctx, &scope, &id, &new)?;
            Ok(format!("{HOME}?klaar=gesteld"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}

/// `POST /aanbieder/vragen/{id}/intrekken`
///
/// # Errors
/// [`AppError::NotFound`] for another's; [`AppError::Refused`] once the region works at it.
pub async fn withdraw(call: Call) -> Answer {
    let (scope, id): (_, QuestionId) = (call.visitor.org_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        app::withdraw(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?klaar=ingetrokken"))
    })
    .await
}
