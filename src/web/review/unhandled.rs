//! Proposing not to handle an application, after a term for repair that passed unused.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::review::{self, show};
use crate::domain::ids::ApplicationId;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const PAGE: &str = "review/niet-behandelen.html";

#[derive(Serialize)]
struct Page {
    dossier: show::Dossier,
    form: FormView,
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let dossier = call.read(move |conn| show::dossier(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    Ok(Page { dossier, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/niet-behandelen`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(PAGE, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/niet-behandelen`
///
/// # Errors
/// [`AppError::Refused`] without a term that passed unused, or past the last day the law gives.
pub async fn propose(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (why, seen) = (call.form.text("motivering").to_owned(), seen(&call)?);
    let done = call
        .change(move |conn, ctx| {
            review::leave_unhandled(conn, ctx, &scope, &id, (&why, seen))?;
            Ok(format!("{}#kavels", address(&id)))
        })
        .await;
    call.or_again(done, PAGE, async |form| look(&call, form).await).await
}
