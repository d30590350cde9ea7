//! A verification as the aanbieder reads it, and its reaction to the report.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::verification::{self, Seen};
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "provider/verificatie.html";

#[derive(Serialize)]
struct Page {
    number: String,
    action: String,
    seen: Seen,
    form: FormView,
    /// Whether the visitor may react for its organisation.
    may_react: bool,
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let action = format!("/aanbieder/aanmeldingen/{id}/verificatie/{one}");
    let (number, seen) = call.read(move |conn| verification::own(conn, &ctx, &scope, (&id, &one))).await?;
    Ok(Page { number, action, seen, form, may_react: call.may("verification.react") })
}

/// `GET /aanbieder/aanmeldingen/{id}/verificatie/{verification}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/verificatie/{verification}`
///
/// # Errors
/// [`AppError::Refused`] where there is no report, after the term, and a second time.
pub async fn react(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let (id, one): (ApplicationId, VerificationId) = (call.id("id")?, call.id("verification")?);
    let text = call.form.text("reactie").to_owned();
    let done = call
        .change(move |conn, ctx| {
            verification::react(conn, ctx, &scope, (&id, &one), &text)?;
            Ok(format!("/aanbieder/aanmeldingen/{id}/verificatie/{one}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
