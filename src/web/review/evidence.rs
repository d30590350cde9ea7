//! A bewijsstuk of a dossier: its pages to look at beside the eis.
//! May import: app, domain (to show), files, web.

use std::num::NonZeroU32;

use actix_web::HttpResponse;
use actix_web::http::header;

use super::note_look;
use crate::app::review::show;
use crate::domain::ids::{ApplicationId, EvidenceId};
use crate::files::{NotASha256, Sha256};
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;

/// `GET /beoordeling/aanmeldingen/{id}/bewijs/{piece}/lezen`: from page `vanaf` on.
///
/// # Errors
/// [`AppError::NotFound`] for what was not sent in with this application.
pub async fn read(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, piece): (ApplicationId, EvidenceId) = (call.id("id")?, call.id("piece")?);
    let (application, from) = (id.clone(), call.query().text("vanaf").parse().unwrap_or(1));
    let reading = call.read(move |conn| show::reading(conn, &ctx, &scope, (&id, &piece), from)).await?;
    note_look(&call, &application).await?;
    call.page("review/bewijs.html", &reading)
}

/// `GET /beoordeling/aanmeldingen/{id}/bewijs/{piece}/bladzijde/{page}`: a picture, for who looks into the dossier.
///
/// # Errors
/// [`AppError::NotFound`] for a page that there is not; [`AppError::Unavailable`] when it cannot be drawn now.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, piece): (ApplicationId, EvidenceId) = (call.id("id")?, call.id("piece")?);
    let page: NonZeroU32 = call.param("page")?.parse().map_err(|_| AppError::NotFound)?;
    let number = i32::try_from(page.get()).map_err(|_| AppError::NotFound)?;
    let application = id.clone();
    let found = call.read(move |conn| show::picture(conn, &ctx, &scope, (&id, &piece), number)).await?;
    note_look(&call, &application).await?;
    if !found.drawn {
        return download::show(&call, &found.sha256, &found.media_type).await;
    }
    let address: Sha256 =
        found.sha256.parse().map_err(|why: NotASha256| AppError::Internal(why.to_string()))?;
    let picture = call.site.drawing.page(&call.site.store, address, page).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "image/png"))
        .insert_header((header::CONTENT_SECURITY_POLICY, download::SANDBOX))
        .body(picture))
}
