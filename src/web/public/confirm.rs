//! Proving a mail address. Following the link changes nothing: mail scanners follow links too; the button does.
//! May import: app, web.

use serde::Serialize;

use super::broken_link;
use crate::app::people::confirm;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    mail: String,
    token: String,
}

/// `GET /bevestigen/{token}`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    let (ctx, shown) = (call.ctx(), token.clone());
    match call.read(move |conn| confirm::look(conn, &ctx, &shown)).await {
        Ok(mail) => call.form_page("public/bevestigen.html", &Page { mail, token }),
        Err(AppError::NotFound) => broken_link(&call),
        Err(error) => Err(error),
    }
}

/// `POST /bevestigen/{token}`
///
/// # Errors
/// What the database says.
pub async fn confirm(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    let done = call
        .change(move |conn, ctx| {
            confirm::confirm(conn, ctx, &token)?;
            Ok("/bevestigd".to_owned())
        })
        .await;
    match done {
        Err(AppError::NotFound) => broken_link(&call),
        done => done,
    }
}

/// `GET /bevestigd`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn done(call: Call) -> Answer {
    call.page("public/bevestigd.html", &super::registration::Told {})
}
