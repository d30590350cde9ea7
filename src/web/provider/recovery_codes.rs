//! `/account/herstelcodes`: ten codes for who has no telephone at hand, shown until they are kept.
//! May import: app, web.

use serde::Serialize;

use crate::app::people::second_factor;
use crate::web::call::{Answer, Call, see_other};
use crate::web::error::AppError;
use crate::web::public::login::home;
use crate::web::public::second_step::{ground, knock};

#[derive(Serialize)]
struct Page {
    codes: Vec<String>,
    account: String,
}

/// `GET /account/herstelcodes`; when they are kept there is nothing to show, so on to the page where new ones are made.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (ctx, factors) = (call.ctx(), call.site.second_factors.clone());
    let read = call
        .read(move |conn| {
            let codes = second_factor::to_show(conn, &ctx, &factors)?;
            Ok(Page { codes, account: crate::app::people::me(conn, &ctx)?.mail })
        })
        .await;
    match read {
        Ok(page) => call.page("account/herstelcodes.html", &page),
        Err(AppError::NotFound) => Ok(see_other("/account/tweede-stap")),
        Err(error) => Err(error),
    }
}

/// `POST /account/herstelcodes`: new ones.
///
/// # Errors
/// [`AppError::TooMany`] after too many wrong codes; what the database says.
pub async fn renew(call: Call) -> Answer {
    let typed = call.form.text("nieuwe_codes").to_owned();
    let (ground, attempt) = (ground(&call), knock(&call).await?);
    let done = call
        .change(move |conn, ctx| {
            second_factor::renew(conn, ctx, &ground, &attempt, &typed)?;
            Ok("/account/herstelcodes".to_owned())
        })
        .await;
    super::second_factor::again(&call, done).await
}

/// `POST /account/herstelcodes/bewaard`
///
/// # Errors
/// What the database says.
pub async fn kept(call: Call) -> Answer {
    let to = home(&call.visitor.acting).to_owned();
    call.change(move |conn, ctx| {
        second_factor::kept(conn, ctx)?;
        Ok(to)
    })
    .await
}
