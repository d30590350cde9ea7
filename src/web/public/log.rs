//! What the log is verified with, for everybody: its keys, and the head that was signed last.
//! May import: app, web.

use actix_web::HttpResponse;

use crate::app::{Error, tlog};
use crate::web::call::{Answer, Call};

/// `GET /.well-known/openhuis-log.vkey`: the keys of the log, a line each; the last one is in charge.
///
/// # Errors
/// [`AppError::NotFound`](crate::web::error::AppError) before the log was signed for the first time.
pub async fn vkey(call: Call) -> Answer {
    let keys = call.read(tlog::keys).await?;
    if keys.is_empty() {
        return Err(Error::NotFound.into());
    }
    Ok(plain(keys.iter().map(|key| format!("{key}\n")).collect()))
}

/// `GET /.well-known/openhuis-log.checkpoint`: the head that was signed last.
///
/// # Errors
/// [`AppError::NotFound`](crate::web::error::AppError) before the log was signed for the first time.
pub async fn checkpoint(call: Call) -> Answer {
    let head = call.read(tlog::last_head).await?;
    Ok(plain(head.ok_or(Error::NotFound)?))
}

fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)
}
