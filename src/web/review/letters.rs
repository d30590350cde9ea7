//! Letters of the region, for the team that sent them.
//! May import: app, domain, web.

use crate::app::letters;
use crate::domain::ids::LetterId;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::provider::letters::LetterPage;

/// `GET /beoordeling/brieven/{id}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for a letter of another region.
pub async fn one(call: Call) -> Answer {
    let (scope, id): (_, LetterId) = (call.visitor.region_scope()?, call.id("id")?);
    let row = call.read(move |conn| letters::read_for_team(conn, &scope, &id)).await?;
    let download =
        if row.sha256.is_some() { format!("/beoordeling/brieven/{}/pdf", row.id) } else { String::new() };
    let sent = row.dispatched_at.is_some();
    call.page("review/brief.html", &LetterPage::new(row.content_json.0, download, sent))
}

/// `GET /beoordeling/brieven/{id}/pdf`: the download is noted.
///
/// # Errors
/// As [`one`]; also until the letter was rendered.
pub async fn pdf(call: Call) -> Answer {
    let (scope, id, ctx): (_, LetterId, _) = (call.visitor.region_scope()?, call.id("id")?, call.ctx());
    let file = call
        .site
        .blocking(move |database| database.write(|conn| letters::download_for_team(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &file.digest.hex(), "application/pdf", &file.file_name).await
}
