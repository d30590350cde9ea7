//! Handing out a stored file, piece by piece: as an attachment, or a picture to be looked at.
//! May import: files, web.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Bytes};
use futures_util::stream;
use std::io::Read as _;

use super::call::{Answer, Call};
use super::error::AppError;
use crate::files::{OpenBlob, Sha256, content_disposition};

/// Bytes per piece.
const PIECE: usize = 64 * 1024;
/// What a file may do in a browser: nothing.
pub const SANDBOX: &str = "default-src 'none'; sandbox";

/// Hand out the blob with this content address under a file name. The use case that noted the download came first.
///
/// # Errors
/// [`AppError::Unavailable`] when the store does not give it; [`AppError::Internal`] for an address that is none.
pub async fn hand_out(call: &Call, sha256: &str, media_type: &str, name: &str) -> Answer {
    let mut answer = show(call, sha256, media_type).await?;
    let name = HeaderValue::from_str(&content_disposition(name));
    let name = name.map_err(|error| AppError::Internal(error.to_string()))?;
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(answer)
}

/// The bytes of a stored picture, to be looked at in a page of ours.
///
/// # Errors
/// As [`hand_out`].
pub async fn show(call: &Call, sha256: &str, media_type: &str) -> Answer {
    let address: Sha256 =
        sha256.parse().map_err(|_| AppError::Internal("a row names no content address".to_owned()))?;
    let store = call.site.store.clone();
    let open = web::block(move || store.open(&address)).await;
    let OpenBlob { file, size } = open
        .map_err(|_| AppError::Internal("a blocking task fell".to_owned()))?
        .map_err(|error| AppError::Unavailable(error.to_string()))?;
    let pieces = stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        let read = web::block(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((file, piece))
        });
        match read.await {
            Ok(Ok((_, piece))) if piece.is_empty() => None,
            Ok(Ok((file, piece))) => Some((Ok(Bytes::from(piece)), Some(file))),
            Ok(Err(error)) => Some((Err(error), None)),
            Err(_) => Some((Err(std::io::Error::other("a blocking task fell")), None)),
        }
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .body(SizedStream::new(size, Box::pin(pieces))))
}

/// Draw letters off the event loop.
///
/// # Errors
/// [`AppError::Internal`] when the drawing fails.
pub async fn drawn(
    work: impl FnOnce() -> Result<Vec<u8>, Box<dyn std::error::Error>> + Send + 'static,
) -> Result<Vec<u8>, AppError> {
    let done = web::block(move || work().map_err(|error| error.to_string())).await;
    done.map_err(|_| AppError::Internal("drawing letters was cancelled or fell".to_owned()))?
        .map_err(AppError::Internal)
}

/// A file that is made now and kept nowhere.
#[must_use]
pub fn handed_out(kind: &'static str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    let disposition = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    HttpResponse::Ok().content_type(kind).insert_header(disposition).body(bytes)
}
