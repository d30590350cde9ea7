//! Holding a dossier, and lifting that: it is not destroyed while somebody needs it.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::note_look;
use crate::app::dispute::{self, Holds};
use crate::domain::ids::{ApplicationId, LegalHoldId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "review/bewaren.html";

#[derive(Serialize)]
struct Page {
    holds: Holds,
    form: FormView,
    /// Whether the visitor may hold and lift.
    decides: bool,
}

fn address(id: &ApplicationId) -> String {
    format!("/beoordeling/aanmeldingen/{id}/bewaren")
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let holds = call.read(move |conn| dispute::holds(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    Ok(Page { holds, form, decides: call.may("hold.place") })
}

/// `GET /beoordeling/aanmeldingen/{id}/bewaren`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/bewaren`
///
/// # Errors
/// As [`page`].
pub async fn place(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let why = call.form.text("reden").to_owned();
    let done = call
        .change(move |conn, ctx| {
            dispute::place(conn, ctx, &scope, &id, &why)?;
            Ok(address(&id))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// `POST /beoordeling/aanmeldingen/{id}/bewaren/{hold}/opheffen`
///
/// # Errors
/// [`AppError::Refused`] for who placed it, and while a dispute runs.
pub async fn lift(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (hold, why): (LegalHoldId, _) = (call.id("hold")?, call.form.text("waarom").to_owned());
    let done = call
        .change(move |conn, ctx| {
            dispute::lift(conn, ctx, &scope, (&id, &hold), &why)?;
            Ok(address(&id))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
