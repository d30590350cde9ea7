//! The built style sheet, script, font and logo, and the sheets of the regions' colours. Their names hold their hash, so a browser asks once.
//! May import: render, web.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::call::{Answer, Call};
use super::error::AppError;
use crate::render::{assets, theme};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /static/{file}`
///
/// # Errors
/// [`AppError::NotFound`] for a name that was not built.
pub async fn file(call: Call) -> Answer {
    let accepts = call.http.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let asset = assets::file(call.param("file")?, accepts.unwrap_or_default()).ok_or(AppError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.media_type))
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::VARY, "Accept-Encoding"));
    if let Some(encoding) = asset.encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    Ok(response.body(asset.bytes.into_owned()))
}

/// `GET /thema/{file}`
///
/// # Errors
/// [`AppError::NotFound`] for what is no sheet of ours.
pub async fn theme(call: Call) -> Answer {
    let css = theme::sheet(call.param("file")?).ok_or(AppError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, FOR_EVER)).content_type("text/css; charset=utf-8");
    Ok(response.body(css))
}
