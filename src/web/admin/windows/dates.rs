//! `/beheer/vensters/{id}/data`: later dates for a published window, planned by one person and published by another.
//! May import: app, domain, web.

use serde::Serialize;

use super::super::laid_down::{self, day, motivation};
use super::plan::closes;
use crate::app::fields::Mistakes;
use crate::app::policy;
use crate::app::public::Window;
use crate::domain::ids::WindowId;
use crate::domain::laid_down::LaidDown;
use crate::domain::terms::local;
use crate::domain::windows::{DatesPlan, Occasion, Phases};
use crate::domain::words::policy as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "admin/venster-data.html";

#[derive(Serialize)]
struct Page {
    id: String,
    title: String,
    /// One cannot apply any more: another close opens the window again, for everyone.
    closed: bool,
    dates: Dates,
    form: FormView,
}

/// The dates of a window that may become later, to type in.
#[derive(Serialize)]
pub(super) struct Dates {
    closes: DateParts,
    time: String,
    decisions: DateParts,
    starts: DateParts,
}

impl Dates {
    /// As they were typed, or else as they are.
    pub(super) fn shown(form: &FormView, phases: &Phases) -> Self {
        let closes = local(phases.closes);
        Self {
            closes: DateParts::shown(form, "sluit", Some(closes.date())),
            time: form.answers.get("tijd").cloned().unwrap_or_else(|| closes.format("%H:%M").to_string()),
            decisions: DateParts::shown(form, "beslissing", Some(phases.decisions_due)),
            starts: DateParts::shown(form, "start", Some(phases.starts_on)),
        }
    }
}

pub(super) async fn window(call: &Call) -> Result<Window, AppError> {
    let (scope, id, now): (_, WindowId, _) = (call.visitor.region_scope()?, call.id("id")?, call.now);
    call.read(move |conn| policy::window(conn, &scope, &id, now)).await
}

/// `GET /beheer/vensters/{id}/data`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let window = window(call).await?;
    Ok(Page {
        id: window.id.to_string(),
        closed: window.phases.closes <= call.now,
        dates: Dates::shown(&form, &window.phases),
        title: window.title,
        form,
    })
}

/// The later dates that were typed.
///
/// # Errors
/// [`AppError::Invalid`] with every mistake beside its field.
pub(super) fn sent(form: &Form, window: &Window, occasion: Occasion) -> Result<DatesPlan, AppError> {
    let mut mistakes = Mistakes::default();
    let on = day(form, "sluit", words::DAY_MISSING, &mut mistakes);
    let at = closes(form, on, &mut mistakes);
    let decisions = day(form, "beslissing", words::DAY_MISSING, &mut mistakes);
    let starts = day(form, "start", words::DAY_MISSING, &mut mistakes);
    let why = motivation(form, &mut mistakes);
    Ok(mistakes.done((|| {
        Some(DatesPlan {
            window: window.id.clone(),
            was: window.phases,
            phases: Phases { closes: at?, decisions_due: decisions?, starts_on: starts?, ..window.phases },
            occasion,
            motivation: why?,
        })
    })())?)
}

/// `POST /beheer/vensters/{id}/data`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region.
pub async fn enter(call: Call) -> Answer {
    let window = window(&call).await?;
    let done = match sent(&call.form, &window, Occasion::Planning) {
        Ok(plan) => laid_down::enter(&call, LaidDown::Dates(Box::new(plan))).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
