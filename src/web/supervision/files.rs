//! Files of a dossier, handed to toezicht.
//! May import: app, web.

use crate::app::supervision;
use crate::domain::ids::{EvidenceId, LetterId, OrgId};
use crate::web::call::{Answer, Call};
use crate::web::download;

/// `GET /toezicht/{org}/bewijs/{evidence}`: each download is noted.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for what does not stand in the dossier.
pub async fn evidence(call: Call) -> Answer {
    let (area, ctx) = (supervision::area(&call.visitor)?, call.ctx());
    let (org, id): (OrgId, EvidenceId) = (call.id("org")?, call.id("evidence")?);
    let (piece, blob) = call
        .site
        .blocking(move |database| database.write(|conn| supervision::download(conn, &ctx, &area, &org, &id)))
        .await?;
    download::hand_out(&call, &piece.sha256, &blob.media_type, &piece.file_name).await
}

/// `GET /toezicht/{org}/brieven/{letter}`: each download is noted.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for what does not stand in the dossier.
pub async fn letter(call: Call) -> Answer {
    let (area, ctx) = (supervision::area(&call.visitor)?, call.ctx());
    let (org, id): (OrgId, LetterId) = (call.id("org")?, call.id("letter")?);
    let (sha256, number) = call
        .site
        .blocking(move |database| database.write(|conn| supervision::letter(conn, &ctx, &area, &org, &id)))
        .await?;
    download::hand_out(&call, &sha256, "application/pdf", &format!("{number}.pdf")).await
}
