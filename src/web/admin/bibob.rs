//! `/beheer/bibob`: who reads Bibob dossiers, and how long they are kept. Only where a regeling knows Bibob.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::bibob::{self, Settings};
use crate::domain::ids::BibobOfficerId;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beheer/bibob";
const TEMPLATE: &str = "admin/bibob.html";

#[derive(Serialize)]
struct Page {
    settings: Settings,
    form: FormView,
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let settings = call.read(move |conn| bibob::settings(conn, &ctx, &scope)).await?;
    Ok(Page { settings, form })
}

/// `GET /beheer/bibob`
///
/// # Errors
/// [`AppError::NotFound`] where no regeling knows Bibob.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /beheer/bibob`
///
/// # Errors
/// [`AppError::NotFound`] where no regeling knows Bibob.
pub async fn name(call: Call) -> Answer {
    let (scope, user) = (call.visitor.region_scope()?, call.form.text("wie").to_owned());
    let done = call
        .change(move |conn, ctx| {
            bibob::name(conn, ctx, &scope, &user)?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// `POST /beheer/bibob/{id}/beeindigen`
///
/// # Errors
/// [`AppError::NotFound`] when it had ended.
pub async fn end(call: Call) -> Answer {
    let (scope, id): (_, BibobOfficerId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        bibob::end(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `POST /beheer/bibob/bewaartermijn`
///
/// # Errors
/// [`AppError::NotFound`] where no regeling knows Bibob.
pub async fn keep_for(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let (years, reason) = (call.form.text("jaren").to_owned(), call.form.text("reden").to_owned());
    let done = call
        .change(move |conn, ctx| {
            bibob::keep_for(conn, ctx, &scope, (&years, &reason))?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
