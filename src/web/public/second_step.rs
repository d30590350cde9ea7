//! The second step of logging in: a code of the app on the telephone, or a recovery code.
//! May import: app, web.

use serde::Serialize;

use super::login::{onwards, own_path};
use crate::app::people::second_factor::{self, Attempt, Ground};
use crate::app::{Halfway, access};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "public/inloggen-code.html";

/// The page that asks what is still asked.
#[must_use]
pub fn page_of(step: Halfway) -> &'static str {
    match step {
        Halfway::Enrol => "/account/tweede-stap",
        Halfway::Prove => "/inloggen/code",
    }
}

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// Where to go afterwards, on this site.
    next: String,
}

/// `GET /inloggen/code`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn page(call: Call) -> Answer {
    let next = own_path(call.query().text("next")).to_owned();
    call.page(TEMPLATE, &Page { form: FormView::default(), next })
}

/// `POST /inloggen/code`
///
/// # Errors
/// [`AppError::TooMany`] after too many wrong codes; what the database says.
pub async fn prove(call: Call) -> Answer {
    let next = own_path(call.form.text("next")).to_owned();
    let (typed, ground, attempt) = (call.form.text("code").to_owned(), ground(&call), knock(&call).await?);
    let onwards_to = next.clone();
    let done = call
        .change(move |conn, ctx| {
            second_factor::prove(conn, ctx, &ground, &attempt, &typed)?;
            let session = ctx.actor.session.clone().ok_or(crate::app::Error::Forbidden)?;
            let visitor = access::visitor(conn, &session, ctx.now, ground.policy)?;
            Ok(onwards(&visitor.acting, &onwards_to))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| Ok(Page { form, next })).await
}

/// What a use case about second factors needs of the installation.
pub(in crate::web) fn ground(call: &Call) -> Ground {
    let site = &call.site;
    Ground { factors: site.second_factors.clone(), policy: site.second_factor, portal: site.url.clone() }
}

/// Count an attempt to give a code.
pub(in crate::web) async fn knock(call: &Call) -> Result<Attempt, AppError> {
    let ctx = call.ctx();
    call.site.blocking(move |database| database.light(|conn| second_factor::knock(conn, &ctx))).await
}
