//! Whether this process lives, and whether it can do its work: for load balancers and people on duty.
//! May import: web.

use actix_web::HttpResponse;

use super::call::{Answer, Call};

/// `GET /healthz`: the process answers.
///
/// # Errors
/// None.
pub async fn lives(_: Call) -> Answer {
    Ok(plain("ok\n"))
}

/// `GET /readyz`: the database answers, at our schema and with its guards, and its files can be written.
///
/// # Errors
/// [`super::error::AppError::Unavailable`]; the reason is in the log, not in the answer.
pub async fn ready(call: Call) -> Answer {
    call.site.blocking(crate::app::Database::ready).await?;
    Ok(plain("ready\n"))
}

fn plain(text: &'static str) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)
}
