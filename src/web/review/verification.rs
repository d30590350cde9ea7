//! A verification: planning, moving and cancelling it, and the report.
//! May import: app, domain (to show), web.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

use super::{note_look, seen};
use crate::app::DbConn;
use crate::app::review::show::Head;
use crate::app::verification::{self, Moved, Planned, Reported, Seen, ToPlan};
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::domain::terms;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

#[derive(Serialize)]
struct PlanPage {
    plan: ToPlan,
    day: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct OnePage {
    head: Head,
    seen: Seen,
    day: DateParts,
    form: FormView,
    /// Whether the visitor assesses, and does not only read.
    assesses: bool,
}

/// The moment that a form gives by a day and a time of the Dutch clock.
fn moment(form: &Form) -> Option<DateTime<Utc>> {
    let day: NaiveDate = DateParts::sent(form, "dag").date().ok()??;
    let time = NaiveTime::parse_from_str(form.text("tijd"), "%H:%M").ok()?;
    terms::moment(day, time).ok()
}

/// The address of a verification.
fn address(id: &ApplicationId, verification: &VerificationId) -> String {
    format!("/beoordeling/aanmeldingen/{id}/verificatie/{verification}")
}

async fn planning(call: &Call, form: FormView) -> Result<PlanPage, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let plan = call.read(move |conn| verification::to_plan(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    Ok(PlanPage { plan, day: DateParts::shown(&form, "dag", None), form })
}

/// `GET /beoordeling/aanmeldingen/{id}/verificatie`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn plan_page(call: Call) -> Answer {
    let page = planning(&call, FormView::default()).await?;
    call.page("review/verificatie-plannen.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/verificatie`
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's work.
pub async fn plan(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (portal, form) = (call.site.url.clone(), &call.form);
    let planned = Planned {
        manner: form.text("soort").to_owned(),
        requirements: form.all("eis").map(str::to_owned).collect(),
        visitors: form.all("wie").map(str::to_owned).collect(),
        at: moment(form),
        place: form.text("plaats").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            let made = verification::plan(conn, ctx, (&scope, &portal), &id, &planned)?;
            Ok(address(&id, &made))
        })
        .await;
    call.or_again(done, "review/verificatie-plannen.html", async |form| planning(&call, form).await).await
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let application = id.clone();
    let read = move |conn: &mut DbConn| verification::one(conn, &ctx, &scope, (&id, &one));
    let (head, seen) = call.read(read).await?;
    note_look(call, &application).await?;
    let day = DateParts::shown(&form, "dag", None);
    Ok(OnePage { head, seen, day, form, assesses: call.may("verification.report") })
}

/// `GET /beoordeling/aanmeldingen/{id}/verificatie/{verification}`
///
/// # Errors
/// [`AppError::NotFound`] for another application's.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/verificatie.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/verificatie/{verification}/verzetten`
///
/// # Errors
/// [`AppError::Refused`] when it was reported or cancelled.
pub async fn reschedule(call: Call) -> Answer {
    let (scope, portal) = (call.visitor.region_scope()?, call.site.url.clone());
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let moved = Moved {
        at: moment(&call.form),
        place: call.form.text("plaats").to_owned(),
        why: call.form.text("reden").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            verification::reschedule(conn, ctx, (&scope, &portal), (&id, &one), &moved)?;
            Ok(address(&id, &one))
        })
        .await;
    call.or_again(done, "review/verificatie.html", async |form| look(&call, form).await).await
}

/// `POST /beoordeling/aanmeldingen/{id}/verificatie/{verification}/annuleren`
///
/// # Errors
/// [`AppError::Refused`] when it was reported or cancelled.
pub async fn cancel(call: Call) -> Answer {
    let (scope, portal) = (call.visitor.region_scope()?, call.site.url.clone());
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let (why, version) = (call.form.text("waarom").to_owned(), seen(&call)?);
    let done = call
        .change(move |conn, ctx| {
            verification::cancel(conn, ctx, (&scope, &portal), (&id, &one), (&why, version))?;
            Ok(address(&id, &one))
        })
        .await;
    call.or_again(done, "review/verificatie.html", async |form| look(&call, form).await).await
}

/// `POST /beoordeling/aanmeldingen/{id}/verificatie/{verification}/verslag`
///
/// # Errors
/// [`AppError::Refused`] before its moment, and for who was not there.
pub async fn report(call: Call) -> Answer {
    let (scope, portal) = (call.visitor.region_scope()?, call.site.url.clone());
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let told = call.form.under("gezien.").map(|(code, text)| (code.to_owned(), text.to_owned()));
    let reported = Reported { seen: told.collect(), version: seen(&call)? };
    let done = call
        .change(move |conn, ctx| {
            verification::report(conn, ctx, (&scope, &portal), (&id, &one), &reported)?;
            Ok(address(&id, &one))
        })
        .await;
    call.or_again(done, "review/verificatie.html", async |form| look(&call, form).await).await
}
