//! Whether this process lives, and whether it can do its work: for load balancers and people on duty.
//! May import: app, web.

use actix_web::{HttpResponse, web};

use super::call::{Answer, Call};
use super::error::AppError;
use crate::app::Database;

/// `GET /healthz`: the process answers.
///
/// # Errors
/// None.
pub async fn lives(_: Call) -> Answer {
    Ok(plain("ok\n"))
}

/// `GET /readyz`: the database answers, at our schema and with its guards; files can be written and read; and our clock
/// keeps pace with that of the database.
///
/// # Errors
/// [`AppError::Unavailable`]; the reason is in the log, not in the answer.
pub async fn ready(call: Call) -> Answer {
    call.site.blocking(Database::ready).await?;
    let store = call.site.store.clone();
    let probed = web::block(move || store.probe()).await;
    probed
        .map_err(|_| AppError::Internal("a blocking task fell".to_owned()))?
        .map_err(|error| AppError::Unavailable(error.to_string()))?;
    let here = call.site.clock.of_this_node();
    call.site.pace.check(here).map_err(|error| AppError::Unavailable(error.to_string()))?;
    Ok(plain("ready\n"))
}

fn plain(text: &'static str) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)
}
