//! The built style sheet, script, font and logo. Their names hold their hash, so a browser asks once.
//! May import: render::assets, web.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::call::{Answer, Call};
use super::error::AppError;
use crate::render::assets;

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
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    if let Some(encoding) = asset.encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    Ok(response.body(asset.bytes.into_owned()))
}
