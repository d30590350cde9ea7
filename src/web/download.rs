//! Handing out a stored file, piece by piece, always as an attachment.
//! May import: files, web.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use futures_util::stream;
use std::io::Read as _;

use super::call::{Answer, Call};
use super::error::AppError;
use crate::files::{OpenBlob, Sha256, content_disposition};

/// Bytes per piece.
const PIECE: usize = 64 * 1024;

/// Hand out the blob with this content address under a file name. The use case that noted the download came first.
///
/// # Errors
/// [`AppError::Unavailable`] when the store does not give it; [`AppError::Internal`] for an address that is none.
pub async fn hand_out(call: &Call, sha256: &str, media_type: &str, name: &str) -> Answer {
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
        .insert_header((header::CONTENT_DISPOSITION, content_disposition(name)))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(SizedStream::new(size, Box::pin(pieces))))
}
